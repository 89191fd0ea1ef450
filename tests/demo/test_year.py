"""The year before of the demonstration's coaches: what the quality page says of it is true."""

from collections import Counter
from datetime import date

import pytest

from caseway.agencies.models import Role
from caseway.cases.models import Case
from caseway.coaching.models import Checklist, CoachSetup, Visit, VisitState
from caseway.coaching.queries.quality import coaches_of, quality_of
from caseway.demo.loader.county import load
from caseway.kernel.models import User
from caseway.rules.growth import Signal

TODAY = date(2026, 11, 23)
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def quality():
    load(cases=300, seed=7, today=TODAY, year=True)
    grown = CoachSetup.objects.order_by("pk")[0].coach
    leaders = User.objects.filter(memberships__role=Role.SUPERVISOR).order_by("pk")
    leader = next(one for one in leaders if grown in coaches_of(one))
    return quality_of(leader, [grown], TODAY)[0]


def test_a_coach_grew_and_goes_further_for_every_session_since(quality):
    figures = [one for one in quality.facts.figures if one.is_over and one.due]
    signals = Counter(
        signal for point in quality.charts["travel"].points for signal in point.signals
    )

    assert len(figures) == 14
    assert [one.caseload for one in figures[:7]] == [20] * 6 + [21]
    assert 23 <= figures[-1].caseload <= 24
    assert quality.since == date(2026, 3, 1)
    assert quality.before.travel + 4 < quality.after.travel
    assert signals[Signal.RUN_ABOVE] >= 1
    assert quality.before.kept.fraction > 0.8

    rows = Visit.objects.filter(day__lt=date(2026, 10, 1), coach=quality.coach)
    states = Counter(rows.values_list("state", flat=True))

    assert set(states) == set(VisitState.values) - {VisitState.PLANNED}
    assert not rows.filter(day__week_day__in=(1, 7)).exists()
    assert not rows.filter(state=VisitState.MOVED, moved_to=None).exists()
    assert not rows.filter(state=VisitState.HELD, after_minutes=None).exists()
    assert Checklist.objects.filter(visit__in=rows, signed_at=None).count() == 0
    assert states[VisitState.HELD] == Checklist.objects.filter(visit__in=rows).count()
    assert Case.objects.count() > 300
