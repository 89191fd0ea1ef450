"""Writing, approving, keeping and talking about a plan."""

from datetime import date, timedelta

import pytest

from caseway.cases.actions.contacts import What
from caseway.cases.models import Contact, ContactKind, ContactMode, HouseholdMember
from caseway.intake.models import Barrier
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import StaleRecord
from caseway.plans.actions import keeping, offering, proposing, settings, writing
from caseway.plans.actions.keeping import Told
from caseway.plans.facts.content import content_of
from caseway.plans.facts.kept import lives
from caseway.plans.models import (
    Approval,
    Duty,
    GoalState,
    PlanKind,
    ProposalState,
    Side,
    StepState,
)
from caseway.plans.queries.page import check_of, meeting_due
from caseway.rules.plans.check import Standing
from caseway.rules.plans.ramp import Rung
from tests.factories import Role, make_case, make_person, make_worker, make_world
from tests.plans.rows import (
    NOW,
    TODAY,
    both_sign,
    make_duty,
    make_goal,
    make_plan,
    make_step,
    make_support,
    offered,
)

pytestmark = pytest.mark.django_db


def test_somebody_who_need_not_work_has_a_plan_too(there):
    case = make_case(there.world, "Luz Ortega", worker=there.own, work_required=False)

    plan = make_plan(case, there.own)

    assert check_of(plan, TODAY).standing is Standing.NOTHING_ASKED


def test_one_open_plan_of_a_kind_and_another_of_another(there):
    with pytest.raises(NotAllowed, match="open plan of this kind"):
        make_plan(there.case, there.own)

    assert make_plan(there.case, there.own, kind=PlanKind.ISS).pk
    writing.end_plan(plan=there.plan, reason="Moved", by=there.own, on=TODAY)
    assert make_plan(there.case, there.own).pk


def test_a_function_that_is_the_public_agencys_refuses_and_says_who_can(there):
    # In the Lower Rio Grande Valley the public worker writes the responsibility plan.
    with pytest.raises(NotAllowed, match="public agency does this here"):
        make_plan(there.case, there.own, kind=PlanKind.PRP)


@pytest.mark.parametrize(
    ("words", "match"),
    [
        ({"words": " "}, "in words"),
        ({"choice": "Kitchen", "why": ""}, "why they chose"),
    ],
)
def test_a_goal_has_words_and_a_choice_its_reason(there, words, match):
    with pytest.raises(NotAllowed, match=match):
        make_goal(there.plan, there.own, **{"words": "Work", **words})


def test_a_goal_may_serve_a_child_and_nobody_elses(there):
    child = make_person(there.world, "Leo Rivera")
    with pytest.raises(NotAllowed, match="family of this case"):
        make_goal(there.plan, there.own, serves=child)
    HouseholdMember.objects.create(
        site=there.world.site,
        household=there.case.household,
        person=child,
        relation="child",
        starts_on=date(2026, 3, 2),
    )

    make_goal(there.plan, there.own, "See a dentist", serves=child)

    assert content_of(there.plan)["goals"][-1]["serves"] == "Leo Rivera"


def test_what_was_told_in_private_is_never_in_what_is_printed(there):
    for kind in ("transport", "safety", "mental_health"):
        barrier = Barrier(
            site=there.world.site,
            case=there.case,
            person=there.person,
            kind=kind,
            severity="much",
            found_on=TODAY,
            found_by=there.own,
        )
        barrier.seal("story", "told in private")
        barrier.save()
        make_goal(there.plan, there.own, f"About {kind}", barrier=barrier)

    named = {one["words"]: one["barrier"] for one in content_of(there.plan)["goals"]}
    assert named["About transport"] == "transport"
    assert named["About safety"] == named["About mental_health"] == ""


@pytest.mark.parametrize(
    ("step", "match"),
    [
        ({"due_on": date(2026, 11, 15)}, "before it begins"),
        ({"ramp": (Rung(2, 1, 30),)}, "from week 1"),
        ({"ramp": (), "activity": 6}, "how often a week"),
    ],
)
def test_a_step_that_cannot_be_is_refused(there, step, match):
    with pytest.raises(NotAllowed, match=match):
        make_step(there.plan.goals.get(), there.own, **step)


def test_a_duty_says_by_when_or_how_often_and_keeps_its_number(there):
    with pytest.raises(NotAllowed, match="by when, or how often"):
        make_duty(there.plan, there.own, rhythm=" ")
    second = make_duty(there.plan, there.own, "Bring the shot record", due_on=TODAY)
    writing.take_out(row=second, by=there.own, on=TODAY)

    third = make_duty(there.plan, there.own, "Come to the meeting")

    assert [second.number, third.number] == [2, 3]


def test_a_support_needs_somebody_of_the_site_and_a_day_to_come(there):
    with pytest.raises(NotAllowed, match="today or a later day"):
        make_support(there.plan, there.own, due_on=date(2026, 11, 19))
    stranger = make_worker(make_world("Elsewhere"))
    with pytest.raises(NotAllowed, match="needs a face"):
        make_support(there.plan, there.own, owner=stranger)


def test_a_goal_is_taken_out_with_its_steps_and_comes_back_with_them(there):
    goal = there.plan.goals.get()
    writing.take_out(row=goal, by=there.own, on=TODAY)
    assert content_of(there.plan)["goals"] == content_of(there.plan)["steps"] == []

    writing.put_back(row=goal, by=there.own)

    assert len(content_of(there.plan)["steps"]) == 1


def test_two_who_write_one_goal_see_both_texts(there):
    goal = there.plan.goals.get()
    words = writing.GoalWords("Work in a bakery", "joint")
    writing.change_goal(row=goal, goal=words, version=1, by=there.own)

    again = writing.GoalWords("Work in a shop", "joint")
    with pytest.raises(StaleRecord) as stale:
        writing.change_goal(row=goal, goal=again, version=1, by=there.own)

    assert stale.value.theirs["words"] == "Work in a bakery"
    assert stale.value.mine["words"] == "Work in a shop"


@pytest.mark.parametrize(
    ("approval", "activity", "asked"),
    [
        (None, None, False),
        (Approval.FREE_STEPS, None, True),
        (Approval.FREE_STEPS, 13, True),
        (Approval.FREE_STEPS, 6, False),
        (Approval.ALL, 6, True),
    ],
)
def test_a_site_decides_how_much_latitude_its_workers_have(there, approval, activity, asked):
    there.plan.steps.update(activity=activity)
    if approval:
        boss = make_worker(there.world, Role.ADMINISTRATOR, agency=there.world.public)
        settings.set_approval(site=there.world.site, approval=approval, by=boss)

    if not asked:
        assert offered(there.plan, there.own).number == 1
        return
    with pytest.raises(NotAllowed, match="supervisor approves"):
        offered(there.plan, there.own)
    with pytest.raises(NotAllowed, match="done by"):
        offering.approve(plan=there.plan, note="", by=there.own, at=NOW)

    offering.approve(plan=there.plan, note="", by=there.supervisor, at=NOW)

    assert offered(there.plan, there.own).number == 1
    make_goal(there.plan, there.own, "One word more")
    with pytest.raises(NotAllowed, match="supervisor approves"):
        offered(there.plan, there.own)


def meeting(there, told, at=NOW, kind=ContactKind.MEETING):
    what = What(kind=kind, at=at, mode=ContactMode.PHONE, text="Went through the plan.")
    return keeping.hold_meeting(plan=there.plan, what=what, told=told, by=there.own, now=NOW)


def test_a_meeting_tells_of_at_least_one_step_and_stands_in_the_log(there):
    step = there.plan.steps.get()
    with pytest.raises(NotAllowed, match="at least one step"):
        meeting(there, [])
    with pytest.raises(NotAllowed, match="brief contact"):
        meeting(there, [Told(step, StepState.DOING)], kind=ContactKind.BRIEF)
    assert not Contact.objects.exists()

    held = meeting(there, [Told(step, StepState.DOING, "Rode it twice")])

    step.refresh_from_db()
    assert (step.state, step.state_on) == ("doing", TODAY)
    assert held.contact.kind == "meeting"


def test_the_next_meeting_counts_from_the_last_one_on_the_plan(there):
    assert meeting_due(lives([there.plan], TODAY)[there.plan.pk], TODAY) is None
    both_sign(offered(there.plan, there.own, NOW - timedelta(days=20)), there.own)
    meeting(there, [Told(there.plan.steps.get(), StepState.DOING)], at=NOW - timedelta(days=8))
    Contact.objects.create(
        site=there.world.site, case=there.case, kind="brief", at=NOW - timedelta(days=2)
    )

    due = meeting_due(lives([there.plan], TODAY)[there.plan.pk], TODAY)

    assert (due.due_on, due.overdue_days) == (date(2026, 11, 19), 1)
    assert "plan_meeting.brief" in [reason.code for reason in due.reasons]


def test_an_older_word_about_a_step_does_not_undo_a_newer_one(there):
    step = there.plan.steps.get()
    meeting(there, [Told(step, StepState.DONE, "Done")])
    meeting(there, [Told(step, StepState.DOING)], at=NOW - timedelta(days=3))

    step.refresh_from_db()
    assert (step.state, step.result) == ("done", "Done")


def test_a_promise_of_the_agency_is_kept_late_or_late(there):
    support = there.plan.supports.get()
    with pytest.raises(NotAllowed, match="in the future"):
        keeping.give_support(
            support=support, words="", on=date(2026, 11, 21), by=there.own, today=TODAY
        )

    keeping.give_support(support=support, words="Card", on=TODAY, by=there.own, today=TODAY)

    with pytest.raises(NotAllowed, match="given already"):
        keeping.give_support(support=support, words="", on=TODAY, by=there.own, today=TODAY)
    assert lives([there.plan], date(2026, 12, 1))[there.plan.pk].late_supports == 0


def test_what_was_promised_and_not_given_is_late_the_day_after(there):
    assert lives([there.plan], date(2026, 11, 27))[there.plan.pk].late_supports == 0
    assert lives([there.plan], date(2026, 11, 28))[there.plan.pk].late_supports == 1


def test_who_watches_a_duty_is_the_function_that_monitors_it(there):
    duty = there.plan.duties.get()
    keeping.check_duty(duty=duty, kept=True, words="", on=TODAY, by=there.own, at=NOW)
    with pytest.raises(NotAllowed, match="what was seen"):
        keeping.check_duty(duty=duty, kept=False, words="", on=TODAY, by=there.own, at=NOW)
    Duty.objects.update(monitor="nonemployment_monitoring")

    with pytest.raises(NotAllowed, match="public agency does this here"):
        keeping.check_duty(
            duty=Duty.objects.get(), kept=True, words="", on=TODAY, by=there.own, at=NOW
        )


def test_a_refusal_of_a_proposal_says_why_and_is_given_once(there):
    row = proposing.propose(
        plan=there.plan, side=Side.PARTICIPANT, words="Mornings", why="", by=there.own, at=NOW
    )
    with pytest.raises(NotAllowed, match="Say why not"):
        proposing.answer(proposal=row, agreed=False, words="", by=there.own, at=NOW)

    proposing.answer(proposal=row, agreed=True, words="", by=there.own, at=NOW)

    row.refresh_from_db()
    assert row.state == ProposalState.AGREED
    with pytest.raises(NotAllowed, match="answered already"):
        proposing.answer(proposal=row, agreed=True, words="", by=there.own, at=NOW)


def test_a_goal_that_was_let_go_is_not_offered_again(there):
    make_goal(there.plan, there.own, "Another")
    goal = there.plan.goals.order_by("id").first()
    keeping.settle_goal(goal=goal, state=GoalState.LET_GO, by=there.own, on=TODAY)

    content = content_of(there.plan)
    assert [one["words"] for one in content["goals"]] == ["Another"]
    assert content["steps"] == []
