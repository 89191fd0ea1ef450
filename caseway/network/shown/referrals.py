"""Referrals in words: who, where to, how long it has waited, what to do next."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseway.kernel.words import long_date, say
from caseway.network.facts import agreed_of, stands_of
from caseway.network.models import Referral, ReferralStep
from caseway.network.needs import Need
from caseway.rules.dates import days_between
from caseway.rules.referrals.ageing import ageing
from caseway.rules.referrals.codes import (
    MOVE_PAST,
    REFUSAL_LABELS,
    RESULT_LABELS,
    STATE_LABELS,
    URGENCY_LABELS,
    Move,
    Refusal,
    Result,
    State,
    Urgency,
)
from caseway.rules.referrals.moves import moves_from, why_not_share

SHORTCUT = "a"  # the next step, on the row or the page
# What a button that leads to the next step says.
NEXT = {
    State.MADE: gettext_lazy("Send it"),
    State.SENT: gettext_lazy("Ask again"),
    State.TOLD: gettext_lazy("Did they go?"),
    State.WAITLISTED: gettext_lazy("Ask again"),
    State.ACCEPTED: gettext_lazy("Set an appointment"),
    State.APPOINTMENT: gettext_lazy("Did they come?"),
    State.MISSED: gettext_lazy("Set a new appointment"),
    State.ATTENDED: gettext_lazy("What came of it?"),
    State.IN_SERVICE: gettext_lazy("Ask how it goes"),
    State.DECLINED: gettext_lazy("Find another way"),
    State.CLOSED: "",
}


def whom(row: Referral) -> str:
    """For whom: one person by name, or the whole household."""
    if row.person is not None:
        return row.person.name_used
    return _("Household of %(name)s") % {"name": row.case.participant.name_used}


def to_what(row: Referral) -> str:
    """What they are sent to."""
    return row.service.name if row.service else row.provider.name


def beside(row: Referral) -> str:
    """The need and the provider, under the name of the service."""
    names = [Need(row.need).label, row.provider.name if row.service else ""]
    return " · ".join(str(name) for name in dict.fromkeys(names) if name)


def waited(row: Referral, today: date) -> str:
    """ "No answer for 9 days"."""
    return say(ageing(stands_of(row), today))


def due_tag(row: Referral, today: date) -> tuple[str, str]:
    """The words and the tone of the tag: late, today, or nothing while there is time."""
    if row.due_on is None:
        return "", ""
    late = days_between(row.due_on, today)
    if late > 0:
        return _("Late"), "late"
    return (_("Today"), "due") if late == 0 else ("", "")


def state_tone(row: Referral) -> str:
    """The colour that supports the state's word."""
    state = State(row.state)
    if state in (State.DECLINED, State.MISSED):
        return "late"
    if state in (State.ACCEPTED, State.APPOINTMENT, State.ATTENDED, State.IN_SERVICE):
        return "info"
    if state is State.CLOSED:
        return "met" if row.result in (Result.HELPED, Result.PARTLY) else ""
    return "due" if state is State.MADE else ""


def line(row: Referral, today: date, *, may_work: bool = True) -> dict[str, Any]:
    """A referral as a line of the case's page."""
    words, tone = due_tag(row, today)
    return {
        "id": row.pk,
        "url": reverse("network:referral", args=[row.pk]),
        "title": to_what(row),
        "beside": beside(row),
        "need": str(Need(row.need).label),
        "whom": whom(row),
        "state": _(STATE_LABELS[State(row.state)]),
        "tone": state_tone(row),
        "waited": waited(row, today),
        "result": _(RESULT_LABELS[Result(row.result)]) if row.result else "",
        "due": row.due_on,
        "due_words": words,
        "due_tone": tone,
        "urgency": _(URGENCY_LABELS[Urgency(row.urgency)])
        if row.urgency != Urgency.ROUTINE
        else "",
        "guarded": row.is_guarded,
        "move": _move(row) if may_work and not row.closed_at else "",
        "move_url": next_url(row) if may_work else "",
    }


def is_unasked(row: Referral) -> bool:
    """Whether it waits for the word of the person, not for us to send it."""
    return row.state == State.MADE and why_not_share(agreed_of(row)) is not None


def _move(row: Referral) -> str:
    return _("Ask them first") if is_unasked(row) else str(NEXT[State(row.state)])


def next_url(row: Referral) -> str:
    """Where the next step is made: the referral's page with its form open, or another service."""
    if row.state == State.DECLINED:
        return another_url(row)
    if is_unasked(row):
        return reverse("network:change_referral", args=[row.pk]) + "#id_consent_0"
    move = next(iter(moves_from(State(row.state))), "")
    return reverse("network:referral", args=[row.pk]) + f"?do={move}"


def another_url(row: Referral) -> str:
    """Services for the same need, when this one could not help."""
    query = f"?need={row.need}&follows={row.pk}"
    return reverse("network:choose", args=[row.case_id]) + query


def table(rows: Iterable[Referral], today: date, works: set[int]) -> dict[str, Any]:
    """The list of referrals as a worklist. `works` are those she may move."""
    columns = [_("Who"), _("To what"), _("How long"), _("Next step by"), _("Made by")]
    return {
        "id": "referrals",
        "caption": _("Referrals, the most pressing first"),
        "columns": [{"label": label} for label in columns],
        "rows": [_row(row, today, row.pk in works) for row in rows],
        "actions_label": _("Next step"),
    }


def _row(row: Referral, today: date, may_work: bool) -> dict[str, Any]:
    one = line(row, today, may_work=may_work)
    pressing = one["due_tone"] != ""
    action = {"label": one["move"], "url": one["move_url"], "key": SHORTCUT, "primary": pressing}
    by = long_date(row.due_on) if row.due_on else one["result"]
    return {
        "id": row.pk,
        "url": one["url"],
        "name": one["whom"],
        "meta": row.case.number,
        "cells": [
            {"text": one["title"], "sub": one["beside"], "label": _("To what")},
            {"tag": one["state"], "tone": one["tone"], "sub": one["waited"], "label": ""},
            {"text": by, "tag": one["due_words"], "tone": one["due_tone"], "label": _("By")},
            {"text": row.made_by.name, "label": _("Made by")},
        ],
        "actions": [action] if one["move"] else [],
    }


def steps(rows: Iterable[ReferralStep]) -> list[dict[str, Any]]:
    """What happened, newest first; what was taken back is struck out and stays."""
    kept = list(rows)
    undone = {row.takes_back_id for row in kept if row.takes_back_id}
    return [
        {
            "words": _(MOVE_PAST[Move(row.move)]),
            "at": row.at,
            "who": row.by.name if row.by else row.said_by or _("The provider"),
            "by_link": row.link_id is not None,
            "said_by": row.said_by if row.by else "",
            "note": row.note,
            "appointment_at": row.appointment_at,
            "expected_on": row.expected_on,
            "refusal": _(REFUSAL_LABELS[Refusal(row.refusal)]) if row.refusal else "",
            "result": _(RESULT_LABELS[Result(row.result)])
            if row.result and row.move == Move.CLOSE
            else "",
            "undone": row.pk in undone,
        }
        for row in sorted(kept, key=lambda one: -one.pk)
    ]
