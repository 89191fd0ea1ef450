"""Activities, weeks and proof as the pages print them."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.attendance.models import (
    PAID,
    ActivityEnrolment,
    ActivityKind,
    AttendanceEntry,
    Evidence,
    HoursProjection,
    MarkCode,
    ProofState,
    ScheduledDay,
)
from caseway.attendance.queries.case import PersonsActivities, Taken, Week
from caseway.attendance.words import hours_words
from caseway.kernel.words import long_date
from caseway.rules.dates import days_between

PAID_KINDS = frozenset(PAID)
TONES = {
    ProofState.UNPROVEN: "due",
    ProofState.SUBMITTED: "info",
    ProofState.VERIFIED: "met",
    ProofState.REJECTED: "late",
    ProofState.EXPIRED: "due",
}
# From how many days before a projection ends its proof is asked for again.
ASKED_AHEAD = 45


def person(page: PersonsActivities, today: date) -> dict[str, Any]:
    """One person's part of the page."""
    going = [taken(one, today) for one in page.taken]
    return {
        "id": page.person.pk,
        "name": page.person.name_used,
        "counting": [one for one in going if one["counts"]],
        "steps": [one for one in going if not one["counts"]],
        "ended": [taken(one, today) for one in page.ended],
        "aims": [one.row.aim for one in page.taken if one.row.aim],
        "agreed": agreed(page),
    }


def agreed(page: PersonsActivities) -> dict[str, Any] | None:
    """Hours agreed with the person, in words."""
    row = page.agreed
    if row is None:
        return None
    return {
        "id": row.pk,
        "words": hours_a_week(row.minutes_a_week),
        "basis": row.basis,
        "since": row.starts_on,
    }


def taken(one: Taken, today: date) -> dict[str, Any]:
    """One activity of a person."""
    row = one.row
    shown_on = max(row.starts_on, today)
    change = one.next_change
    return {
        "id": row.pk,
        "title": row.title,
        "kind": kind_of(row),
        "counts": one.counts,
        "aim": row.aim,
        "provider": row.provider.name if row.provider else "",
        "supervisor": row.supervisor,
        "starts_on": row.starts_on,
        "begins_later": row.starts_on > today,
        "last_day": row.ends_on - timedelta(days=1) if row.ends_on else None,
        "end_reason": row.end_reason,
        "week": week_words(one.week_on(shown_on)),
        "next_week_from": change if change and change > today else None,
        "weekly": weekly_words(one.week_on(shown_on)),
        "homework": hours_a_week(row.homework_minutes_a_week)
        if row.homework_minutes_a_week
        else "",
        "weeks": [strip_week(week, counts=one.counts) for week in one.weeks],
        "is_marked": any(week.marked for week in one.weeks),
        "unproven": unproven_words(one),
        "proof": proof_state(one),
        "proofs": [proof(paper) for paper in one.proofs],
        "ahead": ahead(one.projection, today),
        "on_time": on_time_words(one),
        "last_marked_on": one.last_marked_on,
        "modules": [
            {"name": done.module.name, "on": done.on, "takeaway": done.takeaway, "id": done.pk}
            for done in one.modules
        ],
    }


def kind_of(row: ActivityEnrolment) -> str:
    """The kind in words."""
    return str(ActivityKind(row.activity).label)


def week_words(days: Iterable[ScheduledDay]) -> str:
    """ "Mon, Wed 9:00 a.m. 4 hours; Fri 6 hours"; days alike stand together."""
    groups: dict[tuple[Any, int], list[str]] = {}
    for day in days:
        name = str(WEEKDAYS[day.weekday])
        groups.setdefault((day.opens_at, day.minutes), []).append(name)
    told = []
    for (opens_at, minutes), names in groups.items():
        facts = {"days": ", ".join(names), "hours": hours_of(minutes)}
        if opens_at is None:
            told.append(_("%(days)s: %(hours)s each") % facts)
        else:
            facts["at"] = date_format(opens_at, "TIME_FORMAT")
            told.append(_("%(days)s: %(hours)s each, from %(at)s") % facts)
    return "; ".join(told)


def weekly_words(days: Iterable[ScheduledDay]) -> str:
    """How many hours a week come of it."""
    total = sum(day.minutes for day in days)
    return hours_a_week(total) if total else _("No fixed days")


def hours_of(minutes: int) -> str:
    """ "4 hours", "1 hour", "6.5 hours"; less than an hour in minutes, for small steps."""
    if 0 < minutes < 60:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    return ngettext("%(n)s hour", "%(n)s hours", 1 if minutes == 60 else 2) % {
        "n": hours_words(minutes)
    }


def hours_a_week(minutes: int) -> str:
    """ "26.5 hours a week", "40 minutes a week"."""
    if 0 < minutes < 60:
        return ngettext("%(n)s minute a week", "%(n)s minutes a week", minutes) % {"n": minutes}
    return ngettext("%(n)s hour a week", "%(n)s hours a week", 1 if minutes == 60 else 2) % {
        "n": hours_words(minutes)
    }


def strip_week(week: Week, *, counts: bool) -> dict[str, Any]:
    """One week of the small strip: its bar, and the same in words. A step needs no proof."""
    whole = max(week.scheduled, week.attended, 1)
    proven = week.proven if counts else week.attended
    return {
        "monday": week.monday,
        # Translators: Django date format of a day without its year: "Nov 23".
        "label": date_format(week.monday, _("M j")),
        "words": _week_done(week, counts=counts),
        "short": _short(week.attended) if week.marked else "–",
        "attended": round(100 * week.attended / whole),
        "proven": round(100 * proven / whole),
        "marked": bool(week.marked),
    }


def _week_done(week: Week, *, counts: bool) -> str:
    """ "20 hours of 25 hours, 15 hours proven"; more than was scheduled is no part of it."""
    facts = {
        "attended": hours_of(week.attended),
        "scheduled": hours_of(week.scheduled),
        "proven": hours_of(week.proven),
    }
    if not week.marked:
        return _("nothing marked")
    if week.attended > week.scheduled:
        if counts:
            return _("%(attended)s, %(scheduled)s scheduled, %(proven)s proven") % facts
        return _("%(attended)s, %(scheduled)s scheduled") % facts
    if counts:
        return _("%(attended)s of %(scheduled)s, %(proven)s proven") % facts
    return _("%(attended)s of %(scheduled)s") % facts


def _short(minutes: int) -> str:
    """As much as fits under a bar: "21", or "40 min"."""
    if 0 < minutes < 60:
        return _("%(n)s min") % {"n": minutes}
    return hours_words(minutes)


def unproven_words(one: Taken) -> str:
    """What waits for proof in this month and the last."""
    if not one.unproven_minutes or not one.counts:
        return ""
    return ngettext(
        "%(hours)s on %(n)s day need proof",
        "%(hours)s on %(n)s days need proof",
        one.unproven_days,
    ) % {"hours": hours_of(one.unproven_minutes), "n": one.unproven_days}


def proof_state(one: Taken) -> dict[str, str]:
    """The one tag that tells how far an activity is proven."""
    if not one.counts:
        return {"label": "", "tone": ""}
    if any(paper.state == ProofState.SUBMITTED for paper in one.proofs):
        return {"label": _("Proof waits for a decision"), "tone": "info"}
    if one.unproven_minutes:
        return {"label": _("Needs proof"), "tone": "due"}
    if any(paper.state == ProofState.VERIFIED for paper in one.proofs):
        return {"label": _("Proven"), "tone": "met"}
    return {"label": _("Nothing to prove yet"), "tone": ""}


def proof(paper: Evidence) -> dict[str, Any]:
    """One paper in a list, or on top of its page."""
    last = paper.covers_until - timedelta(days=1)
    return {
        "id": paper.pk,
        "kind": paper.get_kind_display(),
        "from": paper.covers_from,
        "until": last,
        "one_day": last == paper.covers_from,
        "state": str(ProofState(paper.state).label),
        "tone": TONES[ProofState(paper.state)],
        "stated": hours_of(paper.stated_minutes) if paper.stated_minutes is not None else "",
        "why": paper.decision_reason,
        "note": paper.note,
        "document": paper.document_id,
        "submitted_by": paper.submitted_by.name if paper.submitted_by else "",
        "submitted_at": paper.submitted_at,
        "decided_by": paper.decided_by.name if paper.decided_by else "",
        "decided_at": paper.decided_at,
        "expires_on": paper.expires_on,
    }


def proven_day(entry: AttendanceEntry) -> dict[str, Any]:
    """One day that a paper proves."""
    return {
        "on": entry.on,
        "mark": str(MarkCode(entry.mark).label),
        "hours": hours_words(entry.attended),
        "scheduled": hours_words(entry.scheduled) if entry.scheduled else "",
        "state": str(ProofState(entry.proof).label),
        "tone": TONES[ProofState(entry.proof)],
    }


def ahead(row: HoursProjection | None, today: date) -> dict[str, Any] | None:
    """Hours taken ahead, and how near the day is by which they must be proven again."""
    if row is None:
        return None
    left = days_between(today, row.holds_until)
    return {
        "id": row.pk,
        "words": ahead_words(row),
        "due": row.holds_until,
        "tone": "late" if left <= 0 else "due" if left <= ASKED_AHEAD else "met",
        "label": _("Proof ran out")
        if left <= 0
        else _("Proof again soon")
        if left <= ASKED_AHEAD
        else _("Counted ahead"),
    }


def ahead_words(row: HoursProjection) -> str:
    """ "30 hours a week are counted ahead, through Mon, Aug 31, 2026"."""
    facts = {
        "hours": hours_words(row.minutes_a_week),
        "day": long_date(row.holds_until - timedelta(days=1)),
    }
    return _("%(hours)s hours a week are counted ahead, through %(day)s") % facts


def on_time_words(one: Taken) -> str:
    """Being on time is a gain, and said as one. Nothing where nobody looked.

    Beside a day missed it is said of the days on which the person came, and of those alone.
    """
    if not one.timed:
        return ""
    if one.on_time == one.timed and one.missed:
        return ngettext(
            "On time on the %(n)s day they came and it was looked at",
            "On time on each of the %(n)s days they came and it was looked at",
            one.timed,
        ) % {"n": one.timed}
    if one.on_time == one.timed:
        return ngettext(
            "On time, the one time it was looked at",
            "On time every time: %(n)s of %(n)s",
            one.timed,
        ) % {"n": one.timed}
    return _("On time %(n)s of %(all)s times") % {"n": one.on_time, "all": one.timed}
