"""A way in words: what to do, on what authority, and what it brings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from caseway.rules.participation import said_of_families, said_of_people
from caseway.rules.participation.activities import Activity, term
from caseway.rules.participation.forecast import words
from caseway.rules.participation.forecast.candidate import Candidate, WayKind
from caseway.rules.participation.forecast.limits import Limit, LimitKind
from caseway.rules.participation.forecast.shortfall import Short
from caseway.rules.participation.notes import Note, explain
from caseway.rules.participation.results import FamilyResult
from caseway.rules.participation.spoken import hours, whole_hours
from caseway.rules.reasons import Reason, Sentence, Value, because

SAYINGS: dict[WayKind, Sentence] = {
    WayKind.MARK: words.MARK,
    WayKind.DECIDE: words.DECIDE,
    WayKind.RENEW: words.RENEW,
    WayKind.SCHOOL: words.SCHOOL,
    WayKind.MEDICAL: words.MEDICAL,
    WayKind.PROVE: words.PROVE,
    WayKind.HOLIDAY: words.HOLIDAY,
    WayKind.EXCUSE: words.EXCUSE,
    WayKind.ATTEND: words.ATTEND,
    WayKind.HOMEWORK: words.HOMEWORK,
    WayKind.MORE_HOURS: words.MORE_HOURS,
    WayKind.WORKFARE: words.WORKFARE,
    WayKind.JOB_SEARCH: words.JOB_SEARCH,
    WayKind.NEW_PLACE: words.NEW_PLACE,
}

LIMITED: dict[WayKind, Sentence] = {
    WayKind.DECIDE: words.DECIDE_LIMITED,
    WayKind.PROVE: words.PROVE_LIMITED,
}
"""Where limits let only a part of what is claimed count."""

SOURCES: dict[WayKind, str] = {
    WayKind.MARK: "45 CFR 261.60(a), 261.61",
    WayKind.DECIDE: "45 CFR 261.61",
    WayKind.RENEW: "45 CFR 261.60(c)",
    WayKind.SCHOOL: "42 USC 607(c)(2)(C); 45 CFR 261.33(b)",
    WayKind.MEDICAL: "45 CFR 261.2(n)(2)",
    WayKind.PROVE: "45 CFR 261.60(a), 261.61",
    WayKind.HOLIDAY: "45 CFR 261.60(b)",
    WayKind.EXCUSE: "45 CFR 261.60(b)",
    WayKind.ATTEND: "45 CFR 261.31, 261.32",
    WayKind.HOMEWORK: "45 CFR 261.60(e), 261.61(e)",
    WayKind.MORE_HOURS: "45 CFR 261.30, 261.31",
    WayKind.WORKFARE: "45 CFR 261.31(d), 261.32(d)",
    WayKind.JOB_SEARCH: "45 CFR 261.34",
    WayKind.NEW_PLACE: "45 CFR 261.30, 261.31",
}

VOCED_SOURCE = "45 CFR 261.33(a)"


def what_to_do(
    candidate: Candidate,
    minutes: int,
    first: date | None,
    last: date | None,
    drawn: tuple[Limit, ...],
) -> Reason:
    """What to do, with its paragraph."""
    source = SOURCES[candidate.kind]
    if candidate.activity == Activity.VOCED and candidate.room:
        source = f"{source}; {VOCED_SOURCE}"
    facts: dict[str, Value] = {
        "hours": hours(minutes),
        "claimed": hours(candidate.claimed),
        "first": first,
        "last": last,
        "count": len(candidate.days),
        "days": 1 if first == last else 2,  # one day is said otherwise than a span of days
        "place": candidate.opening.label if candidate.opening else "",
        "left": hours(_left(candidate, drawn)),
    }
    if candidate.activity:
        facts["activity"] = term(candidate.activity)
    saying = LIMITED if candidate.claimed else SAYINGS
    return because(saying[candidate.kind], source, **facts)


def _left(candidate: Candidate, drawn: tuple[Limit, ...]) -> int:
    """What is left of the limit it draws on, in minutes, once it is done."""
    if candidate.kind == WayKind.JOB_SEARCH:
        return next((one.left for one in drawn if one.kind == LimitKind.JOB_SEARCH), 0)
    return candidate.left or 0


THROUGH = frozenset(
    ground.code
    for ground in (
        said_of_people.DEEMED,
        said_of_people.TEEN_SCHOOL,
        said_of_people.TEEN_EDUCATION,
        said_of_families.DEEMED_TWO_PARENT,
        said_of_families.MARRIED_TEEN,
    )
)
"""What the rule says where hours count as done that nobody spent. A way that rests on one of
these is not understood from its own hours."""


def through(before: FamilyResult, after: FamilyResult) -> tuple[Reason, ...]:
    """The rules by which a way counts for more than its hours: those that it brings about.

    In the rule's own words, with its arithmetic and its paragraph.
    """
    had = {(who, note[0]) for who, note in _notes(before)}
    found = dict.fromkeys(
        note for who, note in _notes(after) if note[0] in THROUGH and (who, note[0]) not in had
    )
    return tuple(explain(note) for note in found)


def _notes(result: FamilyResult) -> Iterator[tuple[int, Note]]:
    """All notes on a family's month, each with whom it is about; 0 is the family."""
    yield from ((one.person, note) for one in result.persons for note in one.notes)
    yield from ((0, note) for note in result.notes)


def effect_of(left: Short) -> Reason:
    """Whether it closes the gap, and what it leaves."""
    if not left:
        return because(words.CLOSES)
    return because(words.LEAVES, count=whole_hours(left.minutes))
