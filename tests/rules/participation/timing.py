"""How long the rule takes beyond reading: `python -m tests.rules.participation.timing`.

Two kinds of month, about twenty entries each: plain days of work, and one with absences, holidays,
job search and missing proof. Reading is unpacking freshly made tuples.
"""

import random
import time

from caseway.rules.participation.assess import assess
from tests.rules.participation.worked import WORKDAYS, couple, rules, single

FAMILIES, ROUNDS = 2000, 5


def months(mixed: bool) -> list:
    """Families with their entries, one in five of them two parents."""
    chance = random.Random(7)
    made = []
    for number in range(FAMILIES):
        family = couple() if number % 5 == 0 else single()
        activity = chance.choice([1, 4, 6, 7, 8, 9] if mixed else [1, 4, 7, 8, 9])
        made.append((family, [_entry(chance, day, family, activity, mixed) for day in WORKDAYS]))
    return made


def _entry(chance: random.Random, day: int, family, activity: int, mixed: bool) -> tuple:
    person = chance.choice(family.members).person
    mark = chance.choices([1, 2, 3, 4], [90, 5, 3, 2])[0] if mixed else 1
    proof = 2 if chance.random() < 0.95 or not mixed else 1
    return (day, person, activity, mark, proof, 360, 360 if chance.random() < 0.8 else 240)


def seconds(made: list, work) -> float:
    """The best of several rounds, in processor time."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        for family, entries in made:
            work(family, [(*each,) for each in entries])
        best = min(best, time.process_time() - began)
    return best


def main() -> None:
    """Print microseconds for each family and entry."""
    law = rules(holidays=[17])
    for name, mixed in (("plain", False), ("mixed", True)):
        made = months(mixed)
        count = sum(len(entries) for _, entries in made)
        bare = seconds(made, lambda _, entries: [each[6] for each in entries])
        whole = seconds(made, lambda family, entries: assess(family, entries, law))
        spent = (whole - bare) * 1e6
        print(f"{name}: {spent / FAMILIES:.1f} us/family, {spent / count:.2f} us/entry")


if __name__ == "__main__":
    main()
