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
    Part,
    Stage,
    TaskKind,
)
from caseway.desk.facts.pieces import Row
from caseway.desk.facts.shapes import Held
from caseway.desk.facts.signals import part_label, part_word
from caseway.desk.queries.case_page import CasePage
from caseway.desk.shown.hours import hours_panel
from caseway.desk.shown.person import household, other_names, points, safety_records, traits
from caseway.desk.shown.plans import plans_panel
from caseway.desk.shown.steps import HOURS, INTAKE, PLANS, REFERRALS, SUPPORTS
from caseway.desk.shown.today import RankWords
from caseway.desk.words import tag_of
from caseway.kernel.words import say
from caseway.rules.caseload.signals import Signal
from caseway.rules.functions import Part as RulePart
from caseway.rules.functions.labels import PART_WORDS

WAY = [stage for stage in Stage if stage != Stage.CLOSED]


def shown_case(page: CasePage) -> dict[str, Any]:
    """The template's words for the whole page."""
    return {
        "attention": attention(page),
        "attention_empty": _("Nothing is due on this case."),
        "why": RankWords.now().why(page.rank) if page.rank else None,
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
        "hours": hours_panel(page),
        "plans": plans_panel(page),
    }


def attention(page: CasePage) -> list[dict[str, Any]]:
    """What calls, strongest first, each with its due tag and the place where it is dealt with."""
    if page.rank is None:
        return []
    hours = reverse("attendance:case", args=[page.case.pk])
    anchors = {
        "task": "#tasks",
        "hand_off": "#hand-offs",
        "vacant_part": "#team",
        **dict.fromkeys(map(str, HOURS), hours),
        **dict.fromkeys(map(str, INTAKE), reverse("intake:case", args=[page.case.pk])),
        **dict.fromkeys(map(str, PLANS), reverse("plans:case", args=[page.case.pk])),
    }
    return [
        {
            "label": say(item.reason),
            "url": _place_of(item.signal, anchors),
            "due": tag_of(item).words,
            "tone": tag_of(item).tone,
        }
        for item in page.rank.items
    ]


def _place_of(signal: Signal, anchors: dict[str, str]) -> str:
    """Where a reason is dealt with: a referral or support on its own page."""
    if signal.kind in REFERRALS:
        return reverse("network:referral", args=[int(signal.ref)])
    if signal.kind in SUPPORTS:
        return reverse("network:support", args=[int(signal.ref)])
    return anchors.get(str(signal.kind), "#tasks" if signal.sort else "#log")


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
            "part_word": titles.get(Part(held.part)) or part_word(held),
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
            "part": _(PART_WORDS[RulePart(row.code)]),
            "mine": row.number in page.standing.agency_ids
            and (row.person is None or row.person in hands),
        }
        for row in page.picture.hand_offs
    ]


def _away(held: Held) -> dict[str, Any] | None:
    if held.away_from is None:
        return None
    return {"back": held.back_on, "cover": held.cover}


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
