"""What is unchanged since the last start is not made again."""

import os

import pytest

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


@pytest.mark.django_db
def test_the_county_is_loaded_where_nobody_can_sign_in(monkeypatch):
    called = []
    monkeypatch.setattr(prepare, "call_command", lambda *a, **k: called.append((a, k)))

    prepare.demonstration(300)

    assert called == [(("load_demo",), {"cases": 300})]


@pytest.mark.django_db
def test_the_county_is_never_loaded_beside_somebodys_own_data(monkeypatch, django_user_model):
    django_user_model.objects.create(**{django_user_model.USERNAME_FIELD: "ana@example.org"})
    monkeypatch.setattr(prepare, "call_command", lambda *a, **k: pytest.fail("loaded"))

    prepare.demonstration(300)
