"""An office with administrators on both sides, and a way to be signed in just now."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from caseway.agencies.models import Role
from tests.factories import make_worker, make_world

TODAY = date(2026, 11, 23)  # a Monday
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/New_York"))


def make_office(name="Harbor County"):
    """A site with a public and a contractor's administrator."""
    world = make_world(name)
    world.workers["root"] = make_worker(
        world, Role.ADMINISTRATOR, agency=world.public, name="Miriam Adelstein"
    )
    world.workers["contractor root"] = make_worker(world, Role.ADMINISTRATOR, name="Cora Chief")
    return world


def sign_in(client, user, *, recently=True):
    """Sign in; `recently` says whether the password was typed a moment ago."""
    client.force_login(user)
    if recently:
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "password", "at": timezone.now().timestamp()}
        ]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client
