"""The timeline of a case: contacts of the page, and what else happened between them."""

from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.cases.models import (
    ContactKind,
    ContactMode,
    ContactPlace,
    Part,
    Stage,
    TaskOutcome,
)
from caseway.desk.facts.pieces import Row
from caseway.desk.queries.case_page import CasePage
from caseway.kernel.addresses import address

ICONS = {
    ContactKind.MEETING: "people",
    ContactKind.BRIEF: "chat",
    ContactKind.ATTEMPT: "phone",
    ContactKind.MESSAGE_IN: "mail",
    ContactKind.MESSAGE_OUT: "send",
    ContactKind.NOTE: "edit",
}
OUTCOME_TONES = {TaskOutcome.DONE: "met", TaskOutcome.MISSED: "late", TaskOutcome.CANCELLED: ""}


def timeline(page: CasePage) -> list[dict[str, Any]]:
    """Items newest first, each with `new` when it came after her last look."""
    items = [_contact(entry, page) for entry in page.entries]
    if not page.wanted.filtered:
        items += [item for item in _events(page) if _on_this_page(item, page)]
    items.sort(key=lambda item: (item["at"], item["id"]), reverse=True)
    for item in items:
        item["line"] = False
        item["new"] = bool(
            page.last_look and item["recorded"] > page.last_look and not item["mine"]
        )
    _draw_line(items, page.last_look)
    return items


def _draw_line(items: list[dict[str, Any]], seen: datetime | None) -> None:
    """Mark the item before which the line stands: the first she saw, after some that are new."""
    if seen is None or not items or not any(item["new"] for item in items):
        return
    older = next((item for item in items if not item["new"] and item["recorded"] <= seen), None)
    if older is not None:
        older["line"] = True


def new_words(items: list[dict[str, Any]]) -> str:
    """How much is new since her last look, in one line; nothing when nothing is."""
    fresh = [item for item in items if item["new"]]
    if not fresh:
        return ""
    return ngettext("%(n)d new entry by others", "%(n)d new entries by others", len(fresh)) % {
        "n": len(fresh)
    }


def _contact(entry: dict[str, Any], page: CasePage) -> dict[str, Any]:
    kind = ContactKind(entry["kind"])
    mine = entry["by_id"] == page.standing.user_id
    title = [str(kind.label)]
    if entry["mode"] != ContactMode.NONE and kind not in (
        ContactKind.MESSAGE_IN,
        ContactKind.MESSAGE_OUT,
    ):
        title.append(str(ContactMode(entry["mode"]).label).lower())
    if entry["place"]:
        title.append(str(ContactPlace(entry["place"]).label).lower())
    if entry["minutes"]:
        title.append(
            ngettext("%(n)d minute", "%(n)d minutes", entry["minutes"]) % {"n": entry["minutes"]}
        )
    return {
        "id": f"contact-{entry['id']}",
        "icon": ICONS[kind],
        "title": ", ".join(title),
        "at": entry["at"],
        "recorded": entry["recorded_at"],
        "who": entry["by__name"] or entry["person__name_used"] or "",
        "agency": entry["agency__name"] or "",
        "text": entry["text"],
        "tone": "due" if entry["needs_reply"] else "",
        "tag": _tag(entry),
        "mine": mine,
        "actions": [_correct(page, entry)] if mine else [],
    }


def _correct(page: CasePage, entry: dict[str, Any]) -> dict[str, str]:
    url = address("desk:correct_contact", page.case.pk, entry["id"])
    return {"label": _("Correct"), "url": url}


def _tag(entry: dict[str, Any]) -> str:
    if entry["needs_reply"]:
        return _("Waits for an answer")
    if entry["is_private"]:
        return _("Private")
    return _("Corrected") if entry["corrects_id"] else ""


def _events(page: CasePage) -> list[dict[str, Any]]:
    told = page.told
    return [
        *(_stage(row) for row in told.get("stages", [])),
        *(_hand_off(row) for row in (*page.picture.hand_offs, *told.get("taken_up", []))),
        *(_task(row) for row in told.get("done", [])),
        *(_part(row) for row in told.get("past_parts", [])),
    ]


def _stage(row: Row) -> dict[str, Any]:
    title = _("Stage: %(stage)s") % {"stage": Stage(row.code).label}
    item = _event(row, "stage", "flag", title, start_of(row), who=row.name, text=row.text)
    return {**item, "on": row.day, "tone": "met"}


def _hand_off(row: Row) -> dict[str, Any]:
    title = _("Handed off: %(part)s") % {"part": Part(row.code).label}
    return _event(row, "hand-off", "forward", title, row.moment, who=row.name, text=row.text)


def _task(row: Row) -> dict[str, Any]:
    outcome = TaskOutcome(row.code)
    item = _event(row, "task", "check", row.text, row.moment, who=row.name, text=row.sort)
    return {**item, "tag": str(outcome.label), "tone": OUTCOME_TONES[outcome]}


def _part(row: Row) -> dict[str, Any]:
    title = _("%(part)s until this day: %(name)s") % {
        "part": Part(row.code).label,
        "name": row.name or _("nobody"),
    }
    ended = timezone.make_aware(datetime.combine(row.until, time())) if row.until else None
    return {**_event(row, "part", "person", title, ended, who=row.text), "on": row.until}


def _event(
    row: Row, kind: str, icon: str, title: str, at: datetime | None, who: str = "", text: str = ""
) -> dict[str, Any]:
    moment = at or timezone.now()
    return {
        "id": f"{kind}-{row.id}",
        "icon": icon,
        "title": title,
        "at": moment,
        "recorded": moment,
        "who": who,
        "text": text,
        "mine": False,
    }


def start_of(row: Row) -> datetime | None:
    """The first moment of a row's day, on the office's clock."""
    return timezone.make_aware(datetime.combine(row.day, time())) if row.day else None


def _on_this_page(item: dict[str, Any], page: CasePage) -> bool:
    """Whether an event belongs between the contacts of this page: each event is on one page."""
    if not page.entries:
        return page.wanted.page == 1
    newer_than_page = page.wanted.page > 1 and item["at"] > page.entries[0]["at"]
    older_than_page = page.next_at is not None and item["at"] <= page.next_at
    return not newer_than_page and not older_than_page
