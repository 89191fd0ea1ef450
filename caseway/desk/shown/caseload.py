"""The caseload as its table prints it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caseway.agencies.languages import language_name
from caseway.cases.models import Stage
from caseway.desk.queries.caseload import COUNTED, Caseload, Choice, Line, Scope
from caseway.desk.words import tag_of
from caseway.kernel.addresses import addresses
from caseway.kernel.words import long_date, said, say
from caseway.rules.contacts.promises import REACHED

COLUMNS = (
    ("name", gettext_lazy("Person")),
    ("stage", gettext_lazy("Stage")),
    ("", gettext_lazy("Lead worker")),
    ("", gettext_lazy("Last contact")),
    ("need", gettext_lazy("What it needs")),
)


def worklist(
    found: Caseload,
    ids: list[int],
    shown: dict[int, Line],
    query: QueryDict,
    *,
    assigns: bool,
) -> dict[str, Any]:
    """The worklist component's table for one page of cases."""
    bulk = [{"label": _("Add a task"), "name": "do", "value": "add_task"}]
    if assigns:
        bulk.append({"label": _("Transfer"), "name": "do", "value": "reassign"})
    words = _Words.now(found.choice)
    return {
        "id": "caseload",
        "caption": _("Cases"),
        "caption_shown": False,
        "columns": _columns(found.choice, query),
        "rows": [_row(shown[pk], words) for pk in ids if pk in shown],
        "selectable": True,
        "select_name": "pick",
        "bulk_url": _bulk_url(query),
        "bulk": bulk,
        "actions_label": "",
    }


def _bulk_url(query: QueryDict) -> str:
    """Acts on several lead back to the list as it was."""
    back = QueryDict(mutable=True)
    back.update({"from": "caseload", "state": query.urlencode()})
    return f"{reverse('desk:together')}?{back.urlencode()}"


def summary(found: Caseload) -> str:
    """How many fit; a very long list says where counting stopped."""
    if found.more_than_counted:
        return _("The first %(n)s cases. Narrow the list to see the rest.") % {"n": f"{COUNTED:,}"}
    return ngettext("%(n)d case", "%(n)d cases", len(found.ids)) % {"n": len(found.ids)}


def _columns(choice: Choice, query: QueryDict) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "numeric": False,
            "sort_url": _sorted_by(query, key) if key else "",
            "sorted": "ascending" if key and key == choice.sort else "",
        }
        for key, label in COLUMNS
    ]


def _sorted_by(query: QueryDict, key: str) -> str:
    changed = query.copy()
    changed["sort"] = key
    changed.pop("page", None)
    return f"?{changed.urlencode()}"


@dataclass(frozen=True, slots=True)
class _Words:
    """What the rows of one list have in common, looked up once."""

    today: date
    vacant_list: bool
    case: Callable[..., str]
    stages: Mapping[str, str]
    since: str
    vacant: str
    nobody: str
    last: str
    none_yet: str
    on_track: str

    @classmethod
    def now(cls, choice: Choice) -> Self:
        """In the language of this moment's reader."""
        return cls(
            today=timezone.localdate(),
            vacant_list=choice.scope in (Scope.VACANT, Scope.POOL),
            case=addresses("desk:case"),
            stages=said(dict(Stage.choices)),
            since=_("since %(day)s"),
            vacant=_("Vacant"),
            nobody=_("Nobody leads"),
            last=_("Last contact"),
            none_yet=_("None yet"),
            on_track=_("On track"),
        )

    def since_day(self, day: date) -> str:
        return self.since % {"day": long_date(day)}


def _row(line: Line, words: _Words) -> dict[str, Any]:
    card = line.picture.card
    return {
        "id": card.id,
        "url": words.case(card.id),
        "name": card.name,
        "meta": _meta(line),
        "cells": [
            {"text": words.stages[card.stage], "sub": words.since_day(card.stage_since)},
            _lead(line, words),
            _last_contact(line, words),
            _need(line, words),
        ],
    }


def _meta(line: Line) -> str:
    card = line.picture.card
    told = [card.number, card.program]
    if card.needs_interpreter:
        told.append(
            _("%(language)s, interpreter needed") % {"language": language_name(card.language)}
        )
    elif card.language != "en":
        told.append(language_name(card.language))
    return " · ".join(told)


def _lead(line: Line, words: _Words) -> dict[str, Any]:
    if words.vacant_list:
        vacant = next((held for held in line.picture.parts if held.vacant), None)
        if vacant:
            return {"tag": words.vacant, "tone": "late", "text": words.since_day(vacant.since)}
    lead = line.lead
    if lead is None:
        return {"tag": words.nobody, "tone": "late"}
    if lead.vacant:
        return {"tag": words.vacant, "tone": "late", "text": lead.agency}
    return {"text": lead.staff, "sub": words.since_day(lead.since)}


def _last_contact(line: Line, words: _Words) -> dict[str, Any]:
    reached = [met.on for met in line.picture.met if met.kind in REACHED]
    if not reached:
        return {"text": words.none_yet, "label": words.last}
    day = max(reached)
    days = (words.today - day).days
    ago = ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days} if days else _("today")
    return {"text": long_date(day), "sub": ago, "label": words.last}


def _need(line: Line, words: _Words) -> dict[str, Any]:
    if line.rank is None:
        return {"tag": words.on_track, "tone": "met"}
    top, *rest = line.rank.items
    due = tag_of(top)
    told = {"tag": due.words, "tone": due.tone, "text": say(top.reason)}
    if rest:
        more = ngettext("and %(n)d more reason", "and %(n)d more reasons", len(rest))
        told["sub"] = more % {"n": len(rest)}
    return told
