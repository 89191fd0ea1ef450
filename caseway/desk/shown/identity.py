"""The identity bar of every page of a case: who this is, and what can be done."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caseway.agencies.languages import language_name
from caseway.agencies.policy import Act
from caseway.cases.models import Stage
from caseway.desk.queries.case_page import CasePage
from caseway.desk.shown.person import points, safety_records


def identity(page: CasePage, current: str = "case") -> dict[str, Any]:
    """The identity bar of every page of a case."""
    case, person = page.case, page.case.participant
    pk = [case.pk]
    more = [
        {"label": _("Add a task"), "url": _together("add_task", case.pk), "act": Act.LOG_CONTACT},
        {
            "label": _("Change stage"),
            "url": reverse("desk:change_stage", args=pk),
            "act": Act.CHANGE_STAGE,
        },
        {"label": _("Hand off"), "url": reverse("desk:hand_off", args=pk), "act": Act.HAND_OFF},
        {
            "label": _("Assign or transfer"),
            "url": _together("reassign", case.pk),
            "act": Act.ASSIGN,
        },
        {"label": _("Put off"), "url": _together("put_off", case.pk), "act": Act.LOG_CONTACT},
    ]
    phone = next((row for row in points(page) if row["tel"]), None)
    return {
        "name": person.name_used,
        "number": case.number,
        "program": case.program.name,
        "language": language_name(person.language),
        "interpreter": person.needs_interpreter,
        "pronouns": person.pronouns,
        "phone": phone["value"] if phone else "",
        "phone_url": phone["tel"] if phone else "",
        "facts": [case.region.name, *([person.pronouns] if person.pronouns else [])],
        "flags": _flags(page),
        "actions": [
            {
                "label": _("Log contact"),
                "url": reverse("desk:case", args=pk) + "#log",
                "icon": "chat",
                "primary": True,
                "key": "l",
            }
        ]
        if page.may(Act.LOG_CONTACT)
        else [],
        "more": [item for item in more if page.refusals[item["act"]] is None],  # type: ignore[index]
        "sections": _sections(page, current),
    }


def _sections(page: CasePage, current: str) -> list[dict[str, Any]]:
    """The pages of the case. The one on safety exists for trained staff of the case only."""
    case = page.case
    places = [
        ("case", _("Overview"), "desk:case", case.pk),
        ("hours", _("Activities and hours"), "attendance:case", case.pk),
        ("work", _("Work"), "employment:case", case.pk),
        ("intake", _("Intake"), "intake:case", case.pk),
        ("plans", _("Plans"), "plans:case", case.pk),
        ("help", _("Referrals and support"), "network:case", case.pk),
        ("person", _("Person"), "cases:person", case.participant_id),
        ("household", _("Household"), "cases:household", case.pk),
        ("papers", _("Papers"), "documents:papers", case.pk),
        ("team", _("Team"), "cases:team", case.pk),
        ("who", _("Who does what on this case"), "desk:who", case.pk),
    ]
    if page.safety:
        places.append(("safety", _("Safety"), "cases:safety", case.pk))
    return [
        {"label": label, "url": reverse(name, args=[pk]), "current": current == key}
        for key, label, name, pk in places
    ]


def _flags(page: CasePage) -> list[dict[str, str]]:
    flags = [{"label": str(Stage(page.case.stage).label), "tone": "info"}]
    if safety_records(page):
        flags.append({"label": _("Safety record"), "tone": "solid", "icon": "warning"})
    if not page.case.work_required:
        flags.append({"label": _("Work is not required"), "tone": ""})
    return flags


def _together(act: str, case_id: int) -> str:
    return reverse("desk:together") + f"?do={act}&pick={case_id}"
