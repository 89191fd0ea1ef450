"""A coach's month of records: who is told, who is overdue, closing and reopening it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.policy import Act
from caseway.cases.views.common import today, try_once
from caseway.coaching.actions.closing import (
    close_coach_month,
    reopen_coach_month,
    why_not_close,
    why_not_yet,
)
from caseway.coaching.models import CoachingEnrolment
from caseway.coaching.months import month_name
from caseway.coaching.queries.approved import month_of_each
from caseway.coaching.queries.months import PersonLine, coach_month
from caseway.coaching.views.found import month_numbered
from caseway.coaching.views.whose import Post, Whose, sections, whose_month
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.words import say
from caseway.rules.dates import Month
from caseway.rules.reasons import Reason


@require_GET
def now(request: SignedInRequest) -> HttpResponseBase:
    """The month that is on, and in its first ten days the one to be told."""
    day = today()
    month = Month.of(day).plus(-1) if day.day <= 10 else Month.of(day)
    return redirect("coaching:record_month", month.number)


@require_GET
def month(request: SignedInRequest, period: int) -> HttpResponse:
    """Everybody's visits and summary of a month."""
    shown = month_numbered(period)
    whose = whose_month(request, shown)
    context = {
        "period": period,
        "month": month_name(shown),
        "whose": whose,
        "before": shown.plus(-1).number,
        "after": shown.plus(1).number,
        "sections": sections(request, "month", period, whose.query),
    }
    if whose.post is not None:
        context |= _about(request, whose.post, whose.enrolments, shown)
    return render(request, "coaching/records/month.html", context)


def _about(
    request: SignedInRequest, post: Post, enrolments: list[CoachingEnrolment], shown: Month
) -> dict[str, object]:
    found = coach_month(post.coach, shown, enrolments, today())
    approved = month_of_each([one.pk for one in enrolments], shown)
    lines = [_line(one, approved.get(one.enrolment.pk, ())) for one in found.people]
    unsigned = sum(one.to_sign for one in found.people)
    return {
        "found": found,
        "to_do": [line for line in lines if line["row"].to_do],
        "finished": [line for line in lines if not line["row"].to_do],
        "unsigned": unsigned,
        "summaries_open": len(found.without_summary),
        "overdue": len(found.overdue),
        "due": _due_once(found.people),
        "is_over": today() > shown.last,
        "not_yet": why_not_yet(found, today() > shown.last),
        "refusal": why_not_close(request.user, post.site, post.coach),
        "may_reopen": access.can(request.user, Act.BILL_VISITS, Where(post.site.pk, None)),
    }


def _due_once(people: Iterable[PersonLine]) -> str:
    """When the open summaries are due. They fall due on one day, so it is said once for all."""
    waiting = (one.standing for one in people if _waits(one))
    return next((say(one.reason) for one in waiting if one), "")


def _waits(one: PersonLine) -> bool:
    signed = one.summary and one.summary.signed_at
    return bool(one.standing and not one.standing.overdue and not signed)


def _line(one: PersonLine, approved: Sequence[Reason]) -> dict[str, Any]:
    summary = one.summary
    return {
        "row": one,
        "signed": sum(line.signed for line in one.visits),
        "standing": say(one.standing.reason) if one.standing and not _waits(one) else "",
        "overdue": bool(one.standing and one.standing.overdue),
        "summary": "signed" if summary and summary.signed_at else "draft" if summary else "",
        "clock": say(one.clock.reason) if one.clock else "",
        "approved": [say(each) for each in approved],
        "warns": bool(one.clock and one.clock.warning),
    }


@require_POST
def close(request: SignedInRequest, period: int) -> HttpResponseBase:
    """Close the month: from now on its signed records can be billed."""
    shown = month_numbered(period)
    whose, post = _found(request, shown)

    def act(at: datetime) -> str:
        close_coach_month(
            coach=post.coach,
            site=post.site,
            agency=post.agency,
            month=shown,
            by=request.user,
            at=at,
        )
        said = _("%(month)s is closed. What is signed can be billed.")
        return said % {"month": month_name(shown)}

    try_once(request, act)
    return _back(period, whose)


@require_POST
def reopen(request: SignedInRequest, period: int) -> HttpResponseBase:
    """Open the month again, for a reason that is kept."""
    shown = month_numbered(period)
    whose, post = _found(request, shown)

    def act(at: datetime) -> str:
        reopen_coach_month(
            coach=post.coach,
            site=post.site,
            month=shown,
            reason=request.POST.get("reason", ""),
            by=request.user,
            at=at,
        )
        return _("%(month)s is open again.") % {"month": month_name(shown)}

    try_once(request, act)
    return _back(period, whose)


def _found(request: SignedInRequest, shown: Month) -> tuple[Whose, Post]:
    whose = whose_month(request, shown)
    if whose.post is None:
        raise Http404
    return whose, whose.post


def _back(period: int, whose: Whose) -> HttpResponseBase:
    return redirect(reverse("coaching:record_month", args=[period]) + whose.query)
