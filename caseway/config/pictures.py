"""Pictures of the demonstration county, for the README and for Help.

The same county on the same morning, whoever takes them and whenever, so that a picture changes
only when its page does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test.runner import DiscoverRunner
from django.test.testcases import LiveServerThread
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright

from caseway.agencies.models import Membership, Role
from caseway.cases.models import Case
from caseway.demo.loader.county import load
from caseway.exchange.actions import checking, deciding, reading, receiving
from caseway.exchange.meaning import Field
from caseway.exchange.models import Batch

MONDAY = date(2026, 11, 23)
NINE = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)  # in New York
CASES, SEED = 300, 7
# Names without hashes: nothing is collected for so short a life.
_PLAIN = settings.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WINDOWS = ((1280, 800), (390, 844))


@dataclass(frozen=True)
class Shot:
    """A picture: its name, the page by url name, who looks at it, and what she does there."""

    name: str
    page: str
    by: str
    then: Callable[[Page], object] = Page.title


def _second_on_the_list(page: Page) -> None:
    page.locator("[data-row-link]").nth(1).click()


def _look_for_a_name(page: Page) -> None:
    page.locator("main [name=q]").fill("rivera")
    page.locator("main [name=q]").press("Enter")


def _newest_file(page: Page) -> None:
    page.locator("main table a").first.click()


def _plan_the_month(page: Page) -> None:
    page.locator(".c-head__actions form button").first.click()
    page.goto(page.url + "?view=calendar")
    page.locator(".c-figures").evaluate("one => one.scrollIntoView()")


def _the_week_before(page: Page) -> None:
    page.get_by_role("link", name="Week before").click()


def _the_month_before(page: Page) -> None:
    page.locator("main select").first.select_option(index=1)
    page.get_by_role("button", name="Show").click()


SHOTS = (
    Shot("today", "desk:today", "marisol.vega"),
    Shot("case", "desk:today", "marisol.vega", _second_on_the_list),
    Shot("caseload", "desk:caseload", "marisol.vega"),
    Shot("attendance", "attendance:grid", "marisol.vega", _the_week_before),
    Shot("month", "coaching:months", "kofi.asante.reed", _plan_the_month),
    Shot("quality", "coaching:quality", "kofi.asante.reed"),
    Shot("rates", "reporting:rates", "russell.gaskins", _the_month_before),
    Shot("find", "desk:find", "denise.wardlaw", _look_for_a_name),
    Shot("team", "desk:team", "russell.gaskins"),
    Shot("who", "agencies:who_does_what", "miriam.adelstein"),
    Shot("files", "exchange:index", "miriam.adelstein", _newest_file),
    Shot("audit", "administration:audit", "emeka.okoro"),
)


def take(folder: Path, chromium: str) -> Iterator[Path]:
    """Take every picture into `folder`, from a county of its own that is gone afterwards."""
    with _county() as (address, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for shot in SHOTS:
            yield from _take(shot, browser, address, password, folder)
        browser.close()


def _take(
    shot: Shot, browser: Browser, address: str, password: str, folder: Path
) -> Iterator[Path]:
    for width, height in WINDOWS:
        page = browser.new_page(
            viewport={"width": width, "height": height}, reduced_motion="reduce"
        )
        page.goto(f"{address}/sign-in/")
        page.locator("[name=login]").fill(f"{shot.by}@example.org")
        page.locator("[name=password]").fill(password)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url(lambda url: "/sign-in/" not in url)
        answer = page.goto(address + reverse(shot.page))
        if answer is None or not answer.ok:
            raise RuntimeError(f"{shot.page} does not answer {shot.by}")
        shot.then(page)
        page.wait_for_load_state("networkidle")
        page.mouse.move(0, height - 1)  # nothing looks pointed at
        path = folder / f"{shot.name}-{width}.png"
        page.screenshot(path=path, caret="hide")
        page.close()
        yield path


@contextmanager
def _county() -> Iterator[tuple[str, str]]:
    """A served county of its own: its address and everybody's password."""
    runner = DiscoverRunner(verbosity=0, interactive=False)
    with TemporaryDirectory() as folder, override_settings(STORAGES=_PLAIN):
        # A file: in memory, the server's thread and this one would lock each other.
        connections["default"].settings_dict["TEST"]["NAME"] = f"{folder}/pictures.sqlite3"
        runner.setup_test_environment()
        databases = runner.setup_databases()
        try:
            with mock.patch.object(timezone, "now", return_value=NINE):
                loaded = load(cases=CASES, seed=SEED, today=MONDAY, year=True)
                receive_sample()
                with _served() as address:
                    yield address, loaded.passphrase
        finally:
            runner.teardown_databases(databases)
            runner.teardown_test_environment()


@contextmanager
def _served() -> Iterator[str]:
    thread = LiveServerThread("localhost", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    try:
        yield f"http://localhost:{thread.port}"
    finally:
        thread.terminate()


def receive_sample() -> Batch:
    """A small list of cases as an office would send it, checked and waiting for a decision."""
    post = Membership.objects.filter(role=Role.ADMINISTRATOR, site__cases__isnull=False)[0]
    upload = receiving.Upload("open cases november.csv", [_sample(post)], "County data unit")
    batch = receiving.receive(
        upload=upload, site=post.site, agency=post.agency, region=None, by=post.user, at=NINE
    )
    reading.read(batch_id=batch.pk)
    batch.refresh_from_db()
    known = Case.objects.filter(site=post.site).order_by("pk")[0]
    columns = {int(at): Field(name) for at, name in batch.columns.items()}
    said = deciding.Columns(columns, program_id=known.program_id, region_id=known.region_id)
    deciding.map_columns(batch=batch, said=said, by=post.user, at=NINE)
    checking.check(batch_id=batch.pk, at=NINE, on=MONDAY)
    return Batch.objects.get(pk=batch.pk)


def _sample(post: Membership) -> bytes:
    lines = ["Case number,Name,Date of birth,Phone,Stage"]
    for at, case in enumerate(Case.objects.filter(site=post.site).order_by("pk")[:9]):
        born = "07/04/1976" if at == 1 else case.participant.birth_on or ""
        stage = "at work" if at in (3, 4) else ""
        lines.append(f"{case.number},{case.participant.name_used},{born},,{stage}")
    lines += [
        "W-900001,Ifeoma Baptiste,04/12/1991,718-555-0142,assessment",
        "W-900002,Delroy Achebe,11/30/1987,718-555-0117,orientation",
        "W-900003,Mirlande Toussaint,1990-02-30,,planning",
        ",Somebody Without A Number,01/05/1979,,",
    ]
    return "\n".join(lines).encode()
