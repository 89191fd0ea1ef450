"""Quality while growing, in words."""

from collections.abc import Sequence
from fractions import Fraction
from statistics import median
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.coaching.models import TierCode
from caseway.coaching.queries.quality import CoachQuality
from caseway.coaching.shown.control import Drawn, drawn
from caseway.kernel.words import say
from caseway.rules.growth import Kept, Period, Share


def line(one: CoachQuality) -> dict[str, Any]:
    """A coach in the list of all."""
    mix, latest = one.facts.mix, one.latest
    return {
        "name": one.coach.name,
        "url": reverse("coaching:coach_quality", args=[one.coach.pk]),
        "caseload": mix.caseload,
        "extended": share(Share(mix.extended, mix.caseload), few=0),
        "kept": share(Share(latest.due - latest.missed, latest.due), few=one.law.few)
        if latest
        else "–",
        "missed": latest.missed if latest else "–",
        "warnings": len(one.warnings),
        "signals": sum(len(chart.reasons(one.law)) for chart in one.charts.values()),
    }


def page(one: CoachQuality, today: Any) -> dict[str, Any]:
    """All that a coach's page prints."""
    mix = one.facts.mix
    return {
        "coach": one.coach,
        "since": one.since,
        "caseload": mix.caseload,
        "extended": share(Share(mix.extended, mix.caseload), few=0),
        "tiers": [
            {"label": TierCode(code).label if code else _("No tier"), "n": count}
            for code, count in sorted(mix.tiers.items(), key=lambda pair: _place(pair[0]))
        ],
        "warnings": [{"text": say(why), "source": why.source} for why in one.warnings],
        "figures": _figures(one, today),
        "kept": [
            {"days": before.days, "before": kept(before, one), "after": kept(after, one)}
            for before, after in one.kept
        ],
        "charts": charts(one),
        "few": one.law.few,
    }


def _place(code: str) -> int:
    return TierCode.values.index(code) if code in TierCode.values else len(TierCode.values)


def _figures(one: CoachQuality, today: Any) -> list[dict[str, Any]]:
    """Measure by measure: before, after."""
    before, after = one.before, one.after
    wages = one.facts.wages_on(one.since), one.facts.wages_on(today)
    few = one.law.few

    def both(label: str, about: str, tell: Any) -> dict[str, Any]:
        sides = [tell(side) if side else "–" for side in (before, after)]
        return {"label": label, "about": about, "before": sides[0], "after": sides[1]}

    return [
        both(_("People"), _("on the last day of a month, on average"), _caseload),
        both(
            _("Sessions kept"),
            _("of those due, person by person"),
            lambda side: share(side.kept, few),
        ),
        both(_("Missed contacts"), _("sessions due that nobody held, a month"), _missed),
        both(
            _("Travel"),
            _("to each session in person, where it was recorded"),
            lambda side: minutes(side.travel),
        ),
        both(
            _("After a session"),
            _("notes and calls, where it was recorded"),
            lambda side: minutes(side.writing),
        ),
        both(
            _("Jobs lost"),
            _("ended without another job; of jobs held when each month began"),
            lambda side: share(side.losses, few),
        ),
        {
            "label": _("Wage an hour"),
            "about": _("the middle one, on the day of the change and today"),
            "before": wage(wages[0], few),
            "after": wage(wages[1], few),
        },
    ]


def _caseload(side: Period) -> str:
    return number_format(float(side.caseload), 1)


def _missed(side: Period) -> str:
    return number_format(side.missed / side.months, 1)


def share(one: Share, few: int) -> str:
    """ "52 of 56 (93%)"; without per cent where there are few."""
    said = {"part": one.part, "whole": one.whole}
    if one.fraction is None:
        return "–"
    if one.whole < few:
        return _("%(part)s of %(whole)s") % said
    percent = number_format(float(100 * one.fraction), 0)
    return _("%(part)s of %(whole)s (%(percent)s%%)") % {**said, "percent": percent}


def kept(one: Kept, of: CoachQuality) -> dict[str, str]:
    """Kept jobs, those lost, and those nobody knows of."""
    if not one.old_enough:
        return {"share": _("No job is old enough"), "rest": ""}
    rest = []
    if one.lost:
        rest.append(ngettext("%(n)s not kept", "%(n)s not kept", one.lost) % {"n": one.lost})
    if one.unknown:
        said = ngettext("%(n)s not known", "%(n)s not known", one.unknown)
        rest.append(said % {"n": one.unknown})
    return {"share": share(Share(one.kept, one.old_enough), of.law.few), "rest": " · ".join(rest)}


def wage(cents: Sequence[int], few: int) -> str:
    """The median wage, with of how many; none told of few."""
    if not cents:
        return "–"
    if len(cents) < few:
        return ngettext("%(n)s job, too few", "%(n)s jobs, too few", len(cents)) % {"n": len(cents)}
    dollars = number_format(median(cents) / 100, 2)
    said = ngettext("$%(wage)s in %(n)s job", "$%(wage)s in %(n)s jobs", len(cents))
    return said % {"wage": dollars, "n": len(cents)}


def minutes(value: Fraction | None) -> str:
    """Minutes to a tenth."""
    return "–" if value is None else _tenths(float(value))


def charts(one: CoachQuality) -> list[Drawn]:
    """The three charts, missed contacts first."""
    return [
        drawn(
            "missed",
            _("Missed contacts"),
            _("Sessions due that nobody held, of all due, month by month."),
            one.charts["missed"],
            one.law,
            _percent,
        ),
        drawn(
            "travel",
            _("Travel to a session"),
            _("Minutes to each session in person, month by month."),
            one.charts["travel"],
            one.law,
            _tenths,
        ),
        drawn(
            "writing",
            _("After a session"),
            _("Minutes of notes and calls for each session, month by month."),
            one.charts["writing"],
            one.law,
            _tenths,
        ),
    ]


def _percent(value: float) -> str:
    return f"{number_format(100 * value, 0)}%"


def _tenths(value: float) -> str:
    return _("%(n)s min") % {"n": number_format(value, 1)}
