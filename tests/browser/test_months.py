"""The demonstration's job coach plans her month: first plan, pins, a dentist, all accepted.

A job coach with 26 people; what she sees in the list, the calendar and on the map is one month.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from caseway.coaching.models import CoachSetup, MonthPlan, PlanState, Visit
from caseway.demo.loader.county import load
from caseway.kernel.jobs.worker import Worker
from caseway.rules.dates import Month
from tests.browser.axe import sideways_scroll, violations
from tests.browser.seen import seen
from tests.browser.test_main_job import session_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def coach():
    load(cases=300, seed=7, today=timezone.localdate())
    setups = CoachSetup.objects.select_related("coach")
    return setups.get(coach__name="Kofi Asante-Reed").coach


def test_a_coach_plans_her_month_pins_two_plans_again_and_accepts(coach, open_page):
    month = Month.of(timezone.localdate()).plus(1)
    page = open_page(f"/months/{month}/", cookies=session_of(coach))
    expect(seen(page, "26 people coached")).to_be_visible()

    page.get_by_role("button", name="Plan", exact=False).first.click()
    expect(page.get_by_role("link", name="Look over and accept")).to_be_visible()
    expect(page.locator("#search")).to_be_visible()
    Worker(poll=timedelta(0)).drain()
    expect(page.locator("#search")).to_have_count(0)
    expect(page.get_by_role("link", name="Look over and accept")).to_be_visible()
    plan = MonthPlan.objects.get(state=PlanState.READY)
    assert plan.iterations == 3000

    page.get_by_role("button", name="Pin").first.click()
    expect(page.get_by_role("button", name="Unpin")).to_have_count(1)
    page.get_by_role("button", name="Pin", exact=False).last.click()
    expect(page.get_by_role("button", name="Unpin")).to_have_count(2)
    pinned = set(plan.sessions.filter(is_locked=True).values_list("enrolment", "day"))
    everything = set(plan.sessions.values_list("enrolment", "day"))

    seen(page, "Add an appointment of your own").click()
    page.get_by_label("What", exact=True).fill("Dentist")
    page.get_by_label("Day", exact=True).fill(f"{month}-15")
    page.get_by_label("From", exact=True).fill("13:00")
    page.get_by_label("Until", exact=True).fill("14:00")
    page.get_by_role("button", name="Add and plan around it").click()
    expect(seen(page, "Planned again.")).to_be_visible()
    again = MonthPlan.objects.get(state=PlanState.READY)
    after = set(again.sessions.values_list("enrolment", "day"))
    assert pinned <= after
    assert len(everything - after) <= len(everything) // 10

    page.get_by_role("link", name="Calendar", exact=True).click()
    expect(page.locator(".c-mchip")).to_have_count(len(after))
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.get_by_role("img", name="places to go to")).to_be_visible()

    page.get_by_role("link", name="Look over and accept").click()
    page.get_by_role("button", name="Accept for everybody").click()
    expect(seen(page, f"Appointments made or changed: {len(after)}.")).to_be_visible()
    made = Visit.objects.filter(coach=coach, plan=again)
    assert set(made.values_list("enrolment", "day")) == after

    for width in (1280, 390, 320):
        for view in ("list", "calendar", "map"):
            shown = open_page(
                f"/months/{month}/?view={view}", width=width, cookies=session_of(coach)
            )
            assert violations(shown) == []
            assert sideways_scroll(shown) == 0
