"""A run of the tests goes on after a failure, and its last line tells the truth."""

import pytest

from tools.say import CannotGoOn
from tools.stages import Outcome, Result, exit_code, run_all, summary, verdict

PASSED = Result("style", Outcome.PASSED, seconds=1.25)
FAILED = Result("types", Outcome.FAILED, seconds=30)
SKIPPED = Result("browser tests", Outcome.SKIPPED, "Chromium is missing")


@pytest.mark.parametrize(
    ("results", "sentence", "code"),
    [
        ([PASSED], "Everything passed.", 0),
        ([PASSED, FAILED], "FAILED: types.", 1),
        (
            [PASSED, SKIPPED],
            "What ran has passed, but not everything ran. NOT RUN: browser tests.",
            0,
        ),
        ([FAILED, SKIPPED], "FAILED: types. NOT RUN: browser tests.", 1),
    ],
)
def test_the_closing_sentence_and_the_exit_code_agree(results, sentence, code):
    assert verdict(results) == sentence
    assert exit_code(results) == code


def test_the_summary_has_a_line_for_each_stage_and_says_why_one_was_left_out():
    assert summary([PASSED, FAILED, SKIPPED]).splitlines() == [
        "  style          passed     1.2 s",
        "  types          FAILED    30.0 s",
        "  browser tests  SKIPPED    0.0 s  Chromium is missing",
        "",
        "FAILED: types. NOT RUN: browser tests.",
    ]


def test_a_failure_does_not_keep_the_later_stages_from_running(capsys):
    def cannot():
        raise CannotGoOn("PostgreSQL did not start:\nno space left")

    results = run_all({"tests on PostgreSQL": cannot, "style": lambda: PASSED})

    assert [result.outcome for result in results] == [Outcome.FAILED, Outcome.PASSED]
    assert results[0].detail == "PostgreSQL did not start:"
    assert "no space left" in capsys.readouterr().err


def test_an_interrupted_run_says_what_did_not_run(capsys):
    def interrupted():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_all({"style": lambda: PASSED, "types": interrupted, "ladder": lambda: PASSED})

    assert "NOT RUN: types, ladder." in capsys.readouterr().out
