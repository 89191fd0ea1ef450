"""When a caseload has grown past what its mix can carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from caseway.rules.growth.law import GrowthLaw
from caseway.rules.params import load
from caseway.rules.reasons import Reason, Sentence, _, because

FEW_EXTENDED = Sentence(
    "growth.few_extended",
    _(
        "%(caseload)s people, of whom %(extended)s are in the extended phase (%(percent)s%%). "
        "Caseloads over %(over)s assume that at least %(least)s%% are. Pass some on, or wait "
        "before adding anybody."
    ),
)
IPS_ADVICE = Sentence(
    "growth.ips_advice",
    _(
        "%(ips)s of %(caseload)s people are in an IPS program, which advises at most %(most)s for "
        "each full-time specialist."
    ),
)


@dataclass(frozen=True, slots=True)
class Mix:
    """A coach's people today: how many, in the extended phase, in IPS, and by tier."""

    caseload: int
    extended: int
    ips: int
    tiers: Mapping[str, int] = field(default_factory=dict)


def warnings(mix: Mix, law: GrowthLaw) -> tuple[Reason, ...]:
    """What is wrong with the mix. Shares are told to a tenth of a per cent."""
    found = []
    if mix.caseload > law.watched_over and (
        100 * mix.extended < law.extended_percent * mix.caseload
    ):
        found.append(
            because(
                FEW_EXTENDED,
                load("growth")["watched_over"].source,
                caseload=mix.caseload,
                extended=mix.extended,
                percent=f"{100 * mix.extended / mix.caseload:.1f}",
                over=law.watched_over,
                least=law.extended_percent,
            )
        )
    if mix.ips and mix.caseload > law.ips_people:
        found.append(
            because(
                IPS_ADVICE,
                load("growth")["ips_people"].source,
                ips=mix.ips,
                caseload=mix.caseload,
                most=law.ips_people,
            )
        )
    return tuple(found)
