"""Referrals of a worker or of all she sees, and those of one case with what helps beside."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from caseway.cases.bar import bar
from caseway.cases.views.common import today, visible_case
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.chips import chips
from caseway.kernel.requests import SignedInRequest
from caseway.network.actions import referrals as actions
from caseway.network.actions.words import why_not_put_in
from caseway.network.forms.choosing import ListForm
from caseway.network.queries import referrals as listing
from caseway.network.queries.supports import supports_of, words_of
from caseway.network.shown import referrals as shown
from caseway.network.shown import supports as support_words
from caseway.network.views.referrals.common import who_may_work

PER_PAGE = 25


@require_GET
def referrals(request: SignedInRequest) -> HttpResponse:
    """Every referral she may see, the most pressing first: none is ever lost from view."""
    has_own = listing.holds_cases(request.user)
    form = ListForm(
        _with_scope(request.GET, has_own=has_own),
        providers=listing.providers_of(request.user),
        workers=listing.workers_of(request.user),
    )
    form.is_valid()
    group = request.GET.get("group", "")
    choice = _choice(form, group if group in listing.GROUPS else listing.OPEN)
    found = listing.listed(request.user, choice, today())
    page = Paginator(found.rows, PER_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    narrowed = chips(form, request.GET)
    context = {
        "page": page,
        "worklist": shown.table(rows, today(), who_may_work(request.user, rows)),
        "sections": _groups(request, choice, found.counts),
        "group": choice.group,
        "filters": {
            "action": reverse("network:referrals"),
            "fields": form,
            "chips": narrowed,
            "clear_url": reverse("network:referrals"),
            "summary": _summary(page.paginator.count, found.counts[listing.DUE], choice.group),
            "hidden": [("group", choice.group)],
        },
    }
    return render(request, "network/referrals.html", context)


def _with_scope(query: QueryDict, *, has_own: bool) -> QueryDict:
    """Whoever holds cases begins with hers, whoever leads with all."""
    data = query.copy()
    if "scope" not in data:
        data["scope"] = listing.MINE if has_own else listing.ALL
    return data


def _choice(form: ListForm, group: str) -> listing.Choice:
    kept = form.cleaned_data
    return listing.Choice(
        scope=kept.get("scope") or listing.ALL,
        group=group,
        need=kept.get("need", ""),
        provider=kept.get("provider"),
        worker=kept.get("worker"),
    )


def _groups(
    request: SignedInRequest, choice: listing.Choice, counts: dict[str, int]
) -> list[dict[str, Any]]:
    names = {
        listing.DUE: _("Due now"),
        listing.OPEN: _("All open"),
        listing.WAITING: _("Waiting"),
        listing.UNDER_WAY: _("Under way"),
        listing.STUCK: _("Stuck"),
        listing.CLOSED: _("Closed"),
    }
    found = []
    for group, label in names.items():
        query = request.GET.copy()
        query.pop("page", None)
        query["group"] = group
        found.append(
            {
                "label": label,
                "url": f"?{query.urlencode()}",
                "current": group == choice.group,
                "count": counts[group],
            }
        )
    return found


def _summary(count: int, due: int, group: str) -> str:
    words = ngettext("%(n)s referral", "%(n)s referrals", count) % {"n": count}
    if group == listing.CLOSED or not due or group == listing.DUE:
        return words
    late = ngettext("%(n)s asks for a step today", "%(n)s ask for a step today", due) % {"n": due}
    return _("%(referrals)s; %(due)s") % {"referrals": words, "due": late}


@require_GET
def case_referrals(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where a family was sent, what came of it, and what can be done for them."""
    case = visible_case(request, pk)
    audit.read(Kind.OPENED, on=case, by=request.user, at=timezone.now(), case_id=case.pk)
    rows = listing.of_case(request.user, case)
    works = who_may_work(request.user, rows)
    lines = [shown.line(row, today(), may_work=row.pk in works) for row in rows]
    closed = {row.pk for row in rows if row.closed_at}
    context = {
        "case": case,
        "identity": bar(request.user, case, "help"),
        "open": sorted(
            (one for one in lines if one["id"] not in closed), key=lambda one: one["due"]
        ),
        "closed": [one for one in lines if one["id"] in closed],
        "refusal": actions.why_not_refer(request.user, case),
        "supports": [support_words.support_line(row) for row in supports_of(request.user, case)],
        "words": [support_words.word_line(row) for row in words_of(request.user, case)],
        "may_put_in": why_not_put_in(request.user, case) is None,
    }
    return render(request, "network/case.html", context)
