"""Files in a browser: from the form to the loaded cases, at each width."""

import pytest
from django.conf import settings
from django.urls import reverse

from caseway.agencies.models import Role
from caseway.cases.models import Case
from caseway.exchange import jobs
from caseway.exchange.models import Batch
from tests.browser.axe import sideways_scroll, small_targets, violations
from tests.browser.seen import seen
from tests.exchange.files import HEADER, PEOPLE, messy_workbook
from tests.exchange.loading import csv_of, load, preview, send
from tests.factories import make_case, make_worker, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEAD = ("Case No", "Name", "DOB", "Program")


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def boss(world):
    return make_worker(world, Role.ADMINISTRATOR, agency=world.public)


@pytest.fixture
def cookies(client, boss):
    client.force_login(boss)
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def _work():
    """Do what was enqueued, as the worker does."""
    for state, work in jobs._WORK.items():
        for batch in Batch.objects.filter(state=state):
            work.func(batch_id=batch.pk)


def _mixed(world, boss):
    case = make_case(world, "Ana Rivera")
    return preview(
        world, boss,
        csv_of(
            HEAD,
            ("B-1", "Luz Peña", "7/24/2001", ""),
            ("", "X Y", "", ""),
            (case.number, "Zoe Kant", "3/14/1988", ""),
            ("C-2", "Sol Diaz", "", "Moon"),
        ),
    )  # fmt: skip


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_administrator_loads_a_workbook(open_page, world, boss, cookies, tmp_path, scripts):
    world.program.name = "FA"
    world.program.save()
    workbook = messy_workbook(tmp_path / "November.xlsx")
    page = open_page(reverse("exchange:index"), cookies=cookies, scripts=scripts)

    page.get_by_role("link", name="Load a file").first.click()
    page.get_by_label("File").set_input_files(workbook)
    page.get_by_label("Who sends it").fill("Data unit")
    page.get_by_role("button", name="Send and check the file").click()
    seen(page, "Waiting for its turn").wait_for()
    _work()
    page.reload()
    page.get_by_role("button", name="Check the lines").click()
    page.get_by_role("heading", name="Being checked").wait_for()
    _work()
    page.reload()
    page.get_by_role("button", name="Load 4 lines").click()
    page.get_by_role("heading", name="Being loaded").wait_for()
    _work()
    page.reload()

    page.get_by_role("heading", name="What happened").wait_for()
    assert Case.objects.count() == 4


def test_the_page_follows_the_work_by_itself(open_page, world, boss, cookies):
    batch = send(world, boss, csv_of(HEADER, *[[cell.replace(",", "") for cell in PEOPLE[0]]]))
    Batch.objects.filter(pk=batch.pk).update(state="checking")
    page = open_page(reverse("exchange:batch", args=[batch.pk]), cookies=cookies)
    page.get_by_role("heading", name="Being checked").wait_for()

    _work()

    page.get_by_role("heading", name="What would happen").wait_for()


def _pages(batch):
    return {
        "files": reverse("exchange:index"),
        "upload": reverse("exchange:upload"),
        "columns": reverse("exchange:columns", args=[batch.pk]),
        "preview": reverse("exchange:batch", args=[batch.pk]),
        "words": reverse("exchange:words", args=[batch.pk]),
        "held lines": reverse("exchange:lines", args=[batch.pk, "held"]),
        "refused lines": reverse("exchange:lines", args=[batch.pk, "refused"]),
        "held line": reverse("exchange:line", args=[batch.pk, 4]),
    }


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_no_page_of_a_file_has_a_barrier(open_page, world, boss, cookies, width):
    batch = _mixed(world, boss)

    for name, url in _pages(batch).items():
        page = open_page(url, cookies=cookies, width=width)
        assert violations(page) == [], name
        assert sideways_scroll(page) == 0, name
        assert small_targets(page, 24) == [], name
    load(batch, boss)
    page = open_page(reverse("exchange:batch", args=[batch.pk]), cookies=cookies, width=width)
    assert violations(page) == []
