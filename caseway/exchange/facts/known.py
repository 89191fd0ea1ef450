"""The cases that a file's lines name, with everything a line may change. A few queries a chunk."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max
from django.utils import timezone

from caseway.cases.identities import identities
from caseway.cases.models import (
    Address,
    Assignment,
    Case,
    Contact,
    ContactKind,
    ContactPoint,
    HouseholdMember,
    Person,
    Strength,
)
from caseway.kernel.models import User
from caseway.rules.records.identity import Identity


@dataclass(frozen=True, slots=True)
class Home:
    lines: str = ""
    city: str = ""
    state: str = ""
    zip_code: str = ""
    borough: str = ""


@dataclass(frozen=True)
class KnownPerson:
    """A person as a line is compared with: what she is called, how to reach her."""

    pk: int
    version: int
    name: str
    birth_on: date | None
    language: str
    identity: Identity
    points: frozenset[str] = frozenset()
    homes: tuple[Home, ...] = ()
    # The one that may be shown: a confidential address is compared with and never named.
    home: Home = Home()
    strengths: frozenset[str] = frozenset()


@dataclass(frozen=True)
class KnownCase:
    """A case with that number here. `visible` says whether the sender may know of it."""

    pk: int
    number: str
    version: int
    visible: bool
    is_closed: bool
    program_id: int
    region_id: int
    stage: str
    household_id: int
    participant: KnownPerson
    members: tuple[KnownPerson, ...] = ()
    parts: dict[str, int | None] = field(default_factory=dict)
    last_contact_on: date | None = None
    notes: frozenset[str] = frozenset()


def cases_by_number(site_id: int, numbers: Collection[str], by: User) -> dict[str, KnownCase]:
    """Known cases by number. Twelve queries, however many numbers."""
    rows = list(Case.objects.filter(site=site_id, number__in=numbers).order_by("pk"))
    ids = [row.pk for row in rows]
    visible = set(Case.objects.visible_to(by).filter(pk__in=ids).values_list("pk", flat=True))
    members = _members({row.household_id for row in rows})
    people = known_people(
        {row.participant_id for row in rows} | {pk for pks in members.values() for pk in pks}
    )
    parts, seen, notes = _parts(ids), _last_contacts(ids), _notes(ids)
    return {
        row.number: KnownCase(
            pk=row.pk,
            number=row.number,
            version=row.version,
            visible=row.pk in visible,
            is_closed=row.closed_on is not None,
            program_id=row.program_id,
            region_id=row.region_id,
            stage=row.stage,
            household_id=row.household_id,
            participant=people[row.participant_id],
            members=tuple(
                people[pk] for pk in members[row.household_id] if pk != row.participant_id
            ),
            parts=parts[row.pk],
            last_contact_on=seen.get(row.pk),
            notes=frozenset(notes[row.pk]),
        )
        for row in rows
    }


def known_people(person_ids: Collection[int]) -> dict[int, KnownPerson]:
    """People as lines are compared with them. Eight queries, however many."""
    known = identities(person_ids)
    points = defaultdict(set)
    for pk, normal in ContactPoint.objects.filter(person__in=person_ids, ends_on=None).values_list(
        "person_id", "normal"
    ):
        points[pk].add(normal)
    homes: dict[int, list[Home]] = defaultdict(list)
    shown: dict[int, Home] = {}
    columns = ("person_id", "is_confidential", "lines", "city", "state", "zip_code", "borough")
    for pk, is_confidential, *home in Address.objects.filter(
        person__in=person_ids, ends_on=None
    ).values_list(*columns):
        homes[pk].append(Home(*home))
        if not is_confidential:
            shown.setdefault(pk, Home(*home))
    strengths = defaultdict(set)
    for pk, words in Strength.objects.filter(person__in=person_ids).values_list(
        "person_id", "words"
    ):
        strengths[pk].add(words.casefold())
    return {
        row.pk: KnownPerson(
            pk=row.pk,
            version=row.version,
            name=row.name_used,
            birth_on=row.birth_on,
            language=row.language,
            identity=known[row.pk],
            points=frozenset(points[row.pk]),
            homes=tuple(homes[row.pk]),
            home=shown.get(row.pk, Home()),
            strengths=frozenset(strengths[row.pk]),
        )
        for row in Person.objects.filter(pk__in=person_ids).order_by("pk")
    }


def _members(household_ids: Collection[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    rows = HouseholdMember.objects.filter(household__in=household_ids, ends_on=None)
    for household_id, person_id in rows.order_by("id").values_list("household_id", "person_id"):
        found[household_id].append(person_id)
    return found


def _parts(case_ids: Collection[int]) -> dict[int, dict[str, int | None]]:
    held: dict[int, dict[str, int | None]] = defaultdict(dict)
    rows = Assignment.objects.filter(case__in=case_ids, ends_on=None).order_by("id")
    for case_id, part, staff_id in rows.values_list("case_id", "part", "staff_id"):
        held[case_id][part] = staff_id
    return held


def _last_contacts(case_ids: Collection[int]) -> dict[int, date]:
    rows = Contact.objects.filter(case__in=case_ids).exclude(kind=ContactKind.NOTE)
    last = rows.order_by().values_list("case_id").annotate(last=Max("at"))
    return {case_id: timezone.localdate(at) for case_id, at in last}


def _notes(case_ids: Collection[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = Contact.objects.filter(case__in=case_ids, kind=ContactKind.NOTE)
    for case_id, text in rows.values_list("case_id", "text"):
        found[case_id].add(" ".join(text.split()))
    return found
