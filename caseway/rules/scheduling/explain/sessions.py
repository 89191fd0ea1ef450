"""Why each session is where it is, what every other day would cost, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from caseway.rules.reasons import Reason, because
from caseway.rules.scheduling import words
from caseway.rules.scheduling.calendar import Calendar
from caseway.rules.scheduling.coach import Coach
from caseway.rules.scheduling.explain.blocked import by_calendar, by_day, by_spacing
from caseway.rules.scheduling.places import clock
from caseway.rules.scheduling.plans import Candidate, Mode, Session
from caseway.rules.scheduling.solver.day import Day
from caseway.rules.scheduling.solver.month import Month
from caseway.rules.scheduling.solver.offers import call_offer, visit_offer, without
from caseway.rules.scheduling.solver.write import Names


@dataclass(frozen=True, slots=True)
class Explainer:
    """Explains the sessions of one month."""

    month: Month
    names: Names
    coach: Coach
    calendar: Calendar

    def explained(self, session: Session) -> Session:
        """The session with its reasons, and a candidate for each day of the month."""
        if session.locked:
            return replace(session, reasons=(because(words.PINNED),))
        client = self._number(session.client)
        held = self._day(session.day)
        bare = without(self.month.problem, self.month.days[held], client)
        candidates = self.candidates(client, {held: bare})
        reasons = (*self._where(session, client, bare), *self._otherwise(session, candidates))
        return replace(session, reasons=reasons, candidates=candidates)

    def candidates(self, client: int, instead: dict[int, Day]) -> tuple[Candidate, ...]:
        """Every day of the month for one session; `instead` holds the days without it."""
        problem = self.month.problem
        others = [
            problem.days[number] for number, _ in self.month.picks[client] if number not in instead
        ]
        return tuple(self._candidate(client, day, others, instead) for day in self.calendar.days)

    def _candidate(
        self, client: int, day: date, others: list[date], instead: dict[int, Day]
    ) -> Candidate:
        known, problem = self.names.clients[client], self.month.problem
        cadence = problem.policy.cadences[known.tier]
        why_not = by_calendar(self.coach, known, self.calendar, day) or by_spacing(
            cadence, day, others, known.last_contact_on
        )
        if why_not:
            return Candidate(day, None, None, why_not)
        number = self._day(day)
        there = instead.get(number, self.month.days[number])
        offer = visit_offer(problem, there, client)
        if offer is not None:
            return Candidate(day, Mode.VISIT, offer.extra)
        why_not = by_day(problem, there, client)
        if self._may_call(client, instead) and call_offer(problem, there) is not None:
            return Candidate(day, Mode.CALL, 0, why_not)
        return Candidate(day, None, None, why_not)

    def _may_call(self, client: int, instead: dict[int, Day]) -> bool:
        picks = self.month.picks[client]
        called = sum(mode is Mode.CALL for number, mode in picks if number not in instead)
        return called < self.month.problem.demands[client].calls

    def _where(self, session: Session, client: int, bare: Day) -> Iterator[Reason]:
        """What speaks for this day."""
        announced = self.month.problem.demands[client].announced
        if announced.get(bare.number) is session.mode:
            yield because(words.STAYS)
        if session.mode is Mode.CALL:
            offer = visit_offer(self.month.problem, bare, client)
            if offer is None:
                yield because(words.BY_CALL_ONLY)
            elif offer.extra <= 0:
                yield because(words.BY_CALL_FREE)
            else:
                yield because(words.BY_CALL, minutes=offer.extra)
            return
        if session.travel_minutes > 0:
            yield because(words.EXTRA, minutes=session.travel_minutes)
        else:
            yield because(words.NO_EXTRA)
        yield from self._near(session, client, bare)
        yield from self._window(session, client)

    def _near(self, session: Session, client: int, bare: Day) -> Iterator[Reason]:
        """Who else is seen close by on the day."""
        clients, problem = self.names.clients, self.month.problem
        if session.with_clients:
            labels = {one.key: one.label for one in clients}
            names = ", ".join(labels[key] for key in session.with_clients)
            yield because(words.TOGETHER, names=names)
            return
        place = problem.stops.place[problem.free(client)]
        found = [
            (problem.minutes[problem.stops.place[stop]][place], other)
            for stop in bare.stops
            if problem.stops.place[stop] >= 0
            for other in problem.stops.clients[stop]
        ]
        if found:
            minutes, other = min(found)
            if minutes:
                yield because(words.NEAR, minutes=minutes, name=clients[other].label)
            else:
                yield because(words.SAME_PLACE, name=clients[other].label)

    def _window(self, session: Session, client: int) -> Iterator[Reason]:
        for window in self.names.clients[client].windows_of(session.day):
            if window.opens <= session.begins <= window.closes:
                opens, closes = clock(window.opens), clock(window.closes)
                yield because(words.IN_WINDOW, opens=opens, closes=closes)
                return

    def _otherwise(self, session: Session, candidates: tuple[Candidate, ...]) -> Iterator[Reason]:
        """The next best day for the same mode."""
        if session.mode is Mode.CALL:
            return
        others = [
            (one.minutes, one.day)
            for one in candidates
            if one.mode is Mode.VISIT and one.minutes is not None and one.day != session.day
        ]
        if not others:
            yield because(words.NO_OTHER_DAY)
            return
        minutes, day = min(others)
        more = minutes - session.travel_minutes
        if more == 0:
            yield because(words.AS_GOOD, day=day)
        elif more > 0:
            yield because(words.NEXT_BEST, day=day, minutes=more)
        else:
            yield because(words.LESS_TRAVEL, day=day, minutes=-more)

    def _number(self, key: str) -> int:
        return next(at for at, one in enumerate(self.names.clients) if one.key == key)

    def _day(self, day: date) -> int:
        return self.month.problem.days.index(day)
