"""Queries that keep their SQL: the same rows as an ordinary query, whatever is asked."""

from datetime import date

import pytest
from django.db import connection, models
from django.db.models import Max

from caseway.agencies.models import Membership
from caseway.agencies.standing import open_on
from caseway.kernel.prepared import Asked, OneOf, Prepared, Whole
from tests.factories import make_worker, make_world

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 23)
COLUMNS = ("id", "starts_on", "safety_trained", "user__is_active", "role")
OPEN = Prepared(
    lambda: (
        Membership.objects.filter(
            open_on(Asked("on", models.DateField())), OneOf("agency_id", "agencies")
        )
        .order_by("id")
        .values_list(*COLUMNS)
    )
)


@pytest.fixture
def posts():
    """Three posts of three agencies; the last one ends today, so it is over."""
    here, there = make_world(), make_world()
    begun = date(2026, 1, 5)
    workers = [
        make_worker(here, starts_on=begun),
        make_worker(here, agency=here.public, starts_on=DAY, safety_trained=True),
        make_worker(there, starts_on=begun, ends_on=DAY),
    ]
    return [worker.memberships.get() for worker in workers]


def ordinary(agencies, on):
    rows = Membership.objects.filter(open_on(on), agency__in=agencies).order_by("id")
    return list(rows.values_list(*COLUMNS))


def test_it_gives_the_rows_and_the_types_of_the_ordinary_query(posts):
    agencies = [post.agency_id for post in posts]

    for on in (date(2026, 11, 22), DAY, date(2026, 1, 4)):
        told = OPEN.rows(on=on, agencies=agencies)
        assert told == ordinary(agencies, on)
        assert all(type(row[2]) is bool and type(row[1]) is date for row in told)


@pytest.mark.parametrize("number", [0, 1, 3])
def test_any_number_of_ids_may_be_asked_for(posts, number):
    agencies = [post.agency_id for post in posts[:number]]

    assert OPEN.rows(on=DAY, agencies=agencies) == ordinary(agencies, DAY)


def test_more_ids_than_a_statement_has_places_for(posts):
    agencies = [posts[0].agency_id, *range(10**6, 10**6 + 70_000)]

    assert [row[0] for row in OPEN.rows(on=DAY, agencies=agencies)] == [posts[0].pk]


def test_it_is_put_together_once(posts):
    built = []

    def build():
        built.append(1)
        return Membership.objects.filter(OneOf("pk", "ids")).values_list("pk")

    query = Prepared(build)
    assert query.rows(ids=[posts[0].pk]) == [(posts[0].pk,)]
    assert query.rows(ids=[posts[1].pk]) == [(posts[1].pk,)]
    assert built == [1]


def test_it_may_group_and_join_questions_into_one(posts):
    grouped = Membership.objects.filter(OneOf("pk", "ids")).order_by()
    latest = grouped.values_list("role").annotate(last=Max("starts_on"))
    query = Prepared(lambda: latest.union(latest, all=True))

    assert query.rows(ids=[post.pk for post in posts[:2]]) == [(posts[0].role, DAY)] * 2


def test_an_index_serves_the_ids(posts):
    """The list is looked up by the primary key, not held against every row."""
    query = Prepared(lambda: Membership.objects.filter(OneOf("pk", "ids")).values_list("pk"))
    asked = []

    def listen(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        query.rows(ids=[posts[0].pk])
    ((sql, params),) = asked
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            plan = " ".join(str(row[-1]) for row in cursor.fetchall())
        assert "SEARCH agencies_membership USING" in plan


def test_what_is_not_given_is_an_error():
    with pytest.raises(KeyError, match="agencies"):
        OPEN.rows(on=DAY)


@pytest.mark.parametrize("roles", [[], ["case_manager"], ["case_manager", "job_coach", "’ \\ %"]])
def test_words_may_be_asked_for_as_ids_may(posts, roles):
    query = Prepared(
        lambda: (
            Membership.objects.filter(OneOf("role", "roles", "text"))
            .order_by("id")
            .values_list("id")
        )
    )

    ordinary_rows = Membership.objects.filter(role__in=roles).order_by("id")
    assert query.rows(roles=roles) == list(ordinary_rows.values_list("id"))


def test_an_object_comes_with_those_that_its_keys_lead_to(posts, django_assert_num_queries):
    whole = Whole(Membership, "user", "region")
    query = Prepared(
        lambda: Membership.objects.filter(OneOf("pk", "ids")).values_list(*whole.columns)
    )

    with django_assert_num_queries(1):
        (found,) = [whole.made(row) for row in query.rows(ids=[posts[1].pk])]
        told = (found, found.user.name, found.starts_on, found.safety_trained, found.region)

    assert told == (posts[1], posts[1].user.name, DAY, True, posts[1].region)
    assert found.user == posts[1].user
