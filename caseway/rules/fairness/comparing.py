"""Groups of people beside each other: who got it how often, and whether that is chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from caseway.rules.fairness.chance import by_chance
from caseway.rules.fairness.hiding import Hidden, Tally, hidden, whole
from caseway.rules.params import load
from caseway.rules.reasons import Reason, Sentence, _, because
from caseway.rules.shares import percent

SHARE = Sentence("fairness.share", _("%(yes)s of %(of)s: %(percent)s percent"))
APART = Sentence(
    "fairness.apart",
    _(
        "%(percent)s percent here, %(rest)s percent for everybody else. Chance alone makes"
        " such a difference less than once in %(once_in)s times, so look for the reason"
    ),
)
SMALL = Sentence("fairness.small", _("Fewer than %(smallest)s people, so not shown"))
SHIELD = Sentence(
    "fairness.shield",
    _("Not shown, because a smaller group could be worked out from it"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """A tally and the people behind it, who are fewer where one person has several goals."""

    tally: Tally
    people: int


@dataclass(frozen=True, slots=True)
class Line:
    """One group: its tally, or None with the reason why it is hidden.

    `apart` is the reason to look closer, where chance does not explain the difference.
    """

    group: str
    tally: Tally | None
    why: Reason
    apart: Reason | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every group that has people, in the order given; `whole` is None when too few in all."""

    whole: Tally | None
    lines: tuple[Line, ...]


def compare(groups: Mapping[str, Group], day: date) -> Comparison:
    """Set the groups of a whole beside each other, as shown on `day`.

    `groups` are parts without overlap. What is hidden stays hidden by subtraction
    too; where the whole is too small, nothing is shown. Chance is weighed only where
    people are counted: what one person has several of does not come about by chance.
    """
    params = load("fairness")
    smallest: int = params.value_on("smallest_group", day)
    chance: float = params.value_on("chance", day)
    unseen = hidden({name: one.people for name, one in groups.items()}, smallest)
    everybody = whole(one.tally for one in groups.values())
    people = sum(one.people for one in groups.values())
    lines = []
    for name, one in groups.items():
        if one.people == 0:
            continue
        rest = Group(everybody.without(one.tally), people - one.people)
        lines.append(_line(name, one, rest, unseen.get(name), smallest, chance))
    return Comparison(everybody if people >= smallest else None, tuple(lines))


def said(tally: Tally) -> Reason:
    """A share with the counts behind it."""
    return because(SHARE, yes=tally.yes, of=tally.of, percent=_percent(tally))


def _line(
    name: str, one: Group, rest: Group, unseen: Hidden | None, smallest: int, chance: float
) -> Line:
    if unseen is Hidden.SMALL:
        return Line(name, None, because(SMALL, smallest=smallest))
    if unseen is Hidden.SHIELD:
        return Line(name, None, because(SHIELD))
    return Line(name, one.tally, said(one.tally), _apart(one, rest, smallest, chance))


def _apart(one: Group, rest: Group, smallest: int, chance: float) -> Reason | None:
    counts_people = one.people == one.tally.of and rest.people == rest.tally.of
    if not counts_people or rest.people < smallest:
        return None
    if by_chance(one.tally, rest.tally) >= chance:
        return None
    return because(
        APART,
        percent=_percent(one.tally),
        rest=_percent(rest.tally),
        once_in=str(round(1 / chance)),
    )


def _percent(tally: Tally) -> str:
    return str(percent(Fraction(tally.yes, tally.of), 0))
