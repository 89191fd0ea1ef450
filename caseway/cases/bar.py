"""The identity bar of every page of a case: who this is, and what can be done.

It stands here, below all who show it, so that each tab of a case is headed alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from caseway.agencies import access as posts
from caseway.agencies.access import Where
from caseway.agencies.languages import language_name
from caseway.agencies.policy import Act
from caseway.agencies.standing import standing_of
from caseway.cases.access import relation_to
from caseway.cases.models import Case, ContactPoint, PointKind, SafetyRecord, Stage
from caseway.kernel.models import User

# What the bar offers, where the reader may.
ACTS = (Act.LOG_CONTACT, Act.CHANGE_STAGE, Act.HAND_OFF, Act.ASSIGN, Act.READ_SAFETY)


@dataclass(frozen=True)
class About:
    """What the bar has to know of a case. `safety` is None for whoever is not trained for it."""

    case: Case
    refusals: Mapping[Act, str | None]
    phone: str = ""
    safety: bool | None = None


def bar(user: User, case: Case, current: str) -> dict[str, Any]:
    """The bar of one case for one reader; `current` is the tab she is on. At most three queries.

    The case comes with its participant, program and region.
    """
    return identity(about(user, case), current)


def about(user: User, case: Case) -> About:
    """What the bar has to know, read anew. Pages that read it anyhow make their own."""
    where = Where(case.site_id, case.region_id, relation_to(user, case))
    refusals = {act: posts.why_not(user, act, where) for act in ACTS}
    knows = refusals[Act.READ_SAFETY] is None
    return About(
        case=case,
        refusals=refusals,
        phone=_phone(case),
        safety=_has_safety_record(user, case) if knows else None,
    )


def identity(seen: About, current: str = "case") -> dict[str, Any]:
    """The bar as its template prints it."""
    case, person = seen.case, seen.case.participant
    return {
        "name": person.name_used,
        "number": case.number,
        "program": case.program.name,
        "language": language_name(person.language),
        "interpreter": person.needs_interpreter,
        "pronouns": person.pronouns,
        "phone": seen.phone,
        "phone_url": tel(seen.phone) if seen.phone else "",
        "facts": [case.region.name, *([person.pronouns] if person.pronouns else [])],
        "flags": _flags(seen),
        "actions": _actions(seen),
        "more": [one for one in _more(case) if seen.refusals[one["act"]] is None],
        "sections": _sections(seen, current),
    }


def tel(number: str) -> str:
    """The address behind a phone number."""
    return "tel:" + "".join(sign for sign in number if sign.isdigit() or sign == "+")


def _actions(seen: About) -> list[dict[str, Any]]:
    if seen.refusals[Act.LOG_CONTACT] is not None:
        return []
    log = {
        "label": _("Log contact"),
        "url": reverse("desk:case", args=[seen.case.pk]) + "#log",
        "icon": "chat",
        "primary": True,
        "key": "l",
    }
    return [log]


def _more(case: Case) -> list[dict[str, Any]]:
    pk = [case.pk]
    stage, hand_off = reverse("desk:change_stage", args=pk), reverse("desk:hand_off", args=pk)
    return [
        {"label": _("Add a task"), "url": _together("add_task", case), "act": Act.LOG_CONTACT},
        {"label": _("Change stage"), "url": stage, "act": Act.CHANGE_STAGE},
        {"label": _("Hand off"), "url": hand_off, "act": Act.HAND_OFF},
        {"label": _("Assign or transfer"), "url": _together("reassign", case), "act": Act.ASSIGN},
        {"label": _("Put off"), "url": _together("put_off", case), "act": Act.LOG_CONTACT},
    ]


def _sections(seen: About, current: str) -> list[dict[str, Any]]:
    """The pages of the case. The one on safety exists for trained staff of the case only."""
    case = seen.case
    places = [
        ("case", _("Overview"), "desk:case", case.pk),
        ("hours", _("Activities and hours"), "attendance:case", case.pk),
        ("work", _("Work"), "employment:case", case.pk),
        ("coaching", _("Coaching"), "coaching:case", case.pk),
        ("intake", _("Intake"), "intake:case", case.pk),
        ("plans", _("Plans"), "plans:case", case.pk),
        ("help", _("Referrals and support"), "network:case", case.pk),
        ("person", _("Person"), "cases:person", case.participant_id),
        ("household", _("Household"), "cases:household", case.pk),
        ("papers", _("Papers"), "documents:papers", case.pk),
        ("team", _("Team"), "cases:team", case.pk),
        ("who", _("Who does what"), "desk:who", case.pk),
    ]
    if seen.safety is not None:
        places.append(("safety", _("Safety"), "cases:safety", case.pk))
    return [
        {"label": label, "url": reverse(name, args=[pk]), "current": current == key}
        for key, label, name, pk in places
    ]


def _flags(seen: About) -> list[dict[str, str]]:
    flags = [{"label": str(Stage(seen.case.stage).label), "tone": "info"}]
    if seen.safety:
        flags.append({"label": _("Safety record"), "tone": "solid", "icon": "warning"})
    if not seen.case.work_required:
        flags.append({"label": _("Work is not required"), "tone": ""})
    return flags


def _together(act: str, case: Case) -> str:
    return reverse("desk:together") + f"?do={act}&pick={case.pk}"


def _phone(case: Case) -> str:
    """The number the person wants used first."""
    rows = ContactPoint.objects.filter(person=case.participant_id, ends_on=None)
    found = rows.exclude(kind=PointKind.EMAIL).order_by("-is_preferred", "pk")
    return str(found.values_list("value", flat=True).first() or "")


def _has_safety_record(user: User, case: Case) -> bool:
    rows = SafetyRecord.objects.filter(person=case.participant_id)
    return rows.filter(Q(ends_on=None) | Q(ends_on__gt=standing_of(user).on)).exists()
