"""People who may be the ones that new lines speak of: found in bulk, compared by the rules."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from caseway.cases.identities import identities
from caseway.cases.models import Case, ContactPoint, Identifier, NameKey, Person
from caseway.exchange.meaning import Field
from caseway.kernel.models import User
from caseway.kernel.models.sealing import blind_index_of
from caseway.rules.records.identity import Identity
from caseway.rules.records.matching import Match, Verdict, best
from caseway.rules.records.names import name_keys

# Two words of a name in common, or one and the birth date, make it worth a comparison.
KEYS_IN_COMMON = 2
MOST_COMPARED = 40
MOST_SHOWN = 5


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be meant, with her open cases: number by program."""

    person_id: int
    match: Match
    open_cases: Mapping[int, str]


def identity_of(values: Mapping[Field, object]) -> Identity:
    """A line's person as the rules compare her."""
    name = values.get(Field.FULL_NAME)
    ssn = str(values.get(Field.SSN, ""))
    birth = values.get(Field.BIRTH_ON)
    return Identity.of(
        [name["full"]] if isinstance(name, dict) else [],
        date.fromisoformat(str(birth)) if birth else None,
        [str(values[Field.PHONE])] if values.get(Field.PHONE) else [],
        blind_index_of(Identifier, "number", ssn) if ssn else "",
        ssn[-4:],
    )


def find_candidates(
    site_id: int, sought: Mapping[int, tuple[str, Identity]], by: User
) -> dict[int, list[Candidate]]:
    """Candidates by line for many lines at once; only people whom `by` may know of.

    `sought` gives a line's name as written, and its identity. Nine queries.
    """
    offered = _offered(site_id, sought)
    everyone = {pk for pks in offered.values() for pk in pks}
    seen = set(
        Person.objects.visible_to(by)
        .filter(pk__in=everyone, merged_into=None)
        .values_list("pk", flat=True)
    )
    known = identities(seen)
    cases = _open_cases(seen)
    found = {}
    for line, (_name, identity) in sought.items():
        few = [(pk, known[pk]) for pk in offered[line] if pk in known]
        matches = best(few, identity, limit=MOST_SHOWN)
        found[line] = [Candidate(pk, match, cases[pk]) for pk, match in matches]
    return found


def telling(candidates: Collection[Candidate]) -> list[Candidate]:
    """Those that a person must look at: the same or likely the same."""
    return [c for c in candidates if c.match.verdict in {Verdict.SAME, Verdict.LIKELY}]


def _offered(site_id: int, sought: Mapping[int, tuple[str, Identity]]) -> dict[int, list[int]]:
    keys = {line: name_keys(name) for line, (name, _identity) in sought.items()}
    by_key = _people_by_key(site_id, {key for found in keys.values() for key in found})
    by_birth = _people_by_birth(site_id, {i.birth_on for _, i in sought.values() if i.birth_on})
    by_phone = _people_by_phone(site_id, {p for _, i in sought.values() for p in i.phones})
    by_ssn = _people_by_ssn(site_id, {i.ssn_index for _, i in sought.values() if i.ssn_index})
    offered = {}
    for line, (_name, identity) in sought.items():
        shared: Counter[int] = Counter()
        for key in keys[line]:
            shared.update(by_key[key])
        born = by_birth[identity.birth_on]
        sure = by_ssn[identity.ssn_index] | {p for n in identity.phones for p in by_phone[n]}
        near = {
            pk
            for pk, count in shared.items()
            if count >= min(KEYS_IN_COMMON, len(keys[line])) or pk in born
        }
        ranked = sorted(near - sure, key=lambda pk: (pk not in born, -shared[pk], pk))
        offered[line] = [*sorted(sure), *ranked][:MOST_COMPARED]
    return offered


def _people_by_key(site_id: int, keys: Collection[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    rows = NameKey.objects.filter(site=site_id, key__in=keys).order_by("id")
    for key, person_id in rows.values_list("key", "person_id"):
        found[key].append(person_id)
    return found


def _people_by_birth(site_id: int, births: Collection[date]) -> dict[date | None, set[int]]:
    found: dict[date | None, set[int]] = defaultdict(set)
    rows = Person.objects.filter(site=site_id, birth_on__in=births)
    for person_id, birth_on in rows.order_by("id").values_list("pk", "birth_on"):
        found[birth_on].add(person_id)
    return found


def _people_by_phone(site_id: int, normals: Collection[str]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    rows = ContactPoint.objects.filter(site=site_id, normal__in=normals).order_by("id")
    for normal, person_id in rows.values_list("normal", "person_id"):
        found[normal].add(person_id)
    return found


def _people_by_ssn(site_id: int, indexes: Collection[str]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    rows = Identifier.objects.filter(site=site_id, number_index__in=indexes).order_by("id")
    for index, person_id in rows.values_list("number_index", "person_id"):
        found[index or ""].add(person_id)
    return found


def _open_cases(person_ids: Collection[int]) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = Case.objects.filter(participant__in=person_ids, closed_on=None).order_by("pk")
    for person_id, program_id, number in rows.values_list("participant_id", "program_id", "number"):
        found[person_id][program_id] = number
    return found
