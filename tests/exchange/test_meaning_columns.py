"""Which column holds what, from the headings that offices use."""

import pytest

from caseway.exchange.meaning import Field, guess_columns
from caseway.exchange.meaning.columns import fold
from caseway.exchange.meaning.fields import FIELD_NAMES, SYNONYMS

from .files import HEADER


def _guessed(header, sample=()):
    return {header[i]: guess.field for i, guess in guess_columns(header, sample).items()}


def test_every_field_has_a_name_and_headings_and_no_heading_means_two_fields():
    assert set(FIELD_NAMES) == set(Field) == set(SYNONYMS)
    every = [text for texts in SYNONYMS.values() for text in texts]
    assert len(every) == len(set(every))
    assert all(fold(text) == text for text in every)


def test_an_offices_headings_are_all_recognised():
    assert set(_guessed(HEADER).values()) == {
        Field.CASE_NUMBER, Field.FULL_NAME, Field.BIRTH_ON, Field.SSN, Field.PHONE, Field.EMAIL,
        Field.ADDRESS, Field.ZIP_CODE, Field.BOROUGH, Field.LANGUAGE, Field.PROGRAM, Field.WORKER,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Case #", Field.CASE_NUMBER),
        ("CASE NO.", Field.CASE_NUMBER),
        ("Número de caso", Field.CASE_NUMBER),
        ("Apellidos", Field.FAMILY_NAME),
        ("Nombre", Field.GIVEN_NAME),
        ("Nombre completo", Field.FULL_NAME),
        ("Last, First", Field.FULL_NAME),
        ("D.O.B.", Field.BIRTH_ON),
        ("DOB (mm/dd/yyyy)", Field.BIRTH_ON),
        ("Person / DOB", Field.BIRTH_ON),
        ("Fecha de nacimiento", Field.BIRTH_ON),
        ("Date of Brith", Field.BIRTH_ON),  # a slip of the keys
        ("Teléfono", Field.PHONE),
        ("Seguro Social", Field.SSN),
        ("Código postal", Field.ZIP_CODE),
        ("Idioma", Field.LANGUAGE),
        ("Case Worker", Field.WORKER),
        ("Trabajadora pública", Field.PUBLIC_WORKER),
        ("Último contacto", Field.LAST_CONTACT_ON),
        ("Parentesco", Field.RELATION),
        ("Fortalezas", Field.STRENGTHS),
    ],
)
def test_a_heading_in_english_or_spanish_names_its_field(heading, field):
    assert _guessed([heading]) == {heading: field}


@pytest.mark.parametrize("heading", ["Sanction", "Hours", "Shoe size", "Fax machine", "(C)", "Sex"])
def test_a_heading_that_means_something_else_is_left_alone(heading):
    assert _guessed([heading]) == {}


def test_the_surest_of_two_columns_gets_the_field():
    assert _guessed(["Contact / Phone", "Phone"]) == {"Phone": Field.PHONE}
    assert _guessed(["Phone", "Phone (2)"]) == {"Phone": Field.PHONE}


def test_cells_speak_where_the_heading_is_silent():
    sample = [("ana@example.org", "219-09-9999"), ("luz@example.org", "219-09-9998")]

    assert _guessed(["(A)", "(B)"], sample) == {"(A)": Field.EMAIL, "(B)": Field.SSN}


@pytest.mark.parametrize("heading", ["Case Mgr", "Case Mgr.", "CM", "Caseworker", "CASE MNGR"])
def test_short_headings_of_the_worker_are_known(heading):
    guesses = guess_columns(("Case No", heading), [("A-1", "Kim Ode")])

    assert {at: guess.field for at, guess in guesses.items()} == {
        0: Field.CASE_NUMBER,
        1: Field.WORKER,
    }
