"""Visits held or tried before the log knew of them get their entries there."""

from datetime import datetime, time

from django.db import migrations
from django.utils import timezone

KINDS = {"held": "meeting", "no_show": "attempt"}
MODES = {"visit": "in_person", "video": "video", "phone": "phone"}
AT_ONCE = 500


def write(apps, _schema_editor):
    visit = apps.get_model("coaching", "Visit")
    contact = apps.get_model("cases", "Contact")
    rows = visit.objects.filter(state__in=KINDS, contact=None).select_related("enrolment")
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        some = list(rows.filter(pk__in=ids[start : start + AT_ONCE]).order_by("pk"))
        entries = contact.objects.bulk_create([entry(contact, one) for one in some])
        for one, made in zip(some, entries, strict=True):
            one.contact = made
        visit.objects.bulk_update(some, ["contact"])


def entry(contact, one):
    ends, begins = one.held_ends_at, one.held_begins_at
    agreed = timezone.make_aware(datetime.combine(one.day, one.begins_at or time(12)))
    away = "workplace" if one.job_site_id else "community"
    return contact(
        site_id=one.site_id,
        case_id=one.enrolment.case_id,
        person_id=one.enrolment.person_id,
        kind=KINDS[one.state],
        mode=MODES[one.mode],
        place=away if one.mode == "visit" else "remote",
        at=begins or agreed,
        minutes=round((ends - begins).total_seconds() / 60) if begins and ends else None,
        by_id=one.coach_id,
        agency_id=one.agency_id,
        function="ep_monitoring",
    )


class Migration(migrations.Migration):

    dependencies = [("coaching", "0010_visit_contact"), ("cases", "0003_person_by_name_used")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
