"""The sums of a person's month, in sentences."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from caseway.attendance.models import ActivityEnrolment
from caseway.attendance.queries.grid import Grid
from caseway.attendance.queries.sums import Excused, SoFar
from caseway.attendance.reading.cells import show_hours


def notes_of(enrolment: ActivityEnrolment, grid: Grid) -> list[str]:
    """What the month comes to for the person: hours that count, and excused time."""
    notes = []
    if so_far := grid.so_far.get(enrolment.person_id):
        notes.append(_effect(so_far))
    if excused := grid.excused.get(enrolment.person_id):
        notes.append(_excused(excused, grid))
    return notes


def _effect(so_far: SoFar) -> str:
    facts = {"n": so_far.hours, "needed": so_far.needed}
    if so_far.is_stale:
        return _("Countable hours are being worked out")
    if so_far.hours > so_far.needed > 0:
        return _("%(n)d hours a week so far, %(needed)d needed") % facts
    if so_far.needed:
        return _("%(n)d of %(needed)d hours a week so far") % facts
    return _("%(n)d countable hours a week so far") % facts


def _excused(excused: Excused, grid: Grid) -> str:
    facts = {
        "used": show_hours(excused.month),
        "cap": excused.month_cap,
        "month": date_format(grid.month.first, "F"),
        "year": show_hours(excused.window),
        "most": excused.window_cap,
    }
    if excused.month > excused.month_cap * 60:
        return _("%(used)s hours of excused time in %(month)s; no more than %(cap)s count") % facts
    if excused.window > excused.month:
        return (
            _(
                "%(used)s of %(cap)s hours of excused time used in %(month)s, %(year)s of %(most)s"
                " in twelve months"
            )
            % facts
        )
    return _("%(used)s of %(cap)s hours of excused time used in %(month)s") % facts
