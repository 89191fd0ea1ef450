"""A state's month, small: built, gone over in every way, and the same families everywhere."""

from importlib.util import find_spec

import pytest

from caseway.demo.bench.state import measure, paths, report
from caseway.demo.bench.state.design import FIRST, LAST, state_families
from caseway.demo.bench.state.design import MONTH as STATE_MONTH
from caseway.rules.participation.options import options_on
from caseway.rules.participation.weeks import report_month

FAMILIES = 3_000


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """Both databases where PostgreSQL is in force; every way in a process of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_SETTINGS_MODULE", "caseway.config.settings")
        patch.setattr(measure.connection, "vendor", "sqlite", raising=False)
        return measure.measure(FAMILIES, tmp_path_factory.mktemp("state"))


@pytest.mark.slow
def test_every_way_goes_over_all_entries_of_the_month(measured):
    [(name, result)] = measured
    entries = result["built"]["entries"]

    assert name == "SQLite"
    assert entries > 15 * FAMILIES
    assert {run["rows"] for run in result["runs"].values()} == {entries}
    assert all(run["peak_mb"] > 20 for run in result["runs"].values())


@pytest.mark.slow
def test_in_columns_every_family_stands_where_the_plain_rule_puts_it(measured):
    if not find_spec("polars"):
        pytest.skip("the what-if needs requirements/whatif.txt")
    [(_, result)] = measured

    assert result["differences"] == 0
    assert result["runs"]["columns"]["families_by_the_plain_rule"] < FAMILIES // 20


@pytest.mark.slow
def test_the_report_has_a_line_for_each_way_and_says_of_each_bar_whether_it_is_met(measured):
    said = "\n".join(report.section(measured))

    assert "## A state month" in said
    assert "without the triggers of the audit log" in said
    for run in measured[0][1]["runs"].values():
        assert f"| {run['rows']:,} | {run['processor_seconds']:.2f} |" in said
    assert "times the scan" in said
    assert ("met" in said) or ("MISSED" in said)


def test_a_bar_that_is_missed_is_called_missed():
    run = {"rows": 10, "processor_seconds": 1.0, "rows_a_second": 10, "peak_mb": 100}
    result = {
        "built": {"families": 1, "entries": 10, "rows": 30, "seconds": 1.0},
        "runs": {"scan": run, "plain": run},
        "differences": None,
        "columns_times": None,
        "shard": 5000,
    }

    met = report.section([("SQLite", result | {"plain_times": 2.5})])
    missed = report.section([("SQLite", result | {"plain_times": 2.6})])

    assert any("(met: 2.5 times, 256 MB)" in line for line in met)
    assert any("(MISSED: 2.5 times, 256 MB)" in line for line in missed)


def test_the_days_told_are_those_of_the_report_month():
    options = options_on("NY", STATE_MONTH.first)

    assert report_month(FIRST, options) == report_month(LAST, options) == STATE_MONTH
    assert FIRST.weekday() == 5


def test_a_states_families_are_the_same_for_the_same_seed():
    assert list(state_families(50, 7)) == list(state_families(50, 7))
    assert list(state_families(50, 7)) != list(state_families(50, 8))


def test_a_row_that_differs_is_found(tmp_path):
    (tmp_path / "plain.csv").write_text("1,2,0,0,0\n2,3,0,0,0\n")
    (tmp_path / "columns.csv").write_text("2,3,0,0,0\n1,3,0,0,0\n")

    assert paths.differences(tmp_path) == 2
    (tmp_path / "columns.csv").write_text("2,3,0,0,0\n1,2,0,0,0\n")
    assert paths.differences(tmp_path) == 0
