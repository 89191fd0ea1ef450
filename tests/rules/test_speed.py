"""Fast enough that nobody notices. CPU time, so that a busy machine does not matter."""

import random
import time
from datetime import date, timedelta

from caseway.rules.caseload.ranking import rank_all
from caseway.rules.caseload.signals import CaseSignals, Signal, SignalKind
from caseway.rules.caseload.weights import weights_on
from caseway.rules.records.identity import Identity
from caseway.rules.records.matching import score

TODAY = date(2026, 11, 23)
GIVEN = ["María", "José", "Juan", "Ana", "Luis", "Rosa", "James", "Mary", "Wei", "Fatima", "Olga"]
FAMILY = ["García", "Rodríguez", "Martínez", "de la Cruz", "Smith", "Chen", "Nguyễn", "Patel"]


def cpu_seconds(work):
    started = time.process_time()
    work()
    return time.process_time() - started


def test_twenty_thousand_cases_are_ranked_in_well_under_a_second():
    chance = random.Random(2026)
    kinds = list(SignalKind)
    cases = [
        CaseSignals(
            number,
            f"W-{number:06}",
            tuple(
                Signal(chance.choice(kinds), TODAY - timedelta(chance.randint(-10, 40)))
                for _ in range(chance.randint(0, 4))
            ),
        )
        for number in range(20_000)
    ]

    assert cpu_seconds(lambda: rank_all(cases, weights_on(TODAY), TODAY)) < 0.6


def test_a_pair_of_people_is_compared_in_a_tenth_of_a_millisecond_or_less():
    chance = random.Random(2026)
    people = [
        Identity.of(
            [" ".join(chance.choices(GIVEN, k=2) + chance.choices(FAMILY, k=2))],
            date(chance.randint(1950, 2005), chance.randint(1, 12), chance.randint(1, 28)),
        )
        for _ in range(2_000)
    ]
    query = Identity.of(["María Elena de la Cruz"], date(1990, 3, 4))

    assert cpu_seconds(lambda: [score(person, query) for person in people]) < 0.2
