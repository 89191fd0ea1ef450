"""Visits as a calendar shows them, and the calendars that somebody may have."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hmac import compare_digest

from django.db.models import Exists, OuterRef, Q

from caseway.agencies.access import carries
from caseway.agencies.models import Agency, Site
from caseway.agencies.policy import Act
from caseway.agencies.standing import open_on, standing_of
from caseway.cases.models import SafetyRecord
from caseway.coaching.actions.feeds import fingerprint, why_not_make
from caseway.coaching.models import CalendarFeed, FeedKind, Visit, VisitState
from caseway.kernel.models import User

BACK_DAYS, AHEAD_DAYS = 60, 400
# How long a program is told that a visit was called off, so that it takes it out.
CANCELLED_DAYS = 30
GONE = (VisitState.CANCELLED, VisitState.MOVED)


@dataclass(frozen=True)
class Offer:
    """A calendar that somebody may have, and the link she has already."""

    kind: FeedKind
    site: Site
    agency: Agency
    feed: CalendarFeed | None


def feed_of(secret: str) -> CalendarFeed | None:
    """The open feed of a secret, if its owner may still have it. Two queries and the owner's posts.

    Looked up by hash, which nobody can steer by guessing, and compared in constant time.
    """
    kept = fingerprint(secret)
    rows = CalendarFeed.objects.filter(token_sha256=kept, closed_at=None, owner__is_active=True)
    feed = rows.select_related("owner", "site", "agency").first()
    if feed is None or not compare_digest(feed.token_sha256, kept):
        return None
    if why_not_make(feed.owner, FeedKind(feed.kind), feed.site_id, feed.agency_id) is not None:
        return None
    found: CalendarFeed = feed
    return found


def visits_of(feed: CalendarFeed, now: datetime, today: date) -> list[Visit]:
    """What the feed shows: visits its owner may see, called-off ones for thirty days.

    `in_safety` is set where a place could put somebody at risk and is left out.
    """
    rows = Visit.objects.visible_to(feed.owner).filter(
        site=feed.site_id,
        day__range=(today - timedelta(BACK_DAYS), today + timedelta(AHEAD_DAYS)),
    )
    if feed.kind == FeedKind.OWN:
        rows = rows.filter(coach=feed.owner_id)
    rows = rows.filter(agency=feed.agency_id)
    rows = rows.filter(~Q(state__in=GONE) | Q(changed_at__gte=now - timedelta(CANCELLED_DAYS)))
    kept_safe = SafetyRecord.objects.filter(open_on(today), person=OuterRef("enrolment__person"))
    rows = rows.annotate(in_safety=Exists(kept_safe))
    rows = rows.select_related("enrolment__person", "coach", "job_site__employer")
    return list(rows.order_by("day", "begins_at", "pk"))


def offers_to(user: User) -> list[Offer]:
    """The calendars that somebody may have, by site and agency. Three queries."""
    pairs = []
    for post in standing_of(user).case_posts:
        for kind, act in ((FeedKind.OWN, Act.RECORD_VISIT), (FeedKind.TEAM, Act.SEE_TEAM)):
            key = (post.site_id, post.agency_id, kind)
            if carries(post, act) and key not in pairs:
                pairs.append(key)
    sites = Site.objects.in_bulk({site for site, _agency, _kind in pairs})
    agencies = Agency.objects.in_bulk({agency for _site, agency, _kind in pairs})
    rows = CalendarFeed.objects.visible_to(user).filter(closed_at=None).select_related("reading")
    known = {(row.site_id, row.agency_id, row.kind): row for row in rows}
    return [
        Offer(kind, sites[site], agencies[agency], known.get((site, agency, kind)))
        for site, agency, kind in sorted(pairs)
    ]
