"""The worked examples of the participation rule, each with the answer that it must have."""

import pytest

from tests.rules.participation.manual import EXAMPLES

CASES = [
    pytest.param(case, id=f"{example.number} {case.name}".strip())
    for example in EXAMPLES
    for case in example.cases
]


@pytest.mark.parametrize("case", CASES)
def test_a_worked_example_comes_out_as_expected(case):
    shown = case.shown()

    assert shown.got == shown.wanted


@pytest.mark.parametrize("case", CASES)
def test_a_worked_example_says_why_in_whole_sentences_with_a_paragraph(case):
    shown = case.shown()

    assert shown.reasons
    for reason in shown.reasons:
        assert "%(" not in reason.text
        assert reason.source


def test_the_examples_are_numbered_without_a_gap():
    numbers = [example.number for example in EXAMPLES]

    assert numbers == list(range(1, len(numbers) + 1))
