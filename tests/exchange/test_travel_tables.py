"""A table of travel times: sent, looked at, taken, planned by, taken back."""

import io
import uuid
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from caseway.agencies.models import Role
from caseway.coaching.actions.travel import take_table
from caseway.coaching.facts.travel import travel_for
from caseway.coaching.models import TravelTable
from caseway.exchange.travel.reading import lines_of
from caseway.kernel.refusals import NotAllowed
from caseway.rules.directory.distance import Point
from caseway.rules.scheduling.coach import TravelMode
from caseway.rules.scheduling.places import Place
from caseway.rules.scheduling.travel.table import Line, Unit, read_pairs
from tests.agencies.staffing import sign_in
from tests.coaching.months.rows import make_client, make_job, make_team
from tests.factories import make_worker

pytestmark = pytest.mark.django_db
NEW = "/travel/tables/new/"
NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
DECEMBER = date(2026, 12, 1)
HALL = Place("hall", Point(40.7128, -74.0060), "Manhattan")
JAMAICA = Place("jamaica", Point(40.7021, -73.8013), "Queens")
GOOD = "Travel times 2026\n\nFrom,To,Minutes\nmanhattan,Queens,55\nQueens,Brooklyn,41\n"


@pytest.fixture
def team():
    """A coach in Manhattan, one person at work in Queens, one in the Bronx."""
    team = make_team(0)
    for zone, point in (("Queens", (40.70, -73.80)), ("Bronx", (40.85, -73.88))):
        row = make_client(team, works=False)
        make_job(team, row, shift=("09:00", "15:00"), days=(0, 1, 2), point=point, zone=zone)
    return team


def send(client, content, name="times.csv", **fields):
    if isinstance(content, str):
        content = content.encode()
    about = {"travels_by": "transit", "starts_on": "2026-12-01", "unit": "found"}
    return client.post(
        NEW,
        {
            "post": client.get(NEW).context["form"]["post"].initial,
            "file": SimpleUploadedFile(name, content),
            **about,
            **fields,
        },
    )


def taking(answer):
    """What the button of the preview sends."""
    form = answer.context["form"]
    return {field.html_name: field.value() for field in form} | {"submission_key": uuid.uuid4()}


def take(team, pairs, day=DECEMBER, travels_by="transit"):
    return take_table(
        site=team.world.site,
        agency=team.world.contractor,
        travels_by=travels_by,
        starts_on=day,
        file_name="times.csv",
        pairs=read_pairs([Line(*one) for one in pairs]),
        by=team.leader,
        at=NOW,
    )


def test_a_table_is_looked_at_before_anything_is_kept_and_taken_once(client, team):
    sign_in(client, team.leader)

    looked = send(client, GOOD)

    assert looked.status_code == 200
    assert TravelTable.objects.count() == 0
    text = looked.content.decode()
    assert "Bronx – Manhattan: about" in text
    assert "Within Bronx" in text
    assert "Manhattan – Queens: about" not in text  # it is in the table, in other capitals
    sent = taking(looked)
    answers = [client.post(NEW, sent) for _twice in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    (row,) = TravelTable.objects.all()
    assert row.pairs == {("Manhattan", "Queens"): 55, ("Queens", "Brooklyn"): 41}
    assert (row.starts_on, row.file_name, row.taken_by) == (DECEMBER, "times.csv", team.leader)


def test_a_table_in_seconds_is_turned_into_minutes_and_told_so(client, team):
    sign_in(client, team.leader)

    looked = send(client, "From,To,Time\nManhattan,Queens,3301\nQueens,Bronx,2400\n")

    assert "so this table is in seconds" in looked.content.decode()
    client.post(NEW, taking(looked))
    row = TravelTable.objects.get()
    assert (row.pairs, row.in_seconds) == (
        {("Manhattan", "Queens"): 56, ("Queens", "Bronx"): 40},
        True,
    )


def test_a_heading_says_what_the_numbers_are_and_the_sender_goes_before_it(client, team):
    sign_in(client, team.leader)
    headed = "Desde,Hasta,Segundos\nManhattan,Queens,120\n"

    by_heading = send(client, headed).context["seen"].pairs
    by_sender = send(client, headed, unit="minutes").context["seen"].pairs

    assert (dict(by_heading.minutes), by_heading.in_seconds) == ({("Manhattan", "Queens"): 2}, True)
    assert dict(by_sender.minutes) == {("Manhattan", "Queens"): 120}


def test_a_workbook_is_read_like_a_text(client, team):
    book = openpyxl.Workbook()
    book.active.append(["To", "From", "Minutes"])
    book.active.append(["Queens", "Manhattan", 55])
    kept = io.BytesIO()
    book.save(kept)
    sign_in(client, team.leader)

    looked = send(client, kept.getvalue(), name="times.xlsx")

    assert dict(looked.context["seen"].pairs.minutes) == {("Manhattan", "Queens"): 55}


@pytest.mark.parametrize(
    ("content", "unit", "words"),
    [
        ("From,To,Minutes\nManhattan,Queens,soon\n", "found", "Line 2 of the table has no minutes"),
        ("From,To,Minutes\nManhattan,,5\n", "found", "Line 2 of the table does not say from where"),
        ("A,B,5\nA,B,6\n", "found", "Line 2 of the table gives A to B a second time"),
        ("A,B,5400\nB,C,3000\n", "minutes", "seems to be in seconds"),
        ("From,To,Minutes\n", "found", "no line that could be read"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused_with_its_line(client, team, content, unit, words):
    sign_in(client, team.leader)

    answer = send(client, content, unit=unit)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert b"Take this table" not in answer.content
    assert TravelTable.objects.count() == 0


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 a sheet"])
def test_what_is_no_table_comes_back_with_a_sentence(client, team, content):
    sign_in(client, team.leader)

    answer = send(client, content)

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_an_area_where_nobody_is_met_is_pointed_out(client, team):
    sign_in(client, team.leader)

    looked = send(client, "Manhatan,Queens,55\n")

    assert "none where anybody is met here: Manhatan." in looked.content.decode()


def test_lines_that_somebody_changed_on_the_way_are_not_taken(client, team):
    sign_in(client, team.leader)
    sent = taking(send(client, GOOD)) | {"lines": "Manhattan Queens 5"}

    answer = client.post(NEW, sent)

    assert answer.status_code == 422
    assert TravelTable.objects.count() == 0


@pytest.mark.parametrize(
    ("day", "minutes", "source"),
    [
        (date(2026, 11, 30), 87, "built_in"),  # the day before: estimated, and said so
        (date(2026, 12, 1), 55, "table"),
        (date(2027, 1, 31), 55, "table"),
        (date(2027, 2, 1), 50, "table"),  # the next table
    ],
)
def test_a_month_is_planned_by_the_table_in_force_on_its_first_day(team, day, minutes, source):
    take(team, [("Manhattan", "Queens", "55")])
    take(team, [("Manhattan", "Queens", "50")], day=date(2027, 2, 1))
    take(team, [("Manhattan", "Queens", "99")], travels_by="car")
    team.setup.travel_source = "table"

    matrix = travel_for(team.setup, day).matrix([HALL, JAMAICA], TravelMode.TRANSIT)

    assert (matrix.minutes[0][1], matrix.source) == (minutes, source)
    codes = [note.code for note in matrix.notes]
    assert ("scheduling.no_table" in codes) is (source == "built_in")


def test_a_table_taken_back_is_planned_by_no_more(client, team):
    table = take(team, [("Manhattan", "Queens", "55")])
    team.setup.travel_source = "table"
    sign_in(client, team.leader)

    client.post(
        reverse("exchange:withdraw_travel_table", args=[table.pk]),
        {"submission_key": uuid.uuid4()},
    )

    table.refresh_from_db()
    assert table.withdrawn_by == team.leader
    matrix = travel_for(team.setup, DECEMBER).matrix([HALL, JAMAICA], TravelMode.TRANSIT)
    assert matrix.source == "built_in"
    take(team, [("Manhattan", "Queens", "50")])  # its day is free again


def test_two_tables_of_one_day_and_one_from_a_coach_are_refused(team):
    take(team, [("Manhattan", "Queens", "55")])

    with pytest.raises(NotAllowed, match="Take that one back first"):
        take(team, [("Manhattan", "Queens", "50")])
    team.leader = team.coach
    with pytest.raises(NotAllowed, match="This is done by"):
        take(team, [("Manhattan", "Queens", "50")], day=date(2027, 1, 1))


def test_pages_show_a_table_to_its_own_agency_only(client, team):
    table = take(team, [("Manhattan", "Queens", "55")])
    other = make_worker(team.world, Role.SUPERVISOR, agency=team.world.public)
    page = reverse("exchange:travel_table", args=[table.pk])

    sign_in(client, team.leader)
    assert "times.csv" in client.get("/travel/tables/").content.decode()
    assert client.get(page).status_code == 200
    sign_in(client, other)
    assert "times.csv" not in client.get("/travel/tables/").content.decode()
    assert client.get(page).status_code == 404


def test_without_headings_the_first_three_columns_are_meant():
    lines, unit = lines_of([["A", "B", "10"], ["B", "C", "12"]])

    assert lines == [Line("A", "B", "10", 1), Line("B", "C", "12", 2)]
    assert unit is Unit.FOUND
