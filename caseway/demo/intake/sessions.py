"""Group sessions of the county: an orientation that was held, and a meeting ahead."""

from datetime import timedelta

from caseway.agencies.models import Membership
from caseway.cases.models import Assignment, Case, Contact
from caseway.demo.calendar import Calendar
from caseway.demo.county.sites import Built
from caseway.intake.actions.groups import told_of
from caseway.intake.models import Came, GroupSeat, GroupSession

_SESSIONS = (
    ("orientation", "Orientation for those who began this month", -4),
    ("goals", "Pathways: what we want for our children", 9),
)


def group_sessions(built: Built, cal: Calendar, leads: list[Assignment]) -> None:
    """Both are led by who leads the first of these cases, for the people of hers."""
    led_by = leads[0].staff
    assert led_by is not None
    post = Membership.objects.filter(user=led_by, site=built.site).order_by("pk")[0]
    for kind, title, days in _SESSIONS:
        at = cal.at(cal.day(days), 10)
        row = GroupSession.objects.create(
            site=built.site,
            region_id=leads[0].case.region_id,
            agency_id=post.agency_id,
            kind=kind,
            title=title,
            language="en",
            place="Room 2, second floor",
            starts_at=at,
            minutes=90,
            seats=20,
            led_by=led_by,
            at=at - timedelta(days=10),
        )
        hers = [
            one for one in leads if one.staff_id == led_by.pk and one.case.opened_on <= at.date()
        ]
        _seats(row, hers, held=days < 0)


def _seats(row: GroupSession, leads: list[Assignment], *, held: bool) -> None:
    """Who is invited; of a session that was held who came, as the log of each case tells it."""
    for number, lead in enumerate(leads):
        came = Came.UNKNOWN if not held else Came.MISSED if number % 4 == 3 else Came.CAME
        GroupSeat.objects.create(
            session=row,
            site=row.site,
            case=lead.case,
            person=lead.case.participant,
            invited_by=row.led_by,
            invited_at=row.at,
            came=came,
            noted_by=row.led_by if held else None,
            noted_at=row.starts_at if held else None,
            contact=_entry(row, lead.case, came) if held else None,
        )


def _entry(row: GroupSession, case: Case, came: Came) -> Contact:
    told = told_of(row, came)
    entry = Contact.objects.create(
        site=row.site,
        case=case,
        person=case.participant,
        kind=told.kind,
        mode=told.mode,
        at=told.at,
        minutes=told.minutes,
        text=told.text,
        by=row.led_by,
        agency=row.agency,
    )
    # Noted when it was held, as the story tells, and not on the day of loading.
    Contact.objects.filter(pk=entry.pk).update(recorded_at=told.at)
    return entry
