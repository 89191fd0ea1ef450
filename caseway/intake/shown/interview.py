"""The interview's page: sections with how far each has come, and questions ready to print."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseway.intake.actions.interviews import Place, given_of
from caseway.intake.models import Answer, AnswerSource, AnswerState
from caseway.intake.queries.conversation import Conversation
from caseway.intake.reading.answers import NO, PREFER_NOT, Sent
from caseway.rules.interviews.questions import Question, Section
from caseway.rules.interviews.words import NOTHING, AnswerKind, Given, Keeping, State, Text

NONE_WORDS = {
    AnswerKind.SEVERAL: gettext_lazy("None of these"),
    AnswerKind.NUMBER: gettext_lazy("Does not apply"),
    AnswerKind.DATE: gettext_lazy("Does not apply"),
}


def sections(page: Conversation, current: str) -> list[dict[str, Any]]:
    """Every section with a link: all can be reached from each, in any order."""
    found = []
    for section in page.sections():
        done = page.progress(section)
        found.append(
            {
                "key": section.key,
                "title": _text(section.title, page),
                "url": reverse("intake:section", args=[page.interview.pk, section.key]),
                "current": section.key == current,
                "asked": done.asked,
                "said": done.said,
                "done": done.is_done,
            }
        )
    return found


def blocks(
    page: Conversation, section: Section, sent: dict[str, "Tried"] | None = None
) -> list[dict[str, Any]]:
    """The questions of a section: once, or for each child under her name."""
    names = {child.pk: child.name_used for child in page.children}
    return [
        {
            "about": about,
            "name": names.get(about, ""),
            "questions": [
                question(page, Place(one, about), (sent or {}).get(f"{one.key}.{about}"))
                for one in section.questions
                if page.reads(one)
            ],
        }
        for about in page.about(section)
    ]


class Tried:
    """What became of one question of a page that was sent."""

    def __init__(self, sent: Sent, theirs: Answer | None = None) -> None:
        self.sent, self.theirs = sent, theirs


def question(page: Conversation, place: Place, tried: Tried | None = None) -> dict[str, Any]:
    """One question: words in the language it is read in, fields as they stand."""
    asked, name = place.question, place.name
    row = page.rows.get((asked.key, place.about))
    given = page.given.get((asked.key, place.about), NOTHING)
    fact = page.fact(asked) if row is None else ""
    typed = tried.sent.typed if tried and (tried.sent.problem or tried.theirs) else typed_of(given)
    pk = page.interview.pk
    return {
        "name": name,
        "id": name.replace(".", "-"),
        "kind": str(asked.kind),
        "text": _text(asked.text, page),
        "hint": _text(asked.hint, page),
        "why": _text(asked.why, page),
        "keeping": str(asked.keeping),
        "is_private": asked.keeping is Keeping.PRIVATE,
        "is_safety": asked.keeping is Keeping.SAFETY,
        "asked": asked.is_asked(page.given, place.about),
        "choices": _choices(asked, page, typed),
        "value": next((one for one in typed if one not in (NO, PREFER_NOT)), ""),
        "is_no": NO in typed,
        "is_prefer_not": PREFER_NOT in typed,
        "none_word": str(NONE_WORDS.get(asked.kind, _("No, nothing"))),
        "fact": fact,
        "fact_url": reverse("cases:person", args=[page.interview.person_id]) if fact else "",
        "url": reverse("intake:answer", args=[pk, asked.key, place.about]),
        "params": f"a-{name},s-{name},v-{name},mine-{name}",
        "foot": foot(page, place, tried),
        "row": row,
    }


def foot(page: Conversation, place: Place, tried: Tried | None = None) -> dict[str, Any]:
    """What stands under a question: whether it is saved, by whom, or what is in the way."""
    row = page.rows.get((place.question.key, place.about))
    told = {
        "name": place.name,
        "id": place.name.replace(".", "-"),
        "version": row.version if row else 0,
        "at": row.at if row and row.state else None,
        "by": row.by.name if row and row.by_id else "",
        "earlier": bool(row and row.source == AnswerSource.EARLIER),
        "problem": tried.sent.problem if tried else "",
        "conflict": None,
        "url": reverse("intake:answer", args=[page.interview.pk, place.question.key, place.about]),
        "params": f"a-{place.name},s-{place.name},v-{place.name},mine-{place.name}",
    }
    if tried and tried.theirs is not None:
        told["version"] = tried.sent.version  # only the button says that mine replaces theirs
        told["conflict"] = {
            "by": tried.theirs.by.name,
            "at": tried.theirs.at,
            "theirs": in_words(place.question, given_of(tried.theirs), page),
            "mine": in_words(place.question, tried.sent.given, page),
            "version": tried.theirs.version,
            "leave_url": _anchor(page, place),
        }
    return told


def typed_of(given: Given) -> tuple[str, ...]:
    """An answer as its fields hold it."""
    if given.state is State.NO:
        return (NO,)
    return (PREFER_NOT,) if given.state is State.PREFER_NOT else given.values


def in_words(asked: Question, given: Given, page: Conversation) -> str:
    """An answer as it is read back."""
    if given.state is not State.ANSWERED:
        return str(AnswerState(given.state).label)
    names = {one.code: one.text.said_in(page.interview.language) for one in asked.options}
    if asked.kind is AnswerKind.YES_NO:
        return _("Yes")
    return ", ".join(names.get(value, value) for value in given.values)


def _choices(asked: Question, page: Conversation, typed: tuple[str, ...]) -> list[dict[str, Any]]:
    if asked.kind is AnswerKind.YES_NO:
        found = [("yes", _("Yes"), ""), (NO, _("No"), "")]
    else:
        language = page.interview.language
        found = [
            (one.code, one.text.said_in(language), one.text.language_for(language))
            for one in asked.options
        ]
    return [
        {"code": code, "label": label, "lang": lang, "on": code in typed}
        for code, label, lang in found
    ]


def _text(text: Text, page: Conversation) -> dict[str, str]:
    language = page.interview.language
    return {"words": text.said_in(language), "lang": text.language_for(language)}


def _anchor(page: Conversation, place: Place) -> str:
    section, _question = page.questions.find(place.question.key)
    url = reverse("intake:section", args=[page.interview.pk, section.key])
    return f"{url}#q-{place.name.replace('.', '-')}"
