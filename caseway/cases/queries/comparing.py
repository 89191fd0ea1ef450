"""Two records side by side: what each says, and where they differ."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from caseway.agencies.languages import language_name
from caseway.cases.models import Case, ContactPoint, HouseholdMember, Identifier, Person, PersonName
from caseway.cases.person_access import PersonAccess, addresses_for
from caseway.kernel.models import User


@dataclass(frozen=True)
class Compared:
    """One line of the comparison: what it is about, and what each record says."""

    label: str
    one: tuple[str, ...]
    other: tuple[str, ...]

    is_judged: bool = True

    @property
    def differs(self) -> bool:
        """Whether both records say something here, and not the same."""
        return self.is_judged and bool(self.one and self.other) and set(self.one) != set(self.other)


def compare(user: User, one: Person, other: Person) -> list[Compared]:
    """The lines in which a person decides. Only what exists for the reader is compared."""
    people = [one, other]
    ids = [one.pk, other.pk]
    since = {p.pk: [date_format(p.created_at, "DATE_FORMAT")] for p in people}
    told: list[tuple[str, dict[int, list[str]]]] = [
        (_("Names"), _by_person(PersonName.objects.filter(person__in=ids), "full_name")),
        (_("Date of birth"), {p.pk: _day(p) for p in people}),
        (_("Language"), {p.pk: [language_name(p.language)] for p in people}),
        (_("Social security number"), _masked(ids)),
        (_("Phones and e-mail"), _by_person(_points(ids), "value")),
        (_("Addresses"), {p.pk: _addresses(user, p) for p in people}),
        (_("Cases"), _cases(user, ids)),
        (_("Lives with"), _homes(ids)),
    ]
    lines = [
        Compared(label, tuple(said.get(one.pk, [])), tuple(said.get(other.pk, [])))
        for label, said in told
    ]
    kept_since = Compared(
        _("On record since"), tuple(since[one.pk]), tuple(since[other.pk]), is_judged=False
    )
    return [*lines, kept_since]


def _by_person(rows: Any, column: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for person_id, value in rows.order_by("person", "pk").values_list("person_id", column):
        found[person_id].append(value)
    return found


def _points(ids: Iterable[int]) -> Any:
    return ContactPoint.objects.filter(person__in=ids, ends_on=None)


def _day(person: Person) -> list[str]:
    return [date_format(person.birth_on, "DATE_FORMAT")] if person.birth_on else []


def _masked(ids: Iterable[int]) -> dict[int, list[str]]:
    rows = Identifier.objects.filter(person__in=ids).values_list("person_id", "last_four")
    return {person_id: [f"•••-••-{last}"] for person_id, last in rows}


def _addresses(user: User, person: Person) -> list[str]:
    seen = addresses_for(PersonAccess(user, person))
    return [
        ", ".join(part for part in (row.lines, row.city, row.zip_code) if part)
        for row in seen
        if row.ends_on is None
    ]


def _cases(user: User, ids: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Case.objects.visible_to(user).filter(participant__in=ids).select_related("program")
    for case in rows.order_by("participant", "-opened_on", "pk"):
        said = {"number": case.number, "program": case.program, "stage": case.get_stage_display()}
        found[case.participant_id].append(_("%(number)s, %(program)s, %(stage)s") % said)
    return found


def _homes(ids: list[int]) -> dict[int, list[str]]:
    own = HouseholdMember.objects.filter(person__in=ids, ends_on=None)
    homes: dict[int, set[int]] = defaultdict(set)
    for home, person_id in own.values_list("household_id", "person_id"):
        homes[home].add(person_id)
    found: dict[int, list[str]] = defaultdict(list)
    rows = HouseholdMember.objects.filter(household__in=homes, ends_on=None)
    for home, person_id, name in rows.order_by("household", "pk").values_list(
        "household_id", "person_id", "person__name_used"
    ):
        for one in homes[home] - {person_id}:
            found[one].append(name)
    return found
