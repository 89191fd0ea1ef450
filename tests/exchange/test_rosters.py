"""A provider's list: sent, looked at, answered, loaded, undone, forgotten."""

import io
import re
import uuid
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from caseway.attendance.models import AttendanceEntry, EntrySource, MonthClosing, ProofState
from caseway.exchange.attendance.actions import forget_expired
from caseway.exchange.models import Roster, RosterState
from tests.attendance.rows import MONDAY, at, make_class, make_place, make_site
from tests.factories import make_entry, make_worker

pytestmark = pytest.mark.django_db
LISTS = "/attendance/lists/"
WIDE = "LaGuardia Works;;;\n\nName;11/16;11/17;11/18\nRivera, Ana;6;6,5;Es\nLee, Bo;6;;25\n"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", at)


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def people(site):
    return make_class(site, ["Ana Rivera", "Bo Lee"], provider=site.place)


@pytest.fixture
def pat(site):
    return signed_in(site.workers["pat"])


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def send(client, content, name="week.csv", key=None, **more):
    content = content.encode() if isinstance(content, str) else content
    post = re.search(r'name="post" value="([^"]+)"', client.get(f"{LISTS}new/").content.decode())
    data = {
        "file": SimpleUploadedFile(name, content),
        "day": "2026-11-16",
        "span": "month",
        "post": post[1] if post else "",
        "submission_key": key or str(uuid.uuid4()),
    }
    return client.post(f"{LISTS}new/", {**data, **more})


def counts(page):
    """New, changed, already so and held, as the preview counts them."""
    return [int(n) for n in re.findall(r'<dd class="num">(\d+)</dd>', page.content.decode())]


def load(client, roster, page=None):
    page = page or client.get(f"{LISTS}{roster.pk}/")
    seen = re.search(r'name="seen" value="([^"]*)"', page.content.decode())[1]
    return client.post(f"{LISTS}{roster.pk}/load/", {"seen": seen.replace("&quot;", '"')})


def test_a_list_is_looked_at_loaded_without_what_is_held_and_answered_later(people, pat):
    ana, bo = people

    send(pat, WIDE)
    roster = Roster.objects.get()
    page = pat.get(f"{LISTS}{roster.pk}/")
    assert counts(page) == [4, 0, 0, 1]
    assert "Together they are the 5 filled cells" in page.content.decode()
    assert "Line 5" in page.content.decode()  # as the file counts its lines
    assert "If you mean 25 minutes, type 0:25." in page.content.decode()
    assert AttendanceEntry.objects.count() == 0

    load(pat, roster, page)
    assert AttendanceEntry.objects.filter(enrolment=ana).count() == 3
    assert AttendanceEntry.objects.filter(enrolment=bo).count() == 1
    entry = AttendanceEntry.objects.get(enrolment=ana, day=17)
    assert (entry.attended, entry.source) == (390, EntrySource.UPLOAD)
    assert entry.proof == ProofState.SUBMITTED

    pat.post(f"{LISTS}{roster.pk}/", {"fix-4-3": "2:30"})
    page = pat.get(f"{LISTS}{roster.pk}/")
    assert counts(page) == [1, 0, 4, 0]
    load(pat, roster, page)
    assert AttendanceEntry.objects.get(enrolment=bo, day=18).attended == 150


def test_what_was_typed_beside_the_mark_button_is_kept_and_shown_before_anything_is_marked(
    people, pat
):
    send(pat, WIDE)
    roster = Roster.objects.get()
    address = f"{LISTS}{roster.pk}/load/"

    page = pat.post(address, {"seen": "{}", "fix-4-3": "2:30"}, follow=True)
    assert "Your answers are kept. Look at it again, then mark it." in page.content.decode()
    assert AttendanceEntry.objects.count() == 0
    assert counts(page) == [5, 0, 0, 0]

    pat.post(address, {"seen": "{}"})
    assert AttendanceEntry.objects.count() == 5


def test_a_question_left_as_it_was_does_not_keep_the_rest_from_being_marked(people, pat):
    send(pat, WIDE)
    roster = Roster.objects.get()
    page = pat.get(f"{LISTS}{roster.pk}/").content.decode()
    asked = re.search(r'name="(fix-[^"]+)" value="([^"]*)"', page)

    pat.post(f"{LISTS}{roster.pk}/load/", {"seen": "{}", asked[1]: asked[2]})
    assert AttendanceEntry.objects.count() == 4


def test_a_loaded_list_is_undone_but_for_what_somebody_changed_since(people, pat):
    ana, bo = people
    make_entry(bo, MONDAY, attended=240)
    send(pat, WIDE)
    roster = Roster.objects.get()
    load(pat, roster)
    AttendanceEntry.objects.filter(enrolment=ana, day=17).update(version=9, attended=60)

    answer = pat.post(f"{LISTS}{roster.pk}/undo/", follow=True)

    assert "3 days were put back. 1 day stayed" in answer.content.decode()
    assert [e.attended for e in AttendanceEntry.objects.filter(enrolment=ana)] == [60]
    kept = AttendanceEntry.objects.get(enrolment=bo)
    assert (kept.attended, kept.proof) == (240, ProofState.VERIFIED)
    roster.refresh_from_db()
    assert roster.state == RosterState.UNDONE
    again = pat.post(f"{LISTS}{roster.pk}/undo/", follow=True)
    assert "Only a list that was loaded can be undone" in again.content.decode()


def test_loading_in_two_goes_is_undone_to_where_it_began(people, pat):
    _ana, bo = people
    send(pat, WIDE)
    roster = Roster.objects.get()
    load(pat, roster)
    pat.post(f"{LISTS}{roster.pk}/", {"fix-4-3": "2"})
    load(pat, roster)

    pat.post(f"{LISTS}{roster.pk}/undo/")

    assert AttendanceEntry.objects.count() == 0
    assert bo.entries.count() == 0


def test_a_workbook_with_dates_times_and_fractions_is_read(people, pat):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Attendance of the week"])
    days = [datetime(2026, 11, 16), datetime(2026, 11, 17), date(2026, 11, 18)]
    sheet.append(["Case", "Name", *days])
    sheet.append([people[0].case.number, "Ana Rivera", 6.5, time(6, 30), timedelta(hours=5)])
    stream = io.BytesIO()
    book.save(stream)

    send(pat, stream.getvalue(), "week.xlsx")
    load(pat, Roster.objects.get())

    assert [e.attended for e in AttendanceEntry.objects.order_by("day")] == [390, 390, 300]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("", "empty.csv", "empty"),
        (b"%PDF-1.7 something", "list.csv", "not a spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "list.xls", "Excel 2003"),
        ("Name,Mon\n" + "Ana,6\n" * 2001, "long.csv", "more than 2000 lines"),
        (b"x" * (5 * 1024 * 1024 + 1), "large.csv", "larger than 5 MB"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_with_what_to_do(pat, people, content, name, said):
    answer = send(pat, content, name)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Roster.objects.exists()


def test_a_list_without_days_says_what_it_needs(people, pat):
    send(pat, "Ana Rivera,6\nBo Lee,6\n")

    page = pat.get(f"{LISTS}{Roster.objects.get().pk}/").content.decode()

    assert "No line of headings was found" in page


def test_a_list_sent_twice_by_a_double_click_is_kept_once(people, pat):
    key = str(uuid.uuid4())

    first, second = send(pat, WIDE, key=key), send(pat, WIDE, key=key)

    assert first["Location"] == second["Location"]
    assert Roster.objects.count() == 1


def test_a_closed_month_holds_its_lines(site, people, pat):
    MonthClosing.objects.create(site=site.site, period=202611, closed_at=at())
    send(pat, WIDE)

    page = pat.get(f"{LISTS}{Roster.objects.get().pk}/")

    assert counts(page) == [0, 0, 0, 5]
    assert "November 2026 is closed" in page.content.decode()


def test_people_of_another_place_are_not_on_the_list_of_this_one(site, people):
    _place, stranger = make_place(site, "Another Place")
    other = signed_in(stranger)
    send(other, WIDE)

    page = other.get(f"{LISTS}{Roster.objects.get().pk}/").content.decode()

    assert "Nobody of this name or number is on your list" in page
    assert people[0].case.number not in page


def test_a_list_is_there_for_its_own_agency_only(site, people, pat):
    _place, stranger = make_place(site, "Another Place")
    send(pat, WIDE)
    roster = Roster.objects.get()

    for user in (stranger, site.workers["dana"], make_worker(site, agency=site.public)):
        client = signed_in(user)
        for path in ("", "load/", "undo/"):
            assert client.post(f"{LISTS}{roster.pk}/{path}").status_code == 404
        assert roster.file_name not in client.get(LISTS).content.decode()


def test_what_a_list_said_is_sealed_and_forgotten_on_its_day(people, pat):
    send(pat, WIDE)
    roster = Roster.objects.get()
    load(pat, roster)
    roster.refresh_from_db()
    assert "Rivera" not in f"{roster.content}{roster.answers}{roster.made}"
    assert roster.expires_on == date(2027, 2, 21)

    assert forget_expired(today=date(2027, 2, 20), at=at()) == 0
    assert forget_expired(today=date(2027, 2, 21), at=at()) == 1

    page = pat.get(f"{LISTS}{roster.pk}/").content.decode()
    assert "has expired" in page
    assert "Rivera" not in page
    assert AttendanceEntry.objects.count() == 4
    answer = pat.post(f"{LISTS}{roster.pk}/undo/", follow=True)
    assert "has expired" in answer.content.decode()
