"""Words put in for families and chances offered: written down, with what came of them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from caseway.agencies.models import Role
from caseway.kernel.refusals import NotAllowed
from caseway.network.actions import words
from caseway.network.models import WordPutIn
from tests.factories import make_worker

MON = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/New_York"))
WORD = words.Word("spoke_up", date(2026, 11, 20), "The landlord", "Three more weeks")


@pytest.fixture
def told(world):
    return words.put_in(case=world.case, word=WORD, by=world.carla, at=MON)


def test_a_word_says_by_whom_with_whom_and_is_open_until_something_came_of_it(world, told):
    assert (told.by, told.outcome, told.outcome_on) == (world.carla, "open", None)

    row = words.say_outcome(
        word=told, came=words.Came("agreed", note="Two weeks"), version=1, by=world.carla, at=MON
    )

    assert (row.outcome, row.outcome_on) == ("agreed", date(2026, 11, 23))


@pytest.mark.parametrize(
    ("kind", "outcome", "fits"),
    [
        ("spoke_up", "refused", True),
        ("spoke_up", "taken", False),
        ("chance", "taken", True),
        ("chance", "agreed", False),
    ],
)
def test_what_came_of_it_fits_what_was_done(world, kind, outcome, fits):
    word = words.Word(kind, date(2026, 11, 20), "The school", "A later meeting")
    row = words.put_in(case=world.case, word=word, by=world.carla, at=MON)
    said = {"word": row, "came": words.Came(outcome), "version": 1, "by": world.carla, "at": MON}

    if fits:
        assert words.say_outcome(**said).outcome == outcome
    else:
        with pytest.raises(NotAllowed, match="Choose what came of it"):
            words.say_outcome(**said)


def test_nothing_is_written_of_tomorrow_or_by_who_logs_nothing(world):
    tomorrow = words.Word("chance", date(2026, 11, 24), "The fair", "A table")
    privacy = make_worker(world, Role.PRIVACY_OFFICER, agency=world.public)

    with pytest.raises(NotAllowed, match="earlier day"):
        words.put_in(case=world.case, word=tomorrow, by=world.carla, at=MON)
    with pytest.raises(NotAllowed):
        words.put_in(case=world.case, word=WORD, by=privacy, at=MON)


def test_two_who_say_what_came_of_it_see_both_texts(world, told, sign_in, key):
    client = sign_in(world.carla)
    page = reverse("network:word", args=[told.pk])
    first = {"outcome": "agreed", "outcome_note": "Two weeks", "version": "1"}
    client.post(page, first | {"submission_key": key()})

    second = {"outcome": "refused", "outcome_note": "Said no", "version": "1"}
    answer = client.post(page, second | {"submission_key": key()})

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Two weeks" in html
    assert "Said no" in html
    assert WordPutIn.objects.get().outcome == "agreed"


def test_it_stands_on_the_page_of_the_case(world, told, sign_in):
    html = sign_in(world.carla).get(reverse("network:case", args=[world.case.pk])).content.decode()

    assert "The landlord" in html
    assert "Still open" in html
