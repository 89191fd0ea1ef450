"""The planner's idea on periodic routing: reading, judging, searching, and the page about it."""

import math
import os
from pathlib import Path

import pytest

from caseway.demo.bench.periodic.instances import Unreadable, best_known, read
from caseway.demo.bench.periodic.judge import faults, length
from caseway.demo.bench.periodic.measure import measure
from caseway.demo.bench.periodic.report import bars, section
from caseway.demo.bench.processes import LeftOut

# Two days, two vehicles a day that carry 10. One and two are near each other, as are three and
# four, on the other side; each is visited once, five on both days at the depot's side.
TINY = """1 2 6 2
0 10
40 10
 0 0 0 0 0 0 0
 1 10 0 1 5 1 2 1 2
 2 10 1 1 5 1 2 1 2
 3 -10 0 1 5 1 2 1 2

 4 -10 1 1 5 1 2 1 2
 5 0 2 1 1 2 1 3
 6 0 9 1 1 0 0
"""
ROUTES = [[[1, 2], [5]], [[3, 4], [5]]]
BEST = 2 * (10 + 1 + math.sqrt(101)) + 8  # each pair on a day of its own, and five twice
PUBLIC = Path(
    os.environ.get("CASEWAY_PERIODIC_INSTANCES", Path(__file__).parents[4] / "shared/benchmarks")
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "tiny").write_text(TINY, encoding="ascii")
    (tmp_path / "BKS.csv").write_text(f"instance,bks\ntiny,{BEST}\naway,1\n", encoding="ascii")
    return tmp_path


def test_an_instance_is_read_with_its_days_limits_and_ways(folder):
    instance = read(folder / "tiny")

    assert (instance.vehicles, len(instance.days)) == (2, 2)
    assert [limits.duration for limits in instance.days] == [math.inf, 40]
    assert [one.number for one in instance.customers] == [1, 2, 3, 4, 5]  # six is never visited
    assert instance.customers[0].ways == (frozenset({1}), frozenset({0}))  # day 1 is the high bit
    assert instance.customers[4].ways == (frozenset({0, 1}),)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("1 2 6 2", "4 2 6 2", "type 4, not periodic"),
        ("1 2 6 2", "1 2 7 2", "says 7 clients and lists 6"),
        ("1 2 6 2", "1 2", "not a periodic instance"),
        (" 5 0 2 1 1 2 1 3", " 5 0 2 1 1 2 1 1", "visited 2 times"),
        (" 5 0 2 1 1 2 1 3", " 5 0 2 x 1 2 1 3", "not a periodic instance"),
    ],
)
def test_a_file_that_is_not_such_an_instance_is_refused_with_a_reason(folder, old, new, said):
    (folder / "tiny").write_text(TINY.replace(old, new), encoding="ascii")

    with pytest.raises(Unreadable, match=said):
        read(folder / "tiny")


def test_good_routes_have_no_faults_and_are_measured_without_service(folder):
    instance = read(folder / "tiny")

    assert faults(instance, ROUTES) == []
    assert length(instance, ROUTES) == pytest.approx(BEST)


@pytest.mark.parametrize(
    ("routes", "said"),
    [
        ([[[1, 2, 5], []], [[3, 4], [5]]], "day 1: a load of 11, over 10"),
        ([[[1, 2], [5]], [[3, 4], []]], "client 5 is visited on days she cannot be: 1"),
        ([[[1, 2], [5]], [[3], [4], [5]]], "day 2: 3 vehicles of 2"),
        ([[[2], [5]], [[3, 4], [5]]], "client 1 is visited on days she cannot be: none"),
        ([[[1, 2], [5, 5]], [[3, 4], [5]]], "client 5 is visited twice in a day"),
        ([[[3, 4], [5]], [[1, 2], [5, 9]]], "day 2: nobody has the number 9"),
        ([[[2, 4], [5]], [[3, 1], [5]]], "day 2: a route of 42.000, over 40"),
        ([[[1, 2], [5]]], "1 days were routed of 2"),
    ],
)
def test_each_broken_rule_is_found(folder, routes, said):
    assert said in faults(read(folder / "tiny"), routes)


def test_a_tiny_instance_is_solved_to_its_best(folder):
    pytest.importorskip("numpy")
    found = measure(folder, iterations=300)

    (row,) = found["rows"]
    assert row["fault"] is None
    assert row["gap"] == pytest.approx(0, abs=1e-9)
    assert found["infeasible"] == 0
    assert "| tiny |" in "\n".join(section(found))
    assert [line.endswith("; met)") for line in bars(found)] == [True] * 3


def test_the_same_seed_and_iterations_give_the_same_routes(folder):
    pytest.importorskip("numpy")
    search = pytest.importorskip("caseway.demo.bench.periodic.search")
    instance = read(folder / "tiny")

    one, again = (search.solve(instance, 3, 1.0, iterations=40) for _ in range(2))

    assert one.routes == again.routes
    assert one.iterations == again.iterations == 40


def test_an_instance_that_cannot_be_kept_is_counted_as_such(folder):
    pytest.importorskip("numpy")
    (folder / "tiny").write_text(TINY.replace("0 10\n40 10", "0 4\n40 4"), encoding="ascii")

    found = measure(folder, iterations=50)

    assert found["infeasible"] == 1
    assert found["mean"] is None
    assert [line.endswith("; not met)") for line in bars(found)] == [True]


def test_an_interpreter_that_lacks_what_it_takes_is_left_out_loudly(folder):
    with pytest.raises(LeftOut, match="has no NumPy"):
        measure(folder, python=folder / "nothing")


def test_a_folder_without_best_known_values_is_refused(tmp_path):
    with pytest.raises(Unreadable, match=r"no BKS\.csv"):
        best_known(tmp_path)


def test_bars_are_met_up_to_them_and_missed_beyond():
    row = {"name": "x", "known": 1.0, "length": 1.0, "gap": 0.0, "iterations": 1, "fault": None}
    just = {"mean": 0.010, "worst": 0.04, "infeasible": 0, "rows": [row]}

    assert [line.endswith("; met)") for line in bars(just)] == [True] * 3
    beyond = {**just, "mean": 0.0101, "worst": 0.0401, "infeasible": 1}
    assert [line.endswith("; not met)") for line in bars(beyond)] == [True] * 3


@pytest.mark.slow
@pytest.mark.skipif(
    not (PUBLIC / "BKS.csv").is_file(),
    reason="no public instances: name their folder in CASEWAY_PERIODIC_INSTANCES",
)
def test_public_instances_are_read_and_answered_without_a_fault():
    pytest.importorskip("numpy")
    search = pytest.importorskip("caseway.demo.bench.periodic.search")
    known = best_known(PUBLIC)

    for name in known:
        assert read(PUBLIC / name).customers
    found = search.solve(read(PUBLIC / "p01"), 1, 1.0, iterations=400)

    instance = read(PUBLIC / "p01")
    assert faults(instance, found.routes) == []
    assert length(instance, found.routes) >= known["p01"] - 0.01
