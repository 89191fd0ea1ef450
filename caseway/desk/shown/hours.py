"""The few lines of hours on a case's own page."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.attendance.shown.activities import hours_of
from caseway.attendance.shown.hours import so_far_words
from caseway.desk.facts.hours import MET, STEP
from caseway.desk.facts.pieces import Row
from caseway.desk.queries.case_page import CasePage
from caseway.rules.participation.spoken import whole_hours


def hours_panel(page: CasePage) -> dict[str, Any] | None:
    """The panel's words; None where nothing is known and nothing goes on."""
    people, going_on = page.told.get("month_hours", []), page.told.get("taking_part", [])
    if not people and not going_on:
        return None
    short = next((row.number or 0 for row in page.picture.hours_short), 0)
    waiting = next((row.number or 0 for row in page.picture.hours_unproven), 0)
    return {
        "people": [_line(row) for row in people],
        "short": _short(short),
        "unproven": _("%(hours)s to prove") % {"hours": hours_of(waiting)} if waiting else "",
        # The law's first, then the person's own; both are named.
        "going_on": [row.text for row in sorted(going_on, key=lambda row: row.code == STEP)],
        "as_of": people[0].day if people else None,
    }


def _line(row: Row) -> dict[str, Any]:
    done, needed = row.number or 0, row.person or 0
    return {
        "name": row.name,
        "words": so_far_words(done, needed),
        "percent": min(100, round(100 * done / needed)) if needed else 100,
        "met": row.code == MET,
    }


def _short(minutes: int) -> str:
    if not minutes:
        return ""
    hours = whole_hours(minutes)
    return ngettext("%(n)s hour short", "%(n)s hours short", hours) % {"n": hours}
