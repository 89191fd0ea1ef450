"""HTML drawn in Python: whatever is filled in is escaped, and the components say what they hold."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from caseway.kernel.components.basics import tag
from caseway.kernel.components.timeline import timeline_item
from caseway.kernel.components.why import why_later, why_panel
from caseway.kernel.components.worklist import worklist_rows
from caseway.kernel.drawing import Snippet, escaped

LINK = Snippet('<a href="{url}">{words}</a>')
NASTY = "\"><script>alert('x')</script>&"


def test_what_is_filled_in_is_escaped_and_what_is_html_already_is_not():
    drawn = LINK(url=NASTY, words=mark_safe("<b>Ana</b>"))

    assert isinstance(drawn, SafeString)
    assert "<script" not in drawn
    assert drawn.endswith("><b>Ana</b></a>")


@given(st.text() | st.integers() | st.dates() | st.text().map(mark_safe))
def test_a_value_is_escaped_as_a_template_would(value):
    assert escaped(value) == conditional_escape(value)


def test_a_lazy_word_is_said_in_the_language_of_the_moment():
    word = gettext_lazy("Today")

    with translation.override("es"):
        assert LINK(url="/", words=word) == '<a href="/">Hoy</a>'


def test_braces_that_somebody_typed_stay_as_they_are():
    assert LINK(url="/", words="{url} {0}") == '<a href="/">{url} {0}</a>'


def test_a_place_that_is_given_nothing_is_a_bug_and_loud():
    with pytest.raises(KeyError):
        LINK(url="/")


@pytest.mark.parametrize(
    "drawn",
    [
        lambda: tag(NASTY, NASTY),
        lambda: why_panel(
            {
                "label": NASTY,
                "summary": NASTY,
                "inputs": [{"label": NASTY, "value": NASTY, "source": NASTY}],
                "steps": [NASTY],
                "result": NASTY,
                "rule": NASTY,
                "rule_version": NASTY,
                "effective_on": date(2026, 10, 1),
                "citation": NASTY,
                "citation_url": NASTY,
            }
        ),
        lambda: why_later(NASTY, NASTY, NASTY),
        lambda: timeline_item(
            {
                "id": NASTY,
                "title": NASTY,
                "url": NASTY,
                "at": datetime(2026, 11, 23, 15, 30, tzinfo=UTC),
                "who": NASTY,
                "agency": NASTY,
                "text": NASTY,
                "lang": NASTY,
                "tone": NASTY,
                "tag": NASTY,
                "actions": [{"label": NASTY, "url": NASTY}],
            }
        ),
        lambda: worklist_rows(
            {
                "id": NASTY,
                "selectable": True,
                "select_name": NASTY,
                "actions_label": NASTY,
                "rows": [
                    {
                        "id": NASTY,
                        "url": NASTY,
                        "name": NASTY,
                        "meta": NASTY,
                        "cells": [
                            {"text": NASTY, "url": NASTY, "sub": NASTY, "label": NASTY},
                            {"tag": NASTY, "tone": NASTY},
                        ],
                        "actions": [{"label": NASTY, "url": NASTY, "key": NASTY}],
                    }
                ],
            }
        ),
    ],
    ids=["tag", "why-panel", "why-later", "timeline", "worklist"],
)
def test_no_component_lets_through_what_somebody_typed(drawn):
    html = drawn()

    assert isinstance(html, SafeString)
    assert "<script" not in html
    assert '""' not in html.replace(' class=""', "")
    assert "&amp;lt;" not in html  # and nothing is escaped twice


def test_an_event_tells_its_day_or_its_moment_on_the_offices_clock():
    moment = {"title": "Call", "at": datetime(2026, 11, 24, 4, 59, tzinfo=UTC)}

    assert "Mon, Nov 23, 2026, 11:59 p.m." in timeline_item(moment)
    assert 'datetime="2026-11-23T23:59:00-05:00"' in timeline_item(moment)
    assert 'datetime="2026-10-05">Mon, Oct 5, 2026<' in timeline_item(
        {**moment, "on": date(2026, 10, 5)}
    )


def test_an_event_without_day_and_moment_is_a_bug_and_loud():
    with pytest.raises(ValueError, match="a day or a moment"):
        timeline_item({"title": "Call"})
