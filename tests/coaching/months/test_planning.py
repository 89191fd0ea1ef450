"""Planning a month, changing it by hand, accepting it; jobs that stop, fail and go on."""

from datetime import date, time, timedelta

import pytest

from caseway.coaching.actions import coach as coach_actions
from caseway.coaching.actions.helping import allow_call, lift_cap, widen_windows
from caseway.coaching.actions.months import accepting, editing, planning, searching
from caseway.coaching.models import (
    MeetingWindow,
    MonthPlan,
    PlanState,
    SessionOverride,
    Visit,
    VisitState,
    WhyNot,
)
from caseway.coaching.stored import legs, read
from caseway.employment.models import JobSite
from caseway.kernel.models.audit import AuditEntry
from caseway.kernel.refusals import NotAllowed
from tests.coaching.months.rows import (
    MONTH,
    NOW,
    POINTS,
    make_client,
    make_team,
    make_visit,
    set_up,
    where,
)
from tests.factories import make_worker

pytestmark = pytest.mark.django_db


def planned(team, **fields):
    return planning.plan_now(setup=team.setup, month=MONTH, by=team.coach, at=NOW, **fields)


def run(row, seconds=lambda: 0.0):
    return searching.run(row.pk, lambda: NOW, seconds)


def asked(team, setup=None):
    return searching.ask_for_plan(setup=setup or team.setup, month=MONTH, by=team.leader, at=NOW)


def test_everybody_is_planned_as_often_as_her_tier_asks_and_never_over_four():
    team = make_team(0)
    for tier in ("weekly", "biweekly", "monthly"):
        make_client(team, tier=tier)

    plan = planned(team)

    counted = [plan.sessions.filter(enrolment=row).count() for row in team.people]
    assert counted == [4, 2, 1]
    assert read(plan.result).due == {
        str(row.pk): due for row, due in zip(team.people, (4, 2, 1), strict=True)
    }
    assert plan.state == PlanState.READY


def test_the_same_ground_gives_the_same_plan():
    team = make_team(4)

    first, second = planned(team), planned(team)

    assert where(first) == where(second)
    assert (first.seed, first.iterations, first.digest) == (
        second.seed,
        second.iterations,
        second.digest,
    )
    first.refresh_from_db()
    assert first.state == PlanState.SET_ASIDE


def test_a_month_that_is_over_is_not_planned():
    team = make_team(1)

    with pytest.raises(NotAllowed, match="is over"):
        planning.plan_now(setup=team.setup, month=MONTH.plus(-2), by=team.coach, at=NOW)


def test_a_case_manager_does_not_plan_months():
    team = make_team(1)

    with pytest.raises(NotAllowed):
        planning.plan_now(setup=team.setup, month=MONTH, by=make_worker(team.world), at=NOW)


def test_a_month_without_clients_says_so():
    team = make_team(0)

    with pytest.raises(NotAllowed, match="Nobody is coached"):
        planned(team)


def test_what_is_pinned_stays_when_the_month_is_planned_again():
    team = make_team(6)
    plan = planned(team)
    kept = list(plan.sessions.order_by("pk")[:2])
    for one in kept:
        editing.pin(session=one, pinned=True, by=team.coach, at=NOW)

    again = planned(team, iterations=200)

    for one in kept:
        same = again.sessions.get(enrolment=one.enrolment_id, day=one.day)
        assert (same.begins_at, same.mode, same.is_locked) == (one.begins_at, one.mode, True)


def test_a_session_let_go_may_move_again():
    team = make_team(1)
    one = planned(team).sessions.first()
    editing.pin(session=one, pinned=True, by=team.coach, at=NOW)

    assert editing.pin(session=one, pinned=False, by=team.coach, at=NOW).is_locked is False


def test_a_session_moves_where_it_is_asked_and_the_rest_stays():
    team = make_team(6)
    plan = planned(team)
    one = plan.sessions.filter(mode="visit").order_by("pk").first()
    free = [row[0] for row in one.candidates if row[1] == "visit" and row[0] != str(one.day)]
    day = date.fromisoformat(free[-1])
    rest = {key for key in where(plan) if key != (one.enrolment_id, one.day)}

    after = editing.move(session=one, day=day, by=team.coach, at=NOW)

    moved = after.sessions.get(enrolment=one.enrolment_id, day=day)
    assert moved.is_locked
    assert rest <= set(where(after))
    assert (one.enrolment_id, one.day) not in where(after)


def test_a_session_does_not_move_to_a_sunday_and_the_plan_stands():
    team = make_team(2)
    plan = planned(team)
    one = plan.sessions.first()
    before = where(plan)

    with pytest.raises(NotAllowed, match="does not work that day"):
        editing.move(session=one, day=date(2026, 12, 6), by=team.coach, at=NOW)

    plan.refresh_from_db()
    assert (plan.state, where(plan)) == (PlanState.READY, before)


def test_two_sessions_change_days():
    team = make_team(0)
    for _number in range(3):  # at one place, so that each may stand where the other stood
        make_client(team, tier="monthly", point=POINTS[0])
    plan = planned(team)
    one = plan.sessions.order_by("day", "pk").first()
    other = plan.sessions.exclude(day=one.day).order_by("day", "pk").last()
    if other is None:  # all on one day: bring one elsewhere first
        later = one.day + timedelta(days=7)
        plan = editing.move(session=one, day=later, by=team.coach, at=NOW)
        one = plan.sessions.get(day=later)
        other = plan.sessions.exclude(day=later).first()

    after = editing.swap(one=one, other=other, by=team.coach, at=NOW)

    assert (one.enrolment_id, other.day) in where(after)
    assert (other.enrolment_id, one.day) in where(after)


def a_move(plan):
    """A visit of the plan, and another day that would do for it."""
    one = plan.sessions.filter(mode="visit").order_by("pk").first()
    free = [row[0] for row in one.candidates if row[1] == "visit" and row[0] != str(one.day)]
    return one, date.fromisoformat(free[-1])


def test_a_move_worked_out_before_is_kept_as_it_was():
    team = make_team(4)
    one, day = a_move(planned(team))
    worked = editing.work_out_move(session=one, day=day, by=team.coach, at=NOW)
    assert MonthPlan.objects.count() == 1, "working it out writes nothing"

    after = editing.move(session=one, day=day, by=team.coach, at=NOW, worked=worked)

    assert {(int(row.client), row.day) for row in worked.plan.sessions} == set(where(after))
    assert after.sessions.get(enrolment=one.enrolment_id, day=day).is_locked


def pinned_meanwhile(team, plan, one):
    other = plan.sessions.exclude(pk=one.pk).first()
    editing.pin(session=other, pinned=True, by=team.coach, at=NOW)


def agreed_meanwhile(team, plan, one):
    other = plan.sessions.exclude(enrolment=one.enrolment_id).first()
    make_visit(team, other.enrolment, other.day)


def a_client_meanwhile(team, plan, one):
    make_client(team)


def a_day_off_meanwhile(team, plan, one):
    coach_actions.add_duty(
        setup=team.setup,
        what="Dentist",
        day=one.day,
        begins_at=time(9),
        ends_at=time(17),
        at_base=False,
        by=team.coach,
        at=NOW,
    )


MEANWHILE = [pinned_meanwhile, agreed_meanwhile, a_client_meanwhile, a_day_off_meanwhile]


@pytest.mark.parametrize("meanwhile", MEANWHILE)
def test_a_move_worked_out_before_something_changed_is_refused(meanwhile):
    team = make_team(4)
    plan = planned(team)
    one, day = a_move(plan)
    worked = editing.work_out_move(session=one, day=day, by=team.coach, at=NOW)
    meanwhile(team, plan, one)

    with pytest.raises(NotAllowed, match="changed meanwhile"):
        editing.move(session=one, day=day, by=team.coach, at=NOW, worked=worked)

    assert [row.state for row in MonthPlan.objects.all()] == [PlanState.READY]


def test_a_move_worked_out_in_a_proposal_that_was_replaced_is_refused():
    team = make_team(4)
    one, day = a_move(planned(team))
    worked = editing.work_out_move(session=one, day=day, by=team.coach, at=NOW)
    planned(team)

    with pytest.raises(NotAllowed, match="replaced"):
        editing.move(session=one, day=day, by=team.coach, at=NOW, worked=worked)


def test_a_swap_worked_out_before_a_pin_is_refused_and_after_it_is_kept():
    team = make_team(4, tier="monthly")
    plan = planned(team)
    one = plan.sessions.order_by("day", "pk").first()
    plan = editing.move(session=one, day=one.day + timedelta(days=7), by=team.coach, at=NOW)
    one = plan.sessions.order_by("day", "pk").first()
    other = plan.sessions.exclude(day=one.day).order_by("day", "pk").last()
    worked = editing.work_out_swap(one=one, other=other, by=team.coach, at=NOW)
    pinned_meanwhile(team, plan, other)

    with pytest.raises(NotAllowed, match="changed meanwhile"):
        editing.swap(one=one, other=other, by=team.coach, at=NOW, worked=worked)
    worked = editing.work_out_swap(one=one, other=other, by=team.coach, at=NOW)
    after = editing.swap(one=one, other=other, by=team.coach, at=NOW, worked=worked)

    assert (one.enrolment_id, other.day) in where(after)
    assert (other.enrolment_id, one.day) in where(after)


def test_a_plan_worked_out_before_a_pin_does_not_lose_it():
    team = make_team(4)
    plan = planned(team)
    worked = planning.work_out(setup=team.setup, month=MONTH, by=team.coach, at=NOW)
    editing.pin(session=plan.sessions.first(), pinned=True, by=team.coach, at=NOW)

    with pytest.raises(NotAllowed, match="changed meanwhile"):
        planned(team, worked=worked)

    plan.refresh_from_db()
    assert plan.state == PlanState.READY


def test_a_plan_worked_out_before_a_longer_search_ended_is_kept():
    team = make_team(4)
    planned(team)
    worked = planning.work_out(setup=team.setup, month=MONTH, by=team.coach, at=NOW)
    planned(team)

    assert planned(team, worked=worked).state == PlanState.READY


def test_a_dentist_moves_only_what_stands_in_the_way():
    team = make_team(6)
    plan = planned(team)
    busy = plan.sessions.filter(mode="visit").order_by("pk").first()
    before = where(plan)
    duty = coach_actions.add_duty(
        setup=team.setup,
        what="Dentist",
        day=busy.day,
        begins_at=time(9),
        ends_at=time(17),
        at_base=False,
        by=team.coach,
        at=NOW,
    )

    after = editing.plan_around(setup=team.setup, duty=duty, by=team.coach, at=NOW)

    assert not after.sessions.filter(day=busy.day, mode="visit").exists()
    elsewhere = {key for key in before if key[1] != busy.day}
    assert len(elsewhere - set(where(after))) <= len(elsewhere) // 10


def test_an_old_proposal_is_not_changed_any_more():
    team = make_team(2)
    one = planned(team).sessions.first()
    planned(team)

    with pytest.raises(NotAllowed, match="replaced"):
        editing.pin(session=one, pinned=True, by=team.coach, at=NOW)


# Accepting


def test_accepting_makes_appointments_where_people_are_met():
    team = make_team(3)
    plan = planned(team)

    done = accepting.accept(plan=plan, by=team.coach, at=NOW)

    plan.refresh_from_db()
    assert (plan.state, plan.accepted_by) == (PlanState.ACCEPTED, team.coach)
    assert done == Visit.objects.count() == plan.sessions.count() == 6
    visit = Visit.objects.filter(mode="visit").first()
    assert visit.job_site == visit.enrolment.case.jobs.get().job_site
    assert sum(one.planned_travel_minutes for one in Visit.objects.all()) == sum(
        legs(read(plan.result).days).values()
    )
    assert AuditEntry.objects.filter(action="coaching.month_accepted").count() == 1


def test_accepting_for_one_person_leaves_the_others_proposed():
    team = make_team(3)
    plan, row = planned(team), team.people[1]

    accepting.accept(plan=plan, by=team.coach, at=NOW, enrolments=[row.pk])

    plan.refresh_from_db()
    assert plan.state == PlanState.READY
    assert {one.enrolment_id for one in Visit.objects.all()} == {row.pk}
    accepting.accept(plan=plan, by=team.coach, at=NOW)
    assert Visit.objects.filter(enrolment=row).count() == 2
    assert Visit.objects.count() == 6


def test_accepted_twice_is_accepted_once():
    team = make_team(1)
    plan = planned(team)
    accepting.accept(plan=plan, by=team.coach, at=NOW)

    with pytest.raises(NotAllowed, match="accepted or replaced"):
        accepting.accept(plan=plan, by=team.coach, at=NOW)


def test_an_agreed_visit_that_cannot_stay_moves_and_points_to_its_place():
    team = make_team(1, tier="monthly")
    row = team.people[0]
    away = make_visit(team, row, date(2026, 12, 6), begins_at=time(10))  # a Sunday

    accepting.accept(plan=planned(team), by=team.coach, at=NOW)

    away.refresh_from_db()
    assert (away.state, away.why_not) == (VisitState.MOVED, WhyNot.PLANNED_ANEW)
    assert away.moved_to.state == VisitState.PLANNED
    assert away.moved_to.day.weekday() < 5


def test_an_agreed_visit_that_stays_is_left_as_it_is():
    team = make_team(1, tier="monthly")
    row = team.people[0]
    visit = make_visit(team, row, date(2026, 12, 8), is_confirmed=True)

    accepting.accept(plan=planned(team), by=team.coach, at=NOW)

    assert list(Visit.objects.all()) == [visit]
    assert Visit.objects.get().version == 1


def test_one_visit_too_many_is_cancelled_when_the_plan_is_accepted():
    team = make_team(1, tier="monthly")
    row = team.people[0]
    make_visit(team, row, date(2026, 12, 8))
    make_visit(team, row, date(2026, 12, 22))

    accepting.accept(plan=planned(team), by=team.coach, at=NOW)

    states = list(Visit.objects.values_list("state", flat=True))
    assert (states.count("planned"), states.count("cancelled")) == (1, 1)


def test_a_plan_below_the_funders_floor_is_not_accepted():
    team = make_team(1, tier="monthly", funder="vocational_rehabilitation")
    plan = planned(team)

    with pytest.raises(NotAllowed, match="funder asks"):
        accepting.accept(plan=plan, by=team.coach, at=NOW)

    assert not Visit.objects.exists()


# What would help


def test_one_more_call_lets_somebody_without_a_place_be_reached():
    team = make_team(1, calls=1, calls_reason="By phone")
    JobSite.objects.update(latitude=None, longitude=None)
    row = team.people[0]
    plan = planned(team)
    assert [one.sessions for one in read(plan.result).unserved] == [1]
    helps = {one.code for one in read(plan.result).unserved[0].helps}
    assert "scheduling.helps_call" in helps

    allow_call(enrolment=row, month=MONTH, reason="No place yet", by=team.coach, at=NOW)

    row.refresh_from_db()
    assert (row.calls, row.calls_reason) == (2, "No place yet")
    assert read(planned(team).result).unserved == ()


def test_a_call_more_needs_a_reason():
    team = make_team(1)

    with pytest.raises(NotAllowed, match="why a call"):
        allow_call(enrolment=team.people[0], month=MONTH, reason=" ", by=team.coach, at=NOW)


def test_wider_times_are_written_down_half_an_hour_either_way():
    team = make_team(1, days=(1,), shift=(time(9), time(15)))

    widen_windows(enrolment=team.people[0], month=MONTH, by=team.coach, at=NOW)

    assert list(MeetingWindow.objects.values_list("weekday", "opens_at", "closes_at")) == [
        (1, time(7, 30), time(10)),
        (1, time(13, 30), time(16)),
    ]


def test_a_supervisor_lifts_the_cap_with_a_reason_and_the_plan_follows():
    team = make_team(1, tier="weekly")
    row = team.people[0]
    given = {"enrolment": row, "month": MONTH.first, "at": NOW}

    with pytest.raises(NotAllowed):
        lift_cap(**given, sessions=5, reason="Job at risk", by=team.coach)
    with pytest.raises(NotAllowed, match="Say why"):
        lift_cap(**given, sessions=5, reason="", by=team.leader)
    with pytest.raises(NotAllowed, match="above"):
        lift_cap(**given, sessions=4, reason="Job at risk", by=team.leader)
    lift_cap(**given, sessions=5, reason="Job at risk", by=team.leader)

    assert SessionOverride.objects.get().reason == "Job at risk"
    assert planned(team).sessions.count() == 5


# In the background


def test_a_longer_search_takes_the_place_of_the_first_plan():
    team = make_team(3)
    first = planned(team)
    row = asked(team)

    assert run(row) == "ready"

    row.refresh_from_db()
    first.refresh_from_db()
    assert (row.state, row.share_done, row.iterations) == (PlanState.READY, 1.0, 3000)
    assert first.state == PlanState.SET_ASIDE


def test_asked_twice_it_is_planned_once():
    team = make_team(1)

    assert asked(team) == asked(team)
    assert MonthPlan.objects.count() == 1


def test_stopped_it_keeps_the_best_so_far_and_says_so():
    team = make_team(3)
    row = asked(team)
    clock = iter(range(10_000))

    def seconds():
        MonthPlan.objects.filter(pk=row.pk).update(stop_asked=True)
        return float(next(clock))

    assert run(row, seconds) == "ready"

    row.refresh_from_db()
    assert row.state == PlanState.READY
    assert read(row.result).stopped
    assert row.iterations < searching.THOROUGH


def test_called_off_it_leaves_nothing():
    team = make_team(3)
    row = asked(team)
    clock = iter(range(10_000))

    def seconds():
        MonthPlan.objects.filter(pk=row.pk).update(state=PlanState.CANCELLED)
        return float(next(clock))

    assert run(row, seconds) == "called off"

    row.refresh_from_db()
    assert row.state == PlanState.CANCELLED
    assert not row.sessions.exists()


def test_called_off_before_it_began_it_never_begins():
    team = make_team(1)
    row = asked(team)

    searching.cancel(plan=row, by=team.leader, at=NOW)

    assert run(row) == "called off"
    with pytest.raises(NotAllowed, match="not being worked on"):
        searching.cancel(plan=row, by=team.leader, at=NOW)


def test_a_change_by_hand_calls_the_search_off():
    team = make_team(2)
    plan = planned(team)
    row = asked(team)

    editing.pin(session=plan.sessions.first(), pinned=True, by=team.coach, at=NOW)

    assert run(row) == "called off"


def test_progress_is_written_at_most_twice_a_second():
    team = make_team(2)
    row = asked(team)
    MonthPlan.objects.filter(pk=row.pk).update(state=PlanState.WORKING)
    clock = iter([0.0, 0.2, 0.4, 0.6])
    progress = searching._Progress(row.pk, lambda: next(clock))
    shares = []
    for share in (0.1, 0.2, 0.3, 0.4):
        assert progress(share)
        shares.append(MonthPlan.objects.get(pk=row.pk).share_done)

    assert shares == [0.1, 0.1, 0.1, 0.4]


def test_one_coach_whose_month_fails_leaves_the_others_planned():
    team = make_team(2)
    other = make_worker(team.world, "job_coach", name="Teresa Test")
    setup = set_up(team.world, other)  # and nobody to coach
    rows = searching.ask_for_team(setups=[team.setup, setup], month=MONTH, by=team.leader, at=NOW)

    assert [run(row) for row in rows] == ["ready", "failed"]

    assert rows[0].batch == rows[1].batch is not None
    rows[1].refresh_from_db()
    assert "Nobody is coached" in rows[1].failure
    assert asked(team, setup).pk != rows[1].pk  # it can be asked for again


def test_what_breaks_is_kept_with_a_sentence_and_without_its_insides(monkeypatch):
    team = make_team(1)
    row = asked(team)

    def breaks(*_given, **_named):
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(planning.MonthFacts, "plan", breaks)

    assert run(row) == "failed"
    row.refresh_from_db()
    assert row.failure
    assert "secret" not in row.failure


def test_a_search_begun_again_after_its_worker_was_lost_ends_the_same():
    team = make_team(3)
    row = asked(team)
    MonthPlan.objects.filter(pk=row.pk).update(state=PlanState.WORKING, share_done=0.7)

    assert run(row) == "ready"

    first = where(row)
    again = asked(team)
    run(again)
    assert where(again) == first
