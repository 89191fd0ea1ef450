"""What stands: sessions held, confirmed or pinned, put into their days before all else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from caseway.rules.reasons import Reason, because
from caseway.rules.scheduling import words
from caseway.rules.scheduling.plans import Lock, Mode
from caseway.rules.scheduling.solver.inputs import Inputs
from caseway.rules.scheduling.solver.offers import best_place, call_offer, with_call, with_visit
from caseway.rules.scheduling.solver.problem import Problem
from caseway.rules.scheduling.solver.stops import ANYWHERE


@dataclass(slots=True)
class Standing:
    """Puts locks into the days of a problem. `refused` says which of them no day could hold."""

    problem: Problem
    inputs: Inputs
    number_of: Mapping[str, int]
    client_of: Mapping[str, int]
    day_of: Mapping[date, int]
    refused: list[Reason] = field(default_factory=list)

    def modes(self) -> list[dict[int, Mode]]:
        """Put every lock into its day; modes by client and day. Those with an hour come first."""
        found: list[dict[int, Mode]] = [{} for _ in self.inputs.clients]
        for lock in sorted(self.inputs.locks, key=_order):
            client, number = self.client_of.get(lock.client), self.day_of.get(lock.day)
            if client is None:
                continue
            if number is None or number in found[client] or not self._holds(lock, client, number):
                label = self.inputs.clients[client].label
                self.refused.append(because(words.LOCK_DOES_NOT_FIT, name=label, day=lock.day))
            else:
                found[client][number] = lock.mode
        return found

    def _holds(self, lock: Lock, client: int, number: int) -> bool:
        """Put one lock into its day. False if the day does not hold with it."""
        if not self.inputs.calendar.is_open(lock.day):
            return True
        if lock.begins is not None:
            return self._at_its_hour(lock, lock.begins, client, number)
        if lock.mode is Mode.VISIT:
            return False
        room = call_offer(self.problem, self.problem.fixed[number])
        if room is None:
            return False
        day = with_call(self.problem, self.problem.fixed[number], room[1], client)
        self.problem.fixed[number] = day
        return True

    def _at_its_hour(self, lock: Lock, begins: int, client: int, number: int) -> bool:
        known, problem = self.inputs.clients[client], self.problem
        place, minutes = ANYWHERE, self.inputs.policy.call_minutes
        if lock.mode is Mode.VISIT:
            place = self.number_of[known.place.key] if known.place else 0
            minutes = known.visit_minutes
        count = len(problem.days)
        stop = problem.stops.add_once(count, number, place, minutes, begins, (client,))
        offer = best_place(problem, problem.fixed[number], stop)
        if offer is None:
            return False
        problem.fixed[number] = with_visit(problem, problem.fixed[number], offer)
        return True


def _order(lock: Lock) -> tuple[bool, date, int, str]:
    return lock.begins is None, lock.day, lock.begins or 0, lock.client
