"""Two runs of one copy would share a database that has one worker: the second is told so."""

import pytest

from tools.alone import alone_in
from tools.say import CannotGoOn


def refusal(var):
    with pytest.raises(CannotGoOn) as refused, alone_in(var):
        pass
    return str(refused.value)


def test_a_second_run_is_told_where_the_first_one_serves(tmp_path):
    with alone_in(tmp_path) as serving_at:
        serving_at("http://localhost:8000/")

        assert "runs already at http://localhost:8000/" in refusal(tmp_path)


def test_a_run_that_has_no_address_yet_is_just_starting(tmp_path):
    with alone_in(tmp_path) as serving_at:
        serving_at("http://localhost:8000/")
    with alone_in(tmp_path):
        assert "is just starting" in refusal(tmp_path)


def test_when_a_run_ends_badly_the_next_may_begin(tmp_path):
    def end_badly():
        with alone_in(tmp_path):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        end_badly()

    with alone_in(tmp_path):
        pass


def test_two_copies_run_side_by_side(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()

    with alone_in(one), alone_in(other):
        assert (one / "running").exists()
