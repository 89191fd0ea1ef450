"""What a step still lacks: said, linked to, and passed over only where the flow's data say so."""

import pytest
from django.urls import reverse

from caseway.cases.models import Part
from caseway.intake.actions import interviews
from caseway.intake.actions.ways_in import Wanted, begin_way_in, lacking_of, mark_paper
from caseway.intake.models import StepResult
from caseway.kernel.refusals import NotAllowed
from caseway.plans.models import PlanKind, SignatureAct, SignerRole
from caseway.rules.functions import SiteCode
from caseway.rules.functions.flows import FLOWS, StepKind
from tests.intake.test_ways_in import (
    answered,
    end,
    hold,
    interviewed,
    newcomer,
    open_codes,
    site_of,
)
from tests.plans.rows import (
    make_plan,
    offered,
    participant_signs,
    staff_signs,
)

pytestmark = pytest.mark.django_db
NAME = "Nia Newcomer"


@pytest.fixture
def planner(now):
    """A family of Wisconsin that has come as far as its employment plan, and who writes it."""
    world = site_of(SiteCode.WI)
    world.case = newcomer(world)
    hold(world.case, Part.CASE_MANAGER, world.private, world.contractor)
    world.row = begin_way_in(
        case=world.case, wanted=Wanted(tanf=True), contact=None, by=world.private, at=now
    )
    for code in ("first_contact", "to_case_manager"):
        end(world.row, code, world.private, now)
    interviewed(world.case, world.private, now)
    end(world.row, "interview", world.private, now)
    return world


def lacks(world, code="employment_plan"):
    return lacking_of(world.row.steps.get(code=code))


def refuses(world, now, match, **how):
    with pytest.raises(NotAllowed, match=match):
        end(world.row, "employment_plan", world.private, now, **how)


def test_a_plan_is_begun_offered_and_signed_by_both_before_its_step_ends(planner, now):
    assert lacks(planner).page == "plans:begin"
    refuses(planner, now, "No employment plan is begun")

    plan = make_plan(planner.case, planner.private)
    assert (lacks(planner).page, lacks(planner).of) == ("plans:plan", plan.pk)
    refuses(planner, now, "Offer it for signing")

    version = offered(plan, planner.private)
    assert (lacks(planner).page, lacks(planner).of) == ("plans:version", version.pk)
    refuses(planner, now, "waits for both signatures")

    staff_signs(version, planner.private)
    refuses(planner, now, "the person’s signature")

    participant_signs(version, planner.private, typed_name=NAME)
    assert lacks(planner) is None
    end(planner.row, "employment_plan", planner.private, now)


def test_a_plan_that_only_the_person_signed_waits_for_the_agency(planner, now):
    version = offered(make_plan(planner.case, planner.private), planner.private)
    participant_signs(version, planner.private, typed_name=NAME)

    refuses(planner, now, "the agency’s signature")


def test_whoever_declined_to_sign_and_said_why_holds_nothing_up(planner, now):
    version = offered(make_plan(planner.case, planner.private), planner.private)
    participant_signs(
        version, planner.private, act=SignatureAct.DECLINED, reason="The hours are too many"
    )
    assert version.signatures.get().role == SignerRole.PARTICIPANT

    end(planner.row, "employment_plan", planner.private, now)


def test_what_was_declined_counts_no_more_once_another_version_is_offered(planner, now):
    plan = make_plan(planner.case, planner.private)
    first = offered(plan, planner.private)
    participant_signs(first, planner.private, act=SignatureAct.DECLINED, reason="Too many hours")
    plan.refresh_from_db()
    plan.can_do = "I cook, and I drive."
    plan.save()
    second = offered(plan, planner.private)
    assert second.number == 2

    refuses(planner, now, "Version 2 of the plan waits for both signatures")


def test_a_plan_of_another_kind_or_one_that_has_ended_does_not_count(planner, now):
    make_plan(planner.case, planner.private, kind=PlanKind.ISS)
    assert lacks(planner).page == "plans:plan"  # a strategy is an employment plan as well

    planner.case.plans.update(ends_on=now.date(), end_reason="Moved away")

    assert lacks(planner).page == "plans:begin"


def test_no_reason_replaces_an_employment_plan_but_a_family_may_let_go_of_it(planner, now):
    refuses(planner, now, "No employment plan", note="We did it by phone")
    refuses(planner, now, "why it ends without it", result=StepResult.WITHDRAWN)

    end(
        planner.row,
        "employment_plan",
        planner.private,
        now,
        result=StepResult.WITHDRAWN,
        note="They moved to Ohio",
    )

    assert open_codes(planner.row) == ["decide_tanf"]


def test_a_responsibility_plan_may_be_left_out_for_a_reason(now):
    world = site_of(SiteCode.LRGV)
    public = world.specialist
    row = begin_way_in(
        case=newcomer(world), wanted=Wanted(tanf=True), contact=None, by=public, at=now
    )
    end(row, "first_contact", public, now)
    end(row, "decide_tanf", public, now, StepResult.APPROVED)
    assert lacking_of(row.steps.get(code="responsibility_plan")).sentence.startswith("No personal")
    with pytest.raises(NotAllowed, match="why it ends without it"):
        end(row, "responsibility_plan", public, now)

    end(row, "responsibility_plan", public, now, note="The state asks for none since May")

    assert open_codes(row) == ["to_contractor"]


def test_only_the_responsibility_plan_may_be_done_without_what_ends_it():
    left_out = {step.code for flow in FLOWS.values() for step in flow if step.or_reason}
    plans = {step.code: step.plans for flow in FLOWS.values() for step in flow if step.plans}

    assert left_out == {"responsibility_plan"}
    assert plans == {"responsibility_plan": {"prp"}, "employment_plan": {"ep", "iss"}}
    assert all(
        bool(step.plans) is (step.kind is StepKind.PLAN) for flow in FLOWS.values() for step in flow
    )


@pytest.fixture
def palm_beach(now):
    """A family whose papers are complete: the mini interview is in turn."""
    world = site_of(SiteCode.PBC)
    world.case = newcomer(world)
    wanted = Wanted(tanf=True, snap=True)
    world.row = begin_way_in(case=world.case, wanted=wanted, contact=None, by=world.private, at=now)
    end(world.row, "first_contact", world.private, now)
    for paper in world.row.papers.all():
        mark_paper(paper=paper, is_here=True, waived_because="", by=world.private, at=now)
    end(world.row, "documents", world.private, now)
    return world


def test_the_mini_interview_is_held_and_finished_before_its_step_ends(palm_beach, now):
    world = palm_beach
    with pytest.raises(NotAllowed, match="has not been held"):
        end(world.row, "mini_interview", world.specialist, now, note="By phone")

    talk = interviews.begin(
        case=world.case,
        person=world.case.participant,
        slug="mini",
        language="en",
        by=world.specialist,
        at=now,
    )
    assert (lacks(world, "mini_interview").page, lacks(world, "mini_interview").of) == (
        "intake:interview",
        talk.pk,
    )
    with pytest.raises(NotAllowed, match="begun and not finished"):
        end(world.row, "mini_interview", world.specialist, now)

    interviews.finish(interview=talk, by=world.specialist, at=now)
    with pytest.raises(NotAllowed, match="finished without an answer"):
        end(world.row, "mini_interview", world.specialist, now)
    interviews.reopen(interview=talk, by=world.specialist)
    answered(talk, world.specialist, now)
    with pytest.raises(NotAllowed, match="begun and not finished"):
        end(world.row, "mini_interview", world.specialist, now)
    interviews.finish(interview=talk, by=world.specialist, at=now)
    end(world.row, "mini_interview", world.specialist, now)
    end(world.row, "decide_snap", world.specialist, now, StepResult.APPROVED)


def test_nothing_is_approved_after_a_mini_interview_that_was_let_go(palm_beach, now):
    world = palm_beach
    end(
        world.row,
        "mini_interview",
        world.specialist,
        now,
        StepResult.WITHDRAWN,
        "They want cash only",
    )

    with pytest.raises(NotAllowed, match="mini interview"):
        end(world.row, "decide_snap", world.specialist, now, StepResult.APPROVED, "note")
    end(
        world.row, "decide_snap", world.specialist, now, StepResult.WITHDRAWN, "They want cash only"
    )


def test_the_page_says_what_is_missing_and_leads_there(planner, sign_in):
    client = sign_in(planner.private)
    step = planner.row.steps.get(code="employment_plan")
    begin = reverse("plans:begin", args=[planner.case.pk])

    case = client.get(reverse("intake:case", args=[planner.case.pk])).content.decode()
    page = client.get(reverse("intake:step", args=[step.pk])).content.decode()

    assert "No employment plan is begun." in case
    assert f'href="{begin}"' in case
    assert "Say how it ended" not in case
    assert f'href="{begin}"' in page
    assert "No longer wanted" in page
    assert 'value="done"' not in page


def test_the_page_keeps_what_was_typed_when_the_reason_is_missing(planner, sign_in, key):
    step = planner.row.steps.get(code="employment_plan")
    sent = {"result": "withdrawn", "note": " ", "submission_key": key()}

    answer = sign_in(planner.private).post(reverse("intake:step", args=[step.pk]), sent)

    step.refresh_from_db()
    assert answer.status_code == 422
    assert step.ends_at is None
    assert '<details class="c-more" open>' in answer.content.decode()


def test_beside_an_agreed_plan_nobody_is_put_on_a_way_in(now, sign_in):
    world = site_of(SiteCode.WI)
    case = newcomer(world)
    hold(case, Part.CASE_MANAGER, world.private, world.contractor)
    page = reverse("intake:case", args=[case.pk])
    version = offered(make_plan(case, world.private), world.private)
    assert "Put on the way in" in sign_in(world.private).get(page).content.decode()

    staff_signs(version, world.private)
    participant_signs(version, world.private, typed_name=NAME)

    html = sign_in(world.private).get(page).content.decode()
    assert "Put on the way in" not in html
    assert "the way in lies behind them" in html
    with pytest.raises(NotAllowed, match="A plan is agreed already"):
        begin_way_in(case=case, wanted=Wanted(tanf=True), contact=None, by=world.private, at=now)
