"""Twelve months as a bar chart, drawn in per cent of its width: words keep their size."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from caseway.attendance.words import month_words
from caseway.reporting.queries.rates import YearMonth
from caseway.reporting.queries.scope import Rate
from caseway.reporting.queries.targets import Target
from caseway.reporting.shown.numbers import of_words, share_words, target_words
from caseway.rules.dates import Month

TOP, HEIGHT, FOOT = 24, 176, 44  # pixels: over the bars, the bars, under them
GRID = (0, 25, 50, 75, 100)
LEFT = 7.0  # per cent of the width, for the scale


@dataclass(frozen=True, slots=True)
class Bar:
    """One month: where it stands in the picture, and what it says."""

    period: int
    x: str
    width: str
    step: str
    middle: str
    y: int
    height: int
    value: str
    short: str
    year: str
    words: str
    url: str
    is_open: bool
    is_chosen: bool
    has_rate: bool
    target_y: int
    target_x1: str
    target_x2: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and its table. `finding` is the title: what it shows."""

    finding: str
    about: str
    bars: list[Bar]
    rows: list[dict[str, object]]
    grid: list[dict[str, object]]
    total: int
    base: int
    target: str


def chart(
    months: Sequence[YearMonth],
    targets: dict[Month, Target],
    rate: Rate,
    urls: dict[int, str],
    lists: dict[int, str],
    *,
    chosen: int,
    final: frozenset[int],
) -> Chart:
    """The picture of a year. `final` are the months that are closed and fully worked out."""
    step = (100 - LEFT) / len(months)
    bars = [
        _bar(place, step, each, targets[each.month], rate, urls, chosen, final)
        for place, each in enumerate(months)
    ]
    return Chart(
        finding=_finding(months, targets, rate),
        about=_("Bars show the rate of each month; the line shows the rate to reach."),
        bars=bars,
        rows=[_row(each, targets[each.month], rate, urls, lists, final) for each in months],
        grid=[{"y": _y(Fraction(n, 100)), "label": f"{n}%"} for n in GRID],
        total=TOP + HEIGHT + FOOT,
        base=TOP + HEIGHT,
        target=target_words(targets[months[-1].month].of(rate)),
    )


def _finding(months: Sequence[YearMonth], targets: dict[Month, Target], rate: Rate) -> str:
    """The title says what the picture shows."""
    known = [each for each in months if each.rate.share is not None]
    if not known:
        return _("No family counts in these twelve months")
    met = sum(targets[each.month].of(rate).met_by(each.rate.share) for each in known)
    said = ngettext(
        "The target was met in %(met)d of %(n)d month",
        "The target was met in %(met)d of %(n)d months",
        len(known),
    )
    return said % {"met": met, "n": len(known)}


def _bar(
    place: int,
    step: float,
    each: YearMonth,
    target: Target,
    rate: Rate,
    urls: dict[int, str],
    chosen: int,
    final: frozenset[int],
) -> Bar:
    share, start = each.rate.share, LEFT + place * step
    top = _y(share or Fraction(0))
    first = date(each.month.year, each.month.month, 1)
    shows_year = place == 0 or each.month.month == 1
    return Bar(
        period=each.month.number,
        x=f"{start + step * 0.14:.2f}%",
        width=f"{step * 0.72:.2f}%",
        step=f"{step:.2f}%",
        middle=f"{start + step / 2:.2f}%",
        y=top,
        height=TOP + HEIGHT - top,
        value=f"{round(100 * share)}" if share is not None else "–",
        # Translators: Django date format of a month under a bar: "Mar".
        short=date_format(first, pgettext("date format", "M"), use_l10n=False),
        year=str(each.month.year) if shows_year else "",
        words=_words(each, target, rate, final),
        url=urls[each.month.number],
        is_open=each.month.number not in final,
        is_chosen=each.month.number == chosen,
        has_rate=share is not None,
        target_y=_y(min(Fraction(1), target.of(rate).adjusted / 100)),
        target_x1=f"{start:.2f}%",
        target_x2=f"{start + step:.2f}%",
    )


def _y(share: Fraction) -> int:
    return TOP + HEIGHT - round(HEIGHT * share)


def _words(each: YearMonth, target: Target, rate: Rate, final: frozenset[int]) -> str:
    said = {
        "month": month_words(each.month.number),
        "rate": share_words(each.rate.share),
        "of": of_words(each.rate),
        "target": target_words(target.of(rate)),
    }
    if each.month.number in final:
        return _("%(month)s: %(rate)s, %(of)s. Target %(target)s.") % said
    return _("%(month)s: %(rate)s so far, %(of)s. Target %(target)s.") % said


def _row(
    each: YearMonth,
    target: Target,
    rate: Rate,
    urls: dict[int, str],
    lists: dict[int, str],
    final: frozenset[int],
) -> dict[str, object]:
    return {
        "month": month_words(each.month.number),
        "url": urls[each.month.number],
        "list_url": lists[each.month.number],
        "rate": share_words(each.rate.share),
        "of": of_words(each.rate),
        "target": target_words(target.of(rate)),
        "state": _state(each, final),
    }


def _state(each: YearMonth, final: frozenset[int]) -> str:
    if each.stale:
        said = ngettext(
            "%(n)d family is still being worked out",
            "%(n)d families are still being worked out",
            each.stale,
        )
        return said % {"n": each.stale}
    return _("Closed") if each.month.number in final else _("Not final")
