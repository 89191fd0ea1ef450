"""First contacts: somebody came, what they look for and what they were offered."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies.models import Agency, Region
from caseway.agencies.standing import standing_of
from caseway.intake import access
from caseway.intake.models import FirstContact
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.rules.functions.intake import Program


@dataclass(frozen=True)
class Wanted:
    """What a family came for."""

    tanf: bool = False
    snap: bool = False
    medicaid: bool = False
    child_care: bool = False

    @property
    def needs(self) -> frozenset[Program]:
        named = {Program.TANF: self.tanf, Program.SNAP: self.snap, Program.MEDICAID: self.medicaid}
        return frozenset(program for program, asked in named.items() if asked)


@dataclass(frozen=True)
class Told:
    """What was said at first contact."""

    name: str
    phone: str
    words: str
    language: str
    wanted: Wanted
    program: str
    diversion: tuple[str, ...] = ()
    outcome: str = ""
    diversion_words: str = ""
    next_words: str = ""


@transaction.atomic
def take_first_contact(*, region: Region, told: Told, by: User, at: datetime) -> FirstContact:
    """Write down that somebody came, what they look for and what they were offered.

    Raises NotAllowed when another agency takes first contacts there, or
    without a name to call them by.
    """
    if sentence := access.why_not_first_contact(by, region):
        raise NotAllowed(sentence)
    if not told.name.strip():
        raise NotAllowed(_("Enter a name to call them by."))
    row = FirstContact(
        site_id=region.site_id, region=region, agency=_agency(by, region), by=by, at=at
    )
    _write(row, told)
    row.save()
    return row


@transaction.atomic
def change_first_contact(*, contact: FirstContact, told: Told, by: User) -> FirstContact:
    """Put right or complete what was written at first contact."""
    if sentence := access.why_not_first_contact(by, contact.region):
        raise NotAllowed(sentence)
    if not told.name.strip():
        raise NotAllowed(_("Enter a name to call them by."))
    _write(contact, told)
    contact.version += 1
    contact.save()
    return contact


def _write(row: FirstContact, told: Told) -> None:
    row.seal("name", told.name.strip())
    row.seal("phone", told.phone.strip() or None)
    row.seal("words", told.words.strip() or None)
    row.language = told.language
    row.wants_tanf, row.wants_snap = told.wanted.tanf, told.wanted.snap
    row.wants_medicaid, row.wants_child_care = told.wanted.medicaid, told.wanted.child_care
    row.program, row.outcome = told.program, told.outcome
    row.diversion = ",".join(told.diversion)
    row.diversion_words, row.next_words = told.diversion_words.strip(), told.next_words.strip()


def _agency(by: User, region: Region) -> Agency:
    """The agency for which she sits there."""
    posts = [
        post
        for post in standing_of(by).case_posts
        if post.covers(site_id=region.site_id, region_id=region.pk)
    ]
    return Agency.objects.get(pk=posts[0].agency_id)
