"""How alike two names are, 0 to 100, whatever the order of their words."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from itertools import pairwise, permutations
from typing import NamedTuple

from rapidfuzz.distance import OSA

from caseway.rules.records.names import Name, Word, codes, full_names


class Likeness(StrEnum):
    """What two words have in common, closest first."""

    EQUAL = "equal"
    SHORT_FORM = "short_form"
    ONE_LETTER = "one_letter"
    SOUNDS_ALIKE = "sounds_alike"
    INITIAL = "initial"
    SPELLED_ALIKE = "spelled_alike"
    UNLIKE = "unlike"


class Pair(NamedTuple):
    """Two words held against each other."""

    points: int
    likeness: Likeness


class Resemblance(NamedTuple):
    """How alike two names are. `likenesses` are those of the matched words.

    `reordered` when the matched words stand in another order; `missing` counts
    words that only one of the names has; `suffix_differs` tells father from son.
    `is_whole` when enough was compared to stand for a person: two words, or one
    in a script that writes names without spaces. `lone` is how alike (0 to 100) the
    single word that one of them is and a word of the other are, where that tells;
    0 where both have more words, or it tells nothing.
    """

    points: int
    likenesses: frozenset[Likeness]
    reordered: bool
    missing: int
    suffix_differs: bool
    is_whole: bool
    lone: int = 0

    @property
    def is_equal(self) -> bool:
        """Whether the names are one and the same, in any order."""
        return self.points == 100 and self.is_whole and not self.suffix_differs


# Beyond five words the search for the best pairing stops paying for itself.
_MOST_WORDS = 5
_MISSING_WORD = 6
_ONE_WORD_ONLY = 60
_RUN_TOGETHER = 98
# A lone word has nothing beside it to speak for it: it must be spelled this much
# alike, or have a code in common that is longer than "Ana" and "Owen" have (AN).
_LONE_SPELLED = 67
_LONE_CODE = 3


def resemblance(one: Name, other: Name) -> Resemblance:
    """Compare two names by the best pairing of their words. Symmetric.

    "O Neill" is two words, as "Van Tran" is, and may be one surname: both are tried.
    So is "Cui Ping", where the other name has "Cuiping".
    """
    found = _compare(one, other)
    for left, right in ((_as_surname(one), other), (one, _as_surname(other))):
        if left and right:
            surname = _compare(left, right)
            lone = max(found.lone, surname.lone)
            found = (surname if surname.points > found.points else found)._replace(lone=lone)
    for left, right in ((_joined_as_in(one, other), other), (one, _joined_as_in(other, one))):
        if left and right and found.points < _RUN_TOGETHER:
            found = max(found, _nearly(_compare(left, right)), key=lambda each: each.points)
    return found


def _nearly(found: Resemblance) -> Resemblance:
    """Below one and the same: somebody wrote the words apart, or as one."""
    likenesses = found.likenesses | {Likeness.SPELLED_ALIKE}
    return found._replace(points=min(found.points, _RUN_TOGETHER), likenesses=likenesses)


def _joined_as_in(name: Name, other: Name) -> Name | None:
    """The name with two of its neighbours written as the one word that they are in `other`."""
    if len(name.words) < 3 or len(name.words) <= len(other.words) or len(other.words) < 2:
        return None
    written = {word.text for word in other.words}
    for at, (left, right) in enumerate(pairwise(name.words)):
        both = left.text + right.text
        if both in written:
            words = (*name.words[:at], Word(both, both), *name.words[at + 2 :])
            return Name(words, name.suffix, name.run_together)
    return None


def _as_surname(name: Name) -> Name | None:
    """A particle and a word, read as one surname; None for any other name."""
    if len(name.words) != 2 or name.words[1].joined != name.run_together:
        return None
    return Name((Word(name.run_together, name.run_together),), "", name.run_together)


def _compare(one: Name, other: Name) -> Resemblance:
    suffix_differs = one.suffix != other.suffix and bool(one.suffix and other.suffix)
    if not one.words or not other.words:
        return Resemblance(0, frozenset(), False, 0, suffix_differs, False)
    few, many = sorted((_longest(one.words), _longest(other.words)), key=len)
    pairs, order = _best_pairing(few, many)
    missing = abs(len(one.words) - len(other.words))
    points = sum(pair.points for pair in pairs) // len(pairs)
    points = max(0, points - _MISSING_WORD * missing)
    likenesses = frozenset(pair.likeness for pair in pairs)
    lone = 0
    if len(few) == 1 and missing:
        lone = max(_lone(few[0], word) for word in max(one.words, other.words, key=len))
        points = min(points, _ONE_WORD_ONLY)
    if one.run_together == other.run_together and points < _RUN_TOGETHER:
        points, likenesses, missing = _RUN_TOGETHER, frozenset({Likeness.SPELLED_ALIKE}), 0
    is_whole = len(few) > 1 or not few[0].text.isascii()
    reordered = order != sorted(order)
    return Resemblance(points, likenesses, reordered, missing, suffix_differs, is_whole, lone)


def _lone(one: Word, other: Word) -> int:
    """How much one word says of a name it may be part of, 0 to 100."""
    points, likeness = alike(one, other)
    if likeness in (Likeness.EQUAL, Likeness.SHORT_FORM, Likeness.ONE_LETTER):
        return points
    shared = codes(one.text) & codes(other.text)
    if likeness is Likeness.SOUNDS_ALIKE and max(map(len, shared)) >= _LONE_CODE:
        return points
    return points if likeness is Likeness.SPELLED_ALIKE and points >= _LONE_SPELLED else 0


def _longest(words: tuple[Word, ...]) -> tuple[Word, ...]:
    if len(words) <= _MOST_WORDS:
        return words
    ranked = sorted(range(len(words)), key=lambda at: (-len(words[at].text), words[at].text))
    return tuple(words[at] for at in sorted(ranked[:_MOST_WORDS]))


def _best_pairing(
    few: tuple[Word, ...], many: tuple[Word, ...]
) -> tuple[tuple[Pair, ...], list[int]]:
    table = [[alike(left, right) for right in many] for left in few]
    order = [_first_best(row) for row in table]
    if len(set(order)) < len(few):  # two words want the same partner: try every pairing
        pairings = permutations(range(len(many)), len(few))
        order = list(max(pairings, key=lambda to: sum(map(_points, table, to))))
    return tuple(map(list.__getitem__, table, order)), order


def _first_best(row: list[Pair]) -> int:
    points = [pair.points for pair in row]
    return points.index(max(points))


def _points(row: list[Pair], to: int) -> int:
    return row[to].points


def alike(one: Word, other: Word) -> Pair:
    """Compare two words of names, with and without the particles before them."""
    if (
        one.text == other.text
        or one.joined in (other.text, other.joined)
        or (one.text == other.joined)
    ):
        return Pair(100, Likeness.EQUAL)
    if one.text > other.text:
        one, other = other, one
    return _alike(one.text, other.text)


@lru_cache(maxsize=65536)
def _alike(one: str, other: str) -> Pair:
    """Compare two different normal words, given in alphabetical order."""
    shorter, longer = sorted((len(one), len(other)))
    if full_names(one) & full_names(other):
        return Pair(94, Likeness.SHORT_FORM)
    distance = OSA.distance(one, other)
    if distance == 1 and shorter >= 3:
        return Pair(92 if longer > 3 else 80, Likeness.ONE_LETTER)
    if shorter > 1 and codes(one) & codes(other):
        return Pair(88, Likeness.SOUNDS_ALIKE)
    if shorter == 1 and one[0] == other[0]:
        return Pair(75, Likeness.INITIAL)
    spelled = 100 - 100 * distance // longer
    if spelled >= 70:
        return Pair(spelled * 9 // 10, Likeness.SPELLED_ALIKE)
    return Pair(spelled * 4 // 10, Likeness.UNLIKE)
