"""Holding a conversation: one section at a time, any order, saved as it is said."""

from datetime import datetime

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.cases.models import Case, Person
from caseway.cases.views.common import try_once, visible_case
from caseway.intake.actions import interviews
from caseway.intake.actions.interviews import Overtaken, Place
from caseway.intake.models import Interview
from caseway.intake.queries.conversation import Conversation, conversation
from caseway.intake.reading.answers import read, was_sent
from caseway.intake.shown import interview as shown
from caseway.intake.shown.interview import Tried
from caseway.intake.views.found import visible_interview
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.rules.interviews.questions import Section, depends_on


@require_POST
def begin(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Begin a conversation with somebody of the case, or go on with the open one."""
    case = visible_case(request, pk)
    person = _who(case, request.POST.get("person", ""))
    row: list[Interview] = []

    def act(now: datetime) -> str:
        slug = request.POST.get("slug", "comprehensive")
        made = interviews.begin(
            case=case,
            person=person,
            slug=slug,
            language=request.POST.get("language") or person.language,
            by=request.user,
            at=now,
        )
        row.append(made)
        return _("Take your time. Every answer is saved as you give it.")

    if try_once(request, act) and row:
        return redirect("intake:interview", row[0].pk)
    return redirect("intake:case", pk)


@require_GET
def interview(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Back to the answer given last, in its section."""
    row = visible_interview(request, pk)
    page = conversation(request.user, row)
    sections = page.sections()
    if not sections:
        raise Http404
    key, _dot, about = row.last_key.partition(".")
    for section in sections:
        for question in section.questions:
            if question.key == key and page.reads(question):
                return redirect(_url(row, section) + f"#q-{key}-{about}")
    return redirect(_url(row, sections[0]))


@require_http_methods(["GET", "POST"])
def section(request: SignedInRequest, pk: int, section_key: str) -> HttpResponseBase:
    """One section. A POST saves all of it, for whoever has no script."""
    row = visible_interview(request, pk)
    page = conversation(request.user, row)
    part = _section(page, section_key)
    if request.method != "POST":
        audit.read(Kind.OPENED, on=row, by=request.user, at=timezone.now(), case_id=row.case_id)
        return _page(request, page, part)
    if page.refusal:
        raise NotAllowed(page.refusal)
    tried = _save_all(request, page, part)
    status = _status(tried)
    fresh = conversation(request.user, visible_interview(request, pk))
    if status != 200:
        return _page(request, fresh, part, tried, status)
    return redirect(_where_next(request, fresh, part))


@require_POST
def answer(request: SignedInRequest, pk: int, question_key: str, about: int) -> HttpResponse:
    """One answer, as it is given. Answers with what stands under the question, and nothing else

    but the questions that are now asked, or no longer are.
    """
    row = visible_interview(request, pk)
    page = conversation(request.user, row)
    place = _place(page, question_key, about)
    sent = read(place, request.POST)
    tried = Tried(sent)
    before = _asked(page, place)
    status = 422 if sent.problem else 200
    if not sent.problem:
        try:
            saved = interviews.save_answer(
                interview=row,
                place=place,
                given=sent.given,
                version=sent.version,
                by=request.user,
                at=timezone.now(),
            )
        except Overtaken as stale:
            tried, status = Tried(sent, stale.theirs), 409
        else:
            page.rows[question_key, about] = saved
            page.given[question_key, about] = sent.given
    after = _asked(page, place)
    turned = [one for one in after if before[one] != after[one]]
    context = {
        "interview": row,
        "foot": shown.foot(page, place, tried),
        "turned": [shown.question(page, one) for one in turned],
        "sections": shown.sections(page, page.questions.find(question_key)[0].key),
        "may_answer": True,
    }
    return render(request, "intake/answered.html", context, status=status)


@require_POST
def finish(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The conversation is over; see what it suggests."""
    row = visible_interview(request, pk)

    def act(now: datetime) -> str:
        interviews.finish(interview=row, by=request.user, at=now)
        return _("The interview is finished. Here is what it suggests.")

    if try_once(request, act):
        return redirect("intake:proposals", pk)
    return redirect("intake:interview", pk)


@require_POST
def reopen(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Go on with a finished conversation."""
    row = visible_interview(request, pk)

    def act(_now: datetime) -> str:
        interviews.reopen(interview=row, by=request.user)
        return _("Open again: answers can be added and changed.")

    try_once(request, act)
    return redirect("intake:interview", pk)


@require_POST
def language(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Show the questions in the other language, in the same section."""
    row = visible_interview(request, pk)
    try:
        interviews.read_in(
            interview=row, language=request.POST.get("language", ""), by=request.user
        )
    except NotAllowed as refusal:
        raise NotAllowed(str(refusal)) from refusal
    page = conversation(request.user, row)
    return redirect(_url(row, _section(page, request.POST.get("section", ""))))


def _save_all(request: SignedInRequest, page: Conversation, part: Section) -> dict[str, Tried]:
    """Save every question of the page, each for itself: one refused keeps no other back."""
    tried = {}
    now = timezone.now()
    for about in page.about(part):
        for question in part.questions:
            place = Place(question, about)
            if not page.reads(question) or not was_sent(place, request.POST):
                continue
            sent = read(place, request.POST)
            tried[place.name] = Tried(sent)
            row = page.rows.get((question.key, about))
            if sent.problem or (row is None and not sent.given.state):
                continue
            try:
                interviews.save_answer(
                    interview=page.interview,
                    place=place,
                    given=sent.given,
                    version=sent.version,
                    by=request.user,
                    at=now,
                )
            except Overtaken as stale:
                tried[place.name] = Tried(sent, stale.theirs)
    return tried


def _status(tried: dict[str, Tried]) -> int:
    if any(one.theirs for one in tried.values()):
        return 409
    return 422 if any(one.sent.problem for one in tried.values()) else 200


def _where_next(request: SignedInRequest, page: Conversation, part: Section) -> str:
    """The section she asked for; this one when answers opened questions in it; else the next."""
    keys = [one.key for one in page.sections()]
    wanted = request.POST.get("then", "")
    if wanted in keys:
        return _url(page.interview, _section(page, wanted))
    opened = [
        f"#q-{question.key}-{about}"
        for about in page.about(part)
        for question in part.questions
        if page.reads(question)
        and question.is_asked(page.given, about)
        and not was_sent(Place(question, about), request.POST)
        and not page.fact(question)
    ]
    if opened or wanted == "stay":
        return _url(page.interview, part) + (opened[0] if opened else "")
    at = keys.index(part.key)
    return _url(page.interview, _section(page, keys[min(at + 1, len(keys) - 1)]))


def _page(
    request: SignedInRequest,
    page: Conversation,
    part: Section,
    tried: dict[str, Tried] | None = None,
    status: int = 200,
) -> HttpResponse:
    row = page.interview
    listed = shown.sections(page, part.key)
    at = next(n for n, one in enumerate(listed) if one["current"])
    hides = len(page.sections()) < len(page.questions.sections)
    context = {
        "case": row.case,
        "interview": row,
        "section": part,
        "title": listed[at]["title"],
        "lead": {
            "words": part.lead.said_in(row.language),
            "lang": part.lead.language_for(row.language),
        },
        "guidance": part.guidance.said_in((get_language() or "en")[:2]),
        "blocks": shown.blocks(page, part, tried),
        "sections": listed,
        "before": listed[at - 1] if at else None,
        "after": listed[at + 1] if at + 1 < len(listed) else None,
        "nth": at + 1,
        "refusal": page.refusal,
        "may_answer": page.refusal is None and row.finished_at is None,
        "some_for_others": hides,
        "problems": _problems(tried or {}),
        "strengths": row.person.strengths.order_by("recorded_at", "pk"),
    }
    return render(request, "intake/interview.html", context, status=status)


def _problems(tried: dict[str, Tried]) -> list[dict[str, str]]:
    """What needs somebody, on top of the page, with the place that each belongs to."""
    return [
        {
            "at": f"q-{name.replace('.', '-')}",
            "text": one.sent.problem or _("Somebody else answered this too. Choose what to keep."),
        }
        for name, one in tried.items()
        if one.sent.problem or one.theirs
    ]


def _asked(page: Conversation, place: Place) -> dict[Place, bool]:
    """Whether each question that hangs on this one is asked, for whom it would be asked."""
    found = {}
    for question in depends_on(page.questions, place.question.key):
        part, _q = page.questions.find(question.key)
        if not page.reads(question):
            continue
        for about in page.about(part):
            found[Place(question, about)] = question.is_asked(page.given, about)
    return found


def _place(page: Conversation, key: str, about: int) -> Place:
    """The question that an address names, for somebody it can be about. 404 otherwise."""
    try:
        part, question = page.questions.find(key)
    except KeyError as error:
        raise Http404 from error
    if about not in page.about(part) or not page.reads(question):
        raise Http404
    return Place(question, about)


def _section(page: Conversation, key: str) -> Section:
    found = next((one for one in page.sections() if one.key == key), None)
    if found is None:
        raise Http404
    return found


def _url(row: Interview, part: Section) -> str:
    return reverse("intake:section", args=[row.pk, part.key])


def _who(case: Case, sent: str) -> Person:
    """The participant, or somebody of her household."""
    if not sent or sent == str(case.participant_id):
        own: Person = case.participant
        return own
    members = Person.objects.filter(households__household=case.household_id, merged_into=None)
    pk = int(sent) if sent.isdecimal() and len(sent) < 19 else 0
    found: Person = get_object_or_404(members.distinct(), pk=pk)
    return found
