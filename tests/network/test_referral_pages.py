"""The pages of referrals: the list, the case, making one, its steps, its link."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from caseway.agencies.models import Role
from caseway.desk.queries.today import Choice, today_for
from caseway.network.actions import referrals as actions
from caseway.network.actions.referrals import Sent, Told
from caseway.network.models import Referral, ReferralLink, Service, ServiceNeed
from caseway.network.needs import Need
from caseway.network.queries.referrals import counted
from caseway.rules.referrals.codes import Move, Result
from caseway.rules.referrals.moves import Given
from tests.factories import make_case, make_provider, make_worker

MON = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/New_York"))
YES = Told(message="Two children", consent="spoken")


@pytest.fixture
def nursery(world):
    owner = make_provider(world, "Morning Nursery")
    service = Service.objects.create(provider=owner, name="Full-day child care")
    ServiceNeed.objects.create(service=service, need=Need.CHILD_CARE)
    return service


def refer(world, service, *, days_ago=0, case=None, by=None, told=YES, need=Need.CHILD_CARE):
    case = case or world.case
    return actions.make_referral(
        case=case,
        sent=Sent(service.provider, need, service, person=case.participant),
        told=told,
        by=by or world.carla,
        at=MON - timedelta(days=days_ago),
        send=True,
    )


def html_of(client, name, *args, query=""):
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_is_made_from_the_case_once_however_often_she_clicks(world, nursery, sign_in, key):
    client = sign_in(world.carla)
    html = html_of(client, "network:choose", world.case.pk, query="?need=child_care")
    assert "Full-day child care" in html
    page = reverse("network:refer", args=[world.case.pk]) + f"?service={nursery.pk}"
    form = {
        "person": "household",
        "need": "child_care",
        "why": "Nights",
        "urgency": "soon",
        "shares": "initials",
        "consent": "spoken",
        "consent_on": "2026-11-23",
        "message": "Two children",
        "submission_key": key(),
    }

    for _click in range(2):
        assert client.post(page, form).status_code == 302

    row = Referral.objects.get()
    assert (row.state, row.person, row.urgency) == ("sent", None, "soon")
    assert row.due_on == date(2026, 11, 26)


def test_without_a_yes_the_form_comes_back_whole_and_keeping_it_is_possible(
    world, nursery, sign_in, key
):
    client = sign_in(world.carla)
    page = reverse("network:refer", args=[world.case.pk]) + f"?service={nursery.pk}"
    form = {
        "person": world.case.participant_id,
        "need": "child_care",
        "why": "A long story",
        "urgency": "routine",
        "shares": "initials",
    }

    answer = client.post(page, form | {"submission_key": key()})
    assert answer.status_code == 422
    assert "Ask the person first" in answer.content.decode()
    assert "A long story" in answer.content.decode()

    client.post(page, form | {"later": "1", "submission_key": key()})
    assert Referral.objects.get().state == "made"


def test_from_a_service_she_finds_whom_to_send(world, nursery, sign_in):
    client = sign_in(world.carla)

    html = html_of(client, "network:refer_whom", nursery.pk, query=f"?q={world.case.number}")

    assert f"/cases/{world.case.pk}/referrals/new/?service={nursery.pk}" in html


def test_the_list_says_how_long_each_has_waited_and_what_comes_next(world, nursery, sign_in):
    row = refer(world, nursery, days_ago=9)

    html = html_of(sign_in(world.carla), "network:referrals")

    assert "No answer for 9 days" in html
    assert "Late" in html
    assert f'/referrals/{row.pk}/?do=remind"' in html
    assert 'data-key="a"' in html


def test_the_counts_over_the_list_are_the_lists(world, nursery, sign_in):
    late = refer(world, nursery, days_ago=9)
    refer(world, nursery, days_ago=1)
    closed = refer(world, nursery, days_ago=3)
    actions.move_referral(
        referral=closed,
        move=Move.CLOSE,
        given=Given(result=Result.NO_ANSWER),
        by=world.carla,
        at=MON,
    )
    client = sign_in(world.carla)

    shown = {}
    for group in ("due", "open", "waiting", "under_way", "stuck", "closed"):
        answer = client.get(reverse("network:referrals"), {"group": group, "scope": "all"})
        rows = {one["id"] for one in answer.context["worklist"]["rows"]}
        counts = {one["label"]: one["count"] for one in answer.context["sections"]}
        shown[group] = rows
        assert counts[next(s["label"] for s in answer.context["sections"] if s["current"])] == len(
            rows
        )
    assert shown["due"] == {late.pk}
    assert shown["closed"] == {closed.pk}
    assert len(shown["open"]) == len(shown["waiting"]) == 2


def test_a_worker_begins_with_her_cases_and_a_leader_with_all(world, nursery, sign_in):
    other = make_worker(world, name="Olga Other")
    refer(world, nursery, case=make_case(world, "Luz Ortega", worker=other), by=other)
    leader = make_worker(world, Role.SUPERVISOR)

    assert "Luz Ortega" not in html_of(sign_in(world.carla), "network:referrals")
    assert "Luz Ortega" in html_of(sign_in(leader), "network:referrals")


def test_a_step_is_made_on_the_page_and_taken_back_there(world, nursery, sign_in, key):
    row = refer(world, nursery)
    client = sign_in(world.carla)
    move = reverse("network:move_referral", args=[row.pk])

    bare = client.post(move, {"move": "appoint", "note": "Ask Bell", "submission_key": key()})
    assert bare.status_code == 422
    assert "Ask Bell" in bare.content.decode()
    said = {"move": "appoint", "day": "2026-11-25", "at": "09:30", "submission_key": key()}
    client.post(move, said)
    row.refresh_from_db()
    assert (row.state, row.due_on) == ("appointment", date(2026, 11, 26))

    client.post(reverse("network:take_back_step", args=[row.pk]), {"submission_key": key()})
    row.refresh_from_db()
    assert (row.state, row.appointment_at) == ("sent", None)
    assert "taken back" in html_of(client, "network:referral", row.pk)


def test_a_step_from_an_old_page_changes_nothing_and_says_so(world, nursery, sign_in, key):
    row = refer(world, nursery)
    client = sign_in(world.carla)
    move = reverse("network:move_referral", args=[row.pk])
    client.post(move, {"move": "accept", "submission_key": key()})

    answer = client.post(move, {"move": "accept", "submission_key": key()}, follow=True)

    assert "has moved on since" in answer.content.decode()
    assert row.steps.count() == 3


def test_what_was_declined_leads_to_another_service_and_remembers_the_first(
    world, nursery, sign_in, key
):
    row = refer(world, nursery)
    client = sign_in(world.carla)
    declined = {"move": "decline", "reason": "full", "submission_key": key()}
    client.post(reverse("network:move_referral", args=[row.pk]), declined)
    other = Service.objects.create(provider=nursery.provider, name="Evening child care")
    ServiceNeed.objects.create(service=other, need=Need.CHILD_CARE)

    html = html_of(client, "network:referral", row.pk)
    assert f"need=child_care&amp;follows={row.pk}" in html
    page = reverse("network:refer", args=[world.case.pk])
    query = f"?service={other.pk}&follows={row.pk}"
    assert "Two children" in client.get(page + query).content.decode()
    form = {
        "person": world.case.participant_id,
        "need": "child_care",
        "urgency": "routine",
        "shares": "initials",
        "consent": "spoken",
        "submission_key": key(),
    }
    client.post(page + query, form)

    assert Referral.objects.latest("pk").follows == row


def test_a_link_to_hand_over_is_shown_once(world, nursery, sign_in, key):
    row = refer(world, nursery)
    client = sign_in(world.carla)
    form = {"sent_to": "", "submission_key": key()}
    page = reverse("network:make_link", args=[row.pk])

    first = client.post(page, form)
    assert "/answer/" in first.content.decode()
    second = client.post(page, form)

    assert second.status_code == 302
    assert ReferralLink.objects.count() == 1
    assert "/answer/" not in html_of(client, "network:referral", row.pk)


def test_another_agency_finds_nothing(world, nursery, sign_in):
    row = refer(world, nursery)
    stranger = make_worker(world, agency=world.contractor, ends_on=date(2026, 1, 1))

    client = sign_in(stranger)
    assert client.get(reverse("network:referral", args=[row.pk])).status_code == 404


def test_today_says_that_nobody_answered_and_leads_to_the_referral(world, nursery, sign_in):
    row = refer(world, nursery, days_ago=9)

    found = today_for(world.carla, Choice(kind="referral_silent"))

    reasons = [item.reason.text for item in found.entries[0].rank.items]
    assert "No answer from Full-day child care for 9 days" in reasons
    html = html_of(sign_in(world.carla), "desk:case", world.case.pk)
    assert f'href="/referrals/{row.pk}/"' in html


def test_today_is_silent_while_there_is_time(world, nursery):
    refer(world, nursery, days_ago=6)

    assert today_for(world.carla, Choice(kind="referral_silent")).entries == []


def test_a_guarded_referral_is_on_nobodys_today_but_hers(world, nursery):
    trained = make_worker(world, safety_trained=True)
    case = make_case(world, "Luz Ortega", worker=trained, public_worker=world.paula)
    signed = Told(consent="signed")
    refer(
        world,
        nursery,
        case=case,
        by=trained,
        told=signed,
        need=Need.DOMESTIC_VIOLENCE,
        days_ago=12,
    )

    kinds = Choice(kind="referral_silent")
    assert len(today_for(trained, kinds).entries) == 1
    leader = make_worker(world, Role.SUPERVISOR)
    for other in (world.paula, leader):
        assert today_for(other, kinds).entries == []


def test_referrals_are_counted_by_worker_and_by_person(world, nursery):
    refer(world, nursery)
    refer(world, nursery)
    other = make_case(world, "Luz Ortega", worker=world.carla)
    refer(world, nursery, case=other)
    rows = Referral.objects.visible_to(world.carla)

    assert counted(rows, "made_by") == {(world.carla.pk,): 3}
    assert counted(rows, "made_by", "person") == {
        (world.carla.pk, world.case.participant_id): 2,
        (world.carla.pk, other.participant_id): 1,
    }


@pytest.mark.parametrize("many", [2, 40])
def test_the_list_asks_the_same_however_many(
    world, nursery, sign_in, django_assert_num_queries, many
):
    for number in range(many):
        refer(world, nursery, case=make_case(world, f"Person {number}", worker=world.carla))
    client = sign_in(world.carla)
    client.get(reverse("network:referrals"))

    with django_assert_num_queries(11):
        client.get(reverse("network:referrals"))


@pytest.mark.parametrize("many", [2, 40])
def test_the_page_of_a_case_asks_the_same_however_many(
    world, nursery, sign_in, django_assert_num_queries, many
):
    for _number in range(many):
        refer(world, nursery)
    client = sign_in(world.carla)
    page = reverse("network:case", args=[world.case.pk])
    client.get(page)

    with django_assert_num_queries(15):
        client.get(page)
