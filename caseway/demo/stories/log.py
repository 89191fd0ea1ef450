"""The contact log of a case: meetings, words in passing, attempts and messages."""

from datetime import date, datetime, timedelta
from typing import Any

from caseway.cases.models import Contact, ContactKind, ContactMode, ContactPlace, Stage
from caseway.demo import words
from caseway.demo.calendar import on_workday
from caseway.demo.county.teams import Post
from caseway.demo.stories.teller import Teller
from caseway.demo.stories.way import FUNCTION_OF, topic_of
from caseway.rules.functions import FunctionCode


class Log(Teller):
    """Contacts put down as they were: only on working days, before today, by who was there."""

    def rhythm(
        self, stage: Stage, begun: date, ended: date, *, every: int, at_most: int = 12
    ) -> None:
        """Meetings about every so many days from `begun` until before `ended`."""
        day, told = begun + timedelta(days=self.rng.randint(0, 3)), 0
        while day < min(ended, self.cal.today) and told < at_most:
            self.meeting(day, topic_of(stage, coached=self.coached), stage=stage)
            self._between(day + timedelta(days=self.rng.randint(1, 4)), stage, first=not told)
            day += timedelta(days=every + self.rng.choice((-1, 0, 0, 0, 1)))
            told += 1

    def _between(self, day: date, stage: Stage, *, first: bool) -> None:
        """What may happen between two meetings: mostly nothing, a word, a note, a message."""
        chance = self.rng.random()
        if first or chance > 0.42:
            return
        if chance < 0.24:
            self.brief(day, stage=stage)
        elif chance < 0.32:
            self.note(day, stage=stage)
        else:
            self.exchange(day, stage=stage)

    def note(self, day: date, *, private: bool = False, **said: Any) -> int | None:
        """Something written down that nobody said to the person."""
        text = self._note(day, said.get("stage"), "private_note" if private else "note")
        return self.contact(day, ContactKind.NOTE, text, is_private=private, **said)

    def exchange(self, day: date, **said: Any) -> int | None:
        """A message from the person, and the answer on the next working day."""
        answer = self.message_out(on_workday(day + timedelta(days=3)), **said)
        return None if answer is None else self.message_in(day, answered_by_id=answer, **said)

    def meeting(self, day: date, topic: str, **said: Any) -> int | None:
        """A meeting on the working day at or just before `day`; one a day at most."""
        day = on_workday(day)
        if day in self.met_on:
            return None
        self.met_on.add(day)
        mode, place = self.rng.choice(_MEETINGS)
        stage = said.get("stage") or self.stage
        if stage == Stage.ASSESSMENT and "post" not in said:
            said["post"] = self.specialist(FunctionCode.ASSESSMENT)
        values: dict[str, Any] = {"mode": mode, "place": place}
        values["minutes"] = self.rng.choice((20, 30, 30, 45, 60))
        values |= said
        setting = "here" if values["mode"] == ContactMode.IN_PERSON else "far"
        text = self._note(day, stage, topic, setting)
        return self.contact(day, ContactKind.MEETING, text, **values)

    def brief(self, day: date, **said: Any) -> int | None:
        """A word in passing: contact, though not the promised meeting."""
        values: dict[str, Any] = {"mode": self.rng.choice(_BRIEFLY), "minutes": 5} | said
        setting = "here" if values["mode"] == ContactMode.IN_PERSON else "far"
        text = self._note(day, said.get("stage"), "brief", setting)
        return self.contact(day, ContactKind.BRIEF, text, **values)

    def attempt(self, day: date, **said: Any) -> int | None:
        """A try that did not reach the person."""
        text = self._note(day, said.get("stage"), "attempt")
        return self.contact(day, ContactKind.ATTEMPT, text, mode=ContactMode.PHONE, **said)

    def message_in(self, day: date, **said: Any) -> int | None:
        """What the person wrote, in her language."""
        text = self._message(day, "in")
        values: dict[str, Any] = {"mode": ContactMode.TEXT, "by_person": True}
        return self.contact(day, ContactKind.MESSAGE_IN, text, **(values | said))

    def message_out(self, day: date, **said: Any) -> int | None:
        """What the worker wrote to the person."""
        text = self._message(day, "out")
        return self.contact(day, ContactKind.MESSAGE_OUT, text, mode=ContactMode.TEXT, **said)

    def child_is_ill(self, day: date) -> None:
        """A word in the morning that both stay home, and the answer the same day."""
        language = "es" if self.family.language == "es" else "en"
        facts = self.family.facts | {"worker": self.post_for(self.stage, day).given}
        asked, answered = (
            words.message(self.rng, f"ill_{way}_{language}", facts, self.said)
            for way in ("in", "out")
        )
        mode = ContactMode.TEXT
        answer = self.contact(
            day, ContactKind.MESSAGE_OUT, answered, mode=mode, at=self.cal.at(day, 9, 40)
        )
        if answer is not None:
            self.contact(
                day, ContactKind.MESSAGE_IN, asked, mode=mode, at=self.cal.at(day, 7, 50),
                by_person=True, answered_by_id=answer,
            )  # fmt: skip

    def contact(
        self,
        day: date,
        kind: ContactKind,
        text: str,
        *,
        stage: Stage | None = None,
        post: Post | None = None,
        by_person: bool = False,
        at: datetime | None = None,
        **values: Any,
    ) -> int | None:
        """Put a contact down; None when nobody was there to make it."""
        day = on_workday(day)
        stage = stage or self.stage
        post = post or self.post_for(stage, day)
        by_id = None if by_person else self.by(day, post)
        if day < self.opened_on or day >= self.cal.today or (by_id is None and not by_person):
            return None
        moment = at or self.cal.at(day, self.rng.randint(9, 16), self.rng.choice(_MINUTES))
        return self.sheets[Contact].add(
            site_id=self.built.site.pk,
            case_id=self.case_id,
            person_id=self.family.person_id,
            kind=kind,
            at=moment,
            text=text,
            by_id=by_id,
            agency_id=post.agency_id,
            function=FUNCTION_OF[stage],
            recorded_at=moment + timedelta(minutes=self.rng.randint(1, 90)),
            **({"mode": ContactMode.NONE} | values),
        )

    def _note(self, day: date, stage: Stage | None, topic: str, setting: str = "") -> str:
        facts = self.facts(on_workday(day), stage)
        in_spanish = self.family.language == "es" and "child" in facts
        if in_spanish and topic in _IN_SPANISH and self.rng.random() < 0.12:
            return words.message(self.rng, "note_es", facts, self.said)
        return words.written(self.rng, topic, facts, self.said, setting=setting)

    def _message(self, day: date, way: str) -> str:
        language = "es" if self.family.language == "es" else "en"
        return words.message(self.rng, f"{way}_{language}", self.facts(on_workday(day)), self.said)


_BRIEFLY = (ContactMode.PHONE, ContactMode.PHONE, ContactMode.TEXT, ContactMode.IN_PERSON)
_IN_SPANISH = frozenset({"search", "activity"})
_MINUTES = (0, 5, 10, 15, 20, 30, 40, 45, 50)
_MEETINGS = (
    (ContactMode.IN_PERSON, ContactPlace.OFFICE),
    (ContactMode.IN_PERSON, ContactPlace.OFFICE),
    (ContactMode.IN_PERSON, ContactPlace.OFFICE),
    (ContactMode.IN_PERSON, ContactPlace.HOME),
    (ContactMode.IN_PERSON, ContactPlace.COMMUNITY),
    (ContactMode.VIDEO, ContactPlace.REMOTE),
    (ContactMode.PHONE, ContactPlace.REMOTE),
)
