"""Entries of the log whose words stand elsewhere: a session has a record of its own."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from caseway.cases.actions.contacts import ANSWERING, answer_waiting
from caseway.cases.models import Case, Contact, ContactKind, ContactMode, ContactPlace, Person
from caseway.kernel.models import User


@dataclass(frozen=True)
class Session:
    """What the log says of a session: that it was held or tried, when, and how long in minutes."""

    case: Case
    person: Person
    kind: ContactKind
    mode: ContactMode
    place: ContactPlace
    at: datetime
    minutes: int | None
    by: User
    agency_id: int
    function: str


@transaction.atomic
def write_session(*, entry: Contact | None, session: Session) -> Contact | None:
    """Put the session into its case's log, or have its `entry` say what it says now.

    The entry has no words of its own, so it may follow its record. One that somebody
    corrected by hand stays as corrected. Gives the entry.
    """
    if entry and Contact.objects.filter(corrects=entry).exists():
        return entry
    row = entry or Contact(site_id=session.case.site_id, case=session.case, by=session.by)
    row.person, row.agency_id, row.function = session.person, session.agency_id, session.function
    row.kind, row.mode, row.place = session.kind, session.mode, session.place
    row.at, row.minutes = session.at, session.minutes
    row.save()
    if row.kind in ANSWERING:
        answer_waiting(row)
    return row


@transaction.atomic
def withdraw_session(*, entry: Contact) -> bool:
    """Take the entry of a session that did not take place out of the log, and say whether it went.

    The messages that it answered wait again. One that was corrected by hand stays.
    """
    if entry.text or Contact.objects.filter(corrects=entry).exists():
        return False
    entry.answers.update(needs_reply=True, answered_by=None)
    entry.delete()
    return True
