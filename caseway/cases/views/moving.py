"""Moving a case to another region, closing it, opening it again. Each says first what it does."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caseway.agencies import access as posts
from caseway.agencies.access import Where
from caseway.agencies.models import Region
from caseway.agencies.policy import Act
from caseway.cases import access
from caseway.cases.actions import regions, reopening, stages
from caseway.cases.forms.changes import CloseForm, RegionForm, ReopenForm
from caseway.cases.models import Case, Part, Stage
from caseway.cases.views.common import first_errors, save_once, to_case, today, visible_case
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord


@require_http_methods(["GET", "POST"])
def region(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Choose a region, read what ends and what opens, agree."""
    case = visible_case(request, pk)
    access.require(request.user, Act.MOVE_REGION, case)
    others = Region.objects.filter(site=case.site_id).exclude(pk=case.region_id)
    data = request.POST if request.method == "POST" else None
    form = RegionForm(
        data, regions=others.order_by("name", "pk"), initial={"version": case.version}
    )

    def act(now: datetime) -> str:
        to = form.cleaned_data["region"]
        version = form.cleaned_data["version"]
        regions.move_region(case=case, to=to, version=version, by=request.user, on=today())
        return _("Moved to %(region)s today.") % {"region": to.name}

    page: dict[str, Any] = {"case": case, "form": form, "others": others}
    if data is None:
        return render(request, "cases/team/region.html", page)
    if form.is_valid() and "agree" not in data:
        return render(request, "cases/team/region.html", {**page, **_preview(case, form)})
    if form.is_valid() and _try(request, case, form, act):
        return to_case(request, case)
    return _again(request, "cases/team/region.html", page)


@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Close a case, having read what ends with it."""
    case = visible_case(request, pk)
    access.require(request.user, Act.CLOSE_CASE, case)
    data = request.POST if request.method == "POST" else None
    form = CloseForm(data, initial={"on": today(), "version": case.version})

    def act(now: datetime) -> str:
        kept = form.cleaned_data
        stages.close_case(
            case=case,
            version=kept["version"],
            reason=kept["reason"],
            by=request.user,
            on=kept["on"],
            at=now,
        )
        return _("Case %(number)s is closed.") % {"number": case.number}

    if data is not None and form.is_valid() and form.cleaned_data["on"] > today():
        form.add_error("on", _("A case closes today or on an earlier day."))
    if data is not None and form.is_valid() and _try(request, case, form, act):
        return to_case(request, case)
    page = {
        "case": case,
        "form": form,
        "parts": case.assignments.filter(ends_on=None).select_related("staff", "agency"),
        "open_tasks": case.tasks.filter(closed_at=None).count(),
    }
    return _again(request, "cases/team/close.html", page)


@require_http_methods(["GET", "POST"])
def reopen(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Open a closed case again."""
    case = visible_case(request, pk)
    posts.require(request.user, Act.OPEN_CASE, Where(case.site_id, case.region_id))
    data = request.POST if request.method == "POST" else None
    start = {"on": today(), "version": case.version, "stage": _stage_before(case)}
    form = ReopenForm(data, initial=start)

    def act(now: datetime) -> str:
        kept = form.cleaned_data
        reopening.reopen_case(
            case=case,
            stage=Stage(kept["stage"]),
            version=kept["version"],
            reason=kept["reason"],
            by=request.user,
            on=kept["on"],
        )
        return _("Case %(number)s is open again. Its parts wait in the queues.") % {
            "number": case.number
        }

    if case.closed_on is None:
        return redirect("desk:case", pk)
    if data is not None and form.is_valid() and form.cleaned_data["on"] > today():
        form.add_error("on", _("Choose today or an earlier day."))
    if data is not None and form.is_valid() and _try(request, case, form, act):
        return redirect("cases:team", pk)
    return _again(request, "cases/team/reopen.html", {"case": case, "form": form})


def _preview(case: Case, form: forms.Form) -> dict[str, Any]:
    """What ends, what goes on and what opens, in sentences."""
    to = form.cleaned_data["region"]
    plan = regions.preview_move(case=case, to=to, on=today())
    everybody = {one.person for one in (*plan.close, *plan.keep)}
    names = dict(User.objects.filter(pk__in=everybody).values_list("pk", "name"))

    def said(sentence: str, person: int, part: str) -> str:
        return sentence % {"name": names[person], "part": Part(part).label.lower()}

    closes = _("%(name)s’s part as %(part)s closes today.")
    keeps = _("%(name)s goes on as %(part)s.")
    opens = _("A %(part)s is needed there. The part opens today and waits in a queue.")
    return {
        "to": to,
        "closes": [said(closes, one.person, one.part) for one in plan.close],
        "keeps": [said(keeps, one.person, one.part) for one in plan.keep],
        "opens": [opens % {"part": Part(part).label.lower()} for part in plan.open],
    }


def _stage_before(case: Case) -> str:
    """The last open stage of a closed case, to go on from."""
    rows = case.stage_changes.exclude(stage=Stage.CLOSED).order_by("-starts_on", "-pk")
    return rows.values_list("stage", flat=True).first() or Stage.INITIAL_CONTACT


def _try(request: SignedInRequest, case: Case, form: forms.Form, act: Any) -> bool:
    """Save once. A refusal, or a change by somebody else meanwhile, goes beside the form."""
    try:
        save_once(request, act)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
    except StaleRecord as stale:
        sent = request.POST.copy()
        sent["version"] = str(stale.current)
        form.data = sent
        now = visible_case(request, case.pk)
        said = {"stage": now.get_stage_display(), "region": now.region.name}
        text = _(
            "Somebody changed this case while you had this page open. It now stands at"
            " “%(stage)s”, in %(region)s. Your words are kept: look again, then save."
        )
        form.add_error(None, text % said)
        form.stale = True  # type: ignore[attr-defined]
    return not form.errors


def _again(request: SignedInRequest, template: str, page: dict[str, Any]) -> HttpResponse:
    form = page["form"]
    page["errors"] = first_errors(form) if form.is_bound else []
    status = 200
    if form.is_bound:
        status = 409 if getattr(form, "stale", False) else 422
    return render(request, template, page, status=status)
