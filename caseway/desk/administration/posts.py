"""Ending a post: what becomes vacant, then all of it in one act."""

from collections import Counter

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from caseway.agencies.views.staff import find_person, find_post
from caseway.cases.actions import leaving
from caseway.cases.models import Case, Part
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.signin.recent import recently_signed_in

# The rest is counted; the queue of the agency lists all of them afterwards.
LISTED = 100


class EndPostForm(forms.Form):
    """Why a post ends."""

    reason = forms.CharField(
        label=gettext_lazy("Why it ends"),
        max_length=255,
        help_text=gettext_lazy("For example: she moves to another agency. It stays in the record."),
    )


@recently_signed_in
@require_http_methods(["GET", "POST"])
def end_post(request: SignedInRequest, pk: int, post_pk: int) -> HttpResponseBase:
    """Show which cases become vacant, then end the post and vacate them together."""
    who = find_person(request, pk)
    post = find_post(request, who, post_pk)
    now = timezone.now()
    today = timezone.localdate(now)
    form = EndPostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            left = leaving.end_post(
                membership=post,
                reason=form.cleaned_data["reason"],
                by=request.user,
                on=today,
                at=now,
            )
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _said(left))
            return redirect("agencies:person", who.pk)
    parts = list(leaving.parts_left(post, today).select_related("case__participant"))
    seen = set(
        Case.objects.visible_to(request.user)
        .filter(pk__in=[row.case_id for row in parts])
        .values_list("pk", flat=True)
    )
    counts = Counter(row.part for row in parts)
    context = {
        "who": who,
        "post": post,
        "form": form,
        "parts": [row for row in parts if row.case_id in seen][:LISTED],
        "total": len(parts),
        "counts": [(Part(part).label, counts[part]) for part in Part.values if counts[part]],
        "supervised": who.supervised.filter(agency=post.agency, site=post.site)
        .exclude(ends_on__lte=today)
        .select_related("user"),
        "covering": who.covering.filter(ends_on__gt=today).select_related("user"),
        "today": today,
    }
    status = 422 if form.errors else 200
    return render(request, "administration/end_post.html", context, status=status)


def _said(left: leaving.Left) -> str:
    words = ngettext(
        "The post is ended. %(n)d part waits in the agency's queue.",
        "The post is ended. %(n)d parts wait in the agency's queue.",
        left.vacant,
    ) % {"n": left.vacant}
    if left.account_closed:
        words = _("%(words)s No post is left, so the account is closed.") % {"words": words}
    return words
