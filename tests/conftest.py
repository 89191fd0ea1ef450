"""What every test may ask for."""

import pytest
from django.db import connection
from django.test import TransactionTestCase


@pytest.fixture(autouse=True, scope="session")
def _tables_can_be_emptied_between_tests():
    """Tests of whole transactions end by emptying every table, which the audit refuses.

    Its triggers are taken away for that moment; Django's post_migrate signal,
    sent after the flush, puts them back.
    """
    from caseway.kernel.audit.triggers import install

    empty = TransactionTestCase._fixture_teardown

    def without_triggers(self):
        install.remove(connection)
        empty(self)
        install.install(connection)

    TransactionTestCase._fixture_teardown = without_triggers
    yield
    TransactionTestCase._fixture_teardown = empty
