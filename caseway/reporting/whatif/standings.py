"""From hours to standings: who meets what, and where each family stands in each rate.

As `rules.participation.engagement`, `decision` and `standings`.
"""

from __future__ import annotations

import polars as pl

from caseway.reporting.whatif.spans import Span
from caseway.reporting.whatif.tables import beside
from caseway.rules.participation.activities import CORE, Activity
from caseway.rules.participation.law import Rules
from caseway.rules.participation.options import Precedence, SmallCheckScope
from caseway.rules.participation.standing import Standing

_VOCED, _SCHOOL, _EDEMP = int(Activity.VOCED), int(Activity.SCHOOL), int(Activity.EDEMP)
_JSJR, _OTHER = int(Activity.JSJR), int(Activity.OTHER)
_CORE = sorted(int(one) for one in CORE - {Activity.VOCED, Activity.JSJR})


def hours_by_person(counted: pl.DataFrame, span: Span) -> pl.DataFrame:
    """Hours a week: `core` (vocational education and job search aside), `voced`, `noncore`."""
    kinds = ("worked", "excused", "holiday")
    hours = pl.sum_horizontal(span.rounded(pl.col(kind)) for kind in kinds)
    minutes = pl.sum_horizontal("worked", "excused", "holiday")
    activity = pl.col("activity")
    is_core, is_voced = activity.is_in(_CORE), activity == _VOCED
    noncore = ~is_core & ~is_voced & ~activity.is_in([_JSJR, _OTHER])
    rows = counted.select(*span.keys, "activity", hours=hours, minutes=minutes)
    # Each kind in a column of its own, and then added up: half as dear as sums that choose rows.
    of_kind = {
        "core": pl.when(is_core).then("hours"),
        "voced": pl.when(is_voced).then("hours"),
        "noncore": pl.when(noncore).then("hours"),
        "edemp": pl.when(activity == _EDEMP).then("hours"),
        "school_minutes": pl.when(activity == _SCHOOL).then("minutes"),
    }
    placed = rows.select(*span.keys, **{name: one.otherwise(0) for name, one in of_kind.items()})
    return placed.group_by(span.keys).agg(pl.col(*of_kind).sum())


def met_by_person(people: pl.DataFrame, rules: Rules, span: Span) -> pl.DataFrame:
    """Whether people, who carry their hours, meet the overall rate, with and without education.

    One row for each slot; `teen` says that schooling is enough in all of them.
    """
    law = rules.law
    at_school, enough = pl.col("school_minutes") > 0, pl.col("edemp") >= law.teen_hours
    if span.slots is not None:
        at_school, enough = at_school.any().over("who"), enough.all().over("who")
    teen = pl.col("may_be_teen") & ((pl.col("satisfactory_school") & at_school) | enough)
    total = pl.when("young").then(law.young_child_hours).otherwise(law.total_hours)
    least = pl.when("young").then(law.young_child_hours).otherwise(law.core_hours)

    def reaches(core: pl.Expr) -> pl.Expr:
        return (core >= least) & (core + pl.col("noncore") >= total)

    plain = pl.col("core") + pl.col("search")
    lawful = plain + pl.col("voced")
    filled = pl.when(pl.col("married") | pl.col("spouse")).then(
        (law.teen_hours - lawful - pl.col("noncore")).clip(lower_bound=0)
    )
    return people.with_columns(
        teen=teen,
        lawful=lawful,
        plain=plain,
        filled=pl.when(teen).then(filled.otherwise(0)).otherwise(0),
        meets=(teen | reaches(lawful)) & pl.col("eligible"),
        meets_without=reaches(plain) & pl.col("eligible"),
        educated=(teen | (pl.col("voced") > 0)) & pl.col("eligible"),
    )


def families_of(
    families: pl.DataFrame, people: pl.DataFrame, rules: Rules, span: Span
) -> pl.DataFrame:
    """Families with `met`, `met_two` and whether education alone met them."""
    parts = span.slots is not None
    persons = people
    if parts:
        persons = people.group_by("case", "who", maintain_order=True).agg(
            pl.col("meets", "meets_without").all(), pl.col("educated").any()
        )
    alone = persons.group_by("case").agg(
        met=pl.col("meets").any(),
        met_without=pl.col("meets_without").any(),
        educated=pl.col("educated").any(),
    )
    together = _together(families, people.filter("is_one_of_two"), rules, parts=parts)
    flags = ("met", "met_without", "educated", "met_two", "met_two_without")
    found = beside(beside(families, alone, "case"), together, "case")
    return found.with_columns(pl.col(*flags).fill_null(value=False))


def _together(
    families: pl.DataFrame, parents: pl.DataFrame, rules: Rules, *, parts: bool
) -> pl.DataFrame:
    """`met_two` by case, for the two-parent families: in every slot, with and without education."""
    law = rules.law
    sums = parents.group_by(["case", "slot"] if parts else ["case"]).agg(
        pl.col("lawful", "plain", "noncore", "filled").sum(),
        teens=pl.col("teen").all(),
    )
    rows = sums.join(families.select("case", "federal_child_care", "lower"), on="case")
    high = pl.col("federal_child_care") & ~pl.col("lower")
    total = pl.when(high).then(law.two_parent_care_total).otherwise(law.two_parent_total)
    least = pl.when(high).then(law.two_parent_care_core).otherwise(law.two_parent_core)
    fill = pl.col("filled")
    core_fill = fill if rules.options.married_teen_core else pl.lit(0)
    core, plain, noncore = pl.col("lawful") + core_fill, pl.col("plain"), pl.col("noncore")
    reached = (core >= least) & (core + noncore + fill - core_fill >= total)
    found = rows.select(
        "case",
        met_two=pl.col("teens") | reached,
        met_two_without=(plain >= least) & (plain + noncore >= total),
    )
    if not parts:
        return found
    return found.group_by("case").agg(pl.col("met_two", "met_two_without").all())


def standings(families: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """`case`, `overall`, `two_parent`, and whether by education, as the plain rule stores them."""
    out = ~pl.col("receives") | ~pl.col("any_eligible")
    overall = _place(pl.col("met"), rules, infant=True)
    two_parent = _place(pl.col("met_two"), rules, infant=False)
    absent = pl.lit(int(Standing.OUT), pl.UInt8)
    engaged = int(Standing.ENGAGED)
    found = families.with_columns(
        overall=pl.when(out).then(absent).otherwise(overall),
        two_parent=pl.when(out | ~pl.col("is_two")).then(absent).otherwise(two_parent),
    )
    return found.select(
        "case",
        "overall",
        "two_parent",
        overall_by_education=(pl.col("overall") == engaged)
        & pl.col("educated")
        & ~pl.col("met_without"),
        two_parent_by_education=(pl.col("two_parent") == engaged)
        & pl.col("educated")
        & ~pl.col("met_two_without"),
    )


def _place(met: pl.Expr, rules: Rules, *, infant: bool) -> pl.Expr:
    law, options = rules.law, rules.options
    small = (pl.col("tanf_cents") == 0) & (pl.col("ssp_cents") < law.small_check_cents)
    if options.small_check_scope is not SmallCheckScope.WHOLE_CASE:
        small = small & met
    sanction = (
        pl.col("work_sanction")
        & (pl.col("work_sanction_cents") > 0)
        & (pl.col("work_sanction_months") <= law.sanction_months)
        & pl.lit(options.disregard_sanctioned)
    )
    left_out = sanction
    if infant and options.child_under_one:
        left_out = left_out | (
            pl.col("infant")
            & pl.col("alone")
            & (pl.col("infant_used") < law.infant_months).fill_null(value=False)
        )
    first = pl.lit(options.precedence is Precedence.ENGAGED_FIRST) & met
    return (
        pl.when(small)
        .then(_code(Standing.DISREGARDED))
        .when(first)
        .then(_code(Standing.ENGAGED))
        .when(left_out)
        .then(_code(Standing.DISREGARDED))
        .when(met)
        .then(_code(Standing.ENGAGED))
        .otherwise(_code(Standing.NOT_ENGAGED))
    )


def _code(standing: Standing) -> pl.Expr:
    return pl.lit(int(standing), pl.UInt8)
