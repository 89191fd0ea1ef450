"""What is taken off a penalty for a rate nearly reached and more people engaged, step by step.

Source: 45 CFR 261.51(b)-(c).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from caseway.rules.params import load
from caseway.rules.participation.credit import Standard
from caseway.rules.participation.fiscal import first_day
from caseway.rules.reasons import Reason, Sentence, _, because
from caseway.rules.shares import cents, counted, dollars, points

BELOW_THRESHOLD = Sentence(
    "penalty.below_threshold",
    _("%(achieved)s percent is below the threshold of %(threshold)s: nothing is taken off"),
)
NO_GROWTH = Sentence(
    "penalty.no_growth",
    _("No more people were engaged in work than in the year before: nothing is taken off"),
)
TOO_MANY_YEARS = Sentence(
    "penalty.third_year", _("Year %(year)s in a row: nothing is taken off any more")
)
DEGREE = Sentence(
    "penalty.degree",
    _(
        "How nearly it was reached: (%(achieved)s - %(threshold)s) / (%(needed)s - %(threshold)s)"
        " = %(degree)s"
    ),
)
GROWTH = Sentence(
    "penalty.growth",
    _(
        "More people engaged: %(before)s a month, now %(now)s; %(percent)s percent more would"
        " earn it whole: %(growth)s"
    ),
)
REDUCTION = Sentence(
    "penalty.reduction",
    _("%(part)s percent of that reduction is granted: %(amount)s, which leaves %(net)s"),
)


@dataclass(frozen=True, slots=True)
class Reached:
    """One rate in a fiscal year: what was reached and who was engaged.

    `rate` is a share, None when there were no families. `engaged` and
    `engaged_before` are average monthly numbers of people engaged in work, in
    this year and the one before.
    """

    rate: Fraction | None
    standard: Standard
    engaged: Fraction
    engaged_before: Fraction

    @property
    def met(self) -> bool:
        """Whether the standard is reached."""
        return self.standard.met_by(self.rate)

    @property
    def achieved(self) -> Fraction:
        """The rate in percent."""
        return 100 * (self.rate or Fraction(0))


class Reduction:
    """The reduction of 261.51(b), step by step: threshold T, degree R, growth A."""

    def __init__(self, reached: Reached, year: int, successive: int, *, both: bool) -> None:
        law, first = load("participation_rates"), first_day(year)
        self.reached = reached
        self.successive = successive
        standard = reached.standard
        half = Fraction(law.value_on("penalty_threshold", first), 100) * standard.minimum
        # A credit above half the minimum makes the threshold 0: every rate passes it.
        self.threshold = max(Fraction(0), half - standard.credit)
        self.full_growth = Fraction(law.value_on("penalty_growth", first), 100)
        granted = law.value_on("penalty_relief", first)["both_rates" if both else "one_rate"]
        self.part = Fraction(granted[min(successive, len(granted)) - 1], 100)
        # Missed means the rate is below the standard, so the span is above zero.
        span = standard.adjusted - self.threshold
        self.degree = (reached.achieved - self.threshold) / span
        self.growth = self._growth()

    def _growth(self) -> Fraction:
        before, now = self.reached.engaged_before, self.reached.engaged
        if before == 0:
            # The formula divides by last year's number. From nobody, any growth is all of it.
            return Fraction(int(now > 0))
        return (now - before) / (self.full_growth * before)

    def of(self, full: int) -> tuple[int, list[Reason]]:
        """Cents off, never more than the penalty itself, and why."""
        if why_not := self._why_not():
            return 0, [why_not]
        amount = cents(min(Fraction(1), self.degree * self.growth) * self.part * full)
        granted = because(
            REDUCTION,
            "45 CFR 261.51(c)",
            part=points(100 * self.part, 0),
            amount=dollars(amount),
            net=dollars(full - amount),
        )
        return amount, [*self._arithmetic(), granted]

    def _why_not(self) -> Reason | None:
        if self.part == 0:
            return because(TOO_MANY_YEARS, "45 CFR 261.51(c)(3)", year=str(self.successive))
        if self.reached.achieved < self.threshold:
            return because(
                BELOW_THRESHOLD,
                "45 CFR 261.51(b)(1)(i)",
                achieved=points(self.reached.achieved, 2),
                threshold=points(self.threshold, 2),
            )
        if self.growth <= 0:
            return because(NO_GROWTH, "45 CFR 261.51(b)(1)(ii)")
        return None

    def _arithmetic(self) -> list[Reason]:
        degree = because(
            DEGREE,
            "45 CFR 261.51(b)(3)",
            achieved=points(self.reached.achieved, 2),
            threshold=points(self.threshold, 2),
            needed=points(self.reached.standard.adjusted, 2),
            degree=points(self.degree, 3),
        )
        growth = because(
            GROWTH,
            "45 CFR 261.51(b)(4)",
            before=counted(self.reached.engaged_before),
            now=counted(self.reached.engaged),
            percent=points(100 * self.full_growth, 0),
            growth=points(self.growth, 3),
        )
        return [degree, growth]
