"""What is in the way, with its history; what an interview suggests; what people are drawn to."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseway.agencies.models import Membership
from caseway.cases.models import Strength, Task, TaskKind
from caseway.intake.actions.barriers import (
    change_barrier,
    note_barrier,
    reopen_barrier,
    resolve_barrier,
)
from caseway.intake.models import (
    Barrier,
    BarrierKind,
    BarrierReferral,
    Interest,
    ProposalDecision,
    Severity,
)
from caseway.intake.queries.occupations import search
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import StaleRecord
from caseway.network.models import Referral, Service, ServiceNeed
from caseway.rules.interviews.words import State
from tests.factories import make_provider, make_worker, make_world

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


@pytest.fixture
def bus(world, now):
    """Getting around is hard."""
    return note_barrier(
        case=world.case,
        person=world.case.participant,
        kind=BarrierKind.TRANSPORT,
        severity=Severity.MUCH,
        story="The bus is full of people.",
        named_by_person=True,
        by=world.carla,
        at=now,
        on=TODAY,
    )


def test_its_history_keeps_every_step_and_every_word(bus, world, now):
    change_barrier(
        barrier=bus,
        severity=Severity.SOME,
        story="Two stops alone now.",
        version=1,
        by=world.carla,
        at=now + timedelta(days=7),
        on=TODAY + timedelta(days=7),
    )
    resolve_barrier(
        barrier=bus,
        resolution="Rides every day.",
        by=world.carla,
        at=now + timedelta(days=30),
        on=TODAY + timedelta(days=30),
    )

    told = [(one.severity, one.unseal("words")) for one in bus.changes.order_by("at")]
    assert told == [
        ("much", "The bus is full of people."),
        ("some", "Two stops alone now."),
        ("", "Rides every day."),
    ]
    assert Barrier.objects.get().ends_on == date(2026, 12, 23)


def test_what_comes_back_is_the_same_row(bus, world, now):
    resolve_barrier(barrier=bus, resolution="Rides daily.", by=world.carla, at=now, on=TODAY)
    reopen_barrier(barrier=bus, by=world.carla, at=now, on=TODAY)

    row = Barrier.objects.get()
    assert (row.ends_on, row.resolution) == (None, "")
    assert row.changes.count() == 3


def test_the_second_of_two_writers_changes_nothing_unseen(bus, world, now):
    change = {"by": world.carla, "at": now, "on": TODAY}
    change_barrier(barrier=bus, severity=Severity.SOME, story="Better.", version=1, **change)

    with pytest.raises(StaleRecord):
        change_barrier(barrier=bus, severity=Severity.STOPS, story="Worse.", version=1, **change)

    assert Barrier.objects.get().severity == "some"


def test_both_versions_are_shown_on_the_page(bus, world, sign_in, now):
    change_barrier(
        barrier=bus,
        severity=Severity.SOME,
        story="Better.",
        version=1,
        by=make_worker(world),
        at=now,
        on=TODAY,
    )

    answer = sign_in(world.carla).post(
        reverse("intake:barrier", args=[bus.pk]),
        {"severity": "stops", "story": "Worse.", "version": "1"},
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Better." in page
    assert "Worse." in page


def test_safety_at_home_exists_for_trained_staff_of_the_case_alone(world, now, sign_in):
    with pytest.raises(NotAllowed, match="trained"):
        note_barrier(
            case=world.case,
            person=world.case.participant,
            kind=BarrierKind.SAFETY,
            severity=Severity.STOPS,
            story="",
            named_by_person=True,
            by=world.carla,
            at=now,
            on=TODAY,
        )
    Membership.objects.filter(user=world.carla).update(safety_trained=True)
    world.carla._standing = None
    row = note_barrier(
        case=world.case,
        person=world.case.participant,
        kind=BarrierKind.SAFETY,
        severity=Severity.STOPS,
        story="Meet at the library.",
        named_by_person=True,
        by=world.carla,
        at=now,
        on=TODAY,
    )
    url = reverse("intake:barrier", args=[row.pk])
    listed = reverse("intake:barriers", args=[world.case.pk])

    assert sign_in(world.carla).get(url).status_code == 200
    client = sign_in(world.paula)
    assert client.get(url).status_code == 404
    assert "library" not in client.get(listed).content.decode()


def test_an_interview_suggests_and_nothing_is_done_until_somebody_accepts(
    talk, say, world, sign_in, key
):
    say(talk, "good_at", "Calming children")
    say(talk, "transport_hard", "very")
    say(talk, "works_now", "yes")
    client = sign_in(world.carla)
    url = reverse("intake:proposals", args=[talk.pk])

    page = client.get(url).content.decode()
    assert page.index("Calming children") < page.index("Getting around")
    assert not Barrier.objects.exists()
    assert not Task.objects.filter(case=world.case).exists()

    decide = reverse("intake:decide", args=[talk.pk])
    for name in ("strength:calming children:0", "barrier:transport:0", "referral:transport:0"):
        client.post(decide, {"key": name, "decision": "accept", "submission_key": key()})
    client.post(decide, {"key": "proof:works_now:0", "decision": "accept", "submission_key": key()})

    assert Strength.objects.get(person=world.case.participant).words == "Calming children"
    assert Barrier.objects.get().severity == "much"
    assert set(Task.objects.values_list("kind", "title")) == {
        (TaskKind.FOLLOW_UP, "Find help: Transport"),
        (TaskKind.VERIFICATION, "Paper to get: Pay stubs or a letter about the present job"),
    }
    assert ProposalDecision.objects.filter(decided="accepted").count() == 4


def test_what_was_set_aside_can_be_taken_up_again(talk, say, world, sign_in, key):
    say(talk, "bank", state=State.NO)
    say(talk, "food", "short")
    client = sign_in(world.carla)
    client.post(
        reverse("intake:decide", args=[talk.pk]),
        {"key": "referral:food:0", "decision": "dismiss", "submission_key": key()},
    )
    made = ProposalDecision.objects.get()
    assert made.decided == "dismissed"

    client.post(reverse("intake:take_up_again", args=[talk.pk, made.pk]), {"submission_key": key()})
    assert not ProposalDecision.objects.exists()


def test_accepting_twice_is_once(talk, say, world, sign_in, key):
    say(talk, "transport_hard", "cannot")
    client = sign_in(world.carla)
    for _again in range(2):
        client.post(
            reverse("intake:decide", args=[talk.pk]),
            {"key": "barrier:transport:0", "decision": "accept", "submission_key": key()},
        )

    assert Barrier.objects.get().severity == "stops"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("cook", "Cooks, Restaurant"),
        ("nurses", "Nurse Anesthetists"),
        ("truck driver", "Light Truck Drivers"),
    ],
)
def test_occupations_are_found_by_words_of_their_titles(typed, first):
    found = [one.title for one in search(typed)]

    assert found[0] == first
    assert len(found) <= 25


@pytest.mark.parametrize("typed", ["", " ", "c", "zzzz"])
def test_what_no_title_holds_finds_nothing(typed):
    assert search(typed) == []


def test_an_interest_is_written_down_once_and_taken_off(world, sign_in, key):
    client = sign_in(world.carla)
    url = reverse("intake:interests", args=[world.case.pk])
    sent = {"code": "35-2014.00", "words": "The smell of bread"}
    client.post(url, sent | {"submission_key": key()})
    again = client.post(url, sent | {"submission_key": key()})

    assert again.status_code == 422
    row = Interest.objects.get()
    assert (row.title, row.words) == ("Cooks, Restaurant", "The smell of bread")
    client.post(
        reverse("intake:end_interest", args=[world.case.pk, row.pk]), {"submission_key": key()}
    )
    row.refresh_from_db()
    assert row.ends_on == TODAY


@pytest.mark.parametrize("many", [2, 40])
def test_the_intake_page_costs_the_same_whatever_the_case_holds(
    world, now, sign_in, many, django_assert_max_num_queries
):
    for number in range(many):
        note_barrier(
            case=world.case,
            person=world.case.participant,
            kind=BarrierKind.OTHER,
            severity=Severity.SOME,
            story=f"Thing {number}",
            named_by_person=True,
            by=world.carla,
            at=now,
            on=TODAY,
        )
    client = sign_in(world.carla)
    url = reverse("intake:case", args=[world.case.pk])
    client.get(url)

    with django_assert_max_num_queries(34):
        client.get(url)


def test_help_that_is_accepted_begins_a_referral_where_a_service_fits(
    talk, say, world, sign_in, key
):
    owner = make_provider(world, "Early Wheels")
    rides = Service.objects.create(provider=owner, name="Rides before the first bus")
    ServiceNeed.objects.create(service=rides, need="transport")
    say(talk, "transport_hard", "very")
    client = sign_in(world.carla)
    decide = reverse("intake:decide", args=[talk.pk])
    page = client.get(reverse("intake:proposals", args=[talk.pk])).content.decode()
    assert f'<option value="{rides.pk}">Rides before the first bus – Early Wheels' in page

    accepted = {"decision": "accept"}
    client.post(decide, accepted | {"key": "barrier:transport:0", "submission_key": key()})
    client.post(
        decide,
        accepted | {"key": "referral:transport:0", "service": rides.pk, "submission_key": key()},
    )

    draft = Referral.objects.get()
    assert (draft.state, draft.need, draft.service, draft.consent) == (
        "made",
        "transport",
        rides,
        "",
    )
    assert draft.barrier == "Getting around"
    assert BarrierReferral.objects.get().barrier.kind == "transport"
    assert not Task.objects.filter(case=world.case).exists()
    assert ProposalDecision.objects.get(kind="referral").referral == draft
    page = client.get(reverse("intake:proposals", args=[talk.pk])).content.decode()
    assert reverse("network:referral", args=[draft.pk]) in page


def test_a_service_that_is_not_hers_to_see_is_no_place_to_send_anybody(
    talk, say, world, sign_in, key
):
    elsewhere = make_provider(make_world("Elsewhere"), "Far Wheels")
    rides = Service.objects.create(provider=elsewhere, name="Rides")
    ServiceNeed.objects.create(service=rides, need="transport")
    say(talk, "transport_hard", "very")
    client = sign_in(world.carla)

    answer = client.post(
        reverse("intake:decide", args=[talk.pk]),
        {
            "key": "referral:transport:0",
            "decision": "accept",
            "service": rides.pk,
            "submission_key": key(),
        },
    )

    assert answer.status_code == 404
    assert not Referral.objects.exists()


def test_suggestions_ask_the_same_however_many_needs_there_are(talk, say, world, sign_in):
    owner = make_provider(world, "Early Wheels")
    for need in ("transport", "food"):
        service = Service.objects.create(provider=owner, name=f"Help with {need}")
        ServiceNeed.objects.create(service=service, need=need)
    say(talk, "transport_hard", "very")
    client = sign_in(world.carla)
    url = reverse("intake:proposals", args=[talk.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    say(talk, "food", "short")

    with CaptureQueriesContext(connection) as many:
        page = client.get(url).content.decode()

    assert page.count('name="service"') == 2
    assert len(many) == len(few)
