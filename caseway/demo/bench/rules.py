"""How fast the pure rules are: ranking a county, comparing two people. Processor time."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from caseway.rules.caseload.ranking import rank_all
from caseway.rules.caseload.signals import CaseSignals, Signal, SignalKind
from caseway.rules.caseload.weights import weights_on
from caseway.rules.records.identity import Identity
from caseway.rules.records.matching import score

CASES = 20_000
PEOPLE = 2_000
_DAY = date(2026, 11, 23)
_GIVEN = ("María", "José", "Ana", "Luis", "James", "Mary", "Wei", "Fatima", "Olga")
_FAMILY = ("García", "Rodríguez", "de la Cruz", "Smith", "Chen", "Nguyễn", "Patel")


def rules() -> dict[str, float]:
    """Microseconds a case ranked and a pair of people compared, the best of three."""
    chance = Random(2026)
    cases = [_case(number, chance) for number in range(CASES)]
    people = [_person(chance) for _number in range(PEOPLE)]
    query = Identity.of(["María Elena de la Cruz"], date(1990, 3, 4))
    weights = weights_on(_DAY)
    return {
        "rank_microseconds": _best(lambda: rank_all(cases, weights, _DAY)) / CASES * 1e6,
        "match_microseconds": _best(lambda: [score(one, query) for one in people]) / PEOPLE * 1e6,
    }


def _best(work: Callable[[], object]) -> float:
    taken = []
    for _round in range(3):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken)


def _case(number: int, chance: Random) -> CaseSignals:
    kinds = list(SignalKind)
    signals = tuple(
        Signal(chance.choice(kinds), _DAY - timedelta(chance.randint(-10, 40)))
        for _number in range(chance.randint(0, 4))
    )
    return CaseSignals(number, f"W-{number:06}", signals)


def _person(chance: Random) -> Identity:
    name = " ".join(chance.choices(_GIVEN, k=2) + chance.choices(_FAMILY, k=2))
    born = date(chance.randint(1950, 2005), chance.randint(1, 12), chance.randint(1, 28))
    return Identity.of([name], born)
