"""What a reason's facts look like in the reader's language."""

from datetime import date

import pytest
from django.utils import translation

from caseway.kernel.words import say
from caseway.rules.dates import Month
from caseway.rules.reasons import Sentence, because

SAID = Sentence("test.said", "%(month)s: %(day)s, %(count)s")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "November 2026: Mon, Nov 23, 2026, 7"),
        ("es", "noviembre de 2026: lun, 23 nov 2026, 7"),
    ],
)
def test_months_and_days_are_written_out(language, expected):
    reason = because(SAID, month=Month(2026, 11), day=date(2026, 11, 23), count=7)

    with translation.override(language):
        assert say(reason).lower() == expected.lower()


def test_in_english_without_a_site_they_are_the_same():
    reason = because(SAID, month=Month(2026, 11), day=date(2026, 11, 23), count=7)

    assert reason.text == "November 2026: Mon, Nov 23, 2026, 7"
