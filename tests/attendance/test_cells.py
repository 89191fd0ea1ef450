"""What people type into a cell, and what it is read as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.attendance.models import ExcuseReason, MarkCode
from caseway.attendance.reading.cells import (
    REASONS,
    Unclear,
    Written,
    read_cell,
    show_cell,
    show_hours,
)

P, E, U, H = MarkCode.PRESENT, MarkCode.EXCUSED, MarkCode.UNEXCUSED, MarkCode.HOLIDAY


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("6", 360),
        ("6.5", 390),
        ("6,5", 390),  # as a spreadsheet set to Spanish writes it
        ("6:30", 390),
        ("06:30", 390),
        ("6:30:00", 390),  # as Excel writes a time
        ("6h30", 390),
        ("6h", 360),
        ("6 hours", 360),
        ("\u00a06.50 ", 390),  # with the hard space of a web page
        ("0:01", 1),
        ("6.333333333333333", 380),  # a third of an hour, to the minute
        ("24", 1440),
        ("24:00", 1440),
    ],
)
def test_hours_are_read_however_they_are_written(text, minutes):
    assert read_cell(text) == Written(P, minutes)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("P", Written(P, None)),
        ("present", Written(P, None)),
        ("presente", Written(P, None)),
        ("L5:30", Written(P, 330, late=True)),
        ("5:30 L", Written(P, 330, late=True)),
        ("U", Written(U, 0)),
        ("4 U", Written(U, 240)),
        ("no show", Written(U, 0)),
        ("H", Written(H, 0)),
        ("H8", Written(H, 480)),
        ("Es", Written(E, 0, "sick")),
        ("as", Written(E, 0, "sick")),  # A is the letter that some offices use
        ("e s", Written(E, 0, "sick")),
        ("A: sick", Written(E, 0, "sick")),
        ("4 Ec", Written(E, 240, "child_sick")),
        ("excused transport", Written(E, 0, "transport")),
        ("", Written()),
        ("–", Written()),
    ],
)
def test_letters_say_what_the_time_was(text, written):
    assert read_cell(text) == written


@pytest.mark.parametrize("letter", sorted(REASONS))
def test_every_reason_has_its_letter(letter):
    assert read_cell(f"E{letter}").reason == REASONS[letter]
    assert set(REASONS.values()) == set(ExcuseReason)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("25", "type 0:25"),
        ("390", "type 6:30"),
        ("24:01", "between 0 and 24"),
        ("-1", "between 0 and 24"),
        ("0", "Type U when it is not excused"),
        ("6:75", "60 minutes"),
        ("E", "Add why it is excused"),
        ("A", "Add why it is excused"),
        ("Ez", "is not known here"),
        ("X", "is not known here"),  # some offices mean here by it, some away
        ("6 foo", "is not known here"),
        ("6:30 AM", "is not known here"),
        ("8P", "Type P alone"),
        ("L", "Type the hours after L"),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_to_type(text, said):
    with pytest.raises(Unclear, match=said):
        read_cell(text)


@given(
    mark=st.sampled_from([P, E, U, H]),
    minutes=st.integers(0, 1440),
    reason=st.sampled_from(sorted(ExcuseReason.values)),
    late=st.booleans(),
)
def test_what_a_cell_shows_is_read_back_to_the_same(mark, minutes, reason, late):
    if mark == P and not minutes:
        minutes = 1
    late = late and mark == P
    reason = reason if mark == E else ""

    written = read_cell(show_cell(mark, minutes, reason, late))

    assert written == Written(mark, minutes, reason, late)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(text):
    minutes, sentence = 0, "It was read."
    try:
        minutes = read_cell(text).minutes or 0
    except Unclear as unclear:
        sentence = str(unclear)

    assert sentence.strip()
    assert 0 <= minutes <= 1440


@pytest.mark.parametrize(("minutes", "shown"), [(0, "0"), (60, "1"), (61, "1:01"), (1440, "24")])
def test_hours_are_shown_as_people_type_them(minutes, shown):
    assert show_hours(minutes) == shown
