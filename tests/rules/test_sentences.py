"""Every sentence of the rules can be found, translated and filled."""

import importlib
import pkgutil
import re
import sys
from collections import Counter

import pytest

import caseway.rules
from caseway.rules.caseload.sayings import SAYINGS
from caseway.rules.reasons import Sentence

MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(caseway.rules.__path__, "caseway.rules.")
]
PLACE = re.compile(r"%\((\w+)\)(.)")


def sentences():
    for module in MODULES:
        for held in vars(module).values():
            if isinstance(held, Sentence):
                yield held
            elif isinstance(held, dict):
                yield from (one for one in held.values() if isinstance(one, Sentence))
    for sayings in SAYINGS.values():
        yield from sayings


ALL = list(dict.fromkeys(sentences()))


def test_the_rules_speak():
    assert len(ALL) > 60


def test_each_sentence_has_a_code_of_its_own():
    assert [code for code, times in Counter(one.code for one in ALL).items() if times > 1] == []


@pytest.mark.parametrize("sentence", ALL, ids=lambda one: one.code)
def test_places_are_named_text_and_alike_in_singular_and_plural(sentence):
    places = PLACE.findall(sentence.one)

    assert {kind for _, kind in places} <= {"s"}, "values arrive already written"
    assert "%" not in PLACE.sub("", sentence.one).replace("%%", "")
    if sentence.many:
        assert sentence.count_by
        assert {name for name, _ in PLACE.findall(sentence.many)} >= {name for name, _ in places}


def test_rules_are_plain_python():
    for module in MODULES:
        names = {getattr(held, "__module__", "") or "" for held in vars(module).values()}
        assert not [name for name in names if name.split(".")[0] == "django"], module.__name__
    assert "caseway.rules.reasons" in sys.modules
