"""Ways that cost the person no hours: what was done, or holds, and only wants writing down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

from caseway.rules.participation.activities import PAID, Activity
from caseway.rules.participation.assess import assess
from caseway.rules.participation.entries import Entry, Mark, Proof
from caseway.rules.participation.family import Member, Projection
from caseway.rules.participation.forecast.candidate import Candidate, WayKind
from caseway.rules.participation.forecast.expected import closed
from caseway.rules.participation.forecast.outlook import Forecast
from caseway.rules.participation.forecast.shortfall import proof_adds
from caseway.rules.participation.forecast.situation import Book, Slot, expected_entry
from caseway.rules.participation.law import Rules


def paper(book: Book, member: Member, seen: Forecast, rules: Rules) -> Iterator[Candidate]:
    """Attendance to mark, proof to get, facts to confirm, absence to excuse."""
    if missing := [slot for slot in seen.unmarked if slot.person == member.person]:
        yield _marking(book, missing, rules)
    yield from _proofs(book, member.person, rules)
    for projection in _run_out(member, rules):
        yield _renewal(member.person, projection, rules)
    attends = any(
        entry.person == member.person and entry.activity == Activity.SCHOOL
        for entry in book.entries
    )
    if attends and not member.satisfactory_school:
        yield _fact(
            WayKind.SCHOOL, member.person, lambda one: one._replace(satisfactory_school=True)
        )
    if member.cares_for_disabled and not member.medical_note:
        yield _fact(WayKind.MEDICAL, member.person, lambda one: one._replace(medical_note=True))
    yield from _excuses(book, member.person, seen, rules)


def _marking(book: Book, missing: list[Slot], rules: Rules) -> Candidate:
    """Days that have passed and that nobody has marked, as if all was attended but holidays."""
    present = tuple(
        expected_entry(rules.month, slot, slot.minutes, holiday=closed(slot, rules))
        for slot in missing
    )
    keys = {(one.day, one.person, one.activity) for one in present}

    def change(book: Book) -> Book:
        rest = tuple(e for e in book.expected if (e.day, e.person, e.activity) not in keys)
        return replace(book, recorded=book.recorded + present, expected=rest)

    minutes = sum(slot.minutes for slot in missing)
    days = tuple(one.day for one in present)
    return Candidate(WayKind.MARK, missing[0].person, minutes=minutes, days=days, change=change)


def _proofs(book: Book, person: int, rules: Rules) -> Iterator[Candidate]:
    """One candidate for each activity: one paper often proves many days."""
    for kind, states in (
        (WayKind.DECIDE, {Proof.SUBMITTED}),
        (WayKind.PROVE, {Proof.UNPROVEN, Proof.EXPIRED}),
    ):
        waiting: dict[int, list[Entry]] = defaultdict(list)
        for entry in book.recorded:
            if entry.person == person and entry.proof in states:
                waiting[entry.activity].append(entry)
        for activity, group in sorted(waiting.items()):
            yield _proof(book, rules, _recorded(kind, group, activity, _verified))


def _verified(entry: Entry) -> Entry:
    return entry._replace(proof=Proof.VERIFIED)


def _proof(book: Book, rules: Rules, one: Candidate) -> Candidate:
    """The candidate with the minutes that can count, reckoned as those said to wait for proof.

    Proof that adds no minutes of its own, as where a teen's schooling is what counts, is said
    with the minutes recorded.
    """
    now, proven = (
        assess(book.family, month.recorded, rules).persons for month in (book, one.on(book, 0))
    )
    pairs = zip(now, proven, strict=True)
    adds = sum(proof_adds(old, new) for old, new in pairs if old.person == one.person)
    if not adds:
        return one
    return replace(one, minutes=adds, claimed=one.minutes if adds < one.minutes else 0)


def _recorded(
    kind: WayKind,
    group: list[Entry],
    activity: int,
    mend: Callable[[Entry], Entry],
    left: int | None = None,
) -> Candidate:
    """Recorded entries, mended."""
    chosen = set(group)

    def change(book: Book) -> Book:
        return replace(
            book,
            recorded=tuple(mend(entry) if entry in chosen else entry for entry in book.recorded),
        )

    away = kind in (WayKind.EXCUSE, WayKind.HOLIDAY)
    minutes = sum(e.scheduled - e.attended if away else _claimed(e) for e in group)
    days = tuple(sorted(entry.day for entry in group))
    return Candidate(
        kind, group[0].person, activity, minutes=minutes, days=days, change=change, left=left
    )


def _claimed(entry: Entry) -> int:
    """Minutes that are recorded for an entry, before any limit; missed ones too where excused."""
    if entry.mark in (Mark.EXCUSED, Mark.HOLIDAY) and Activity(entry.activity) not in PAID:
        return max(entry.scheduled, entry.attended)
    return entry.attended


def _run_out(member: Member, rules: Rules) -> Iterator[Projection]:
    """Projections that ran their months without a reported change, and have no successor."""
    latest = {one.activity: one for one in sorted(member.projections, key=lambda p: p.verified)}
    for one in latest.values():
        ended = one.verified.plus(rules.law.projection_months) <= rules.month
        if ended and one.changed is None:
            yield one


def _renewal(person: int, projection: Projection, rules: Rules) -> Candidate:
    renewed = replace(projection, verified=rules.month)

    def change(book: Book) -> Book:
        return _with_member(
            book, person, lambda one: one._replace(projections=(*one.projections, renewed))
        )

    return Candidate(
        WayKind.RENEW,
        person,
        projection.activity,
        minutes=projection.minutes_per_week,
        change=change,
    )


def _fact(kind: WayKind, person: int, mend: Callable[[Member], Member]) -> Candidate:
    return Candidate(kind, person, change=lambda book: _with_member(book, person, mend))


def _with_member(book: Book, person: int, mend: Callable[[Member], Member]) -> Book:
    members = tuple(mend(one) if one.person == person else one for one in book.family.members)
    return replace(book, family=book.family._replace(members=members))


def _excuses(book: Book, person: int, seen: Forecast, rules: Rules) -> Iterator[Candidate]:
    """Scheduled hours that were missed: on a plan holiday, or perhaps for a good reason."""
    missed = [
        entry
        for entry in book.recorded
        if entry.person == person
        and entry.mark == Mark.UNEXCUSED
        and entry.scheduled > entry.attended
        and Activity(entry.activity) not in PAID
    ]
    for entry in missed:
        if entry.day in rules.holidays:
            yield _recorded(WayKind.HOLIDAY, [entry], entry.activity, _as(Mark.HOLIDAY))
    away = [entry for entry in missed if entry.day not in rules.holidays]
    left = _absence_left(seen, person)
    if away and left:
        yield _recorded(WayKind.EXCUSE, away, 0, _as(Mark.EXCUSED), left)


def _as(mark: Mark) -> Callable[[Entry], Entry]:
    """The entry under another mark. Time attended in it keeps its own proof, or lack of it."""

    def mend(entry: Entry) -> Entry:
        proof = entry.proof if entry.attended else Proof.VERIFIED
        return entry._replace(mark=mark, proof=proof)

    return mend


def _absence_left(seen: Forecast, person: int) -> int:
    """Excused minutes left to the person, by the month's limit and the twelve months'."""
    for one in seen.people:
        if one.person == person:
            return min(limit.left for limit in one.limits if limit.kind.startswith("absence"))
    return 0
