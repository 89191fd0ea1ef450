"""One question's fields as they were sent: an answer, or what is wrong with it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.http import QueryDict
from django.utils.translation import gettext as _

from caseway.intake.actions.interviews import Place
from caseway.rules.interviews.words import CHOSEN, AnswerKind, Given, State

# Beside what is said stand two marks; no option of a question can be called so.
NO, PREFER_NOT = "~no", "~prefer_not"
MARKS = {NO: State.NO, PREFER_NOT: State.PREFER_NOT}
MOST_LETTERS = {AnswerKind.TEXT: 1000, AnswerKind.STORY: 20_000}


@dataclass(frozen=True)
class Sent:
    """What was sent for one question. `typed` stands in the fields again when it is refused."""

    given: Given
    version: int
    typed: tuple[str, ...]
    problem: str = ""


def was_sent(place: Place, data: QueryDict) -> bool:
    """Whether the question stood on the page that was sent."""
    return f"v-{place.name}" in data


def read(place: Place, data: QueryDict) -> Sent:
    """Read one question. Nothing chosen and nothing typed is "not asked yet"."""
    question = place.question
    typed = tuple(v.strip() for v in data.getlist(f"a-{place.name}") if v.strip())
    marks = [one for one in (*typed, *data.getlist(f"s-{place.name}")) if one in MARKS]
    said = tuple(one for one in typed if one not in MARKS)
    version = _number(data.get(f"mine-{place.name}") or data.get(f"v-{place.name}", ""))
    if len(set(marks)) > 1 or (said and marks):
        problem = _("There is an answer, and a mark that there is none. Keep one of them.")
        return Sent(Given(), version, (*said, *marks), problem)
    if marks:
        return Sent(Given(MARKS[marks[0]]), version, tuple(marks))
    if question.kind is AnswerKind.YES_NO and said == ("no",):
        return Sent(Given(State.NO), version, (NO,))
    given = Given(State.ANSWERED, said) if said else Given()
    return Sent(given, version, said, _why_not(place, said))


def _why_not(place: Place, said: tuple[str, ...]) -> str:
    kind = place.question.kind
    if not said:
        return ""
    if kind is AnswerKind.YES_NO and said != ("yes",):
        return _("Choose one of the answers.")
    if kind in CHOSEN and not set(said) <= {one.code for one in place.question.options}:
        return _("Choose one of the answers.")
    if kind is not AnswerKind.SEVERAL and len(said) > 1:
        return _("Choose one of the answers.")
    if kind is AnswerKind.NUMBER and not _is_number(said[0]):
        return _("Enter a number, such as 12 or 12.50.")
    if kind is AnswerKind.DATE and not _is_date(said[0]):
        return _("Enter a date.")
    most = MOST_LETTERS.get(kind, 100)
    if len(said[0]) > most:
        return _("This is longer than %(n)d characters. Shorten it; it is all still here.") % {
            "n": most
        }
    return ""


def _is_number(text: str) -> bool:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    return number.is_finite() and 0 <= number < 10**9


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
