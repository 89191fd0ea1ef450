"""The rate to reach: the law's percentage less the credit for a caseload that fell."""

from contextlib import nullcontext
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from caseway.agencies.models import Role
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import StaleRecord
from caseway.reporting.actions.targets import save_caseloads
from caseway.reporting.models import CaseloadYear
from caseway.reporting.queries import targets as target_queries
from caseway.reporting.queries.scope import Rate
from caseway.reporting.queries.targets import targets
from caseway.rules.dates import Month
from caseway.rules.participation.credit import TwoParentCredit
from tests.attendance.book import NOW
from tests.factories import make_worker, make_world

pytestmark = pytest.mark.django_db


COUNTS = {
    "base_cases": 20000,
    "comparison_cases": 13000,
    "cut_cases": 600,
    "added_cases": 0,
    "excess_cases": 0,
}


def test_without_caseloads_the_full_percentages_hold(world):
    found = targets(frozenset({world.site.pk}), [Month(2026, 3)])[Month(2026, 3)]

    assert (found.of(Rate.OVERALL).adjusted, found.of(Rate.TWO_PARENT).adjusted) == (50, 90)
    assert not found.known


def test_a_caseload_that_fell_lowers_the_target_of_its_fiscal_year_only(world, leader):
    save_caseloads(site=world.site, year=2026, figures=COUNTS, version=0, by=leader, at=NOW)
    months = [Month(2025, 9), Month(2025, 10), Month(2026, 9), Month(2026, 10)]

    found = targets(frozenset({world.site.pk}), months)

    # The worked example: a fall of 35 points, 3 of them by cuts: 50 - 32 and 90 - 32.
    assert [found[month].of(Rate.OVERALL).adjusted for month in months] == [50, 18, 18, 50]
    assert found[months[1]].of(Rate.TWO_PARENT).adjusted == 58


# 1,000 two-parent families became 500, 100 of them by cuts: 50 points, 10 earn nothing.
THEIR_OWN = {
    "two_parent_base_cases": 1000,
    "two_parent_comparison_cases": 500,
    "two_parent_cut_cases": 100,
    "taken_from": "Caseload Reduction Report of Dec 18, 2025",
}


@pytest.mark.parametrize(
    ("said", "configured", "target"),
    [
        ({}, TwoParentCredit.OVERALL, 58),
        ({}, TwoParentCredit.TWO_PARENT, 90),  # theirs are not entered: no credit
        ({}, TwoParentCredit.HIGHER, 58),
        (THEIR_OWN, TwoParentCredit.OVERALL, 58),
        (THEIR_OWN, TwoParentCredit.TWO_PARENT, 50),
        (THEIR_OWN, TwoParentCredit.HIGHER, 50),
        # What is said for the year stands above what the state is set to.
        (THEIR_OWN | {"two_parent_choice": "two_parent"}, TwoParentCredit.OVERALL, 50),
        (THEIR_OWN | {"two_parent_choice": "overall"}, TwoParentCredit.TWO_PARENT, 58),
    ],
)
def test_the_two_parent_target_follows_the_states_choice(
    world, leader, monkeypatch, said, configured, target
):
    asked = []
    monkeypatch.setattr(
        target_queries,
        "two_parent_credit",
        lambda state, day: asked.append((state, day)) or configured,
    )
    figures = COUNTS | said
    save_caseloads(site=world.site, year=2026, figures=figures, version=0, by=leader, at=NOW)

    found = targets(frozenset({world.site.pk}), [Month(2026, 3)])[Month(2026, 3)]

    assert found.of(Rate.TWO_PARENT).adjusted == target
    assert found.of(Rate.OVERALL).adjusted == 18
    chosen = "two_parent_choice" in said
    assert asked == ([] if chosen else [(world.site.state, date(2025, 10, 1))])


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"two_parent_choice": "two_parent"}, "choose the change of the whole caseload"),
        ({"two_parent_choice": "higher"}, "choose the change of the whole caseload"),
        ({"two_parent_base_cases": 1000}, "of both years, or of none"),
        (THEIR_OWN | {"two_parent_base_cases": 20001}, "more two-parent families"),
        (THEIR_OWN | {"two_parent_comparison_cases": 13001}, "more two-parent families"),
        (THEIR_OWN | {"two_parent_excess_cases": 501}, "cannot be left out"),
        (THEIR_OWN | {"two_parent_base_cases": 20000, "two_parent_excess_cases": 500}, None),
    ],
)
def test_two_parent_caseloads_that_cannot_be_are_refused(world, leader, said, why):
    figures = COUNTS | said
    expected = pytest.raises(NotAllowed, match=why) if why else nullcontext()

    with expected:
        save_caseloads(site=world.site, year=2026, figures=figures, version=0, by=leader, at=NOW)

    assert CaseloadYear.objects.exists() is (why is None)


@pytest.mark.parametrize(
    "kept",
    [
        {"two_parent_base_cases": 10},
        {"two_parent_base_cases": 20001, "two_parent_comparison_cases": 1},
        {
            "two_parent_base_cases": 10,
            "two_parent_comparison_cases": 5,
            "two_parent_excess_cases": 6,
        },
        {"two_parent_choice": "lower"},
    ],
)
def test_the_database_holds_no_two_parent_caseload_that_cannot_be(world, kept):
    row = CaseloadYear(site=world.site, fiscal_year=2026, **COUNTS, **kept)

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_two_sites_looked_at_together_have_no_credit_in_common(world, leader):
    save_caseloads(site=world.site, year=2026, figures=COUNTS, version=0, by=leader, at=NOW)
    month = Month(2026, 3)

    both = targets(frozenset({world.site.pk, make_world().site.pk}), [month])

    assert both[month].of(Rate.OVERALL).adjusted == 50
    assert both[month].several


def test_caseloads_that_cannot_be_are_refused_and_a_stale_save_changes_nothing(world, leader):
    with pytest.raises(NotAllowed, match="cannot be left out"):
        save_caseloads(
            site=world.site,
            year=2026,
            figures=COUNTS | {"excess_cases": 13001},
            version=0,
            by=leader,
            at=NOW,
        )
    row = save_caseloads(site=world.site, year=2026, figures=COUNTS, version=0, by=leader, at=NOW)
    with pytest.raises(StaleRecord):
        save_caseloads(
            site=world.site,
            year=2026,
            figures=COUNTS | {"base_cases": 1},
            version=row.version + 1,
            by=leader,
            at=NOW,
        )
    with pytest.raises(NotAllowed):
        save_caseloads(
            site=world.site,
            year=2026,
            figures=COUNTS,
            version=row.version,
            by=make_worker(world, Role.SUPERVISOR),
            at=NOW,
        )

    assert CaseloadYear.objects.get().base_cases == 20000
