"""One cell of the attendance grid, as people type it, and back again.

    6   6:30   6.5   6,5   6h30   6:30:00     hours attended
    P                                         present for all that was scheduled
    L5:30                                     came late, and stayed 5 hours 30
    Es, 4 Es                                  excused (sick); here 4 hours first, then excused
    U, 4 U                                    not excused; here 4 hours first
    H, H8                                     holiday; here with 8 hours paid

`A` means the same as `E`. Words do as well: "present", "excused sick", "no show".
"""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from caseway.attendance.models.codes import HOMEWORK_MARKS, ExcuseReason, MarkCode

DAY_MINUTES = 24 * 60

# The letter after E; each is the first of an English word for it, where that was free.
REASONS: dict[str, ExcuseReason] = {
    "s": ExcuseReason.SICK,
    "c": ExcuseReason.CHILD_SICK,
    "k": ExcuseReason.CHILD_CARE,
    "t": ExcuseReason.TRANSPORT,
    "a": ExcuseReason.APPOINTMENT,
    "i": ExcuseReason.INTERVIEW,
    "p": ExcuseReason.SAFETY,
    "x": ExcuseReason.PROVIDER_CLOSED,
    "w": ExcuseReason.WEATHER,
    "o": ExcuseReason.OTHER,
}
LETTERS: dict[str, str] = {reason.value: letter for letter, reason in REASONS.items()}

_CLOCK = re.compile(r"(\d{1,4}) ?[:h] ?(\d{1,2})(?::\d{2}(?:\.\d+)?)?(?![\d.,:])")
_DECIMAL = re.compile(r"(-?\d{1,4})(?:[.,](\d{1,17}))?(?: ?(?:h|hr|hrs|hour|hours|hora|horas)\b)?")
_EMPTY = {"", "-", "--", "–", "—", ".", "n/a", "na"}
_WORDS = {
    "✓": "p", "✔": "p", "yes": "p", "y": "p", "si": "p", "sí": "p", "present": "p",
    "presente": "p", "all": "p", "todo": "p", "late": "l", "tarde": "l", "holiday": "h",
    "feriado": "h", "festivo": "h", "unexcused": "u", "no show": "u", "not excused": "u",
    "injustificada": "u", "sin justificar": "u", "excused": "e", "justificada": "e",
    "justificado": "e",
}  # fmt: skip


class Unclear(ValueError):  # noqa: N818 - a finding with its sentence
    """A cell that cannot be read; the text says what to type instead."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a cell says. `mark` None: nothing is said. `minutes` None: all that was scheduled."""

    mark: int | None = None
    minutes: int | None = 0
    reason: str = ""
    late: bool = False


def tidy(text: str) -> str:
    """Spaces of every kind made plain and trimmed, letters made small."""
    plain = unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("\ufeff", "")
    return " ".join(plain.split()).casefold()


def read_cell(text: str) -> Written:
    """What was typed into one cell. Raises Unclear with the sentence to show."""
    plain = tidy(text)
    if plain in _EMPTY:
        return Written()
    minutes, rest = _hours(_WORDS.get(plain, plain))
    rest = _WORDS.get(rest, rest)
    if rest == "":
        return _present(minutes)
    if rest in ("p", "l"):
        return _came(rest, minutes)
    if rest == "u":
        return Written(MarkCode.UNEXCUSED, minutes or 0)
    if rest == "h":
        return Written(MarkCode.HOLIDAY, minutes or 0)
    return _excused(rest, minutes, text.strip())


def read_homework(text: str, kind: MarkCode) -> Written:
    """What was typed for homework of this kind: hours and nothing else. Raises Unclear."""
    plain = tidy(text)
    if plain in _EMPTY:
        return Written()
    minutes, rest = _hours(plain)
    if rest or not minutes:
        raise Unclear(_("Type hours and nothing else, as in 1 or 1:30."))
    return Written(kind, minutes)


def _present(minutes: int | None) -> Written:
    if not minutes:
        raise Unclear(
            _("Nobody came? Type U when it is not excused, or E and the reason, as in Es for sick.")
        )
    return Written(MarkCode.PRESENT, minutes)


def _came(letter: str, minutes: int | None) -> Written:
    if letter == "p":
        if minutes is not None:
            raise Unclear(_("Type P alone for all that was scheduled, or the hours alone."))
        return Written(MarkCode.PRESENT, None)
    if not minutes:
        raise Unclear(_("Type the hours after L, as in L5:30."))
    return Written(MarkCode.PRESENT, minutes, late=True)


def _excused(rest: str, minutes: int | None, typed: str) -> Written:
    if rest in ("e", "a"):
        raise Unclear(
            _("Add why it is excused: Es sick, Ec child sick, Et transport. All are listed below.")
        )
    reason = _reason(rest)
    if reason is None:
        raise Unclear(
            _("“%(text)s” is not known here. Type hours, as in 6 or 6:30, or P, E, U, H or L.")
            % {"text": typed[:40]}
        )
    return Written(MarkCode.EXCUSED, minutes or 0, reason.value)


def _reason(rest: str) -> ExcuseReason | None:
    """ "es", "e s", "a: sick", "excused child" – a letter, or the beginning of its words."""
    word, _space, why = rest.partition(" ")
    head = _WORDS.get(word.rstrip(":"), word.rstrip(":"))
    if head in ("e", "a") and why:
        return REASONS.get(why) or _by_words(why)
    if len(rest) == 2 and rest[0] in "ea":
        return REASONS.get(rest[1])
    return None


def _by_words(why: str) -> ExcuseReason | None:
    if len(why) < 3:
        return None
    found = [
        reason
        for reason in ExcuseReason
        if tidy(str(reason.label)).startswith(why) or reason.value.replace("_", " ") == why
    ]
    return found[0] if len(found) == 1 else None


def _hours(plain: str) -> tuple[int | None, str]:
    """The minutes that stand first or last in the cell, and what stands beside them."""
    start = re.search(r"-?\d", plain)
    if start is None:
        return None, plain
    before = plain[: start.start()].strip()
    match = _CLOCK.match(plain, start.start()) or _DECIMAL.match(plain, start.start())
    if match is None:
        return None, plain
    after = plain[match.end() :].strip()
    if before and after:
        return None, plain
    return _minutes(match), before or after


def _minutes(match: re.Match[str]) -> int:
    whole, part = match[1], match[2]
    if match.re is _CLOCK:
        if int(part) > 59:
            raise Unclear(_("An hour has 60 minutes. Type 6:30 for six and a half hours."))
        minutes = int(whole) * 60 + int(part)
    else:
        minutes = round(float(f"{whole}.{part or 0}") * 60)
    if not 0 <= minutes <= DAY_MINUTES:
        raise Unclear(_out_of_bounds(whole, part))
    return minutes


def _out_of_bounds(whole: str, part: str | None) -> str:
    number = int(whole)
    if not part and 24 < number <= DAY_MINUTES:
        return _("Enter hours between 0 and 24. If you mean %(n)s minutes, type %(hours)s.") % {
            "n": number,
            "hours": show_hours(number),
        }
    return _("Enter hours between 0 and 24.")


def show_hours(minutes: int) -> str:
    """ "6" for 360 minutes, "6:30" for 390. Hours as people type them."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02}" if rest else str(hours)


def show_cell(mark: int, attended: int, reason: str, late: bool | None) -> str:
    """An entry as it stands in its cell: what `read_cell` reads back to the same."""
    hours = show_hours(attended) if attended else ""
    if mark in HOMEWORK_MARKS:
        return hours
    if mark == MarkCode.HOLIDAY:
        return f"H{hours}"
    if mark == MarkCode.PRESENT:
        return f"L{hours}" if late else hours
    code = "U" if mark == MarkCode.UNEXCUSED else f"E{LETTERS.get(reason, 'o')}"
    return f"{hours} {code}".strip()
