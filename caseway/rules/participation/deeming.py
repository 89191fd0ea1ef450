"""Core hours deemed when workfare reaches all that the benefits can ask for at the minimum wage.

Source: 45 CFR 261.31(d), 261.32(d) and (f); Fair Labor Standards Act; TANF-ACF-PI-2006-05.
"""

from __future__ import annotations

from typing import NamedTuple

from caseway.rules.participation.family import Family
from caseway.rules.participation.law import Rules
from caseway.rules.participation.options import DeemingBasis


class Workfare(NamedTuple):
    """The most hours a month that benefits can ask for, and how it is reckoned. Cents."""

    hours: int
    benefits_cents: int
    wage_cents: int
    on_top: bool

    def missing(self, core: int, workfare: int, needed: int) -> int:
        """The core hours a week that deeming adds, once the hours of the month are reached.

        Where other core hours come on top (`on_top`), only workfare itself is filled up.
        """
        return max(0, needed - (workfare if self.on_top else core))


def workfare_of(family: Family, rules: Rules) -> Workfare | None:
    """The family's most hours, rounded down; None where the state does not deem."""
    options = rules.options
    if not options.deeming:
        return None
    grant = family.tanf_cents + family.ssp_cents
    if options.deeming_adds_back:
        grant += family.recouped_cents + family.work_sanction_cents
    benefits = grant + _snap_share(family, options.deeming_prorates_snap)
    wage = max(options.minimum_wage_cents, rules.law.minimum_wage_cents)
    on_top = options.deeming_basis is DeemingBasis.ACTIVITY
    return Workfare(benefits // wage, benefits, wage, on_top)


def _snap_share(family: Family, prorated: bool) -> int:
    """SNAP, by persons where its unit is larger than the one assistance is paid for."""
    if not prorated or family.snap_people <= family.assistance_people:
        return family.snap_cents
    return family.snap_cents * family.assistance_people // family.snap_people
