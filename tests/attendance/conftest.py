"""The clock of attendance stands still: Mon, Nov 23, 2026, 10:00 a.m. in the office."""

import pytest
from django.utils import timezone

from tests.attendance.rows import at


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(timezone, "now", at)
    return at()
