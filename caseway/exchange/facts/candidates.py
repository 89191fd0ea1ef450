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
# Identities kept from chunk to chunk: some 50 MB.
MOST_KEPT = 50_000


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


class Candidates:
    """Looks for people at one site, many lines at once; only people whom `by` may know of.

    The lines of a file name the same families over and over: what was read for
    one chunk of lines is kept for the next. Nobody is written while lines are checked.
    """

    def __init__(self, site_id: int, by: User) -> None:
        self._site_id, self._by = site_id, by
        self._by_key: dict[str, list[int]] = {}
        # None for whoever exists and is not to be known of.
        self._known: dict[int, Identity | None] = {}

    def find(self, sought: Mapping[int, tuple[str, Identity]]) -> dict[int, list[Candidate]]:
        """Candidates by line. `sought` gives a line's name, and its identity. Nine queries."""
        offered = self._offered(sought)
        self._get_to_know({pk for pks in offered.values() for pk in pks})
        matches = {}
        for line, (_name, identity) in sought.items():
            few = ((pk, self._known[pk]) for pk in offered[line])
            matches[line] = best(((pk, one) for pk, one in few if one), identity, limit=MOST_SHOWN)
        cases = _open_cases({pk for found in matches.values() for pk, _match in found})
        return {
            line: [Candidate(pk, match, cases[pk]) for pk, match in found]
            for line, found in matches.items()
        }

    def _offered(self, sought: Mapping[int, tuple[str, Identity]]) -> dict[int, list[int]]:
        site_id = self._site_id
        keys = {line: name_keys(name) for line, (name, _identity) in sought.items()}
        by_key = self._people_by_key({key for found in keys.values() for key in found})
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

    def _people_by_key(self, keys: Collection[str]) -> Mapping[str, list[int]]:
        new = [key for key in keys if key not in self._by_key]
        self._by_key.update((key, []) for key in new)
        rows = NameKey.objects.filter(site=self._site_id, key__in=new).order_by("id")
        for key, person_id in rows.values_list("key", "person_id"):
            self._by_key[key].append(person_id)
        return self._by_key

    def _get_to_know(self, people: Collection[int]) -> None:
        if len(self._known) > MOST_KEPT:
            self._known.clear()
        new = [pk for pk in people if pk not in self._known]
        if not new:
            return
        seen = Person.objects.visible_to(self._by).filter(pk__in=new, merged_into=None)
        self._known.update(dict.fromkeys(new))
        self._known.update(identities(set(seen.order_by().values_list("pk", flat=True))))


def telling(candidates: Collection[Candidate]) -> list[Candidate]:
    """Those that a person must look at: the same or likely the same."""
    return [c for c in candidates if c.match.verdict in {Verdict.SAME, Verdict.LIKELY}]


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
