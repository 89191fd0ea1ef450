import pytest

from caseway.kernel.models import User


@pytest.fixture
def ana(db):
    return User.objects.create_user("ana@example.org", name="Ana Ruiz")


@pytest.fixture
def bo(db):
    return User.objects.create_user("bo@example.org", name="Bo Lind")
