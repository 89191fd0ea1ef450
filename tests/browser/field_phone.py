"""A phone in the hand of a coach: one browser context that is opened, cut off and closed."""

from contextlib import suppress

from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.test_main_job import session_of
from tests.coaching.field.rows import NOON

SEND = "**/field/send/"
# Everything that is kept of the field, by the browser's own word.
KEPT = """async () => ({
  databases: (await indexedDB.databases()).map(one => one.name).sort(),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
# Until the worker has everything and answers for this page.
IN_CHARGE = """async () => {
  const worker = navigator.serviceWorker;
  await worker.ready;
  if (!worker.controller) {
    await new Promise((yes) => worker.addEventListener("controllerchange", yes, { once: true }));
  }
}"""
ROWS = """async (store) => {
  const all = await indexedDB.databases();
  const name = all.map(one => one.name).find(one => one.startsWith("caseway-field-"));
  if (!name) return [];
  const told = (request) => new Promise((yes, no) => {
    request.onsuccess = () => yes(request.result);
    request.onerror = no;
  });
  const database = await told(indexedDB.open(name));
  const rows = await told(database.transaction(store).objectStore(store).getAll());
  database.close();
  return JSON.parse(JSON.stringify(rows));
}"""


class Phone:
    """One coach's phone. `at` is what its clock says as it is switched on."""

    def __init__(self, browser: Browser, home: str, user, *, width=390, at=NOON, script="") -> None:
        self.home = home
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 844 if width < 600 else 900},
            has_touch=width < 600,
            is_mobile=width < 600,
            locale="en-US",
            timezone_id="America/New_York",
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(15_000)
        if script:
            self.context.add_init_script(script)
        self.context.clock.install(time=at)
        if user is not None:
            self.sign_in(user)

    def sign_in(self, user) -> None:
        """A session's cookie, where signing in is not what is tried."""
        cookies = session_of(user).items()
        self.context.add_cookies([{"name": n, "value": v, "url": self.home} for n, v in cookies])

    def lose_session(self) -> None:
        self.context.clear_cookies()

    def open(self, hash_="") -> Page:
        page = self.context.new_page()
        page.goto(f"{self.home}/field/{hash_}")
        ready(page)
        return page

    def first_open(self) -> Page:
        """Opened while connected, and kept: from now on it needs no network."""
        page = self.open()
        page.evaluate(IN_CHARGE)
        return page

    def offline(self, off=True) -> None:
        self.context.set_offline(off)

    def open_offline(self) -> Page:
        """A new tab without a network.

        The driver's own switch keeps a new tab from its service worker, which no phone does: while
        the tab opens, every request that leaves the worker is cut off instead.
        """
        self.context.route("**/*", lambda route: route.abort("internetdisconnected"))
        self.context.set_offline(False)
        page = self.open()
        self.context.set_offline(True)
        self.context.unroute("**/*")
        return page

    def close(self) -> None:
        with suppress(Exception):
            self.context.close()


def ready(page: Page) -> None:
    page.wait_for_selector("body[data-ready]")


def entries(page: Page) -> list[dict]:
    return page.evaluate(ROWS, "entries")


def fill_in(page: Page, who: str, *, sign=True) -> int:
    """A usual visit: open, three choices, minutes, sign, send. Counts the taps."""
    taps = 0

    def tap(target) -> None:
        nonlocal taps
        target.click()
        taps += 1

    tap(page.get_by_role("link", name=who))
    expect(page.get_by_role("heading", level=1)).to_have_text(who)
    tap(page.get_by_label("Coaching on the job’s tasks"))
    tap(page.get_by_label("Did it with reminders"))
    tap(page.get_by_label("Some", exact=True))
    tap(page.get_by_label("5 minutes: Minutes before, getting ready", exact=True))
    tap(page.get_by_label("10 minutes: Minutes after, notes and calls"))
    if sign:
        tap(page.get_by_label("I sign: Kofi Asante-Reed"))
    tap(page.get_by_role("button", name="Save and send"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your visits")
    return taps


def state_of(page: Page, who: str):
    return page.locator(".f-card", has_text=who).locator("[data-at=tag]")


def answer_lost(route: Route) -> None:
    """The request arrives and is worked on; the answer never comes back."""
    route.fetch()
    route.abort("connectionreset")
