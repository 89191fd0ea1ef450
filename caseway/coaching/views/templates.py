"""What checklists ask: read, changed as a draft, looked at, published from a day on."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.agencies.access import anywhere, sites_for
from caseway.agencies.models import Site
from caseway.agencies.policy import Act
from caseway.cases.forms.fields import DayField
from caseway.cases.views.common import today, try_once
from caseway.coaching.actions import templates
from caseway.coaching.forms.checklists import ChecklistForm, words_of
from caseway.coaching.forms.templates import content_sent
from caseway.coaching.models import (
    ChecklistDraft,
    ChecklistVersion,
    CoachingEnrolment,
    CoachingProgram,
    Visit,
)
from caseway.coaching.views.whose import sections
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord
from caseway.kernel.words import say
from caseway.rules.dates import Month
from caseway.rules.records.visits.asks import asks_of
from caseway.rules.records.visits.template import (
    PART_LABELS,
    Kind,
    Part,
    parts_of,
    problems,
    required,
)


class PublishForm(forms.Form):
    """From which day it is asked."""

    in_force_on = DayField(label=gettext_lazy("Ask this from"))


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """The checklists of the sites where she may change them."""
    if not anywhere(request.user, Act.EDIT_CHECKLISTS):
        raise NotAllowed(_("Checklists are changed by supervisors and administrators."))
    sites = Site.objects.filter(pk__in=sites_for(request.user, Act.EDIT_CHECKLISTS))
    used = set(CoachingEnrolment.objects.filter(site__in=sites).values_list("site", "program"))
    versions = list(
        ChecklistVersion.objects.filter(site__in=sites).order_by("site", "program", "number")
    )
    latest = {(row.site_id, row.program): row for row in versions}
    drafts = set(ChecklistDraft.objects.filter(site__in=sites).values_list("site", "program"))
    shown = [
        {
            "site": site,
            "program": program,
            "latest": latest.get((site.pk, program.value)),
            "draft": (site.pk, program.value) in drafts,
        }
        for site in sites.order_by("name", "pk")
        for program in CoachingProgram
        if (site.pk, program.value) in used or (site.pk, program.value) in latest
    ]
    period = Month.of(today()).number
    context = {"lists": shown, "sections": sections(request, "checklists", period, "")}
    return render(request, "coaching/records/checklists.html", context)


def _place(request: SignedInRequest, pk: int, program: str) -> Site:
    """The site, or 404 where she may change no checklist or the program is none."""
    if program not in CoachingProgram.values:
        raise Http404
    sites = Site.objects.filter(pk__in=sites_for(request.user, Act.EDIT_CHECKLISTS))
    found: Site = get_object_or_404(sites, pk=pk)
    return found


def _draft(site: Site, program: str) -> ChecklistDraft | None:
    rows = ChecklistDraft.objects.select_related("site", "edited_by")
    return rows.filter(site=site, program=program).first()


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int, program: str) -> HttpResponseBase:
    """What the checklist asks now; with a draft, its parts to change."""
    site = _place(request, pk, program)
    draft = _draft(site, program)
    if request.method != "POST":
        return _page(request, site, program, draft)
    if draft is None:
        return redirect("coaching:checklist", pk, program)
    content = content_sent(draft.content, request.POST)
    version = request.POST.get("version", "")
    try:
        templates.save_draft(
            draft=draft,
            content=content,
            version=int(version) if version.isdecimal() and len(version) < 9 else 0,
            by=request.user,
            at=timezone.now(),
        )
    except StaleRecord:
        messages.error(
            request, _("Somebody else saved this draft meanwhile. This is what it says now.")
        )
    else:
        messages.success(request, _("Draft saved. Nobody is asked this before you publish it."))
    return redirect("coaching:checklist", pk, program)


def _page(
    request: SignedInRequest,
    site: Site,
    program: str,
    draft: ChecklistDraft | None,
    form: PublishForm | None = None,
    status: int = 200,
) -> HttpResponse:
    asks = asks_of(program, today())
    number, content = templates.content_on(site.pk, program, today())
    shown: dict[str, Any] = draft.content if draft else content
    have = {part.key for part in parts_of(shown)} if not problems_of(shown) else set()
    versions = ChecklistVersion.objects.filter(site=site, program=program)
    context = {
        "site": site,
        "program": CoachingProgram(program),
        "draft": draft,
        "number": number,
        "parts": [
            {
                "part": part,
                "label": words_of(part),
                "house": _(PART_LABELS.get(part.key, "")) if not part.own else "",
                "required": required(part.key, asks),
            }
            for part in parts_of(shown)
        ],
        "left_out": [(key.value, _(PART_LABELS[key])) for key in Part if key.value not in have],
        "kinds": [(Kind.YES_NO.value, _("Yes or no")), (Kind.TEXT.value, _("A few words"))],
        "wrong": [say(one) for one in problems(shown, asks)] if draft else [],
        "versions": versions.select_related("published_by").order_by("-number"),
        "form": form or PublishForm(initial={"in_force_on": today()}),
        "sections": sections(request, "checklists", Month.of(today()).number, ""),
    }
    return render(request, "coaching/records/checklist.html", context, status=status)


def problems_of(content: Any) -> bool:
    """Whether a draft cannot even be read as a checklist."""
    return not isinstance(content, dict) or not isinstance(content.get("parts"), list)


@require_POST
def begin(request: SignedInRequest, pk: int, program: str) -> HttpResponseBase:
    """A draft of the next version."""
    site = _place(request, pk, program)

    def act(at: datetime) -> str:
        templates.begin_draft(site=site, program=program, by=request.user, at=at)
        return _("This is a draft. Visits go on as before until you publish it.")

    try_once(request, act)
    return redirect("coaching:checklist", pk, program)


@require_GET
def preview(request: SignedInRequest, pk: int, program: str) -> HttpResponse:
    """The checklist as a coach will see it. Nothing that is filled in here is kept."""
    site = _place(request, pk, program)
    draft = _draft(site, program)
    content = draft.content if draft else templates.content_on(site.pk, program, today())[1]
    form = ChecklistForm(
        visit=Visit(day=today()), content=content, goals=[(1, _("A goal of the plan"))]
    )
    context = {
        "site": site,
        "program": CoachingProgram(program),
        "form": form,
        "draft": draft,
        "sections": sections(request, "checklists", Month.of(today()).number, ""),
    }
    return render(request, "coaching/records/preview.html", context)


@require_POST
def publish(request: SignedInRequest, pk: int, program: str) -> HttpResponseBase:
    """Ask the draft from a day on."""
    site = _place(request, pk, program)
    draft = get_object_or_404(ChecklistDraft, site=site, program=program)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _page(request, site, program, draft, form, status=422)

    def act(at: datetime) -> str:
        made = templates.publish(
            draft=draft, in_force_on=form.cleaned_data["in_force_on"], by=request.user, at=at
        )
        return _(
            "Version %(n)d is published. Records keep the version they were filled in with."
        ) % {"n": made.number}

    try_once(request, act)
    return redirect("coaching:checklist", pk, program)


@require_POST
def discard(request: SignedInRequest, pk: int, program: str) -> HttpResponseBase:
    """Give the draft up."""
    site = _place(request, pk, program)

    def act(_at: datetime) -> str:
        if draft := _draft(site, program):
            templates.discard(draft=draft, by=request.user)
        return _("The draft is gone. What is asked stays as it is.")

    try_once(request, act)
    return redirect("coaching:checklist", pk, program)
