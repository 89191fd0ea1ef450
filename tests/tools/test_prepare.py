"""What is unchanged since the last start is not made again."""

import os
from unittest import mock

import pytest
from django.core.management import CommandError

from tools import prepare


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "django.po"
    path.write_text('msgid "Today"')
    os.utime(path, (1000, 1000))
    return path


@pytest.mark.parametrize(("compiled_at", "stale"), [(999, True), (1000, False), (1001, False)])
def test_words_are_compiled_again_when_their_source_is_newer(compiled_at, stale, source):
    compiled = source.with_suffix(".mo")
    compiled.write_bytes(b"")
    os.utime(compiled, (compiled_at, compiled_at))

    assert prepare._is_stale(source) is stale


def test_words_never_compiled_are_stale(source):
    assert prepare._is_stale(source)


def test_the_fingerprint_of_files_does_not_depend_on_their_order(tmp_path, source):
    other = tmp_path / "a.css"
    other.write_text("p {}")

    assert prepare._fingerprint([source, other]) == prepare._fingerprint([other, source])


def test_a_changed_file_changes_the_fingerprint(source):
    before = prepare._fingerprint([source])

    os.utime(source, (1001, 1001))

    assert prepare._fingerprint([source]) != before


def test_a_removed_file_changes_the_fingerprint(tmp_path, source):
    other = tmp_path / "a.css"
    other.write_text("p {}")

    assert prepare._fingerprint([source, other]) != prepare._fingerprint([source])


@pytest.fixture
def load(monkeypatch, tmp_path):
    """Stands in for the command that loads the county; counts its calls and can be cut short."""
    monkeypatch.setenv("CASEWAY_VAR", str(tmp_path))
    stand_in = mock.Mock()
    monkeypatch.setattr(prepare, "call_command", stand_in)
    return stand_in


@pytest.fixture
def somebody(django_user_model):
    """Makes a person who can sign in."""
    return lambda *_, **__: django_user_model.objects.create(email="ana@example.org", name="Ana")


@pytest.mark.django_db
def test_the_county_is_loaded_where_nobody_can_sign_in(load):
    prepare.demonstration(300)

    load.assert_called_once_with("load_demo", cases=300)


@pytest.mark.django_db
def test_the_county_is_never_loaded_beside_somebodys_own_data(load, somebody):
    somebody()

    prepare.demonstration(300)

    load.assert_not_called()


@pytest.mark.django_db
def test_a_load_that_left_nothing_is_repeated(load):
    load.side_effect = KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        prepare.demonstration(300)

    load.side_effect = None
    prepare.demonstration(300)

    assert load.call_count == 2


@pytest.mark.django_db
def test_a_county_loaded_in_part_is_not_served_as_if_it_were_whole(load, somebody):
    def cut_short(*_, **__):
        somebody()
        raise KeyboardInterrupt

    load.side_effect = cut_short
    with pytest.raises(KeyboardInterrupt):
        prepare.demonstration(300)

    with pytest.raises(CommandError, match="only in part"):
        prepare.demonstration(300)


@pytest.mark.django_db
def test_a_county_loaded_whole_is_served_the_next_time(load, somebody):
    load.side_effect = somebody
    prepare.demonstration(300)

    prepare.demonstration(300)

    load.assert_called_once()
