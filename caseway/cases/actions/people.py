"""Recording people: their names as they have them, how to reach them, what describes them."""

from dataclasses import dataclass, field
from datetime import date

import phonenumbers
from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies.models import Site
from caseway.cases.models import (
    ContactPoint,
    Identifier,
    NameKey,
    NameKind,
    Person,
    PersonName,
    PointKind,
)
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.writing import Write, at_once
from caseway.rules.records.names import name_keys

LONGEST_NAME = 128
HOME_COUNTRY = "US"


@dataclass(frozen=True)
class Name:
    """A name as typed. `given` and `family` may both be empty: some people have one word."""

    full: str
    given: str = ""
    family: str = ""
    kind: NameKind = NameKind.LEGAL

    @property
    def sort(self) -> str:
        """Surname first, in small letters, so that lists stand in the order people expect."""
        text = f"{self.family}, {self.given}" if self.family and self.given else self.full
        return text.strip().casefold()


@dataclass(frozen=True)
class Point:
    """A phone number or e-mail address as typed."""

    kind: PointKind
    value: str
    ok_to_text: bool = False
    ok_to_leave_message: bool = False
    note: str = ""


@dataclass(frozen=True)
class PersonFacts:
    """What is known of a person at first. `ssn` is nine digits or empty."""

    name: Name
    other_names: tuple[Name, ...] = ()
    birth_on: date | None = None
    birth_is_estimated: bool = False
    language: str = "en"
    needs_interpreter: bool = False
    pronouns: str = ""
    identity: str = ""
    points: tuple[Point, ...] = ()
    ssn: str = field(default="", repr=False)


@transaction.atomic
def add_person(*, site: Site, facts: PersonFacts, today: date, write: Write = at_once) -> Person:
    """Record a person at a site. The caller has searched first and may do this.

    `write` takes what hangs on her, for a caller who writes many people together.

    Raises NotAllowed for a name that is empty or too long, a birth date that
    is in the future or over 130 years ago, or a number that is not one.
    """
    if sentence := why_not_person(facts, today=today):
        raise NotAllowed(sentence)
    person = Person.objects.create(
        site=site,
        name_used=facts.name.full.strip(),
        sort_name=facts.name.sort.strip()[:160],
        birth_on=facts.birth_on,
        birth_is_estimated=facts.birth_is_estimated and facts.birth_on is not None,
        language=facts.language,
        needs_interpreter=facts.needs_interpreter,
        pronouns=facts.pronouns,
        identity=facts.identity,
    )
    # Nothing hangs on her yet, so nothing is looked for: files bring thousands at once.
    names = (facts.name, *facts.other_names)
    write(_name_row(person, name, is_used=name is facts.name) for name in names)
    write(
        _point_row(person, point, is_preferred=number == 0)
        for number, point in enumerate(facts.points)
    )
    if facts.ssn:
        _sealed(Identifier(site_id=person.site_id, person=person), facts.ssn).save()
    keys = frozenset().union(*(name_keys(name.full) for name in names))
    write(_key_rows(person, keys))
    return person


def why_not_person(facts: PersonFacts, *, today: date) -> str | None:
    """Why these facts cannot be recorded as they are; None when they can."""
    for name in (facts.name, *facts.other_names):
        if not name.full.strip():
            return _("Enter a name, as the person says it.")
        if len(name.full) > LONGEST_NAME:
            return _("Names have at most 128 characters. Shorten this one with the person.")
    if sentence := why_not_born(facts.birth_on, today=today):
        return sentence
    if facts.ssn and why_not_ssn(facts.ssn):
        return why_not_ssn(facts.ssn)
    return None


def why_not_born(birth_on: date | None, *, today: date) -> str | None:
    """Why nobody was born that day; None when somebody can have been, or it is not known."""
    if birth_on is None or (today.year - 130 <= birth_on.year and birth_on <= today):
        return None
    return _("Check the date of birth: it lies in the future or more than 130 years ago.")


def why_not_ssn(ssn: str) -> str | None:
    """Why this is not a social security number; None when it can be one."""
    if len(ssn) != 9 or not ssn.isdecimal():
        return _("A social security number has nine digits.")
    return None


@transaction.atomic
def add_name(*, person: Person, name: Name, is_used: bool) -> PersonName:
    """Give a person another name; the name used before stays among her names."""
    row = _add_name(person, name, is_used=is_used)
    rewrite_keys(person)
    return row


@transaction.atomic
def use_name(*, name: PersonName) -> PersonName:
    """Use another of the names that the person has."""
    PersonName.objects.filter(person=name.person_id, is_used=True).update(is_used=False)
    name.is_used = True
    name.save(update_fields=["is_used"])
    _show_name(name.person, Name(name.full_name, name.given, name.family))
    return name


def add_point(*, person: Person, point: Point, is_preferred: bool = False) -> ContactPoint:
    """Add a phone number or e-mail address. Raises NotAllowed for one that cannot be one."""
    row = _point_row(person, point, is_preferred=is_preferred)
    row.save()
    return row


def _point_row(person: Person, point: Point, *, is_preferred: bool) -> ContactPoint:
    return ContactPoint(
        site_id=person.site_id,
        person=person,
        kind=point.kind,
        value=point.value.strip(),
        normal=normal_point(point.kind, point.value),
        is_preferred=is_preferred,
        ok_to_text=point.ok_to_text,
        ok_to_leave_message=point.ok_to_leave_message,
        note=point.note,
    )


def normal_point(kind: PointKind, value: str) -> str:
    """The form in which a number or address is compared: E.164, or lower case."""
    if kind == PointKind.EMAIL:
        if "@" not in value:
            raise NotAllowed(_("An e-mail address has an @ in it."))
        return value.strip().casefold()
    try:
        number = phonenumbers.parse(value, HOME_COUNTRY)
    except phonenumbers.NumberParseException:
        raise NotAllowed(_("Enter a phone number with its area code.")) from None
    if not phonenumbers.is_possible_number(number):
        raise NotAllowed(_("Enter a phone number with its area code."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def set_ssn(*, person: Person, ssn: str) -> Identifier:
    """Seal a person's social security number in place of any before."""
    row = Identifier.objects.filter(person=person).first() or Identifier(
        site_id=person.site_id, person=person
    )
    _sealed(row, ssn).save()
    return row


def _sealed(row: Identifier, ssn: str) -> Identifier:
    row.seal("number", ssn)
    row.last_four = ssn[-4:]
    return row


def rewrite_keys(person: Person) -> None:
    """Make the search keys of a person anew from all her names."""
    names = PersonName.objects.filter(person=person).values_list("full_name", flat=True)
    keys = frozenset().union(*(name_keys(name) for name in names))
    NameKey.objects.filter(person=person).exclude(key__in=keys).delete()
    NameKey.objects.bulk_create(_key_rows(person, keys), ignore_conflicts=True)


def _key_rows(person: Person, keys: frozenset[str]) -> list[NameKey]:
    return [NameKey(site_id=person.site_id, person=person, key=key[:40]) for key in sorted(keys)]


def _add_name(person: Person, name: Name, *, is_used: bool) -> PersonName:
    if is_used:
        PersonName.objects.filter(person=person, is_used=True).update(is_used=False)
        _show_name(person, name)
    row = _name_row(person, name, is_used=is_used)
    row.save()
    return row


def _name_row(person: Person, name: Name, *, is_used: bool) -> PersonName:
    return PersonName(
        site_id=person.site_id,
        person=person,
        kind=name.kind,
        full_name=name.full.strip(),
        given=name.given.strip(),
        family=name.family.strip(),
        is_used=is_used,
    )


def _show_name(person: Person, name: Name) -> None:
    person.name_used, person.sort_name = name.full.strip(), name.sort[:160]
    person.save(update_fields=["name_used", "sort_name"])
