"""A new family through each of the three ways in, to a signed plan and a closed referral.

Each step is taken by whoever holds its function at that site; somebody of the other side tries
it first where the law or the contract keeps the two apart. The plan is signed on a phone, on
this screen and on paper; the provider answers by its link, or the worker writes down what came.
"""

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from caseway.agencies.models import Role
from caseway.intake.models import WayIn
from caseway.network.models import Service, ServiceNeed
from caseway.network.needs import Need
from caseway.network.views.referrals import partner
from caseway.plans.facts.kept import in_force
from caseway.plans.models import Plan, Signature
from caseway.plans.views import throttle
from caseway.rules.functions import SiteCode
from tests.browser.axe import sideways_scroll
from tests.browser.newcomers import (
    GOAL,
    NAME,
    answers,
    cannot_end,
    comes,
    ends,
    in_turn,
    refers,
    signs_for_the_agency,
    takes,
    talks,
    talks_shortly,
    tells,
    writes_a_plan,
)
from tests.browser.seen import seen
from tests.browser.test_main_job import session_of
from tests.factories import make_provider, make_worker
from tests.intake.test_ways_in import site_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RIDES = "Rides before the first bus"
TANF = "Decision on cash assistance (TANF)"
FOOD = "Decision on food stamps (SNAP)"


@pytest.fixture(autouse=True)
def nobody_asked_yet(monkeypatch):
    throttle._counts.clear()
    monkeypatch.setattr(partner, "throttle", partner.Throttle(partner.PER_MINUTE))


@pytest.fixture
def go(open_page):
    """A page as somebody sees it."""
    return lambda user, path: open_page(path, cookies=session_of(user))


def site_with_rides(code):
    """One of the sites of the study, with a worker on each side and somebody who gives rides."""
    world = site_of(code)
    owner = make_provider(world, "Early Wheels")
    service = Service.objects.create(provider=owner, name=RIDES)
    ServiceNeed.objects.create(service=service, need=Need.TRANSPORT)
    return world


def is_whole(case, method, language):
    """Both have signed what was offered, no byte of it was changed, and all steps are done."""
    plan = Plan.objects.get(case=case)
    assert plan.pk in in_force([plan.pk])
    hers = Signature.objects.get(version__plan=plan, role="participant")
    assert (hers.method, hers.language, hers.act) == (method, language, "signed")
    text = hers.version.texts.get(language=language)
    assert hers.text_sha256 == text.sha256
    assert GOAL in bytes(text.body).decode()
    call_command("verify_plan")
    assert in_turn(case) == set()
    assert WayIn.objects.get(case=case).ended_at


def is_closed(page, row):
    row.refresh_from_db()
    assert (row.state, row.result) == ("closed", "helped")
    page.goto(page.url.partition("/referrals/")[0] + f"/cases/{row.case_id}/referrals/")
    seen(page, "1 closed referral").click()
    expect(seen(page, "Closed: They got what they needed").first).to_be_visible()


def staff_close_it(go, user, case):
    """Whoever made a referral hears by phone what came of it, and writes that down."""
    page, row = refers(go, user, case, RIDES)
    day = timezone.localdate().isoformat()
    tells(page, row, "Accepted", Who_told_you="Mr. Bell")
    tells(page, row, "Set an appointment", Day=day, Time="05:10")
    tells(page, row, "Came")
    tells(page, row, "Close with a result")
    is_closed(page, row)


def test_a_two_worker_site_to_a_plan_signed_on_a_phone_and_a_referral_its_provider_closed(
    go, open_page
):
    world = site_with_rides(SiteCode.LRGV)
    public, private = world.specialist, world.private
    workers = {"Public worker": public.name, "Contractor worker": ""}
    case = comes(go, public, snap=True, workers=workers, language="es")
    assert in_turn(case) == {"decide_tanf", "decide_snap"}
    ends(go, public, case, FOOD, "Approved")
    ends(go, public, case, TANF, "Approved")
    cannot_end(go, public, case, "Personal responsibility plan", "No personal responsibility plan")
    ends(go, public, case, "Personal responsibility plan", without="The county asks for none")
    takes(go, private, case)
    ends(go, private, case, "To the contractor’s worker")
    cannot_end(go, public, case, "First interview", "contractor")
    talks(go, private, case)
    ends(go, private, case, "First interview")

    page = writes_a_plan(go, private, case, "Employment plan")
    page.get_by_role("button", name="Make a link").click()
    link = page.locator("#link").input_value()
    page.get_by_role("link", name="Back to the version").click()
    hers = open_page(
        "/mine/" + link.partition("/mine/")[2], width=320, language="es", scripts=False
    )
    signs_on_her_phone(hers)
    page.reload()
    signs_for_the_agency(page, private)
    ends(go, private, case, "Employment plan")
    is_whole(case, "link", "es")

    page, row = refers(go, private, case, RIDES)
    page.get_by_role("button", name="Make the link").click()
    secret = page.get_by_label("The link").input_value().partition("/answer/")[2]
    theirs = open_page(f"/answer/{secret}", width=320, scripts=False)
    assert NAME not in theirs.content()
    answers(theirs, "We can take them", Your_name="Mrs. Bell")
    expect(seen(theirs, NAME)).to_be_visible()
    answers(
        theirs,
        "We have an appointment for them",
        Day=timezone.localdate().isoformat(),
        Time="05:10",
    )
    answers(theirs, "They came")
    answers(theirs, "It is over with us")
    is_closed(page, row)


def signs_on_her_phone(page):
    """In Spanish, at 320 pixels, without a script or an account; nothing is wider than that."""
    assert NAME not in page.content()
    page.select_option("[name=born_month]", "5")
    page.fill("[name=born_day]", "2")
    page.fill("[name=born_year]", "1994")
    page.get_by_role("button", name="Abrir").click()
    assert page.locator("html").get_attribute("lang") == "es"
    expect(seen(page, GOAL).first).to_be_visible()
    assert sideways_scroll(page) == 0
    page.fill("[name=typed_name]", NAME)
    page.get_by_role("button", name="Firmar el plan").click()
    expect(page.get_by_role("status").first).to_contain_text(NAME)
    assert sideways_scroll(page) == 0


def test_palm_beach_to_a_plan_signed_on_this_screen_and_a_referral_staff_closed(go):
    world = site_with_rides(SiteCode.PBC)
    public, manager = world.specialist, world.private
    decider = make_worker(world, Role.ELIGIBILITY_WORKER, name="Ella Eligibility")
    case = comes(go, decider, snap=True, workers={"Case manager": ""})
    assert in_turn(case) == {"documents"}
    cannot_end(go, decider, case, "Papers of the checklist", "Documents are still missing")
    brings_papers(go, decider, case)
    ends(go, decider, case, "Papers of the checklist")
    assert in_turn(case) == {"decide_tanf", "mini_interview"}

    cannot_end(go, decider, case, "Mini interview with the public specialist", "public")
    cannot_end(go, public, case, "Mini interview with the public specialist", "not been held")
    talks_shortly(go, public, case)
    ends(go, public, case, "Mini interview with the public specialist")
    cannot_end(go, decider, case, FOOD, "public")
    ends(go, public, case, FOOD, "Approved")
    ends(go, decider, case, TANF, "Approved")
    cannot_end(go, decider, case, "To a case manager", "Nobody holds this part yet")
    takes(go, manager, case)
    ends(go, manager, case, "To a case manager")
    talks(go, manager, case)
    ends(go, manager, case, "First interview")

    page = writes_a_plan(go, manager, case, "Employment plan")
    page.get_by_role("link", name="Sign on this screen").click()
    page.get_by_label("Full name").fill(NAME)
    page.get_by_role("button", name="Sign, or decline").click()
    page.wait_for_url("**/plans/versions/*/")
    signs_for_the_agency(page, manager)
    ends(go, manager, case, "Employment plan")
    is_whole(case, "here", "en")
    staff_close_it(go, manager, case)


def brings_papers(go, user, case):
    """All but one paper are here; the last is not needed, for a reason."""
    page = go(user, f"/intake/cases/{case.pk}/")
    page.locator(".c-way").get_by_role("link", name="Papers of the checklist").click()
    for box in page.get_by_role("checkbox").all()[:-1]:
        page.locator(f"label[for={box.get_attribute('id')}]").click()
    page.get_by_role("button", name="Save the checklist").click()
    expect(seen(page, "1 paper is missing.")).to_be_visible()
    page.get_by_label("Not needed, because").last.fill("Seen at her home")
    page.get_by_role("button", name="Save the checklist").click()
    expect(seen(page, "The checklist is complete.").first).to_be_visible()


def test_wisconsin_to_a_plan_signed_on_paper_while_the_two_referrals_go_their_own_ways(go):
    world = site_with_rides(SiteCode.WI)
    resource, public = world.private, world.specialist
    planner = make_worker(world, name="Fern Planner")
    decider = make_worker(world, Role.ELIGIBILITY_WORKER, name="Ella Eligibility")
    case = comes(go, resource, snap=True, workers={"Case manager": planner.name})
    assert in_turn(case) == {"to_case_manager", "to_public_worker"}

    ends(go, planner, case, "To a case manager")
    assert in_turn(case) == {"decide_tanf", "interview", "to_public_worker"}
    talks(go, planner, case)
    ends(go, planner, case, "First interview")
    ends(go, decider, case, TANF, "Approved")

    page = writes_a_plan(go, planner, case, "Employment plan")
    page.get_by_role("link", name="Signed on paper").click()
    page.get_by_label("Name on the paper").fill(NAME)
    scan = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 signed"}
    page.get_by_label("Photo or scan of the signed paper").set_input_files(scan)
    page.get_by_role("button", name="Keep the signed paper").click()
    page.wait_for_url("**/plans/versions/*/")
    signs_for_the_agency(page, planner)
    ends(go, planner, case, "Employment plan")

    # The other referral has waited all the while, and nobody waited for it.
    assert in_turn(case) == {"to_public_worker"}
    cannot_end(go, planner, case, "To the public worker", "public")
    takes(go, public, case)
    ends(go, public, case, "To the public worker")
    cannot_end(go, planner, case, FOOD, "public")
    ends(go, public, case, FOOD, "Approved")
    is_whole(case, "paper", "en")
    assert Signature.objects.get(role="participant").document
    staff_close_it(go, planner, case)
