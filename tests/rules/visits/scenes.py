"""Records to begin from: whole, signed, and by an invented coach."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from caseway.rules.dates import DateSpan, Month
from caseway.rules.records.visits.asks import asks_of
from caseway.rules.records.visits.billing import Enrolled
from caseway.rules.records.visits.codes import Activity, Contact, Mode, Phase, Response, Setting
from caseway.rules.records.visits.record import Doing, Record

NEW_YORK = ZoneInfo("America/New_York")
DAY = date(2026, 11, 3)
ASKS = asks_of("semp", DAY)
NOVEMBER = Month(2026, 11)

WHOLE = Record(
    key="v1",
    client="c1",
    coach="k1",
    named=True,
    medicaid_id=True,
    phase=Phase.EXTENDED,
    employed=True,
    day=DAY,
    started=datetime(2026, 11, 3, 10, 0, tzinfo=NEW_YORK),
    stopped=datetime(2026, 11, 3, 11, 0, tzinfo=NEW_YORK),
    setting=Setting.ALONE,
    place=True,
    mode=Mode.VISIT,
    contact=Contact.DIRECT,
    doings=(Doing(Activity.COACHING, "g1"),),
    response=Response.REMINDERS,
    signer=True,
    signed=True,
    written_on=DAY,
)
ENROLLED = Enrolled("semp", (DateSpan(date(2026, 1, 1)),))
CLOSED = {("k1", NOVEMBER)}


def record(**changes):
    return replace(WHOLE, **changes)


def lasting(minutes, begins=datetime(2026, 11, 3, 15, 0, tzinfo=UTC), **changes):
    """A whole record of that many minutes, from a moment on."""
    started = begins.astimezone(NEW_YORK)
    stopped = (begins + timedelta(minutes=minutes)).astimezone(NEW_YORK)
    day = changes.pop("day", started.date())
    return record(started=started, stopped=stopped, day=day, written_on=day, **changes)
