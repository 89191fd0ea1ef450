"""The month planner is measured beside the month done by hand, and the page says what it found."""

from caseway.demo.bench.planner.coach_months import coach_month
from caseway.demo.bench.planner.measure import planner
from caseway.demo.bench.planner.report import bars, section


def test_coach_months_are_made_again_by_their_number():
    assert coach_month(7) == coach_month(7) != coach_month(8)
    assert len(coach_month(7).clients) == 26
    assert len({client.place.zone for client in coach_month(7).clients}) >= 4


def test_planning_and_by_hand_are_measured_on_the_same_months():
    found = planner(months=1, long_months=0)

    said = "\n".join(section(found))
    hand, planned, *_rest = found["rows"]
    assert [row["name"] for row in found["rows"]] == [
        "By hand",
        "Planned",
        "Planned, even load",
        "Planned, no more calls than by hand",
    ]
    assert planned["cost"] < hand["cost"]
    assert planned["travel_minutes"] < hand["travel_minutes"]
    assert all(0 <= one["moved"] <= 1 for one in found["changes"])
    assert f"| By hand | {hand['travel_minutes']:,.0f} |" in said
    assert said.count("(bar: ") == len(bars(found)) - 1 == 8


def test_a_bar_that_is_missed_is_said_to_be_missed():
    row = {
        "name": "x", "travel_minutes": 100.0, "visits": 9.0, "calls": 1.0, "missed": 1.0,
        "late": 0.0, "load_spread": 5.0, "cost": 1.0, "seconds": 2.0,
    }  # fmt: skip
    found = {
        "rows": [row] * 4, "worst_seconds": 2.0, "long_iterations": 1, "gap_to_long": 0.5,
        "changes": [{"moved": 0.2, "seconds": 1.0}],
    }  # fmt: skip

    assert sum("; not met)" in line for line in bars(found)) == 7
