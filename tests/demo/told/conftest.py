"""One county of 300 cases, loaded once, that every test here may look at and none may change."""

from datetime import date

import pytest

from caseway.demo.loader.county import Loaded, load
from tests.rows import kept_for_all

TODAY = date(2026, 11, 23)  # a Monday


@pytest.fixture(scope="package")
def county(django_db_setup, django_db_blocker) -> Loaded:
    """The county as it stands on Mon, Nov 23, 2026; gone after the last test of the folder."""
    with kept_for_all(django_db_blocker):
        yield load(cases=300, seed=7, today=TODAY)
