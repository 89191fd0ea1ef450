"""Who was invited hears that a session moved or is off: a task on each case says so."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.cases.actions.tasks import leave_task
from caseway.intake.models import GroupSession
from caseway.kernel.models import User
from caseway.kernel.words import long_moment
from caseway.rules.functions.codes import FunctionCode


def tell_moved(session: GroupSession, *, before: datetime, by: User, at: datetime) -> int:
    """Everybody is to be told the new day or place, before the earlier of the two days."""
    words = _("Tell %(name)s: “%(title)s” is now on %(when)s, %(place)s")
    return _tell(session, words, min(before, session.starts_at), by, at)


def tell_off(session: GroupSession, *, by: User, at: datetime) -> int:
    """Everybody is to be told that it does not take place."""
    words = _("Tell %(name)s: “%(title)s” on %(when)s does not take place")
    return _tell(session, words, session.starts_at, by, at)


def _tell(session: GroupSession, words: str, first: datetime, by: User, at: datetime) -> int:
    """Leave the word on each open case; what was to be told before and was not is replaced.

    Gives how many are to be told.
    """
    due_on = _eve(first, timezone.localdate(at))
    seats = session.invitations.select_related("case", "person", "to_tell")
    told = 0
    for seat in seats.filter(case__closed_on=None).order_by("pk"):
        said = words % {
            "name": seat.person.name_used,
            "title": session.title,
            "when": long_moment(session.starts_at),
            "place": session.place,
        }
        seat.to_tell = leave_task(
            case=seat.case,
            title=said,
            function=FunctionCode.ASSESSMENT,
            due_on=due_on,
            by=by,
            instead=seat.to_tell,
        )
        seat.save(update_fields=["to_tell"])
        told += 1
    return told


def _eve(moment: datetime, today: date) -> date:
    """The day before, and today at the earliest."""
    return max(today, timezone.localdate(moment) - timedelta(days=1))
