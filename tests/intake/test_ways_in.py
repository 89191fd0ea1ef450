"""The three ways in: whose turn it is, what holds a step up, and who waits where."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from caseway.agencies.models import Role
from caseway.cases.models import Assignment, Part
from caseway.intake.actions import interviews
from caseway.intake.actions.interviews import Place
from caseway.intake.actions.ways_in import (
    PAPERS,
    Told,
    Wanted,
    begin_way_in,
    end_step,
    lacking_of,
    mark_paper,
    take_first_contact,
)
from caseway.intake.facts import question_set
from caseway.intake.models import FirstContact, StepResult, WayIn
from caseway.intake.queries.waiting import waiting
from caseway.kernel.refusals import NotAllowed
from caseway.plans.models import PlanKind
from caseway.rules.functions import SiteCode
from caseway.rules.interviews.words import Given, State
from tests.factories import make_case, make_worker, make_world
from tests.plans.rows import both_sign, make_plan, offered

pytestmark = pytest.mark.django_db

EVERYTHING = Wanted(tanf=True, snap=True, medicaid=True)


def site_of(code):
    """A site of the study with a worker on each side."""
    world = make_world(code.value, code)
    world.site.preset = code
    world.site.save()
    world.private = make_worker(world, name="Priya Private")
    world.specialist = make_worker(
        world, Role.ELIGIBILITY_WORKER, agency=world.public, name="Paula Public"
    )
    return world


def newcomer(world, **fields):
    """A case whose parts nobody holds yet."""
    case = make_case(world, "Nia Newcomer", stage="initial_contact", **fields)
    case.participant.birth_on = date(1994, 5, 2)
    case.participant.save()
    if world.site.preset in (SiteCode.PBC, SiteCode.WI):
        Assignment.objects.filter(case=case).delete()
        Assignment.objects.create(
            site=world.site,
            case=case,
            agency=world.contractor,
            part=Part.CASE_MANAGER,
            is_lead=True,
            starts_on=date(2026, 11, 23),
        )
    return case


def open_codes(row):
    return sorted(row.steps.filter(ends_at=None).values_list("code", flat=True))


def end(row, code, by, at, result=StepResult.DONE, note=""):
    return end_step(step=row.steps.get(code=code), result=result, note=note, by=by, at=at)


def hold(case, part, staff, agency):
    rows = Assignment.objects.filter(case=case, part=part, ends_on=None)
    if not rows.update(staff=staff):
        Assignment.objects.create(
            site=case.site,
            case=case,
            agency=agency,
            staff=staff,
            part=part,
            is_lead=False,
            starts_on=date(2026, 11, 23),
        )


def interviewed(case, by, at, slug="comprehensive"):
    talk = interviews.begin(
        case=case, person=case.participant, slug=slug, language="en", by=by, at=at
    )
    answered(talk, by, at)
    interviews.finish(interview=talk, by=by, at=at)


def answered(talk, by, at):
    """The first question is answered, so that the conversation was one."""
    question = question_set(talk.asks).sections[0].questions[0]
    interviews.save_answer(
        interview=talk,
        place=Place(question),
        given=Given(State.PREFER_NOT),
        version=0,
        by=by,
        at=at,
    )


def signed_plan(case, by, kind):
    version = offered(make_plan(case, by, kind=kind), by)
    both_sign(version, by, typed_name=case.participant.name_used)
    return version


def test_two_worker_site_goes_from_the_public_agency_to_the_contractor(now):
    world = site_of(SiteCode.LRGV)
    case, public, private = newcomer(world), world.specialist, world.private
    row = begin_way_in(case=case, wanted=Wanted(tanf=True), contact=None, by=public, at=now)
    assert open_codes(row) == ["first_contact"]

    end(row, "first_contact", public, now)
    assert open_codes(row) == ["decide_tanf"]
    end(row, "decide_tanf", public, now, StepResult.APPROVED)
    signed_plan(case, public, PlanKind.PRP)
    end(row, "responsibility_plan", public, now)
    assert open_codes(row) == ["to_contractor"]

    with pytest.raises(NotAllowed, match="Nobody holds this part"):
        end(row, "to_contractor", private, now)
    hold(case, Part.CONTRACTOR_WORKER, private, world.contractor)
    end(row, "to_contractor", private, now)
    with pytest.raises(NotAllowed, match="not finished"):
        end(row, "interview", private, now)
    interviewed(case, private, now)
    end(row, "interview", private, now)
    signed_plan(case, private, PlanKind.EP)
    end(row, "employment_plan", private, now)

    row.refresh_from_db()
    assert open_codes(row) == []
    assert row.ended_at == now


def test_palm_beach_waits_for_papers_and_the_mini_interview(now):
    world = site_of(SiteCode.PBC)
    case, private, public = newcomer(world), world.private, world.specialist
    # Contractors decide on cash there, but only who decides on eligibility.
    decider = make_worker(world, Role.ELIGIBILITY_WORKER)
    hold(case, Part.CASE_MANAGER, private, world.contractor)
    row = begin_way_in(case=case, wanted=EVERYTHING, contact=None, by=private, at=now)
    assert row.flow == "mini_interview"
    end(row, "first_contact", private, now)
    assert open_codes(row) == ["documents"]

    with pytest.raises(NotAllowed, match="Documents are still missing"):
        end(row, "documents", private, now)
    for paper in row.papers.all():
        waived = "Born at home; asked for" if paper.code == "births" else ""
        mark_paper(paper=paper, is_here=not waived, waived_because=waived, by=private, at=now)
    end(row, "documents", private, now)
    assert open_codes(row) == ["decide_tanf", "mini_interview"]

    with pytest.raises(NotAllowed, match="public"):
        end(row, "mini_interview", private, now)
    interviewed(case, public, now, "mini")
    end(row, "mini_interview", public, now)
    assert open_codes(row) == ["decide_medicaid", "decide_snap", "decide_tanf"]
    with pytest.raises(NotAllowed, match="public"):
        end(row, "decide_medicaid", private, now, StepResult.APPROVED)
    end(row, "decide_medicaid", public, now, StepResult.APPROVED)
    end(row, "decide_tanf", decider, now, StepResult.APPROVED)
    assert "to_case_manager" in open_codes(row)


def test_no_decision_on_food_stamps_before_the_mini_interview(now):
    world = site_of(SiteCode.PBC)
    case = newcomer(world)
    hold(case, Part.CASE_MANAGER, world.private, world.contractor)
    row = begin_way_in(case=case, wanted=EVERYTHING, contact=None, by=world.private, at=now)
    early = row.steps.create(
        site=world.site,
        case=case,
        code="decide_snap",
        function="food_stamp_eligibility",
        begins_at=now,
        due_on=date(2026, 12, 23),
    )

    assert "mini interview" in lacking_of(early).sentence
    with pytest.raises(NotAllowed, match="mini interview"):
        end(row, "decide_snap", world.specialist, now, StepResult.APPROVED)


def test_in_wisconsin_neither_referral_waits_for_the_other(now):
    world = site_of(SiteCode.WI)
    case, private = newcomer(world), world.private
    hold(case, Part.CASE_MANAGER, private, world.contractor)
    row = begin_way_in(case=case, wanted=EVERYTHING, contact=None, by=private, at=now)

    end(row, "first_contact", private, now)
    assert open_codes(row) == ["to_case_manager", "to_public_worker"]
    end(row, "to_case_manager", private, now)
    assert open_codes(row) == ["decide_tanf", "interview", "to_public_worker"]


def test_where_cash_is_denied_nobody_is_handed_to_the_work_program(now):
    world = site_of(SiteCode.LRGV)
    row = begin_way_in(
        case=newcomer(world), wanted=Wanted(tanf=True), contact=None, by=world.specialist, at=now
    )
    end(row, "first_contact", world.specialist, now)
    with pytest.raises(NotAllowed, match="why it was denied"):
        end(row, "decide_tanf", world.specialist, now, StepResult.DENIED)

    end(row, "decide_tanf", world.specialist, now, StepResult.DENIED, "Income above the limit")

    row.refresh_from_db()
    assert open_codes(row) == []
    assert row.ended_at == now


def test_a_step_says_who_did_it_and_how_long_it_took(now, sign_in):
    world = site_of(SiteCode.LRGV)
    case = newcomer(world)
    row = begin_way_in(
        case=case,
        wanted=Wanted(tanf=True),
        contact=None,
        by=world.specialist,
        at=now - timedelta(days=3),
    )
    step = end(row, "first_contact", world.specialist, now)

    page = sign_in(world.specialist).get(reverse("intake:case", args=[case.pk])).content.decode()

    assert step.employer_kind == "public"
    assert "took 3 days" in page


def test_a_case_is_put_on_its_way_once(now):
    world = site_of(SiteCode.LRGV)
    case = newcomer(world)
    about = {"case": case, "wanted": Wanted(tanf=True), "contact": None, "by": world.specialist}
    begin_way_in(**about, at=now)

    with pytest.raises(NotAllowed, match="already"):
        begin_way_in(**about, at=now)
    assert WayIn.objects.count() == 1


TOLD = Told("Rosa M.", "212-555-0199", "Lost my job", "es", Wanted(snap=True), "benefits_only")


def test_first_contact_is_taken_by_who_holds_it_there_and_sealed(now):
    world = site_of(SiteCode.LRGV)

    with pytest.raises(NotAllowed, match="public"):
        take_first_contact(region=world.region, told=TOLD, by=world.private, at=now)
    row = take_first_contact(region=world.region, told=TOLD, by=world.specialist, at=now)

    assert "Rosa" not in FirstContact.objects.values_list("name", flat=True).get()
    assert row.unseal("name") == "Rosa M."


def test_a_first_contact_becomes_the_first_step_of_its_case(now):
    world = site_of(SiteCode.PBC)
    case = newcomer(world)
    hold(case, Part.CASE_MANAGER, world.private, world.contractor)
    contact = take_first_contact(region=world.region, told=TOLD, by=world.private, at=now)

    row = begin_way_in(case=case, wanted=EVERYTHING, contact=contact, by=world.private, at=now)

    contact.refresh_from_db()
    assert contact.case == case
    assert open_codes(row) == ["documents"]
    assert row.papers.count() == len(PAPERS)


def test_who_needs_food_stamps_alone_gets_no_case_and_is_told_where_to_go(now, sign_in):
    world = site_of(SiteCode.WI)
    row = take_first_contact(region=world.region, told=TOLD, by=world.private, at=now)

    page = (
        sign_in(world.private).get(reverse("intake:first_contact", args=[row.pk])).content.decode()
    )

    assert "No case is opened here" in page
    assert "Open a case" not in page


def test_first_contacts_of_another_agency_do_not_exist(now, sign_in):
    world = site_of(SiteCode.PBC)
    row = take_first_contact(region=world.region, told=TOLD, by=world.private, at=now)
    stranger = make_worker(make_world("Elsewhere"))

    url = reverse("intake:first_contact", args=[row.pk])
    assert sign_in(stranger).get(url).status_code == 404
    assert "Rosa" not in sign_in(stranger).get(reverse("intake:first_contacts")).content.decode()


@pytest.mark.parametrize("cases", [2, 40])
def test_where_people_wait_is_counted_in_one_query(now, cases, django_assert_num_queries):
    world = site_of(SiteCode.LRGV)
    for number in range(cases):
        begin_way_in(
            case=newcomer(world),
            wanted=Wanted(tanf=True),
            contact=None,
            by=world.specialist,
            at=now - timedelta(days=number % 5),
        )

    world.specialist._standing = None
    with django_assert_num_queries(2):  # who she is, and who waits
        (one,) = waiting(world.specialist, date(2026, 11, 23))

    assert (one.code, one.count) == ("first_contact", cases)
    assert one.longest == min(cases - 1, 4)
    # Due after one day: those who came two days ago or earlier are late.
    assert one.late == sum(number % 5 > 1 for number in range(cases))


def test_the_page_of_who_waits_leads_to_the_cases(now, sign_in):
    world = site_of(SiteCode.LRGV)
    begin_way_in(
        case=newcomer(world), wanted=Wanted(tanf=True), contact=None, by=world.specialist, at=now
    )
    client = sign_in(world.specialist)

    answer = client.get(reverse("intake:waiting"), {"site": world.site.pk, "step": "first_contact"})

    assert "Nia Newcomer" in answer.content.decode()


def test_the_checklist_is_kept_as_it_was_ticked(now, sign_in, key):
    world = site_of(SiteCode.PBC)
    case = newcomer(world)
    hold(case, Part.CASE_MANAGER, world.private, world.contractor)
    row = begin_way_in(case=case, wanted=EVERYTHING, contact=None, by=world.private, at=now)
    client = sign_in(world.private)

    answer = client.post(
        reverse("intake:papers", args=[case.pk]),
        {
            "here-income": "on",
            "waived-rent": "Lives with her mother",
            "waived-income": "ignored",
            "submission_key": key(),
        },
    )

    assert answer.status_code == 302
    kept = {paper.code: paper for paper in row.papers.all()}
    assert kept["income"].is_here
    assert kept["income"].waived_because == ""
    assert kept["rent"].waived_because == "Lives with her mother"
    assert not kept["births"].is_here


def test_a_contractors_referral_waits_in_the_public_agencys_queue(now):
    world = site_of(SiteCode.WI)
    case = newcomer(world)
    hold(case, Part.CASE_MANAGER, world.private, world.contractor)
    row = begin_way_in(case=case, wanted=EVERYTHING, contact=None, by=world.private, at=now)
    assert not case.assignments.filter(part=Part.PUBLIC_WORKER).exists()

    end(row, "first_contact", world.private, now)

    part = case.assignments.get(part=Part.PUBLIC_WORKER, ends_on=None)
    assert (part.agency, part.staff, part.is_lead) == (world.public, None, False)


def test_what_was_said_at_first_contact_is_not_asked_again(now, sign_in):
    world = site_of(SiteCode.PBC)
    case = newcomer(world)
    hold(case, Part.CASE_MANAGER, world.private, world.contractor)
    told = Told("nia newcomer", "", "", "en", Wanted(tanf=True, medicaid=True), "here")
    kept = take_first_contact(region=world.region, told=told, by=world.private, at=now)
    take_first_contact(region=world.region, told=TOLD, by=world.private, at=now)

    page = sign_in(world.private).get(reverse("intake:case", args=[case.pk]))

    start = page.context["begin"].initial
    assert start["contact"] == kept.pk
    assert (start["wants_tanf"], start["wants_snap"], start["wants_medicaid"]) == (
        True,
        False,
        True,
    )
