"""From people and places to numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseway.rules.reasons import Reason, because
from caseway.rules.scheduling import words
from caseway.rules.scheduling.calendar import Calendar, Duty
from caseway.rules.scheduling.clients import Client
from caseway.rules.scheduling.coach import Coach
from caseway.rules.scheduling.due import monday_of
from caseway.rules.scheduling.places import Place
from caseway.rules.scheduling.plans import Mode
from caseway.rules.scheduling.solver.day import Day, day_of
from caseway.rules.scheduling.solver.demand import Demand, demand_of
from caseway.rules.scheduling.solver.inputs import Inputs
from caseway.rules.scheduling.solver.problem import CLOSED, Problem, Shell
from caseway.rules.scheduling.solver.standing import Standing
from caseway.rules.scheduling.solver.stops import ANYWHERE, Spans, Stops, both
from caseway.rules.scheduling.suits import why_not_at_all


def places_of(coach: Coach, clients: Sequence[Client], calendar: Calendar) -> list[Place]:
    """Every place of the month once, by key, the base first."""
    found = {coach.base.key: coach.base}
    for place in (
        *(client.place for client in clients),
        *(duty.place for duty in calendar.duties),
    ):
        if place is not None:
            found.setdefault(place.key, place)
    return list(found.values())


class Compiler:
    """Builds a Problem. `refused` collects the reasons why a lock or a day was left out."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.refused: list[Reason] = []
        self.noted: list[Reason] = []
        self.stops = Stops()
        self.number_of = {place.key: at for at, place in enumerate(inputs.places)}
        self.client_of = {client.key: at for at, client in enumerate(inputs.clients)}

    def problem(self) -> Problem:
        """The month as numbers, with everything that stands already in its days."""
        inputs, calendar = self.inputs, self.inputs.calendar
        held = {lock.day for lock in inputs.locks if not calendar.is_open(lock.day)}
        self.days = [
            day
            for day in calendar.days
            if (calendar.is_open(day) and calendar.hours_of(inputs.coach, day)) or day in held
        ]
        self.day_of = {day: at for at, day in enumerate(self.days)}
        self.shells = [self._shell(day) for day in self.days]
        self._client_stops()
        problem = Problem(
            policy=inputs.policy,
            days=self.days,
            shells=self.shells,
            minutes=[list(row) for row in inputs.travel.minutes],
            stops=self.stops,
            demands=[],
            group=[client.group for client in inputs.clients],
            weekday=[day.weekday() for day in self.days],
            week=[(monday_of(day) - self.days[0]).days // 7 for day in self.days],
        )
        problem.fixed = [self._with_duties(problem, number) for number in range(len(self.days))]
        standing = Standing(problem, self.inputs, self.number_of, self.client_of, self.day_of)
        locked = standing.modes()
        self.refused += standing.refused
        problem.demands = [self._demand(at, locked[at]) for at in range(len(inputs.clients))]
        return problem

    def _shell(self, day: date) -> Shell:
        """The day's frame: a duty at its edge is where it begins or ends."""
        calendar, meal = self.inputs.calendar, self.inputs.policy.meal
        hours = calendar.hours_of(self.inputs.coach, day)
        if hours is None or not calendar.is_open(day):
            return CLOSED
        begins, ends, begins_at, ends_at = hours.begins, hours.ends, 0, 0
        for duty in self._duties(day):
            if duty.begins <= begins < duty.ends:
                begins, begins_at = duty.ends, self._place(duty)
        for duty in reversed(self._duties(day)):
            if duty.begins < ends <= duty.ends:
                ends, ends_at = duty.begins, self._place(duty)
        if begins >= ends:
            return CLOSED
        return Shell(begins, ends, begins_at, ends_at, hours.ends - hours.begins > meal.after)

    def _place(self, duty: Duty) -> int:
        return self.number_of[duty.place.key] if duty.place else 0

    def _duties(self, day: date) -> list[Duty]:
        return sorted(
            (duty for duty in self.inputs.calendar.duties if duty.day == day),
            key=lambda duty: (duty.begins, duty.ends),
        )

    def _client_stops(self) -> None:
        """Two stops for each client, at her place: within her windows, and as announced."""
        announced = {
            (one.client, one.day): one.begins
            for one in self.inputs.announced
            if one.mode is Mode.VISIT and one.begins is not None
        }
        near = self.inputs.policy.keep_within
        for client in self.inputs.clients:
            place = self.number_of[client.place.key] if client.place else 0
            free = [self._windows(client, number) for number in range(len(self.days))]
            kept: list[Spans] = []
            for number, day in enumerate(self.days):
                hour = announced.get((client.key, day))
                close = () if hour is None else ((hour - near, hour + near),)
                kept.append(both(free[number], close))
            self.stops.add(place, client.visit_minutes, free, (self.client_of[client.key],))
            self.stops.add(place, client.visit_minutes, kept, (self.client_of[client.key],))

    def _windows(self, client: Client, number: int) -> Spans:
        """When a visit may begin, as far as the coach's day reaches."""
        shell = self.shells[number]
        if shell.closed or client.place is None or why_not_at_all(self.inputs.coach, client):
            return ()
        hers = tuple((opens, closes) for opens, closes in client.windows_of(self.days[number]))
        return both(hers, ((shell.begins, shell.ends - client.visit_minutes),))

    def _with_duties(self, problem: Problem, number: int) -> Day:
        """The day with the coach's own duties. One that cannot be done is closed."""
        stops = []
        shell = self.shells[number]
        for duty in self._duties(self.days[number]):
            if not shell.closed and shell.begins <= duty.begins < duty.ends <= shell.ends:
                place = ANYWHERE if duty.place is None else self._place(duty)
                minutes = duty.ends - duty.begins
                stops.append(
                    self.stops.add_once(len(self.days), number, place, minutes, duty.begins)
                )
        day = day_of(problem, number, tuple(stops), ((),) * (len(stops) + 1))
        if day.feasible or shell.closed:
            return day
        self._tell_full(self.days[number])
        problem.shells[number] = CLOSED
        problem.cache.clear()
        for windows in self.stops.windows:
            windows[number] = ()
        return day_of(problem, number, (), ((),))

    def _tell_full(self, day: date) -> None:
        """Why nothing is planned on a day. Only her own appointments here are hers to correct."""
        if any(duty.elsewhere for duty in self._duties(day)):
            self.noted.append(because(words.DAY_IS_ELSEWHERE, day=day))
        else:
            self.refused.append(because(words.DAY_DOES_NOT_HOLD, day=day))

    def _demand(self, at: int, locked: dict[int, Mode]) -> Demand:
        """What one client needs."""
        client, inputs = self.inputs.clients[at], self.inputs
        announced = {
            self.day_of[one.day]: one.mode
            for one in inputs.announced
            if one.client == client.key
            and one.day in self.day_of
            and inputs.calendar.is_open(one.day)
            and self.day_of[one.day] not in locked
        }
        fits = not why_not_at_all(inputs.coach, client)
        callable_on = [
            fits and not shell.closed and client.can_be_seen_on(day)
            for day, shell in zip(self.days, self.shells, strict=True)
        ]
        return demand_of(
            client, inputs.due[at], self.days, callable_on, locked, announced, inputs.policy
        )
