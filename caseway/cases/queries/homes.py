"""The households a person lives in, and everybody who ever belonged to one."""

from collections import defaultdict
from datetime import date

from django.utils.translation import gettext as _

from caseway.agencies.standing import open_on
from caseway.cases.models import HouseholdMember, Person


def homes_of(person: Person, on: date) -> list[tuple[str, str]]:
    """Choices of a form: each household she lives in, by who lives there. Two queries."""
    own = HouseholdMember.objects.filter(open_on(on), person=person)
    ids = list(own.order_by("household").values_list("household", flat=True))
    if not ids:
        return []
    names: dict[int, list[str]] = defaultdict(list)
    rows = HouseholdMember.objects.filter(open_on(on), household__in=ids)
    for home, name in rows.order_by("household", "pk").values_list(
        "household_id", "person__name_used"
    ):
        names[home].append(name)
    return [
        (str(home), _("The household of %(names)s") % {"names": ", ".join(names[home])})
        for home in dict.fromkeys(ids)
    ]


def members_of(household_id: int) -> list[HouseholdMember]:
    """Everybody who belongs or belonged to a household, those there now first. One query."""
    rows = HouseholdMember.objects.filter(household=household_id).select_related("person")
    return sorted(
        rows.order_by("starts_on", "pk"),
        key=lambda row: (row.ends_on is not None, row.relation != "self"),
    )
