"""The caseload as its table prints it."""

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caseway.agencies.languages import language_name
from caseway.cases.models import Stage
from caseway.desk.queries.caseload import COUNTED, Caseload, Choice, Line, Scope
from caseway.desk.shown.parts import cell
from caseway.desk.words import tag_of
from caseway.kernel.words import long_date, say
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
    return {
        "id": "caseload",
        "caption": _("Cases"),
        "caption_shown": False,
        "columns": _columns(found.choice, query),
        "rows": [_row(shown[pk], found.choice) for pk in ids if pk in shown],
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


def _row(line: Line, choice: Choice) -> dict[str, Any]:
    card = line.picture.card
    return {
        "id": card.id,
        "url": reverse("desk:case", args=[card.id]),
        "name": card.name,
        "meta": _meta(line),
        "cells": [
            cell(
                text=Stage(card.stage).label,
                sub=_("since %(day)s") % {"day": long_date(card.stage_since)},
            ),
            _lead(line, choice),
            _last_contact(line),
            _need(line),
        ],
    }


def _meta(line: Line) -> str:
    card = line.picture.card
    words = [card.number, card.program]
    if card.needs_interpreter:
        words.append(
            _("%(language)s, interpreter needed") % {"language": language_name(card.language)}
        )
    elif card.language != "en":
        words.append(language_name(card.language))
    return " · ".join(words)


def _lead(line: Line, choice: Choice) -> dict[str, Any]:
    vacant = [held for held in line.picture.parts if held.vacant]
    if choice.scope in (Scope.VACANT, Scope.POOL) and vacant:
        since = _("since %(day)s") % {"day": long_date(vacant[0].since)}
        return cell(tag=_("Vacant"), tone="late", text=since)
    if line.lead is None:
        return cell(tag=_("Nobody leads"), tone="late", text="")
    if line.lead.vacant:
        return cell(tag=_("Vacant"), tone="late", text=line.lead.agency)
    since = _("since %(day)s") % {"day": long_date(line.lead.since)}
    return cell(text=line.lead.staff, sub=since)


def _last_contact(line: Line) -> dict[str, Any]:
    reached = [met.on for met in line.picture.met if met.kind in REACHED]
    if not reached:
        return cell(text=_("None yet"), label=_("Last contact"))
    day = max(reached)
    days = (timezone.localdate() - day).days
    ago = ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days} if days else _("today")
    return cell(text=long_date(day), sub=ago, label=_("Last contact"))


def _need(line: Line) -> dict[str, Any]:
    if line.rank is None:
        return cell(tag=_("On track"), tone="met", text="")
    top = line.rank.items[0]
    due = tag_of(top)
    rest = len(line.rank.items) - 1
    more = ngettext("and %(n)d more reason", "and %(n)d more reasons", rest) % {"n": rest}
    return cell(
        tag=due.words,
        tone=due.tone,
        text=say(top.reason),
        sub=more if rest else "",
    )
