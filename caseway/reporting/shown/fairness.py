"""A comparison of groups, in the reader's words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseway.cases.models import CharacteristicKind
from caseway.kernel.words import say
from caseway.reporting.queries.fairness import BETWEEN, WITH, WITHOUT, Asked, Found, Measure
from caseway.rules.fairness.comparing import Line, said

# What is counted, said under the table: nobody should have to guess.
ABOUT = {
    Measure.OWN_GOALS: gettext_lazy(
        "Goals in open plans. A goal that came up in talk between both is not counted as the"
        " person’s own."
    ),
    Measure.REFERRED: gettext_lazy(
        "People of open cases with at least one referral made in the last 365 days. Referrals"
        " for somebody’s safety are left out."
    ),
    Measure.EXCUSED: gettext_lazy(
        "Families that could count in the participation rate and were left out of it that"
        " month, as for a child under one. Families with a domestic violence waiver are left out"
        " of this page."
    ),
}


def page(asked: Asked, found: Found) -> dict[str, Any]:
    """The whole and each group, the ones to look at first."""
    comparison = found.comparison
    rows = [_row(asked, line) for line in comparison.lines]
    return {
        "title": asked.measure.label,
        "between": BETWEEN[asked.between],
        "about": ABOUT[asked.measure],
        "period": found.period,
        "whole": say(said(comparison.whole)) if comparison.whole else "",
        "rows": sorted(rows, key=lambda row: not row["apart"]),
        "apart": sum(bool(row["apart"]) for row in rows),
        # Goals of one person hang together, so nothing is said of chance.
        "is_weighed": asked.measure is not Measure.OWN_GOALS,
    }


def _row(asked: Asked, line: Line) -> dict[str, Any]:
    return {
        "name": _name(asked, line.group),
        "share": say(line.why) if line.tally else "",
        "hidden": "" if line.tally else say(line.why),
        "apart": say(line.apart) if line.apart else "",
    }


def _name(asked: Asked, group: str) -> str:
    if group not in (WITH, WITHOUT):
        return group
    kind = str(CharacteristicKind(asked.between).label)
    return kind if group == WITH else _("Not: %(characteristic)s") % {"characteristic": kind}
