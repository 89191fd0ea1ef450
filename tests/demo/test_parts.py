"""The parts of the county: calendar, names, places, words, numbers that nobody has."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.demo import names, places, words
from caseway.demo.calendar import Calendar, on_workday
from caseway.demo.names import Name
from caseway.demo.stories.apart import misheard
from caseway.demo.stories.entry import impossible_ssn
from caseway.network.points import POINTS

MONDAY, FRIDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 22)


@pytest.mark.parametrize(
    ("today", "offset", "day"),
    [
        (MONDAY, 0, date(2026, 11, 23)),
        (MONDAY, 1, date(2026, 11, 24)),
        (MONDAY, -1, date(2026, 11, 20)),
        (MONDAY, 5, date(2026, 11, 30)),
        (FRIDAY, 1, date(2026, 11, 30)),
        (SUNDAY, 0, date(2026, 11, 23)),
        (SUNDAY, 1, date(2026, 11, 23)),
        (SUNDAY, -1, date(2026, 11, 20)),
    ],
)
def test_working_days_are_counted_from_the_day(today, offset, day):
    assert Calendar(today, "America/New_York").workday(offset) == day


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (MONDAY, date(2026, 11, 20)),
        (FRIDAY, date(2026, 11, 20)),  # not today itself
        (SUNDAY, date(2026, 11, 20)),
        (date(2026, 11, 28), FRIDAY),
    ],
)
def test_friday_is_the_last_one_before_today(today, day):
    assert Calendar(today, "America/New_York").friday() == day


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 1, 1)))
def test_a_day_moves_back_to_a_working_day_and_no_further_than_friday(day):
    moved = on_workday(day)

    assert moved.weekday() < 5
    assert 0 <= (day - moved).days <= 2


def test_instants_are_in_the_offices_zone_in_summer_and_winter():
    cal = Calendar(MONDAY, "America/New_York")

    assert cal.at(date(2026, 7, 1), 9).isoformat() == "2026-07-01T09:00:00-04:00"
    assert cal.at(date(2026, 12, 1), 9).isoformat() == "2026-12-01T09:00:00-05:00"


def test_each_community_has_forty_given_names_and_forty_surnames():
    assert len(names.communities()) >= 11
    for where in names.communities():
        assert len({*where.women, *where.men}) >= 40, where.slug
        assert len(set(where.surnames)) >= 40, where.slug
        assert len(set(where.surnames)) == len(where.surnames), where.slug
        assert len(set(where.children)) >= 3


def test_no_name_is_longer_than_a_name_may_be():
    for where in names.communities():
        longest = max({*where.women, *where.men, *where.children}, key=len)
        surnames = sorted(where.surnames, key=len)[-2:]
        assert len(f"{longest} {' '.join(surnames)}") <= 128


def test_every_zip_has_a_borough_and_a_station_only_where_one_can_walk_to_it():
    zips = places.zips()

    assert len(zips) == 211
    assert {z.borough for z in zips.values()} == {
        "Bronx",
        "Brooklyn",
        "Manhattan",
        "Queens",
        "Staten Island",
    }
    near = [z for z in zips.values() if z.station]
    assert all(z.station.borough == z.borough for z in near)
    assert len(near) > 140
    assert zips["10451"].station.name == "149 St-Hostos"
    assert zips["10001"].station.name == "34 St-Penn Station"
    assert zips["11363"].station is None, "Little Neck has no subway"


def test_the_sources_of_the_places_are_named():
    text = (places.DATA / "SOURCES.md").read_text(encoding="utf-8")

    assert "Metropolitan Transportation Authority" in text
    assert "does not endorse" in text
    assert "Census" in (POINTS.parent / "SOURCES.md").read_text(encoding="utf-8")


FACTS = {
    fact: fact.upper()
    for fact in (
        *("name", "she", "her", "obj", "She", "employer", "job", "station", "child", "children"),
        *("language_name", "strength", "hope", "obstacle", "support", "course", "worker"),
        *("when", "when_es", "month", "met"),
        # What the attendance shows on the day (hours/said.py).
        *("hours_last_week", "off_benefit", "ill", "missed", "late", "on_time", "steady"),
        *("sheet_month", "sent_back_month", "sheets_in", "step", "reached"),
    )
}


def test_every_sentence_can_be_said_of_some_family():
    for parts in words._topics().values():
        for phrases in parts.values():
            for phrase in phrases:
                assert phrase.needs <= FACTS.keys(), phrase.text
    for phrases in words._messages().values():
        for phrase in phrases:
            assert phrase.needs <= FACTS.keys(), phrase.text


@pytest.mark.parametrize("setting", ["here", "far"])
def test_every_topic_of_a_meeting_opens_in_a_room_and_on_the_phone(setting):
    alone = {"attempt", "hand_off", "note", "private_note"}  # these are never meetings
    for topic, parts in words._topics().items():
        if topic not in alone:
            assert words._fitting(parts["open"], setting), topic
    rng, few = Random(1), {fact: FACTS[fact] for fact in ("name", "she", "her", "obj", "She")}
    for topic in words._topics().keys() - alone - {"child_care", "grandparent", "retention"}:
        basic = few | {"course": "C", "employer": "E", "job": "J", "strength": "S", "hope": "H"}
        assert words.written(rng, topic, basic | {"obstacle": "O"}, set(), setting=setting)


def test_no_sentence_blames():
    blaming = ("noncompliant", "failed", "refused", "no-show", "excuse", "lazy", "claims", "client")
    said = [
        phrase.text
        for parts in words._topics().values()
        for phrases in parts.values()
        for phrase in phrases
    ]

    assert len(said) > 300
    for text in said:
        assert not [word for word in blaming if word in text.lower()], text


def test_what_was_said_comes_again_only_when_all_else_has_been_said():
    rng, said = Random(1), set()
    attempts = [words.written(rng, "attempt", FACTS, said) for _ in range(8)]

    assert len({text.split(". ")[0] for text in attempts}) == 8


@given(st.integers(1, 40_000_000))
def test_no_number_drawn_could_have_been_issued(number):
    ssn = impossible_ssn(number)

    assert len(ssn) == 9
    assert ssn.isdecimal()
    assert 900 <= int(ssn[:3]) <= 999
    assert 1 <= int(ssn[3:5]) <= 49
    assert int(ssn[5:]) >= 1


def test_unlike_people_have_unlike_numbers():
    assert len({impossible_ssn(number) for number in range(1, 200_001)}) == 200_000


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        (Name("Ana", "Rivera"), "Ana Rviera"),
        (Name("Siobhan", "O'Neill"), "Siobhan O'Niell"),
        (Name("Li", "Ng"), "Lii Ng"),
        (Name("Ada", "Lee"), "Adaa Lee"),
    ],
)
def test_a_hurried_hand_swaps_two_letters_of_a_surname(written, heard):
    assert misheard(written).full == heard
