import uuid

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("network", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="provider",
            name="uuid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True),
        ),
    ]
