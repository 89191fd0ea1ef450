"""Emergency access: asking for a case by its number, and the list that privacy officers review."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.models import Membership
from caseway.agencies.policy import Act
from caseway.agencies.standing import open_on, standing_of
from caseway.cases.actions import emergencies as actions
from caseway.cases.models import Case, EmergencyAccess
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.rules.functions import EmployerKind

PAGE = 25


class AskForm(forms.Form):
    """Which case, and why it cannot wait."""

    number = forms.CharField(
        label=gettext_lazy("Case number"),
        max_length=32,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("What has happened, and why it cannot wait"),
        min_length=actions.SHORTEST_REASON,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The privacy officer reads this and speaks with you about it."),
        error_messages={
            "min_length": gettext_lazy("Write what has happened and why it cannot wait.")
        },
    )


class ReviewForm(forms.Form):
    """What the review found."""

    note = forms.CharField(
        label=gettext_lazy("What you found"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def emergency_access(request: SignedInRequest) -> HttpResponseBase:
    """Ask for a case that one cannot see. The answer never tells whether a number exists."""
    now = timezone.now()
    why_not = actions.why_not_ask(request.user, now)
    form = AskForm(request.POST or None)
    if request.method == "POST" and why_not is None and form.is_valid():
        try:
            case = actions.open_in_emergency(
                number=form.cleaned_data["number"],
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=now,
            )
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return _opened(request, case, now) if case else _nothing(request)
    status = 422 if form.errors else 403 if request.method == "POST" and why_not else 200
    context = {"form": form, "why_not": why_not, "hours": actions.LASTS.seconds // 3600}
    return render(request, "administration/emergency.html", context, status=status)


@require_GET
def break_glass(request: SignedInRequest) -> HttpResponse:
    """Every emergency access that the reader looks after: those to review first."""
    rows = reviewable(request.user).select_related("user", "case", "site", "reviewed_by")
    waiting = rows.filter(reviewed_at=None).order_by("starts_at", "pk")
    done = rows.exclude(reviewed_at=None).order_by("-starts_at", "-pk")
    page = Paginator(done, PAGE).get_page(request.GET.get("page"))
    context = {
        "waiting": [_shown(row, request.user) for row in waiting[:100]],
        "page": page,
        "done": [_shown(row, request.user) for row in page.object_list],
        "now": timezone.now(),
    }
    return render(request, "administration/break_glass.html", context)


@require_POST
def review(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Write what the review found."""
    row = get_object_or_404(reviewable(request.user), pk=pk)
    form = ReviewForm(request.POST)
    try:
        if not form.is_valid():
            raise NotAllowed(_("Write what you found, so that the record can stand alone."))
        actions.review(
            emergency=row, note=form.cleaned_data["note"], by=request.user, at=timezone.now()
        )
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Reviewed. The note stays with the record."))
    return redirect("administration:break_glass")


def reviewable(user: User) -> QuerySet[EmergencyAccess]:
    """The emergency accesses that this person may read; 404 for whoever reads none anywhere.

    An officer of a public agency reads all of her site. One of a contractor
    reads what her own agency's people asked for, and who opened her agency's cases.
    """
    posts = [post for post in standing_of(user).posts if access.carries(post, Act.READ_AUDIT)]
    if not posts:
        raise Http404
    public = {post.site_id for post in posts if post.employer_kind == EmployerKind.PUBLIC}
    seen = Q(site__in=public)
    for post in posts:
        if post.site_id not in public:
            own = Membership.objects.filter(
                open_on(standing_of(user).on), agency=post.agency_id, site=post.site_id
            )
            seen |= Q(site=post.site_id, user__in=own.values("user_id"), case=None)
            held = Case.objects.visible_to(user).filter(site=post.site_id)
            seen |= Q(site=post.site_id, case__in=held.values("pk"))
    return EmergencyAccess.objects.filter(seen)


def waiting_for_review(user: User) -> int:
    """How many wait for this person's review, for the menu."""
    try:
        return reviewable(user).filter(reviewed_at=None).exclude(user=user).count()
    except Http404:
        return 0


def _shown(row: EmergencyAccess, reader: User) -> dict[str, Any]:
    return {
        "row": row,
        "why_not": access.why_not(reader, Act.REVIEW_EMERGENCY, Where(row.site_id, None))
        if row.user_id != reader.pk
        else _("Another privacy officer reviews what you opened yourself."),
        "form": ReviewForm(auto_id=f"id_{row.pk}_%s"),
    }


def _opened(request: SignedInRequest, case: Case, now: datetime) -> HttpResponseBase:
    row = EmergencyAccess.objects.open_for(request.user.pk, now).filter(case=case).first()
    if row is not None:
        until = date_format(timezone.localtime(row.ends_at), "TIME_FORMAT")
        messages.warning(
            request,
            _("Open for you until %(time)s. The privacy officer reviews this access.")
            % {"time": until},
        )
    return redirect("desk:case", case.pk)


def _nothing(request: SignedInRequest) -> HttpResponse:
    """The same page, whether there is no such number or it belongs to another site."""
    return render(request, "administration/emergency_nothing.html", status=404)
