"""The demonstration's visits in the log of contacts, as the record of a visit writes them."""

from caseway.cases.models import Contact
from caseway.coaching.actions.visits.log import KINDS, session_of
from caseway.coaching.models import Visit, VisitState


def tell_the_log() -> None:
    """Give every visit that was held or tried its entry, many at a time."""
    about = ("enrolment__case", "enrolment__person", "coach")
    visits = Visit.objects.filter(state__in=KINDS, contact=None).select_related(*about)
    rows = list(visits.order_by("pk"))
    made = Contact.objects.bulk_create([_entry(one) for one in rows])
    for entry in made:
        entry.recorded_at = entry.at  # not the moment of loading
    Contact.objects.bulk_update(made, ["recorded_at"], batch_size=500)
    for row, entry in zip(rows, made, strict=True):
        row.contact = entry
    Visit.objects.bulk_update(rows, ["contact"], batch_size=500)


def _entry(visit: Visit) -> Contact:
    said = session_of(visit, KINDS[VisitState(visit.state)])
    return Contact(
        site_id=visit.site_id,
        case=said.case,
        person=said.person,
        kind=said.kind,
        mode=said.mode,
        place=said.place,
        at=said.at,
        minutes=said.minutes,
        by=said.by,
        agency_id=said.agency_id,
        function=said.function,
    )
