"""The compiled search is used once it was compiled for this program and machine."""

import pytest
from django.core.management import CommandError, call_command

from caseway.coaching.facts import engines
from caseway.rules.scheduling.solver.engines import Engine


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "planner"))


def test_months_are_planned_plainly_until_the_search_was_compiled():
    assert engines.engine() is Engine.PLAIN

    engines.mark_compiled()

    assert engines.engine() is Engine.COMPILED


def test_what_was_compiled_for_another_program_is_not_used():
    engines.mark_compiled()
    (engines.folder() / "compiled").write_text("of another version")

    assert engines.engine() is Engine.PLAIN


def test_without_its_parts_months_are_planned_plainly(monkeypatch):
    engines.mark_compiled()
    monkeypatch.setattr(engines, "_numba", lambda: "")

    assert engines.engine() is Engine.PLAIN
    call_command("warm_planner", "--if-installed")
    with pytest.raises(CommandError, match=r"requirements/planner\.txt"):
        call_command("warm_planner")


def test_warming_plans_a_month_and_notes_it(capsys):
    call_command("warm_planner")

    assert engines.engine() is Engine.COMPILED
    assert "Compiling" in capsys.readouterr().out
    call_command("warm_planner")
    assert capsys.readouterr().out == ""
