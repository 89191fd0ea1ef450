"""What is told about a person later: added with its day, ended with its day, never wiped out.

Each act says who and asks whether she may, through the person's nearest case.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from caseway.agencies.policy import Act
from caseway.cases import person_access
from caseway.cases.actions import people
from caseway.cases.actions.people import Name, Point, why_not_born
from caseway.cases.models import (
    Address,
    Characteristic,
    CharacteristicKind,
    ContactPoint,
    Identifier,
    Person,
    PersonName,
    Strength,
)
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current
from caseway.rules.records.boroughs import borough_of, is_zip_code


@dataclass(frozen=True)
class About:
    """What stands on the person herself. `identity` is in her own words."""

    birth_on: date | None
    birth_is_estimated: bool
    language: str
    needs_interpreter: bool
    pronouns: str
    identity: str


@dataclass(frozen=True)
class Place:
    """An address as typed. The borough follows from the ZIP code where there is one."""

    lines: str
    city: str = ""
    state: str = ""
    zip_code: str = ""
    is_mailing: bool = False
    starts_on: date | None = None


@dataclass(frozen=True)
class Trait:
    """Something that describes a person from a day, and who said so."""

    kind: CharacteristicKind
    starts_on: date
    detail: str = ""
    source: str = ""


@transaction.atomic
def change_about(*, person: Person, about: About, version: int, by: User, today: date) -> Person:
    """Save what stands on the person. Raises NotAllowed; StaleRecord with both texts."""
    person_access.require(by, Act.EDIT_PERSON, person)
    if sentence := why_not_born(about.birth_on, today=today):
        raise NotAllowed(sentence)
    person.birth_on = about.birth_on
    person.birth_is_estimated = about.birth_is_estimated and about.birth_on is not None
    person.language = about.language
    person.needs_interpreter = about.needs_interpreter
    person.pronouns, person.identity = about.pronouns.strip(), about.identity.strip()
    save_if_current(person, version, list(About.__dataclass_fields__))
    return person


@transaction.atomic
def add_name(*, person: Person, name: Name, is_used: bool, by: User) -> PersonName:
    """Give a person another name, as she writes it. Raises NotAllowed for an empty or long one."""
    person_access.require(by, Act.EDIT_PERSON, person)
    if sentence := people.why_not_person(people.PersonFacts(name=name), today=date.min):
        raise NotAllowed(sentence)
    return people.add_name(person=person, name=name, is_used=is_used)


@transaction.atomic
def use_name(*, name: PersonName, by: User) -> PersonName:
    """Call the person by another of her names from now on."""
    person_access.require(by, Act.EDIT_PERSON, name.person)
    if name.ends_on is not None:
        raise NotAllowed(_("This name has ended. Add it again before you use it."))
    return people.use_name(name=name)


@transaction.atomic
def end_name(*, name: PersonName, by: User, on: date) -> PersonName:
    """Let a name end; it still finds the person. Raises NotAllowed for the name used."""
    person_access.require(by, Act.EDIT_PERSON, name.person)
    if name.is_used:
        raise NotAllowed(_("This is the name used. Choose another name to use first."))
    _end(name, on)
    return name


@transaction.atomic
def add_point(*, person: Person, point: Point, by: User) -> ContactPoint:
    """Add a phone or e-mail address; the first one is the one to use first."""
    person_access.require(by, Act.EDIT_PERSON, person)
    normal = people.normal_point(point.kind, point.value)
    held = ContactPoint.objects.filter(person=person, ends_on=None)
    if held.filter(normal=normal).exists():
        raise NotAllowed(_("This number or address is on the record already."))
    return people.add_point(person=person, point=point, is_preferred=not held.exists())


@transaction.atomic
def prefer_point(*, point: ContactPoint, by: User) -> ContactPoint:
    """Use this number or address first from now on."""
    person_access.require(by, Act.EDIT_PERSON, point.person)
    if point.ends_on is not None:
        raise NotAllowed(_("This number or address has ended. Add it again first."))
    ContactPoint.objects.filter(person=point.person_id, is_preferred=True).update(
        is_preferred=False
    )
    point.is_preferred = True
    point.save(update_fields=["is_preferred"])
    return point


@transaction.atomic
def end_point(*, point: ContactPoint, by: User, on: date) -> ContactPoint:
    """Stop using a number or address. It stays in the history, and nobody is texted there."""
    person_access.require(by, Act.EDIT_PERSON, point.person)
    point.is_preferred = point.ok_to_text = point.ok_to_leave_message = False
    _end(point, on, "is_preferred", "ok_to_text", "ok_to_leave_message")
    return point


@transaction.atomic
def add_address(*, person: Person, place: Place, by: User) -> Address:
    """Add an address. Letters go to one address only: the newest that says so."""
    person_access.require(by, Act.EDIT_PERSON, person)
    if not (place.lines.strip() or place.zip_code.strip()):
        raise NotAllowed(_("Enter a street address, or at least a ZIP code."))
    if place.zip_code.strip() and not is_zip_code(place.zip_code):
        raise NotAllowed(_("A ZIP code has five digits, such as 10456."))
    if place.is_mailing:
        Address.objects.filter(person=person, is_mailing=True, is_confidential=False).update(
            is_mailing=False
        )
    return Address.objects.create(
        site_id=person.site_id,
        person=person,
        lines=place.lines.strip(),
        city=place.city.strip(),
        state=place.state.strip().upper(),
        zip_code=place.zip_code.strip(),
        borough=borough_of(place.zip_code),
        is_mailing=place.is_mailing,
        starts_on=place.starts_on,
    )


@transaction.atomic
def end_address(*, address: Address, by: User, on: date) -> Address:
    """She no longer lives there, or letters no longer go there."""
    person_access.require(by, Act.EDIT_PERSON, address.person)
    address.is_mailing = False
    _end(address, on, "is_mailing")
    return address


@transaction.atomic
def add_trait(*, person: Person, trait: Trait, by: User, today: date) -> Characteristic:
    """Record something that describes a person, from a day that is not in the future."""
    person_access.require(by, Act.EDIT_PERSON, person)
    if trait.starts_on > today:
        raise NotAllowed(_("Choose today or an earlier day."))
    held = Characteristic.objects.filter(person=person, kind=trait.kind, ends_on=None)
    if trait.kind != CharacteristicKind.OTHER and held.exists():
        raise NotAllowed(_("This is on the record already. End it first if it has changed."))
    return Characteristic.objects.create(
        site_id=person.site_id,
        person=person,
        kind=trait.kind,
        detail=trait.detail.strip(),
        source=trait.source.strip(),
        starts_on=trait.starts_on,
    )


@transaction.atomic
def end_trait(*, trait: Characteristic, by: User, on: date) -> Characteristic:
    """What described a person no longer does; that it once did stays on record."""
    person_access.require(by, Act.EDIT_PERSON, trait.person)
    if on <= trait.starts_on:
        raise NotAllowed(_("It began that day or later. Choose a later day."))
    _end(trait, on)
    return trait


@transaction.atomic
def add_strength(
    *, person: Person, words: str, named_by_person: bool, by: User, at: datetime
) -> Strength:
    """Write down a strength, in the person's words or a worker's."""
    person_access.require(by, Act.EDIT_PERSON, person)
    if not words.strip():
        raise NotAllowed(_("Write the strength in their own words."))
    return Strength.objects.create(
        site_id=person.site_id,
        person=person,
        words=words.strip(),
        named_by_person=named_by_person,
        recorded_by=by,
        recorded_at=at,
    )


@transaction.atomic
def set_ssn(*, person: Person, ssn: str, by: User) -> Identifier:
    """Seal a social security number in place of any before. Raises NotAllowed for a wrong one."""
    person_access.require(by, Act.EDIT_PERSON, person)
    if sentence := people.why_not_ssn(ssn):
        raise NotAllowed(sentence)
    return people.set_ssn(person=person, ssn=ssn)


def _end(row: models.Model, on: date, *also: str) -> None:
    if row.ends_on is not None:  # type: ignore[attr-defined]
        raise NotAllowed(_("This has ended already."))
    row.ends_on = on  # type: ignore[attr-defined]
    row.save(update_fields=["ends_on", *also])
