"""The intake page of a case: its way in, conversations, strengths, what is in the way."""

from typing import Any

from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from caseway.cases.bar import bar
from caseway.cases.models import Case
from caseway.cases.views.common import visible_case
from caseway.intake import access
from caseway.intake.forms.ways_in import BeginForm
from caseway.intake.lacking import is_past
from caseway.intake.models import Interview, QuestionSetVersion
from caseway.intake.queries.case import CaseIntake, intake_of_case, open_contacts
from caseway.intake.queries.conversation import conversation
from caseway.intake.shipped import SLUGS, shipped_sets
from caseway.intake.shown import proposals, ways_in
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.requests import SignedInRequest
from caseway.rules.functions import IntakeFlow
from caseway.rules.interviews.proposals import readiness


@require_GET
def case(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everything of intake on one case."""
    row = visible_case(request, pk)
    audit.read(Kind.OPENED, on=row, by=request.user, at=timezone.now(), case_id=row.pk)
    page = intake_of_case(request.user, row)
    context: dict[str, Any] = {
        "case": row,
        "identity": bar(request.user, row, "intake"),
        "page": page,
        "refusal": access.why_not_edit(request.user, row),
        "sets": _sets(request, page),
        "interviews": [_told(one) for one in page.interviews],
        **_way_in(request, page),
        **_latest(request, page),
    }
    return render(request, "intake/case.html", context)


def set_title(slug: str, version: QuestionSetVersion | None, language: str) -> str:
    """What a set of questions is called."""
    content = version.content if version else shipped_sets().get(slug, {})
    title = content.get("title") or {}
    return str((title.get("es") if language == "es" else "") or title.get("en") or slug)


def _way_in(request: SignedInRequest, page: CaseIntake) -> dict[str, Any]:
    if page.way_in is not None:
        return {"way": ways_in.way_in(page.way_in, request.user, timezone.now())}
    if is_past(page.case.pk):
        return {"way": None, "is_past": True}
    contacts = open_contacts(request.user, page.case)
    return {
        "way": None,
        "begin": BeginForm(contacts=contacts, initial=_start(contacts, page.case)),
        "contacts": contacts.exists(),
    }


def _start(contacts: Any, case: Case) -> dict[str, Any]:
    """What was said at the first contact of somebody of this name, so that nobody asks twice."""
    name = case.participant.name_used.casefold()
    found = [one for one in contacts[:50] if str(one.unseal("name")).casefold() == name]
    if len(found) != 1:
        return {"wants_tanf": True}
    wants = ("wants_tanf", "wants_snap", "wants_medicaid", "wants_child_care")
    return {"contact": found[0].pk, **{want: getattr(found[0], want) for want in wants}}


def _told(row: Interview) -> dict[str, Any]:
    return {
        "row": row,
        "title": set_title(row.asks.slug, row.asks, (get_language() or "en")[:2]),
        "url": reverse("intake:interview", args=[row.pk]),
        "answers": row.answers.exclude(state="").count(),
    }


def _sets(request: SignedInRequest, page: CaseIntake) -> list[dict[str, Any]]:
    """What can be asked on this case, and whether this reader may ask it."""
    rows = QuestionSetVersion.objects.filter(site=page.case.site_id)
    latest = dict(rows.values_list("slug").annotate(n=Max("number")).order_by("slug"))
    versions = {row.slug: row for row in rows if latest[row.slug] == row.number}
    slugs = [slug for slug in dict.fromkeys([*SLUGS, *sorted(versions)]) if _fits(slug, page)]
    return [
        {
            "slug": slug,
            "title": set_title(slug, versions.get(slug), (get_language() or "en")[:2]),
            "refusal": access.why_not_interview(request.user, page.case, slug),
        }
        for slug in slugs
    ]


def _fits(slug: str, page: CaseIntake) -> bool:
    """The mini interview belongs to the flow that has one."""
    if slug != "mini":
        return True
    return page.way_in is not None and page.way_in.flow == IntakeFlow.MINI_INTERVIEW


def _latest(request: SignedInRequest, page: CaseIntake) -> dict[str, Any]:
    """What the newest interview suggests, and how ready somebody is to look for work."""
    newest = next((one for one in page.interviews if one.asks.slug != "mini"), None)
    if newest is None:
        return {"newest": None}
    talk = conversation(request.user, newest)
    ready = readiness(talk.questions, talk.given)
    language = (get_language() or "en")[:2]
    return {
        "newest": newest,
        "open_proposals": proposals.shown(talk)["open"],
        "ready": [one.text.said_in(language) for one in ready.ready],
        "lacking": [one.text.said_in(language) for one in ready.lacking],
        "unsaid": len(ready.open),
        "ready_of": _("%(n)d of %(all)d")
        % {"n": len(ready.ready), "all": len(ready.ready) + len(ready.lacking)},
        "any_ready": bool(ready.ready or ready.lacking),
    }
