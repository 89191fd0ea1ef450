"""The drills' own judgement: what is lost, doubled or half-saved is named."""

import json
from datetime import date

import pytest

from tools.drills import report
from tools.drills.__main__ import DRILLS, drill
from tools.drills.disk import SAID, why_not_plain
from tools.drills.ledger import Ledger, differences
from tools.drills.visitor import Answer, Note


class Database:
    """Stands for a served copy: what its look at the database prints."""

    def __init__(self, **kept):
        self.kept = {
            "texts": {"drill 000001": 1, "drill 000002": 1},
            "audited": {"7": 1, "8": 1},
            "keys": 2,
            "whole": ["ok"],
            "batches": [[1, "mapping", 3, 3]],
            "dead": 0,
            **kept,
        }

    def manage(self, *arguments):
        assert arguments[0] == "shell"
        return json.dumps(self.kept)


@pytest.fixture
def ledger():
    """Two entries and one file, all acknowledged."""
    found = Ledger(files=1)
    for _time in range(2):
        found.saved(found.next(7))
    return found


def test_a_database_that_keeps_what_was_acknowledged_has_no_difference(ledger):
    assert differences(ledger, Database()) == []


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (
            {"texts": {"drill 000001": 1}, "audited": {"7": 1}, "keys": 1},
            ["lost: drill 000002"],
        ),
        ({"texts": {"drill 000001": 2, "drill 000002": 1}}, ["2 times: drill 000001"]),
        ({"audited": {"7": 1}}, ["2 entries, but 1 audit entries"]),
        ({"audited": {"7": 1, "8": 2}}, ["audited 2 times: row 8"]),
        ({"keys": 1}, ["2 entries, but 1 keys of forms"]),
        ({"whole": ["page 3 is never used"]}, ["page 3 is never used"]),
        ({"batches": []}, ["1 files, kept 0"]),
        ({"batches": [[1, "reading", 3, 3]]}, ["file 1 is reading with 3 of 3 lines"]),
        ({"batches": [[1, "mapping", 3, 2]]}, ["file 1 is mapping with 2 of 3 lines"]),
        ({"dead": 1}, ["1 jobs given up"]),
    ],
)
def test_each_kind_of_loss_is_named(ledger, kept, said):
    assert differences(ledger, Database(**kept)) == said


def test_an_entry_that_nobody_sent_is_named_and_one_that_waits_for_its_answer_is_not(ledger):
    texts = {"drill 000001": 1, "drill 000002": 1, "drill 000003": 1}
    database = Database(texts=texts, audited={"7": 1, "8": 1, "9": 1}, keys=3)
    assert differences(ledger, database) == ["never sent: drill 000003"]

    ledger.lost(0, ledger.next(7))

    assert differences(ledger, database) == []


NOTE = Note(7, "drill 000001 and talked about the way to work", key="a-key")
PAGE = f"<p>{SAID}</p><blockquote>{NOTE.text}</blockquote><input value='a-key'>"


@pytest.mark.parametrize(
    ("status", "text", "said"),
    [
        (503, PAGE, []),
        (500, PAGE, ["a full disk was answered 500"]),
        (503, PAGE.replace(SAID, "Sorry."), ["a full disk was not named as the reason"]),
        (503, PAGE.replace("a-key", ""), ["what was typed was not kept on the page"]),
        (503, PAGE.replace("talked", ""), ["what was typed was not kept on the page"]),
    ],
)
def test_a_full_disk_must_be_said_plainly_with_the_words_kept(status, text, said):
    assert why_not_plain(Answer(status, text, "", 0.1), NOTE) == said


def test_the_figures_are_kept_for_people_and_for_machines(tmp_path):
    found = {"drill": "kill -9", "rounds": 50, "writes": {"p50_ms": 8}, "wrong": []}
    bad = {"drill": "disk full", "wrong": ["lost: drill 000007"]}

    data, words = report.keep([found, bad], tmp_path, date(2026, 11, 23))

    assert (data.name, words.name) == ("2026-11-23-drills.json", "2026-11-23-drills.md")
    assert json.loads(data.read_text())["drills"] == [found, bad]
    text = words.read_text()
    assert "# Drills on Mon, Nov 23, 2026" in text
    assert "## Kill -9\n\n- rounds: 50\n- writes: p50 ms 8\n- wrong: nothing" in text
    assert "- wrong: lost: drill 000007" in text


@pytest.mark.parametrize(("wrong", "code"), [([], 0), (["lost: drill 000007"], 1)])
def test_a_drill_that_lost_something_ends_with_code_1(monkeypatch, capsys, wrong, code):
    monkeypatch.setattr("tools.drills.__main__.venv.ensure", lambda kind: None)
    monkeypatch.setitem(DRILLS, "crowd", lambda folder, wanted: {"drill": "x", "wrong": wrong})

    assert drill(["--only", "crowd"]) == code

    assert ("lost: drill 000007" in capsys.readouterr().err) is bool(wrong)


def test_every_drill_is_told_in_the_operators_handbook():
    from tools.project import ROOT

    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

    assert [name for name in DRILLS if f"| `{name}` |" not in text] == []
