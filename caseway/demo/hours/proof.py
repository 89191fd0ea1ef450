"""Proof of the days told: which paper covers which month, and what became of it."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from caseway.attendance.models import Evidence, EvidenceKind, HoursProjection, ProofState
from caseway.demo.calendar import months_before, on_workday
from caseway.demo.hours import papers
from caseway.demo.hours.days import Day
from caseway.demo.hours.engagements import Engagement
from caseway.demo.stories.family import Habit
from caseway.documents.models import Document, DocumentContent, DocumentKind, ReceivedBy

if TYPE_CHECKING:
    from caseway.demo.hours.book import Book

_P = ProofState
PROJECTED_MONTHS = 6
HOURLY_CENTS = 1725


@dataclass(frozen=True)
class Proven:
    """The state of one month's days, and the paper, where there is one."""

    state: ProofState
    evidence_id: int | None = None


def prove(book: "Book", one: Engagement, enrolment_id: int, days: Sequence[Day]) -> Proven:
    """Decide on one month's days of an engagement, and put the paper down."""
    state = _state(book, one, days, book.rng)
    if state == _P.UNPROVEN:
        return Proven(state)
    return Proven(state, _evidence(book, one, enrolment_id, days, state))


def _state(book: "Book", one: Engagement, days: Sequence[Day], rng: Random) -> ProofState:
    months_ago = _months_between(days[0].on, book.today)
    if months_ago >= 2:
        return _P.VERIFIED
    if one.habit == Habit.REJECTED and months_ago == 1 and not one.is_paid:
        return _P.REJECTED
    if one.habit == Habit.UNPROVEN or (one.place not in book.offered.has_staff and months_ago == 0):
        return _P.UNPROVEN if one.habit == Habit.UNPROVEN else rng.choices(_LATELY, _USUAL)[0]
    return rng.choices(_LATELY, _SOON if months_ago == 0 else _AFTER)[0]


_LATELY = (_P.UNPROVEN, _P.SUBMITTED, _P.VERIFIED)
_USUAL, _SOON, _AFTER = (45, 20, 35), (10, 30, 60), (6, 12, 82)


def _evidence(
    book: "Book", one: Engagement, enrolment_id: int, days: Sequence[Day], state: ProofState
) -> int:
    covers_until = days[-1].on + timedelta(days=1)
    handed_in = min(on_workday(covers_until + timedelta(days=4)), book.today - timedelta(days=1))
    decided = min(on_workday(handed_in + timedelta(days=5)), book.today - timedelta(days=1))
    submitted_by = book.hand(one, handed_in)
    return book.sheets[Evidence].add(
        site_id=book.site_id,
        case_id=book.case_id,
        person_id=one.person_id,
        enrolment_id=enrolment_id,
        document_id=_paper(book, one, days, state, handed_in)
        if book.offered.keeps_papers
        else None,
        kind=_kind(one),
        covers_from=days[0].on,
        covers_until=covers_until,
        stated_minutes=sum(day.attended for day in days),
        state=state,
        submitted_by_id=submitted_by,
        submitted_at=book.at(handed_in, 11, 15),
        decided_by_id=None if state == _P.SUBMITTED else book.worker(decided),
        decided_at=None if state == _P.SUBMITTED else book.at(decided, 15, 5),
        decision_reason=_MISSING if state == _P.REJECTED else "",
    )


_MISSING = "The supervisor's signature is missing; a signed sheet will do"


def _kind(one: Engagement) -> EvidenceKind:
    if one.is_paid:
        return EvidenceKind.PAY_STUB
    school = one.place in {"college", "classes", "high_school"}
    return EvidenceKind.SIGN_IN_SHEET if school else EvidenceKind.TIME_SHEET


def _paper(
    book: "Book", one: Engagement, days: Sequence[Day], state: ProofState, received_on: date
) -> int:
    """The file itself, sealed. A sheet that was not accepted has nobody's name below it."""
    signed = "" if state == _P.REJECTED else book.supervisor(one)
    if one.is_paid:
        body = papers.pay_stub(one.employer, one.title, book.name_of(one), list(days), HOURLY_CENTS)
    else:
        place = book.place_name(one)
        body = papers.time_sheet(place, one.title, book.name_of(one), signed, list(days))
    kind = DocumentKind.PAY_STUB if one.is_paid else DocumentKind.TIME_SHEET
    month = f"{days[0].on:%B %Y}"
    document_id = book.sheets[Document].add(
        site_id=book.site_id,
        case_id=book.case_id,
        person_id=one.person_id,
        kind=kind,
        title=f"{kind.label}, {month}: {one.title}"[:128],
        file_name=f"{kind.value.replace('_', '-')}-{days[0].on:%Y-%m}.pdf",
        content_type="application/pdf",
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
        received_on=received_on,
        received_by=ReceivedBy.PROVIDER if book.is_hosted(one) else ReceivedBy.PAPER,
        recorded_by_id=book.hand(one, received_on),
        received_at=book.at(received_on, 11, 15),
    )
    content = DocumentContent(seal_key=UUID(int=book.rng.getrandbits(128), version=4))
    content.seal("body", base64.b64encode(body).decode())
    book.sheets[DocumentContent].add(
        document_id=document_id, seal_key=content.seal_key, body=content.body
    )
    return document_id


# Projections


def project(book: "Book", one: Engagement, enrolment_id: int) -> date | None:
    """Take a job's hours from pay stubs for six months, again and again. Since when; None if not.

    The first whole month at work is documented; it and the five after it may be reported
    from it (45 CFR 261.60(c)).
    """
    first = months_before(one.starts_on.replace(day=1), -1)
    if book.family.shape.home.proof_runs_out:
        first = months_before(book.today.replace(day=1), PROJECTED_MONTHS - 1)
    since, until = first, min(book.today, one.ends_on or book.today)
    while _is_documented(first, until):
        again = months_before(first, -PROJECTED_MONTHS)
        ended = (again, _SAME) if _is_documented(again, until) else (one.ends_on, _CLOSED)
        _projection(book, one, enrolment_id, first, ended)
        first = again
    return since if first != since else None


_SAME, _CLOSED = "New pay stubs show the same hours", "The case is closed"


def _is_documented(first: date, until: date) -> bool:
    """Whether the month that begins on `first` was over, and its stubs in, before `until`."""
    return months_before(first, -1) + timedelta(days=7) <= until


def _projection(
    book: "Book", one: Engagement, enrolment_id: int, first: date, ended: tuple[date | None, str]
) -> None:
    month = [
        Day(first + timedelta(days=step), minutes, minutes)
        for step in range((months_before(first, -1) - first).days)
        for weekday, _, minutes in one.week
        if (first + timedelta(days=step)).weekday() == weekday
    ]
    evidence_id = _evidence(book, one, enrolment_id, month, _P.VERIFIED)
    decided = min(on_workday(month[-1].on + timedelta(days=10)), book.today - timedelta(days=1))
    book.sheets[HoursProjection].add(
        site_id=book.site_id,
        case_id=book.case_id,
        person_id=one.person_id,
        enrolment_id=enrolment_id,
        evidence_id=evidence_id,
        minutes_a_week=one.minutes_a_week,
        starts_on=first,
        holds_until=months_before(first, -PROJECTED_MONTHS),
        ended_on=ended[0],
        end_reason=ended[1] if ended[0] else "",
        set_by_id=book.worker(decided),
        set_at=book.at(decided, 15, 20),
    )


def _months_between(day: date, today: date) -> int:
    return (today.year - day.year) * 12 + today.month - day.month


def recorded(day: date, today: date, *, hosted: bool) -> date:
    """When a day was written down: the same day at the provider's, else the Monday after."""
    if hosted:
        return day
    return min(day + timedelta(days=7 - day.weekday()), today - timedelta(days=1))
