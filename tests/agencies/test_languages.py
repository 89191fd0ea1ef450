"""The list of languages: every language, under each name that people look for."""

import pytest
from django.utils import translation

from caseway.agencies.languages import COMMON, OTHER_NAMES, choices, is_language, language_name


@pytest.mark.parametrize(
    ("language", "code", "names"),
    [
        ("en", "bn", ["Bangla", "Bengali (Bangla)"]),
        ("es", "bn", ["Bangla (bengalí)", "bengalí"]),
        (
            "en",
            "ht",
            ["Creole (Haitian) (Haitian Creole)", "Haitian Creole", "Kreyòl (Haitian Creole)"],
        ),
        ("en", "fa", ["Farsi (Persian)", "Persian"]),
        ("en", "fr", ["French"]),
    ],
)
def test_a_language_is_listed_under_each_name_that_people_look_for(language, code, names):
    with translation.override(language):
        listed = [name for one, name in choices() if one == code]

    assert listed == names


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_list_is_in_the_order_of_the_alphabet_whatever_the_accents(language):
    with translation.override(language):
        names = [name for _code, name in choices()]

    assert len(names) == len(set(names))
    initials = [name[0].casefold() for name in names if name[0].isascii()]
    assert initials == sorted(initials)


def test_every_other_name_is_of_a_language_in_the_list():
    assert all(is_language(code) for code in [*OTHER_NAMES, *COMMON])
    assert language_name("bn") == "Bangla"
