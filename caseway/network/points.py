"""Where a ZIP code is: a point inside its area. Source: data/SOURCES.md."""

import csv
import re
from functools import cache
from pathlib import Path

from django.db.models import Avg

from caseway.network.models import Place
from caseway.rules.directory import Point

POINTS = Path(__file__).parent / "data" / "zip_points.csv"
_ZIP = re.compile(r"^\s*(\d{5})(?:-?\d{4})?\s*$")


def zip_of(text: str) -> str:
    """The five digits of a ZIP code, or nothing."""
    found = _ZIP.match(text)
    return found[1] if found else ""


@cache
def zip_points() -> dict[str, Point]:
    """The ZIP areas that we know the place of."""
    with POINTS.open(newline="", encoding="utf-8") as file:
        return {
            row["zip"]: Point(float(row["latitude"]), float(row["longitude"]))
            for row in csv.DictReader(file)
        }


def point_of(code: str) -> Point | None:
    """Where a ZIP code is; by the places of the directory where our own table does not know it.

    None when nobody knows. At most one query; confidential places say nothing.
    """
    known = zip_points().get(code)
    if known is not None or not code:
        return known
    there = Place.objects.filter(
        addresses__postal_code__startswith=code, is_confidential=False, latitude__isnull=False
    ).aggregate(Avg("latitude"), Avg("longitude"))
    if there["latitude__avg"] is None:
        return None
    return Point(there["latitude__avg"], there["longitude__avg"])
