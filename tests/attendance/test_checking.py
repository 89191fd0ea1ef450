"""A full recompute is a check: it raises alarms and puts nothing right."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from caseway.agencies.models import Role
from caseway.attendance.actions import checking
from caseway.attendance.actions.recompute import mark_stale
from caseway.attendance.jobs import check_months
from caseway.attendance.models import (
    ActivityKind,
    AttendanceEntry,
    CaseMonth,
    MonthDifference,
    PersonMonth,
    StandingCode,
)
from caseway.attendance.queries.alarms import (
    RuleChange,
    alarm_count,
    alarms,
    changed_by_rules,
    rule_change_count,
    rule_changes,
)
from caseway.kernel.models import Job
from caseway.kernel.models.audit import AuditEntry
from tests.attendance.book import APRIL, MARCH, NOW, family, weeks_of
from tests.factories import make_entry, make_family_month, make_worker, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def families(world):
    """Three families of March, worked out."""
    cases = [family(world, name) for name in ("Ana Rivera", "Luz Ortega", "Kim Tran")]
    for case in cases:
        weeks_of(case)
    mark_stale([(case.pk, MARCH) for case in cases], NOW)
    return cases


def check(shard=2):
    return checking.check_month(MARCH, NOW, shard=shard)


def test_sound_results_raise_no_alarm_in_shards_of_any_size(families):
    family(make_world(), "Far Away")

    for shard in (1, 2, 3, 5000):
        assert check(shard) == 0
    assert not MonthDifference.objects.exists()


def test_a_result_that_lies_is_reported_and_left_as_it_is(families):
    row = CaseMonth.objects.get(case=families[1])
    CaseMonth.objects.filter(pk=row.pk).update(overall=StandingCode.NOT_ENGAGED)

    assert check() == 1

    alarm = MonthDifference.objects.get()
    assert (alarm.case_month, alarm.found_at) == (row, NOW)
    assert (alarm.stored["overall"], alarm.fresh["overall"]) == (3, 2)
    assert CaseMonth.objects.get(pk=row.pk).overall == StandingCode.NOT_ENGAGED
    assert check() == 1
    assert MonthDifference.objects.count() == 1


def test_an_entry_that_was_written_past_the_house_is_found(families):
    job = families[0].enrolments.get()
    make_entry(job, date(2026, 3, 7), scheduled=60)

    assert check() == 1


def test_an_alarm_goes_when_the_result_is_right_again(families):
    CaseMonth.objects.filter(case=families[1]).update(overall=StandingCode.OUT)
    check()

    mark_stale([(families[1].pk, MARCH)], NOW)

    assert check() == 0
    assert not MonthDifference.objects.exists()


def test_what_waits_to_be_worked_out_is_no_alarm(families):
    AttendanceEntry.objects.filter(case=families[0], day=2).delete()
    CaseMonth.objects.filter(case=families[0]).update(stale_since=NOW)

    assert check() == 0


def test_what_follows_from_a_month_that_waits_is_no_alarm(world, families):
    case = family(world, "Noor Haddad")
    weeks_of(case, ActivityKind.JOB_SEARCH)
    make_family_month(case, APRIL, children=0)
    mark_stale([(case.pk, MARCH), (case.pk, APRIL)], NOW)
    PersonMonth.objects.filter(period=MARCH, person=case.participant).update(job_search_minutes=60)
    CaseMonth.objects.filter(case=case, period=MARCH).update(stale_since=NOW)

    assert checking.check_month(APRIL, NOW) == 0
    CaseMonth.objects.filter(case=case, period=MARCH).update(stale_since=None)
    assert checking.check_month(APRIL, NOW) == 1


def test_the_weekly_check_asks_for_each_month_once(families):
    assert check_months.call() == 1
    assert check_months.call() == 1

    checks = Job.objects.filter(waiting_key__startswith="attendance:check ")
    assert [job.waiting_key for job in checks] == [f"attendance:check {MARCH}"]


def test_a_shard_is_checked_in_a_fixed_number_of_queries(
    world, families, django_assert_num_queries
):
    with django_assert_num_queries(11):
        check(shard=5000)
    for number in range(30):
        case = family(world, f"Ana Rivera{number}")
        weeks_of(case, mondays=(2,))
        mark_stale([(case.pk, MARCH)], NOW)

    with django_assert_num_queries(11):
        check(shard=5000)


# A change of rules is no alarm


def under_old_rules(case, **values):
    CaseMonth.objects.filter(case=case).update(
        rule_version="1-0123456789ab", input_hash="of the old rules", **values
    )


def test_a_result_of_other_rules_that_stands_is_not_listed(families):
    under_old_rules(families[1])

    assert check() == 0
    assert not MonthDifference.objects.exists()


def test_a_result_that_other_rules_answer_otherwise_is_listed_apart_and_is_no_alarm(families):
    under_old_rules(families[1], overall=StandingCode.NOT_ENGAGED)
    CaseMonth.objects.filter(case=families[2]).update(overall=StandingCode.OUT)
    now = CaseMonth.objects.get(case=families[0]).rule_version

    assert check() == 1

    assert alarm_count() == 1
    assert [one.lines[0] for one in alarms(5)] == [
        "All families: stored Not in this rate; worked out Counted, hours met"
    ]
    assert rule_changes() == [RuleChange("March 2026", "1-0123456789ab", now, 1)]
    assert rule_change_count() == 1
    (changed,) = changed_by_rules(5)
    assert f"Version of the rules: stored 1-0123456789ab; worked out {now}" in changed.lines
    assert CaseMonth.objects.get(case=families[1]).overall == StandingCode.NOT_ENGAGED


def test_the_operations_page_tells_a_change_of_rules_from_a_fault(
    client, world, families, monkeypatch
):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    under_old_rules(families[1], overall=StandingCode.NOT_ENGAGED)
    check()
    client.force_login(make_worker(world, Role.ADMINISTRATOR, agency=world.public))

    page = client.get("/administration/operations/").content.decode()

    assert "Every result that was checked came out as it is stored." in page
    assert "March 2026: 1 result, worked out under rule 1-0123456789ab; now" in page
    address = f"/administration/alarms/{MonthDifference.objects.get().pk}/rework/"
    client.post(address, {"reason": "The new rules hold for March"})
    assert CaseMonth.objects.get(case=families[1]).overall == StandingCode.ENGAGED


# The alarm, answered


def test_an_alarm_stands_on_the_operations_page_until_somebody_answers_it(
    client, world, families, monkeypatch
):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    row = CaseMonth.objects.get(case=families[1])
    CaseMonth.objects.filter(pk=row.pk).update(overall=StandingCode.NOT_ENGAGED)
    check()
    client.force_login(make_worker(world, Role.ADMINISTRATOR, agency=world.public))

    page = client.get("/administration/operations/").content.decode()
    said = "All families: stored Counted, hours not met; worked out Counted, hours met"
    assert said in page
    assert f"Result {row.pk}, March 2026" in page
    address = f"/administration/alarms/{MonthDifference.objects.get().pk}/rework/"
    assert "Say why" in client.post(address, follow=True).content.decode()
    assert MonthDifference.objects.exists()
    client.post(address, {"reason": "A restored backup"})

    assert not MonthDifference.objects.exists()
    assert CaseMonth.objects.get(pk=row.pk).overall == StandingCode.ENGAGED
    entry = AuditEntry.objects.get(action="month.reworked")
    assert (entry.reason, entry.after["stored"]["overall"]) == ("A restored backup", 3)
    assert client.post(address, {"reason": "Again"}).status_code == 404


def test_whoever_does_not_look_after_the_jobs_answers_no_alarm(client, world, families):
    CaseMonth.objects.filter(case=families[1]).update(overall=StandingCode.OUT)
    check()
    client.force_login(make_worker(world, Role.SUPERVISOR))

    address = f"/administration/alarms/{MonthDifference.objects.get().pk}/rework/"
    assert client.post(address, {"reason": "Mine"}).status_code == 404


def test_the_command_says_each_month_and_fails_when_something_differs(families):
    out = StringIO()
    call_command("check_months", "2026-03", stdout=out)
    assert out.getvalue() == "2026-03: 0 differ\n"

    CaseMonth.objects.filter(case=families[1]).update(overall=StandingCode.OUT)
    with pytest.raises(CommandError, match="1 results differ"):
        call_command("check_months", stdout=out)
    under_old_rules(families[2], overall=StandingCode.NOT_ENGAGED)
    with pytest.raises(CommandError, match="1 results differ"):
        call_command("check_months", "2026-03", stdout=out)
    assert "March 2026: 1 worked out under rule 1-0123456789ab; now" in out.getvalue()
    with pytest.raises(CommandError, match="Not a month"):
        call_command("check_months", "March")
