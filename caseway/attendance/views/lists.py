"""Lists across cases: what is unproven, and who watches which activity."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from caseway.agencies.access import anywhere
from caseway.agencies.policy import Act
from caseway.attendance.forms.lists import RosterForm, UnprovenForm
from caseway.attendance.models import ActivityEnrolment, AttendanceEntry
from caseway.attendance.queries import rosters as watching
from caseway.attendance.queries import unproven as proving
from caseway.attendance.queries.scope import first_scope
from caseway.attendance.shown import lists as shown
from caseway.attendance.shown.places import sections
from caseway.cases.views.common import today
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.rules.dates import Month

SIZES = (25, 50, 100)


@require_GET
def unproven(request: SignedInRequest) -> HttpResponse:
    """People whose hours would count with one more paper, the best paper first."""
    _for_case_staff(request)
    now = Month.of(today())
    plain = {
        "month": str(now.number),
        "scope": first_scope(request.user),
        "state": proving.NEEDED,
        "provider": "",
    }
    providers = watching.providers_in(request.user, plain["scope"], today())
    form = UnprovenForm(_filled(request, plain), now=now, providers=providers)
    kept = _sound(form, plain)
    choice = proving.Choice(
        period=int(kept["month"]),
        scope=kept["scope"],
        provider=int(kept["provider"]) if kept["provider"] else None,
        state=kept["state"],
    )
    found = proving.unproven(request.user, choice)
    page = Paginator(found.papers, _size(request)).get_page(request.GET.get("page"))
    audit.read(
        Kind.SEARCHED,
        on=AttendanceEntry,
        by=request.user,
        at=timezone.now(),
        hits=len(page.object_list),
    )
    context = {
        "sections": sections(request.user, "unproven"),
        "worklist": shown.unproven_table(proving.lines(list(page), choice), choice),
        "page": page,
        "sizes": SIZES,
        "notes": shown.notes_of(found, choice.period),
        "waiting": choice.state == proving.WAITING,
        "filters": _filters(request, form, plain, shown.summary_of(found) if page else ""),
    }
    return render(request, "attendance/unproven.html", context)


@require_GET
def rosters(request: SignedInRequest) -> HttpResponse:
    """Who takes part in what, where, and when anybody last looked; the longest silence first."""
    _for_case_staff(request)
    plain = {"scope": first_scope(request.user), "provider": "", "activity": "", "quiet": ""}
    providers = watching.providers_in(request.user, plain["scope"], today())
    form = RosterForm(_filled(request, plain), providers=providers)
    kept = _sound(form, plain)
    choice = watching.Choice(
        scope=kept["scope"],
        provider=int(kept["provider"]) if kept["provider"] else None,
        activity=int(kept["activity"]) if kept["activity"] else None,
        quiet=bool(kept["quiet"]),
    )
    rows = watching.roster(request.user, choice, today())
    page = Paginator(rows, _size(request)).get_page(request.GET.get("page"))
    found = list(page.object_list)
    audit.read(
        Kind.SEARCHED, on=ActivityEnrolment, by=request.user, at=timezone.now(), hits=len(found)
    )
    context = {
        "sections": sections(request.user, "rosters"),
        "worklist": shown.roster_table(found, today()),
        "page": page,
        "sizes": SIZES,
        "filters": _filters(request, form, plain, ""),
    }
    return render(request, "attendance/rosters.html", context)


def _for_case_staff(request: SignedInRequest) -> None:
    """Provider staff see their own people on their own page, and no list across cases."""
    if not anywhere(request.user, Act.READ_CASE):
        raise NotAllowed(_("This list is for those who work on cases."))


def _filled(request: SignedInRequest, plain: dict[str, str]) -> dict[str, str]:
    """What the address says, and what a list shows of itself where it says nothing."""
    return {name: request.GET.get(name) or value for name, value in plain.items()}


def _sound(form: Any, plain: dict[str, str]) -> dict[str, str]:
    """Each filter as asked, or as it is of itself when it was asked for what there is not."""
    form.is_valid()
    return {name: form.cleaned_data.get(name) or value for name, value in plain.items()}


def _size(request: SignedInRequest) -> int:
    asked = request.GET.get("rows", "")
    return int(asked) if asked in {str(size) for size in SIZES} else SIZES[0]


def _filters(
    request: SignedInRequest, form: Any, plain: dict[str, str], summary: str
) -> dict[str, Any]:
    chips = shown.chips(form, request.GET, plain)
    return {
        "action": request.path,
        "fields": form,
        "chips": chips,
        "clear_url": request.path if chips else "",
        "summary": summary,
        "hidden": [],
    }
