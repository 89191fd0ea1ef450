"""What a checklist asks: parts of the house and of the site, and what the funder requires."""

import pytest

from caseway.rules.records.visits.elements import BY_SIGNING, ON_FILE
from caseway.rules.records.visits.template import (
    ANSWERS,
    PART_LABELS,
    Part,
    parts_of,
    problems,
    required,
    shipped,
)
from tests.rules.visits.scenes import ASKS

REQUIRED = [part for part in Part if required(part, ASKS)]


def changed(**parts):
    """What is shipped, with some parts changed, or taken out where None."""
    content = shipped(ASKS)
    content["parts"] = [
        {**part, **(parts.get(part["key"]) or {})}
        for part in content["parts"]
        if parts.get(part["key"], {}) is not None
    ]
    return content


def said(content, asks=ASKS):
    return [one.text for one in problems(content, asks)]


def test_what_is_shipped_is_sound_in_every_program():
    assert said(shipped(ASKS)) == []
    assert said(shipped(None), None) == []
    assert not any(part.must for part in parts_of(shipped(None)))


def test_every_element_is_answered_by_a_part_on_file_or_put_down_by_signing():
    answered = {element for elements in ANSWERS.values() for element in elements}

    assert answered | ON_FILE | BY_SIGNING == set(ASKS.elements)


@pytest.mark.parametrize("part", REQUIRED)
def test_what_the_funder_requires_cannot_be_taken_out_or_made_optional(part):
    label = PART_LABELS[part]

    assert said(changed(**{part: None})) == [
        f"“{label}” is required by the funder. Put it back; its words may be your own."
    ]
    assert said(changed(**{part: {"must": False}})) == [
        f"“{label}” is required by the funder, so it must be answered."
    ]
    assert said(changed(**{part: {"label": {"en": "In our words"}}})) == []
    assert said(changed(**{part: None}), None) == []


@pytest.mark.parametrize("part", [part for part in Part if part not in REQUIRED])
def test_what_nobody_requires_may_go(part):
    assert said(changed(**{part: None})) == []


def own(**more):
    content = shipped(ASKS)
    part = {"key": "own-1", "kind": "yes_no", "label": {"en": "Badge worn"}, "must": False}
    content["parts"].append({**part, **more})
    return content


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (own(), None),
        (own(label={"en": "x" * 120}), None),
        (own(label={"en": "x" * 121}), "The words of a part have room for 120 characters"),
        (own(label={"es": "Credencial"}), "A part of your own has no words in English."),
        (own(key="started", kind=None, must=True), "“Start” stands there twice. Take one out."),
        (own(key="mine"), "This is not a checklist."),
        (own(kind="picture"), "This is not a checklist."),
        (own(label="Badge"), "This is not a checklist."),
        ({"parts": "none"}, "This is not a checklist."),
        (None, "This is not a checklist."),
    ],
)
def test_a_template_that_cannot_be_asked_says_why(content, text):
    found = said(content)

    assert (found == []) if text is None else found[0].startswith(text)


@pytest.mark.parametrize(("more", "sound"), [(26, True), (27, False)])
def test_a_checklist_stays_short(more, sound):
    content = shipped(ASKS)
    for number in range(more):
        part = {"key": f"own-{number}", "kind": "text", "label": {"en": "Word"}}
        content["parts"].append(part)

    assert (said(content) == []) is sound


@pytest.mark.parametrize(
    ("language", "words"), [("en", "How?"), ("es", "¿Cómo?"), ("es-mx", "¿Cómo?"), ("fr", "How?")]
)
def test_a_part_speaks_the_readers_language_as_far_as_it_can(language, words):
    content = changed(mode={"label": {"en": "How?", "es": "¿Cómo?"}})
    part = next(one for one in parts_of(content) if one.key == "mode")

    assert part.words(language) == words
