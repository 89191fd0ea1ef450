"""The house stands: the system check is clean and no migration is missing."""

import pytest
from django.core.management import call_command


@pytest.mark.database  # some checks ask which database it is
def test_system_check_finds_nothing():
    call_command("check", fail_level="WARNING")


@pytest.mark.django_db
def test_every_model_change_has_its_migration():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
