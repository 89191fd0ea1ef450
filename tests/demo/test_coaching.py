"""Coaching in the demonstration, whatever its size."""

from types import SimpleNamespace

import pytest

from caseway.cases.models import Part
from caseway.demo import coaching


@pytest.mark.parametrize(("coaches", "told"), [(2, 2), (12, 12), (13, 12), (600, 12)])
def test_months_are_told_of_a_dozen_coaches_and_everybody_is_enrolled(monkeypatch, coaches, told):
    site = SimpleNamespace(design=SimpleNamespace(lead_part=Part.JOB_COACH), site="Five Borough")
    enrolled, visited, approved = [], [], []
    monkeypatch.setattr(coaching, "open_ground", lambda *_said: "ground")
    monkeypatch.setattr(coaching, "caseloads", lambda *_said: [(n, ()) for n in range(coaches)])
    monkeypatch.setattr(coaching, "enrol", lambda coach, *_said: enrolled.append(coach) or coach)
    monkeypatch.setattr(coaching, "hold_visits", lambda setup, *_said: visited.append(setup))
    monkeypatch.setattr(coaching, "approve_hours", lambda setup, *_said: approved.append(setup))

    coaching.tell_coaching([site], cal=None, seed=7)

    assert enrolled == list(range(coaches))
    assert visited == list(range(told))
    assert approved == list(range(told))
