from datetime import date
from types import SimpleNamespace

import pytest

from tests.factories import Role, make_case, make_worker, make_world
from tests.plans.rows import make_plan


@pytest.fixture
def there(db):
    """A case with its worker, and a whole employment plan that nobody has signed."""
    world = make_world()
    own = make_worker(world, name="Dana Reyes")
    case = make_case(world, "Ana Rivera", worker=own)
    case.participant.birth_on = date(1994, 5, 2)
    case.participant.save()
    return SimpleNamespace(
        world=world,
        own=own,
        supervisor=make_worker(world, Role.SUPERVISOR),
        case=case,
        person=case.participant,
        plan=make_plan(case, own),
    )
