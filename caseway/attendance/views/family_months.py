"""What a family received in a month and who was in it, for the rule and for nobody's judgement."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caseway.agencies.policy import Act
from caseway.attendance.actions.families import save_month, why_not_change
from caseway.attendance.forms.family_months import MemberForm, MonthForms
from caseway.attendance.queries.family_months import MonthFacts, month_facts
from caseway.attendance.words import month_words
from caseway.cases import access
from caseway.cases.models import Case
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord
from caseway.rules.dates import Month

FIRST, LAST = 1997, 2999  # TANF began in 1997


@require_http_methods(["GET", "POST"])
def family_month(request: SignedInRequest, pk: int, period: int) -> HttpResponseBase:
    """Show the facts of the month, or save them."""
    seen = Case.objects.visible_to(request.user).select_related("participant", "site")
    case = get_object_or_404(seen, pk=pk)
    if not (FIRST <= period // 100 <= LAST and 1 <= period % 100 <= 12):
        raise Http404
    facts = month_facts(case, period)
    safety = access.can(request.user, Act.READ_SAFETY, case)
    if request.method != "POST":
        now = timezone.now()
        audit.read(Kind.OPENED, on=case, by=request.user, at=now, case_id=case.pk)
        return _page(request, facts, MonthForms(facts, shows_safety=safety))
    sent = MonthForms(facts, request.POST, shows_safety=safety)
    if not sent.is_valid():
        return _page(request, facts, sent, status=422)
    return _save(request, facts, sent, safety)


def _save(
    request: SignedInRequest, facts: MonthFacts, sent: MonthForms, safety: bool
) -> HttpResponseBase:
    try:
        save_month(
            case=facts.case,
            period=facts.period,
            values=sent.family.values(),
            members=sent.kept(),
            version=_version(request.POST),
            by=request.user,
            at=timezone.now(),
            keep_safety=not safety,
        )
    except NotAllowed as refusal:
        sent.family.add_error(None, str(refusal))
        return _page(request, facts, sent, status=422)
    except StaleRecord:
        return _conflict(request, facts, safety)
    said = _("Saved. The hours of %(month)s were worked out again.")
    messages.success(request, said % {"month": month_words(facts.period)})
    return redirect(reverse("reporting:why", args=[facts.case.pk, facts.period]))


def _version(data: QueryDict) -> int:
    text = data.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _page(
    request: SignedInRequest, facts: MonthFacts, shown: MonthForms, status: int = 200
) -> HttpResponse:
    month = Month(*divmod(facts.period, 100))
    context = {
        "case": facts.case,
        "month": facts.period,
        "facts": facts,
        "form": shown,
        "errors": shown.errors() if status != 200 else [],
        "version": request.POST.get("version", facts.version),
        "refusal": why_not_change(request.user, facts.case, facts.period),
        "before": month.plus(-1).number,
        "after": month.plus(1).number,
    }
    return render(request, "attendance/family_month.html", context, status=status)


def _conflict(request: SignedInRequest, facts: MonthFacts, safety: bool) -> HttpResponse:
    """What both wrote, part by part; what is the same in both goes along unseen."""
    now = month_facts(facts.case, facts.period)
    theirs = MonthForms(now, shows_safety=safety)
    fields, same = [], []
    for form in theirs.all:
        for field in form:
            name = field.html_name
            saved, mine = _as_sent(field), request.POST.get(name, "")
            if saved == mine:
                same.append((name, mine))
            else:
                fields.append(_side_by_side(form, field, saved, mine))
    row = now.row
    conflict = {
        "action": request.path,
        "version": now.version,
        "by": row.recorded_by.name if row and row.recorded_by else _("Somebody else"),
        "at": row.recorded_at if row else None,
        "back_url": request.path,
        "hidden": same,
        "fields": fields,
    }
    context = {"case": facts.case, "month": facts.period, "conflict": conflict}
    return render(request, "attendance/family_month_conflict.html", context, status=409)


def _as_sent(field: forms.BoundField) -> str:
    """A saved value as the browser would send it."""
    value = field.value()
    if isinstance(field.field, forms.BooleanField):
        return "on" if value else ""
    return "" if value is None else str(value)


def _side_by_side(
    form: forms.Form, field: forms.BoundField, saved: str, mine: str
) -> dict[str, Any]:
    who = form.someone.person.name_used if isinstance(form, MemberForm) else ""
    label = f"{who}: {field.label}" if who else field.label
    return {
        "label": label,
        "name": field.html_name,
        "theirs": saved,
        "mine": mine,
        "theirs_shown": _words(field.field, saved),
        "mine_shown": _words(field.field, mine),
    }


def _words(field: forms.Field, value: str) -> str:
    if isinstance(field, forms.BooleanField):
        return _("Yes") if value else _("No")
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    return value
