"""Making a referral, and putting it right."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.agencies.policy import Act
from caseway.agencies.standing import open_on
from caseway.cases import access
from caseway.cases.models import Case, HouseholdMember, Person
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import StaleRecord
from caseway.kernel.words import say
from caseway.network.actions.referrals.moving import due_of, move_referral
from caseway.network.facts import agreed_of
from caseway.network.models import Place, Provider, Referral, ReferralStep, Service
from caseway.network.needs import GUARDED, Need
from caseway.rules.functions import FunctionCode
from caseway.rules.referrals.codes import Move, Shares, State
from caseway.rules.referrals.moves import Given, why_not_share


@dataclass(frozen=True)
class Told:
    """What may be put right later: why, what is told to whom, and what the person agreed to."""

    why: str = ""
    barrier: str = ""
    message: str = ""
    reach_them: str = ""
    urgency: str = "routine"
    shares: str = Shares.INITIALS.value
    consent: str = ""
    consent_on: date | None = None


@dataclass(frozen=True)
class Sent:
    """Who is sent where, for what. Without `person` it is for the whole household."""

    provider: Provider
    need: Need
    service: Service | None = None
    place: Place | None = None
    person: Person | None = None
    follows: Referral | None = None


def why_not_refer(user: User, case: Case) -> str | None:
    """The sentence to show when the person may not refer anybody of this case; None when she may.

    Referring is a function: who performs it here stands in the table of functions.
    """
    if case.closed_on is not None:
        return _("This case is closed. Reopen it before you refer somebody.")
    return access.why_not(user, FunctionCode.REFERRALS, case)


def why_not_guarded(user: User, case: Case) -> str | None:
    """The sentence when she may not make a referral that is for trained staff only."""
    return access.why_not(user, Act.WRITE_SAFETY, case)


@transaction.atomic
def make_referral(
    *, case: Case, sent: Sent, told: Told, by: User, at: datetime, send: bool = False
) -> Referral:
    """Send somebody to a service; with `send`, say at once that it went out.

    Raises NotAllowed when she may not, when the service is not hers to see or no longer runs, when
    the person is not of this family, or when sending lacks the person's consent.
    """
    guarded = is_guarded(sent)
    _require(by, case, sent, timezone.localtime(at).date(), guarded=guarded)
    row = Referral(
        site_id=case.site_id,
        case=case,
        provider=sent.provider,
        service=sent.service,
        place=sent.place,
        person=sent.person,
        need=sent.need,
        follows=sent.follows,
        is_guarded=guarded,
        state=State.MADE.value,
        state_since=at,
        made_by=by,
        made_at=at,
        **_values(told, at),
    )
    row.due_on = due_of(row)
    row.save()
    ReferralStep.objects.create(referral=row, move=Move.MAKE, state=row.state, at=at, by=by)
    if send:
        return move_referral(referral=row, move=Move.SEND, given=Given(), by=by, at=at)
    return row


@transaction.atomic
def change_referral(
    *, referral: Referral, told: Told, version: int, by: User, at: datetime
) -> Referral:
    """Put right why, what is told, how soon, and what the person agreed to.

    Whoever takes back what they agreed to is heard at once: the partner's link closes. Raises
    NotAllowed; StaleRecord with both texts.
    """
    row: Referral = (
        Referral.objects.select_for_update(of=("self",)).select_related("case").get(pk=referral.pk)
    )
    if sentence := why_not_refer(by, row.case):
        raise NotAllowed(sentence)
    mine = _values(told, at)
    if row.version != version:
        raise StaleRecord({name: getattr(row, name) for name in mine}, mine, row.version)
    for name, value in mine.items():
        setattr(row, name, value)
    if row.sent_on and (reason := why_not_share(agreed_of(row))):
        raise NotAllowed(say(reason))
    if row.shares == Shares.NOTHING:
        row.links.filter(revoked_at=None).update(revoked_at=at)
    row.due_on = due_of(row)
    row.version += 1
    row.save()
    return row


def is_guarded(sent: Sent) -> bool:
    """Whether that somebody is sent there is itself to be kept secret."""
    hidden = sent.provider.is_confidential or bool(sent.service and sent.service.is_confidential)
    return hidden or sent.need in GUARDED


def members_of(case: Case, on: date) -> list[Person]:
    """Whom a referral of the case can be for: the participant first, then who lives there."""
    rows = HouseholdMember.objects.filter(open_on(on), household=case.household_id)
    people = [row.person for row in rows.select_related("person").order_by("pk")]
    first = [case.participant]
    return first + [person for person in people if person.pk != case.participant_id]


def _values(told: Told, at: datetime) -> dict[str, Any]:
    kept = {one.name: getattr(told, one.name) for one in fields(Told)}
    if told.consent and told.consent_on is None:
        kept["consent_on"] = timezone.localtime(at).date()
    if not told.consent:
        kept["consent_on"] = None
    return kept


def _require(by: User, case: Case, sent: Sent, on: date, *, guarded: bool) -> None:
    if sentence := why_not_refer(by, case):
        raise NotAllowed(sentence)
    if guarded and (sentence := why_not_guarded(by, case)):
        raise NotAllowed(sentence)
    if not Provider.objects.visible_to(by).filter(pk=sent.provider.pk).exists():
        raise NotAllowed(_("This provider is not in your directory."))
    if sent.provider.closed_on is not None:
        raise NotAllowed(_("This provider is no longer used. Choose another one."))
    if sent.service and sent.service.provider_id != sent.provider.pk:
        raise ValueError("a service of another provider")
    if sent.person and sent.person not in members_of(case, on):
        raise NotAllowed(_("Choose somebody of this household."))
