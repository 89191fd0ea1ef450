from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_emergency_access")]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index("site", Lower("name_used"), name="person_by_name_used"),
        ),
    ]
