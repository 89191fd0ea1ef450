"""Approved hours in words."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.coaching.models import ApprovedHours
from caseway.coaching.queries.approved import Approved, ApprovedPage
from caseway.employment.shown.jobs import hours
from caseway.kernel.words import long_date, say
from caseway.rules.records.visits.approved import Balance, Per


def page(found: ApprovedPage, today: date) -> dict[str, Any]:
    """The lists of the page, and what goes over."""
    return {
        "now": [approved(one, today) for one in found.now],
        "over": [approved(one, today) for one in found.over],
        "warnings": [say(one) for one in found.warnings],
    }


def approved(one: Approved, today: date) -> dict[str, Any]:
    """One approval with its balance and what it was before."""
    row = one.row
    return {
        "pk": row.pk,
        "row": row,
        "words": words(row),
        "span": span(row),
        "standing": _standing(row, today),
        "balance": balance(one.balance) if one.balance else None,
        "why": _why(one) if one.balance else None,
        "history": [{"words": words(each), "span": span(each), "row": each} for each in one.before],
    }


def words(row: ApprovedHours) -> str:
    """ "20 hours a month"."""
    said = {
        ApprovedHours.Per.WEEK: _("%(hours)s a week"),
        ApprovedHours.Per.MONTH: _("%(hours)s a month"),
    }
    return said[ApprovedHours.Per(row.per)] % {"hours": hours(row.minutes)}


def span(row: ApprovedHours) -> str:
    """From when until when it holds."""
    if row.last_on is None:
        return _("from %(first)s") % {"first": long_date(row.starts_on)}
    return _("%(first)s to %(last)s") % {
        "first": long_date(row.starts_on),
        "last": long_date(row.last_on),
    }


def balance(found: Balance) -> dict[str, Any]:
    """What is used and left, and what is planned besides."""
    planned = found.planned
    tone = "late" if found.used > found.allowed else "due" if found.too_many else ""
    return {
        "text": say(found.reason),
        "planned": _("%(hours)s more planned.") % {"hours": hours(planned)} if planned else "",
        "tone": tone,
        "percent": min(100, round(100 * found.used / found.allowed)),
        "warns": bool(found.too_many),
    }


def _standing(row: ApprovedHours, today: date) -> dict[str, str]:
    if row.withdrawn:
        return {"label": _("Recorded by mistake"), "tone": ""}
    if row.starts_on > today:
        return {"label": _("Still to come"), "tone": "info"}
    if row.last_on is not None and row.last_on < today:
        return {"label": _("Over"), "tone": ""}
    return {"label": _("In force"), "tone": "met"}


def _why(one: Approved) -> dict[str, Any]:
    """The sessions that the balance counts, one by one."""
    assert one.balance is not None
    minutes = [
        {
            "label": long_date(each.day),
            "value": ngettext("%(n)d minute", "%(n)d minutes", each.minutes) % {"n": each.minutes},
            "source": _("held") if each.held else _("planned"),
        }
        for each in one.counted
    ]
    weekly = one.balance.approval.per is Per.WEEK
    return {
        "summary": _("Sessions from Monday to Sunday, as far as the hours are approved.")
        if weekly
        else _("Sessions of the calendar month, as far as the hours are approved."),
        "inputs": minutes,
        "steps": [
            _("Held as recorded: %(hours)s") % {"hours": hours(one.balance.used)},
            _("Planned as agreed: %(hours)s") % {"hours": hours(one.balance.planned)},
            _("Minutes of travel, before and after do not count."),
        ],
        "result": say(one.balance.reason),
        "rule": _("Product decision 2026-11, ADR 0098"),
    }
