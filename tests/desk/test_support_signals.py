"""Support that waits for a word stands on Today for whoever may say it, and for nobody else."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from caseway.agencies.models import Role
from caseway.desk.queries.today import Choice, entry_of, today_for
from caseway.kernel.words import say
from caseway.network.models import SupportRequest
from caseway.rules.caseload.queues import QueueKind
from tests.factories import make_case, make_worker, make_world

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/New_York"))


@pytest.fixture(autouse=True)
def _monday(now):
    """The office's clock stands at NOW."""


@pytest.fixture
def there():
    world = make_world()
    world.own = make_worker(world, name="Dana Reyes")
    world.boss = make_worker(world, Role.SUPERVISOR, name="Simon Supervisor")
    world.case = make_case(world, "Ana Rivera", worker=world.own)
    return world


def asked(world, by=None, case=None, days_ago=3, **more):
    case = case or world.case
    return SupportRequest.objects.create(
        site=world.site,
        case=case,
        kind="transport",
        what="A bus card for December",
        amount=Decimal("132.00"),
        starts_on=NOW.date(),
        asked_by=by or world.own,
        asked_at=NOW - timedelta(days=days_ago),
        needs_another=True,
        **more,
    )


def reasons(user, case):
    entry = entry_of(user, case.pk, Choice())
    if entry is None:
        return []
    return [say(i.reason) for i in entry.rank.items if i.signal.kind == "support_asked"]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "decide by Tue, Nov 24, 2026"),
        (2, "decide today"),
        (3, "the decision is 1 day late"),
    ],
)
def test_who_decides_reads_what_was_asked_and_by_when(there, days, words):
    asked(there, days_ago=days)

    (said,) = reasons(there.boss, there.case)

    assert "A bus card for December" in said
    assert words in said


def test_who_asked_is_told_nothing_and_decides_nothing_of_her_own(there):
    asked(there)
    assert reasons(there.own, there.case) == []

    SupportRequest.objects.update(asked_by=there.boss)

    assert reasons(there.boss, there.case) == []


def test_what_is_decided_and_what_another_agency_asked_is_on_no_list(there):
    row = asked(there)
    elsewhere = make_world("Elsewhere")
    asked(elsewhere, make_worker(elsewhere), make_case(elsewhere))
    assert [e.picture.card.id for e in today_for(there.boss, Choice()).entries] == [there.case.pk]

    SupportRequest.objects.filter(pk=row.pk).update(
        state="approved", decided_by=there.boss, decided_at=NOW
    )

    assert reasons(there.boss, there.case) == []


def test_today_leads_her_to_the_decision(there, client):
    row = asked(there)
    client.force_login(there.boss)

    html = client.get(reverse("desk:today")).content.decode()
    case = client.get(reverse("desk:case", args=[there.case.pk])).content.decode()

    assert reverse("network:support", args=[row.pk]) in html
    assert "For your decision" in html
    assert reverse("network:support", args=[row.pk]) in case


def test_a_case_that_only_waits_for_her_word_tells_nothing_else_of_its_worker(there):
    asked(there)
    other = make_case(there, "Bea Quispe", worker=there.own)

    found = today_for(there.boss, Choice())

    entry = next(e for e in found.entries if e.picture.card.id == there.case.pk)
    assert entry.queue is QueueKind.DECISION
    assert [i.signal.kind for i in entry.rank.items] == ["support_asked"]
    assert other.pk not in {e.picture.card.id for e in found.entries}


@pytest.mark.parametrize("many", [2, 40])
def test_her_list_asks_the_same_however_many_wait(there, django_assert_num_queries, many):
    for number in range(many):
        asked(there, case=make_case(there, f"Person {number}", worker=there.own))
    today_for(there.boss, Choice())

    with django_assert_num_queries(TODAY_QUERIES):
        today_for(there.boss, Choice())


TODAY_QUERIES = 10
