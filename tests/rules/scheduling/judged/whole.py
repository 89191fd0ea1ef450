"""The whole: nobody hidden, no floor passed over, and the score added up anew."""

from collections import Counter
from itertools import pairwise

from tests.rules.scheduling.judged import CALL, VISIT


class Whole:
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
        return sum((b - a).days > after for a, b in pairwise(days))

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
                or (
                    one.mode == VISIT and abs(session.begins - one.begins) > self.policy.keep_within
                )
            ):
                moved += 1
        return moved
