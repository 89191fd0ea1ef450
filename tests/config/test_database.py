"""One database address serves SQLite and PostgreSQL, whatever characters it holds."""

from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.config.database import database_from_url

VAR = Path("/srv/caseway/var")


@pytest.mark.parametrize("url", [None, ""])
def test_without_an_address_the_database_is_a_file_in_var(url):
    database = database_from_url(url, VAR)

    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"] == VAR / "caseway.sqlite3"


def test_sqlite_waits_for_its_turn_instead_of_failing_halfway():
    options = database_from_url(None, VAR)["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 10
    assert "journal_mode=WAL" in options["init_command"]
    assert "foreign_keys=ON" in options["init_command"]


def test_a_sqlite_address_names_a_file_from_the_root_down():
    database = database_from_url("sqlite:///srv/our%20office/cases%23.db", VAR)

    assert database["NAME"] == Path("/srv/our office/cases#.db")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_a_postgresql_address_is_taken_apart(scheme):
    database = database_from_url(f"{scheme}://ana:secret@db.example.org:5433/caseway", VAR)

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["USER"], database["PASSWORD"]) == ("ana", "secret")
    assert (database["HOST"], database["PORT"]) == ("db.example.org", "5433")
    assert database["NAME"] == "caseway"


def test_what_an_address_leaves_out_is_left_to_postgresql():
    database = database_from_url("postgresql:///caseway", VAR)

    assert (database["HOST"], database["PORT"], database["USER"]) == ("", "", "")


@given(user=st.text(min_size=1), password=st.text(min_size=1), name=st.text(min_size=1))
def test_any_character_survives_percent_encoding(user, password, name):
    url = (
        f"postgresql://{quote(user, safe='')}:{quote(password, safe='')}@db/{quote(name, safe='')}"
    )

    database = database_from_url(url, VAR)

    assert (database["USER"], database["PASSWORD"], database["NAME"]) == (user, password, name)


@pytest.mark.parametrize(
    ("host", "meant"),
    [
        ("[::1]", "::1"),
        ("%2Fvar%2Frun%2Fpostgresql", "/var/run/postgresql"),  # a socket's folder
        ("%2Fsrv%2FSockets", "/srv/Sockets"),  # which, unlike a host, keeps its capitals
    ],
)
def test_a_host_may_be_an_ipv6_address_or_a_socket_folder(host, meant):
    assert database_from_url(f"postgresql://ana@{host}/caseway", VAR)["HOST"] == meant


def test_options_such_as_the_demand_for_encryption_reach_the_driver():
    url = "postgresql://ana@db/caseway?sslmode=verify-full&sslrootcert=%2Fetc%2Fca%20file.pem"

    options = database_from_url(url, VAR)["OPTIONS"]

    assert options == {"sslmode": "verify-full", "sslrootcert": "/etc/ca file.pem"}


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("mysql://ana@db/caseway", "begins with 'mysql'"),
        ("caseway.sqlite3", "begins with ''"),
        ("sqlite://", "names no file"),
        ("sqlite://var/caseway.sqlite3", "three slashes"),
        ("postgresql://ana@db", "names no database"),
        ("postgresql://ana:p#ss@db/caseway", "percent-encode"),
    ],
)
def test_an_address_that_cannot_be_meant_is_refused_with_a_reason(url, complaint):
    with pytest.raises(ValueError, match=complaint):
        database_from_url(url, VAR)


def test_a_password_cut_short_by_a_question_mark_is_not_taken_for_the_address():
    with pytest.raises(ValueError, match="DATABASE_URL"):
        database_from_url("postgresql://ana:se?cret@db/caseway", VAR)


def test_a_refusal_never_prints_the_password():
    with pytest.raises(ValueError) as refusal:
        database_from_url("postgresql://ana:hunter#2@db/caseway", VAR)

    assert "hunter" not in str(refusal.value)
