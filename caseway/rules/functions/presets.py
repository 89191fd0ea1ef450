"""The six sites as starting points: model, titles, agencies, caseload ranges.

Source: Privatization in Practice (2003), Tables I.3 and II.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from caseway.rules.functions.codes import FunctionCode
from caseway.rules.functions.table import REGION_KINDS, site_holders
from caseway.rules.functions.words import EmployerKind, Holders, Model, RegionKind, SiteCode
from caseway.rules.params import read_toml


class IntakeFlow(StrEnum):
    """The way in."""

    PUBLIC_FIRST = "public_first"  # public intake and eligibility, then referral to the contractor
    MINI_INTERVIEW = "mini_interview"  # contractor collects, a public specialist decides SNAP/MA
    TWO_REFERRALS = "two_referrals"  # contractor looks first, then TANF and SNAP/MA apart


@dataclass(frozen=True, slots=True)
class CaseloadRange:
    """Cases per worker, as seen; `tier` names the part of the caseload, if any."""

    low: int
    high: int
    tier: str = ""


@dataclass(frozen=True, slots=True)
class SitePreset:
    """What a site starts from. Everything here is changed in the site's own settings."""

    code: SiteCode
    name: str
    model: Model
    intake: IntakeFlow
    region_kinds: tuple[RegionKind, ...]
    benefit_payment: str
    contracting_agency: str
    other_public_agency: str
    titles: Mapping[EmployerKind, str]
    intake_title: str
    plan_name: str
    caseloads: Mapping[EmployerKind, tuple[CaseloadRange, ...]]
    contact_promises: tuple[str, ...]

    def holders(
        self, region_kind: RegionKind = RegionKind.CONTRACTED
    ) -> dict[FunctionCode, Holders]:
        """Who performs each function in that kind of region."""
        return site_holders(self.code, region_kind)


def _preset(code: SiteCode, row: Mapping[str, Any]) -> SitePreset:
    return SitePreset(
        code=code,
        name=row["name"],
        model=Model(row["model"]),
        intake=IntakeFlow(row.get("intake", "public_first")),
        region_kinds=REGION_KINDS[code],
        benefit_payment=row["benefit_payment"],
        contracting_agency=row["contracting_agency"],
        other_public_agency=row["other_public_agency"],
        titles={kind: row[f"{kind}_title"] for kind in EmployerKind},
        intake_title=row.get("intake_title", ""),
        plan_name=row["plan_name"],
        caseloads={
            kind: tuple(CaseloadRange(**seen) for seen in row[f"{kind}_caseload"])
            for kind in EmployerKind
        },
        contact_promises=tuple(row.get("contact_promises", ())),
    )


_DATA = read_toml("sites")
CITATION: str = _DATA["source"]
PRESETS: Mapping[SiteCode, SitePreset] = MappingProxyType(
    {code: _preset(code, _DATA[code]) for code in SiteCode}
)
