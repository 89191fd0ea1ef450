import pytest

from caseway.kernel.models import User
from tests.kernel.sample.models import Record


@pytest.fixture
def ana(db):
    return User.objects.create_user("ana@example.org", name="Ana Ruiz")


@pytest.fixture
def bo(db):
    return User.objects.create_user("bo@example.org", name="Bo Lind")


@pytest.fixture
def sealed_record(db):
    record = Record(name="Eva")
    record.seal("ssn", "123456789")
    record.save()
    return record


@pytest.fixture
def ring_file(tmp_path, settings):
    settings.KEYRING = ""
    settings.KEYRING_FILE = tmp_path / "var" / "keyring.json"
    return settings.KEYRING_FILE
