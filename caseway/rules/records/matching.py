"""Search before create: is the person already here?

Names count most, then birth date, social security number and phone. The score
(0 to 100) orders the candidates; the verdict follows from it: `same` from 95,
`likely` from 75, `possible` from 50. Only `same` may be matched without a person
looking, and it asks for more than points: an equal number with a like name, or
equal names with an equal birth date, and nothing that speaks against it. Twins
share a family name, a birth date and a phone; they are never `same`. One word
that equals, sounds like or nearly spells a name of the person, with no birth
date to compare, is just `possible`.
Source: docs/adr/0020-matching-parts.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple, TypeVar

from caseway.rules.reasons import Reason, Sentence, _, because
from caseway.rules.records.identity import Birth, Identity, compare_births
from caseway.rules.records.names import read_name
from caseway.rules.records.resemblance import Likeness, Resemblance, resemblance

Key = TypeVar("Key")


class Verdict(StrEnum):
    """What to make of a match."""

    SAME = "same"
    LIKELY = "likely"
    POSSIBLE = "possible"
    DIFFERENT = "different"


SAME_FROM, LIKELY_FROM, POSSIBLE_FROM = 95, 75, 50

# The score of one word alone that is exactly one of the person's names.
LONE_EXACT = 57

# Points out of a hundred. With no birth date to compare, the name carries more of the weight.
_NAME_SHARE, _NAME_SHARE_ALONE = 60, 80
_BIRTH_POINTS = {
    Birth.UNKNOWN: 0,
    Birth.SAME: 30,
    Birth.SWAPPED: 24,
    Birth.ONE_DIGIT: 20,
    Birth.TWO_DIGITS_SWAPPED: 20,
    Birth.DIFFERENT: -25,
}
_SSN_SAME, _SSN_DIFFERENT = 40, -30
_LAST_FOUR_SAME, _LAST_FOUR_DIFFERENT = 15, -20
_PHONE_SAME = 10

_LIKENESS_SAID = {
    Likeness.SHORT_FORM: Sentence("match.short_form", _("A short form of the same name")),
    Likeness.ONE_LETTER: Sentence("match.one_letter", _("One letter differs")),
    Likeness.SOUNDS_ALIKE: Sentence("match.sounds_alike", _("Names sound alike")),
    Likeness.INITIAL: Sentence("match.initial", _("Same initial")),
    Likeness.SPELLED_ALIKE: Sentence("match.spelled_alike", _("Spelled much alike")),
    Likeness.UNLIKE: Sentence("match.unlike", _("Part of the name differs")),
}
_BIRTH_SAID = {
    Birth.SAME: Sentence("match.birth_same", _("Same date of birth")),
    Birth.SWAPPED: Sentence("match.birth_swapped", _("Day and month of birth swapped")),
    Birth.ONE_DIGIT: Sentence("match.birth_one_digit", _("One digit of the birth date differs")),
    Birth.TWO_DIGITS_SWAPPED: Sentence(
        "match.birth_two_digits", _("Two digits of the birth date swapped")
    ),
    Birth.DIFFERENT: Sentence("match.birth_different", _("Different dates of birth")),
}
SAME_NAME = Sentence("match.same_name", _("Same name"))
REORDERED = Sentence("match.reordered", _("Names in another order"))
MISSING = Sentence("match.missing", _("A name is missing on one side"))
SUFFIX = Sentence("match.suffix", _("Junior and senior differ"))
SSN_SAME = Sentence("match.ssn_same", _("Same social security number"))
SSN_DIFFERENT = Sentence("match.ssn_different", _("Different social security numbers"))
LAST_FOUR_SAME = Sentence(
    "match.last_four_same", _("Same last four digits of the social security number")
)
LAST_FOUR_DIFFERENT = Sentence(
    "match.last_four_different", _("Different last four digits of the social security number")
)
PHONE_SAME = Sentence("match.phone_same", _("Same phone number"))


class Match(NamedTuple):
    """How well a candidate fits, out of a hundred, and all that it was concluded from."""

    score: int
    name: Resemblance
    birth: Birth
    ssn_said: tuple[Sentence, ...]
    phone: bool

    @property
    def verdict(self) -> Verdict:
        """What to make of it."""
        return _verdict(self.score)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What speaks for and against, in words. Put together when asked for: few are shown."""
        said = _name_reasons(self.name)
        if self.birth is not Birth.UNKNOWN:
            said.append(because(_BIRTH_SAID[self.birth]))
        said += [because(one) for one in self.ssn_said]
        if self.phone:
            said.append(because(PHONE_SAME))
        return tuple(said)


def score(candidate: Identity, query: Identity) -> Match:
    """Compare two identities. Symmetric; needs nothing but the two."""
    name = _best_name(candidate, query)
    birth = compare_births(candidate.birth_on, query.birth_on)
    ssn, ssn_said = _ssn(candidate, query)
    phone = bool(candidate.phones & query.phones)
    share = _NAME_SHARE_ALONE if birth is Birth.UNKNOWN else _NAME_SHARE
    points = name.points * share // 100 + _BIRTH_POINTS[birth] + ssn + phone * _PHONE_SAME
    if birth is Birth.UNKNOWN and ssn >= 0 and name.lone:
        points = max(points, _lone_points(name.lone))
    return Match(_bounded(points, name, birth, ssn), name, birth, ssn_said, phone)


def best(
    candidates: Iterable[tuple[Key, Identity]], query: Identity, limit: int = 10
) -> list[tuple[Key, Match]]:
    """The candidates worth showing, best first; equal scores keep the order they came in."""
    matches = [(key, score(one, query)) for key, one in candidates if _may_match(one, query)]
    worth = [one for one in matches if one[1].score >= POSSIBLE_FROM]
    worth.sort(key=lambda one: -one[1].score)
    return worth[:limit]


def _may_match(candidate: Identity, query: Identity) -> bool:
    """Whether the two could be worth showing if their names were equal: names cost the most."""
    birth = compare_births(candidate.birth_on, query.birth_on)
    ssn, _said = _ssn(candidate, query)
    if birth in (Birth.SAME, Birth.UNKNOWN) or ssn == _SSN_SAME:
        return True
    phone = bool(candidate.phones & query.phones)
    return _NAME_SHARE + _BIRTH_POINTS[birth] + ssn + phone * _PHONE_SAME >= POSSIBLE_FROM


_NO_NAME = resemblance(read_name(""), read_name(""))


def _best_name(candidate: Identity, query: Identity) -> Resemblance:
    found = [resemblance(one, other) for one in candidate.names for other in query.names]
    if len(found) == 1:  # nearly always: one name is known, and one was typed
        return found[0]
    return max(found, key=_closest, default=_NO_NAME)


def _closest(name: Resemblance) -> tuple[int, bool, bool, bool, int, int, list[str]]:
    return (
        name.points,
        name.is_whole,
        not name.suffix_differs,
        not name.reordered,
        -name.missing,
        name.lone,
        sorted(name.likenesses),
    )


def _ssn(candidate: Identity, query: Identity) -> tuple[int, tuple[Sentence, ...]]:
    if candidate.ssn_index and query.ssn_index:
        if candidate.ssn_index == query.ssn_index:
            return _SSN_SAME, (SSN_SAME,)
        return _SSN_DIFFERENT, (SSN_DIFFERENT,)
    if candidate.last_four and query.last_four:
        if candidate.last_four == query.last_four:
            return _LAST_FOUR_SAME, (LAST_FOUR_SAME,)
        return _LAST_FOUR_DIFFERENT, (LAST_FOUR_DIFFERENT,)
    return 0, ()


def _lone_points(lone: int) -> int:
    """Possible, the closest word first: 57 for an equal one, 50 for the least alike."""
    return max(POSSIBLE_FROM, LONE_EXACT - (100 - lone) // 5)


def _bounded(points: int, name: Resemblance, birth: Birth, ssn: int) -> int:
    """Keep the points inside what the facts allow to be concluded."""
    if ssn == _SSN_SAME:
        points = max(points, POSSIBLE_FROM)  # an equal number is always looked at
    if _is_same(name, birth, ssn):
        return max(SAME_FROM, min(points, 100))
    if ssn < 0 or name.suffix_differs:
        return max(0, min(points, LIKELY_FROM - 1))
    return max(0, min(points, SAME_FROM - 1))


def _is_same(name: Resemblance, birth: Birth, ssn: int) -> bool:
    if birth is Birth.DIFFERENT or ssn < 0 or name.suffix_differs:
        return False
    if ssn == _SSN_SAME:
        return name.points >= 75
    return name.is_equal and birth is Birth.SAME


def _verdict(points: int) -> Verdict:
    if points >= SAME_FROM:
        return Verdict.SAME
    if points >= LIKELY_FROM:
        return Verdict.LIKELY
    return Verdict.POSSIBLE if points >= POSSIBLE_FROM else Verdict.DIFFERENT


def _name_reasons(name: Resemblance) -> list[Reason]:
    if name.points == 100:
        said = [SAME_NAME]
    else:
        said = [_LIKENESS_SAID[one] for one in Likeness if one in name.likenesses & _SAID]
    said += [REORDERED] * name.reordered
    said += [MISSING] * bool(name.missing)
    said += [SUFFIX] * name.suffix_differs
    return [because(one) for one in said]


_SAID = frozenset(_LIKENESS_SAID)
