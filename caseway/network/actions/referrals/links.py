"""A way in for a provider without an account: made, found again, closed."""

import secrets
from datetime import datetime, time
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.words import say
from caseway.network.actions.referrals.moving import (
    disclose,
    knows_name,
    move_referral,
    why_not_work,
)
from caseway.network.facts import agreed_of
from caseway.network.models import Referral, ReferralLink
from caseway.rules.referrals.ageing import link_ends_on
from caseway.rules.referrals.codes import Move, Shares, State
from caseway.rules.referrals.moves import Given, why_not_share

_BYTES = 32  # of chance: nobody guesses it


def why_not_link(referral: Referral) -> str | None:
    """The sentence when no link can be made of this referral; None when one can."""
    if referral.state == State.CLOSED:
        return _("This referral is closed.")
    if referral.shares == Shares.NOTHING:
        return _("The person agreed to share nothing, so nobody there can be asked.")
    reason = why_not_share(agreed_of(referral))
    return say(reason) if reason else None


@transaction.atomic
def make_link(
    *, referral: Referral, sent_to: str, by: User, at: datetime
) -> tuple[ReferralLink, str]:
    """A link and its secret, which is told this once and kept nowhere. A former link closes.

    What was not sent yet is sent by this. Raises NotAllowed.
    """
    rows = Referral.objects.select_for_update(of=("self",)).select_related("case", "provider")
    row: Referral = rows.get(pk=referral.pk)
    if sentence := why_not_work(by, row) or why_not_link(row):
        raise NotAllowed(sentence)
    row.links.filter(revoked_at=None).update(revoked_at=at)
    secret = secrets.token_urlsafe(_BYTES)
    ends_on = link_ends_on(timezone.localtime(at).date())
    link = ReferralLink.objects.create(
        referral=row,
        digest=_digest(secret),
        sent_to=sent_to,
        made_at=at,
        made_by=by,
        expires_at=timezone.make_aware(datetime.combine(ends_on, time())),
    )
    if row.state == State.MADE:
        row = move_referral(referral=row, move=Move.SEND, given=Given(), by=by, at=at)
    told = "name, phone" if knows_name(row) else "initials"
    disclose(row, link, at, what=f"{told}, need, language, message")
    return link, secret


@transaction.atomic
def revoke_link(*, link: ReferralLink, by: User, at: datetime) -> ReferralLink:
    """Close a link before its day. Closing it twice is one act. Raises NotAllowed."""
    row = (
        ReferralLink.objects.select_for_update(of=("self",))
        .select_related("referral__case")
        .get(pk=link.pk)
    )
    if sentence := why_not_work(by, row.referral):
        raise NotAllowed(sentence)
    if row.revoked_at is None:
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
    return row


def link_of(secret: str) -> ReferralLink | None:
    """The link that has this secret, open or not. One query."""
    rows = ReferralLink.objects.select_related(
        "referral__case__participant",
        "referral__person",
        "referral__provider",
        "referral__service",
        "referral__site",
        "made_by",
    )
    return rows.filter(digest=_digest(secret)).first()


def opens(link: ReferralLink, at: datetime) -> bool:
    """Whether it still leads anywhere."""
    return link.revoked_at is None and at < link.expires_at


@transaction.atomic
def new_secret(*, link_id: int, at: datetime) -> tuple[ReferralLink, str] | None:
    """Another secret for a link that goes out by letter; the former is none any more.

    None when the link was closed or has run out since.
    """
    rows = ReferralLink.objects.select_for_update(of=("self",)).select_related(
        "referral__provider", "made_by"
    )
    row = rows.filter(pk=link_id).first()
    if row is None or not opens(row, at):
        return None
    secret = secrets.token_urlsafe(_BYTES)
    row.digest = _digest(secret)
    row.save(update_fields=["digest"])
    return row, secret


def note_opened(*, link: ReferralLink, at: datetime) -> None:
    """Write down that they looked, the first time they do: the record of who was shown what."""
    if link.opened_at is None:
        ReferralLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=at)


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
