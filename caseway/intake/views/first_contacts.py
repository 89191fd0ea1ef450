"""First contacts: who came, what they look for, and where they go from here."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caseway.agencies.models import Region
from caseway.agencies.standing import standing_of
from caseway.cases.queries.spoken import often_spoken
from caseway.cases.views.common import first_errors
from caseway.intake import access
from caseway.intake.actions import ways_in as acts
from caseway.intake.forms.ways_in import FirstContactForm
from caseway.intake.models import Diversion, DiversionOutcome, FirstContact, RightProgram
from caseway.intake.shown import ways_in as shown
from caseway.intake.views.found import visible_first_contact
from caseway.intake.views.ways_in import saved
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest

PER_PAGE = 25


@require_http_methods(["GET", "POST"])
def first_contacts(request: SignedInRequest) -> HttpResponseBase:
    """Who came and has no case yet. A POST writes another down."""
    regions = regions_of(request)
    refusal = _why_not_any(request, regions)
    start = {"program": RightProgram.NOT_SURE, "wants_tanf": True, "language": "en"}
    often = often_spoken([region.site_id for region in regions])
    queryset = Region.objects.filter(pk__in=[one.pk for one in regions]).order_by("site", "name")
    sent = request.POST if request.method == "POST" else None
    form = FirstContactForm(sent, regions=queryset, often=often, initial=start)
    if sent is not None:
        if refusal:
            raise NotAllowed(refusal)
        made: list[FirstContact] = []

        def act(now: datetime) -> str:
            made.append(
                acts.take_first_contact(
                    region=form.cleaned_data["region"],
                    told=form.told(),
                    by=request.user,
                    at=now,
                )
            )
            return _("Written down.")

        if form.is_valid() and saved(request, form, act):
            if made:
                return redirect("intake:first_contact", made[0].pk)
            return redirect("intake:first_contacts")
    rows = FirstContact.objects.visible_to(request.user).filter(case=None)
    page = Paginator(
        rows.select_related("by", "site", "region").order_by("-at", "-pk"), PER_PAGE
    ).get_page(request.GET.get("page"))
    audit.read(Kind.SEARCHED, on=FirstContact, by=request.user, at=timezone.now(), hits=len(page))
    context = {
        "form": form,
        "errors": first_errors(form) if form.is_bound else [],
        "refusal": refusal,
        "page": page,
        "contacts": [_told(one) for one in page.object_list],
    }
    status = 422 if form.errors else 200
    return render(request, "intake/first_contacts.html", context, status=status)


@require_http_methods(["GET", "POST"])
def first_contact(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """One first contact: what was said, and the next step from here. A POST puts it right."""
    row = visible_first_contact(request, pk)
    regions = Region.objects.filter(pk=row.region_id)
    refusal = access.why_not_first_contact(request.user, row.region)
    form = FirstContactForm(request.POST or None, regions=regions, initial=_start(row))
    if request.method == "POST":
        if refusal:
            raise NotAllowed(refusal)

        def act(_now: datetime) -> str:
            acts.change_first_contact(contact=row, told=form.told(), by=request.user)
            return _("Saved.")

        if form.is_valid() and saved(request, form, act):
            return redirect("intake:first_contact", pk)
    else:
        audit.read(Kind.OPENED, on=row, by=request.user, at=timezone.now(), case_id=row.case_id)
    context = {
        "contact": _told(row),
        "row": row,
        "form": form,
        "errors": first_errors(form) if form.is_bound else [],
        "refusal": refusal,
    }
    status = 422 if form.errors else 200
    return render(request, "intake/first_contact.html", context, status=status)


def regions_of(request: SignedInRequest) -> list[Region]:
    """The offices at which she sits."""
    posts = standing_of(request.user).case_posts
    rows = Region.objects.filter(site__in={post.site_id for post in posts}).order_by("pk")
    return [
        row
        for row in rows.select_related("site")
        if any(post.covers(site_id=row.site_id, region_id=row.pk) for post in posts)
    ]


def _why_not_any(request: SignedInRequest, regions: list[Region]) -> str | None:
    """Why she takes first contacts nowhere; None when she does somewhere."""
    if not regions:
        return _("You hold no post at this site. Ask its administrator.")
    found = [access.why_not_first_contact(request.user, region) for region in regions]
    return None if None in found else found[0]


def _start(row: FirstContact) -> dict[str, Any]:
    return {
        "region": row.region_id,
        "name": row.unseal("name"),
        "phone": row.unseal("phone") or "",
        "words": row.unseal("words") or "",
        "language": row.language,
        "wants_tanf": row.wants_tanf,
        "wants_snap": row.wants_snap,
        "wants_medicaid": row.wants_medicaid,
        "wants_child_care": row.wants_child_care,
        "program": row.program,
        "diversion": row.diversion.split(",") if row.diversion else [],
        "outcome": row.outcome,
        "diversion_words": row.diversion_words,
        "next_words": row.next_words,
    }


def _told(row: FirstContact) -> dict[str, Any]:
    """A first contact in words."""
    return {
        "pk": row.pk,
        "name": row.unseal("name"),
        "phone": row.unseal("phone") or "",
        "words": row.unseal("words") or "",
        "language": row.language,
        "came_for": shown.came_for(row),
        "program": RightProgram(row.program).label,
        "opens_case": row.program in (RightProgram.HERE, RightProgram.NOT_SURE)
        and row.outcome != DiversionOutcome.TAKEN,
        "diversion": [Diversion(one).label for one in row.diversion.split(",") if one],
        "discussed": bool(row.outcome),
        "outcome": DiversionOutcome(row.outcome).label,
        "diversion_words": row.diversion_words,
        "next_words": row.next_words,
        "by": row.by.name,
        "at": row.at,
        "region": row.region.name,
        "site": row.site.name,
        "case_id": row.case_id,
        "site_id": row.site_id,
    }
