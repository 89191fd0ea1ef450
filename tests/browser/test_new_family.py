"""A new family: looked for first, recorded once, and on the caseload of who works with them."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from caseway.agencies.models import StaffLanguage
from caseway.cases.actions.people import Name, PersonFacts, add_person
from caseway.cases.models import Case, Person
from tests.browser.axe import sideways_scroll, small_targets, violations
from tests.browser.seen import seen
from tests.browser.test_main_job import session_of
from tests.desk.rows import make_office
from tests.factories import make_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office():
    """Carla speaks Spanish. Robert Quispe, who could be meant, is here already."""
    world = make_office()
    carla = world.workers["carla"]
    StaffLanguage.objects.create(user=carla, code="es")
    robert = add_person(
        site=world.site,
        facts=PersonFacts(name=Name("Robert Quispe")),
        today=timezone.localdate(),
    )
    make_case(world, person=robert, worker=carla)
    return world


def type_who(page, name):
    page.get_by_label("Name, as they say it").fill(name)
    page.get_by_label("Month").select_option("5")
    page.get_by_label("Day").fill("6")
    page.get_by_label("Year").fill("1994")
    page.get_by_label("Preferred language").select_option("es")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_family_is_looked_for_recorded_and_appears_in_the_caseload(open_page, office, scripts):
    carla = office.workers["carla"]
    page = open_page("/people/new/", cookies=session_of(carla), scripts=scripts)
    type_who(page, "Bob Quispe")
    if scripts:
        expect(page.locator("#matches")).to_contain_text("Robert Quispe")
    page.get_by_role("button", name="Search before we go on").click()
    expect(seen(page, "A short form of the same name")).to_be_visible()
    page.get_by_role("button", name="None of these").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("A case for Bob Quispe")
    worker = page.get_by_label("Contractor worker")
    expect(worker.locator("option:checked")).to_have_text(
        "Carla Contractor: speaks Spanish, 1 case"
    )
    first = page.get_by_role("group", name="Household member 1")
    first.get_by_label("Name").fill("Inti Quispe")
    page.get_by_role("button", name="Add another person").click()
    second = page.get_by_role("group", name="Household member 2")
    second.get_by_label("Name").fill("Killa Quispe")
    page.locator("button[data-save]").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Bob Quispe")
    case = Case.objects.get(participant__name_used="Bob Quispe")
    assert case.household.members.count() == 3
    page.goto(page.url.split("/cases/")[0] + "/caseload/")
    expect(page.get_by_role("link", name="Bob Quispe")).to_be_visible()


def test_the_same_person_is_not_recorded_twice(open_page, office):
    page = open_page("/people/new/", cookies=session_of(office.workers["carla"]))
    type_who(page, "Robert Quispe")
    page.get_by_role("button", name="Search before we go on").click()

    page.get_by_role("button", name="This is the same person").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("A case for Robert Quispe")
    expect(page.get_by_label("The household of Robert Quispe")).to_be_checked()
    assert Person.objects.filter(name_used="Robert Quispe").count() == 1


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_every_step_is_open_to_everybody(open_page, office, width):
    page = open_page("/people/new/", cookies=session_of(office.workers["carla"]), width=width)

    def look():
        assert violations(page) == []
        assert sideways_scroll(page) == 0
        assert small_targets(page, 44 if width < 600 else 24) == []

    look()
    page.get_by_role("button", name="Search before we go on").click()
    expect(page.get_by_role("alert")).to_be_focused()
    look()
    type_who(page, "Bob Quispe")
    page.get_by_role("button", name="Search before we go on").click()
    look()
    page.get_by_role("button", name="None of these").click()
    look()
    page.get_by_role("group", name="Household member 1").get_by_label("Name").fill("Robert Quispe")
    page.locator("button[data-save]").click()
    expect(seen(page, "Is it the same person?")).to_be_visible()
    look()
    open_page.troubles.clear()  # the browser notes each 422 as a failed request
