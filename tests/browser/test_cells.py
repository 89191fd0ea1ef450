"""The sums of the attendance grid move while one types: the script must read as the server does."""

import pytest

from caseway.attendance.models import MarkCode
from caseway.attendance.reading.cells import read_cell

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCHEDULED = 360
TYPED = (
    "", "6", "6:30", "6.5", "6,5", "8 h", "7 hours", "p", "P",
    "L5:30", "l 5", "U", "4 U", "u", "Es", "4 es", "4:30 ET",
    "H", "h", "H8", "H6:30", "h 7.5", "H8h",
)  # fmt: skip


def minutes_read(text):
    """What the server makes of a cell; present without hours is all that was scheduled."""
    found = read_cell(text)
    if found.mark == MarkCode.PRESENT and found.minutes is None:
        return SCHEDULED
    return found.minutes or 0


def test_each_cell_adds_to_the_sums_what_will_be_saved(open_page):
    page = open_page("/help/")

    said = page.evaluate(
        "async ([texts, scheduled]) => {"
        " const { minutesOf } = await import('/static/js/attendance-cells.js');"
        " return texts.map((text) => minutesOf(text, scheduled)); }",
        [list(TYPED), SCHEDULED],
    )

    assert dict(zip(TYPED, said, strict=True)) == {text: minutes_read(text) for text in TYPED}
    assert minutes_read("H6:30") == 390
