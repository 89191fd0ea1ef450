"""Routing libraries beside the planner: asked on the same month, scored alike, ended in time."""

import json
import sys

import pytest

from caseway.demo.bench.certificate.measure import gaps
from caseway.demo.bench.certificate.months import asked_of
from caseway.demo.bench.certificate.report import bars as gap_bars
from caseway.demo.bench.certificate.report import section as gap_section
from caseway.demo.bench.evidence import evidence
from caseway.demo.bench.planner import many
from caseway.demo.bench.planner.coach_months import coach_month
from caseway.demo.bench.planner.measure import DAY
from caseway.demo.bench.processes import LeftOut, answer
from caseway.demo.bench.rivals import measure
from caseway.demo.bench.rivals.asked import routing_problem
from caseway.demo.bench.rivals.report import bars, section
from caseway.demo.bench.rivals.scored import scored
from caseway.demo.subway import subway_on
from caseway.rules.scheduling.clients import Tier
from caseway.rules.scheduling.due import due_of
from caseway.rules.scheduling.planner import plan_month
from caseway.rules.scheduling.plans import Budget, Mode
from caseway.rules.scheduling.policy import policy_on
from caseway.rules.scheduling.solver.engines import Engine

MONTH, TRAVEL, POLICY = coach_month(4, people=8), subway_on(DAY), policy_on(DAY)


def asked():
    return asked_of(MONTH.coach, MONTH.clients, MONTH.calendar, TRAVEL, POLICY)


def test_every_session_is_asked_for_on_days_of_its_own_and_can_be_left_at_a_price():
    problem = routing_problem(asked())

    due = [due_of(client, MONTH.calendar, POLICY) for client in MONTH.clients]
    assert len(problem["sessions"]) <= sum(one.sessions for one in due)
    assert {one["price"] for one in problem["sessions"]} == {25.0, 600.0}
    weekly = [at for at, one in enumerate(MONTH.clients) if one.tier is Tier.WEEKLY]
    for client in weekly:
        days = [
            {day for day, _, _ in one["windows"]}
            for one in problem["sessions"]
            if one["client"] == client
        ]
        assert sum(map(len, days)) == len(set().union(*days)) > 0
    assert json.loads(json.dumps(problem)) == problem


def test_our_own_visits_told_as_a_rivals_cost_what_they_cost():
    plan = plan_month(
        MONTH.coach, MONTH.clients, MONTH.calendar, TRAVEL, POLICY, budget=Budget(300), seed=1
    )
    number = {client.key: at for at, client in enumerate(MONTH.clients)}
    routes = [
        [
            number[one.client]
            for one in sorted(plan.sessions, key=lambda one: one.begins)
            if one.day == day and one.mode is Mode.VISIT
        ]
        for day in asked().days
    ]

    score = scored(MONTH, TRAVEL, POLICY, routes)

    assert score.visits >= plan.score.visits
    # Calls are put beside the visits one by one, which costs a little more than all at once.
    assert 0.99 * plan.score.cost <= score.cost <= 1.08 * plan.score.cost


def test_a_month_that_breaks_rules_is_scored_without_what_breaks_them():
    everybody = list(range(len(MONTH.clients)))

    score = scored(MONTH, TRAVEL, POLICY, [everybody] * len(asked().days))

    due = sum(due_of(client, MONTH.calendar, POLICY).sessions for client in MONTH.clients)
    assert score.visits + score.calls + score.missed == due


def test_a_library_that_is_not_there_is_left_out_loudly(tmp_path):
    said = []

    found = measure.rivals([MONTH], TRAVEL, POLICY, tmp_path / "nothing", say=said.append)

    assert [row["name"] for row in found["rows"]] == ["Planned"]
    assert set(found["left_out"]) == {"OR-Tools", "PyVRP", "VROOM"}
    assert all("LEFT OUT" in line for line in [*said, *bars(found)])


def test_libraries_are_asked_in_turn_and_held_against_their_bars(monkeypatch):
    def child(python, module, arguments, told, most_seconds):
        if arguments[0] == "pyvrp":
            raise LeftOut("did not return")
        return {"routes": [[] for _ in json.loads(told)["days"]], "seconds": 1.0}

    monkeypatch.setattr(measure, "has", lambda python, module: True)
    monkeypatch.setattr(measure, "answer", child)

    found = measure.rivals([MONTH], TRAVEL, POLICY)

    assert [row["name"] for row in found["rows"]] == ["Planned", "OR-Tools", "VROOM"]
    assert found["left_out"] == {"PyVRP": "did not return"}
    assert found["rows"][1]["ratio"] == found["rows"][0]["cost"] / found["rows"][1]["cost"]
    assert "| VROOM |" in "\n".join(section(found))
    assert "undecided, it had 1 of its 30 processor seconds" in bars(found)[0]
    found["rows"][1] |= {"ratio": 0.85, "most": 0.85, "seconds": 24.0}
    found["rows"][2] |= {"ratio": 0.751, "most": 0.75}
    assert [line.rsplit("; ")[-1] for line in bars(found)[:2]] == ["met)", "not met)"]


def test_a_child_that_does_not_return_is_ended(tmp_path, settings):
    settings.PROJECT_DIR = tmp_path
    (tmp_path / "hanging.py").write_text("import threading\nthreading.Event().wait(60)\n")

    with pytest.raises(LeftOut, match="did not return within 0 s"):
        answer(sys.executable, "hanging", [], "", 0.4)


def test_a_child_that_fails_says_its_last_line(tmp_path, settings):
    settings.PROJECT_DIR = tmp_path
    (tmp_path / "failing.py").write_text("raise SystemExit('no licence')\n")

    with pytest.raises(LeftOut, match="failed: no licence"):
        answer(sys.executable, "failing", [], "", 30)


@pytest.mark.parametrize("module", ["ortools", "pyvrp", "vroom"])
def test_a_library_that_is_there_answers_with_visits_of_the_month(module):
    pytest.importorskip(module, reason=f"{module} is not installed: not a part of Caseway")

    told = json.dumps(routing_problem(asked()))
    found = answer(sys.executable, measure.CHILD, [module, "1.0"], told, 120)

    assert scored(MONTH, TRAVEL, POLICY, found["routes"]).visits > 0


def test_gaps_to_the_bound_are_measured_and_held_against_their_bars(monkeypatch):
    pytest.importorskip("highspy", reason="HiGHS is not installed")
    monkeypatch.setattr("caseway.demo.bench.certificate.measure.SECONDS", (0.05, 0.1))

    found = gaps([MONTH], TRAVEL, POLICY)

    (row,) = found["rows"]
    assert all(gap >= 0 for gap in row["gaps"])
    assert found["means"] == row["gaps"]
    assert f"| 1 | {row['bound']:,.1f} |" in "\n".join(gap_section(found))
    found["means"] = [0.035, 0.0251]
    met = [line.rsplit("; ")[-1] for line in gap_bars(found)]
    assert met == ["met)", "not met)", "met)"]
    compiled = [line.rsplit("; ")[-1] for line in gap_bars({**found, "engine": Engine.COMPILED})]
    assert compiled == ["met)", "not met)"]  # the bar of plain Python is not its own


def test_gaps_of_the_compiled_search_are_of_plans_that_it_made(monkeypatch):
    monkeypatch.setattr("caseway.demo.bench.certificate.measure.SECONDS", (0.05, 0.1))
    pytest.importorskip("highspy", reason="HiGHS is not installed")
    pytest.importorskip("numba", reason="Numba is not installed")

    found = gaps([MONTH], TRAVEL, POLICY, Engine.COMPILED)

    assert all(gap >= 0 for gap in found["rows"][0]["gaps"])
    assert gap_section(found)[0] == "## Against a lower bound, compiled"


def test_many_coaches_are_planned_in_two_workers_and_their_memory_told():
    found = many.many(2)

    assert found["coaches"] == 2
    assert found["processor"] > 0
    assert 10 < found["megabytes"] < 1000
    slow = {**found, "seconds": 15.1, "megabytes": 300}
    lots = {**found, "coaches": 100, "seconds": 240, "megabytes": 300}
    met = [line.rsplit("; ")[-1] for line in many.bars(slow, lots)]
    assert met == ["not met)", "met)", "met)"]
    assert "| 100 | 240.0 |" in "\n".join(many.section(slow, lots))


def test_the_page_says_what_was_left_out(monkeypatch, tmp_path):
    monkeypatch.setattr("caseway.demo.bench.evidence.coach_month", lambda seed: MONTH)
    monkeypatch.setattr("caseway.demo.bench.certificate.measure.SECONDS", (0.05, 0.1))
    monkeypatch.setattr("caseway.demo.bench.rivals.measure.ITERATIONS", 50)
    said = []

    lines = evidence(1, tmp_path / "nothing", None, said.append, coaches=(1, 1))

    heads = [line for line in lines if line.startswith("## ")]
    assert len(heads) == 5
    assert "Left out: no folder was named with --periodic." in lines
    assert "LEFT OUT: no folder was named with --periodic" in said
