"""Addresses from patterns are those that `reverse` gives."""

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from caseway.kernel.addresses import address


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("desk:today", ()),
        ("desk:case", (1,)),
        ("desk:case", (9_000_000_000_000_000_001,)),
        ("desk:close_task", (12, 7)),
        ("cases:person", (300,)),
    ],
)
def test_an_address_is_the_one_that_reverse_gives(name, ids):
    assert address(name, *ids) == reverse(name, args=ids)


def test_an_address_follows_the_prefix_under_which_caseway_is_served():
    assert address("desk:case", 5) == "/cases/5/"

    set_script_prefix("/100%/")
    try:
        assert address("desk:case", 5) == reverse("desk:case", args=[5]) == "/100%25/cases/5/"
    finally:
        set_script_prefix("/")


def test_an_address_that_no_app_serves_is_refused_each_time():
    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            address("desk:no_such_page", 1)
