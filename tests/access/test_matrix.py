"""The access table: every address, every method, everybody. Complete, or the build fails.

A row says what each person gets: 200 a page, 302 on to another, 403 a refusal
with its sentence, 404 it does not exist for her, 405 not this way, 422 or 400
she may, but nothing was filled in.
"""

import pytest
from django.urls import reverse

from tests.access import matrix
from tests.access.addresses import every_address
from tests.access.world import ACTORS, build
from tests.agencies.staffing import sign_in
from tests.rows import kept_for_all

ADDRESSES = {address.name: address for address in every_address()}
ROWS = [(name, method) for name, row in matrix.ACCESS.items() for method in row]


def test_no_address_is_missing_from_the_table_and_none_stands_too_many():
    assert set(matrix.ACCESS) | matrix.SIGNED_OUT == set(ADDRESSES)
    assert not set(matrix.ACCESS) & matrix.SIGNED_OUT


def test_every_row_speaks_of_both_methods_and_of_everybody():
    for name, row in matrix.ACCESS.items():
        assert set(row) == {"GET", "POST"}, name
        for answers in row.values():
            assert len(answers.split()) == len(ACTORS), name


@pytest.mark.parametrize("name", sorted(matrix.ACCESS))
def test_what_another_agency_holds_does_not_exist_and_nobody_enters_unsigned(name):
    named = {row_of(name, part) for part in ADDRESSES[name].takes}
    for method, answers in matrix.ACCESS[name].items():
        by = dict(zip(ACTORS, answers.split(), strict=True))
        assert by["nobody"] in {"302", "405"}, (name, method)
        if named & matrix.OF_A_CASE:
            # A refusal by role alone comes before anything is looked up, and tells nothing.
            hidden = {"404", "405"} | ({"403"} if by["own"] == "403" else set())
            assert by["away"] in hidden, (name, method)
            assert by["other"] in hidden, (name, method)


@pytest.fixture(scope="module")
def there(django_db_setup, django_db_blocker):
    """One world for every row of the table; what a row changes in it is undone after the row."""
    with kept_for_all(django_db_blocker):
        yield build()


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "method"), ROWS)
def test_everybody_gets_what_the_table_says(name, method, there, client):
    url = address(name, there.rows)

    got = {who: answer(client, there.people[who], method, url) for who in ACTORS}

    expected = dict(zip(ACTORS, matrix.ACCESS[name][method].split(), strict=True))
    assert got == expected


def row_of(name, part):
    """What a part of an address stands for: a row of the world, or a word."""
    if part == "pk":
        return matrix.PK[max((p for p in matrix.PK if name.startswith(p)), key=len)]
    return matrix.ROW_PK[name] if part == "row_pk" else matrix.PARTS.get(part, part)


def address(name, rows):
    """The address with the rows of the world in it."""
    takes = ADDRESSES[name].takes
    named = {part: row_of(name, part) for part in takes}
    return reverse(name, kwargs={p: matrix.WORDS.get(n) or rows[n] for p, n in named.items()})


def answer(client, person, method, url):
    """The status that a person gets, each time freshly signed in with her password."""
    client.logout()
    if person is not None:
        sign_in(client, person)
    client.raise_request_exception = False
    if method == "POST":
        return str(client.post(url, {"nothing": "filled in"}).status_code)
    return str(client.get(url).status_code)
