"""The scratch PostgreSQL: reachable while the tests run, and gone after, however they end."""

import psycopg
import pytest

from caseway.config.database import database_from_url
from tools import postgres
from tools.ports import is_free


@pytest.fixture
def debian(tmp_path, monkeypatch):
    """A place for installed servers, of which there is none yet."""
    monkeypatch.setattr(postgres, "_DEBIAN", tmp_path)
    monkeypatch.setattr(postgres.shutil, "which", lambda name: None)
    return tmp_path


def install(folder, *programs):
    folder.mkdir(parents=True)
    for program in programs:
        (folder / program).touch()


def test_without_a_server_there_are_no_programs(debian):
    assert postgres.programs() is None


def test_the_newest_version_is_chosen_by_number_not_by_letter(debian):
    for version in ("9.6", "15", "17"):
        install(debian / version / "bin", "initdb", "postgres")

    assert postgres.programs() == debian / "17" / "bin"


def test_a_half_removed_version_is_passed_over(debian):
    install(debian / "15" / "bin", "initdb", "postgres")
    install(debian / "17" / "bin", "initdb")

    assert postgres.programs() == debian / "15" / "bin"


@pytest.mark.postgres
def test_the_server_answers_and_is_gone_even_after_a_failure():
    seen = {}

    def use_and_fail():
        with postgres.scratch_server() as address:
            seen["port"] = int(database_from_url(address, None)["PORT"])
            with psycopg.connect(address) as connection:
                question = "select upper('é'), current_setting('fsync')"
                seen["answer"] = connection.execute(question).fetchone()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        use_and_fail()

    assert seen["answer"] == ("É", "off")
    assert is_free(seen["port"])


@pytest.mark.postgres
def test_nobody_gets_in_without_the_password():
    with postgres.scratch_server() as address:
        password = database_from_url(address, None)["PASSWORD"]

        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(address.replace(password, "guess"))
