"""Putting a family down in rows: people and names, household, how to reach them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from caseway.cases.actions import people
from caseway.cases.models import (
    Address,
    Characteristic,
    CharacteristicKind,
    ContactPoint,
    Household,
    HouseholdMember,
    Identifier,
    NameKey,
    NameKind,
    Person,
    PersonName,
    PointKind,
    Relation,
    Strength,
)
from caseway.demo import names, places
from caseway.demo.calendar import Calendar
from caseway.demo.loader.sheets import Sheets
from caseway.demo.names import Name
from caseway.demo.stories.family import Child, Family, Partner, Shape, facts_of
from caseway.rules.records.names import name_keys

E164 = "+1"
_WITH_PARTNER = 0.2
PHONE_AREAS = ("718", "347", "646", "212", "929", "917", "332")


class Registry:
    """Enters families of one site; keeps count so that phone numbers repeat as late as they can."""

    def __init__(self, sheets: Sheets, cal: Calendar) -> None:
        self._sheets, self._cal = sheets, cal
        self._phones = 0

    def enter(
        self, rng: Random, shape: Shape, site_id: int, area: places.Zip, known_since: date
    ) -> Family:
        """Put a new family down and return it."""
        return _Entry(self._sheets, self._cal, rng, shape, site_id, area, known_since).family(
            self._next_phone()
        )

    def _next_phone(self) -> str:
        # 555-0100 to 555-0199 are set aside for fiction in every area code.
        self._phones += 1
        area = PHONE_AREAS[self._phones % len(PHONE_AREAS)]
        return f"({area}) 555-01{(self._phones * 37) // len(PHONE_AREAS) % 100:02d}"


@dataclass
class _Entry:
    sheets: Sheets
    cal: Calendar
    rng: Random
    shape: Shape
    site_id: int
    area: places.Zip
    since: date

    def family(self, phone: str) -> Family:
        rng, shape = self.rng, self.shape
        where = names.community(shape.community) if shape.community else names.draw_community(rng)
        gender = shape.gender or ("woman" if rng.random() < 0.8 else "man")
        surname = shape.surname or names.draw_surname(rng, where)
        given = rng.choice(where.women if gender == "woman" else where.men)
        name = shape.name or Name(given, surname)
        language = shape.language or names.draw_language(rng, where)
        interpreter = language not in {"en", "es"} and rng.random() < 0.6
        if shape.interpreter is not None:
            interpreter = shape.interpreter
        born = shape.born or self._birthday(*shape.ages)
        household_id = self.sheets[Household].add(site_id=self.site_id, created_at=self._stamp())
        person_id = self._person(name, born, household_id, Relation.SELF, language, interpreter)
        family = Family(
            household_id, person_id, name, born, language, interpreter, gender, self.area,
            phone, self._children(surname, where, household_id, language, born),
            shape.child_relation, shape,
        )  # fmt: skip
        if family.children and self._has_partner():
            family.partner = self._partner(family, where, surname)
        self._reached(family)
        self._described(family)
        family.facts = facts_of(family, self.rng)
        self._strengths(family)
        if rng.random() < 0.85:
            self._sealed(person_id)
        return family

    def _person(
        self,
        name: Name,
        born: date,
        household_id: int,
        relation: Relation,
        language: str,
        interpreter: bool = False,
    ) -> int:
        person_id = self.sheets[Person].add(
            site_id=self.site_id,
            name_used=name.full,
            sort_name=_as_typed(name).sort[:160],
            birth_on=born,
            language=language,
            needs_interpreter=interpreter,
            created_at=self._stamp(),
        )
        also = self.shape.also_named if relation == Relation.SELF else ()
        self._named(person_id, name, NameKind.USED if also else NameKind.LEGAL, used=True)
        for kind, text in also:
            given, _, family = text.partition(" ")
            self._named(person_id, Name(given, family), kind, used=False)
        self._keyed(person_id, {name.full, *(text for _, text in also)})
        self.sheets[HouseholdMember].add(
            site_id=self.site_id,
            household_id=household_id,
            person_id=person_id,
            relation=relation,
            starts_on=max(born, self.since),
        )
        return person_id

    def _named(self, person_id: int, name: Name, kind: NameKind, *, used: bool) -> None:
        self.sheets[PersonName].add(
            site_id=self.site_id,
            person_id=person_id,
            kind=kind,
            full_name=name.full,
            given=name.given,
            family=name.family,
            is_used=used,
        )

    def _keyed(self, person_id: int, written: set[str]) -> None:
        keys = frozenset().union(*(name_keys(text) for text in written))
        for key in sorted(keys):
            self.sheets[NameKey].add(site_id=self.site_id, person_id=person_id, key=key)

    def _sealed(self, person_id: int) -> None:
        """Most people's numbers are known; none of these was ever issued to anybody."""
        ssn = impossible_ssn(person_id)
        row = Identifier(seal_key=UUID(int=self.rng.getrandbits(128), version=4))
        row.seal("number", ssn)
        self.sheets[Identifier].add(
            site_id=self.site_id,
            person_id=person_id,
            seal_key=row.seal_key,
            number=row.number,
            number_index=row.number_index,
            last_four=ssn[-4:],
        )

    def _children(
        self,
        surname: str,
        where: names.Community,
        household_id: int,
        language: str,
        parent_born: date,
    ) -> list[Child]:
        rng, shape = self.rng, self.shape
        parent_age = (self.cal.today - parent_born).days // 365
        least = 34 if shape.child_relation == Relation.GRANDCHILD else 15
        oldest = max(0, min(shape.child_ages[1], parent_age - least))
        # One year of age each: brothers and sisters, or twins where the story says so.
        ages = list(range(min(shape.child_ages[0], oldest), oldest + 1))
        count = min(rng.randint(*shape.children), len(ages))
        drawn = sorted(rng.sample(ages, count), reverse=True)
        if shape.twins:
            drawn = drawn[:1] * 2
        rows: list[Child] = []
        for age, given in zip(drawn, rng.sample(where.children, k=len(drawn)), strict=True):
            same = shape.twins and rows
            born = rows[0].born if same else self._born_at(age)
            own = Name(given, surname)
            spoken = language if rng.random() < 0.3 else "en"
            child = self._person(own, born, household_id, shape.child_relation, spoken)
            rows.append(Child(child, given, born))
        return rows

    def _has_partner(self) -> bool:
        drawn = self.rng.random() < _WITH_PARTNER
        return drawn if self.shape.partner is None else self.shape.partner

    def _partner(self, family: Family, where: names.Community, surname: str) -> Partner:
        """A second parent in the household."""
        other = where.men if family.gender == "woman" else where.women
        name = Name(self.rng.choice(other), names.draw_surname(self.rng, where))
        relation = self.rng.choice((Relation.SPOUSE, Relation.PARTNER))
        if relation == Relation.SPOUSE and self.rng.random() < 0.5:
            name = Name(name.given, surname)
        age = (self.cal.today - family.born).days // 365 + self.rng.randint(-2, 5)
        born = self._born_at(max(18, age))
        person_id = self._person(name, born, family.household_id, relation, family.language)
        return Partner(person_id, name.given, name.full, relation == Relation.SPOUSE)

    def _reached(self, family: Family) -> None:
        rng, texts = self.rng, self.rng.random() < 0.75
        self.sheets[ContactPoint].add(
            site_id=self.site_id,
            person_id=family.person_id,
            kind=PointKind.MOBILE,
            value=family.phone,
            normal=E164 + "".join(filter(str.isdigit, family.phone)),
            is_preferred=True,
            ok_to_text=texts,
            ok_to_leave_message=not self.shape.confidential and rng.random() < 0.7,
        )
        if rng.random() < 0.35:
            mail = f"family.{family.person_id}@example.org"
            self.sheets[ContactPoint].add(
                site_id=self.site_id,
                person_id=family.person_id,
                kind=PointKind.EMAIL,
                value=mail,
                normal=mail,
            )
        self.sheets[Address].add(
            site_id=self.site_id,
            person_id=family.person_id,
            lines=places.street_line(rng),
            city=family.zip.town,
            state="NY",
            zip_code=family.zip.code,
            borough=family.zip.borough,
            is_mailing=not self.shape.confidential,
            is_confidential=self.shape.confidential,
            starts_on=self.since - timedelta(days=rng.randrange(30, 900)),
        )

    def _described(self, family: Family) -> None:
        kinds = list(self.shape.kinds)
        if family.language != "en":
            kinds.append(CharacteristicKind.LIMITED_ENGLISH)
        if self.rng.random() < 0.3:
            kinds.append(
                self.rng.choice(
                    (
                        CharacteristicKind.NO_DIPLOMA,
                        CharacteristicKind.UNSTABLE_HOUSING,
                        CharacteristicKind.LONG_UNEMPLOYED,
                        CharacteristicKind.CAREGIVER,
                    )
                )
            )
        for kind in dict.fromkeys(kinds):
            self.sheets[Characteristic].add(
                site_id=self.site_id,
                person_id=family.person_id,
                kind=kind,
                source="Told at intake",
                starts_on=self.since,
            )

    def _strengths(self, family: Family) -> None:
        self.sheets[Strength].add(
            site_id=self.site_id,
            person_id=family.person_id,
            words=family.facts["strength"],
            recorded_at=self.cal.at(self.since, 15),
        )

    def _birthday(self, youngest: int, oldest: int) -> date:
        days = self.rng.randrange(youngest * 365 + 5, oldest * 365 + 360)
        return self.cal.day(-days)

    def _born_at(self, age: int) -> date:
        """A birthday of somebody who is so many years old, early in that year of life."""
        return self.cal.day(-round(age * 365.25) - self.rng.randrange(10, 290))

    def _stamp(self) -> datetime:
        return self.cal.at(self.since, 9, 5)


def impossible_ssn(number: int) -> str:
    """Nine digits that look like a social security number and cannot be one; unlike for unlike.

    Areas 900 to 999 are never issued. Their middle digits 50 to 99 are kept by
    the tax authority for numbers of its own, so these have 01 to 49.
    """
    spread = number * 7_919 % (100 * 49 * 9_999)  # 7919 shares no factor with the modulus
    rest, serial = divmod(spread, 9_999)
    area, group = divmod(rest, 49)
    return f"{900 + area}{group + 1:02d}{serial + 1:04d}"


def _as_typed(name: Name) -> people.Name:
    return people.Name(name.full, name.given, name.family)
