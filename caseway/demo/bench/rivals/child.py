"""`python -m caseway.demo.bench.rivals.child NAME SECONDS`: one month by one library; JSON.

Reads a routing problem, writes for each day the clients in order. Runs under any interpreter that
has the library; Django is not needed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

DAY = 24 * 60
Problem = dict[str, Any]
Routes = list[list[int]]


def by_vroom(problem: Problem, seconds: float) -> Routes:
    """VROOM: windows over the month, a break for the meal; what is dear to leave comes first."""
    vroom, numpy = import_module("vroom"), import_module("numpy")
    asked = vroom.Input()
    asked.set_durations_matrix(profile="car", matrix_input=numpy.array(problem["ways"], "uint32"))
    minutes, opens, closes = problem["meal"]
    for at, day in enumerate(problem["days"]):
        meal = vroom.Break(
            at, [vroom.TimeWindow(at * DAY + opens, at * DAY + closes)], service=minutes
        )
        asked.add_vehicle(
            vroom.Vehicle(
                at,
                start=day["from"],
                end=day["to"],
                time_window=vroom.TimeWindow(at * DAY + day["begins"], at * DAY + day["ends"]),
                max_tasks=problem["visits_a_day"],
                breaks=[meal] if day["meal"] else [],
            )
        )
    for at, one in enumerate(problem["sessions"]):
        windows = [vroom.TimeWindow(d * DAY + a, d * DAY + b) for d, a, b in one["windows"]]
        asked.add_job(
            vroom.Job(
                at,
                location=one["place"],
                default_service=one["minutes"],
                time_windows=windows,
                priority=100 if one["price"] > 100 else 10,
            )
        )
    found = asked.solve(5, 1, timeout=timedelta(seconds=seconds))
    routes: Routes = [[] for _ in problem["days"]]
    for _, row in found.routes.iterrows():
        if row["type"] == "job":
            session = problem["sessions"][int(row["id"])]
            routes[int(row["vehicle_id"])].append(session["client"])
    return routes


def by_pyvrp(problem: Problem, seconds: float) -> Routes:
    """PyVRP: a session is a group of clients, one for each window, of which one may be visited."""
    pyvrp, stop = import_module("pyvrp"), import_module("pyvrp.stop")
    model = pyvrp.Model()
    places = [model.add_location(at, 0) for at in range(len(problem["ways"]))]
    for one, row in zip(places, problem["ways"], strict=True):
        for other, way in zip(places, row, strict=True):
            model.add_edge(one, other, way, way)
    depots = {at: model.add_depot(places[at]) for day in problem["days"] for at in _ends(day)}
    for at, day in enumerate(problem["days"]):
        model.add_vehicle_type(
            1,
            problem["visits_a_day"],
            depots[day["from"]],
            depots[day["to"]],
            tw_early=at * DAY + day["begins"],
            tw_late=at * DAY + day["ends"],
        )
    of_client: list[int] = []
    for one in problem["sessions"]:
        group = model.add_client_group(required=False)
        for day, opens, closes in one["windows"]:
            model.add_client(
                places[one["place"]],
                1,
                service_duration=one["minutes"],
                tw_early=day * DAY + opens,
                tw_late=day * DAY + closes,
                prize=round(one["price"]),
                required=False,
                group=group,
            )
            of_client.append(one["client"])
    found = model.solve(stop.MaxRuntime(seconds), seed=1, display=False).best
    routes: Routes = [[] for _ in problem["days"]]
    for route in found.routes():
        visits = [visit for visit in route if visit.is_client()]
        routes[route.vehicle_type()] = [of_client[visit.idx] for visit in visits]
    return routes


def _ends(day: Problem) -> tuple[int, int]:
    return day["from"], day["to"]


def by_ortools(  # noqa: C901 - a model is read as a whole
    problem: Problem, seconds: float
) -> Routes:
    """OR-Tools routing: a price for each session left out, breaks, and a soft limit on the load."""
    cp = import_module("ortools.constraint_solver.pywrapcp")
    enums = import_module("ortools.constraint_solver.routing_enums_pb2")
    sessions, days = problem["sessions"], problem["days"]
    nodes = [one["place"] for one in sessions]
    minutes = [one["minutes"] for one in sessions]
    begins = [len(nodes) + at for at in range(len(days))]
    nodes += [day["from"] for day in days]
    ends = [len(nodes) + at for at in range(len(days))]
    nodes += [day["to"] for day in days]
    minutes += [0] * (2 * len(days))
    manager = cp.RoutingIndexManager(len(nodes), len(days), begins, ends)
    routing, ways = cp.RoutingModel(manager), problem["ways"]

    def travel(one: int, other: int) -> int:
        a, b = manager.IndexToNode(one), manager.IndexToNode(other)
        return int(2 * ways[nodes[a]][nodes[b]])

    def taken(one: int, other: int) -> int:
        a, b = manager.IndexToNode(one), manager.IndexToNode(other)
        return int(ways[nodes[a]][nodes[b]] + minutes[a])

    routing.SetArcCostEvaluatorOfAllVehicles(routing.RegisterTransitCallback(travel))
    passing = routing.RegisterTransitCallback(taken)
    routing.AddDimension(passing, len(days) * DAY, len(days) * DAY, False, "time")
    routing.AddDimension(passing, 0, DAY, True, "work")
    time_of, work = routing.GetDimensionOrDie("time"), routing.GetDimensionOrDie("work")
    one_each = routing.RegisterUnaryTransitCallback(
        lambda at: int(manager.IndexToNode(at) < len(sessions))
    )
    routing.AddDimension(one_each, 0, problem["visits_a_day"], True, "visits")
    lasts, opens, closes = problem["meal"]
    solver = routing.solver()
    visit_minutes = [minutes[manager.IndexToNode(at)] for at in range(routing.Size())]
    for at, day in enumerate(days):
        time_of.CumulVar(routing.Start(at)).SetRange(
            at * DAY + day["begins"], at * DAY + day["ends"]
        )
        time_of.CumulVar(routing.End(at)).SetRange(at * DAY + day["begins"], at * DAY + day["ends"])
        limit = max(0, problem["load_target"] - day["duty"])
        work.SetCumulVarSoftUpperBound(routing.End(at), limit, round(2 * problem["load_price"]))
        if day["meal"]:
            meal = solver.FixedDurationIntervalVar(
                at * DAY + opens, at * DAY + closes, lasts, False, f"meal {at}"
            )
            time_of.SetBreakIntervalsOfVehicle([meal], at, visit_minutes)
    for number, one in enumerate(sessions):
        index = manager.NodeToIndex(number)
        routing.AddDisjunction([index], round(2 * one["price"]))
        spans = sorted((d * DAY + a, d * DAY + b) for d, a, b in one["windows"])
        cumul, last = time_of.CumulVar(index), spans[0][0]
        cumul.SetRange(spans[0][0], spans[-1][1])
        for begin, end in spans:
            if begin > last + 1:
                cumul.RemoveInterval(last + 1, begin - 1)
            last = max(last, end)
        may = sorted({day for day, _, _ in one["windows"]})
        routing.VehicleVar(index).SetValues([-1, *may])  # -1: left out
    parameters = cp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = enums.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = enums.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(int(seconds * 1000))
    found = routing.SolveWithParameters(parameters)
    routes: Routes = [[] for _ in days]
    if found is None:
        raise SystemExit("OR-Tools found no answer")
    for at in range(len(days)):
        index = found.Value(routing.NextVar(routing.Start(at)))
        while not routing.IsEnd(index):
            routes[at].append(sessions[manager.IndexToNode(index)]["client"])
            index = found.Value(routing.NextVar(index))
    return routes


RIVALS: dict[str, Callable[[Problem, float], Routes]] = {
    "ortools": by_ortools,
    "pyvrp": by_pyvrp,
    "vroom": by_vroom,
}


def main(arguments: list[str]) -> int:
    """Solve and write what was found."""
    name, seconds = arguments
    problem = json.loads(sys.stdin.read())
    began = time.process_time()
    routes = RIVALS[name](problem, float(seconds))
    sys.stdout.write(json.dumps({"routes": routes, "seconds": time.process_time() - began}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
