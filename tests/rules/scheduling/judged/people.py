"""Each client: how many sessions, how far apart, when, and whether what was confirmed stands."""

from itertools import pairwise

from tests.rules.scheduling.judged import CALL


class People:
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

    def _cadence(self, client, sessions):  # noqa: C901 - rule by rule
        cadence = self.policy.cadences[client.tier]
        locked = sum(lock for _, _, lock in sessions)
        if len(sessions) > max(self.due(client), locked):
            yield f"{client.key}: {len(sessions)} sessions"
        calls = sum(mode == CALL for _, mode, _ in sessions)
        locked_calls = sum(mode == CALL and lock for _, mode, lock in sessions)
        if calls > max(self._calls_allowed(client), locked_calls):
            yield f"{client.key}: {calls} calls"
        for (one, _, fixed), (other, _, also) in pairwise(sessions):
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

    def _when(self, session):  # noqa: C901 - rule by rule
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
        # Who is told that hers cannot be held may have another session that day, or none.
        refused = {(one.values.get("name"), one.values.get("day")) for one in answer.refusals}
        for lock in self.locks:
            if lock.client not in self.clients or self._over(lock.day):
                continue
            if (self.clients[lock.client].label, lock.day) in refused:
                continue
            session = planned.get((lock.client, lock.day))
            if session is None:
                yield f"{lock.client}: lock of {lock.day} lost in silence"
            elif session.mode != lock.mode or lock.begins not in (None, session.begins):
                yield f"{lock.client}: lock of {lock.day} moved to {session}"
