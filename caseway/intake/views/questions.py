"""What is asked, edited on screen: a draft by sections, a preview, and publishing."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.agencies.models import Site
from caseway.cases.views.common import try_once
from caseway.intake import access
from caseway.intake.actions import questions as acts
from caseway.intake.models import QuestionDraft, QuestionSetVersion
from caseway.intake.reading.draft import SectionEditor
from caseway.intake.shipped import SLUGS, shipped_sets
from caseway.intake.views.found import sites_of
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.versions import StaleRecord
from caseway.kernel.words import say
from caseway.rules.interviews.questions import QuestionSet, Section, read


@require_GET
def sets(request: SignedInRequest) -> HttpResponse:
    """What each of the reader's sites asks."""
    rows = []
    for site in sites_of(request):
        drafts = set(QuestionDraft.objects.filter(site=site).values_list("slug", flat=True))
        mine = QuestionSetVersion.objects.filter(site=site).values_list("slug", flat=True)
        for slug in dict.fromkeys([*SLUGS, *sorted(set(mine))]):
            version = acts.current_version(site.pk, slug)
            content = version.content if version else shipped_sets()[slug]
            rows.append(
                {
                    "site": site,
                    "slug": slug,
                    "title": _in(content.get("title")),
                    "version": version,
                    "count": sum(len(one["questions"]) for one in content["sections"]),
                    "draft": slug in drafts,
                }
            )
    return render(request, "intake/question_sets.html", {"rows": rows})


@require_GET
def one_set(request: SignedInRequest, site_pk: int, slug: str) -> HttpResponse:
    """What is asked today, and what was asked before."""
    site = _site(request, site_pk)
    version = acts.current_version(site.pk, slug)
    if version is None and slug not in shipped_sets():
        raise Http404
    content = version.content if version else shipped_sets()[slug]
    context = {
        "site": site,
        "slug": slug,
        "title": _in(content.get("title")),
        "version": version,
        "versions": QuestionSetVersion.objects.filter(site=site, slug=slug).select_related(
            "published_by"
        ),
        "sections": _readable(read(content)),
        "draft": QuestionDraft.objects.filter(site=site, slug=slug).first(),
        "refusal": access.why_not_questions(request.user, site),
    }
    return render(request, "intake/question_set.html", context)


@require_POST
def begin(request: SignedInRequest, site_pk: int, slug: str) -> HttpResponseBase:
    """Begin a draft, or go on with the one there is."""
    site = _site(request, site_pk)
    if slug not in shipped_sets() and acts.current_version(site.pk, slug) is None:
        raise Http404
    draft = acts.begin_draft(site=site, slug=slug, by=request.user, at=timezone.now())
    return redirect("intake:draft", draft.pk)


@require_http_methods(["GET", "POST"])
def draft(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The sections of a draft, what is wrong with it, and the way to publish it."""
    row = _draft(request, pk)
    if request.method == "POST":
        if sentence := access.why_not_questions(request.user, row.site):
            raise NotAllowed(sentence)
        content, message = _with_sections(request, row)
        return _kept(request, row, content, message, "intake:draft", row.pk)
    return _draft_page(request, row)


@require_http_methods(["GET", "POST"])
def draft_section(request: SignedInRequest, pk: int, section_key: str) -> HttpResponseBase:
    """One section of a draft with its questions."""
    row = _draft(request, pk)
    at = _index(row, section_key)
    editor = SectionEditor(row.content, at, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if sentence := access.why_not_questions(request.user, row.site):
            raise NotAllowed(sentence)
        if editor.is_valid():
            section = editor.section()
            content = json.loads(json.dumps(row.content))
            content["sections"][at] = section
            message = _("The section is saved in the draft.")
            return _kept(
                request, row, content, message, "intake:draft_section", row.pk, section["key"]
            )
    context = {
        "draft": row,
        "site": row.site,
        "editor": editor,
        "version": row.version,
        "section_key": section_key,
        "title": _in(row.content["sections"][at].get("title")) or section_key,
        "refusal": access.why_not_questions(request.user, row.site),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "intake/draft_section.html", context, status=status)


@require_GET
def preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """The draft as it would be asked, in either language. Nothing of it is saved."""
    row = _draft(request, pk)
    wrong = acts.found_wrong(row.content)
    language = "es" if request.GET.get("in") == "es" else "en"
    context = {
        "draft": row,
        "site": row.site,
        "language": language,
        "wrong": [say(one) for one in wrong],
        "sections": [] if wrong else _readable(read(row.content), language),
    }
    return render(request, "intake/preview.html", context)


@require_POST
def publish(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask this from now on."""
    row = _draft(request, pk)
    site_pk, slug = row.site_id, row.slug

    def act(now: datetime) -> str:
        version = acts.publish(draft=row, by=request.user, at=now)
        return _("Version %(n)d is asked from now on.") % {"n": version.number}

    if try_once(request, act):
        return redirect("intake:question_set", site_pk, slug)
    return redirect("intake:draft", pk)


@require_POST
def discard(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Give the draft up."""
    row = _draft(request, pk)
    site_pk, slug = row.site_id, row.slug

    def act(_now: datetime) -> str:
        acts.discard(draft=row, by=request.user)
        return _("The draft is gone. What is asked stays as it is.")

    try_once(request, act)
    return redirect("intake:question_set", site_pk, slug)


def _with_sections(request: SignedInRequest, row: QuestionDraft) -> tuple[dict[str, Any], str]:
    """The content with a section moved, added or taken out, as the button says."""
    content: dict[str, Any] = json.loads(json.dumps(row.content))
    sections: list[dict[str, Any]] = content["sections"]
    act, _colon, key = request.POST.get("do", "").partition(":")
    at = next((n for n, one in enumerate(sections) if one["key"] == key), -1)
    if act == "add":
        taken = {one["key"] for one in sections}
        name = next(f"section_{n}" for n in range(1, 500) if f"section_{n}" not in taken)
        title = request.POST.get("title", "").strip()[:200] or _("New section")
        sections.append({"key": name, "title": {"en": title}, "questions": []})
        return content, _("Section added at the end.")
    if at < 0:
        raise Http404
    acts_on: dict[str, Callable[[], str]] = {
        "up": lambda: _swap(sections, at, at - 1),
        "down": lambda: _swap(sections, at, at + 1),
        "remove": lambda: _take_out(sections, at),
    }
    if act not in acts_on:
        raise Http404
    return content, acts_on[act]()


def _swap(rows: list[Any], one: int, other: int) -> str:
    if 0 <= other < len(rows):
        rows[one], rows[other] = rows[other], rows[one]
    return _("Moved.")


def _take_out(rows: list[Any], at: int) -> str:
    del rows[at]
    return _("Taken out of the draft. What was published keeps it.")


def _kept(
    request: SignedInRequest,
    row: QuestionDraft,
    content: dict[str, Any],
    message: str,
    *where: Any,
) -> HttpResponseBase:
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isdecimal() and len(sent) < 10 else 0
    try:
        # The version says whether this very change was made already.
        acts.save_draft(
            draft=row, content=content, version=version, by=request.user, at=timezone.now()
        )
    except StaleRecord:
        words = _("Somebody saved this draft since you opened it. Load it again, then change it.")
        messages.error(request, words)
    else:
        messages.success(request, message)
    return redirect(*where)


def _draft_page(request: SignedInRequest, row: QuestionDraft) -> HttpResponse:
    last = len(row.content["sections"]) - 1
    context = {
        "draft": row,
        "site": row.site,
        "title": _in(row.content.get("title")),
        "sections": [
            {
                "key": one["key"],
                "title": _in(one.get("title")) or one["key"],
                "count": len(one["questions"]),
                "first": n == 0,
                "last": n == last,
            }
            for n, one in enumerate(row.content["sections"])
        ],
        "wrong": [say(one) for one in acts.found_wrong(row.content)],
        "refusal": access.why_not_questions(request.user, row.site),
    }
    return render(request, "intake/draft.html", context)


def _readable(questions: QuestionSet, language: str = "") -> list[dict[str, Any]]:
    """Sections and questions in words, for reading."""
    spoken = language or (get_language() or "en")[:2]
    return [_read_section(section, spoken) for section in questions.sections]


def _read_section(section: Section, language: str) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": section.title.said_in(language),
        "lang": section.title.language_for(language),
        "lead": section.lead.said_in(language),
        "each": bool(section.each),
        "questions": [
            {
                "text": one.text.said_in(language),
                "lang": one.text.language_for(language),
                "why": one.why.said_in(language),
                "kind": str(one.kind),
                "options": [option.text.said_in(language) for option in one.options],
                "keeping": str(one.keeping),
                "conditional": bool(one.only_if),
            }
            for one in section.questions
        ],
    }


def _in(words: Any) -> str:
    """The reader's language, or English."""
    said = words or {}
    spanish = said.get("es") if (get_language() or "").startswith("es") else ""
    return str(spanish or said.get("en") or "")


def _site(request: SignedInRequest, pk: int) -> Site:
    found = next((one for one in sites_of(request) if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _draft(request: SignedInRequest, pk: int) -> QuestionDraft:
    sites = [one.pk for one in sites_of(request)]
    return get_object_or_404(
        QuestionDraft.objects.filter(site__in=sites).select_related("site", "edited_by"), pk=pk
    )


def _index(row: QuestionDraft, key: str) -> int:
    found = [n for n, one in enumerate(row.content["sections"]) if one["key"] == key]
    if not found:
        raise Http404
    return found[0]
