"""The record of one session: what it must hold, what is missing, and what cannot be right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from caseway.rules.dates import days_between
from caseway.rules.reasons import Reason, Sentence, Term, _, because, ngettext
from caseway.rules.records.visits.asks import Asks
from caseway.rules.records.visits.codes import Activity, Contact, Mode, Phase, Response, Setting
from caseway.rules.records.visits.elements import BY_SIGNING, ELEMENT_LABELS, Element

MISSING = Sentence("visit_record.missing", _("Missing: %(element)s"))
STOPS_EARLY = Sentence(
    "visit_record.stops_early",
    _("The stop time is not after the start time. Correct one of them."),
)
TOO_LONG = Sentence(
    "visit_record.too_long",
    _("From start to stop is more than %(hours)s hours. Correct one of the two times."),
)
OTHER_DAY = Sentence(
    "visit_record.other_day",
    _("The start time lies on %(started)s, the date says %(day)s. Correct one of them."),
)
GROUP_SIZE = Sentence(
    "visit_record.group_size",
    _("A group has from %(least)s to %(most)s people; this one has %(size)s."),
)
LATE = Sentence(
    "visit_record.late",
    *ngettext(
        "Late entry: written %(days)s day after the visit",
        "Late entry: written %(days)s days after the visit",
    ),
    "days",
)
SERVICE = "14 NYCRR 635-10"


@dataclass(frozen=True, slots=True)
class Doing:
    """An activity, and the key of the plan goal that it served."""

    activity: Activity
    goal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One session with one person, as far as it is filled in.

    `started` and `stopped` are instants in the zone of the place. Of the name and the Medicaid ID
    it is only told whether they are on file: the rule needs neither. `group` is the key that the
    records of one group session share. `written_on` is the day on which it was first filled in.
    """

    key: str
    client: str
    coach: str
    named: bool = False
    medicaid_id: bool = False
    phase: Phase | None = None
    employed: bool = False
    day: date | None = None
    started: datetime | None = None
    stopped: datetime | None = None
    setting: Setting | None = None
    group_size: int | None = None
    group: str = ""
    place: bool = False
    mode: Mode | None = None
    contact: Contact | None = None
    doings: tuple[Doing, ...] = ()
    response: Response | None = None
    signer: bool = False
    signed: bool = False
    written_on: date | None = None

    @property
    def minutes(self) -> int | None:
        """Whole minutes from start to stop by the clock of the world, not the one on the wall."""
        if self.started is None or self.stopped is None:
            return None
        passed = self.stopped.astimezone(UTC) - self.started.astimezone(UTC)
        return int(passed.total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Missing:
    """An element that is not there, and the sentence that says so."""

    element: Element
    reason: Reason


def missing(record: Record, asks: Asks | None) -> tuple[Missing, ...]:
    """What the funder asks and the record does not hold, in the funder's order.

    A signature counts as missing like everything else; `missing_to_sign` leaves it out.
    """
    if asks is None:
        return ()
    held = _held(record)
    return tuple(
        Missing(element, because(MISSING, element=Term(ELEMENT_LABELS[element])))
        for element in asks.elements
        if element not in held
    )


def missing_to_sign(record: Record, asks: Asks | None) -> tuple[Missing, ...]:
    """What must be filled in before it can be signed."""
    return tuple(one for one in missing(record, asks) if one.element not in BY_SIGNING)


def _held(record: Record) -> frozenset[Element]:
    doings = record.doings
    there = {
        Element.NAME: record.named,
        Element.MEDICAID_ID: record.medicaid_id,
        Element.SERVICE: record.phase is not None,
        Element.DATE: record.day is not None,
        Element.STARTED: record.started is not None,
        Element.STOPPED: record.stopped is not None,
        Element.SETTING: _has_setting(record),
        Element.PLACE: record.place,
        Element.MODE: record.mode is not None,
        Element.CONTACT: record.contact is not None,
        Element.ACTIVITY: bool(doings),
        Element.GOAL: bool(doings) and all(doing.goal for doing in doings),
        Element.RESPONSE: record.response is not None,
        Element.SIGNER: record.signer,
        Element.SIGNATURE: record.signed,
        Element.WRITTEN_ON: record.written_on is not None,
    }
    return frozenset(element for element, held in there.items() if held)


def _has_setting(record: Record) -> bool:
    if record.setting is Setting.GROUP:
        return record.group_size is not None
    return record.setting is not None


def faults(record: Record, asks: Asks | None) -> Iterator[Reason]:
    """What is filled in and cannot be right. Times are looked at in every program."""
    minutes = record.minutes
    if minutes is not None and minutes <= 0:
        yield because(STOPS_EARLY)
    if record.started and record.day and record.started.date() != record.day:
        yield because(OTHER_DAY, started=record.started.date(), day=record.day)
    if asks is None:
        return
    if minutes is not None and minutes > asks.longest_hours * 60:
        yield because(TOO_LONG, hours=asks.longest_hours)
    if reason := why_not_group(record, asks):
        yield reason


def why_not_group(record: Record, asks: Asks) -> Reason | None:
    """Why a group of that size is none; None where it is one, or where there is no group.

    Source: 14 NYCRR 635-10, Intensive-2; for the extended phase to be confirmed.
    """
    size = record.group_size
    if record.setting is not Setting.GROUP or size is None:
        return None
    if asks.group_least <= size <= asks.group_most:
        return None
    return because(GROUP_SIZE, SERVICE, least=asks.group_least, most=asks.group_most, size=size)


def late_entry(record: Record, asks: Asks | None) -> Reason | None:
    """Whether it was written too long after the day of the session. It warns and holds nothing."""
    if asks is None or record.day is None or record.written_on is None:
        return None
    days = days_between(record.day, record.written_on)
    return because(LATE, days=days) if days > asks.late_after_days else None
