"""Calendar links: made, made anew, closed."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies.access import carries
from caseway.agencies.models import Agency, Site
from caseway.agencies.policy import Act
from caseway.agencies.standing import standing_of
from caseway.coaching.models import CalendarFeed, FeedKind
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed

_ACTS = {FeedKind.OWN: Act.RECORD_VISIT, FeedKind.TEAM: Act.SEE_TEAM}


@dataclass(frozen=True)
class Made:
    """A new link. The secret is shown this once; only its hash is kept."""

    feed: CalendarFeed
    secret: str = field(repr=False)


def why_not_make(user: User, kind: FeedKind, site_id: int, agency_id: int) -> str | None:
    """The sentence when the person may not have such a calendar; None when she may.

    Asked again at each reading: whoever leaves a post loses its calendar that day.
    """
    for post in standing_of(user).case_posts:
        if (post.site_id, post.agency_id) == (site_id, agency_id) and carries(post, _ACTS[kind]):
            return None
    if kind == FeedKind.TEAM:
        return _("A team’s calendar is for its supervisors and administrators.")
    return _("A calendar of visits is for those who hold them.")


@transaction.atomic
def make_feed(*, kind: FeedKind, site: Site, agency: Agency, by: User, at: datetime) -> Made:
    """Make a link; the one before of its kind is closed. Raises NotAllowed."""
    if sentence := why_not_make(by, kind, site.pk, agency.pk):
        raise NotAllowed(sentence)
    open_ones = CalendarFeed.objects.filter(
        owner=by, kind=kind, site=site, agency=agency, closed_at=None
    )
    open_ones.update(closed_at=at)
    secret = secrets.token_urlsafe(32)
    feed: CalendarFeed = CalendarFeed.objects.create(
        site=site,
        agency=agency,
        owner=by,
        kind=kind,
        token_sha256=fingerprint(secret),
        made_at=at,
    )
    return Made(feed, secret)


@transaction.atomic
def close_feed(*, feed: CalendarFeed, by: User, at: datetime) -> None:
    """A link answers nothing any more. Raises NotAllowed."""
    if feed.owner_id != by.pk:
        raise NotAllowed(_("Only who made a link closes it."))
    if not CalendarFeed.objects.filter(pk=feed.pk, closed_at=None).update(closed_at=at):
        raise NotAllowed(_("This link is closed already."))


def fingerprint(secret: str) -> str:
    """What is kept of a secret: 64 hexadecimal digits."""
    return sha256(secret.encode()).hexdigest()
