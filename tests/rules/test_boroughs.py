"""A ZIP code names its borough."""

import csv
from pathlib import Path

import pytest

import caseway
from caseway.rules.records.boroughs import borough_of, is_zip_code


@pytest.mark.parametrize(
    ("code", "borough"),
    [
        ("10001", "Manhattan"),
        ("10282", "Manhattan"),
        ("10301", "Staten Island"),
        ("10475", "Bronx"),
        ("10501", ""),  # Westchester begins where the Bronx ends
        ("11201-1234", "Brooklyn"),
        ("112011234", "Brooklyn"),
        ("11004", "Queens"),
        ("11003", ""),  # Elmont, in Nassau County
        ("11691", "Queens"),
        ("11701", ""),
        ("1001", ""),
        ("", ""),
    ],
)
def test_a_zip_code_names_its_borough_and_nothing_outside_the_city(code, borough):
    assert borough_of(code) == borough


def test_every_zip_area_of_the_city_is_placed_as_the_city_places_it():
    table = Path(caseway.__file__).parent / "network" / "data" / "zip_points.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert len(rows) > 200
    assert {row["zip"]: borough_of(row["zip"]) for row in rows} == {
        row["zip"]: row["borough"] for row in rows
    }


@pytest.mark.parametrize(
    ("text", "is_one"), [("10001", True), (" 10001-0001 ", True), ("1000", False), ("ABCDE", False)]
)
def test_a_zip_code_has_five_or_nine_digits(text, is_one):
    assert is_zip_code(text) is is_one
