"""A job as its pages show it."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import number_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.employment.models import Job, JobTerms, RetentionCheck, Setting, Shift
from caseway.employment.queries.case import JobSeen
from caseway.intake.shipped import occupations
from caseway.kernel.words import say
from caseway.rules.jobs import Check, Slot, Standing, why_below_minimum

TONES = {
    RetentionCheck.Found.AT_WORK: "met",
    RetentionCheck.Found.OTHER_JOB: "met",
    RetentionCheck.Found.NOT_AT_WORK: "late",
    RetentionCheck.Found.UNKNOWN: "due",
}


def job(seen: JobSeen, today: date) -> dict[str, Any]:
    """All that the case's page and the job's own page print of one job."""
    row = seen.row
    now = next((one for one in seen.terms if one.starts_on <= today), None)
    now = now or (seen.terms[-1] if seen.terms else None)
    return {
        "id": row.pk,
        "title": row.title,
        "person": row.person.name_used,
        "employer": row.employer,
        "place": row.job_site,
        "setting": str(Setting(row.setting).label),
        "occupation": occupation(row.occupation),
        "found_by": row.found_by,
        "began_on": row.began_on,
        "ended_on": row.ended_on,
        "is_over": row.ended_on is not None and row.ended_on < today,
        "is_ahead": row.began_on > today,
        "end_reason": row.get_end_reason_display() if row.end_reason else "",
        "end_note": row.end_note,
        "lasted": lasted(row, today),
        "now": terms(now, row) if now else None,
        "terms": [terms(one, row) for one in seen.terms],
        "week": week(seen.week),
        "week_minutes": hours(sum(one.minutes for one in seen.week)) if seen.week else "",
        "ahead": changes(seen.ahead),
        "checks": [check(one, seen.answers.get(one.days)) for one in seen.checks],
    }


def lasted(row: Job, today: date) -> str:
    """For how many days the job went on, both ends counted."""
    last = min(row.ended_on or today, today)
    days = (last - row.began_on).days + 1
    if days < 1:
        return ""
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def terms(row: JobTerms, of: Job) -> dict[str, Any]:
    """Wage and hours in words, with a warning where the wage is below the minimum."""
    below = why_below_minimum(
        row.hourly_cents, row.starts_on, competitive=of.setting == Setting.COMPETITIVE
    )
    return {
        "from": row.starts_on,
        "wage": _("$%(wage)s an hour") % {"wage": money(row.hourly_cents)},
        "hours": _("%(hours)s a week") % {"hours": hours(row.minutes_a_week)},
        "has_benefits": row.has_benefits,
        "note": row.note,
        "below": say(below) if below else "",
        "source": below.source if below else "",
    }


def money(cents: int) -> str:
    return number_format(cents / 100, decimal_pos=2, use_l10n=True, force_grouping=True)


def hours(minutes: int) -> str:
    """ "26.5 hours"."""
    whole = minutes / 60
    text = (
        number_format(round(whole, 2)).rstrip("0").rstrip(".,") if minutes % 60 else minutes // 60
    )
    count = minutes // 60 if minutes % 60 == 0 else 2
    return ngettext("%(n)s hour", "%(n)s hours", count) % {"n": text}


def week(slots: Iterable[Slot]) -> list[dict[str, Any]]:
    """A line for each weekday that has a shift."""
    lines: dict[int, list[str]] = {}
    for slot in slots:
        lines.setdefault(slot.weekday, []).append(span(slot.begins_at, slot.ends_at))
    return [{"day": WEEKDAYS[day], "spans": spans} for day, spans in sorted(lines.items())]


def span(begins_at: time, ends_at: time) -> str:
    """When a shift begins and ends, and whether that is the next day."""
    said = {"a": time_format(begins_at, "TIME_FORMAT"), "b": time_format(ends_at, "TIME_FORMAT")}
    if ends_at < begins_at:
        return _("%(a)s to %(b)s the next day") % said
    return _("%(a)s to %(b)s") % said


def changes(rows: Iterable[Shift]) -> list[dict[str, Any]]:
    """Weeks that begin later, by the day they begin."""
    found: dict[date, list[Slot]] = {}
    for row in rows:
        found.setdefault(row.starts_on, []).append(Slot(row.weekday, row.begins_at, row.ends_at))
    return [{"from": day, "week": week(slots)} for day, slots in sorted(found.items())]


def check(one: Check, answer: RetentionCheck | None) -> dict[str, Any]:
    """A retention check in words: what was found, or when it is due."""
    label, tone = _standing(one)
    if answer is not None:
        label, tone = answer.get_found_display(), TONES[RetentionCheck.Found(answer.found)]
    return {
        "days": one.days,
        "due_on": one.due_on,
        "label": label,
        "tone": tone,
        "is_open": one.standing in {Standing.DUE, Standing.OVERDUE},
        "may_record": one.standing != Standing.AHEAD,
        "answer": answer,
    }


def _standing(one: Check) -> tuple[str, str]:
    if one.standing == Standing.OVERDUE:
        return _("Overdue"), "late"
    if one.standing == Standing.DUE:
        return _("Due"), "due"
    return _("Still to come"), ""


def occupation(code: str) -> dict[str, str] | None:
    """The occupation of a code, as O*NET has it."""
    found = occupations().get(code)
    return {"code": code, "title": found.title, "about": found.about} if found else None


def first_week_day(row: Job, today: date) -> date:
    """From when a new week or wage is offered: today, or as the job allows."""
    day = max(row.began_on, today)
    return min(day, row.ended_on) if row.ended_on else day
