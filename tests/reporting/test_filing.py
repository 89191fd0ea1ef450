"""What is filed stays as it was filed, and every later difference is listed with its reason."""

import pytest

from caseway.agencies.models import Role
from caseway.attendance.actions.closing import close_month, reopen_month
from caseway.attendance.models import CaseMonth, PersonMonth
from caseway.kernel.models.audit import AuditEntry
from caseway.kernel.refusals import NotAllowed
from caseway.reporting.actions.filing import file_rate, why_not_file
from caseway.reporting.models import FiledFamily, FiledRate
from caseway.reporting.queries import filings as filing_queries
from caseway.reporting.queries.filings import compared, lines_now, rates_of
from caseway.rules.participation.rates import CapFormula
from tests.attendance.book import MARCH, NOW
from tests.factories import make_worker, make_world
from tests.reporting.rows import MET, MISSED, county, result

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(world, leader):
    """Ten families of March, closed."""
    rows = county(world)
    close_month(site=world.site, period=MARCH, by=leader, at=NOW)
    return rows


def file(world, by, **more):
    return file_rate(site=world.site, period=MARCH, by=by, at=NOW, **more)


def test_a_filing_keeps_both_rates_and_a_line_for_every_family(world, leader, closed):
    filing = file(world, leader, note="Confirmation 8812")

    assert (filing.number, filing.families, filing.filed_by) == (1, 10, leader)
    assert (filing.overall_numerator, filing.overall_denominator) == (2, 7)
    assert (filing.two_parent_numerator, filing.two_parent_denominator) == (1, 1)
    assert (filing.rule_version, filing.note) == ("1-test", "Confirmation 8812")
    line = FiledFamily.objects.get(case=closed[2].case)
    assert (line.overall, line.overall_by_education, line.overall_limited) == (MET, True, True)
    assert line.hours == [[closed[2].case.participant_id, 30, 0]]
    assert line.reasons == [["wpr.family.engaged"], ["wpr.family.one_eligible_parent"]]
    assert AuditEntry.objects.filter(action="rate.filed").count() == 1


def test_a_month_is_filed_when_it_is_closed_and_fully_worked_out(world, leader):
    rows = county(world)
    assert "Close March 2026 first" in why_not_file(leader, world.site, MARCH)

    close_month(site=world.site, period=MARCH, by=leader, at=NOW)
    CaseMonth.objects.filter(pk=rows[0].pk).update(stale_since=NOW)
    with pytest.raises(NotAllowed, match="1 family is still being worked out"):
        file(world, leader)

    CaseMonth.objects.update(stale_since=None)
    assert why_not_file(leader, world.site, MARCH) is None
    CaseMonth.objects.update(wpr_applies=False)
    assert "nothing to file" in why_not_file(leader, world.site, MARCH)


def test_only_an_administrator_of_the_site_files(world, closed):
    boss = make_worker(world, Role.SUPERVISOR, agency=world.public)
    stranger = make_worker(make_world(), Role.ADMINISTRATOR)

    for somebody in (boss, stranger):
        with pytest.raises(NotAllowed):
            file(world, somebody)
    assert not FiledRate.objects.exists()
    assert not FiledRate.objects.visible_to(boss).exists()


def test_what_was_filed_stays_when_the_month_changes(world, leader, closed):
    filing = file(world, leader)
    kept = list(FiledFamily.objects.order_by("pk").values())
    reopen_month(site=world.site, period=MARCH, reason="Late stubs", by=leader, at=NOW)
    CaseMonth.objects.filter(pk=closed[3].pk).update(overall=MET, input_hash="other")
    PersonMonth.objects.filter(case_month=closed[3]).update(core_hours=30)
    CaseMonth.objects.filter(pk=closed[9].pk).delete()
    result(world, "Late Arrival", MISSED)

    found = compared(filing)

    assert list(FiledFamily.objects.order_by("pk").values()) == kept
    assert found.is_intact
    # One more met the hours, and beside three one by education may count.
    assert (found.then.overall.numerator, found.now.overall.numerator) == (2, 4)
    said = {
        each.case: ([reason.code for reason in each.changes], each.moves)
        for each in found.differences
    }
    assert said[closed[3].case_id] == (["compare.overall", "compare.core"], True)
    assert said[closed[9].case_id] == (["compare.gone"], False)
    assert ["compare.added"] in [codes for codes, _moves in said.values()]
    why = next(each for each in found.differences if each.case == closed[3].case_id).why
    assert [reason.code for reason in why] == ["compare.facts"]


def test_nothing_differs_until_something_changes(world, leader, closed):
    found = compared(file(world, leader))

    assert found.differences == []
    assert found.overall.same
    assert found.two_parent.same


def test_a_correction_is_a_further_filing_beside_the_first(world, leader, closed):
    first = file(world, leader)
    CaseMonth.objects.filter(pk=closed[3].pk).update(overall=MET)

    second = file(world, leader)

    assert (first.number, second.number) == (1, 2)
    first.refresh_from_db()
    # Three others met now, beside whom one by education may count.
    assert (first.overall_numerator, second.overall_numerator) == (2, 4)
    assert FiledFamily.objects.count() == 20


def test_a_line_that_somebody_changed_in_the_database_shows(world, leader, closed):
    filing = file(world, leader)

    FiledFamily.objects.filter(case=closed[0].case).update(overall=MISSED)

    assert not compared(filing).is_intact


def test_a_filing_of_forty_families_is_read_in_as_many_queries_as_of_two(
    leader, world, django_assert_num_queries
):
    result(world, "Ana Rivera", MET)
    result(world, "Bo Chen", MISSED)
    close_month(site=world.site, period=MARCH, by=leader, at=NOW)
    few = file(world, leader)
    for number in range(38):
        result(world, f"Cleo Diaz{number}", MISSED)
    many = file(world, leader)

    for filing in (few, many):
        with django_assert_num_queries(3):
            compared(filing)


def test_the_filed_rate_takes_the_limit_as_the_state_takes_it(world, leader, closed, monkeypatch):
    for number in range(10):
        result(world, f"Ivo Jansen{number}", MET, overall_by_education=number < 7)
    county = list(lines_now(world.site.pk, MARCH))
    filed = {}
    for formula in CapFormula:
        monkeypatch.setattr(filing_queries, "cap_formula", lambda *_asked, one=formula: one)
        filed[formula] = rates_of(county, MARCH, world.site.state).combined.overall

    assert filed[CapFormula.OF_COUNTED].numerator < filed[CapFormula.OF_UNCAPPED].numerator
