"""One county of 300 cases, loaded once, that every test may look at and none may change."""

from datetime import date

import pytest
from django.db import transaction

from caseway.demo.loader.county import Loaded, load

TODAY = date(2026, 11, 23)  # a Monday


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker) -> Loaded:
    """The county as it stands on Mon, Nov 23, 2026; gone again after the module."""
    with django_db_blocker.unblock():
        undo = transaction.atomic()
        undo.__enter__()
        try:
            yield load(cases=300, seed=7, today=TODAY)
        finally:
            transaction.set_rollback(True)
            undo.__exit__(None, None, None)
