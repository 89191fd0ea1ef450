"""A day in the field, without a network or with a bad one: nothing is lost, nothing doubled."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from caseway.coaching.actions.checklists import save_checklist
from caseway.coaching.models import (
    Checklist,
    ChecklistVersion,
    FieldSending,
    PhaseSpan,
    Visit,
    VisitPhoto,
    VisitState,
)
from caseway.rules.records.visits.template import shipped
from tests.browser.axe import sideways_scroll, small_targets, violations
from tests.browser.field_phone import (
    KEPT,
    SEND,
    Phone,
    answer_lost,
    entries,
    fill_in,
    ready,
    state_of,
)
from tests.browser.seen import seen
from tests.browser.test_main_job import session_of
from tests.coaching.field.rows import (
    ANSWERS,
    NOON,
    TODAY,
    make_bakery,
    make_client,
    make_field,
    make_visit,
)

expect.set_options(timeout=15_000)
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PEOPLE = ("Ana Rivera", "Ben Ortiz", "Chidi Okafor")
SHORT = ("Ana R.", "Ben O.", "Chidi O.")


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def world():
    made = make_field()
    place = make_bakery(made)
    made.visits = []
    for hour, name in zip((8, 10, 11), PEOPLE, strict=True):
        enrolment = make_client(made, name, goal="Work the register by myself")
        PhaseSpan.objects.create(
            site=made.site,
            enrolment=enrolment,
            phase="intensive",
            starts_on=date(2026, 3, 2),
            reason="New job",
        )
        visit = make_visit(enrolment, begins=time(hour, 30), job_site=place)
        Visit.objects.filter(pk=visit.pk).update(planned_travel_minutes=25)
        made.visits.append(visit)
    return made


@pytest.fixture
def kofi(world):
    return world.workers["kofi"]


@pytest.fixture
def phone_of(browser, live_server):
    """Gives phones: phone_of(user, width=390, at=NOON, script="")."""
    phones = []

    def made(user, **how):
        phones.append(Phone(browser, live_server.url, user, **how))
        return phones[-1]

    yield made
    for one in phones:
        one.close()


@pytest.fixture
def phone(phone_of, kofi):
    return phone_of(kofi)


def test_a_day_without_a_network_is_sent_whole_when_there_is_one(phone, world):
    page = phone.first_open()
    phone.offline()

    taps = [fill_in(page, who) for who in SHORT]
    expect(seen(page, "3 visits wait on this phone.")).to_be_visible()
    page.reload()
    ready(page)
    expect(state_of(page, "Ana R.")).to_have_text("On this phone")
    page.close()
    page = phone.open_offline()
    expect(page.get_by_role("button", name="Send 3 visits now")).to_be_visible()
    assert not Checklist.objects.exists()

    phone.offline(False)
    expect(seen(page, "Everything is sent.")).to_be_visible()

    assert max(taps) <= 12
    assert {visit.state for visit in Visit.objects.all()} == {VisitState.HELD}
    assert Checklist.objects.exclude(signed_at=None).count() == 3
    assert Checklist.objects.first().visit.travel_minutes == 25
    assert entries(page) == []


def test_an_answer_that_is_lost_on_the_way_makes_no_second_record(phone, world):
    page = phone.first_open()
    page.route(SEND, answer_lost)

    fill_in(page, "Ana R.")
    expect(seen(page, "No connection.")).to_be_visible()
    assert Checklist.objects.count() == 1
    assert [entry["state"] for entry in entries(page)] == ["waiting"]
    page.unroute(SEND)
    page.get_by_role("button", name="Send 1 visit now").click()
    expect(seen(page, "Everything is sent.")).to_be_visible()

    assert Checklist.objects.count() == FieldSending.objects.count() == 1


def test_what_was_rewritten_after_a_lost_answer_is_the_record(phone, world):
    page = phone.first_open()
    page.route(SEND, answer_lost)
    fill_in(page, "Ana R.", sign=False)
    expect(seen(page, "No connection.")).to_be_visible()

    page.get_by_role("link", name="Ana R.").click()
    page.get_by_label("Much", exact=True).click()
    page.unroute(SEND)
    page.get_by_role("button", name="Save and send").click()
    expect(seen(page, "Everything is sent.")).to_be_visible()

    assert Checklist.objects.get().answers["support"] == "much"
    assert [row.edition for row in FieldSending.objects.order_by("pk")] == [1, 2]


def test_two_tabs_that_send_at_once_make_one_record(phone_of, kofi, world):
    # Without locks between tabs, as in an older browser: the server alone holds.
    phone = phone_of(kofi, script="delete Navigator.prototype.locks")
    page = phone.first_open()
    phone.offline()
    fill_in(page, "Ana R.")
    page.close()
    tabs = [phone.open_offline() for _ in range(2)]
    phone.offline(False)

    for tab in tabs:
        expect(seen(tab, "Everything is sent.")).to_be_visible()

    assert Checklist.objects.count() == FieldSending.objects.count() == 1


def test_every_touch_is_kept_so_that_a_reload_in_the_middle_loses_nothing(phone, world):
    page = phone.first_open()
    phone.offline()
    page.get_by_role("link", name="Ana R.").click()
    page.get_by_label("Much", exact=True).click()
    page.get_by_label("Short note").fill("Learned the new till.")
    expect(seen(page, "Saved on this phone")).to_be_visible()

    page.reload()
    ready(page)

    expect(page.get_by_label("Much", exact=True)).to_be_checked()
    expect(page.get_by_label("Short note")).to_have_value("Learned the new till.")


def test_a_clock_that_is_three_hours_behind_is_said_and_kept(phone_of, kofi, world):
    phone = phone_of(kofi, at=NOON - timedelta(hours=3, minutes=2))
    page = phone.first_open()

    fill_in(page, "Ana R.")
    expect(seen(page, "The clock of this phone is 3 h 2 min behind.")).to_be_visible()

    kept = FieldSending.objects.get()
    assert 10_900 <= kept.clock_off_seconds <= 10_920
    assert Visit.objects.get(pk=kept.visit_id).held_begins_at == NOON.replace(hour=8, minute=30)


def test_a_checklist_that_changed_meanwhile_is_kept_as_it_was_filled_in(phone, world, kofi):
    page = phone.first_open()
    phone.offline()
    fill_in(page, "Ana R.", sign=False)
    ChecklistVersion.objects.create(
        site=world.site,
        program="semp",
        number=2,
        content={"parts": [*shipped(None)["parts"][:3]]},
        in_force_on=TODAY,
        published_by=kofi,
        published_at=NOON,
    )

    phone.offline(False)
    expect(seen(page, "Everything is sent.")).to_be_visible()

    assert Checklist.objects.get().template.number == 1
    page.get_by_role("link", name="Ben O.").click()
    expect(page.locator("fieldset[data-item=doings]")).to_have_count(0)


def office_wrote(visit, kofi):
    answers = {**ANSWERS, "support": "much", "note": "From the office."}
    save_checklist(
        visit=visit,
        key=visit.uuid,
        template=1,
        answers={**answers, "started_at": NOON.replace(hour=8, minute=30).isoformat()},
        base_version=0,
        by=kofi,
        at=NOON,
    )


def test_both_sides_of_a_conflict_are_shown_and_each_part_is_chosen(phone, world, kofi):
    page = phone.first_open()
    phone.offline()
    fill_in(page, "Ana R.", sign=False)
    office_wrote(world.visits[0], kofi)
    phone.offline(False)

    expect(state_of(page, "Ana R.")).to_have_text("Needs you")
    page.get_by_role("link", name="Ana R.").click()
    support = page.locator("fieldset[data-item=support]")
    expect(support).to_contain_text("Kofi Asante-Reed wrote")
    expect(support.get_by_label("You wrote")).to_be_checked()
    note = page.locator("fieldset[data-item=note]")
    note.get_by_label("Kofi Asante-Reed wrote").check()
    assert violations(page) == []
    page.get_by_role("button", name="Save what I chose").click()
    expect(seen(page, "Everything is sent.")).to_be_visible()

    held = Checklist.objects.get()
    assert (held.answers["support"], held.answers["note"]) == ("some", "From the office.")


def test_mine_can_be_kept_beside_the_record(phone, world, kofi):
    page = phone.first_open()
    phone.offline()
    fill_in(page, "Ana R.", sign=False)
    office_wrote(world.visits[0], kofi)
    phone.offline(False)
    expect(state_of(page, "Ana R.")).to_have_text("Needs you")

    page.get_by_role("link", name="Ana R.").click()
    page.get_by_role("button", name="Leave the record; keep mine beside it").click()
    expect(seen(page, "Everything is sent.")).to_be_visible()

    assert Checklist.objects.get().answers["support"] == "much"
    assert FieldSending.objects.get().content["answers"]["support"] == "some"


def test_a_visit_that_the_office_moved_says_so_and_can_be_held_all_the_same(phone, world):
    page = phone.first_open()
    phone.offline()
    fill_in(page, "Ana R.", sign=False)
    visit = world.visits[0]
    later = make_visit(visit.enrolment, day=TODAY + timedelta(days=2))
    Visit.objects.filter(pk=visit.pk).update(
        state=VisitState.MOVED, why_not="employer", moved_to=later
    )
    phone.offline(False)
    expect(state_of(page, "Ana R.").first).to_have_text("Needs you")

    page.get_by_role("link", name="Ana R.").first.click()
    expect(page.locator("fieldset[data-item=outcome]")).to_contain_text("Moved to another time")
    page.get_by_role("button", name="Save what I chose").click()
    expect(seen(page, "Everything is sent.")).to_be_visible()

    visit.refresh_from_db()
    assert visit.state == VisitState.HELD


def test_somebody_who_did_not_come_is_written_down_with_the_reason(phone, world):
    page = phone.first_open()

    page.get_by_role("link", name="Ana R.").click()
    page.get_by_label("The person did not come").click()
    page.get_by_role("button", name="Save and send").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why the visit did not take place.")
    page.get_by_label("Why not?").select_option("client_absent")
    page.get_by_role("button", name="Save and send").click()
    expect(seen(page, "Everything is sent.")).to_be_visible()

    visit = Visit.objects.get(pk=world.visits[0].pk)
    assert (visit.state, visit.why_not) == (VisitState.NO_SHOW, "client_absent")


def test_what_is_missing_is_named_before_signing_and_can_be_sent_unsigned(phone, world):
    page = phone.first_open()
    page.get_by_role("link", name="Ana R.").click()
    page.get_by_label("I sign: Kofi Asante-Reed").click()

    page.get_by_role("button", name="Save and send", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Before you sign: 2 things are missing")
    page.get_by_role("button", name="Save and send without signing").click()
    expect(seen(page, "Everything is sent.")).to_be_visible()

    assert Checklist.objects.get().signed_at is None


def test_a_session_that_ran_out_keeps_everything_until_she_signs_in_again(phone, world, kofi):
    page = phone.first_open()
    phone.lose_session()

    fill_in(page, "Ana R.")
    expect(seen(page, "You are signed out.")).to_be_visible()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    assert not Checklist.objects.exists()
    phone.sign_in(kofi)
    page = phone.open()
    expect(seen(page, "Everything is sent.")).to_be_visible()

    assert Checklist.objects.count() == 1


def test_signing_out_with_something_unsent_warns_and_takes_nothing(phone, world):
    page = phone.first_open()
    page.route(SEND, lambda route: route.abort())
    fill_in(page, "Ana R.")

    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Sign out and clear this phone").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("1 visit on this phone has not been sent.")
    dialog.get_by_role("button", name="Stay signed in").click()

    assert len(entries(page)) == 1


def test_signing_out_leaves_nothing_behind(phone, world):
    page = phone.first_open()
    fill_in(page, "Ana R.")
    expect(seen(page, "Everything is sent.")).to_be_visible()

    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Sign out and clear this phone").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

    assert page.evaluate(KEPT) == {"databases": [], "caches": [], "workers": 0}


def test_the_next_person_sees_nothing_of_the_one_before_but_that_something_waits(
    phone, world, kofi
):
    page = phone.first_open()
    page.route(SEND, lambda route: route.abort())
    fill_in(page, "Ana R.")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Sign out and clear this phone").click()
    page.get_by_role("button", name="Sign out and keep it locked").click()
    expect(page.locator("#leave")).to_be_hidden()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert page.evaluate(KEPT)["caches"] == []

    phone.sign_in(world.workers["nora"])
    page = phone.open()
    expect(seen(page, "1 visit of another person waits on this phone")).to_be_visible()
    expect(seen(page, "Ana R.")).to_have_count(0)
    assert not Checklist.objects.exists()

    phone.sign_in(kofi)
    page = phone.open()
    expect(seen(page, "Everything is sent.")).to_be_visible()
    assert Checklist.objects.count() == 1


def test_a_closed_account_takes_the_list_off_the_phone_and_keeps_what_was_not_sent(
    phone, world, kofi
):
    page = phone.first_open()
    phone.offline()
    fill_in(page, "Ana R.")
    kofi.is_active = False
    kofi.save()
    phone.offline(False)

    expect(seen(page, "This account is closed.")).to_be_visible()
    expect(seen(page, "Ben O.")).to_have_count(0)
    assert [entry["shown"]["who"] for entry in entries(page)] == ["Ana R."]


def test_a_browser_that_keeps_nothing_says_so_before_anything_is_lost(phone_of, kofi, world):
    page = phone_of(
        kofi,
        script="indexedDB.open = () => { throw new DOMException('no', 'InvalidStateError') };"
        "new MutationObserver(() => { if (document.querySelector('#screen h1')) "
        "document.body.dataset.ready = 'yes' })"
        ".observe(document, {childList: true, subtree: true})",
    ).open()

    expect(seen(page, "This browser keeps nothing")).to_be_visible()
    expect(page.get_by_role("link", name="Use the ordinary pages")).to_be_visible()
    expect(page.get_by_role("link", name="Ana R.")).to_have_count(0)


FULL = """
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (value, ...rest) {
  if (window.isFull && this.name === "entries") {
    throw new DOMException("full", "QuotaExceededError");
  }
  return put.call(this, value, ...rest);
};
"""


def test_a_full_phone_says_that_the_change_is_not_saved(phone_of, kofi, world):
    page = phone_of(kofi, script=FULL).first_open()
    page.get_by_role("link", name="Ana R.").click()
    page.evaluate("window.isFull = true")

    page.get_by_label("Much", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("This phone is full")
    page.evaluate("window.isFull = false")
    page.get_by_role("button", name="Save and send").click()
    expect(seen(page, "Everything is sent.")).to_be_visible()

    assert Checklist.objects.get().answers["support"] == "much"


def test_a_photo_is_made_small_before_it_is_kept_and_gone_when_it_is_sent(phone, world):
    page = phone.first_open()
    phone.offline()
    large = page.evaluate(
        """async () => {
          const canvas = new OffscreenCanvas(3000, 2000);
          const ink = canvas.getContext("2d");
          for (let n = 0; n < 400; n += 1) {
            ink.fillStyle = `hsl(${n * 37 % 360} 80% 50%)`;
            ink.fillRect(n * 151 % 3000, n * 97 % 2000, 300, 200);
          }
          const blob = await canvas.convertToBlob({ type: "image/png" });
          return Array.from(new Uint8Array(await blob.arrayBuffer()));
        }"""
    )
    page.get_by_role("link", name="Ana R.").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "work.png", "mimeType": "image/png", "buffer": bytes(large)}
    )
    expect(seen(page, "One photo,")).to_be_visible()
    page.get_by_role("button", name="Save and send").click()
    phone.offline(False)
    expect(seen(page, "Everything is sent.")).to_be_visible()

    photo = VisitPhoto.objects.get()
    assert photo.document.size <= 700_000
    assert photo.document.content_type == "image/jpeg"
    assert entries(page) == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_every_screen_is_open_to_everybody(phone_of, kofi, world, width):
    page = phone_of(kofi, width=width).first_open()

    problems = _problems(page, "list", width)
    page.get_by_role("link", name="Ana R.").click()
    page.get_by_label("Coaching on the job’s tasks").click()
    problems += _problems(page, "visit", width)
    page.get_by_label("The person did not come").click()
    problems += _problems(page, "missed", width)

    assert problems == []


def _problems(page, name, width):
    found = [f"{name}: {one}" for one in violations(page)]
    if wider := sideways_scroll(page):
        found.append(f"{name} is {wider} px too wide")
    if width < 600:
        found += [f"{name}: {one}" for one in small_targets(page, 44)]
    return found


def test_without_scripts_the_page_says_so_and_leads_to_the_ordinary_pages(open_page, kofi, world):
    page = open_page("/field/", width=390, scripts=False, cookies=session_of(kofi))

    expect(seen(page, "needs JavaScript")).to_be_visible()
    expect(page.get_by_role("link", name="Use the ordinary pages")).to_be_visible()


def test_nothing_is_asked_of_another_machine_and_no_policy_is_broken(open_page, kofi, world):
    page = open_page("/field/", width=390, cookies=session_of(kofi))
    ready(page)

    assert page.get_by_role("link", name="Ana R.").is_visible()


def test_in_spanish_nothing_is_cut_off_or_left_in_english(phone_of, kofi, world):
    kofi.language = "es"
    kofi.save()
    page = phone_of(kofi, width=320).first_open()

    problems = _problems(page, "list", 320)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sus visitas")
    page.locator(".f-card__link").first.click()
    expect(seen(page, "¿Tuvo lugar la visita?")).to_be_visible()
    problems += _problems(page, "visit", 320)

    assert problems == []


def test_signing_out_of_any_other_page_clears_the_phone_and_asks_while_something_waits(
    phone, world
):
    page = phone.first_open()
    page.route(SEND, lambda route: route.abort())
    fill_in(page, "Ana R.")
    expect(seen(page, "No connection.")).to_be_visible()

    page.goto(f"{phone.home}/sign-out/")
    with page.expect_event("dialog") as asked:
        page.once("dialog", lambda dialog: dialog.dismiss())
        page.get_by_role("button", name="Sign out").click()
    assert asked.value.message.startswith("1 visit on this phone has not been sent.")
    page.goto(f"{phone.home}/field/")
    ready(page)
    expect(state_of(page, "Ana R.")).to_have_text("On this phone")

    page.unroute(SEND)
    page.get_by_role("button", name="Send 1 visit now").click()
    expect(seen(page, "Everything is sent.")).to_be_visible()
    page.goto(f"{phone.home}/sign-out/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

    assert page.evaluate(KEPT) == {"databases": [], "caches": [], "workers": 0}
