"""Months in words, and what was noted of a month as reasons in the reader's language."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext

from caseway.kernel.words import long_date
from caseway.rules.participation.entries import day_of
from caseway.rules.participation.notes import explain
from caseway.rules.participation.weeks import Calendar
from caseway.rules.reasons import Reason, Sentence, _, because

NO_FACTS = Sentence(
    "facts.none",
    _("Nobody recorded what the family received this month, so it is not among the families"),
)
UNDATED = Sentence(
    "facts.undated",
    _("The birth date of a family member is missing; an age was assumed that helps nobody"),
)
_OURS = {sentence.code: sentence for sentence in (NO_FACTS, UNDATED)}


def month_words(period: int) -> str:
    """ "March 2026", in the reader's language. `period` is yyyymm."""
    return date_format(date(period // 100, period % 100, 1), "YEAR_MONTH_FORMAT")


def span_words(calendar: Calendar) -> str:
    """From which day to which hours count in a month, where the calendar says otherwise."""
    month = calendar.month
    first, last = day_of(month, calendar.first_day), day_of(month, calendar.last_day)
    if (first, last) == (month.first, month.last):
        return ""
    return gettext(
        "For the rate, %(month)s runs from %(first)s to %(last)s: its weeks begin on Saturday, and"
        " a week belongs to the month of its Friday."
    ) % {
        "month": month_words(month.number),
        "first": long_date(first),
        "last": long_date(last),
    }


def reason_of(note: Sequence[Any]) -> Reason:
    """A stored note as a reason with its paragraph: say it with `kernel.words.say`.

    A note is a code and the facts of its sentence. Raises KeyError for a code
    that neither the rule nor this file has.
    """
    if sentence := _OURS.get(note[0]):
        return because(sentence)
    return explain(tuple(note))


def reasons_of(notes: Iterable[Sequence[Any]]) -> list[Reason]:
    """Stored notes as reasons, in their order."""
    return [reason_of(note) for note in notes]


def hours_words(minutes: int) -> str:
    """Hours as people write them: "26.5", "6", "2,741" – at most two places, in her language."""
    value = (Decimal(minutes) / 60).quantize(Decimal("0.01")).normalize() + 0
    return number_format(value, use_l10n=True, force_grouping=True)
