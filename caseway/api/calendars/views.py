"""The address of a feed: whoever has the link reads it; nobody learns what another would be."""

from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caseway.api.calendars.events import Event, calendar, initials
from caseway.coaching.models import CalendarFeed, FeedKind, FeedReading, Visit, VisitMode
from caseway.coaching.queries.feeds import BACK_DAYS, GONE, feed_of, visits_of
from caseway.kernel.signin import clock
from caseway.kernel.signin.events import address
from caseway.kernel.throttle import Throttle

PER_MINUTE = 60
throttle = Throttle(PER_MINUTE)


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The visits of a feed as a calendar; 404 for whatever is no open link."""
    if wait := throttle.seconds_to_wait(address(request), clock.now()):
        return _guarded(_too_many(wait))
    found = feed_of(secret)
    if found is None:
        raise Http404
    body = _calendar(found)
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    _note_reading(found)
    whole = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    whole["Content-Disposition"] = 'inline; filename="visits.ics"'
    whole["ETag"] = tag
    # 304 for a program that has this very text already.
    answer = get_conditional_response(request, etag=tag, response=whole)
    return _guarded(answer if isinstance(answer, HttpResponse) else whole)


def _calendar(found: CalendarFeed) -> bytes:
    today = timezone.localdate()
    visits = visits_of(found, timezone.now(), today)
    with translation.override(found.owner.language):
        name = str(FeedKind(found.kind).label)
        events = [_event(visit, team=found.kind == FeedKind.TEAM) for visit in visits]
    return calendar(name, events, settings.TIME_ZONE, (today - timedelta(BACK_DAYS)).year)


def _event(visit: Visit, *, team: bool) -> Event:
    who = initials(visit.enrolment.person.name_used)
    if team:
        who = f"{initials(visit.coach.name)} – {who}"
    if visit.mode != VisitMode.VISIT:
        how = _("by video") if visit.mode == VisitMode.VIDEO else _("by phone")
        who = f"{who} ({how})"
    return Event(
        uid=str(visit.uuid),
        sequence=visit.version,
        stamp=visit.changed_at,
        day=visit.day,
        begins_at=visit.begins_at,
        minutes=visit.minutes,
        summary=who,
        place=_place(visit),
        is_cancelled=visit.state in GONE,
    )


def _place(visit: Visit) -> str:
    """Where it is held; nothing for a call, nor where a place could put somebody at risk."""
    if visit.mode != VisitMode.VISIT or visit.in_safety:  # type: ignore[attr-defined]
        return ""
    at = visit.job_site
    if at is None:
        return visit.place_name
    name = visit.place_name or at.name or at.employer.name
    return ", ".join(part for part in (name, at.line_1, at.city) if part)


def _note_reading(found: CalendarFeed) -> None:
    FeedReading.objects.update_or_create(
        feed=found, defaults={"site_id": found.site_id, "read_at": timezone.now()}
    )


def _too_many(wait: int) -> HttpResponse:
    answer = HttpResponse(_("Too many questions. Ask again in a minute."), status=429)
    answer["Retry-After"] = str(wait)
    return answer


def _guarded(answer: HttpResponse) -> HttpResponse:
    """No other site learns the link, and nothing between here and the program keeps the visits."""
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
