"""What can be billed of a coach's month, what is held back, and both as a file."""

from collections import Counter
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from caseway.coaching import record_access
from caseway.coaching.facts.bill import bill_of, lines_of
from caseway.coaching.models import FunderNumber, Visit
from caseway.coaching.months import month_name
from caseway.coaching.shown.bill import as_csv, as_xlsx, held_words, rows_of
from caseway.coaching.shown.record import clock
from caseway.coaching.views.found import month_numbered
from caseway.coaching.views.whose import Whose, sections, whose_month
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.personal import FieldClass
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.words import say
from caseway.rules.records.visits.asks import to_be_confirmed
from caseway.rules.records.visits.billing import Line
from caseway.rules.records.visits.checks import CHECK_LABELS, Check, Held

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def page(request: SignedInRequest, period: int) -> HttpResponse:
    """Billable lines and held-back ones, each with the check that held it."""
    month = month_numbered(period)
    whose = whose_month(request, month)
    bill = bill_of(whose.enrolments, month)
    judged = bill.lines
    lines: list[dict[str, Any]] = [
        {
            "visit": visit,
            "line": line,
            "from": clock(line.record.started),
            "to": clock(line.record.stopped),
            "held": held_words(checklist, line),
        }
        for visit, checklist, line in judged
    ]
    held = [one for one in lines if one["held"] and not _is_other(one["line"])]
    waiting = [one for one in held if one["line"].waits]
    context = {
        "period": period,
        "month": month_name(month),
        "whose": whose,
        "before": month.plus(-1).number,
        "after": month.plus(1).number,
        "billable": [one for one in lines if not one["held"]],
        "held": [one for one in held if not one["line"].waits],
        "waiting": waiting,
        "held_back": len(held),
        "low": [{"row": row, "why": say(found.reason)} for row, found in bill.low if found.reason],
        "others": [one for one in lines if _is_other(one["line"])],
        "counts": [
            {"check": _(CHECK_LABELS[check]), "count": count}
            for check, count in Counter(
                one.check for each in held for one in _checks(each["line"])
            ).items()
        ],
        "units": sum(line.units for _visit, _checklist, line in judged),
        "unconfirmed": [
            {"what": param.unit, "source": param.source} for param in to_be_confirmed()
        ],
        "refusal": _why_not(request, whose),
        "sections": sections(request, "billing", period, whose.query),
    }
    return render(request, "coaching/records/billing.html", context)


def _is_other(line: Line) -> bool:
    """Whether the session is none of this funder's, which nobody needs to put right."""
    return any(one.check is Check.NOT_THIS_FUNDER for one in line.held)


def _checks(line: Line) -> list[Held]:
    """One of each check that holds the line."""
    return list({one.check: one for one in line.held}.values())


def _why_not(request: SignedInRequest, whose: Whose) -> str | None:
    return record_access.why_not_bill(request.user, whose.post.site) if whose.post else ""


@require_GET
def download(request: SignedInRequest, period: int, format: str) -> HttpResponseBase:
    """The month as a file: every line, billable or not, with the check that held it back."""
    month = month_numbered(period)
    whose = whose_month(request, month)
    if whose.post is None or format not in ("csv", "xlsx"):
        raise Http404
    if sentence := record_access.why_not_bill(request.user, whose.post.site):
        raise NotAllowed(sentence)
    judged = lines_of(whose.enrolments, month)
    numbers = {
        row.enrolment_id: row
        for row in FunderNumber.objects.filter(enrolment__in=[one.pk for one in whose.enrolments])
    }
    audit.read(
        Kind.EXPORTED,
        on=Visit,
        by=request.user,
        at=timezone.now(),
        field_class=FieldClass.IDENTIFIER,
        hits=len(judged),
    )
    rows = list(rows_of(judged, numbers))
    name = f"visits-{month}.{format}"
    if format == "csv":
        answer = HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    else:
        answer = HttpResponse(as_xlsx(rows, _("Visits")), content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
