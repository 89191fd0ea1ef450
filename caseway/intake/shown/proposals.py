"""What an interview suggests, with the words that led there and what was made of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from caseway.cases.models import Person
from caseway.intake.models import (
    Barrier,
    BarrierKind,
    Decided,
    ProposalDecision,
    Severity,
)
from caseway.intake.queries.conversation import Conversation
from caseway.intake.shown.interview import in_words
from caseway.network.models import Service
from caseway.network.needs import Need
from caseway.rules.interviews.proposals import Proposal, ProposalKind, proposals
from caseway.rules.interviews.words import NOTHING, State

MORE_ALTERNATIVES_FROM = 3  # R13: the more barriers, the more alternatives


def proposed(page: Conversation) -> list[Proposal]:
    """What follows from the answers that the reader may read."""
    return proposals(page.questions, page.given, page.child_ids)


def shown(
    page: Conversation, services: Mapping[str, Sequence[Service]] | None = None
) -> dict[str, Any]:
    """Groups for the page, strengths first, each with its open and its decided suggestions.

    `services`: where help may be found, by need.
    """
    made = {
        row.key: row
        for row in ProposalDecision.objects.filter(interview=page.interview).select_related(
            "by", "task", "barrier", "referral__provider"
        )
    }
    open_kinds = set(
        Barrier.objects.filter(case=page.interview.case_id, ends_on=None).values_list(
            "kind", "person_id"
        )
    )
    every = [
        {**_one(page, one, made.get(one.key), open_kinds), "services": _where(one, services or {})}
        for one in proposed(page)
    ]
    groups = [
        {
            "kind": str(kind),
            "title": title,
            "rows": [one for one in every if one["kind"] == kind],
        }
        for kind, title in _titles()
    ]
    barriers = [one for one in every if one["kind"] == ProposalKind.BARRIER]
    return {
        "groups": [group for group in groups if group["rows"]],
        "open": sum(one["decision"] is None for one in every),
        "many": len(barriers) if len(barriers) >= MORE_ALTERNATIVES_FROM else 0,
    }


def about_whom(page: Conversation, one: Proposal) -> Person:
    """The child whom it concerns, or the person of the conversation."""
    children = {child.pk: child for child in page.children}
    found: Person = children.get(one.about, page.interview.person)
    return found


def _where(one: Proposal, services: Mapping[str, Sequence[Service]]) -> Sequence[Service]:
    return services.get(one.code, ()) if one.kind is ProposalKind.REFERRAL else ()


def _titles() -> tuple[tuple[ProposalKind, str], ...]:
    return (
        (ProposalKind.STRENGTH, _("Strengths to keep in mind")),
        (ProposalKind.BARRIER, _("What is in the way")),
        (ProposalKind.REFERRAL, _("Help to look for")),
        (ProposalKind.PROOF, _("Papers to get")),
    )


def _one(
    page: Conversation,
    one: Proposal,
    made: ProposalDecision | None,
    open_kinds: set[tuple[str, int]],
) -> dict[str, Any]:
    _section, question = page.questions.find(one.because)
    given = page.given.get((one.because, one.about), NOTHING)
    person = about_whom(page, one)
    language = page.interview.language
    return {
        "key": one.key,
        "kind": str(one.kind),
        "title": _title(one, language),
        "for": person.name_used if one.about else "",
        "asked": {
            "words": question.text.said_in(language),
            "lang": question.text.language_for(language),
        },
        "said": in_words(question, given, page),
        # A choice is read back as it was offered; what we say of an answer is said to the reader.
        "said_lang": language if question.options and given.state is State.ANSWERED else "",
        "severity": one.severity,
        "need": one.code if one.kind is ProposalKind.REFERRAL else "",
        "on_record": one.kind is ProposalKind.BARRIER and (one.code, person.pk) in open_kinds,
        "decision": made
        and {
            "row": made,
            "accepted": made.decided == Decided.ACCEPTED,
            "words": Decided(made.decided).label,
        },
    }


def _title(one: Proposal, language: str) -> str:
    if one.kind is ProposalKind.BARRIER:
        return str(BarrierKind(one.code).label)
    if one.kind is ProposalKind.REFERRAL:
        return str(Need(one.code).label)
    return one.words.said_in(language)


SEVERITIES = Severity.choices
