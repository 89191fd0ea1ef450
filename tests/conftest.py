"""What every test may ask for."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import settings as property_settings
from hypothesis.strategies import builds, integers, register_type_strategy
from playwright.sync_api import Browser, sync_playwright

from caseway.config.words import catalogs
from caseway.rules.dates import Month
from tests import pristine
from tests.template import Template
from tools import needs

# What Numba would compile runs as it stands, at once; one test compiles, in a process of its own.
os.environ.setdefault("NUMBA_DISABLE_JIT", "1")

# A busy machine is no counterexample: how long a property takes is measured elsewhere.
property_settings.register_profile("unhurried", deadline=None)
property_settings.load_profile("unhurried")
register_type_strategy(Month, builds(Month, integers(1, 9999), integers(1, 12)))


_OPENS_THE_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


@pytest.hookimpl(tryfirst=True)  # before pytest chooses by mark
def pytest_collection_modifyitems(items):
    """Mark what can ask the database: without these, pytest-django refuses a test the connection.

    A test without the mark proves on PostgreSQL what it proved on SQLite, so it runs once. So does
    a test marked `once`: it asks the database, but for what does not depend on which it is.
    """
    for item in items:
        if item.get_closest_marker("once"):
            continue
        asks = item.get_closest_marker("django_db") or item.get_closest_marker("postgres")
        if asks or not _OPENS_THE_DATABASE.isdisjoint(item.fixturenames):
            item.add_marker("database")


@pytest.fixture(autouse=True, scope="session")
def _translations_are_compiled():
    """Pages are read in Spanish, too, whoever starts the tests."""
    for path in catalogs.catalog_files(settings.LOCALE_PATHS[0]):
        catalogs.compile_if_newer(path)


@pytest.fixture(scope="session")
def _migrated_once(request, tmp_path_factory, django_db_modify_db_settings, django_db_blocker):
    """A worker beside others copies the database that the first of them has migrated."""
    if not hasattr(request.config, "workerinput"):
        yield
        return
    template = Template(tmp_path_factory.getbasetemp().parent)
    with template.in_use():
        yield
    with django_db_blocker.unblock():
        template.leave()


@pytest.fixture(scope="session")
def django_db_setup(_migrated_once, django_db_setup, django_db_blocker):
    """The test database, migrated once for a run however many workers there are."""
    with django_db_blocker.unblock():
        pristine.remember()


@pytest.fixture
def migrated():
    """Gives migrated(file): a migrated SQLite for a process that the test starts.

    Where `make test` has made none, nothing is written, and the process migrates by itself.
    """

    def write(file):
        made = os.environ.get("CASEWAY_MIGRATED")
        if made and Path(made).exists():
            shutil.copyfile(made, file)

    return write


@pytest.fixture(autouse=True)
def _words_are_english_until_a_test_says_otherwise():
    """A request leaves its reader's language behind on the thread, for the next test to find."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests: a process can hold Playwright once only.

    Without Chromium these are skipped; in CI they fail.
    """
    path = needs.chromium()
    if path is None:
        message = "Chromium is not installed, so nothing was tried in a browser."
        pytest.fail(message) if needs.must_have_all() else pytest.skip(message)
    # Playwright keeps an event loop on this thread, which Django would take for asynchronous code.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(autouse=True, scope="session")
def _tables_can_be_emptied_between_tests():
    """Tests of whole transactions end by emptying every table, which the audit refuses.

    On SQLite the database is put back as it was right after its migrations, triggers and all.
    On PostgreSQL the triggers are taken away for that moment; Django's post_migrate signal,
    sent after the flush, puts them back.
    """
    from caseway.kernel.audit.triggers import install

    empty = TransactionTestCase._fixture_teardown

    def without_triggers(self):
        if pristine.put_back():
            return
        install.remove(connection)
        empty(self)
        install.install(connection)

    TransactionTestCase._fixture_teardown = without_triggers
    yield
    TransactionTestCase._fixture_teardown = empty
