"""People as the matching rules take them."""

from collections import defaultdict
from collections.abc import Collection

from caseway.cases.models import ContactPoint, Identifier, Person, PersonName
from caseway.kernel.prepared import OneOf, Prepared
from caseway.rules.records.identity import Identity

_HERS = OneOf("person_id", "people")
_NAMES = Prepared(
    lambda: (
        PersonName.objects.filter(_HERS)
        .order_by("-is_used", "pk")
        .values_list("person_id", "full_name")
    )
)
_POINTS = Prepared(lambda: ContactPoint.objects.filter(_HERS).values_list("person_id", "normal"))
_NUMBERS = Prepared(
    lambda: Identifier.objects.filter(_HERS).values_list("person_id", "number_index", "last_four")
)
_BIRTHS = Prepared(
    lambda: (
        Person.objects.filter(OneOf("pk", "people")).order_by("pk").values_list("pk", "birth_on")
    )
)


def identities(person_ids: Collection[int]) -> dict[int, Identity]:
    """Names, birth date, phones and SSN index by person id. Four queries, however many people."""
    names = _names(person_ids)
    phones: dict[int, list[str]] = defaultdict(list)
    for person_id, normal in _POINTS.rows(people=person_ids):
        phones[person_id].append(normal)
    numbers = {
        person_id: (index or "", last_four)
        for person_id, index, last_four in _NUMBERS.rows(people=person_ids)
    }
    return {
        pk: Identity.of(names[pk], birth_on, phones[pk], *numbers.get(pk, ("", "")))
        for pk, birth_on in _BIRTHS.rows(people=person_ids)
    }


def by_name(person_ids: Collection[int]) -> dict[int, Identity]:
    """No more than the names by person id, for a search by name alone. One query."""
    return {pk: Identity.of(names) for pk, names in _names(person_ids).items()}


def _names(person_ids: Collection[int]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    for person_id, name in _NAMES.rows(people=person_ids):
        names[person_id].append(name)
    return names
