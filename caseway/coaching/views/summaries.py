"""The summary of a person's month, and the number under which a funder knows her."""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from caseway.cases.views.common import saved, today, try_once
from caseway.coaching.actions import numbers, summaries
from caseway.coaching.facts.story import evidence_of
from caseway.coaching.models import CoachingEnrolment, FunderNumber, MonthlySummary, Visit
from caseway.coaching.months import month_name
from caseway.coaching.telling import Telling, tell
from caseway.coaching.views.found import month_numbered, visible_enrolment
from caseway.coaching.views.whose import sections
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord
from caseway.kernel.words import long_date
from caseway.rules.dates import Month
from caseway.rules.records.visits.elements import TOPIC_LABELS, Topic
from caseway.rules.records.visits.story.evidence import From


@require_http_methods(["GET", "POST"])
def summary(request: SignedInRequest, pk: int, period: int) -> HttpResponseBase:
    """Read the summary of a month, or save what she made of the draft."""
    row, shown = visible_enrolment(request, pk), month_numbered(period)
    held = MonthlySummary.objects.filter(enrolment=row, month=shown.first).first()
    if request.method != "POST":
        audit.read(Kind.OPENED, on=row, by=request.user, at=timezone.now(), case_id=row.case_id)
        return _page(request, row, shown, held)
    if held is None:
        return redirect("coaching:summary", pk, period)
    try:
        summaries.save_summary(
            summary=held,
            version=_number(request, "version"),
            texts=_texts(request),
            more=_more(request),
            by=request.user,
        )
    except NotAllowed as refusal:
        return _page(request, row, shown, held, error=str(refusal), status=422)
    except StaleRecord:
        now = MonthlySummary.objects.get(pk=held.pk)
        return _page(request, row, shown, now, mine=_mine(request, now), status=409)
    messages.success(request, _("Saved."))
    if "sign" in request.POST:
        return _sign(request, MonthlySummary.objects.get(pk=held.pk), pk, period)
    return redirect("coaching:summary", pk, period)


def _number(request: SignedInRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _texts(request: SignedInRequest) -> dict[int, str]:
    found = {}
    for name, text in request.POST.items():
        number = name.removeprefix("sentence-")
        if number != name and number.isdecimal() and len(number) < 5:
            found[int(number)] = str(text)
    return found


def _mine(request: SignedInRequest, now: MonthlySummary) -> dict[int, str]:
    """What she typed, where the sentence still stands at its place; else under -1 and below.

    A draft made anew may have put another sentence there.
    """
    codes = {one.number: one.code for one in tell(now.sentences)}
    found, adrift = {}, 0
    for number, typed in _texts(request).items():
        if codes.get(number) == request.POST.get(f"code-{number}", ""):
            found[number] = typed
        elif typed:
            adrift -= 1
            found[adrift] = typed
    return found


def _more(request: SignedInRequest) -> dict[Topic, str]:
    return {topic: request.POST.get(f"more-{topic.value}", "") for topic in Topic}


def _page(
    request: SignedInRequest,
    row: CoachingEnrolment,
    shown: Month,
    held: MonthlySummary | None,
    *,
    error: str = "",
    mine: dict[int, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    evidence = evidence_of([row], shown)[row.pk]
    told = tell(held.sentences) if held else []
    links = _links(request, told)
    context: dict[str, Any] = {
        "case": row.case,
        "enrolment": row,
        "period": shown.number,
        "month": month_name(shown),
        "summary": held,
        "visits": sum(1 for one in evidence.visits if one.held),
        "changed": bool(held and held.digest != summaries.digest_of(evidence)),
        "untold": [_(TOPIC_LABELS[topic]) for topic in summaries.untold(held)] if held else [],
        "topics": [_topic(topic, told, links, mine or {}) for topic in Topic],
        "refusal": summaries.why_not_tell(request.user, row),
        "error": error,
        "stale": mine is not None,
        "adrift": [typed for number, typed in (mine or {}).items() if number < 0],
        "signed": _signed(held) if held else [],
        "addenda": held.addenda.select_related("by") if held else [],
        "sections": sections(request, "month", shown.number, ""),
        "ahead": shown.first > today(),
    }
    return render(request, "coaching/records/summary.html", context, status=status)


def _topic(
    topic: Topic, told: list[Telling], links: dict[str, dict[str, Any]], mine: dict[int, str]
) -> dict[str, Any]:
    return {
        "key": topic.value,
        "label": _(TOPIC_LABELS[topic]),
        "sentences": [
            {
                "told": one,
                "typed": mine.get(one.number, "" if one.is_out else one.text),
                "from": [links[key] for key in _keys(one) if key in links],
                "job": any(source.kind is From.JOB for source in one.sources),
            }
            for one in told
            if one.topic is topic
        ],
    }


def _keys(one: Telling) -> list[str]:
    return list(dict.fromkeys(source.key for source in one.sources if source.kind is From.VISIT))


def _links(request: SignedInRequest, told: list[Telling]) -> dict[str, dict[str, Any]]:
    """Where each visit named can be read, by its own key. One query."""
    keys = {key for one in told for key in _keys(one)}
    rows = Visit.objects.visible_to(request.user).filter(uuid__in=keys)
    return {str(row.uuid): {"pk": row.pk, "day": long_date(row.day)} for row in rows}


def _signed(held: MonthlySummary) -> list[dict[str, Any]]:
    return [
        {
            "label": _(TOPIC_LABELS[topic]),
            "texts": [one["text"] for one in held.signed_text if one["topic"] == topic.value],
        }
        for topic in Topic
    ]


@require_POST
def draft(request: SignedInRequest, pk: int, period: int) -> HttpResponseBase:
    """Draft the summary from the month's records, or draft it anew."""
    row, shown = visible_enrolment(request, pk), month_numbered(period)

    def act(at: datetime) -> str:
        summaries.draft_summary(enrolment=row, month=shown, by=request.user, at=at)
        return _("Drafted from the records. Read it, change what you would say otherwise, sign.")

    try_once(request, act)
    return redirect("coaching:summary", pk, period)


@require_POST
def sign(request: SignedInRequest, pk: int, period: int) -> HttpResponseBase:
    """Sign the version of the summary that she read."""
    row, shown = visible_enrolment(request, pk), month_numbered(period)
    held = get_object_or_404(MonthlySummary, enrolment=row, month=shown.first)
    return _sign(request, held, pk, period, _number(request, "version"))


def _sign(
    request: SignedInRequest, held: MonthlySummary, pk: int, period: int, version: int | None = None
) -> HttpResponseBase:
    try:
        summaries.sign_summary(
            summary=held,
            version=held.version if version is None else version,
            by=request.user,
            at=timezone.now(),
        )
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    except StaleRecord:
        messages.error(request, _("The summary was changed since you read it. Read it again."))
    else:
        messages.success(request, _("Signed. From now on it can be added to, and not changed."))
    return redirect("coaching:summary", pk, period)


@require_POST
def add(request: SignedInRequest, pk: int, period: int) -> HttpResponseBase:
    """Say something more after the signature."""
    row, shown = visible_enrolment(request, pk), month_numbered(period)
    held = get_object_or_404(MonthlySummary, enrolment=row, month=shown.first)
    text = request.POST.get("text", "")

    def act(at: datetime) -> str:
        summaries.add_to_summary(summary=held, text=text, by=request.user, at=at)
        return _("Added, with your name and the time.")

    try_once(request, act)
    return redirect("coaching:summary", pk, period)


class NumberForm(forms.Form):
    """The number under which the funder knows her."""

    number = forms.CharField(
        label=gettext_lazy("Medicaid ID"),
        max_length=20,
        help_text=gettext_lazy("Two letters, five digits, one letter, such as AB12345C."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_number(self) -> str:
        text = re.sub(r"[\s-]", "", self.cleaned_data["number"]).upper()
        # New York's client identification number.
        if not re.fullmatch(r"[A-Z]{2}[0-9]{5}[A-Z]", text):
            raise forms.ValidationError(
                _("Enter two letters, five digits and one letter, such as AB12345C.")
            )
        return text


@require_http_methods(["GET", "POST"])
def number(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Seal the number with the funder in place of any before. It is shown by its end only."""
    row = visible_enrolment(request, pk)
    form = NumberForm(request.POST or None)

    def act(_at: datetime) -> str:
        kept = numbers.set_funder_number(
            enrolment=row, number=form.cleaned_data["number"], by=request.user
        )
        return _("Sealed. From now on only its end is shown: %(last)s.") % {"last": kept.last_four}

    if request.method == "POST" and form.is_valid() and saved(request, form, act):
        return redirect("coaching:record_month", Month.of(today()).number)
    held = FunderNumber.objects.filter(enrolment=row).first()
    context = {
        "case": row.case,
        "form": form,
        "last_four": held.last_four if held else "",
        "refusal": numbers.why_not_set(request.user, row),
        "period": Month.of(today()).number,
    }
    status = 422 if form.errors else 200
    return render(request, "coaching/records/number.html", context, status=status)
