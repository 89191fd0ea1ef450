"""A copy on one's own machine is for demonstration, and keeps what it makes to itself."""

import stat

from tools import project


def test_a_local_copy_is_for_demonstration_and_keeps_everything_in_var(tmp_path):
    assert project.local_settings({"HOME": "/home/ana"}, tmp_path) == {
        "HOME": "/home/ana",
        "CASEWAY_DEMONSTRATION": "1",
        "CASEWAY_VAR": str(tmp_path),
    }


def test_what_the_operator_has_set_stays(tmp_path):
    said = {"CASEWAY_DEMONSTRATION": "0", "CASEWAY_SECRET_KEY_FILE": "/etc/caseway/key"}

    assert project.local_settings(said, tmp_path) == {**said, "CASEWAY_VAR": str(tmp_path)}


def test_var_can_be_moved_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("CASEWAY_VAR", str(tmp_path / "elsewhere"))

    assert project.var_dir() == tmp_path / "elsewhere"


def test_only_its_owner_may_look_into_var(tmp_path):
    folder = project.make_private(tmp_path / "var" / "bench")

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
