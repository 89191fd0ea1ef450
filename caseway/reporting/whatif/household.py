"""Who must take part, and who is a parent with whom. As `rules.participation.household`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import polars as pl

from caseway.reporting.whatif.tables import Frames, beside
from caseway.rules.dates import add_months, age_on
from caseway.rules.participation.household import _MAJORITY, _STUDENT_MAJORITY
from caseway.rules.participation.law import Rules
from caseway.rules.participation.options import AgeTestDay
from caseway.rules.participation.results import Eligibility

_E = Eligibility


def test_day(rules: Rules) -> date:
    """The day on which ages are tested."""
    first = rules.options.age_test_day is AgeTestDay.FIRST
    return rules.month.first if first else rules.month.last


def households(frames: Frames, rules: Rules) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Families and people with what their ages and ties come to.

    Families gain `alone`, `young_child`, `infant`, `lower` (a disability lowers two parents'
    hours), `is_two` (parents in a two-parent family), `any_eligible` and `infant_used`. People
    gain `eligibility`, `eligible`, `is_one_of_two`, `young` and `may_be_teen`.
    """
    day, law = test_day(rules), rules.law
    families = frames.families.with_columns(
        young_child=_younger(pl.col("youngest"), day, law.young_child_age),
        infant=_before_birthday(pl.col("youngest"), day, law.infant_months_old),
    )
    people = beside(frames.people, families.select("case", "tribal", "young_child"), "case")
    people = people.with_columns(eligibility=_eligibility(day, rules)).with_columns(
        eligible=pl.col("eligibility") < _WORK_ELIGIBLE_BELOW
    )
    parent = pl.col("eligible") & pl.col("parent")
    lower = pl.col("disability") | pl.col("cares_for_disabled_child")
    carer = (pl.col("parent") | pl.col("caretaker")) & ~pl.col("noncustodial")
    of_family = people.group_by("case").agg(
        any_eligible=pl.col("eligible").any(),
        alone=carer.sum() == 1,
        lower=lower.any(),
        parents=parent.sum(),
        disabled=(parent & pl.col("disability")).any(),
        # The first of the parents in the family's order.
        infant_used=pl.col("child_under_one_months").filter(parent).first(),
    )
    families = beside(families, of_family, "case").with_columns(
        pl.col("any_eligible", "alone", "lower", "disabled").fill_null(value=False),
    )
    two = pl.col("common_child") & (pl.col("parents") == 2) & ~pl.col("disabled")
    families = families.with_columns(is_two=two.fill_null(value=False))
    people = beside(people, families.select("case", "alone", "is_two"), "case")
    single = pl.col("young_child") & pl.col("alone")
    return families, people.with_columns(
        is_one_of_two=pl.col("is_two") & parent,
        young=single & (pl.col("parent") | pl.col("caretaker")),
        young_parent=single & pl.col("parent"),
        may_be_teen=_younger(pl.col("born"), day, law.teen_age)
        & pl.col("receives")
        & (pl.col("married") | pl.col("head") | pl.col("spouse")),
    )


_WORK_ELIGIBLE_BELOW = 10


def _eligibility(day: date, rules: Rules) -> pl.Expr:
    options = rules.options
    majority = (
        pl.when("secondary_student")
        .then(_younger(pl.col("born"), day, _STUDENT_MAJORITY))
        .otherwise(_younger(pl.col("born"), day, _MAJORITY))
    )
    minor = ~(pl.col("head") | pl.col("spouse")) & majority
    outside = ~pl.col("receives") & (~pl.col("parent") | pl.col("noncustodial"))
    parent, kept = pl.col("parent"), pl.col("counted_despite_benefit")
    rows: list[tuple[pl.Expr, Eligibility]] = [
        (pl.col("tribal") & pl.lit(not options.include_tribal), _E.TRIBAL),
        (minor, _E.MINOR),
        (outside, _E.NOT_RECEIVING),
        (parent & pl.col("immigration_ineligible"), _E.IMMIGRATION),
        (parent & pl.col("ssi") & ~kept & pl.lit(options.exclude_ssi), _E.SSI),
        (parent & pl.col("cares_for_disabled") & pl.col("medical_note"), _E.CARE_OF_DISABLED),
        (parent & pl.col("ssdi") & ~kept & pl.lit(options.exclude_ssdi), _E.SSDI),
        (pl.col("receives"), _E.RECIPIENT),
    ]
    found: pl.Expr = pl.lit(int(_E.PARENT_NOT_RECEIVING), pl.UInt8)
    for condition, code in reversed(rows):
        found = pl.when(condition).then(pl.lit(int(code), pl.UInt8)).otherwise(found)
    return found


def _younger(born: pl.Expr, day: date, age: int) -> pl.Expr:
    """Whether somebody is under an age on the day. Null births are not."""
    latest = _latest(day, age * 12, lambda one: age_on(one, day) >= age)
    return (born > latest).fill_null(value=False)


def _before_birthday(born: pl.Expr, day: date, months: int) -> pl.Expr:
    """Whether the day comes before somebody is so many months old."""
    latest = _latest(day, months, lambda one: day >= add_months(one, months))
    return (born > latest).fill_null(value=False)


def _latest(day: date, months: int, is_reached: Callable[[date], bool]) -> date:
    """The latest birth for which something holds on `day`; the calendar's odd days included."""
    one = add_months(day, -months) + timedelta(days=4)
    while not is_reached(one):
        one -= timedelta(days=1)
    return one
