"""How hours a week come about, and what was missed, said where somebody asks."""

import pytest

from caseway.rules.participation.activities import Activity as A
from caseway.rules.participation.entries import Mark, Proof
from caseway.rules.participation.options import Averaging
from caseway.rules.participation.said_of_sums import averaging, not_attended
from tests.rules.participation.worked import FIRST, SECOND, absent, on, rules

EACH = "in each activity those worked, excused and of holidays are each rounded, a half upward"


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (Averaging.FRIDAY_WEEKS, "from Sat, Feb 28, 2026 to Fri, Mar 27, 2026, divided by 4 weeks"),
        (Averaging.FIXED, "of March 2026, divided by 4.33 weeks"),
        (Averaging.CALENDAR, "of March 2026, divided by its 31 days and times 7"),
    ],
)
def test_each_way_of_averaging_is_said_with_its_divisor(by, said):
    assert averaging(rules(averaging=by)).text == f"Hours a week are the hours {said}; {EACH}"


def test_a_short_divisor_keeps_its_two_places():
    by = rules(averaging=Averaging.FIXED, weeks_hundredths=430)

    assert "divided by 4.30 weeks" in averaging(by).text


def test_what_was_scheduled_and_missed_without_excuse_is_added_up():
    book = [
        absent(2, A.COMSERV, 6, mark=Mark.UNEXCUSED),
        on(3, A.COMSERV, 4.5, scheduled=360),  # came an hour and a half late
        on(4, A.COMSERV, 6, proof=Proof.UNPROVEN),
        absent(5, A.COMSERV, 6),  # excused
        on(6, A.COMSERV, 7, scheduled=360),  # stayed longer, which makes up for nothing
        absent(2, A.COMSERV, 6, mark=Mark.UNEXCUSED, person=SECOND),
    ]

    assert str(not_attended(book, FIRST)).startswith("7.5 h were scheduled, and neither attended")
    assert str(not_attended(book, SECOND)).startswith("6 h were scheduled")


def test_nothing_is_said_where_nothing_was_missed():
    assert not_attended([on(2, A.COMSERV, 6), absent(3, A.COMSERV, 6)], FIRST) is None
    assert not_attended([], FIRST) is None
