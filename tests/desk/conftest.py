"""The desk's clock stands still: Mon, Nov 23, 2026, 10:00 a.m. in the office."""

from datetime import datetime

import pytest
from django.utils import timezone

from tests.desk.rows import TODAY, at


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    moment = at(TODAY, 10)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment
