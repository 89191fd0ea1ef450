"""A month as it was filed beside the same month reckoned again.

What was filed stays as filed. When a proof comes in late or a rule is mended
the new result differs, and somebody must decide whether to file a correction:
here is each family that differs, with what changed and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from caseway.rules.participation.rates import FamilyLine, Funding, MonthlyRate
from caseway.rules.participation.standing import Standing
from caseway.rules.reasons import Reason, Sentence, Term, _, because, ngettext

_STANDING_WORDS = {
    Standing.OUT: Term(_("not in the rate")),
    Standing.DISREGARDED: Term(_("disregarded")),
    Standing.ENGAGED: Term(_("engaged in work")),
    Standing.NOT_ENGAGED: Term(_("not engaged in work")),
}
_FUNDING_WORDS = {
    Funding.TANF: Term(_("TANF")),
    Funding.SSP: Term(_("separate State program")),
}

OVERALL = Sentence("compare.overall", _("Overall rate: filed as %(filed)s, now %(now)s"))
TWO_PARENT = Sentence("compare.two_parent", _("Two-parent rate: filed as %(filed)s, now %(now)s"))
BY_EDUCATION = Sentence(
    "compare.by_education", _("Engaged by education only: now so, and not when filed")
)
NOT_BY_EDUCATION = Sentence(
    "compare.not_by_education", _("Engaged by education only: so when filed, and not now")
)
FUNDING = Sentence("compare.funding", _("Paid from: filed as %(filed)s, now %(now)s"))
CORE = Sentence(
    "compare.core", _("Core hours a week that count: %(filed)s when filed, now %(now)s")
)
OTHER = Sentence(
    "compare.other", _("Other hours a week that count: %(filed)s when filed, now %(now)s")
)
ADDED = Sentence("compare.added", _("Was not among the families filed"))
GONE = Sentence("compare.gone", _("Was filed, and is not among the families of the month now"))
FACTS = Sentence(
    "compare.facts", _("Hours, proof or facts of the month have changed since it was filed")
)
RULES = Sentence(
    "compare.rules", _("Filed under rules %(filed)s, reckoned again under rules %(now)s")
)
FELL = Sentence(
    "compare.fell_to_limit",
    *ngettext(
        "%(count)s family falls to the 30%% limit that did not when filed",
        "%(count)s families fall to the 30%% limit that did not when filed",
    ),
    count_by="count",
)
FREED = Sentence(
    "compare.freed_from_limit",
    *ngettext(
        "%(count)s family fell to the 30%% limit when filed, and does not now",
        "%(count)s families fell to the 30%% limit when filed, and do not now",
    ),
    count_by="count",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One family that differs. `filed` or `now` is None when it is only in the other.

    `changes` say what differs and `why` what brought it about. `moves` is True
    when the rate itself is touched, not only the hours behind it.
    """

    case: int
    filed: FamilyLine | None
    now: FamilyLine | None
    changes: tuple[Reason, ...]
    why: tuple[Reason, ...]
    moves: bool


def differences(filed: Iterable[FamilyLine], now: Iterable[FamilyLine]) -> Iterator[Difference]:
    """The families that differ. Both come in case order and are read once, side by side.

    A family whose facts or rules changed and whose result did not is the same.
    Raises ValueError when cases are out of order or come twice.
    """
    before, after = _in_order(filed), _in_order(now)
    left, right = next(before, None), next(after, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left.case < right.case):
            yield _only(left)
            left = next(before, None)
        elif left is None or right.case < left.case:
            yield _only(None, right)
            right = next(after, None)
        else:
            if found := _changed(left, right):
                yield found
            left, right = next(before, None), next(after, None)


def _in_order(lines: Iterable[FamilyLine]) -> Iterator[FamilyLine]:
    last = None
    for line in lines:
        if last is not None and line.case <= last:
            raise ValueError(f"Case {line.case} after case {last}: lines come in case order, once")
        last = line.case
        yield line


def _only(filed: FamilyLine | None, now: FamilyLine | None = None) -> Difference:
    line = filed or now
    assert line is not None
    counted = {Standing.ENGAGED, Standing.NOT_ENGAGED} & {line.overall, line.two_parent}
    said = because(GONE if filed else ADDED)
    return Difference(line.case, filed, now, (said,), (), bool(counted))


def _changed(filed: FamilyLine, now: FamilyLine) -> Difference | None:
    if filed == now:
        return None
    moves = [*_standings(filed, now), *_education(filed, now), *_funding(filed, now)]
    changes = [*moves, *_hours(filed, now)]
    if not changes:
        return None
    return Difference(
        filed.case, filed, now, tuple(changes), tuple(_why(filed, now)), moves=bool(moves)
    )


def _standings(filed: FamilyLine, now: FamilyLine) -> Iterator[Reason]:
    for sentence, before, after in (
        (OVERALL, filed.overall, now.overall),
        (TWO_PARENT, filed.two_parent, now.two_parent),
    ):
        if before != after:
            words = _STANDING_WORDS[Standing(before)], _STANDING_WORDS[Standing(after)]
            yield because(sentence, filed=words[0], now=words[1])


def _education(filed: FamilyLine, now: FamilyLine) -> Iterator[Reason]:
    before = (filed.overall_by_education, filed.two_parent_by_education)
    after = (now.overall_by_education, now.two_parent_by_education)
    if any(late and not early for early, late in zip(before, after, strict=True)):
        yield because(BY_EDUCATION)
    if any(early and not late for early, late in zip(before, after, strict=True)):
        yield because(NOT_BY_EDUCATION)


def _funding(filed: FamilyLine, now: FamilyLine) -> Iterator[Reason]:
    if filed.funding != now.funding:
        words = _FUNDING_WORDS[Funding(filed.funding)], _FUNDING_WORDS[Funding(now.funding)]
        yield because(FUNDING, filed=words[0], now=words[1])


def _hours(filed: FamilyLine, now: FamilyLine) -> Iterator[Reason]:
    """Hours by person; the page puts the name beside `person`."""
    before = {person: hours for person, *hours in filed.hours}
    after = {person: hours for person, *hours in now.hours}
    for person in sorted(before.keys() | after.keys()):
        early, late = before.get(person, [0, 0]), after.get(person, [0, 0])
        for sentence, was, is_now in zip((CORE, OTHER), early, late, strict=True):
            if was != is_now:
                yield because(sentence, filed=was, now=is_now, person=person)


def _why(filed: FamilyLine, now: FamilyLine) -> Iterator[Reason]:
    if filed.facts != now.facts:
        yield because(FACTS)
    if filed.rules != now.rules:
        yield because(RULES, filed=filed.rules, now=now.rules)


@dataclass(frozen=True, slots=True)
class RateDifference:
    """How a rate moved since it was filed. Counts of families; cases in case order.

    A family may fall to the limit, or be freed from it, because others changed.
    """

    numerator: int
    denominator: int
    fell: tuple[int, ...]
    freed: tuple[int, ...]
    reasons: tuple[Reason, ...]

    @property
    def same(self) -> bool:
        """Whether the same families count on both sides of the line."""
        return not (self.numerator or self.denominator or self.fell or self.freed)


def rate_difference(filed: MonthlyRate, now: MonthlyRate) -> RateDifference:
    """How a rate moved: families more (or, below zero, fewer) in each count."""
    fell = tuple(sorted(set(now.capped) - set(filed.capped)))
    freed = tuple(sorted(set(filed.capped) - set(now.capped)))
    said = [(FELL, len(fell)), (FREED, len(freed))]
    return RateDifference(
        now.numerator - filed.numerator,
        now.denominator - filed.denominator,
        fell,
        freed,
        tuple(because(sentence, count=count) for sentence, count in said if count),
    )
