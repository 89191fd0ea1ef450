"""The page of quality while growing: who sees whose, and what it tells."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from caseway.agencies.models import Role
from caseway.cases.models import Assignment, Case, Part
from caseway.coaching.facts.growth import growth_facts
from caseway.coaching.models import (
    CoachingEnrolment,
    CoachingProgram,
    PhaseCode,
    PhaseSpan,
    TierCode,
    TierSpan,
    Visit,
    VisitMode,
    VisitState,
)
from caseway.employment.models import EndReason, Job, RetentionCheck
from caseway.rules.dates import Month
from tests.coaching.records.scenes import make_client, make_scene
from tests.factories import make_worker, make_world

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
OCTOBER = Month(2026, 10)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def scene(db):
    return make_scene(0)


def add(scene, tier=TierCode.BIWEEKLY, **fields):
    one = make_client(scene, **fields)
    TierSpan.objects.create(
        site=scene.world.site,
        enrolment=one.enrolment,
        tier=tier,
        starts_on=one.enrolment.began_on,
        reason="Test",
    )
    return one


def hold(scene, one, day, **fields):
    fields = {"travel_minutes": 20, "after_minutes": 15, "mode": VisitMode.VISIT, **fields}
    return Visit.objects.create(
        site=scene.world.site,
        agency=scene.world.contractor,
        enrolment=one.enrolment,
        coach=fields.pop("coach", scene.coach),
        day=day,
        begins_at=time(9),
        minutes=60,
        state=fields.pop("state", VisitState.HELD),
        **fields,
    )


def facts(scene, coach=None):
    coach = coach or scene.coach
    months = [OCTOBER, OCTOBER.plus(1)]
    return growth_facts([coach.pk], Case.objects.all(), months, TODAY)[coach.pk]


@pytest.mark.parametrize(
    ("tier", "began_on", "due"),
    [
        (TierCode.WEEKLY, date(2026, 1, 5), 4),
        (TierCode.BIWEEKLY, date(2026, 1, 5), 2),
        (TierCode.MONTHLY, date(2026, 1, 5), 1),
        (TierCode.WEEKLY, date(2026, 10, 18), 2),  # the last fourteen days
        (TierCode.WEEKLY, date(2026, 10, 17), 3),
        (TierCode.BIWEEKLY, date(2026, 10, 18), 1),
        (TierCode.MONTHLY, date(2026, 10, 31), 1),
        (TierCode.WEEKLY, date(2026, 11, 1), 0),
    ],
)
def test_what_is_due_follows_the_tier_and_the_days_served(scene, tier, began_on, due):
    add(scene, tier, began_on=began_on)

    assert facts(scene).figures[0].due == due


def test_more_sessions_for_one_make_up_for_nobody_else(scene):
    one, other = add(scene), add(scene)
    for day in (1, 8, 15, 22):
        hold(scene, one, date(2026, 10, day))
    hold(scene, other, date(2026, 10, 2))
    hold(scene, other, date(2026, 10, 3), state=VisitState.NO_SHOW, why_not="client_absent")

    found = facts(scene).figures[0]

    assert (found.due, found.held, found.missed) == (4, 5, 1)


def test_a_session_held_by_a_colleague_is_no_missed_contact(scene):
    one = add(scene, TierCode.MONTHLY)
    other = make_worker(scene.world, Role.JOB_COACH)
    hold(scene, one, date(2026, 10, 5), coach=other)

    found = facts(scene).figures[0]

    assert (found.held, found.missed) == (0, 0)


def test_travel_counts_sessions_in_person_where_it_was_recorded(scene):
    one = add(scene)
    hold(scene, one, date(2026, 10, 5), travel_minutes=40)
    hold(scene, one, date(2026, 10, 6), travel_minutes=None)
    hold(scene, one, date(2026, 10, 7), mode=VisitMode.PHONE, travel_minutes=0, after_minutes=5)

    found = facts(scene).figures[0]

    assert (found.travel, found.travelled) == (40, 1)
    assert (found.writing_minutes, found.written) == (35, 3)


@pytest.mark.parametrize(
    ("reason", "another", "losses"),
    [
        (EndReason.LAID_OFF, False, 1),
        (EndReason.LAID_OFF, True, 0),
        (EndReason.BETTER_JOB, False, 0),
    ],
)
def test_a_job_is_lost_when_it_ends_and_none_follows(scene, reason, another, losses):
    one = add(scene)
    Job.objects.filter(pk=one.job.pk).update(ended_on=date(2026, 10, 9), end_reason=reason)
    if another:
        one.job.pk, one.job.began_on = None, date(2026, 10, 10)
        one.job.save()

    found = facts(scene).figures[0]

    assert (found.jobs, found.losses) == (1, losses)


def test_people_count_with_the_coach_who_has_them_that_month(scene):
    one = add(scene)
    other = make_worker(scene.world, Role.JOB_COACH, name="Noor Test")
    part = Assignment.objects.get(case=one.case, part=Part.JOB_COACH)
    Assignment.objects.filter(pk=part.pk).update(ends_on=date(2026, 11, 1))
    part.pk, part.staff, part.starts_on = None, other, date(2026, 11, 1)
    part.save()

    mine, hers = facts(scene), facts(scene, other)

    assert [row.caseload for row in mine.figures] == [1, 0]
    assert [row.caseload for row in hers.figures] == [0, 1]
    assert [row.due for row in hers.figures] == [0, 2]


def test_wages_are_those_in_force_that_day(scene):
    add(scene)

    assert facts(scene).wages_on(date(2026, 10, 1)) == [1850]
    assert facts(scene).wages_on(date(2026, 1, 4)) == []


def page_of(client, scene, by=None, **query):
    client.force_login(by or scene.coach)
    return client.get(reverse("coaching:coach_quality", args=[scene.coach.pk]), query)


def test_twenty_four_people_of_whom_ten_are_extended_bring_a_warning(client, scene):
    for number in range(24):
        add(scene, phase=PhaseCode.EXTENDED if number < 10 else PhaseCode.INTENSIVE)

    html = page_of(client, scene).content.decode()

    assert "24 people, of whom 10 are in the extended phase (41.7%)" in html


def test_ips_advice_is_shown_only_where_somebody_is_in_ips(client, scene):
    for _number in range(21):
        add(scene)
    assert "IPS program" not in page_of(client, scene).content.decode()

    CoachingEnrolment.objects.update(program=CoachingProgram.IPS)

    assert "21 of 21 people are in an IPS program" in page_of(client, scene).content.decode()


def test_kept_jobs_tell_those_that_nobody_knows_of(client, scene):
    people = [add(scene) for _number in range(3)]
    Job.objects.update(began_on=date(2026, 7, 1))
    RetentionCheck.objects.create(
        site=scene.world.site,
        job=people[0].job,
        after_days=30,
        found="at_work",
        checked_on=date(2026, 8, 1),
        how="Pay stub",
        by=scene.coach,
    )

    html = page_of(client, scene, since="2026-06-01").content.decode()

    assert "1 of 3" in html
    assert "2 not known" in html
    assert "(33%)" not in html  # too few for a share


def test_signals_stand_in_words_beside_the_chart_and_in_its_table(client, scene):
    one = add(scene, TierCode.WEEKLY, began_on=date(2025, 6, 2))
    for month in range(12):
        first = Month(2025, 10).plus(month).first
        for week in range(4):
            hold(scene, one, first + timedelta(7 * week), travel_minutes=20 + month % 2)
    for week in range(4):
        hold(scene, one, date(2026, 10, 1) + timedelta(7 * week), travel_minutes=60)

    html = page_of(client, scene, since="2026-10-01").content.decode()

    assert "Travel to a session: 1 month stands out" in html
    assert "Higher than chance explains." in html
    assert "Above the limit" in html


def test_the_day_of_the_change_is_when_the_caseload_passed_twenty(client, scene):
    for number in range(21):
        add(scene, began_on=date(2026, 1, 5) if number < 20 else date(2026, 9, 14))

    assert page_of(client, scene).context["since"] == date(2026, 9, 1)
    assert page_of(client, scene, since="2026-03-05").context["since"] == date(2026, 3, 5)
    assert page_of(client, scene, since="nonsense").status_code == 200


def test_a_coach_sees_herself_a_supervisor_her_team_and_strangers_nobody(client, scene):
    add(scene)
    colleague = make_worker(scene.world, Role.JOB_COACH)
    case_manager = make_worker(scene.world)
    far = make_worker(make_world("Elsewhere"), Role.SUPERVISOR)

    statuses = {}
    for name, who in {
        "own": scene.coach,
        "lead": scene.supervisor,
        "colleague": colleague,
        "case manager": case_manager,
        "far": far,
    }.items():
        statuses[name] = page_of(client, scene, who).status_code
    assert statuses == {
        "own": 200, "lead": 200, "colleague": 404, "case manager": 404, "far": 404,
    }  # fmt: skip

    client.force_login(scene.coach)
    own = reverse("coaching:coach_quality", args=[scene.coach.pk])
    assert client.get(reverse("coaching:quality")).url == own
    client.force_login(case_manager)
    assert client.get(reverse("coaching:quality")).status_code == 403


@pytest.mark.parametrize("count", [2, 40])
def test_the_team_is_read_in_as_many_queries_for_two_coaches_as_for_forty(
    client, scene, count, django_assert_num_queries
):
    for _number in range(count):
        scene.coach = make_worker(scene.world, Role.JOB_COACH)
        hold(scene, add(scene), date(2026, 10, 5))
    client.force_login(scene.supervisor)
    client.get(reverse("coaching:quality"))

    with django_assert_num_queries(12):
        html = client.get(reverse("coaching:quality")).content.decode()
    assert html.count("c-row__name") == count


def test_spans_of_phase_are_read_on_the_last_day_of_a_month(scene):
    one = add(scene, phase=PhaseCode.INTENSIVE)
    PhaseSpan.objects.filter(enrolment=one.enrolment).update(ends_on=date(2026, 10, 31))
    PhaseSpan.objects.create(
        site=scene.world.site,
        enrolment=one.enrolment,
        phase=PhaseCode.EXTENDED,
        starts_on=date(2026, 10, 31),
        reason="Test",
    )

    assert facts(scene).figures[0].extended == 1
