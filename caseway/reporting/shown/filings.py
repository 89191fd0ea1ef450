"""What was filed, beside the month as it is worked out now."""

from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caseway.attendance.models import StandingCode
from caseway.attendance.words import month_words
from caseway.reporting.models import FiledRate
from caseway.reporting.queries.filings import Comparison, Names
from caseway.reporting.queries.scope import Rate
from caseway.reporting.shown.numbers import RATES, of_words, share_words, told
from caseway.rules.participation.compare import Difference, RateDifference
from caseway.rules.participation.rates import MonthlyRate
from caseway.rules.shares import percent


def filed_row(row: FiledRate) -> dict[str, Any]:
    """One filing of the list."""
    return {
        "row": row,
        "month": month_words(row.period),
        "url": reverse("reporting:filing", args=[row.pk]),
        "overall": _kept(row.overall_numerator, row.overall_denominator),
        "two_parent": _kept(row.two_parent_numerator, row.two_parent_denominator),
    }


def _kept(numerator: int, denominator: int) -> str:
    if not denominator:
        return _("No family counted")
    share = percent(Fraction(numerator, denominator), 1)
    return f"{share}% ({numerator} / {denominator})"


def both_rates(row: FiledRate, found: Comparison) -> list[dict[str, Any]]:
    """Each rate as filed and as it is now."""
    return [
        _rate(RATES[Rate.OVERALL], found.then.overall, found.now.overall, found.overall),
        _rate(
            RATES[Rate.TWO_PARENT], found.then.two_parent, found.now.two_parent, found.two_parent
        ),
    ]


def _rate(label: Any, then: MonthlyRate, now: MonthlyRate, moved: RateDifference) -> dict[str, Any]:
    return {
        "label": label,
        "then": share_words(then.share),
        "then_of": of_words(then),
        "now": share_words(now.share),
        "now_of": of_words(now),
        "same": moved.same,
        "reasons": told([*moved.reasons]),
    }


def difference_rows(row: FiledRate, found: list[Difference], names: Names) -> list[dict[str, Any]]:
    """The families that differ, each with what changed and what brought it about."""
    return [_difference(row, each, names) for each in found]


def _difference(row: FiledRate, each: Difference, names: Names) -> dict[str, Any]:
    name, number = names.cases.get(each.case, (_("Case %(n)s") % {"n": each.case}, ""))
    changes = [
        {**one, "person": names.people.get(_person(reason), "")}
        for one, reason in zip(told([*each.changes]), each.changes, strict=True)
    ]
    return {
        "name": name,
        "number": number,
        "url": reverse("reporting:why", args=[each.case, row.period]),
        "then": _standing(each.filed.overall) if each.filed else "–",
        "now": _standing(each.now.overall) if each.now else "–",
        "changes": changes,
        "why": told([*each.why]),
        "moves": each.moves,
    }


def _person(reason: Any) -> int:
    return int(reason.values.get("person") or 0)


def _standing(code: int) -> str:
    return str(StandingCode(code).label)
