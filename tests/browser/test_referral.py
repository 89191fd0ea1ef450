"""A referral from a case, or from a service, to its closing by a provider without an account."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from caseway.network.actions import referrals as actions
from caseway.network.models import Referral, Service, ServiceNeed
from caseway.network.needs import Need
from tests.browser.axe import sideways_scroll, small_targets, violations
from tests.browser.seen import seen
from tests.browser.test_main_job import session_of
from tests.desk.rows import make_office
from tests.factories import make_case, make_provider

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office():
    world = make_office()
    owner = make_provider(world, "Morning Nursery")
    world.nursery = Service.objects.create(provider=owner, name="Full-day child care")
    ServiceNeed.objects.create(service=world.nursery, need=Need.CHILD_CARE)
    world.case = make_case(world, "Luz Marina Prado", worker=world.workers["carla"])
    return world


def stands(row, state):
    row.refresh_from_db()
    return row.state == state


def answer(page, what, **fields):
    """Open one of the answers, fill it in and send it, as a thumb on a small phone does."""
    page.locator("summary", has_text=what).click()
    form = page.locator("details[open]")
    for label, value in fields.items():
        form.get_by_label(label.replace("_", " ")).fill(value)
    form.get_by_role("button", name="Send this answer").click()
    page.wait_for_load_state()


@pytest.mark.parametrize("start", ["case", "service"])
def test_a_referral_goes_from_the_case_to_its_result_by_the_providers_link(
    open_page, office, start
):
    carla = session_of(office.workers["carla"])
    if start == "case":
        page = open_page(f"/cases/{office.case.pk}/", cookies=carla)
        page.get_by_role("link", name="Referrals and support").click()
        page.get_by_role("link", name="Refer somebody").click()
        page.get_by_label("Need").select_option("child_care")
        page.get_by_role("button", name="Show").click()
        page.get_by_role("link", name=re.compile("^Refer here")).click()
    else:
        page = open_page(f"/services/{office.nursery.pk}/", cookies=carla)
        page.get_by_role("link", name="Refer somebody").click()
        page.get_by_label("Name or case number").fill(office.case.number)
        page.get_by_role("button", name="Search").click()
        page.get_by_role("link", name=re.compile("^Refer: ?|^Refer :")).click()
    page.get_by_label("Why, in their own words").fill("The nights are the problem.")
    page.get_by_label("What the provider is told").fill("Two children, from six in the morning")
    seen(page, "The person said yes", exact=True).click()
    page.get_by_role("button", name="Send the referral").click()
    expect(seen(page, "Sent today").first).to_be_visible()

    page.get_by_label("Send it to this e-mail address").fill("")
    page.get_by_role("button", name="Make the link").click()
    link = page.get_by_label("The link").input_value()
    path = link.partition("/answer/")[2]
    row = Referral.objects.get()

    theirs = open_page(f"/answer/{path}", width=320, scripts=False)
    expect(seen(theirs, "L. M. P.")).to_be_visible()
    assert "Prado" not in theirs.content()
    answer(theirs, "We can take them", Your_name="Mrs. Bell")
    assert stands(row, "accepted")
    expect(seen(theirs, "Luz Marina Prado")).to_be_visible()
    day = timezone.localdate().isoformat()
    answer(theirs, "We have an appointment for them", Day=day, Time="09:30")
    assert stands(row, "appointment")
    answer(theirs, "They came")
    answer(theirs, "They have begun with us")
    theirs.locator("summary", has_text="It is over with us").click()
    seen(theirs, "They got what they needed", exact=True).click()
    theirs.locator("details[open]").get_by_role("button").click()
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert stands(row, "closed")
    assert row.result == "helped"

    page.goto(page.url.partition("/referrals/")[0] + f"/referrals/{row.pk}/")
    expect(seen(page, "Closed: They got what they needed").first).to_be_visible()
    expect(seen(page, "Mrs. Bell").first).to_be_visible()


def test_the_next_step_is_one_key_away(open_page, office):
    worker = office.workers["carla"]
    worker.shortcuts = True
    worker.save()
    refer(office, worker)

    page = open_page("/referrals/", cookies=session_of(worker))
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_url("**/referrals/*/?do=remind*")
    expect(page.locator("#do-remind button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").or_(page.locator("[data-say]")).first).to_be_visible()

    assert Referral.objects.get().steps.filter(move="remind").count() == 1


def refer(office, worker):
    sent = actions.Sent(office.nursery.provider, Need.CHILD_CARE, office.nursery)
    told = actions.Told(consent="spoken", message="Two children")
    return actions.make_referral(
        case=office.case, sent=sent, told=told, by=worker, at=timezone.now(), send=True
    )


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_providers_page_is_whole_at_every_width_in_both_languages(
    open_page, office, width, language
):
    worker = office.workers["carla"]
    row = refer(office, worker)
    _link, secret = actions.make_link(referral=row, sent_to="", by=worker, at=timezone.now())

    page = open_page(reverse("network:answer", args=[secret]), width=width, language=language)
    page.locator("summary").first.click()

    assert violations(page) == []
    assert sideways_scroll(page) == 0
    if width < 600:
        assert small_targets(page, 24) == []
