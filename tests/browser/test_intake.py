"""A newcomer through each of the three ways in to the end of the interview, by whose turn it is."""

import re

import pytest
from playwright.sync_api import expect

from caseway.agencies.models import Role
from caseway.cases.models import Assignment, Case, Part
from caseway.intake.models import Interview, WayIn
from caseway.rules.functions import SiteCode
from tests.browser.newcomers import talks_shortly
from tests.browser.seen import seen
from tests.browser.test_main_job import session_of
from tests.factories import make_worker
from tests.intake.test_ways_in import site_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def go(open_page):
    """A page as somebody sees it."""
    return lambda user, path: open_page(path, cookies=session_of(user))


def of(act, what):
    """A button whose name says of what, for those who hear it."""
    return re.compile(rf"{act}\s*: {re.escape(what)}")


def comes(go, user, *, snap):
    """Somebody comes: written down, looked for, and given a case. Returns the case."""
    page = go(user, "/intake/first/")
    page.get_by_label("Name, as they say it").fill("Nia Newcomer")
    page.get_by_label("What brings them today, in their words").fill("The kitchen closed.")
    if snap:
        seen(page, "Food stamps (SNAP)", exact=True).click()
    page.get_by_role("button", name="Save first contact").click()
    page.get_by_role("button", name="Open a case").click()
    page.get_by_role("button", name="Search before we go on").click()
    page.locator("button[data-save]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nia Newcomer")
    case = Case.objects.get(participant__name_used="Nia Newcomer")

    page.goto(re.sub(r"/cases/.*", f"/intake/cases/{case.pk}/", page.url))
    # What was said at the first contact is chosen already.
    assert page.get_by_label("Food stamps (SNAP)").is_checked() is snap
    page.get_by_role("button", name="Put on the way in").click()
    expect(seen(page, "On the way in.")).to_be_visible()
    return case


def ends(go, user, case, step, result="Done", without=""):
    """Whoever's turn it is says how a step ended; `without` is why, where something is missing."""
    page = go(user, f"/intake/cases/{case.pk}/")
    if without:
        page.get_by_role("link", name=of("End it without that", step)).click()
        page.locator("summary", has_text="End it without that").click()
        page.get_by_label("Why it ends without it").fill(without)
    else:
        page.get_by_role("link", name=of("Say how it ended", step)).click()
    seen(page, result, exact=True).click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nia Newcomer")


def takes(go, user, case):
    """A worker takes the case out of her agency's queue."""
    page = go(user, f"/cases/{case.pk}/")
    page.get_by_role("button", name="Take this case").first.click()
    page.wait_for_load_state("networkidle")
    assert Assignment.objects.filter(case=case, staff=user, ends_on=None).exists()


def talks(go, user, case):
    """The conversation: story first, an answer that opens another question, and its end."""
    page = go(user, f"/intake/cases/{case.pk}/")
    page.get_by_role("button", name="Begin: First interview").click()
    story = page.get_by_label("What would you like us to know about you")
    story.fill("I cooked in a school.")
    expect(page.locator("#f-story-0")).to_contain_text("Saved")
    page.get_by_role("link", name="Getting around").click()
    seen(page, "Hard every day", exact=True).click()
    expect(page.locator("#f-transport_hard-0")).to_contain_text("Saved")
    page.get_by_role("link", name="Work so far").click()
    expect(page.locator("#q-hours_now-0")).to_be_hidden()
    page.locator("label[for=a-works_now-0-1]").click()
    expect(page.locator("#q-hours_now-0")).to_be_visible()
    page.get_by_role("button", name="Finish and see what it suggests").click()

    expect(page.get_by_role("heading", name="Getting around")).to_be_visible()
    page.get_by_role("button", name=of("Accept", "Getting around")).click()
    expect(seen(page, "Accepted. It is on the case now.")).to_be_visible()
    assert Interview.objects.get(case=case, asks__slug="comprehensive").finished_at
    assert case.barriers.get().kind == "transport"


def in_turn(case):
    return set(
        WayIn.objects.get(case=case).steps.filter(ends_at=None).values_list("code", flat=True)
    )


def test_a_two_worker_site_from_the_public_agency_to_the_contractors_interview(go):
    world = site_of(SiteCode.LRGV)
    public, private = world.specialist, world.private
    case = comes(go, public, snap=False)

    ends(go, public, case, "Decision on cash assistance (TANF)", "Approved")
    ends(go, public, case, "Personal responsibility plan", without="The county asks for none")
    assert in_turn(case) == {"to_contractor"}
    takes(go, private, case)
    ends(go, private, case, "To the contractor’s worker")
    talks(go, private, case)
    ends(go, private, case, "First interview")

    assert in_turn(case) == {"employment_plan"}


def test_palm_beach_from_papers_over_the_mini_interview_to_a_case_manager(go):
    world = site_of(SiteCode.PBC)
    public, manager = world.specialist, world.private
    decider = make_worker(world, Role.ELIGIBILITY_WORKER, name="Ella Eligibility")
    case = comes(go, decider, snap=True)

    page = go(decider, f"/intake/cases/{case.pk}/papers/")
    for box in page.get_by_role("checkbox").all()[:5]:
        page.locator(f"label[for={box.get_attribute('id')}]").click()
    page.get_by_label("Not needed, because").last.fill("Seen at her home")
    page.get_by_role("button", name="Save the checklist").click()
    expect(seen(page, "The checklist is complete.").first).to_be_visible()
    ends(go, decider, case, "Papers of the checklist")

    talks_shortly(go, public, case)
    ends(go, public, case, "Mini interview with the public specialist")
    ends(go, public, case, "Decision on food stamps (SNAP)", "Approved")
    ends(go, decider, case, "Decision on cash assistance (TANF)", "Approved")
    if not Assignment.objects.filter(case=case, part=Part.CASE_MANAGER, staff=decider).exists():
        takes(go, manager, case)
    else:
        Assignment.objects.filter(case=case, part=Part.CASE_MANAGER).update(staff=manager)
    ends(go, manager, case, "To a case manager")
    talks(go, manager, case)
    ends(go, manager, case, "First interview")

    assert in_turn(case) == {"employment_plan"}


def test_wisconsin_does_not_let_one_referral_wait_for_the_other(go):
    world = site_of(SiteCode.WI)
    specialist = world.private
    case = comes(go, specialist, snap=True)
    if not Assignment.objects.filter(case=case, staff__isnull=False).exists():
        takes(go, specialist, case)

    ends(go, specialist, case, "To a case manager")
    talks(go, specialist, case)
    ends(go, specialist, case, "First interview")

    assert in_turn(case) == {"to_public_worker", "decide_tanf", "employment_plan"}
