"""Logging contacts: meetings, brief contacts, attempts, messages and notes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies.policy import Act
from caseway.agencies.standing import standing_of
from caseway.cases import access
from caseway.cases.models import Case, Contact, ContactKind, ContactMode, ContactPlace, Person
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed

# A phone or a second computer may run a little ahead of ours.
CLOCK_TOLERANCE = timedelta(minutes=5)
A_DAY = 24 * 60
# Long enough to notice a slip of the finger; afterwards others may have read the entry.
TAKEN_BACK_WITHIN = timedelta(hours=1)

# Speaking or writing to the person answers the messages that wait.
ANSWERING = {ContactKind.MEETING, ContactKind.BRIEF, ContactKind.MESSAGE_OUT}
# What happened or was tried, and can have been logged for the wrong person or day.
TAKEN_BACK = {ContactKind.MEETING, ContactKind.BRIEF, ContactKind.ATTEMPT}
NEEDS_WORDS = {ContactKind.NOTE, ContactKind.MESSAGE_IN, ContactKind.MESSAGE_OUT}


@dataclass(frozen=True)
class What:
    """What a person typed about one contact. `at` is aware; `minutes` is null when not kept."""

    kind: ContactKind
    at: datetime
    mode: ContactMode = ContactMode.NONE
    place: ContactPlace | str = ""
    minutes: int | None = None
    text: str = ""
    person: Person | None = None
    function: str = ""
    is_private: bool = False
    needs_reply: bool = False


@transaction.atomic
def log_contact(*, case: Case, what: What, by: User, now: datetime) -> Contact:
    """Add one entry to the log and answer the messages it answers.

    Raises NotAllowed when the person may not, the entry lies in the future or
    before the case, or it lacks its words.
    """
    access.require(by, Act.LOG_CONTACT, case)
    if sentence := why_not_log(case=case, what=what, now=now):
        raise NotAllowed(sentence)
    contact = Contact.objects.create(
        site_id=case.site_id,
        case=case,
        person=what.person or case.participant,
        kind=what.kind,
        mode=what.mode,
        place=what.place,
        at=what.at,
        minutes=what.minutes,
        text=what.text.strip(),
        by=by,
        agency_id=_agency_of(by, case),
        function=what.function,
        is_private=what.is_private,
        needs_reply=what.needs_reply and what.kind == ContactKind.MESSAGE_IN,
    )
    if contact.kind in ANSWERING:
        answer_waiting(contact)
    return contact


def why_not_log(*, case: Case, what: What, now: datetime) -> str | None:
    """The sentence to show when an entry cannot stand as typed; None when it can."""
    if what.at > now + CLOCK_TOLERANCE:
        return _("A contact cannot be dated later than now. Add an appointment instead.")
    if what.minutes is not None and not 0 <= what.minutes <= A_DAY:
        return _("Enter minutes between 0 and 1,440 (a whole day).")
    if what.kind in NEEDS_WORDS and not what.text.strip():
        return _("Write what was said, seen or agreed.")
    if what.kind == ContactKind.MEETING and what.mode == ContactMode.NONE:
        return _("Say how you met: in person, by phone or by video.")
    if what.person is not None and what.person.site_id != case.site_id:
        return _("This person is not part of this case.")
    return None


@transaction.atomic
def correct_contact(*, contact: Contact, what: What, by: User, now: datetime) -> Contact:
    """Put a corrected entry in place of one; the first stays readable behind it.

    Only its author corrects an entry. Raises NotAllowed otherwise, or when it
    was corrected already: the newest is the one to correct.
    """
    old = Contact.objects.select_for_update().get(pk=contact.pk)
    if old.by_id != by.pk:
        raise NotAllowed(_("Only the person who wrote an entry corrects it. Add a note instead."))
    if Contact.objects.filter(corrects=old).exists():
        raise NotAllowed(_("This entry was corrected already. Correct the newest one."))
    new = log_contact(case=old.case, what=what, by=by, now=now)
    new.corrects = old
    new.save(update_fields=["corrects"])
    return new


@transaction.atomic
def take_back_contact(*, contact: Contact, by: User, at: datetime) -> None:
    """Remove a meeting, a brief contact or an attempt, as if it had never been logged.

    The messages that it answered wait again. Only its author, within the hour, and
    only while it is bare: words are corrected, never removed. The audit log keeps
    both the entry and its removal. Raises NotAllowed otherwise.
    """
    row = Contact.objects.select_for_update().get(pk=contact.pk)
    if sentence := why_not_take_back(contact=row, by=by, at=at):
        raise NotAllowed(sentence)
    row.answers.update(needs_reply=True, answered_by=None)
    row.delete()


def why_not_take_back(*, contact: Contact, by: User, at: datetime) -> str | None:
    """The sentence to show when an entry stays; None when it can be taken back."""
    if contact.by_id != by.pk:
        return _("Only the person who logged a contact takes it back.")
    if contact.kind not in TAKEN_BACK or contact.text or contact.corrects_id:
        return _("An entry with words is not taken back. Correct it instead.")
    if Contact.objects.filter(corrects=contact).exists():
        return _("This entry was corrected already. Correct the newest one.")
    if at > contact.recorded_at + TAKEN_BACK_WITHIN:
        return _("A contact is taken back within an hour. Correct it instead.")
    return None


def answer_waiting(contact: Contact) -> None:
    """The messages that waited when it took place are answered by it."""
    waiting = Contact.objects.filter(
        case_id=contact.case_id, needs_reply=True, at__lte=contact.at
    ).exclude(pk=contact.pk)
    waiting.update(needs_reply=False, answered_by=contact)


def _agency_of(by: User, case: Case) -> int | None:
    for post in standing_of(by).posts:
        if post.covers(site_id=case.site_id, region_id=case.region_id):
            return post.agency_id
    return None
