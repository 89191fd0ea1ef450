"""A word put in for a family, or a chance offered: written down, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.agencies.policy import Act
from caseway.cases import access
from caseway.cases.models import Case, Person
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current
from caseway.network.models import WordKind, WordOutcome, WordPutIn
from caseway.network.models.advocacy import OUTCOMES


@dataclass(frozen=True)
class Word:
    """What was done, with whom, about what."""

    kind: str
    on: date
    to_whom: str
    about: str
    person: Person | None = None


@dataclass(frozen=True)
class Came:
    """What came of it."""

    outcome: str
    on: date | None = None
    note: str = ""


def why_not_put_in(user: User, case: Case) -> str | None:
    """The sentence when she may not write this down: whoever may log a contact may."""
    return access.why_not(user, Act.LOG_CONTACT, case)


@transaction.atomic
def put_in(*, case: Case, word: Word, by: User, at: datetime) -> WordPutIn:
    """Write down a word put in, or a chance offered. Raises NotAllowed."""
    if sentence := why_not_put_in(by, case):
        raise NotAllowed(sentence)
    if not word.to_whom.strip() or not word.about.strip():
        raise NotAllowed(_("Say with whom, and about what."))
    if word.on > timezone.localtime(at).date():
        raise NotAllowed(_("Choose today or an earlier day."))
    return WordPutIn.objects.create(
        site_id=case.site_id, case=case, by=by, made_at=at, **word.__dict__
    )


@transaction.atomic
def say_outcome(*, word: WordPutIn, came: Came, version: int, by: User, at: datetime) -> WordPutIn:
    """Say what came of it. Raises NotAllowed; StaleRecord with both texts."""
    if sentence := why_not_put_in(by, word.case):
        raise NotAllowed(sentence)
    if came.outcome not in OUTCOMES[WordKind(word.kind)]:
        raise NotAllowed(_("Choose what came of it."))
    today = timezone.localtime(at).date()
    if came.on and came.on > today:
        raise NotAllowed(_("Choose today or an earlier day."))
    word.outcome, word.outcome_note = came.outcome, came.note.strip()
    word.outcome_on = None if came.outcome == WordOutcome.OPEN else came.on or today
    save_if_current(word, version, ["outcome", "outcome_note", "outcome_on"])
    return word
