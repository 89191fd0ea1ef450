"""Short ways to ask for a result and what was said in it."""

from caseway.rules.participation.activities import Activity
from caseway.rules.participation.assess import assess
from tests.rules.participation.worked import rules, weekly

FULL_TIME = weekly(Activity.UNSUB, 30)


def person(family, entries, law=None):
    """The answer for the first person."""
    return assess(family, entries, law or rules()).persons[0]


def codes(result):
    """The code of everything that is said."""
    notes = [*result.notes, *result.warnings]
    for one in result.persons:
        notes += [*one.notes, *one.warnings]
    return {note[0] for note in notes}
