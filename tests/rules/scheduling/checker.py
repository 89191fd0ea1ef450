"""An independent judge of a month: it shares no code with the planner, only its inputs and answers.

`faults` reads a plan as a suspicious supervisor would, hour by hour, and adds the score up anew.
An empty list is a plan that breaks nothing.
"""

import itertools
from collections import Counter, defaultdict
from datetime import timedelta

VISIT, CALL = "visit", "call"


class Judge:
    """Judges the sessions, days and score of one answer to one question."""

    def __init__(self, coach, clients, calendar, travel, policy, previous=(), locks=()):
        self.coach, self.calendar, self.policy = coach, calendar, policy
        self.clients = {client.key: client for client in clients}
        self.previous, self.locks = previous, locks
        places = {coach.base.key: coach.base}
        for client in clients:
            if client.place:
                places[client.place.key] = client.place
        for duty in calendar.duties:
            if duty.place:
                places[duty.place.key] = duty.place
        keys = list(places)
        rows = travel.matrix([places[key] for key in keys], coach.mode).minutes
        self.minutes = {(a, b): rows[i][j] for i, a in enumerate(keys) for j, b in enumerate(keys)}
        first = calendar.month.first
        self.month = [
            first + timedelta(n) for n in range(31) if (first + timedelta(n)).month == first.month
        ]

    def faults(self, answer):
        """Everything wrong with a plan or a month done by hand."""
        found = []
        self.held = self._held(answer)
        for key, sessions in self.held.items():
            found += self._cadence(self.clients[key], sessions)
        for session in answer.sessions:
            found += self._when(session)
        found += self._days(answer)
        found += self._score(answer)
        if hasattr(answer, "unserved"):
            found += self._locks_stand(answer)
            found += self._nobody_hidden(answer)
            found += self._floors(answer)
        return found

    def _held(self, answer):
        """Sessions by client as (day, mode, locked), those before the first open day too."""
        held = {key: [] for key in self.clients}
        for session in answer.sessions:
            held[session.client].append((session.day, str(session.mode), session.locked))
        for lock in self.locks:
            if lock.client in held and self._over(lock.day):
                held[lock.client].append((lock.day, str(lock.mode), True))
        return {key: sorted(sessions) for key, sessions in held.items()}

    def _over(self, day):
        return self.calendar.from_day is not None and day < self.calendar.from_day

    def _hours(self, day):
        calendar = self.calendar
        if day in calendar.holidays or day in calendar.leave or self._over(day):
            return None
        return calendar.hours_on.get(day) or self.coach.hours.get(day.weekday())

    def _served(self, client, day):
        return not client.served or any(
            span.start <= day and (span.end is None or day < span.end) for span in client.served
        )

    # -- one client -----------------------------------------------------------------------------

    def due(self, client):
        served = [day for day in self.month if self._served(client, day)]
        if not served:
            return 0
        full = self.policy.cadences[client.tier].sessions
        if client.sessions is not None:
            asked = client.sessions
        elif client.tier == "monthly":
            asked = full
        elif client.tier == "biweekly":
            asked = min(full, (len(served) + 13) // 14)
        else:
            weeks = {
                day.isocalendar()[:2]
                for day in served
                if day.weekday() in client.workdays and day not in self.calendar.holidays
            }
            asked = min(full, len(weeks))
        return asked if client.override_reason else min(asked, self.policy.cap)

    def _calls_allowed(self, client):
        calls = client.calls
        if calls is None:
            calls = self.policy.cadences[client.tier].calls
        if client.funder in self.policy.floors:
            calls = min(
                calls, max(0, self.due(client) - self.policy.floors[client.funder].at_worksite)
            )
        return min(calls, self.due(client))

    def _cadence(self, client, sessions):
        cadence = self.policy.cadences[client.tier]
        locked = sum(lock for _, _, lock in sessions)
        if len(sessions) > max(self.due(client), locked):
            yield f"{client.key}: {len(sessions)} sessions"
        calls = sum(mode == CALL for _, mode, _ in sessions)
        locked_calls = sum(mode == CALL and lock for _, mode, lock in sessions)
        if calls > max(self._calls_allowed(client), locked_calls):
            yield f"{client.key}: {calls} calls"
        for (one, _, fixed), (other, _, also) in itertools.pairwise(sessions):
            gap = (other - one).days
            if fixed and also:
                continue
            if gap < cadence.least_gap or (cadence.most_gap and gap > cadence.most_gap):
                yield f"{client.key}: {gap} days from {one} to {other}"
            if cadence.one_a_week and one.isocalendar()[:2] == other.isocalendar()[:2]:
                yield f"{client.key}: twice in the week of {one}"
        last = client.last_contact_on
        if last and sessions and not sessions[0][2]:
            first = sessions[0][0]
            if (first - last).days < cadence.least_gap:
                yield f"{client.key}: {first} too soon after {last}"
            if cadence.one_a_week and first.isocalendar()[:2] == last.isocalendar()[:2]:
                yield f"{client.key}: {first} in the week of {last}"

    def _when(self, session):
        client, day = self.clients[session.client], session.day
        if session.locked:
            return
        if self._hours(day) is None:
            yield f"{client.key}: {day} is no day of the coach's"
        if not self._served(client, day) or day in client.away_on:
            yield f"{client.key}: not there on {day}"
        if day.weekday() not in client.workdays:
            yield f"{client.key}: {day} is not a workday"
        if client.language and client.language not in self.coach.languages:
            yield f"{client.key}: nobody speaks {client.language}"
        if not client.skills <= self.coach.skills:
            yield f"{client.key}: skills missing"
        if session.mode == CALL:
            if session.minutes != self.policy.call_minutes:
                yield f"{client.key}: a call of {session.minutes} minutes"
            return
        if client.place is None:
            yield f"{client.key}: visited nowhere"
            return
        windows = client.windows_on.get(day, client.windows.get(day.weekday(), ()))
        if not any(opens <= session.begins <= closes for opens, closes in windows):
            yield f"{client.key}: begins at {session.begins} on {day}"
        if session.minutes < client.visit_minutes:
            yield f"{client.key}: {session.minutes} minutes"

    def _locks_stand(self, answer):
        planned = {(one.client, one.day): one for one in answer.sessions}
        refused = {str(reason.values.get("day")) for reason in answer.refusals}
        for lock in self.locks:
            if lock.client not in self.clients or self._over(lock.day):
                continue
            session = planned.get((lock.client, lock.day))
            if session is None:
                if str(lock.day) not in refused:
                    yield f"{lock.client}: lock of {lock.day} lost in silence"
            elif session.mode != lock.mode or lock.begins not in (None, session.begins):
                yield f"{lock.client}: lock of {lock.day} moved to {session}"

    # -- one day --------------------------------------------------------------------------------

    def _days(self, answer):
        sessions = defaultdict(list)
        for session in answer.sessions:
            sessions[session.day].append(session)
        if set(sessions) - {day.day for day in answer.days}:
            yield "a day with sessions is not planned"
        for planned in answer.days:
            yield from self._day(planned, sessions[planned.day])

    def _frame(self, day):
        """Where and when the day begins and ends, and the duties inside it."""
        begins, ends = self._hours(day)
        long_day = ends - begins > self.policy.meal.after
        start = end = self.coach.base.key
        duties = sorted(
            (duty for duty in self.calendar.duties if duty.day == day),
            key=lambda duty: (duty.begins, duty.ends),
        )
        for duty in duties:
            if duty.begins <= begins < duty.ends:
                begins, start = duty.ends, duty.place.key if duty.place else self.coach.base.key
        for duty in reversed(duties):
            if duty.begins < ends <= duty.ends:
                ends, end = duty.begins, duty.place.key if duty.place else self.coach.base.key
        inside = [d for d in duties if begins <= d.begins < d.ends <= ends]
        return begins, ends, start, end, inside, long_day

    def _day(self, planned, sessions):
        day = planned.day
        if self._hours(day) is None:
            yield f"{day}: worked on a day off"
            return
        begins, ends, here, end, duties, long_day = self._frame(day)
        now, travelled, on_the_way, heading = begins, 0, 0, None
        meals, visits, seen, done = [], 0, Counter(), []
        for stretch in planned.stretches:
            if stretch.begins < now:
                yield f"{day}: {stretch} overlaps"
            if stretch.ends < stretch.begins:
                yield f"{day}: {stretch} ends before it begins"
            now = stretch.ends
            doing = str(stretch.doing)
            if doing == "travel":
                if heading not in (None, stretch.place):
                    yield f"{day}: turned round on the way to {heading}"
                heading = stretch.place
                on_the_way += stretch.ends - stretch.begins
                travelled += stretch.ends - stretch.begins
                continue
            if doing == "meal":
                meals.append(stretch)
                continue
            place = self._place_of(stretch, doing)
            if place is not None:
                if place != here:
                    if on_the_way != self.minutes.get((here, place)) or heading not in (
                        None,
                        place,
                    ):
                        yield f"{day}: {on_the_way} minutes from {here} to {place}"
                    here, on_the_way, heading = place, 0, None
                elif on_the_way:
                    yield f"{day}: travelled to where she was"
            elif heading is not None and on_the_way not in (0, self.minutes.get((here, heading))):
                yield f"{day}: a call in the middle of the way"
            visits += doing == VISIT
            for client in stretch.clients:
                seen[client, doing, stretch.begins, stretch.ends - stretch.begins] += 1
            if doing == "duty":
                done.append((stretch.begins, stretch.ends))
        if here != end and (
            on_the_way != self.minutes.get((here, end)) or heading not in (None, end)
        ):
            yield f"{day}: does not get home from {here}"
        if now > ends:
            yield f"{day}: ends at {now}"
        if visits > self.policy.visits_a_day:
            yield f"{day}: {visits} visits"
        yield from self._meal(day, meals, long_day)
        if done != [(duty.begins, duty.ends) for duty in duties]:
            yield f"{day}: duties {done}"
        wanted = Counter((s.client, str(s.mode), s.begins, s.minutes) for s in sessions)
        if wanted != seen:
            yield f"{day}: sessions {wanted} are not what is done {seen}"
        work = sum(s.ends - s.begins for s in planned.stretches if str(s.doing) != "meal")
        if (travelled, work) != (planned.travel_minutes, planned.load_minutes):
            yield f"{day}: says {planned.travel_minutes}, {planned.load_minutes}; is {travelled}, {work}"
        yield from self._groups(day, planned)

    def _place_of(self, stretch, doing):
        if doing == VISIT:
            place = self.clients[stretch.clients[0]].place
            return place.key if place else None
        return stretch.place if doing == "duty" else None

    def _meal(self, day, meals, long_day):
        if len(meals) != int(long_day):
            yield f"{day}: {len(meals)} meals"
        for meal in meals:
            rule = self.policy.meal
            if (
                meal.ends - meal.begins != rule.minutes
                or not rule.opens <= meal.begins <= rule.closes
            ):
                yield f"{day}: a meal from {meal.begins} to {meal.ends}"

    def _groups(self, day, planned):
        for stretch in planned.stretches:
            if len(stretch.clients) > 1:
                members = [self.clients[key] for key in stretch.clients]
                if len({one.place.key for one in members}) > 1:
                    yield f"{day}: a group at two places"
                if not all(one.group for one in members) or len(members) > self.policy.group_most:
                    yield f"{day}: no such group {stretch.clients}"

    # -- the whole ------------------------------------------------------------------------------

    def _nobody_hidden(self, plan):
        listed = {one.client: one for one in plan.unserved}
        for key, client in self.clients.items():
            missing = max(0, self.due(client) - len(self.held[key]))
            said = listed[key].sessions if key in listed else 0
            if missing != said:
                yield f"{key}: {missing} sessions missing, {said} said"
            if said and not (listed[key].reasons and listed[key].helps):
                yield f"{key}: unserved without a reason or without what helps"

    def _floors(self, plan):
        said = " ".join(reason.text for reason in plan.refusals)
        for key, client in self.clients.items():
            floor = self.policy.floors.get(client.funder)
            whole = all(self._served(client, day) for day in self.month)
            if floor is None or not whole:
                continue
            visits = sum(mode == VISIT for _, mode, _ in self.held[key])
            if (len(self.held[key]) < floor.sessions or visits < floor.at_worksite) and (
                client.label not in said
            ):
                yield f"{key}: below the floor, and the plan is not refused"

    def _score(self, answer):
        score, weights = answer.score, self.policy.weights
        travel = sum(day.travel_minutes for day in answer.days)
        over = sum(max(0, day.load_minutes - self.policy.load_target) for day in answer.days)
        missed = calls = visits = off = late = 0
        for key, sessions in self.held.items():
            client = self.clients[key]
            missed += max(0, self.due(client) - len(sessions))
            calls += sum(mode == CALL for _, mode, _ in sessions)
            visits += sum(mode == VISIT for _, mode, _ in sessions)
            late += self._late(client, sessions)
            off += self._off(client, sessions)
        moved = 0 if not hasattr(answer, "unserved") else self._moved(answer)
        own = (travel, visits, calls, missed, over, off, late, moved)
        said = (
            score.travel_minutes,
            score.visits,
            score.calls,
            score.missed,
            score.over_load_minutes,
            score.off_weekday,
            score.late,
            score.moved,
        )
        if own != said:
            yield f"the score says {said}, and is {own}"
        cost = (
            weights.travel * travel
            + weights.missed * missed
            + weights.call * calls
            + weights.load * over
            + weights.weekday * off
            + weights.late * late
            + weights.moved * moved
        )
        if abs(cost - score.cost) > 1e-3:
            yield f"the cost is {cost}, not {score.cost}"

    def _late(self, client, sessions):
        days = [day for day, _, _ in sessions]
        if client.last_contact_on and days:
            days = [client.last_contact_on, *days]
        after = self.policy.cadences[client.tier].late_after
        return sum((b - a).days > after for a, b in itertools.pairwise(days))

    def _off(self, client, sessions):
        if client.tier != "weekly" or not sessions:
            return 0
        days = Counter(day.weekday() for day, _, _ in sessions)
        if client.usual_weekday is not None:
            return len(sessions) - days[client.usual_weekday]
        return len(sessions) - max(days[day] for day in client.workdays)

    def _moved(self, answer):
        planned = {(one.client, one.day): one for one in answer.sessions}
        locked = {(lock.client, lock.day) for lock in self.locks}
        moved = 0
        for one in self.previous:
            hours = self._hours(one.day)
            if (one.client, one.day) in locked or one.client not in self.clients or not hours:
                continue
            session = planned.get((one.client, one.day))
            if (
                session is None
                or session.mode != one.mode
                or one.mode == VISIT
                and abs(session.begins - one.begins) > self.policy.keep_within
            ):
                moved += 1
        return moved
