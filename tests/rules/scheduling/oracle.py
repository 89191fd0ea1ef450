"""The least cost of a tiny month, by trying everything. Shares no code with the planner."""

from collections import Counter
from functools import cache
from itertools import combinations, pairwise, product

VISIT, CALL = "visit", "call"
IMPOSSIBLE = float("inf")


def least_cost(coach, clients, calendar, minutes, policy):
    """The cost of the best month. `minutes(place, place)`; no groups, locks, duties or floors."""
    days = [
        day for day in calendar.days if day not in calendar.leave and day.weekday() in coach.hours
    ]

    @cache
    def day_cost(day, visited, called):
        return _day(coach, day, [clients[v] for v in visited], len(called), minutes, policy)

    options = [_options(client, days, policy) for client in clients]
    best = IMPOSSIBLE
    for chosen in product(*options):
        cost = sum(price for price, _ in chosen)
        held = {}
        for number, (_, picks) in enumerate(chosen):
            for day, mode in picks:
                held.setdefault(day, {VISIT: [], CALL: []})[mode].append(number)
        for day, modes in held.items():
            cost += day_cost(day, tuple(modes[VISIT]), tuple(modes[CALL]))
            if cost >= best:
                break
        best = min(best, cost)
    return best


def _options(client, days, policy):
    """Every set of days and modes the cadence allows, with the price of what it lacks."""
    cadence, weights = policy.cadences[client.tier], policy.weights
    calls_allowed = cadence.calls if client.calls is None else client.calls
    mine = [day for day in days if day.weekday() in client.workdays]
    found = []
    for count in range(cadence.sessions + 1):
        for chosen in combinations(mine, count):
            if not _spaced(client, chosen, cadence):
                continue
            for modes in product((VISIT, CALL), repeat=count):
                calls = modes.count(CALL)
                if calls > calls_allowed:
                    continue
                price = weights.missed * (cadence.sessions - count) + weights.call * calls
                price += weights.late * _late(client, chosen, cadence)
                price += weights.weekday * _off(client, chosen)
                found.append((price, tuple(zip(chosen, modes, strict=True))))
    return found


def _spaced(client, chosen, cadence):
    for one, other in pairwise(chosen):
        gap = (other - one).days
        if gap < cadence.least_gap or (cadence.most_gap and gap > cadence.most_gap):
            return False
        if one.isocalendar()[:2] == other.isocalendar()[:2]:
            return False
    last = client.last_contact_on
    if last and chosen:
        if (chosen[0] - last).days < cadence.least_gap:
            return False
        return chosen[0].isocalendar()[:2] != last.isocalendar()[:2]
    return True


def _late(client, chosen, cadence):
    days = [client.last_contact_on, *chosen] if client.last_contact_on and chosen else chosen
    return sum((b - a).days > cadence.late_after for a, b in pairwise(days))


def _off(client, chosen):
    if client.tier != "weekly" or not chosen:
        return 0
    days = Counter(day.weekday() for day in chosen)
    return len(chosen) - max(days[day] for day in client.workdays)


def _day(  # noqa: C901 - a search is read as a whole
    coach, day, visited, calls, minutes, policy
):
    """Travel and load of the best order of a day, or IMPOSSIBLE."""
    begins, ends = coach.hours[day.weekday()]
    meal = policy.meal
    if len(visited) > policy.visits_a_day:
        return IMPOSSIBLE

    @cache
    def least_travel(  # noqa: C901 - every next thing in turn
        now, here, left, to_call, hungry, arrived
    ):
        """The least travel from here on. `arrived` is whom she stands in front of, not yet seen."""
        if now > ends:
            return IMPOSSIBLE
        tried = [IMPOSSIBLE]
        if to_call:
            later = now + policy.call_minutes
            tried.append(least_travel(later, here, left, to_call - 1, hungry, arrived))
        if hungry and now <= meal.closes:
            later = max(now, meal.opens) + meal.minutes
            tried.append(least_travel(later, here, left, to_call, False, arrived))
        if arrived is not None:
            windows = visited[arrived].windows.get(day.weekday(), ())
            starts = [
                max(now, opens) for opens, closes in windows if now <= closes and opens <= closes
            ]
            if starts:
                later = min(starts) + visited[arrived].visit_minutes
                tried.append(least_travel(later, here, left, to_call, hungry, None))
            return min(tried)
        for which in left:
            there = visited[which].place.key
            way = minutes(here, there)
            rest = tuple(other for other in left if other != which)
            tried.append(way + least_travel(now + way, there, rest, to_call, hungry, which))
        if not left:
            home = minutes(here, coach.base.key)
            if not to_call and not hungry and now + home <= ends:
                tried.append(home)
            if here != coach.base.key:
                tried.append(
                    home + least_travel(now + home, coach.base.key, left, to_call, hungry, None)
                )
        return min(tried)

    hungry = ends - begins > meal.after
    travel = least_travel(begins, coach.base.key, tuple(range(len(visited))), calls, hungry, None)
    if travel == IMPOSSIBLE:
        return IMPOSSIBLE
    work = travel + calls * policy.call_minutes + sum(one.visit_minutes for one in visited)
    over = max(0, work - policy.load_target)
    return policy.weights.travel * travel + policy.weights.load * over
