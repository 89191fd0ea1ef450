"""What people do on a screen from the first word of a newcomer to a closed referral.

Each function is one person's turn. She starts on a page that the bar on top or the case leads
to, and goes on by what she can see there.
"""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from caseway.cases.models import Assignment, Case
from caseway.intake.models import WayIn
from caseway.network.models import Referral
from caseway.plans.models import Plan
from tests.browser.axe import sideways_scroll
from tests.browser.seen import seen

Go = Callable[..., Page]  # go(user, path) gives the page as that person sees it
NAME, CHILD = "Nia Newcomer", "Teo Newcomer"
SNAP = "Food stamps (SNAP)"
STORY = "I cooked in a school for nine years."
GOAL = "Cook in a school kitchen again"
# A question that is answered by story, a section and an answer that names what is in the way.
ASKED = {
    "en": ("What would you like us to know about you", "Getting around", "Hard every day"),
    "es": (
        "¿Qué le gustaría que sepamos de usted",
        "Transporte",
        "Difícil todos los días",
    ),
}
STEP = "Ride the bus to the kitchen at six"


def tick(where: Page | Locator, label: str) -> None:
    """Tick a box or a circle, whose own mark is drawn by its label."""
    seen(where, label, exact=True).click()


def of(what: str, whose: str) -> re.Pattern[str]:
    """The name of a button or link that says for readers of the screen what it is about."""
    return re.compile(rf"{re.escape(what)}\s*: {re.escape(whose)}")


def comes(go: Go, user, *, snap: bool, workers: dict[str, str], language: str = "en") -> Case:
    """Somebody comes: written down, looked for, given a case and put on the way in.

    `workers`: the name that `user` chooses for each part; "" leaves it in the queue.
    """
    page = go(user, "/intake/")
    page.get_by_role("link", name="First contacts").click()
    page.get_by_label("Name, as they say it").fill(NAME)
    page.get_by_label("Preferred language").select_option(language)
    page.get_by_label("What brings them today, in their words").fill("The kitchen closed.")
    if snap:
        tick(page, SNAP)
    page.get_by_role("button", name="Save first contact").click()
    page.get_by_role("button", name="Open a case").click()
    born(page, "5", "2", "1994")
    page.get_by_role("button", name="Search before we go on").click()
    for part, name in workers.items():
        found = page.get_by_label(part)
        option = found.locator("option", has_text=name or "Nobody yet")
        found.select_option(option.first.get_attribute("value"))
    child = page.get_by_role("group", name="Household member 1")
    child.get_by_label("Name").fill(CHILD)
    born(child, "1", "2", "2021")
    page.locator("button[data-save]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    case = Case.objects.get(participant__name_used=NAME)

    page.get_by_role("main").or_(page.locator("body")).get_by_role(
        "link", name="Intake"
    ).last.click()
    page.get_by_label("First contact").select_option(index=1)
    if snap and not page.get_by_label(SNAP).is_checked():
        tick(page, SNAP)
    page.get_by_role("button", name="Put on the way in").click()
    expect(seen(page, "On the way in.")).to_be_visible()
    return case


def born(where: Page | Locator, month: str, day: str, year: str) -> None:
    where.get_by_label("Month").first.select_option(month)
    where.get_by_label("Day").first.fill(day)
    where.get_by_label("Year").first.fill(year)


def in_turn(case: Case) -> set[str]:
    """The steps that wait for somebody."""
    row = WayIn.objects.get(case=case)
    return set(row.steps.filter(ends_at=None).values_list("code", flat=True))


def ends(go: Go, user, case: Case, step: str, result: str = "Done", *, without: str = "") -> None:
    """Whoever's turn it is finds the family where people wait, and says how the step ended.

    `without`: why it ends although what it needs is missing.
    """
    page = go(user, "/intake/")
    page.get_by_role("main").get_by_role("link", name=step).first.click()
    page.get_by_role("main").get_by_role("link", name=NAME).first.click()
    if without:
        page.get_by_role("link", name=of("End it without that", step)).click()
        page.locator("summary", has_text="End it without that").click()
        page.get_by_label("Why it ends without it").fill(without)
    elif not page.get_by_role("button", name="Save").count():
        page.get_by_role("link", name=of("Say how it ended", step)).click()
    tick(page, result)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    assert WayIn.objects.get(case=case).steps.filter(ends_at=None).count() == len(in_turn(case))


def cannot_end(go: Go, user, case: Case, step: str, why: str) -> None:
    """Somebody whose turn it is not reads why, and finds nothing to press."""
    page = go(user, f"/intake/cases/{case.pk}/")
    waiting = page.locator(".c-way__step--now", has_text=step)
    expect(waiting).to_contain_text(why)
    expect(waiting.get_by_role("link", name="Say how it ended")).to_have_count(0)


def takes(go: Go, user, case: Case) -> None:
    """A worker takes the case out of her agency's queue."""
    page = go(user, f"/cases/{case.pk}/")
    page.get_by_role("button", name="Take this case").first.click()
    page.wait_for_load_state("networkidle")
    assert Assignment.objects.filter(case=case, staff=user, ends_on=None).exists()


def talks(go: Go, user, case: Case) -> None:
    """The conversation in the person's language: her story first, then what it suggests."""
    story, section, answer = ASKED[case.participant.language]
    page = go(user, f"/intake/cases/{case.pk}/")
    page.get_by_role("button", name="Begin: First interview").click()
    page.wait_for_load_state("networkidle")
    page.get_by_label(story).fill(STORY)
    expect(page.locator("#f-story-0")).to_contain_text("Saved", timeout=15_000)
    page.get_by_role("link", name=section).click()
    page.wait_for_load_state("networkidle")
    tick(page, answer)
    expect(page.locator("#f-transport_hard-0")).to_contain_text("Saved", timeout=15_000)
    page.get_by_role("button", name="Finish and see what it suggests").click()
    page.get_by_role("button", name=of("Accept", "Getting around")).click()
    expect(seen(page, "Accepted. It is on the case now.")).to_be_visible()
    assert case.barriers.get().kind == "transport"


def talks_shortly(go: Go, user, case: Case) -> None:
    """The mini interview, which the step leads to."""
    page = go(user, f"/intake/cases/{case.pk}/")
    page.get_by_role("link", name="To the mini interview").click()
    page.get_by_role("button", name="Begin: Mini interview").click()
    page.wait_for_load_state("networkidle")
    page.get_by_label("How many people buy and cook food together?").fill("2")
    expect(page.locator("#f-eats_together-0")).to_contain_text("Saved", timeout=15_000)
    page.get_by_role("button", name="Finish").first.click()
    page.wait_for_load_state("networkidle")


def writes_a_plan(go: Go, user, case: Case, kind: str) -> Page:
    """The plan in her words, for what is in the way, with a first small step, ready to sign."""
    page = go(user, f"/cases/{case.pk}/")
    page.get_by_role("link", name="All plans").click()
    page.get_by_role("link", name="Begin a plan").click()
    page.get_by_label("What can I do, and what am I good at?").fill(STORY)
    if page.get_by_role("radio", name=kind).count():
        tick(page, kind)
    page.get_by_role("button", name="Begin the plan").click()
    page.get_by_role("link", name="Add a goal").first.click()
    page.get_by_label("The goal, in their words").fill(GOAL)
    page.get_by_label("What does it help with?").select_option(index=1)
    page.get_by_label("Options you talked about").fill("The school\nThe hospital")
    page.get_by_label("What they chose").fill("The school")
    page.get_by_label("Why they chose it, in their words").fill("Home when Teo is")
    page.locator("main button[data-save]").click()
    page.wait_for_url(re.compile(r"#goal-\d+$"))
    page.get_by_role("link", name=of("Add a step", GOAL)).click()
    page.get_by_label("The step, in their words").fill(STEP)
    page.fill("[name=ramp_1_from_week]", "1")
    page.fill("[name=ramp_1_times]", "2")
    page.fill("[name=ramp_1_minutes]", "60")
    page.locator("main button[data-save]").click()
    page.wait_for_url(re.compile(r"#step-\d+$"))
    page.get_by_role("button", name="Offer it for signing").click()
    page.wait_for_url("**/plans/versions/*/")
    assert Plan.objects.get(case=case, versions__isnull=False).kind
    return page


def signs_for_the_agency(page: Page, user) -> None:
    """The worker signs with her own name; both have signed then."""
    page.get_by_role("link", name="Sign for the agency").click()
    expect(page.get_by_role("main")).to_contain_text(GOAL)
    page.get_by_label("Full name").fill(user.name)
    page.get_by_role("button", name="Sign, or decline").click()
    page.wait_for_url("**/plans/versions/*/")


def refers(go: Go, user, case: Case, service: str) -> tuple[Page, Referral]:
    """A referral for what stands in the way, with what the person agreed to."""
    page = go(user, f"/cases/{case.pk}/")
    page.get_by_role("link", name="Referrals and support").click()
    page.get_by_role("link", name="Refer somebody").click()
    page.get_by_label("Need").select_option("transport")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name=of("Refer here", service)).click()
    page.get_by_label("Why, in their own words").fill("No bus before seven.")
    page.get_by_label("What the provider is told").fill("A ride at five in the morning")
    tick(page, "The person said yes")
    page.get_by_role("button", name="Send the referral").click()
    expect(seen(page, "Sent today").first).to_be_visible()
    return page, Referral.objects.get(case=case)


def tells(page: Page, row: Referral, what: str, **fields: str) -> None:
    """The worker says what happened to a referral, as the provider told her."""
    page.goto(re.sub(r"/referrals/.*", f"/referrals/{row.pk}/", page.url))
    part = page.locator("details.c-move", has=page.locator("summary", has_text=what))
    if part.get_attribute("open") is None:
        part.locator("summary").click()
    for label, value in fields.items():
        part.get_by_label(label.replace("_", " ")).fill(value)
    if what == "Close with a result":
        tick(part, "They got what they needed")
    part.get_by_role("button", name=what).click()
    page.wait_for_load_state("networkidle")


def answers(page: Page, what: str, **fields: str) -> None:
    """The provider answers on a small phone, without an account or a script."""
    page.locator("summary", has_text=what).click()
    form = page.locator("details[open]")
    for label, value in fields.items():
        form.get_by_label(label.replace("_", " ")).fill(value)
    if what == "It is over with us":
        tick(form, "They got what they needed")
    form.get_by_role("button", name="Send this answer").click()
    page.wait_for_load_state()
    assert sideways_scroll(page) == 0
