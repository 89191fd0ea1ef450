"""What it would cost to see or call a client on a day: the cheapest place in it."""

from __future__ import annotations

from caseway.rules.scheduling.plans import Mode
from caseway.rules.scheduling.solver.day import TOO_LATE, Day, Offer, day_of, load_cost
from caseway.rules.scheduling.solver.problem import Problem
from caseway.rules.scheduling.solver.stops import ANYWHERE


def visit_offer(problem: Problem, day: Day, client: int) -> Offer | None:
    """The cheapest way to see a client in the day; remembered with the day.

    A visit close to the announced hour is cheaper by the price of moving it.
    """
    try:
        return day.offers[client]
    except KeyError:
        pass
    best = best_place(problem, day, problem.free(client))
    if problem.demands[client].announced.get(day.number) is Mode.VISIT:
        kept = best_place(problem, day, problem.kept(client))
        if kept is not None:
            kept.cost -= problem.policy.weights.moved
            if best is None or kept.cost <= best.cost:
                best = kept
    day.offers[client] = best
    return best


def best_place(problem: Problem, day: Day, stop: int) -> Offer | None:
    """The cheapest place for one more stop, alone or joined to one at the same place."""
    if not problem.stops.windows[stop][day.number]:
        return None
    best = None
    if day.visits < problem.policy.visits_a_day:
        slow = day.floating or problem.stops.place[stop] == ANYWHERE
        best = _try_all(problem, day, stop) if slow else _cheapest(problem, day, stop)
    clients = problem.stops.clients[stop]
    if clients and problem.group[clients[0]]:
        best = _joined(problem, day, stop, best)
    return best


def _cheapest(  # noqa: C901 - the innermost loop, kept in one piece for speed
    problem: Problem, day: Day, stop: int
) -> Offer | None:
    """Each position in constant time. Written flat, because nearly all time is spent here."""
    table, number, meal = problem.stops, day.number, problem.policy.meal
    windows, minutes, place = table.windows[stop][number], table.minutes[stop], table.place[stop]
    between, call = problem.minutes, problem.policy.call_minutes
    places, calls, meal_opens, meal_closes = day.places, day.calls, meal.opens, meal.closes
    meal_minutes, by_hungry, by_fed = meal.minutes, day.by_hungry, day.by_fed
    away = between[place]
    least, found = TOO_LATE, -1
    last_begin = windows[-1][1]
    for position in range(len(places) - 1):
        hungry, fed = day.hungry[position], day.fed[position]
        if hungry > last_begin and fed > last_begin:
            break
        here, there = places[position], places[position + 1]
        out, back = between[here][place], away[there]
        extra = out + back - between[here][there]
        if extra >= least:
            continue
        fed += out
        if hungry <= meal_closes:
            eaten = max(hungry + out, meal_opens) + meal_minutes
            if eaten < fed:
                fed = eaten
        hungry += out
        late_hungry = late_fed = True
        for opens, closes in windows:
            if late_hungry and hungry <= closes:
                hungry = (hungry if hungry > opens else opens) + minutes
                late_hungry = False
            if late_fed and fed <= closes:
                fed = (fed if fed > opens else opens) + minutes
                late_fed = False
        back += call * len(calls[position])
        if (not late_fed and fed + back <= by_fed[position + 1]) or (
            not late_hungry
            and (
                hungry + back <= by_hungry[position + 1]
                or (
                    hungry <= meal_closes
                    and max(hungry + back, meal_opens) + meal_minutes <= by_fed[position + 1]
                )
            )
        ):
            least, found = extra, position
    if found < 0:
        return None
    return Offer(_price(problem, day, least, minutes), least, found, stop, joins=False)


def _price(problem: Problem, day: Day, extra: int, minutes: int) -> float:
    """Travel and load of one more stop."""
    more = load_cost(problem, day.work + extra + minutes) - load_cost(problem, day.work)
    return problem.policy.weights.travel * extra + more


def _try_all(problem: Problem, day: Day, stop: int) -> Offer | None:
    """For days with something that is nowhere in particular: build each, and look."""
    best = None
    for position in range(len(day.stops) + 1):
        tried = inserted(problem, day, stop, position)
        if tried.feasible:
            cost, extra = tried.cost - day.cost, tried.travel - day.travel
            if best is None or cost < best.cost:
                best = Offer(cost, extra, position, stop, joins=False)
    return best


def _joined(problem: Problem, day: Day, stop: int, best: Offer | None) -> Offer | None:
    """The best of `best` and every group session that the stop could become part of."""
    table = problem.stops
    for position, there in enumerate(day.stops):
        members = table.clients[there]
        if (
            not members
            or table.place[stop] == ANYWHERE
            or table.place[there] != table.place[stop]
            or len(members) >= problem.policy.group_most
            or not all(problem.group[member] for member in members)
        ):
            continue
        joined = table.join(there, stop)
        if not table.windows[joined][day.number]:
            continue
        tried = _replaced(problem, day, position, joined)
        cost = tried.cost - day.cost
        if tried.feasible and (best is None or cost <= best.cost):  # it leaves more of the day
            best = Offer(cost, tried.travel - day.travel, position, joined, joins=True)
    return best


def call_offer(problem: Problem, day: Day) -> tuple[float, int] | None:
    """The price of one more call in the day and the leg with the most time for it."""
    if day.call_offer is not False:
        return day.call_offer  # type: ignore[return-value]
    day.call_offer = _roomiest(problem, day)
    return day.call_offer


def _roomiest(problem: Problem, day: Day) -> tuple[float, int] | None:
    if problem.shells[day.number].closed:
        return None
    meal, call = problem.policy.meal, problem.policy.call_minutes
    most, found = -1, -1
    for leg in range(len(day.places) - 1):
        hungry, fed = day.hungry[leg], day.fed[leg]
        way = problem.minutes[day.places[leg]][day.places[leg + 1]]
        way += call * (len(day.calls[leg]) + 1)
        room = max(day.by_fed[leg + 1] - fed - way, day.by_hungry[leg + 1] - hungry - way)
        if hungry <= meal.closes:
            eaten = max(hungry + way, meal.opens) + meal.minutes
            room = max(room, day.by_fed[leg + 1] - eaten)
        if room > most:
            most, found = room, leg
    if found < 0:
        return None
    more = load_cost(problem, day.work + call) - load_cost(problem, day.work)
    return more, found


def with_visit(problem: Problem, day: Day, offer: Offer) -> Day:
    """The day with the offer taken."""
    if offer.joins:
        return _replaced(problem, day, offer.position, offer.stop)
    return inserted(problem, day, offer.stop, offer.position)


def with_call(problem: Problem, day: Day, leg: int, client: int) -> Day:
    """The day with one more call in a leg; in order, so that the same calls are the same day."""
    called = tuple(sorted((*day.calls[leg], client)))
    calls = (*day.calls[:leg], called, *day.calls[leg + 1 :])
    return day_of(problem, day.number, day.stops, calls)


def without(problem: Problem, day: Day, client: int) -> Day:
    """The day without one client."""
    stops, calls = day.stops, day.calls
    for leg, called in enumerate(calls):
        if client in called:
            left = tuple(one for one in called if one != client)
            return day_of(problem, day.number, stops, (*calls[:leg], left, *calls[leg + 1 :]))
    for at, stop in enumerate(stops):
        if client in problem.stops.clients[stop]:
            remaining = problem.stops.without(stop, client)
            if remaining is not None:
                return _replaced(problem, day, at, remaining)
            merged = (*calls[:at], tuple(sorted(calls[at] + calls[at + 1])), *calls[at + 2 :])
            return day_of(problem, day.number, (*stops[:at], *stops[at + 1 :]), merged)
    raise ValueError(f"Client {client} is not in day {day.number}")


def inserted(problem: Problem, day: Day, stop: int, position: int) -> Day:
    """The day with one more stop; the calls of that leg come after it."""
    stops = (*day.stops[:position], stop, *day.stops[position:])
    calls = (*day.calls[:position], (), *day.calls[position:])
    return day_of(problem, day.number, stops, calls)


def _replaced(problem: Problem, day: Day, position: int, stop: int) -> Day:
    stops = (*day.stops[:position], stop, *day.stops[position + 1 :])
    return day_of(problem, day.number, stops, day.calls)
