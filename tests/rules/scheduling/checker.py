"""An independent judge of a month: it shares no code with the planner, only its inputs and answers.

`faults` reads a plan as a suspicious supervisor would, hour by hour, and adds the score up anew.
An empty list is a plan that breaks nothing.
"""

from datetime import timedelta

from tests.rules.scheduling.judged.days import Days
from tests.rules.scheduling.judged.people import People
from tests.rules.scheduling.judged.whole import Whole


class Judge(People, Days, Whole):
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
