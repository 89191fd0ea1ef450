"""People as the matching rules take them."""

from collections import defaultdict
from collections.abc import Collection

from caseway.cases.models import ContactPoint, Identifier, Person, PersonName
from caseway.rules.records.identity import Identity


def identities(person_ids: Collection[int]) -> dict[int, Identity]:
    """Names, birth date, phones and SSN index by person id. Four queries, however many people."""
    names: dict[int, list[str]] = defaultdict(list)
    phones: dict[int, list[str]] = defaultdict(list)
    for person_id, name in PersonName.objects.filter(person__in=person_ids).values_list(
        "person_id", "full_name"
    ):
        names[person_id].append(name)
    for person_id, normal in ContactPoint.objects.filter(person__in=person_ids).values_list(
        "person_id", "normal"
    ):
        phones[person_id].append(normal)
    numbers = {
        person_id: (index or "", last_four)
        for person_id, index, last_four in Identifier.objects.filter(
            person__in=person_ids
        ).values_list("person_id", "number_index", "last_four")
    }
    births = Person.objects.filter(pk__in=person_ids).order_by("pk").values_list("pk", "birth_on")
    return {
        pk: Identity.of(names[pk], birth_on, phones[pk], *numbers.get(pk, ("", "")))
        for pk, birth_on in births
    }
