"""What a person may see, asked by a query that is kept for everybody with posts of her kind."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from caseway.agencies.models import Membership, Region, RegionKind, Role
from caseway.agencies.prepared import PreparedFor
from caseway.agencies.standing import standing_of
from caseway.cases.models import Case, EmergencyAccess, Person
from caseway.kernel.models import User
from tests.factories import LONG_AGO, make_case, make_worker, make_world

pytestmark = pytest.mark.django_db

CASES = PreparedFor(lambda her: Case.objects.visible_to(her).order_by("pk").values_list("pk"))
PEOPLE = PreparedFor(lambda her: Person.objects.visible_to(her).order_by("pk").values_list("pk"))


@pytest.fixture
def county():
    """Two sites, one of them with a second region, and a case in each place and of each agency."""
    here, there = make_world(), make_world()
    here.far = Region.objects.create(site=here.site, name="Far", kind=RegionKind.CONTRACTED)
    for world in (here, there):
        make_case(world, "Ana Rivera")
        make_case(world, "Bea Ortiz")
    make_case(here, "Cora Diaz", region=here.far)
    here.opened = make_case(here, "Dina Wu", region=here.far)
    here.opened.assignments.update(agency=there.contractor)
    return here, there


def holders(here, there):
    """One person of every kind of standing, and pairs that differ by nothing but their ids."""
    both = make_worker(here)
    Membership.objects.create(
        user=both, agency=there.public, site=there.site, role=Role.SUPERVISOR, starts_on=LONG_AGO
    )
    return [
        make_worker(here, Role.ELIGIBILITY_WORKER, agency=here.public),
        make_worker(there, Role.ELIGIBILITY_WORKER, agency=there.public),
        make_worker(here, Role.ELIGIBILITY_WORKER, agency=here.public, region=here.far),
        make_worker(here, Role.ELIGIBILITY_WORKER, agency=here.public, region=here.region),
        make_worker(here),
        make_worker(there),
        make_worker(here, agency=there.contractor),
        make_worker(here, Role.SUPERVISOR),
        make_worker(here, Role.PROVIDER),
        both,
    ]


def test_it_finds_what_the_ordinary_query_finds_for_every_kind_of_standing(county):
    found = {}
    for user in holders(*county):
        her = standing_of(user)
        found[user] = [pk for (pk,) in CASES.rows(her)]
        people = [pk for (pk,) in PEOPLE.rows(her)]
        assert found[user] == list(
            Case.objects.visible_to(user).order_by("pk").values_list("pk", flat=True)
        )
        assert people == list(
            Person.objects.visible_to(user).order_by("pk").values_list("pk", flat=True)
        )

    assert len({tuple(cases) for cases in found.values()}) == 8
    assert Case.objects.count() == 6


def test_people_whose_posts_are_of_one_kind_share_its_sql(county):
    here, there = county
    built = []

    def build(her):
        built.append(her)
        return Case.objects.visible_to(her).values_list("pk")

    query = PreparedFor(build)
    for world in (here, there, here):
        query.rows(standing_of(make_worker(world)))
    assert len(built) == 1

    query.rows(standing_of(make_worker(here, region=here.region)))
    assert len(built) == 2


def test_what_was_opened_in_an_emergency_shows_only_while_that_lasts(county, monkeypatch):
    here, _there = county
    user = make_worker(here, Role.SUPERVISOR)
    begun = datetime(2026, 11, 23, 15, tzinfo=UTC)
    EmergencyAccess.objects.create(
        site=here.site,
        user=user,
        case=here.opened,
        reason="She did not come home.",
        starts_at=begun,
        ends_at=begun + timedelta(hours=4),
    )

    def seen(at):
        monkeypatch.setattr(timezone, "now", lambda: at)
        rows = CASES.rows(standing_of(User.objects.get(pk=user.pk), date(2026, 11, 23)))
        return (here.opened.pk,) in rows

    assert seen(begun)
    assert seen(begun + timedelta(hours=4, seconds=-1))
    assert not seen(begun + timedelta(hours=4))


def test_a_part_that_ended_is_no_longer_seen_from_that_day_on(county):
    here, _there = county
    user = make_worker(here)
    case = make_case(here, "Ella Poe")
    case.assignments.update(ends_on=date(2026, 11, 23))

    def seen(on):
        return (case.pk,) in CASES.rows(standing_of(user, on))

    assert seen(date(2026, 11, 22))
    assert not seen(date(2026, 11, 23))
