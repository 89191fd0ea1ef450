"""Rates in words."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caseway.kernel.words import say
from caseway.reporting.queries.scope import Rate
from caseway.reporting.queries.targets import Target
from caseway.rules.participation.credit import Standard
from caseway.rules.participation.rates import MonthlyRate, YearRate
from caseway.rules.reasons import Reason
from caseway.rules.shares import percent, rounded

RATES = {
    Rate.OVERALL: gettext_lazy("All families"),
    Rate.TWO_PARENT: gettext_lazy("Two-parent families"),
}


def share_words(share: Fraction | None) -> str:
    """ "50.9%"; a dash where no family counts."""
    return f"{percent(share, 1)}%" if share is not None else "–"


def of_words(rate: MonthlyRate) -> str:
    """ "290 of 570 families"."""
    said = ngettext("%(met)s of %(n)s family", "%(met)s of %(n)s families", rate.denominator)
    return said % {"met": rate.numerator, "n": rate.denominator}


def target_words(standard: Standard) -> str:
    """ "50%", "18.5%"."""
    return f"{plain(rounded(standard.adjusted, 1))}%"


def plain(value: Decimal) -> str:
    """Without a needless zero: 50, 18.5."""
    return f"{value.normalize():f}"


def against(rate: MonthlyRate, standard: Standard) -> dict[str, str]:
    """A tag: whether the target is met, and by how much it is missed. Words carry it."""
    if rate.share is None:
        return {"label": _("No family counts"), "tone": ""}
    if standard.met_by(rate.share):
        return {"label": _("Target met"), "tone": "met"}
    missing = missing_families(rate, standard)
    said = ngettext(
        "%(n)d more family would meet the target",
        "%(n)d more families would meet the target",
        missing,
    )
    return {"label": said % {"n": missing}, "tone": "late"}


def missing_families(rate: MonthlyRate, standard: Standard) -> int:
    """How many more of those counted would have to meet their hours, apart from the limit."""
    needed = standard.adjusted * rate.denominator / 100
    return -(-needed.numerator // needed.denominator) - rate.numerator


def told(reasons: "tuple[Reason, ...] | list[Reason]") -> list[dict[str, str]]:
    """Reasons for a page: the sentence, and the paragraph it rests on."""
    return [{"text": say(reason), "source": reason.source or ""} for reason in reasons]


def year_words(found: YearRate, year: int) -> dict[str, str]:
    """The fiscal year so far: the number, how it comes about, and the paragraph."""
    how = found.how
    return {
        "label": _("Fiscal year %(year)d so far") % {"year": year},
        "text": say(how),
        "source": how.source or "",
    }


def target_why(target: Target, rate: Rate) -> dict[str, object]:
    """How the target came about, for the why panel."""
    standard = target.of(rate)
    return {
        "label": _("How we got this target"),
        "steps": [one["text"] for one in told(standard.reasons)],
        "result": _("Target: %(target)s") % {"target": target_words(standard)},
        "citation": "42 USC 607(a)-(b)",
        "rule": _("Rate to reach"),
    }
