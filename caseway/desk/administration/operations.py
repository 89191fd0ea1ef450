"""How the work behind the pages stands, and what to do about jobs that were given up."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import connection
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

import caseway
from caseway.agencies.access import anywhere
from caseway.agencies.policy import Act
from caseway.attendance.actions.settling import settle
from caseway.attendance.models import MonthDifference
from caseway.attendance.queries.alarms import (
    alarm_count,
    alarms,
    changed_by_rules,
    rule_change_count,
    rule_changes,
)
from caseway.desk.administration.recurring import recurring
from caseway.kernel.copies import BACKUP_NOTE
from caseway.kernel.jobs import actions, queries
from caseway.kernel.models import Job
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest

PAGE = 25
MOST_AT_WORK = 50
MOST_ALARMS = 25


class ReasonForm(forms.Form):
    """Why a job is tried again or discarded, or a result worked out again.

    The page asks it once for each; `about` tells them apart.
    """

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Say why. The reason stays in the audit log."),
            "max_length": gettext_lazy(
                "A reason has room for %(limit_value)d characters; this one has %(show_value)d."
            ),
        },
    )

    def __init__(self, data: QueryDict | None = None, *, about: object) -> None:
        super().__init__(data, auto_id=f"%s-{about}")
        self.about = str(about)


@require_GET
def operations(request: SignedInRequest) -> HttpResponse:
    """Queue, jobs at work, schedules, dead letters and what this installation runs on."""
    require_operator(request)
    return _page(request)


def _page(request: SignedInRequest, refused: ReasonForm | None = None) -> HttpResponse:
    """The page; `refused` stands on it as it was typed, with what is wrong with it."""
    now = timezone.now()
    health = queries.queue_health(at=now)
    page = Paginator(queries.dead_letters(), PAGE).get_page(request.GET.get("page"))
    context = {
        "health": health,
        "worker_off": health.is_worker_off(now),
        "at_work": queries.at_work()[:MOST_AT_WORK],
        "schedules": recurring(queries.schedules(), health.late_schedules),
        "page": page,
        "given_up": [(job, _form(refused, job.pk)) for job in page],
        "alarms": _asked(alarms(MOST_ALARMS), refused),
        "form": refused,
        "alarm_count": alarm_count(),
        "rule_change_count": rule_change_count(),
        "rule_changes": rule_changes(),
        "changed_by_rules": _asked(changed_by_rules(MOST_ALARMS), refused),
        "database": connection.display_name,
        "version": caseway.__version__,
        "backup": last_backup(),
        "now": now,
    }
    status = 422 if refused else 200
    return render(request, "administration/operations.html", context, status=status)


def _asked(found: Iterable[Any], refused: ReasonForm | None) -> list[tuple[Any, ReasonForm]]:
    return [(alarm, _form(refused, f"alarm-{alarm.pk}")) for alarm in found]


def _form(refused: ReasonForm | None, about: object) -> ReasonForm:
    return refused if refused and refused.about == str(about) else ReasonForm(about=about)


@require_POST
def retry(request: SignedInRequest, pk: str) -> HttpResponseBase:
    """Let a job that was given up be tried again."""
    return _act(request, pk, again=True)


@require_POST
def discard(request: SignedInRequest, pk: str) -> HttpResponseBase:
    """Let a job that was given up be, for good."""
    return _act(request, pk, again=False)


@require_POST
def rework(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Let a family's month be worked out again, after its stored result was found wrong."""
    require_operator(request)
    alarm = get_object_or_404(MonthDifference, pk=pk)
    form = ReasonForm(request.POST, about=f"alarm-{pk}")
    if not form.is_valid():
        return _page(request, form)
    try:
        settle(
            alarm=alarm,
            by=request.user,
            at=timezone.now(),
            reason=form.cleaned_data["reason"],
        )
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Worked out again. The alarm is settled."))
    return redirect("administration:operations")


def require_operator(request: SignedInRequest) -> None:
    """404 for whoever does not look after the jobs."""
    if not anywhere(request.user, Act.OPERATE_JOBS):
        raise Http404


def last_backup() -> datetime | None:
    """When a backup was last noted; None when none was or the note cannot be read."""
    path = settings.VAR_DIR / BACKUP_NOTE
    try:
        noted = datetime.fromisoformat(path.read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        return None
    return timezone.make_aware(noted) if timezone.is_naive(noted) else noted


def _act(request: SignedInRequest, pk: str, *, again: bool) -> HttpResponseBase:
    require_operator(request)
    job = get_object_or_404(Job, pk=pk)
    form = ReasonForm(request.POST, about=pk)
    if not form.is_valid():
        return _page(request, form)
    act = actions.retry if again else actions.discard
    try:
        act(job=job, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"])
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        done = _("It is tried again now.") if again else _("Discarded.")
        messages.success(request, done)
    return redirect("administration:operations")
