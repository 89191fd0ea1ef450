"""The times that a coach's other sites take, as the page of a month tells them: day by day."""

from collections.abc import Iterable
from datetime import date, time
from itertools import groupby
from typing import Any

from django.utils.formats import time_format
from django.utils.translation import ngettext

from caseway.coaching.facts.elsewhere import Span
from caseway.kernel.words import long_date
from caseway.rules.scheduling.places import DAY_MINUTES


def taken_elsewhere(spans: Iterable[Span]) -> dict[str, Any] | None:
    """On how many days time is taken, and which on each; None where none is."""
    days = [
        {"day": long_date(day), "times": ", ".join(map(_words, _joined(those)))}
        for day, those in groupby(sorted(spans, key=_order), key=lambda one: one.visit.day)
    ]
    if not days:
        return None
    words = ngettext("Taken on %(n)s day", "Taken on %(n)s days", len(days)) % {"n": len(days)}
    return {"words": words, "days": days}


def _order(span: Span) -> tuple[date, int, int]:
    return span.visit.day, span.begins, span.visit.pk


def _joined(spans: Iterable[Span]) -> list[tuple[int, int]]:
    """The times of a day in order; what follows without a gap is one."""
    found: list[tuple[int, int]] = []
    for span in spans:
        if found and span.begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], span.ends))
        else:
            found.append((span.begins, span.ends))
    return found


def _words(times: tuple[int, int]) -> str:
    return "–".join(map(_clock, times))


def _clock(minutes: int) -> str:
    return time_format(time(*divmod(minutes % DAY_MINUTES, 60)), "TIME_FORMAT")
