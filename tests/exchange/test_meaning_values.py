"""What the texts of cells stand for; what is doubtful is said, never guessed."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from caseway.exchange.codes import Code, Finding
from caseway.exchange.meaning import Conventions, DateOrder, Field, Weight, date_order, read_cells
from caseway.exchange.meaning.contacts import (
    parse_borough,
    parse_email,
    parse_language,
    parse_phone,
    parse_zip,
)
from caseway.exchange.meaning.dates import parse_date
from caseway.exchange.meaning.identifiers import parse_case_number, parse_ssn, usual_width
from caseway.exchange.meaning.names import split_name
from caseway.exchange.meaning.relations import parse_relation
from caseway.exchange.words import WORDS, how_to_fix, sentence

TODAY = date(2026, 11, 22)


def _codes(parsed):
    return [finding.code for _, finding in parsed.said]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3/14/1988", "1988-03-14"),
        ("14/3/1988", "1988-03-14"),  # there is no fourteenth month
        ("14.3.88", "1988-03-14"),
        ("03-14-1988", "1988-03-14"),
        ("1988-03-14", "1988-03-14"),
        ("1988/3/14", "1988-03-14"),
        ("19880314", "1988-03-14"),
        ("14 Mar 1988", "1988-03-14"),
        ("14-Mar-88", "1988-03-14"),
        ("March 14, 1988", "1988-03-14"),
        ("Mon, Mar 14, 1988", "1988-03-14"),
        ("14 de marzo de 1988", "1988-03-14"),
        ("3 ene 2026", "2026-01-03"),
        ("1988-03-14 00:00:00", "1988-03-14"),
        ("3/14/1988 12:00 AM", "1988-03-14"),
        ("32216", "1988-03-14"),
        ("32216.0", "1988-03-14"),
        ("5/5/2001", "2001-05-05"),  # one day, whichever comes first
        ("2/29/2024", "2024-02-29"),
        ("3/14/26", "2026-03-14"),
        ("3/14/27", "1927-03-14"),  # two digits never mean the future
    ],
)
def test_a_date_is_read_in_each_way_that_offices_write_it(text, value):
    assert parse_date(text, order=DateOrder.UNKNOWN, today=TODAY).value == value


@pytest.mark.parametrize(
    ("order", "value", "codes"),
    [
        (DateOrder.MONTH_FIRST, "2001-03-04", []),
        (DateOrder.DAY_FIRST, "2001-04-03", []),
        (DateOrder.UNKNOWN, None, [Code.DATE_AMBIGUOUS]),
    ],
)
def test_a_date_with_two_readings_follows_its_column_or_is_held(order, value, codes):
    parsed = parse_date("3/4/2001", order=order, today=TODAY)

    assert (parsed.value, _codes(parsed)) == (value, codes)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["3/4/2001", "12/25/1990"], DateOrder.MONTH_FIRST),
        (["3.4.2001", "25.12.1990"], DateOrder.DAY_FIRST),
        (["3/4/2001", "12/11/1990", "", "x"], DateOrder.UNKNOWN),
        (["12/25/1990", "25/12/1990"], DateOrder.MIXED),  # two hands, two habits
        ([], DateOrder.UNKNOWN),
    ],
)
def test_a_column_proves_its_order_only_without_a_counterexample(cells, order):
    assert date_order(cells) is order


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2/30/1990", Code.DATE_UNREADABLE),
        ("2/29/2025", Code.DATE_UNREADABLE),
        ("soon", Code.DATE_UNREADABLE),
        ("3 Foo 2020", Code.DATE_UNREADABLE),
        ("3653", Code.DATE_UNREADABLE),
        ("62459", Code.DATE_UNREADABLE),
        ("11/23/2026", Code.DATE_FUTURE),
        ("12/31/1899", Code.DATE_TOO_OLD),
    ],
)
def test_what_is_no_date_of_a_life_says_why(text, code):
    parsed = parse_date(text, order=DateOrder.MONTH_FIRST, today=TODAY)

    assert parsed.value is None
    assert _codes(parsed) == [code]


def test_workbooks_of_old_macs_count_their_days_from_1904():
    assert parse_date("30754", order=DateOrder.UNKNOWN, today=TODAY, epoch_1904=True).value == (
        "1988-03-14"
    )


@settings(deadline=None)
@given(day=st.dates(min_value=date(1927, 1, 1), max_value=TODAY))
def test_every_unambiguous_spelling_of_a_day_comes_back_as_that_day(day):
    spellings = [
        day.isoformat(),
        day.strftime("%d %B %Y"),
        day.strftime("%b %d, %Y"),
        f"{day:%d} {day:%b} {day:%y}",
    ]
    for text in spellings:
        assert parse_date(text, order=DateOrder.UNKNOWN, today=TODAY).value == day.isoformat()
    american = parse_date(day.strftime("%m/%d/%Y"), order=DateOrder.MONTH_FIRST, today=TODAY)
    assert american.value == day.isoformat()
    serial = (day - date(1899, 12, 30)) // timedelta(days=1)
    assert parse_date(str(serial), order=DateOrder.UNKNOWN, today=TODAY).value == day.isoformat()


@pytest.mark.parametrize(
    ("text", "given", "family", "full", "sure"),
    [
        ("RIVERA-GOMEZ, Ana María", "Ana María", "RIVERA-GOMEZ", "Ana María RIVERA-GOMEZ", True),
        ("O'Neil, D'Angelo", "D'Angelo", "O'Neil", "D'Angelo O'Neil", True),
        ("Ana Ruiz", "Ana", "Ruiz", "Ana Ruiz", True),
        ("Prince", "Prince", "", "Prince", True),
        ("Luz de la Cruz", "Luz", "de la Cruz", "Luz de la Cruz", True),
        ("jan van dyk", "jan", "van dyk", "jan van dyk", True),
        ("Ana María Rivera Gómez", "Ana María Rivera", "Gómez", "Ana María Rivera Gómez", False),
        ("King, Martin Luther Jr.", "Martin Luther", "King Jr.", "Martin Luther King Jr.", True),
        ("Martin King, Jr.", "Martin", "King Jr.", "Martin King Jr.", True),
        ("  Ana   Ruiz ", "Ana", "Ruiz", "Ana Ruiz", True),
        ("Pen\u0303a, Luz", "Luz", "Peña", "Luz Peña", True),
    ],
)
def test_a_name_comes_apart_as_its_bearer_would_and_keeps_its_capitals(
    text, given, family, full, sure
):
    parts = split_name(text)

    assert (parts.given, parts.family, parts.full, parts.sure) == (given, family, full, sure)


@example(text=",,")
@example(text="Rivera,,")
@settings(deadline=None)
@given(text=st.text(st.characters(categories=["L", "Zs", "P"]), max_size=60))
def test_no_letter_of_a_name_is_lost_or_changed(text):
    import unicodedata

    parts = split_name(text)

    def letters(s):
        return sorted(c for c in unicodedata.normalize("NFC", s) if c.isalpha())

    assert letters(parts.full) == letters(text)
    assert letters(parts.given + " " + parts.family) == letters(text)


@pytest.mark.parametrize(
    ("parse", "text", "value", "codes"),
    [
        (parse_phone, "(212) 555-1234", "+12125551234", []),
        (parse_phone, "212.555.1234", "+12125551234", []),
        (parse_phone, "+1 212 555 1234", "+12125551234", []),
        (parse_phone, "2125551234.0", "+12125551234", [Code.DECIMAL_REMOVED]),
        (parse_phone, "2.125551234E9", "+12125551234", [Code.DECIMAL_REMOVED]),
        (parse_phone, "2.12555E+09", None, [Code.DIGITS_LOST]),
        (parse_phone, "212-555-1234 / 718-555-9999", "+12125551234", [Code.PHONE_SEVERAL]),
        (parse_phone, "555-1234", None, [Code.PHONE_INVALID]),
        (parse_phone, "ask her sister", None, [Code.PHONE_INVALID]),
        (parse_email, "Ana@Example.org", "Ana@Example.org", []),
        (parse_email, "mailto:ana@example.org", "ana@example.org", []),
        (parse_email, "ana@example", None, [Code.EMAIL_INVALID]),
        (parse_email, "ana at example.org", None, [Code.EMAIL_INVALID]),
        (parse_zip, "10013", "10013", []),
        (parse_zip, "10013-1234", "10013-1234", []),
        (parse_zip, "10013.0", "10013", [Code.DECIMAL_REMOVED]),
        (parse_zip, "7030", "07030", [Code.ZEROS_RESTORED]),
        (parse_zip, "501", "00501", [Code.ZEROS_RESTORED]),
        (parse_zip, "12", None, [Code.ZIP_INVALID]),
        (parse_zip, "100133", None, [Code.ZIP_INVALID]),
        (parse_zip, "1001B", None, [Code.ZIP_INVALID]),
        (parse_ssn, "219-09-9999", "219099999", []),
        (parse_ssn, "219099999.0", "219099999", []),
        (parse_ssn, "1234567", "001234567", [Code.ZEROS_RESTORED]),
        (parse_ssn, "219 09 9999", "219099999", []),
        (parse_ssn, "12-34-567", None, [Code.SSN_INVALID]),  # mistyped: no spreadsheet did that
        (parse_ssn, "21-909-9999", None, [Code.SSN_INVALID]),
        (parse_ssn, "123456", None, [Code.SSN_INVALID]),
        (parse_ssn, "2190999999", None, [Code.SSN_INVALID]),
        (parse_ssn, "000-12-3456", "000123456", [Code.SSN_NOT_ISSUED]),
        (parse_ssn, "666-12-3456", "666123456", [Code.SSN_NOT_ISSUED]),
        (parse_ssn, "900-12-3456", "900123456", [Code.SSN_NOT_ISSUED]),
        (parse_ssn, "219-00-9999", "219009999", [Code.SSN_NOT_ISSUED]),
        (parse_ssn, "219-09-0000", "219090000", [Code.SSN_NOT_ISSUED]),
        (parse_ssn, "2.19E+08", None, [Code.SSN_INVALID]),
        (parse_ssn, "XXX-XX-1234", None, [Code.SSN_MASKED]),
        (parse_case_number, "00432202", "00432202", []),
        (parse_case_number, "43232202.0", "43232202", [Code.DECIMAL_REMOVED]),
        (parse_case_number, "W-104218", "W-104218", []),
        (parse_case_number, "4.32322E+10", None, [Code.DIGITS_LOST]),
        (parse_case_number, "x" * 32, "x" * 32, []),
        (parse_case_number, "x" * 33, None, [Code.TEXT_TOO_LONG]),
        (parse_borough, "BX", "Bronx", []),
        (parse_borough, "Kings County", "Brooklyn", []),
        (parse_borough, "Nassau County", "Nassau County", []),
        (parse_borough, "Springfield", None, [Code.BOROUGH_UNKNOWN]),
        (parse_language, "Spanish", "es", []),
        (parse_language, "Español", "es", []),
        (parse_language, "Haitian Creole", "ht", []),
        (parse_language, "Criollo haitiano", "ht", []),
        (parse_language, "English/Spanish", "en", []),
        (parse_language, "ru", "ru", []),
        (parse_language, "Klingon Prime", None, [Code.LANGUAGE_UNKNOWN]),
        (parse_relation, "Head of Household", "self", []),
        (parse_relation, "Hija", "child", []),
        (parse_relation, "landlord", None, [Code.RELATION_UNKNOWN]),
    ],
)
def test_a_cell_gives_its_value_or_says_why_not(parse, text, value, codes):
    parsed = parse(text)

    assert (parsed.value, _codes(parsed)) == (value, codes)


@pytest.mark.parametrize(
    ("cells", "width"),
    [
        (["00432202", "00432203", "00432204"], 8),
        (["432202.0"] * 3, 6),
        (["1", "22"], 0),
        (["W-1", "W-2", "W-3"], 0),
        (["00432202"] * 9 + ["432203"], 8),
        (["00432202"] * 8 + ["432203", "1"], 0),
    ],
)
def test_a_column_of_case_numbers_has_a_width_when_nine_in_ten_agree(cells, width):
    assert usual_width(cells) == width


@pytest.mark.parametrize(("text", "held"), [("432203", True), ("00432203", False), ("W-1", False)])
def test_a_case_number_shorter_than_its_column_is_held(text, held):
    parsed = parse_case_number(text, width=8)

    assert (Code.ZEROS_LOST in _codes(parsed)) is held
    assert parsed.value == text


def test_a_line_becomes_values_with_an_issue_for_each_thing_said():
    header = ["Case", "Last", "First", "MI", "DOB", "Phone", "Language"]
    fields = [
        Field.CASE_NUMBER, Field.FAMILY_NAME, Field.GIVEN_NAME, Field.MIDDLE_NAME, Field.BIRTH_ON,
        Field.PHONE, Field.LANGUAGE,
    ]  # fmt: skip
    cells = ["43232202.0", "Null", "Ana", "M", "3/4/2001", "555", "n/a"]

    values, issues = read_cells(cells, header, dict(enumerate(fields)), Conventions(today=TODAY))

    assert values == {
        Field.CASE_NUMBER: "43232202",
        Field.FULL_NAME: {"full": "Ana M Null", "given": "Ana M", "family": "Null"},
    }
    assert [(i.column, i.code, i.weight) for i in issues] == [
        ("Case", Code.DECIMAL_REMOVED, Weight.NOTE),
        ("DOB", Code.DATE_AMBIGUOUS, Weight.HOLD),
        ("Phone", Code.PHONE_INVALID, Weight.LEAVE_OUT),
    ]
    assert all(issue.message and issue.how_to_fix and issue.owner for issue in issues)


_TEXT = st.text(max_size=50) | st.from_regex(r"[\d.,/ E+-]{0,14}", fullmatch=True)


@settings(deadline=None)
@given(cells=st.lists(_TEXT, max_size=len(Field)))
def test_no_text_in_any_column_raises(cells):
    columns = dict(enumerate(Field))

    values, issues = read_cells(cells, [f.value for f in Field], columns, Conventions(TODAY))

    assert all(issue.message for issue in issues)
    assert not re.search(r"\d{7,9}", " ".join(i.message for i in issues if i.column == Field.SSN))
    assert set(values) <= set(Field)


def test_every_code_has_its_words_and_no_parameter_is_left_unfilled():
    class Anything(dict):
        def __missing__(self, key):
            return "x"

    assert set(WORDS) == set(Code)
    for code in Code:
        finding = Finding(code, Anything())
        assert "%" not in sentence(finding) + how_to_fix(finding)
