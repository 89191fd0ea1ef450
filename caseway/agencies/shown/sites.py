"""Sites in words: promises, presets and their columns, and both texts of a stale save."""

from typing import Any

from django.db.models import Field
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.agencies.models import EmployerKind, RegionKind, Site, SiteModel
from caseway.agencies.words import PART_NAMES, STAGE_NAMES
from caseway.kernel.models import AuditEntry, User
from caseway.kernel.versions import StaleRecord
from caseway.rules.functions import Holders, SitePreset
from caseway.rules.functions import RegionKind as PresetRegion
from caseway.rules.functions.labels import HOLDER_LABELS
from caseway.rules.functions.table import FUNCTIONS, Function


def promise_words(promise: Any) -> str:
    """ "Contractor worker: a meeting every 7 days (Job search)"."""
    if promise.every_days:
        often = ngettext(
            "a meeting every day", "a meeting every %(n)d days", promise.every_days
        ) % {"n": promise.every_days}
    else:
        often = ngettext(
            "a meeting every month", "a meeting every %(n)d months", promise.every_months
        ) % {"n": promise.every_months}
    who = str(PART_NAMES.get(promise.part, promise.part))
    if not promise.stage:
        return _("%(who)s: %(often)s") % {"who": who, "often": often}
    stage = str(STAGE_NAMES.get(promise.stage, promise.stage))
    return _("%(who)s: %(often)s (%(stage)s)") % {"who": who, "often": often, "stage": stage}


def preset_facts(preset: SitePreset) -> list[tuple[str, str]]:
    """What a site of this preset starts with, in words."""
    titles = {kind.value: title for kind, title in preset.titles.items()}
    seen = {
        EmployerKind.PUBLIC: _("Cases of a public worker, as seen"),
        EmployerKind.CONTRACTOR: _("Cases of a contractor worker, as seen"),
    }
    rows = [
        (_("How the work is divided"), str(SiteModel(preset.model).label)),
        (_("Who pays benefits"), preset.benefit_payment),
        (_("Personal responsibility plan"), preset.plan_name),
        (_("Public worker"), titles["public"]),
        (_("Contractor worker"), titles["contractor"]),
    ]
    for kind, ranges in preset.caseloads.items():
        words = [_range(one.low, one.high, one.tier) for one in ranges]
        rows.append((seen[EmployerKind(kind.value)], "; ".join(words)))
    return [(label, value) for label, value in rows if value]


def preset_column(preset: SitePreset, kind: PresetRegion) -> dict[str, Any]:
    """The preset's column of Table II.1 for one kind of region."""
    held = preset.holders(kind)
    rows: list[tuple[Function, str]] = [
        (function, str(_(HOLDER_LABELS[Holders(held[code])])))
        for code, function in FUNCTIONS.items()
    ]
    return {"label": RegionKind(kind.value).label, "rows": rows}


def conflict(site: Site, stale: StaleRecord) -> dict[str, Any]:
    """Both texts of a site's settings, for the choice between them."""
    theirs = stale.theirs or {}
    last = AuditEntry.objects.filter(table=Site._meta.db_table, row=str(site.pk)).last()
    by = User.objects.filter(pk=last.actor).first() if last and last.actor.isdecimal() else None
    return {
        "action": reverse("agencies:site_settings", args=[site.pk]),
        "version": stale.current,
        "by": by.name if by else _("Somebody"),
        "at": last.at if last else None,
        "back_url": reverse("agencies:site", args=[site.pk]),
        "hidden": [
            (name, value) for name, value in stale.mine.items() if theirs.get(name) == value
        ],
        "fields": [
            {
                "label": _label(name),
                "name": name,
                "theirs": theirs.get(name, ""),
                "mine": value,
                "theirs_shown": _in_words(name, theirs.get(name, "")),
                "mine_shown": _in_words(name, value),
            }
            for name, value in stale.mine.items()
            if theirs.get(name) != value
        ],
    }


def _in_words(name: str, value: Any) -> str:
    field = Site._meta.get_field(name)
    assert isinstance(field, Field)
    return str(dict(field.flatchoices).get(value, value))


def _label(name: str) -> str:
    field = Site._meta.get_field(name)
    assert isinstance(field, Field)
    return capfirst(str(field.verbose_name))


def _range(low: int, high: int, tier: str) -> str:
    words = str(low) if low == high else _("%(low)d to %(high)d") % {"low": low, "high": high}
    return _("%(tier)s: %(words)s") % {"words": words, "tier": tier} if tier else words
