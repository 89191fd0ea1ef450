"""The case page, who does what on the case, its stage, and handing it off."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.agencies.policy import Act
from caseway.agencies.standing import standing_of
from caseway.cases.actions import hand_offs, stages
from caseway.cases.models import Assignment, Case, ContactKind, Stage
from caseway.cases.queries.workers import Worker, workers_for
from caseway.desk.forms.acts import HandOffForm, StageForm
from caseway.desk.forms.contacts import ContactForm
from caseway.desk.queries.case_page import open_case
from caseway.desk.queries.timeline import Wanted
from caseway.desk.shown import case_page as words
from caseway.desk.shown.identity import identity
from caseway.desk.shown.timeline import new_words, timeline
from caseway.desk.shown.who import who_does_what
from caseway.desk.trail import next_url, number, today_url
from caseway.desk.views.acts import visible_case
from caseway.desk.views.undoing import HAND_OFFS, offer_back
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.submissions import once
from caseway.kernel.versions import StaleRecord


@require_GET
def case(request: SignedInRequest, pk: int) -> HttpResponse:
    """One case on one screen."""
    return _show(request, pk, _wanted(request.GET))


@require_POST
def search_words(request: SignedInRequest, pk: int) -> HttpResponse:
    """The case with only the entries that hold these words. By POST: words name people."""
    return _show(request, pk, _wanted(request.POST, request.POST.get("words", "").strip()))


@require_GET
def who(request: SignedInRequest, pk: int) -> HttpResponse:
    """Each function of this case: who owns it, and whether the reader may do it."""
    page = open_case(request.user, pk, Wanted(), timezone.now())
    context = {
        "case": page.case,
        "identity": identity(page, "who"),
        "groups": who_does_what(page),
    }
    return render(request, "desk/who.html", context)


@require_http_methods(["GET", "POST"])
def change_stage(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Enter another stage. Two people at once: the second sees what stands now."""
    case = visible_case(request, pk)
    today = timezone.localdate()
    if request.method != "POST":
        start = {"stage": case.stage, "on": today, "version": case.version}
        return _stage_page(request, case, StageForm(initial=start))
    form = StageForm(request.POST)
    if form.is_valid():
        try:
            stages.change_stage(
                case=case,
                stage=Stage(form.cleaned_data["stage"]),
                version=form.cleaned_data["version"],
                by=request.user,
                on=form.cleaned_data["on"],
                note=form.cleaned_data["note"],
            )
        except StaleRecord as stale:
            return _stale_stage(request, case, form, stale)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    if form.errors:
        return _stage_page(request, case, form, status=422)
    messages.success(request, _("Stage changed to %(stage)s.") % {"stage": Stage(case.stage).label})
    return redirect("desk:case", case.pk)


@require_http_methods(["GET", "POST"])
def hand_off(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Pass one of the reader's parts on, with what the next worker should know."""
    case = visible_case(request, pk)
    part = _part_to_pass_on(request, case)
    today = timezone.localdate()
    workers = _who_can_take(case, part, today)
    if request.method != "POST":
        start = {"next_contact_by": today + hand_offs.NEXT_CONTACT}
        return _hand_off_page(request, case, part, HandOffForm(workers=workers, initial=start))
    form = HandOffForm(request.POST, workers=workers)
    if form.is_valid():
        try:
            _pass_on(request, part, form)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    if form.errors:
        return _hand_off_page(request, case, part, form, status=422)
    if Case.objects.visible_to(request.user).filter(pk=case.pk).exists():
        return redirect("desk:case", case.pk)
    return redirect("desk:today")


def _show(request: SignedInRequest, pk: int, wanted: Wanted) -> HttpResponse:
    page = open_case(request.user, pk, wanted, timezone.now())
    items = timeline(page)
    context: dict[str, Any] = {
        "case": page.case,
        "page": page,
        "identity": identity(page),
        **words.shown_case(page),
        "timeline": items,
        "since": page.last_look,
        "since_words": [line for line in (new_words(items), *words.since_words(page)) if line],
        "kinds": ContactKind.choices,
        "undo_then": "case",
        "form": ContactForm.empty(request.GET.get("kind", "")),
        "refusal": page.refusals[Act.LOG_CONTACT],
        "newer_page": wanted.page - 1,
        "older_page": wanted.page + 1 if page.next_at else 0,
        **_on_the_list(request.GET, pk),
    }
    return render(request, "desk/case.html", context)


def _on_the_list(query: QueryDict, pk: int) -> dict[str, Any]:
    """Where she is on Today's list, and the ways to the next and the one before."""
    nth = number(query.get("nth"))
    if not nth:
        return {"nth": "", "state": ""}
    state = query.get("state", "")
    return {
        "nth": nth,
        "state": state,
        "today_url": today_url(state),
        "next_url": next_url(pk, nth, state),
        "before_url": next_url(pk, nth, state, back=True) if nth > 1 else "",
    }


def _wanted(query: QueryDict, text: str = "") -> Wanted:
    kind = query.get("kind", "")
    return Wanted(
        kind=kind if kind in ContactKind.values else "",
        mine=query.get("by") == "me",
        words=text,
        page=min(max(number(query.get("page")), 1), 400),
    )


def _stage_page(
    request: SignedInRequest, case: Case, form: StageForm, status: int = 200
) -> HttpResponse:
    context = {"case": case, "form": form}
    return render(request, "desk/change_stage.html", context, status=status)


def _stale_stage(
    request: SignedInRequest, case: Case, form: StageForm, stale: StaleRecord
) -> HttpResponse:
    """Both versions: the stage that stands now, and what she chose."""
    theirs = Stage((stale.theirs or {}).get("stage", case.stage))
    mine = Stage(form.cleaned_data["stage"])
    last = case.stage_changes.select_related("by").order_by("-id").first()
    conflict = {
        "action": reverse("desk:change_stage", args=[case.pk]),
        "version": stale.current,
        "by": last.by.name if last and last.by else _("Somebody"),
        "on": last.starts_on if last else None,
        "theirs": theirs,
        "mine": mine,
    }
    context = {"case": case, "form": form, "conflict": conflict}
    return render(request, "desk/change_stage.html", context, status=409)


def _part_to_pass_on(request: SignedInRequest, case: Case) -> Assignment:
    """Her own part; for a supervisor the lead part of her agency. 404 when there is none."""
    standing = standing_of(request.user)
    rows = case.assignments.filter(ends_on=None, agency__in=standing.agency_ids)
    own = rows.filter(staff__in=standing.hands).order_by("-is_lead", "id").first()
    found = own or rows.order_by("-is_lead", "id").first()
    return found or get_object_or_404(rows)


def _who_can_take(case: Case, part: Assignment, on: date) -> list[Worker]:
    """Colleagues of the agency who could hold the part, who speak the person's language first."""
    able = workers_for(
        [part.agency],
        site_id=case.site_id,
        region_id=case.region_id,
        language=case.participant.language,
        on=on,
    )
    return [one for one in able if one.can_hold(part.part) and one.user_id != part.staff_id]


def _pass_on(request: SignedInRequest, part: Assignment, form: HandOffForm) -> None:
    now = timezone.now()
    key = request.POST.get("submission_key")
    with once(key, user=request.user, path=request.path, at=now) as submission:
        if not submission.first:
            return
        row = hand_offs.hand_off(
            assignment=part,
            to=form.holder(part.agency),
            note=form.cleaned_data["note"],
            by=request.user,
            at=now,
            on=timezone.localdate(now),
            next_contact_by=form.cleaned_data["next_contact_by"],
        )
        offer_back(request, _("Handed off. The note waits for the next worker."), HAND_OFFS, [row])


def _hand_off_page(
    request: SignedInRequest, case: Case, part: Assignment, form: HandOffForm, status: int = 200
) -> HttpResponse:
    context = {"case": case, "part": part, "form": form}
    return render(request, "desk/hand_off.html", context, status=status)
