"""What the phone asks for and sends: its day, one visit at a time, and whether to stop."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caseway.agencies.standing import standing_of
from caseway.coaching.actions.visits.field import Recorded, Result, record_visit, seconds_off
from caseway.coaching.models import Checklist, Visit
from caseway.coaching.queries.field.day import field_day
from caseway.coaching.reading.field import read_clock, read_sending
from caseway.coaching.shown.field import day_shown, state_shown, theirs_shown
from caseway.coaching.views.field.device import HEADER, must_stop, store_of, token_of
from caseway.kernel import audit
from caseway.kernel.models import AccessEvent
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.signin.events import address
from caseway.kernel.throttle import Throttle

# A day of forty visits goes out in one minute and leaves room for tries that failed.
throttle = Throttle(120)
strangers = Throttle(30)
CLOCK = "X-Field-Clock"
# A photo was made small on the phone; what is larger than this is no visit.
LARGEST = 2 * 1024**2
# A clock is never exact; one that is two minutes off changes what is written.
CLOCK_IS_OFF = 120


@require_safe
def day(request: SignedInRequest) -> HttpResponse:
    """Her visits around today, and the checklists that they need."""
    now = timezone.now()
    if wait := throttle.seconds_to_wait(str(request.user.pk), now):
        return _slow_down(wait)
    today = timezone.localdate(now)
    shown = field_day(request.user, today)
    audit.read(AccessEvent.Kind.EXPORTED, on=Visit, by=request.user, at=now, hits=len(shown.visits))
    return JsonResponse(
        {
            "store": store_of(request.user),
            "device": token_of(request.user),
            "coach": request.user.get_full_name(),
            "csrf": get_token(request),
            "now": now.isoformat(),
            "today": today.isoformat(),
            "zone": timezone.get_current_timezone_name(),
            **day_shown(shown, today),
        }
    )


@require_POST
def send(request: SignedInRequest) -> HttpResponse:
    """One visit as it went. The same again gets the same answer."""
    now = timezone.now()
    if wait := throttle.seconds_to_wait(str(request.user.pk), now):
        return _slow_down(wait)
    phone_at = read_clock(request.headers.get(CLOCK))
    try:
        if not _is_sending(request) or phone_at is None:
            raise NotAllowed(
                _("The phone sent more than a visit, or no time. Nothing was changed.")
            )
        sent = read_sending(request.body)
        visit = _hers(request, sent.visit)
        if visit is None:
            return _gone()
        done = record_visit(visit=visit, sent=sent, phone_at=phone_at, by=request.user, at=now)
    except NotAllowed as refusal:
        return JsonResponse({"result": "refused", "sentence": str(refusal)}, status=422)
    off = seconds_off(phone_at, now)
    clock = {"clock_off_seconds": off, "clock_is_off": abs(off) > CLOCK_IS_OFF}
    return JsonResponse(
        {**_told(done), **clock}, status=409 if done.result is Result.CONFLICT else 200
    )


def _is_sending(request: HttpRequest) -> bool:
    """Whether it can be a visit at all. The body of a form is spent before it comes here."""
    return request.content_type == "application/json" and len(request.body) <= LARGEST


def _hers(request: SignedInRequest, key: Any) -> Visit | None:
    """The visit, if it is one of those that she holds or covers."""
    rows = Visit.objects.visible_to(request.user)
    hands = standing_of(request.user).hands
    return rows.filter(uuid=key, coach__in=hands).select_related("enrolment__case").first()


def _told(done: Recorded) -> dict[str, Any]:
    rows = Visit.objects.select_related("moved_to")
    visit = rows.get(pk=done.visit.pk)
    checklist = Checklist.objects.filter(visit=visit).select_related("saved_by").first()
    told: dict[str, Any] = {
        "result": done.result,
        "note": done.note,
        "visit": state_shown(visit, checklist),
    }
    if done.result is Result.CONFLICT:
        told |= {"why": done.why, "theirs": theirs_shown(visit, checklist)}
    return told


def _gone() -> JsonResponse:
    sentence = _(
        "This visit is not yours any more. It is still on the phone: ask your supervisor to give "
        "it back to you, or to whom you should tell how it went."
    )
    return JsonResponse({"result": "gone", "sentence": sentence}, status=404)


@login_not_required
@require_safe
def stop(request: HttpRequest) -> HttpResponse:
    """Whether the phone should forget what it was given. Asked when nobody is signed in."""
    if wait := strangers.seconds_to_wait(address(request), timezone.now()):
        return _slow_down(wait)
    answer = JsonResponse({"stop": must_stop(request.headers.get(HEADER, ""))})
    answer["Cache-Control"] = "no-store"
    return answer


def _slow_down(seconds: int) -> JsonResponse:
    return JsonResponse(
        {"result": "wait", "seconds": seconds}, status=429, headers={"Retry-After": str(seconds)}
    )
