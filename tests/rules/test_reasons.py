"""A reason is a whole sentence in English, and can be said in another language."""

from datetime import date

import pytest

from caseway.rules.reasons import Reason, Sentence, Term, because, long_date

LATE = Sentence("visit.late", "%(who)s: %(days)s day late", "%(who)s: %(days)s days late", "days")


@pytest.mark.parametrize(("days", "text"), [(1, "Ana: 1 day late"), (2, "Ana: 2 days late")])
def test_a_reason_chooses_singular_or_plural(days, text):
    assert because(LATE, who="Ana", days=days).text == text


def test_a_reason_is_said_in_another_language_with_its_words_and_numbers_in_place():
    spanish = {"Visit by the %(part)s": "Visita de: %(part)s", "job coach": "asesor laboral"}
    reason = because(Sentence("visit", "Visit by the %(part)s"), part=Term("job coach"))

    assert reason.say(gettext=lambda text: spanish[text]) == "Visita de: asesor laboral"


def test_plain_values_are_never_sent_to_the_translator():
    def refuse(text):
        assert text == "Call %(name)s", "a person's name was translated"
        return text

    assert because(Sentence("call", "Call %(name)s"), name="Rosa").say(refuse) == "Call Rosa"


def test_a_sentence_without_facts_may_hold_a_percent_sign():
    assert Reason("half", "Over 50% of the month").text == "Over 50% of the month"


def test_dates_read_as_the_house_writes_them():
    assert long_date(date(2026, 11, 23)) == "Mon, Nov 23, 2026"
    assert (
        because(Sentence("due", "Due %(on)s"), on=date(2026, 6, 8)).text == "Due Mon, Jun 8, 2026"
    )


def test_two_reasons_are_equal_when_they_say_the_same():
    assert because(LATE, who="Ana", days=1) == because(LATE, who="Ana", days=1)
    assert because(LATE, who="Ana", days=1) != because(LATE, who="Ana", days=2)
    assert len({because(LATE, who="Ana", days=1), because(LATE, who="Ana", days=1)}) == 1
