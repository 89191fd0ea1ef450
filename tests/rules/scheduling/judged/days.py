"""Each day, hour by hour."""

from collections import Counter, defaultdict

from tests.rules.scheduling.judged import VISIT


class Days:
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

    def _day(self, planned, sessions):  # noqa: C901 - a day is read as it goes
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
            said = planned.travel_minutes, planned.load_minutes
            yield f"{day}: says {said}; is {travelled}, {work}"
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
