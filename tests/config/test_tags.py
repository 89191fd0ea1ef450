"""Dates, money and phones as people read them; addresses that keep every filter."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from caseway.config.templatetags import caseway as tags

NOON_UTC = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)  # 10:30 in New York


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("en", "Mon, Nov 23, 2026", "Mon, Nov 23, 2026, 10:30 a.m."),
        ("es", "lun, 23 nov 2026", "lun, 23 nov 2026, 10:30 a.m."),
    ],
)
def test_dates_are_written_out_in_the_readers_language(language, day, moment):
    with translation.override(language):
        assert tags.longdate(date(2026, 11, 23)) == day
        assert tags.longdatetime(NOON_UTC) == moment


def test_a_moment_after_midnight_utc_is_still_the_day_before_in_the_office():
    late = datetime(2026, 11, 24, 4, 59, tzinfo=UTC)

    assert tags.longdate(late) == "Mon, Nov 23, 2026"
    assert tags.longdate(datetime(2026, 11, 24, 5, 0, tzinfo=UTC)) == "Tue, Nov 24, 2026"


def test_nothing_prints_nothing():
    for tag in (tags.longdate, tags.longdatetime, tags.shorttime, tags.money, tags.phone):
        assert tag(None) == ""


@pytest.mark.parametrize(
    ("amount", "printed"),
    [
        (Decimal("1234.5"), "$1,234.50"),
        (0, "$0.00"),
        ("-142", "-$142.00"),
        (Decimal("0.005"), "$0.00"),  # half a cent goes to the even cent
    ],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_money_has_two_decimals_and_commas_in_both_languages(amount, printed, language):
    with translation.override(language):
        assert tags.money(amount) == printed


def test_what_is_no_amount_of_money_is_a_bug_and_loud():
    with pytest.raises(ValueError, match="not an amount"):
        tags.money("a lot")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 21), "2 days ago"),
        (date(2026, 11, 22), "yesterday"),
        (date(2026, 11, 23), "today"),
        (date(2026, 11, 24), "tomorrow"),
        (date(2026, 11, 25), "in 2 days"),
        (NOON_UTC, "today"),
    ],
)
def test_relative_dates_count_calendar_days(day, words):
    assert tags.relative_to(day, date(2026, 11, 23)) == words


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("7185550134", "(718) 555-0134"),
        ("+1 718 555 0134", "(718) 555-0134"),
        ("(718) 555-0134", "(718) 555-0134"),
        ("718-555-0134 ext. 12", "(718) 555-0134 ext. 12"),
        ("018 555 0134", "0185550134"),  # no area code begins with 0
        ("+525512345678", "+52 55 1234 5678"),
        ("ask her sister", "ask her sister"),
        ("555", "555"),
    ],
)
def test_phones_are_readable_and_what_is_no_phone_stays_as_typed(typed, printed):
    assert tags.phone(typed) == printed


def _render(template, query):
    request = RequestFactory().get("/caseload/", query)
    loaded = Template("{% load caseway %}" + template)
    return loaded.render(Context({"request": request, "name": "Ana & Co", "autoescape": False}))


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{% query_with page=3 %}", "?stage=a&amp;stage=b&amp;q=x&amp;page=3"),
        ("{% query_with q='y' %}", "?stage=a&amp;stage=b&amp;q=y"),  # back to the first page
        ("{% query_with stage=None %}", "?q=x"),
        ("{% query_without 'stage' 'a' %}", "?stage=b&amp;q=x"),
        ("{% query_with q=name %}", "?stage=a&amp;stage=b&amp;q=Ana+%26+Co"),
    ],
)
def test_one_parameter_changes_and_the_other_filters_stay(template, expected):
    query = {"stage": ["a", "b"], "q": "x", "page": "2"}

    shown = _render(template, query)

    assert sorted(shown.removeprefix("?").split("&amp;")) == sorted(
        expected.removeprefix("?").split("&amp;")
    )


def test_an_icon_is_hidden_from_screen_readers_and_comes_from_our_own_sprite():
    html = tags.icon("search")

    assert 'aria-hidden="true"' in html
    assert 'href="/static/vendor/uswds/img/sprite.svg#search"' in html
