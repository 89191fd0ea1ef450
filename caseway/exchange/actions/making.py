"""What a new line makes: a person, a household, a case, or a member of a household."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.cases.actions.assignments import Holder
from caseway.cases.actions.opening import NewCase, why_not_open, write_case
from caseway.cases.actions.people import Name, PersonFacts, Point, add_person, add_point
from caseway.cases.models import (
    Address,
    Case,
    Contact,
    ContactKind,
    ContactPoint,
    Household,
    HouseholdMember,
    Part,
    Person,
    PointKind,
    Relation,
    Stage,
    Strength,
)
from caseway.exchange.actions.desk import Desk
from caseway.exchange.checking.compare import strengths_in
from caseway.exchange.meaning import Field
from caseway.exchange.models import Row
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.writing import at_once

Values = Mapping[str, Any]


def make_case(row: Row, values: Values, desk: Desk) -> dict[str, Any]:
    """Open the line's case. Returns what undoing needs."""
    fields = values["fields"]
    person, is_new = _person(row, fields, desk)
    home = _household(person, fields, desk, is_new=is_new)
    new = NewCase(
        region=desk.regions[values["region"]],
        program=desk.programs[values["program"]],
        participant=person,
        number=fields[Field.CASE_NUMBER],
        opened_on=_day(fields.get(Field.OPENED_ON)) or desk.on,
        held_from=desk.on,
        stage=Stage(values["stage"] or Stage.INITIAL_CONTACT),
        household=home.household,
    )
    if sentence := why_not_open(new):
        raise NotAllowed(sentence)
    parts = _parts(values, desk)
    # What is known of her already may be asked for by the next line, so it is written at once.
    write = desk.write if is_new else at_once
    case = write_case(new=new, parts=parts, by=desk.by, write=write)
    add_strengths(person, strengths_in(fields.get(Field.STRENGTHS, "")), desk)
    if on := _day(fields.get(Field.LAST_CONTACT_ON)):
        add_last_contact(case, on, desk)
    if text := fields.get(Field.NOTE):
        add_note(case, text, desk)
    row.case_ref = case.pk
    contacts = sum(1 for name in (Field.LAST_CONTACT_ON, Field.NOTE) if fields.get(name))
    hung = {
        "case": {
            "cases.StageChange.case": 1,
            "cases.Assignment.case": len(parts),
            **({"cases.Contact.case": contacts} if contacts else {}),
        },
        "household": {} if home.member else {"cases.HouseholdMember.household": 1},
        "person": _hung_on_person(fields),
    }
    return {
        "case": case.pk,
        "member": home.member,
        "household": case.household_id if home.is_new else None,
        "person": person.pk if is_new else None,
        "hung": hung,
    }


def _hung_on_person(fields: Mapping[str, Any]) -> dict[str, int]:
    """What comes with a new person: rows of a later count are somebody's work."""
    counts = {
        "cases.PersonName.person": 1,
        "cases.ContactPoint.person": sum(1 for n in (Field.PHONE, Field.EMAIL) if fields.get(n)),
        "cases.Address.person": int(has_home(fields)),
        "cases.Identifier.person": int(bool(fields.get(Field.SSN))),
        "cases.Strength.person": len(strengths_in(fields.get(Field.STRENGTHS, ""))),
    }
    return {name: count for name, count in counts.items() if count}


def make_member(row: Row, values: Values, case: Case, desk: Desk) -> dict[str, Any]:
    """Add somebody to the household of a case."""
    fields = values["fields"]
    person, is_new = _person(row, fields, desk)
    member = HouseholdMember.objects.create(
        site_id=case.site_id,
        household_id=case.household_id,
        person=person,
        relation=Relation(fields[Field.RELATION]),
        starts_on=desk.on,
    )
    add_strengths(person, strengths_in(fields.get(Field.STRENGTHS, "")), desk)
    row.case_ref = case.pk
    return {
        "member": member.pk,
        "person": person.pk if is_new else None,
        "hung": {"person": _hung_on_person(fields)},
    }


def add_strengths(person: Person, words: list[str], desk: Desk) -> list[Strength]:
    return [
        Strength.objects.create(
            site_id=person.site_id,
            person=person,
            words=one,
            named_by_person=False,
            recorded_by=desk.by,
            recorded_at=desk.at,
        )
        for one in words
    ]


def add_last_contact(case: Case, on: date, desk: Desk) -> Contact:
    """The day of a contact that somebody had before the case came here; what it was is unknown."""
    return Contact.objects.create(
        site_id=case.site_id,
        case=case,
        person_id=case.participant_id,
        kind=ContactKind.BRIEF,
        at=timezone.make_aware(datetime.combine(on, time(12))),
        text=_("Last contact before the case was loaded, as the file says."),
    )


def add_note(case: Case, text: str, desk: Desk) -> Contact:
    return Contact.objects.create(
        site_id=case.site_id,
        case=case,
        person_id=case.participant_id,
        kind=ContactKind.NOTE,
        at=desk.at,
        text=text,
        by=desk.by,
    )


def add_point_once(person: Person, kind: PointKind, value: str) -> ContactPoint:
    return add_point(person=person, point=Point(kind, value))


def add_home(
    person: Person, fields: Mapping[str, Any], desk: Desk, *, is_new: bool = False
) -> Address:
    """An address. Where one is confidential already, so is the next: a file must not reveal it."""
    hidden = not is_new and _hides(person)
    home = Address(
        site_id=person.site_id,
        person=person,
        lines=fields.get(Field.ADDRESS, ""),
        city=fields.get(Field.CITY, ""),
        state=fields.get(Field.STATE, ""),
        zip_code=fields.get(Field.ZIP_CODE, ""),
        borough=fields.get(Field.BOROUGH, ""),
        is_confidential=hidden,
        starts_on=desk.on,
    )
    (desk.write if is_new else at_once)([home])
    return home


def _hides(person: Person) -> bool:
    return Address.objects.filter(person=person, ends_on=None, is_confidential=True).exists()


def has_home(fields: Mapping[str, Any]) -> bool:
    return any(fields.get(name) for name in (Field.ADDRESS, Field.ZIP_CODE, Field.BOROUGH))


def _person(row: Row, fields: Mapping[str, Any], desk: Desk) -> tuple[Person, bool]:
    """The known person that the line is about, or a new one."""
    if known := row.changes.get("person"):
        return Person.objects.get(pk=known, site_id=row.site_id), False
    name = fields[Field.FULL_NAME]
    kinds = ((Field.PHONE, PointKind.PHONE), (Field.EMAIL, PointKind.EMAIL))
    person = add_person(
        site=row.batch.site,
        facts=PersonFacts(
            name=Name(name["full"], name["given"], name["family"]),
            birth_on=_day(fields.get(Field.BIRTH_ON)),
            language=fields.get(Field.LANGUAGE, "en"),
            points=tuple(Point(kind, fields[field]) for field, kind in kinds if fields.get(field)),
            ssn=fields.get(Field.SSN, ""),
        ),
        today=desk.on,
        write=desk.write,
    )
    if has_home(fields):
        add_home(person, fields, desk, is_new=True)
    return person, True


@dataclass(frozen=True)
class Home:
    """The household of a line, None to make one with the case; the member row made for it."""

    household: Household | None
    is_new: bool
    member: int | None = None


def _household(person: Person, fields: Mapping[str, Any], desk: Desk, *, is_new: bool) -> Home:
    """The household that the line names by its number, or the one she lives in."""
    label = fields.get(Field.HOUSEHOLD, "")
    if is_new and not label:
        return Home(None, True)
    lives = HouseholdMember.objects.filter(person=person, ends_on=None).order_by("id")
    if not label:
        current = lives.select_related("household").first()
        return Home(current.household, False) if current else Home(None, True)
    named, is_made = Household.objects.get_or_create(site_id=person.site_id, label=label)
    if lives.filter(household=named).exists():
        return Home(named, is_made)
    member = HouseholdMember.objects.create(
        site_id=person.site_id,
        household=named,
        person=person,
        relation=Relation.SELF,
        starts_on=desk.on,
    )
    return Home(named, is_made, member.pk)


def _parts(values: Values, desk: Desk) -> dict[Part, Holder]:
    """The workers that the line names, then a vacancy for each other part of the region."""
    found: dict[Part, Holder] = {}
    for name in ("worker", "public_worker"):
        worker = values[name]
        if holder := desk.holder(worker):
            is_public = name == "public_worker"
            part = Part.PUBLIC_WORKER if is_public else desk.part_of(worker, values["region"])
            found[part] = holder
    rest = desk.vacant(values["region"]).items()
    return {**found, **{part: to for part, to in rest if part not in found}}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
