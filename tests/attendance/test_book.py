"""What the attendance book can never hold, whoever writes it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from caseway.attendance.models import ActivityKind, MarkCode
from tests.factories import make_case, make_enrolment, make_entry, make_world

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


@pytest.fixture
def enrolment():
    return make_enrolment(make_case(make_world()))


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()
    return True


@pytest.mark.parametrize("activity", list(ActivityKind))
def test_an_unpaid_activity_that_counts_needs_a_supervisor(activity):
    case = make_case(make_world())
    paid_or_uncounted = {
        ActivityKind.UNSUBSIDIZED,
        ActivityKind.SUBSIDIZED_PRIVATE,
        ActivityKind.SUBSIDIZED_PUBLIC,
        ActivityKind.ON_THE_JOB_TRAINING,
        ActivityKind.OTHER,
    }

    if activity in paid_or_uncounted:
        assert make_enrolment(case, activity, supervisor="").pk
    else:
        assert refused(lambda: make_enrolment(case, activity, supervisor=""))


def test_a_day_has_one_mark_and_its_homework_beside_it(enrolment):
    make_entry(enrolment, MONDAY)
    make_entry(enrolment, MONDAY, mark=MarkCode.HOMEWORK_SUPERVISED, scheduled=0, attended=60)
    make_entry(enrolment, MONDAY, mark=MarkCode.HOMEWORK_UNSUPERVISED, scheduled=0, attended=30)

    assert refused(lambda: make_entry(enrolment, MONDAY, mark=MarkCode.HOLIDAY, attended=0))
    assert refused(
        lambda: make_entry(
            enrolment, MONDAY, mark=MarkCode.HOMEWORK_SUPERVISED, scheduled=0, attended=5
        )
    )


@pytest.mark.parametrize(("attended", "fits"), [(1440, True), (1441, False)])
def test_a_day_has_twenty_four_hours(enrolment, attended, fits):
    def make():
        return make_entry(enrolment, MONDAY, attended=attended)

    assert make().pk if fits else refused(make)


@pytest.mark.parametrize(("reason", "stands"), [("sick", True), ("", False)])
def test_an_excuse_has_a_reason(enrolment, reason, stands):
    def make():
        return make_entry(enrolment, MONDAY, mark=MarkCode.EXCUSED, reason=reason)

    assert make().pk if stands else refused(make)


@pytest.mark.parametrize(("attended", "stands"), [(360, True), (361, False)])
def test_who_was_partly_away_was_not_there_longer_than_planned(enrolment, attended, stands):
    def make():
        return make_entry(enrolment, MONDAY, mark=MarkCode.UNEXCUSED, attended=attended)

    assert make().pk if stands else refused(make)
