"""How long a referral waits, in words, and by when somebody should act."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.referrals.ageing import Stands, ageing, due_on, link_ends_on
from caseway.rules.referrals.codes import Result, State, Urgency

S, U = State, Urgency
MON = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("stands", "words"),
    [
        (Stands(S.MADE, MON), "Made today, not sent yet"),
        (Stands(S.MADE, date(2026, 11, 22)), "Not sent for 1 day"),
        (Stands(S.SENT, MON), "Sent today"),
        (Stands(S.SENT, date(2026, 11, 14)), "No answer for 9 days"),
        # Asking again does not make them any quicker: the wait counts from the first asking.
        (Stands(S.SENT, date(2026, 11, 14), asked_on=date(2026, 11, 20)), "No answer for 9 days"),
        (Stands(S.TOLD, date(2026, 11, 20)), "Told where to go 3 days ago; did they go?"),
        (Stands(S.WAITLISTED, date(2026, 10, 24)), "On the waiting list for 30 days"),
        (Stands(S.ACCEPTED, date(2026, 11, 21)), "Accepted, no appointment for 2 days"),
        (
            Stands(S.APPOINTMENT, MON, appointment_on=date(2026, 11, 25)),
            "Appointment on Wed, Nov 25, 2026",
        ),
        (Stands(S.APPOINTMENT, MON, appointment_on=MON), "Appointment today"),
        (
            Stands(S.APPOINTMENT, date(2026, 11, 2), appointment_on=date(2026, 11, 22)),
            "Appointment was 1 day ago; did they come?",
        ),
        (Stands(S.DECLINED, date(2026, 11, 20)), "Declined 3 days ago; the need is still there"),
        (
            Stands(S.CLOSED, MON, result=Result.HELPED),
            "Closed: They got what they needed",
        ),
    ],
)
def test_the_wait_is_said_in_words(stands, words):
    assert ageing(stands, MON).text == words


@pytest.mark.parametrize(
    ("stands", "due"),
    [
        (Stands(S.MADE, MON, U.URGENT), MON),
        (Stands(S.MADE, MON), date(2026, 11, 25)),
        (Stands(S.SENT, MON, U.URGENT), date(2026, 11, 24)),
        (Stands(S.SENT, MON, U.SOON), date(2026, 11, 26)),
        (Stands(S.SENT, MON), date(2026, 11, 30)),
        (Stands(S.SENT, date(2026, 11, 9), asked_on=MON), date(2026, 11, 30)),
        (Stands(S.WAITLISTED, MON), date(2026, 12, 7)),
        (Stands(S.WAITLISTED, MON, expected_on=date(2026, 12, 1)), date(2026, 12, 1)),
        (Stands(S.WAITLISTED, MON, expected_on=date(2027, 3, 1)), date(2026, 12, 7)),
        (Stands(S.APPOINTMENT, MON, appointment_on=date(2026, 12, 3)), date(2026, 12, 4)),
        (Stands(S.MISSED, MON), date(2026, 11, 24)),
        (Stands(S.IN_SERVICE, MON), date(2026, 12, 23)),
        (Stands(S.CLOSED, MON, result=Result.HELPED), None),
    ],
)
def test_somebody_should_act_by_a_day(stands, due):
    assert due_on(stands) == due


@given(
    st.sampled_from([state for state in State if state is not S.CLOSED]),
    st.sampled_from(Urgency),
    st.dates(date(2026, 1, 2), date(2030, 1, 1)),
    st.integers(0, 400),
)
def test_every_open_referral_has_its_day_and_its_words(state, urgency, since, later):
    stands = Stands(state, since, urgency)
    today = date.fromordinal(since.toordinal() + later)

    assert due_on(stands) >= since
    assert ageing(stands, today).text


@given(st.sampled_from([S.MADE, S.SENT, S.ACCEPTED]), st.dates(date(2026, 1, 2)))
def test_what_presses_more_is_due_no_later(state, since):
    if since.year > 9990:
        return
    soonest, soon, routine = (
        due_on(Stands(state, since, urgency)) for urgency in (U.URGENT, U.SOON, U.ROUTINE)
    )
    assert soonest <= soon <= routine


def test_a_link_opens_for_thirty_days():
    assert link_ends_on(MON) == date(2026, 12, 23)
