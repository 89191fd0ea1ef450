"""Links for reading and signing without an account: made, opened with a date of birth, closed."""

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.kernel import audit
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.plans import access
from caseway.plans.actions.signing import why_not_use
from caseway.plans.models import PlanVersion, SigningLink
from caseway.plans.shown.document import LANGUAGES
from caseway.rules.params import load
from caseway.rules.plans.chain import digest


@dataclass(frozen=True)
class Made:
    """A new link. The token is shown this once; only its hash is kept."""

    link: SigningLink
    token: str = field(repr=False)


@transaction.atomic
def make_link(*, version: PlanVersion, language: str, by: User, at: datetime) -> Made:
    """Make a link for a version; those made before for the plan are closed. Raises NotAllowed.

    Whoever opens it tells the date of birth first: a phone passes through many hands.
    """
    access.require(access.why_not_write(by, version.plan))
    if version.plan.person.birth_on is None:
        raise NotAllowed(
            _(
                "Record the date of birth first: whoever opens the link is asked for it, so that "
                "nobody else reads the plan."
            )
        )
    open_links = SigningLink.objects.filter(version__plan=version.plan_id, closed_at=None)
    open_links.update(closed_at=at)
    token = secrets.token_urlsafe(32)
    hours = load("plans").value_on("link_hours", timezone.localdate(at))
    link: SigningLink = SigningLink.objects.create(
        version=version,
        token_sha256=digest(token.encode()),
        language=language if language in LANGUAGES else LANGUAGES[0],
        made_by=by,
        made_at=at,
        expires_at=at + timedelta(hours=hours),
    )
    audit.record("plan.link_made", on=link, by=by, at=at)
    return Made(link, token)


@transaction.atomic
def close_link(*, link: SigningLink, by: User, at: datetime) -> None:
    """Close a link before it runs out. Raises NotAllowed."""
    access.require(access.why_not_write(by, link.version.plan))
    if link.closed_at is None:
        link.closed_at = at
        link.save(update_fields=["closed_at"])


def find_link(token: str) -> SigningLink | None:
    """The link of a token, whether or not it still opens anything. One query."""
    return (
        SigningLink.objects.filter(token_sha256=digest(token.encode()))
        .select_related("version__plan__person", "version__plan__site", "version__plan__case")
        .first()
    )


@transaction.atomic
def unlock(*, link: SigningLink, born: date | None, at: datetime) -> str | None:
    """Whether the date of birth is right: None, or the sentence to show. After a few wrong ones
    the link is closed. Raises NotAllowed for one that no longer opens anything."""
    link = SigningLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if sentence := why_not_use(link, at):
        raise NotAllowed(sentence)
    person = link.version.plan.person
    if born is not None and born == person.birth_on:
        audit.record("plan.link_opened", on=link, by=None, at=at)
        return None
    most = load("plans").value_on("link_tries", timezone.localdate(at))
    SigningLink.objects.filter(pk=link.pk).update(tries=F("tries") + 1)
    if link.tries + 1 >= most:
        SigningLink.objects.filter(pk=link.pk).update(closed_at=at)
        audit.record("plan.link_closed", on=link, by=None, at=at)
        return _("This link was closed after several wrong dates. Ask your worker for a new one.")
    return _("This is not the date of birth that we have. Check the month, the day and the year.")
