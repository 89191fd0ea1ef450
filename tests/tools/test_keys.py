"""A local copy makes its own secrets once, for its owner alone."""

import stat

import pytest

from tools import keys


def test_the_secret_key_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    path = keys.secret_key_file(tmp_path)
    first = path.read_text()

    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keys.secret_key_file(tmp_path).read_text() == first


def test_two_copies_have_different_keys(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()

    assert keys.secret_key_file(one).read_text() != keys.secret_key_file(other).read_text()


def test_a_draft_left_by_a_crash_is_not_taken_for_a_key(tmp_path):
    (tmp_path / "secret-key.new").write_text("")

    assert keys.secret_key_file(tmp_path).read_text() != ""
    assert not (tmp_path / "secret-key.new").exists()


def test_a_local_copy_is_for_demonstration_and_has_its_keys_in_var(tmp_path):
    settings = keys.local_settings({"HOME": "/home/ana"}, tmp_path)

    assert settings["HOME"] == "/home/ana"
    assert settings["CASEWAY_DEMONSTRATION"] == "1"
    assert settings["CASEWAY_SECRET_KEY_FILE"] == str(tmp_path / "secret-key")
    assert settings["CASEWAY_KEYRING_FILE"] == str(tmp_path / "keyring")
    assert settings["CASEWAY_VAR"] == str(tmp_path)


@pytest.mark.parametrize("name", ["CASEWAY_SECRET_KEY", "CASEWAY_SECRET_KEY_FILE"])
def test_what_the_operator_has_set_stays(name, tmp_path):
    said = {name: "said", "CASEWAY_KEYRING_FILE": "/etc/ring", "CASEWAY_DEMONSTRATION": "0"}

    settings = keys.local_settings(said, tmp_path)

    assert settings == {**said, "CASEWAY_VAR": str(tmp_path)}
    assert list(tmp_path.iterdir()) == []
