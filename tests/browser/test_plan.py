"""A plan from the first word to both signatures, the phone without a script at 320 pixels."""

import re

import pytest
from django.core.management import call_command

from caseway.cases.models import HouseholdMember
from caseway.plans.models import Plan, PlanVersion, Signature
from caseway.plans.views import throttle
from tests.browser import axe
from tests.factories import PASSWORD, make_case, make_person, make_worker, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def family(transactional_db):
    """Ana, who is at work on a plan, and her son Leo."""
    world = make_world()
    own = make_worker(world, name="Dana Reyes")
    case = make_case(world, "Ana Rivera", worker=own)
    case.participant.birth_on = "1994-05-02"
    case.participant.language = "es"
    case.participant.save()
    HouseholdMember.objects.create(
        site=world.site,
        household=case.household,
        person=make_person(world, "Leo Rivera", birth_on="2018-01-02"),
        relation="child",
        starts_on="2026-03-02",
    )
    throttle._counts.clear()
    return own, case


@pytest.fixture
def office(browser, live_server, family):
    """The worker's screen, signed in."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    page = context.new_page()
    page.goto(f"{live_server.url}/")
    page.fill("input[name=login]", family[0].email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit], main .usa-button")
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    yield page
    context.close()


@pytest.fixture
def phone(browser):
    """A phone that nobody signed in, without a script."""
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, java_script_enabled=False, locale="es-US"
    )
    yield context.new_page()
    context.close()


def fits(page) -> None:
    """Nothing is wider than the phone."""
    assert axe.sideways_scroll(page) == 0


def test_a_family_plan_is_written_signed_by_phone_and_followed_by_another(
    office, phone, live_server, family
):
    own, case = family
    write_a_plan(office, live_server, case)
    plan = Plan.objects.get()

    office.click("text=Offer it for signing")
    office.wait_for_url("**/plans/versions/*/")
    assert axe.violations(office) == []
    office.click("text=Make a link")
    link = office.locator("#link").input_value()

    sign_on_the_phone(phone, link)

    version = PlanVersion.objects.get()
    row = Signature.objects.get()
    assert (row.role, row.method, row.language) == ("participant", "link", "es")
    assert row.text_sha256 == version.texts.get(language="es").sha256

    office.goto(f"{live_server.url}/plans/versions/{version.pk}/")
    office.click("text=Sign for the agency")
    office.fill("[name=typed_name]", own.name)
    office.click("text=Sign, or decline")
    office.wait_for_url("**/plans/versions/*/")
    assert office.locator("text=Signed").count() >= 2

    for language in ("en", "es"):
        answer = office.request.get(
            f"{live_server.url}/plans/versions/{version.pk}/copy/{language}.html"
        )
        assert "Ana Rivera" in answer.text()

    next_version(office, live_server, plan)
    call_command("verify_plan")


def write_a_plan(page, live_server, case) -> None:
    page.goto(f"{live_server.url}/plans/cases/{case.pk}/begin/")
    page.fill("[name=can_do]", "I cook for forty people at church.")
    page.fill("[name=family_words]", "That Leo sleeps through the night.")
    page.click("main button[data-save]")
    page.wait_for_url(re.compile(r"/plans/\d+/$"))
    page.click("text=Add a goal >> nth=0")
    page.fill("[name=words]", "See a dentist with Leo")
    page.select_option("[name=serves]", label="Leo Rivera")
    page.fill("[name=options]", "The clinic\nThe school dentist")
    page.fill("[name=choice]", "The school dentist")
    page.fill("[name=why]", "He knows the way")
    page.click("main button[data-save]")
    page.wait_for_url(re.compile(r"#goal-\d+$"))
    page.click("text=Add a step >> nth=0")
    page.fill("[name=words]", "Ride the bus past the school")
    page.fill("[name=ramp_1_from_week]", "1")
    page.fill("[name=ramp_1_times]", "2")
    with page.expect_response("**/hours/"):
        page.fill("[name=ramp_1_minutes]", "60")
        page.press("[name=ramp_1_minutes]", "Tab")
    page.locator("#hours >> text=With this step as it is typed").wait_for()
    page.click("main button[data-save]")
    page.wait_for_url(re.compile(r"#step-\d+$"))
    assert axe.violations(page) == []


def sign_on_the_phone(page, link: str) -> None:
    page.goto(link)
    assert "Ana" not in page.content()
    fits(page)
    page.select_option("[name=born_month]", "5")
    page.fill("[name=born_day]", "2")
    page.fill("[name=born_year]", "1994")
    page.click("main form button")
    assert "See a dentist with Leo" in page.content()
    fits(page)
    page.fill("[name=typed_name]", "Ana Rivera")
    page.click("form[action$='/sign/'] button")
    assert "Ana Rivera" in page.locator("[role=status]").first.inner_text()
    assert page.locator("form[action$='/sign/']").count() == 0
    fits(page)


def next_version(page, live_server, plan) -> None:
    page.goto(f"{live_server.url}/plans/{plan.pk}/")
    page.click("text=Add a goal >> nth=0")
    page.fill("[name=words]", "Work near Leo’s school")
    page.click("label:has-text('Both together')")
    page.click("main button[data-save]")
    page.wait_for_url(re.compile(r"#goal-\d+$"))
    page.click("text=Offer it for signing")
    page.wait_for_url("**/plans/versions/*/")
    told = page.locator("section[aria-labelledby=changes-title]").inner_text()
    assert "Goal: Work near Leo’s school" in told
