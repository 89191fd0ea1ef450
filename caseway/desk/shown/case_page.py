"""One case as its page prints it: who this is, what needs attention, what can be done next."""

from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caseway.agencies.functions import function_name
from caseway.agencies.models import EmployerKind
from caseway.agencies.policy import Act
from caseway.cases.models import (
    CharacteristicKind,
    NameKind,
    Part,
    PointKind,
    Relation,
    SafetyKind,
    Stage,
    TaskKind,
)
from caseway.desk.facts.pictures import Held
from caseway.desk.facts.pieces import Row
from caseway.desk.facts.signals import part_label
from caseway.desk.queries.case_page import CasePage
from caseway.desk.shown.today import why_this_rank
from caseway.desk.words import language_name, tag_of
from caseway.kernel.words import say
from caseway.rules.dates import age_on

WAY = [stage for stage in Stage if stage != Stage.CLOSED]


def shown_case(page: CasePage) -> dict[str, Any]:
    """The template's words for the whole page."""
    return {
        "attention": attention(page),
        "attention_empty": _("Nothing is due on this case."),
        "why": why_this_rank(page.rank) if page.rank else None,
        "stages": way_to_work(page),
        "team": team(page),
        "vacant": [one for one in team(page) if one["vacant"]],
        "promises": promises(page),
        "strengths": page.told.get("strengths", []),
        "household": household(page),
        "traits": traits(page),
        "names": other_names(page),
        "points": points(page),
        "addresses": [row for row in page.told.get("addresses", []) if row.until is None],
        "tasks": tasks(page),
        "hand_offs": hand_offs(page),
        "may_change_stage": page.may(Act.CHANGE_STAGE),
        "brief_key": str(uuid4()),
        "safety_records": safety_records(page),
        "plan_name": page.case.site.plan_name,
    }


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
        "sections": [
            {
                "label": _("Overview"),
                "url": reverse("desk:case", args=pk),
                "current": current == "case",
            },
            {
                "label": _("Who does what on this case"),
                "url": reverse("desk:who", args=pk),
                "current": current == "who",
            },
        ],
    }


def attention(page: CasePage) -> list[dict[str, Any]]:
    """What calls, strongest first, each with its due tag and the place where it is dealt with."""
    if page.rank is None:
        return []
    anchors = {"task": "#tasks", "hand_off": "#hand-offs", "vacant_part": "#team"}
    return [
        {
            "label": say(item.reason),
            "url": anchors.get(str(item.signal.kind), "#tasks" if item.signal.sort else "#log"),
            "due": tag_of(item).words,
            "tone": tag_of(item).tone,
        }
        for item in page.rank.items
    ]


def way_to_work(page: CasePage) -> list[dict[str, Any]]:
    """Every stage in order: when it was entered last and by whom, where the person is now."""
    entered: dict[str, Row] = {row.code: row for row in page.told.get("stages", [])}
    now = page.case.stage
    reached = [stage.value for stage in WAY].index(now) if now in WAY else len(WAY)
    return [
        {
            "label": stage.label,
            "state": "now" if stage == now else "done" if place < reached else "later",
            "on": entered[stage].day if stage in entered and place <= reached else None,
            "note": entered[stage].name if stage in entered and place <= reached else "",
        }
        for place, stage in enumerate(WAY)
    ]


def team(page: CasePage) -> list[dict[str, Any]]:
    """Who works on the case, the lead first; a vacant part says so."""
    titles = {
        Part.PUBLIC_WORKER: page.case.site.public_worker_title,
        Part.CONTRACTOR_WORKER: page.case.site.contractor_worker_title,
    }
    return [
        {
            "id": held.id,
            "name": held.staff,
            "part": capfirst(titles.get(Part(held.part)) or part_label(held)),
            "lead": held.is_lead,
            "since": held.since,
            "agency": held.agency,
            "kind": EmployerKind(held.employer_kind).label,
            "phone": held.agency_phone,
            "vacant": held.vacant,
            "away": _away(held),
            "mine": held.staff_id == page.standing.user_id,
            "can_take": held.vacant
            and page.may(Act.TAKE_FROM_POOL)
            and held.agency_id in page.standing.agency_ids,
        }
        for held in page.picture.parts
    ]


def promises(page: CasePage) -> list[dict[str, Any]]:
    """Promised against kept contact, for each part that promises any."""
    return [
        {
            "part": part_label(held),
            "who": held.staff,
            "promised": say(promise.words),
            "source": promise.source,
            "reason": say(stands.reason),
            "score": say(stands.score) if stands.promised else "",
            "tone": "late" if stands.overdue_days else "met",
            "tag": _("Late") if stands.overdue_days else _("On track"),
        }
        for held, stands, promise in page.promises
    ]


def household(page: CasePage) -> list[dict[str, Any]]:
    """Who lives together, and who did; ages in years."""
    on = page.standing.on
    return [
        {
            "name": member.person.name_used,
            "relation": Relation(member.relation).label,
            "age": age_on(member.person.birth_on, on) if member.person.birth_on else None,
            "about": member.person.birth_is_estimated,
            "since": member.starts_on,
            "until": member.ends_on if member.ends_on and member.ends_on <= on else None,
        }
        for member in page.household
    ]


def traits(page: CasePage) -> list[dict[str, Any]]:
    """What describes the person, now and before."""
    on = page.standing.on
    return [
        {
            "label": CharacteristicKind(row.code).label,
            "detail": row.text,
            "source": row.sort,
            "since": row.day,
            "until": row.until,
            "past": bool(row.until and row.until <= on),
        }
        for row in page.told.get("traits", [])
    ]


def other_names(page: CasePage) -> list[dict[str, str]]:
    used = page.case.participant.name_used
    return [
        {"name": row.text, "kind": str(NameKind(row.code).label)}
        for row in page.told.get("names", [])
        if row.text != used
    ]


def points(page: CasePage) -> list[dict[str, Any]]:
    """Phones and addresses of mail, the preferred first, with what may be done with each."""
    rows = sorted(page.told.get("points", []), key=lambda row: "p" not in row.sort)
    return [
        {
            "kind": PointKind(row.code).label,
            "value": row.text,
            "is_mail": row.code == PointKind.EMAIL,
            "tel": "" if row.code == PointKind.EMAIL else "tel:" + _digits(row.text),
            "preferred": "p" in row.sort,
            "text": "t" in row.sort,
            "message": "m" in row.sort,
            "note": row.name,
        }
        for row in rows
    ]


def tasks(page: CasePage) -> list[dict[str, Any]]:
    """What is open, soonest first, with whose it is."""
    on = page.standing.on
    rows = sorted(page.picture.tasks, key=lambda row: (row.day or on, row.id))
    return [
        {
            "id": row.id,
            "title": row.text,
            "kind": TaskKind(row.code).label,
            "due": row.day,
            "at": row.moment,
            "late": bool(row.day and row.day < on),
            "today": row.day == on,
            "function": function_name(row.sort) if row.sort else "",
        }
        for row in rows
    ]


def hand_offs(page: CasePage) -> list[dict[str, Any]]:
    """Cases on their way from hand to hand; hers have a button."""
    hands = page.standing.hands
    return [
        {
            "id": row.id,
            "from": row.name,
            "note": row.text,
            "by": row.day,
            "at": row.moment,
            "part": Part(row.code).label,
            "mine": row.number in page.standing.agency_ids
            and (row.person is None or row.person in hands),
        }
        for row in page.picture.hand_offs
    ]


def safety_records(page: CasePage) -> list[dict[str, Any]]:
    """Only ever filled for trained staff of the case."""
    on = page.standing.on
    return [
        {"kind": SafetyKind(row.code).label, "instructions": row.text, "review": row.day}
        for row in page.told.get("safety_records", [])
        if row.until is None or row.until > on
    ]


def _flags(page: CasePage) -> list[dict[str, str]]:
    flags = [{"label": str(Stage(page.case.stage).label), "tone": "info"}]
    if safety_records(page):
        flags.append({"label": _("Safety record"), "tone": "solid", "icon": "warning"})
    if not page.case.work_required:
        flags.append({"label": _("Work is not required"), "tone": ""})
    return flags


def _away(held: Held) -> dict[str, Any] | None:
    if held.away_from is None:
        return None
    return {"back": held.back_on, "cover": held.cover}


def _together(act: str, case_id: int) -> str:
    return reverse("desk:together") + f"?do={act}&pick={case_id}"


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit() or sign == "+")


def since_words(page: CasePage) -> list[str]:
    """What is new since her look before: entries by others, stages, tasks that ended."""
    seen = page.last_look
    if seen is None:
        return []
    told = []
    for row in page.told.get("stages", []):
        if row.day and row.day > timezone.localdate(seen):
            told.append(_("Now in %(stage)s") % {"stage": Stage(row.code).label})
    for row in page.told.get("done", []):
        if row.moment and row.moment > seen:
            told.append(
                _("“%(title)s” was closed by %(who)s") % {"title": row.text, "who": row.name}
            )
    return told
