"""Support in money and words put in, as pages print them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caseway.agencies.standing import open_on
from caseway.kernel.words import long_date
from caseway.network.models import SupportKind, SupportLimit, SupportRequest, WordPutIn
from caseway.network.queries.supports import DONE, TO_PAY, WAITING
from caseway.rules.supports import SupportState, dollars

_TONES = {
    SupportState.ASKED: "due",
    SupportState.APPROVED: "info",
    SupportState.REFUSED: "late",
    SupportState.PAID: "met",
    SupportState.WITHDRAWN: "",
}


def tone(row: SupportRequest) -> str:
    return _TONES[SupportState(row.state)]


def whom(row: SupportRequest | WordPutIn) -> str:
    """For whom: one person by name, or the whole household."""
    if row.person is not None:
        return row.person.name_used
    return _("Household of %(name)s") % {"name": row.case.participant.name_used}


def another_decides() -> str:
    return _("You asked for this, so somebody else decides: a supervisor or an administrator.")


def support_line(row: SupportRequest) -> dict[str, Any]:
    """A request as a line of the case's page."""
    return {
        "url": reverse("network:support", args=[row.pk]),
        "what": row.what,
        "kind": SupportKind(row.kind).label,
        "amount": row.paid_amount if row.state == SupportState.PAID else row.amount,
        "state": row.get_state_display(),
        "tone": tone(row),
        "whom": whom(row),
        "by": row.asked_by.name,
        "at": row.asked_at,
        "why_not": row.decision if row.state == SupportState.REFUSED else "",
        "move": _("Note the payment") if row.state == SupportState.APPROVED else "",
    }


def word_line(row: WordPutIn) -> dict[str, Any]:
    """A word put in as a line of the case's page."""
    tones = {"open": "due", "agreed": "met", "taken": "met", "partly": "info"}
    return {
        "url": reverse("network:word", args=[row.pk]),
        "kind": row.get_kind_display(),
        "to_whom": row.to_whom,
        "about": row.about,
        "on": row.on,
        "by": row.by.name,
        "whom": whom(row),
        "outcome": row.get_outcome_display(),
        "tone": tones.get(row.outcome, ""),
        "note": row.outcome_note,
    }


def groups(current: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    names = {
        WAITING: _("To decide"),
        TO_PAY: _("To pay"),
        DONE: _("Done"),
    }
    return [
        {
            "label": label,
            "url": f"?group={group}",
            "current": group == current,
            "count": counts[group],
        }
        for group, label in names.items()
    ]


def table(rows: Iterable[SupportRequest]) -> dict[str, Any]:
    """Requests as a worklist."""
    columns = [_("Who"), _("What for"), _("Amount"), _("Stands at"), _("Asked by")]
    return {
        "id": "supports",
        "caption": _("Support in money"),
        "columns": [{"label": label, "numeric": place == 2} for place, label in enumerate(columns)],
        "rows": [_row(row) for row in rows],
        "actions_label": _("Open"),
    }


def _row(row: SupportRequest) -> dict[str, Any]:
    url = reverse("network:support", args=[row.pk])
    waits = row.state == SupportState.ASKED
    label = _("Decide") if waits else _("Open")
    amount = row.paid_amount if row.paid_amount is not None else row.amount
    return {
        "id": row.pk,
        "url": url,
        "name": whom(row),
        "meta": row.case.number,
        "cells": [
            {"text": row.what, "sub": SupportKind(row.kind).label, "label": _("What for")},
            {"text": dollars(amount), "numeric": True, "label": _("Amount")},
            {"tag": row.get_state_display(), "tone": tone(row), "label": _("Stands at")},
            {"text": row.asked_by.name, "sub": long_date(row.asked_at), "label": _("Asked by")},
        ],
        "actions": [{"label": label, "url": url, "key": "a", "primary": waits}],
    }


def limits(site_id: int, on: date) -> list[dict[str, Any]]:
    """Up to which amounts whoever asks decides today, by kind."""
    held = SupportLimit.objects.filter(open_on(on), site=site_id)
    rows = list(held.order_by("-kind", "pk"))
    alone = len(rows) == 1
    every = _("Every kind") if alone else _("Every other kind")
    return [
        {
            "kind": SupportKind(row.kind).label if row.kind else every,
            "amount": row.amount,
        }
        for row in rows
    ]
