"""What the gallery shows. Every person here is invented; nothing is read from the database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator

from caseway.config.context import NavLink

TODAY = date(2026, 11, 23)
# 128 characters, as long as a name may be.
LONGEST_NAME = (
    "María de los Ángeles Guadalupe Fernández-Villavicencio y Hernández-Montemayor "
    "de la Santísima Trinidad Ocampo Xochitlanezi Zúñig"
)
ME = SimpleNamespace(get_full_name="Denise Okafor", get_short_name="Denise")
NAV = [
    NavLink("/gallery/today/", "Today", "page"),
    NavLink("/gallery/empty/", "Caseload"),
    NavLink("/gallery/", "Who does what"),
    NavLink("/gallery/conflict/", "Files"),
]


class ContactForm(forms.Form):
    """One of each control, so that the form templates can be seen."""

    template_name = "django/forms/div.html"
    kind = forms.ChoiceField(
        label="How did you reach Ana?",
        choices=[("call", "Phone call"), ("visit", "Visit"), ("text", "Text message")],
        widget=forms.RadioSelect(attrs={"class": "c-choices--row"}),
    )
    on = forms.DateField(label="When", widget=forms.DateInput(attrs={"type": "date"}))
    minutes = forms.IntegerField(label="Minutes", required=False, min_value=0, max_value=480)
    place = forms.ChoiceField(
        label="Where",
        choices=[("office", "Job Center, 4 Fulton St"), ("home", "At home"), ("work", "At work")],
    )
    note = forms.CharField(
        label="What was said and agreed",
        help_text="Ana may read this. Write what you saw and heard.",
        widget=forms.Textarea(attrs={"rows": 4, "data-key": "n"}),
    )
    told = forms.BooleanField(label="I told Ana how to ask for a review", required=False)


class FilterForm(forms.Form):
    """Two filters, as lists carry them."""

    stage = forms.ChoiceField(
        label="Stage", choices=[("", "All stages"), ("search", "Job search")], required=False
    )
    due = forms.ChoiceField(
        label="Due", choices=[("", "Any time"), ("week", "This week")], required=False
    )


def identity(**changes: Any) -> dict[str, Any]:
    """The identity bar of an invented person."""
    return {
        "name": "Ana Rivera",
        "number": "W-104218",
        "program": "Work and family support",
        "language": "Spanish",
        "interpreter": True,
        "phone": "+17185550134",
        "phone_url": "tel:+17185550134",
        "flags": [
            {"label": "Call before visiting", "tone": "late", "icon": "flag"},
            {"label": "Consent to share until Mar 31, 2027", "tone": "", "icon": ""},
        ],
        "actions": [
            {"label": "Log contact", "url": "#log", "icon": "chat", "primary": True, "key": "l"},
            {"label": "Add note", "url": "#note", "icon": "edit", "key": "n"},
        ],
        "more": [{"label": "Hand off", "url": "#handoff"}, {"label": "Print", "url": "#print"}],
        "sections": [
            {"label": "Overview", "url": "/gallery/case/", "current": True},
            {"label": "Timeline", "url": "#timeline", "count": 48},
            {"label": "Household", "url": "#household", "count": 3},
            {"label": "Team", "url": "#team"},
        ],
    } | changes


def attention() -> list[dict[str, Any]]:
    return [
        {
            "label": "Reply to Ana’s message",
            "url": "#message",
            "reason": "She asked on Friday whether her bus pass covers the new route.",
            "due": "3 days old",
            "tone": "late",
        },
        {
            "label": "Verify November hours",
            "url": "#hours",
            "reason": "41.5 of 86.6 hours have evidence. The month closes Mon, Nov 30, 2026.",
            "due": "Due in 7 days",
            "tone": "due",
        },
    ]


def events() -> list[dict[str, Any]]:
    return [
        {
            "icon": "phone",
            "title": "Phone call, 12 minutes",
            "at": datetime(2026, 11, 23, 15, 30, tzinfo=UTC),
            "who": "Denise Okafor",
            "agency": "Bronx Works Together",
            "text": "Ana starts the evening class on Monday. She will send the schedule.",
            "actions": [{"label": "Edit", "url": "#edit"}],
        },
        {
            "icon": "event",
            "title": "Did not make the Nov 12 appointment",
            "at": datetime(2026, 11, 12, 14, 0, tzinfo=UTC),
            "who": "Denise Okafor",
            "tone": "due",
            "tag": "A reason was asked for",
            "text": "«Mi hijo estaba enfermo y no pude llamar.»",
            "lang": "es",
        },
        {
            "icon": "work",
            "title": "Started at Harbor Bakery, 24 hours a week",
            "on": date(2026, 10, 5),
            "who": "Ray Levine",
            "tone": "met",
        },
    ]


def stages() -> list[dict[str, Any]]:
    return [
        {"label": "Welcome and interview", "state": "done", "on": date(2026, 8, 3)},
        {"label": "Plan signed", "state": "done", "on": date(2026, 8, 17)},
        {"label": "Getting ready", "state": "done", "on": date(2026, 9, 30)},
        {"label": "Working and learning", "state": "now", "note": "week 7"},
        {"label": "Keeping the job", "state": "later"},
        {"label": "On her own way", "state": "later"},
    ]


def why() -> dict[str, Any]:
    return {
        "summary": "Ana is first because a message waits and her November hours are not proven.",
        "inputs": [
            {"label": "Oldest message", "value": "3 days", "source": "Messages, Fri, Nov 20, 2026"},
            {"label": "Hours with evidence", "value": "41.5 of 86.6", "source": "Attendance"},
        ],
        "steps": ["3 days × 10 = 30", "7 days left: 24", "30 + 24 = 54"],
        "result": "54 points; the next person has 41.",
        "rule": "Order of Today",
        "rule_version": "3",
        "effective_on": date(2026, 10, 1),
        "citation": "Office policy 4.2",
    }


def worklist(*, selectable: bool = True) -> dict[str, Any]:
    """A worklist of five: usual, longest, one-word and right-to-left names among them."""
    people = [
        ("Ana Rivera", "W-104218", "A message has waited 3 days", "3 days", "late", "Fri, Nov 20"),
        (
            LONGEST_NAME,
            "W-104377",
            "No contact in 34 days; weekly was promised",
            "Late",
            "late",
            "Oct 20",
        ),
        (
            "Nguyễn Thị Bích Ngọc",
            "W-101009",
            "November hours: 12 of 30 a week",
            "Due Nov 30",
            "due",
            "Nov 18",
        ),
        ("Suharto", "W-100451", "First visit at the new job", "Today", "due", "Nov 16"),
        ("D’Andre O’Neal-Baptiste III", "W-103820", "On track", "On track", "met", "Nov 19"),
    ]
    return {
        "id": "people",
        "caption": "People who need you, most urgent first",
        "selectable": selectable,
        "bulk_url": "#bulk",
        "bulk": [
            {"label": "Send a text", "name": "act", "value": "text"},
            {"label": "Snooze", "name": "act", "value": "snooze"},
        ],
        "actions_label": "Next step",
        "columns": [
            {"label": "Name"},
            {"label": "Why now", "sort_url": "?sort=-why", "sorted": "descending"},
            {"label": "Due"},
            {"label": "Last contact", "sort_url": "?sort=contact"},
        ],
        "rows": [_row(n, person) for n, person in enumerate(people, start=1)],
    }


def _row(n: int, person: tuple[str, ...]) -> dict[str, Any]:
    name, number, reason, due, tone, contact = person
    return {
        "id": n,
        "url": f"/gallery/case/?n={n}",
        "name": name,
        "meta": f"{number} · Working and learning",
        "cells": [
            {"text": reason},
            {"tag": due, "tone": tone, "label": "Due"},
            {"text": contact, "sub": "by phone", "label": "Last contact", "nowrap": True},
        ],
        "actions": [
            {"label": "Reply" if tone == "late" else "Log contact", "url": f"#act-{n}", "key": "l"}
        ],
    }


def filters() -> dict[str, Any]:
    return {
        "action": "/gallery/today/",
        "fields": FilterForm({"stage": "search", "due": "week"}, auto_id="filter_%s"),
        "summary": "5 of 103 people",
        "chips": [
            {"label": "Stage", "value": "Job search", "remove_url": "?due=week"},
            {"label": "Due", "value": "This week", "remove_url": "?stage=search"},
        ],
        "clear_url": "/gallery/today/",
    }


def tiles() -> list[dict[str, Any]]:
    return [
        {"label": "need you today", "value": "12", "url": "#today", "tone": "late"},
        {"label": "due this week", "value": "31", "url": "#week", "tone": "due"},
        {
            "label": "meet their hours",
            "value": "58",
            "of": "103",
            "url": "#met",
            "note": "as of Nov 22",
        },
        {"label": "waiting for an answer", "value": "4", "url": "#wait"},
    ]


def conflict() -> dict[str, Any]:
    return {
        "action": "#save",
        "version": 7,
        "by": "Ray Levine",
        "at": datetime(2026, 11, 23, 15, 42, tzinfo=UTC),
        "back_url": "/gallery/case/",
        "fields": [
            {
                "label": "Note",
                "name": "text",
                "theirs": "Ana starts Monday at 6 p.m. Child care is arranged with her sister.",
                "mine": "Ana starts the evening class on Monday. She will send the schedule.",
            }
        ],
    }


def components() -> dict[str, Any]:
    """Everything at once, for the page that shows each component in its states."""
    people = [SimpleNamespace(pk=n) for n in range(1, 104)]
    sent = {"kind": "", "on": "soon", "minutes": "900", "place": "office", "note": ""}
    return case_page() | {
        "identity": None,  # shown among the others, not on top of this page
        "sample_identity": identity(level=2),
        "long_identity": identity(
            name=LONGEST_NAME, level=2, sections=[], more=[], actions=[], flags=[]
        ),
        "worklist": worklist(),
        "filters": filters(),
        "tiles": tiles(),
        "form": ContactForm(),
        "bad_form": ContactForm(sent, auto_id="bad_%s"),
        "page": Paginator(people, 25).page(2),
        "sizes": [25, 50, 100],
        "pay": Decimal("1234.5"),
        "empty": nothing_due(),
        "dialog": {
            "id": "sample-dialog",
            "title": "Close Ana’s case?",
            "text": "Her open tasks close too. You can reopen the case for 30 days.",
            "action": "#close",
            "label": "Close case",
            "danger": True,
        },
        "saved": {"state": "saved", "words": "Saved 10:42 a.m."},
        "now": datetime(2026, 11, 23, 15, 30, tzinfo=UTC),
        "in_three_days": date(2026, 11, 26),
    }


def nothing_due() -> dict[str, Any]:
    return {
        "icon": "check",
        "title": "Nothing is due. 88 people are on track.",
        "text": "This is a good hour for the four people you have not seen in a month.",
        "actions": [{"label": "Show the four", "url": "#four", "primary": True}],
    }


def case_page() -> dict[str, Any]:
    return {
        "identity": identity(),
        "attention": attention(),
        "events": events(),
        "since": datetime(2026, 11, 20, 21, 5, tzinfo=UTC),
        "stages": stages(),
        "why": why(),
        "today": TODAY,
    }


def today_page() -> dict[str, Any]:
    shown = {"worklist": worklist(), "filters": filters(), "tiles": tiles(), "why": why()}
    return shown | {"shortcuts": True}


def found() -> dict[str, Any]:
    """What the Find dialog shows before anything is typed."""
    people = [
        {"url": "/gallery/case/", "label": "Ana Rivera", "meta": "W-104218 · (718) 555-0134"},
        {"url": "/gallery/case/?n=2", "label": LONGEST_NAME, "meta": "W-104377"},
    ]
    acts = [{"url": "/gallery/today/", "label": "Log a contact", "icon": "chat"}]
    return {
        "groups": [{"label": "People", "found": people}, {"label": "Actions", "found": acts}],
    }


def empty_page() -> dict[str, Any]:
    return {
        "attention": [],
        "attention_empty": "Nothing needs attention. Next: a visit on Mon, Dec 7, 2026.",
        "empty": nothing_due(),
        "no_match": {
            "icon": "search",
            "title": "Nobody matches “Job search” and “Due this week”.",
            "actions": [{"label": "Clear filters", "url": "/gallery/empty/"}],
        },
    }


def around() -> dict[str, Any]:
    """The top bar as a signed-in case manager sees it."""
    return {
        "nav": NAV,
        "me": ME,
        "me_links": [NavLink("#settings", "My settings"), NavLink("#password", "Change password")],
        "find_url": "/gallery/found/",
        "help_url": "#help",
        "session_seconds": 30 * 60,
    }


@dataclass(frozen=True)
class Sheet:
    """One page of the gallery."""

    template: str
    context: Callable[[], dict[str, Any]]


SHEETS = {
    "components": Sheet("gallery/components.html", components),
    "case": Sheet("gallery/case.html", case_page),
    "today": Sheet("gallery/today.html", today_page),
    "empty": Sheet("gallery/empty.html", empty_page),
    "found": Sheet("gallery/found.html", found),
    "conflict": Sheet("409.html", lambda: {"conflict": conflict()}),
    "refused": Sheet(
        "403.html",
        lambda: {"sentence": "Only public employees can approve this. Ask Denise Okafor."},
    ),
    "public": Sheet("gallery/public.html", lambda: {"form": ContactForm()}),
}
