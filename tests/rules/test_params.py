"""Law and policy as dated, cited data."""

from datetime import date
from pathlib import Path

import pytest

from caseway.rules import params
from caseway.rules.params import ParamError, load

SAMPLE = """
[weekly_hours]
unit = "hours/week"
source = "45 CFR 261.31(a)(1)"
values = { 1999-10-01 = 30, 1997-07-01 = 20 }
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "sample.toml").write_text(SAMPLE)
    return tmp_path


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(1997, 7, 1), 20),
        (date(1999, 9, 30), 20),
        (date(1999, 10, 1), 30),
        (date(2026, 11, 22), 30),
    ],
)
def test_a_value_holds_from_its_day_until_the_next(folder, day, hours):
    assert load("sample", folder).value_on("weekly_hours", day) == hours


def test_a_day_before_the_first_value_names_file_key_and_day(folder):
    with pytest.raises(ParamError, match=r"sample.toml has no weekly_hours .* 1997-06-30"):
        load("sample", folder)["weekly_hours"].value_on(date(1997, 6, 30))


def test_an_unknown_key_and_an_unknown_file_are_named(folder):
    with pytest.raises(ParamError, match=r"sample.toml has no parameter monthly_hours"):
        load("sample", folder)["monthly_hours"]
    with pytest.raises(ParamError, match=r"no parameter file nothing.toml"):
        load("nothing", folder)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[a]\nunit = 'h'\nvalues = { 2026-01-01 = 1 }", "a needs a source"),
        ("[a]\nsource = 's'\nvalues = { 2026-01-01 = 1 }", "a needs a unit"),
        ("[a]\nunit = 'h'\nsource = 's'", "a needs a values"),
        ("[a]\nunit = 'h'\nsource = 's'\nvalues = { soon = 1 }", "a has a date"),
        (
            "[a]\nunit = 'h'\nsource = 's'\nconfirmed = 'no'\nvalues = { 2026-01-01 = 1 }",
            "whether a is confirmed is true or false",
        ),
        ("a = 1", "a needs a unit"),
        ("[a", "cannot be read"),
    ],
)
def test_a_malformed_parameter_is_refused_by_name(tmp_path, text, fault):
    (tmp_path / "bad.toml").write_text(text)

    with pytest.raises(ParamError, match=rf"bad.toml.*{fault}"):
        load("bad", tmp_path)


def test_a_value_is_taken_as_confirmed_unless_the_file_says_otherwise(tmp_path):
    said = "unit = 'h'\nsource = 's'\nvalues = { 2026-01-01 = 1 }"
    (tmp_path / "sure.toml").write_text(f"[read]\n{said}\n[unread]\nconfirmed = false\n{said}")

    found = load("sure", tmp_path)

    assert (found["read"].confirmed, found["unread"].confirmed) == (True, False)


DATED = [
    "contact_promises",
    "fairness",
    "growth",
    "participation",
    "participation_forecast",
    "participation_rates",
    "participation_states",
    "plans",
    "referrals",
    "retention",
    "scheduling",
    "supported_employment",
    "today_weights",
    "travel",
]
BARE = ["boroughs", "intake_flows", "names", "sites", "table_ii_1"]


def test_every_data_file_is_either_dated_or_a_plain_table():
    assert sorted(path.stem for path in Path(params.FOLDER).glob("*.toml")) == sorted(DATED + BARE)


@pytest.mark.parametrize("name", DATED)
def test_every_dated_parameter_in_the_house_is_cited_and_in_force(name):
    for param in load(name).values():
        assert param.source
        assert param.unit
        assert param.value_on(date(2026, 11, 22)) is not None


@pytest.mark.parametrize("name", BARE)
def test_every_plain_table_names_its_source(name):
    assert params.read_toml(name)["source"]
