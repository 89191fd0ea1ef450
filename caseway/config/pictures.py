"""Pictures of the demonstration county, for the README and for Help.

The same county on the same morning, whoever takes them and whenever, so that a picture changes
only when its page does.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest import mock

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test.runner import DiscoverRunner
from django.test.testcases import LiveServerThread
from django.urls import reverse
from django.utils import timezone

from caseway.cases.models import Case
from caseway.demo.loader.county import load
from caseway.desk.queries.scope import first_case_on_today
from caseway.kernel.models import User

MONDAY = date(2026, 11, 23)
NINE = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)  # in New York
CASES, SEED = 300, 7
WINDOWS = ((1280, 900), (390, 844))


@dataclass(frozen=True)
class Shot:
    """A picture: its name, the page by url name, and who looks at it."""

    name: str
    page: str
    by: str


SHOTS = (
    Shot("today", "desk:today", "marisol.vega"),
    Shot("case", "desk:case", "marisol.vega"),
    Shot("caseload", "desk:caseload", "marisol.vega"),
    Shot("find", "desk:find", "denise.wardlaw"),
    Shot("team", "desk:team", "russell.gaskins"),
    Shot("who", "agencies:who_does_what", "miriam.adelstein"),
    Shot("files", "exchange:index", "miriam.adelstein"),
    Shot("audit", "administration:audit", "emeka.okoro"),
)
