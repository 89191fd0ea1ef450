"""What is left to the state about rates and credits."""

from datetime import date

import pytest

from caseway.rules.params import ParamError
from caseway.rules.participation import choices
from caseway.rules.participation.choices import cap_formula, two_parent_credit
from caseway.rules.participation.credit import TwoParentCredit
from caseway.rules.participation.rates import CapFormula

OWN_CHOICES = """
["default.education_cap_formula"]
unit = "formula"
source = "a default"
values = { 1999-10-01 = "of_counted" }

["ZZ.education_cap_formula"]
unit = "formula"
source = "a plan"
values = { 2026-10-01 = "of_uncapped" }
"""


def test_a_state_that_says_nothing_takes_the_default():
    day = date(2026, 11, 22)

    assert cap_formula("XX", day) is CapFormula.OF_COUNTED
    assert two_parent_credit("XX", day) is TwoParentCredit.OVERALL


def test_a_state_may_choose_otherwise_from_a_day(tmp_path, monkeypatch):
    (tmp_path / "participation_rates.toml").write_text(OWN_CHOICES)
    load = choices.load
    monkeypatch.setattr(choices, "load", lambda name: load(name, tmp_path))

    assert cap_formula("ZZ", date(2026, 10, 1)) is CapFormula.OF_UNCAPPED
    assert cap_formula("NY", date(2026, 10, 1)) is CapFormula.OF_COUNTED
    with pytest.raises(ParamError):
        cap_formula("ZZ", date(2026, 9, 30))
