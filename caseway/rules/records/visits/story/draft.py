"""A month's summary, drafted from its evidence by plain templates.

Each sentence carries the records and fields it came from. Nothing is concluded that no record
says: no evidence, no sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caseway.rules.participation.spoken import hours
from caseway.rules.reasons import Reason, Sentence, Term, because
from caseway.rules.records.visits.codes import SUPPORT_LABELS, Mode, Support
from caseway.rules.records.visits.elements import Topic
from caseway.rules.records.visits.story import words
from caseway.rules.records.visits.story.evidence import (
    Ahead,
    Evidence,
    From,
    Source,
    Terms,
    Toward,
    Visit,
)


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence of the draft: its topic, what it says, and where it comes from."""

    topic: Topic
    reason: Reason
    sources: tuple[Source, ...]


def draft(evidence: Evidence) -> tuple[Told, ...]:
    """Tell the month, topic by topic; within a topic in the order of the pick lists."""
    visits = sorted(evidence.visits, key=lambda visit: (visit.day, visit.key))
    held = [visit for visit in visits if visit.held]
    return (
        *_done(visits, held),
        *_response(held),
        *_progress(held),
        *_work(evidence.jobs),
        *_problems(held),
        *_next(evidence.ahead),
    )


def _from(field: str, visits: Iterable[Visit]) -> tuple[Source, ...]:
    return tuple(Source(From.VISIT, visit.key, field) for visit in visits)


def _done(visits: Sequence[Visit], held: Sequence[Visit]) -> Iterator[Told]:
    for mode in Mode:
        alike = [visit for visit in held if visit.mode is mode]
        if alike:
            said = _times(words.ONCE[mode], words.OFTEN[mode], alike)
            yield Told(Topic.DONE, said, _from("mode", alike))
    timed = [visit for visit in held if visit.minutes]
    if timed:
        minutes = sum(visit.minutes or 0 for visit in timed)
        yield Told(Topic.DONE, because(words.TIME, count=minutes), _from("minutes", timed))
    for sentence, moved in ((words.NOT_MET, False), (words.MOVED, True)):
        alike = [visit for visit in visits if not visit.held and visit.moved is moved]
        if alike:
            yield Told(Topic.DONE, because(sentence, count=len(alike)), _from("state", alike))
    yield from _counts(Topic.DONE, "activities", held, _activities, words.DID)


def _times(once: Sentence, often: Sentence, alike: Sequence[Visit | Ahead]) -> Reason:
    first, last = alike[0].day, alike[-1].day
    if len(alike) == 1:
        return because(once, first=first)
    return because(often, count=len(alike), first=first, last=last)


def _activities(visit: Visit) -> Iterable[str]:
    return (toward.activity for toward in visit.toward)


def _counts(
    topic: Topic,
    field: str,
    held: Sequence[Visit],
    codes: Callable[[Visit], Iterable[str | None]],
    sentences: Mapping[Any, Sentence],
) -> Iterator[Told]:
    """One sentence for each code that any visit has, with the number of visits that have it."""
    for code, sentence in sentences.items():
        having = [visit for visit in held if code in tuple(codes(visit))]
        if having:
            said = because(sentence, count=len(having)) if sentence.count_by else because(sentence)
            yield Told(topic, said, _from(field, having))


def _response(held: Sequence[Visit]) -> Iterator[Told]:
    yield from _counts(
        Topic.RESPONSE, "response", held, lambda visit: (visit.response,), words.TOOK_PART
    )
    yield from _support([visit for visit in held if visit.support])
    yield from _counts(Topic.RESPONSE, "seen", held, lambda visit: visit.seen, words.SAW)
    for visit in held:
        if visit.note and not visit.group:
            said = because(words.NOTED, on=visit.day, note=visit.note)
            yield Told(Topic.RESPONSE, said, _from("note", (visit,)))


def _support(told: Sequence[Visit]) -> Iterator[Told]:
    levels = [visit.support for visit in told if visit.support]
    if not levels:
        return
    first, last = levels[0], levels[-1]
    least, most = min(levels, key=_amount), max(levels, key=_amount)
    if least is most:
        said = because(words.SUPPORT_SAME, level=Term(SUPPORT_LABELS[first]))
        yield Told(Topic.RESPONSE, said, _from("support", told))
    elif first is last:
        between = {"least": Term(SUPPORT_LABELS[least]), "most": Term(SUPPORT_LABELS[most])}
        said = because(words.SUPPORT_VARIED, **between)
        yield Told(Topic.RESPONSE, said, _from("support", told))
    else:
        less = _amount(last) < _amount(first)
        said = because(
            words.SUPPORT_LESS if less else words.SUPPORT_MORE,
            first=Term(SUPPORT_LABELS[first]),
            since=told[0].day,
            last=Term(SUPPORT_LABELS[last]),
            until=told[-1].day,
        )
        yield Told(Topic.RESPONSE, said, _from("support", (told[0], told[-1])))


def _amount(level: Support) -> int:
    return list(Support).index(level)


def _progress(held: Sequence[Visit]) -> Iterator[Told]:
    by_goal: defaultdict[str, list[tuple[Visit, Toward]]] = defaultdict(list)
    for visit in held:
        for toward in visit.toward:
            if toward.goal and toward.words:
                by_goal[toward.goal].append((visit, toward))
    for found in by_goal.values():
        goal = found[-1][1].words
        visits = list(dict.fromkeys(visit for visit, _toward in found))
        said = because(words.WORKED_TOWARD, count=len(visits), goal=goal)
        yield Told(Topic.PROGRESS, said, _from("activities", visits))
        stood = [(visit, toward.progress) for visit, toward in found if toward.progress]
        if stood:
            visit, progress = stood[-1]
            said = because(words.STANDS[progress], goal=goal, on=visit.day)
            yield Told(Topic.PROGRESS, said, _from("progress", (visit,)))


def _work(jobs: Iterable[Terms]) -> Iterator[Told]:
    for terms in sorted(jobs, key=lambda terms: (terms.since, terms.key)):
        if said := _terms(terms):
            yield Told(Topic.WORK, said, (Source(From.JOB, terms.key, "terms"),))
        if terms.ended_on:
            said = because(words.JOB_ENDED, on=terms.ended_on)
            yield Told(Topic.WORK, said, (Source(From.JOB, terms.key, "ended_on"),))


def _terms(terms: Terms) -> Reason | None:
    minutes, cents = terms.weekly_minutes, terms.wage_cents
    if minutes is not None and cents is not None:
        return because(words.WORKS, since=terms.since, hours=hours(minutes), wage=_money(cents))
    if minutes is not None:
        return because(words.WORKS_HOURS, since=terms.since, hours=hours(minutes))
    if cents is not None:
        return because(words.EARNS, since=terms.since, wage=_money(cents))
    return None


def _money(cents: int) -> str:
    return f"{cents // 100:,}.{cents % 100:02}"


def _problems(held: Sequence[Visit]) -> Iterator[Told]:
    yield from _counts(Topic.PROBLEMS, "problems", held, lambda visit: visit.problems, words.STOOD)
    yield from _counts(Topic.PROBLEMS, "changes", held, lambda visit: visit.changes, words.PLANNED)


def _next(ahead: Iterable[Ahead]) -> Iterator[Told]:
    planned = sorted(ahead, key=lambda one: (one.day, one.key))
    if planned:
        said = _times(words.ONE_AHEAD, words.AHEAD, planned)
        sources = tuple(Source(From.VISIT, one.key, "day") for one in planned)
        yield Told(Topic.NEXT, said, sources)
