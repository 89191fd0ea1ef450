"""Each provider gets an identifier of its own: a column's default gives all the same."""

import uuid

from django.db import migrations


def fill(apps, _schema_editor):
    provider = apps.get_model("network", "Provider")
    rows = list(provider.objects.order_by("pk"))
    for row in rows:
        row.uuid = uuid.uuid4()
    provider.objects.bulk_update(rows, ["uuid"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [("network", "0002_provider_add_uuid")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
