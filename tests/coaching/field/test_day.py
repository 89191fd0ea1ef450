"""What a phone is given: as little as the day needs, to whom it belongs, and nobody else."""

import json
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core import signing
from django.test import Client
from django.urls import reverse

from caseway.agencies.models import Leave, Membership
from caseway.coaching.actions.visits.field import record_visit
from caseway.coaching.models import ChecklistVersion, FieldSending, MeetingPlace, Visit
from caseway.coaching.queries.field.day import short_name
from caseway.coaching.reading.field import read_sending
from caseway.coaching.views.field import data, files
from caseway.kernel.models import AccessEvent
from caseway.rules.records.visits.template import shipped
from tests.agencies.staffing import sign_in
from tests.coaching.field.rows import (
    NOON,
    TODAY,
    as_sent,
    make_bakery,
    make_client,
    make_visit,
    raw,
)

DAY, SEND, STOP = reverse("field:day"), reverse("field:send"), reverse("field:stop")


def fetched(client, user):
    sign_in(client, user)
    return client.get(DAY).json()


def post(client, sent, clock="2026-11-23T12:00:00-05:00"):
    return client.post(
        SEND, data=raw(sent), content_type="application/json", headers={"X-Field-Clock": clock}
    )


@pytest.mark.parametrize(
    ("full", "given", "family", "short"),
    [
        ("Ana Rivera", "Ana", "Rivera", "Ana R."),
        ("José Luis de la Cruz Ortega", "José Luis", "de la Cruz Ortega", "José d."),
        ("Ngozi", "", "", "Ngozi"),
        ("Mary Ann Smith", "", "", "Mary S."),
        ("Ólafur Þór", "Ólafur", "Þór", "Ólafur Þ."),
    ],
)
def test_a_person_is_a_first_name_and_an_initial(full, given, family, short):
    assert short_name(full, given, family) == short


def test_a_coach_is_given_her_visits_with_place_and_checklist_and_no_more_of_the_person(
    client, visit, kofi
):
    told = fetched(client, kofi)

    [shown] = told["visits"]
    assert (shown["who"], shown["place"], shown["begins"]) == ("Ana R.", "Rise Bakery", "10:30")
    assert shown["address"] == "41-17 Steinway Street, Queens, NY 11103"
    assert [goal["label"] for goal in shown["goals"]] == ["Work the register by myself"]
    assert told["coach"] == "Kofi Asante-Reed"
    items = told["checklists"][shown["checklist"]]["items"]
    assert [item["code"] for item in items][:3] == ["started", "stopped", "mode"]
    assert "Rivera" not in json.dumps(told)
    assert visit.enrolment.case.number not in json.dumps(told)


@pytest.mark.parametrize(("days", "there"), [(-4, False), (-3, True), (6, True), (7, False)])
def test_the_phone_takes_three_days_back_and_a_week_along(client, world, kofi, days, there):
    make_visit(make_client(world), day=TODAY + timedelta(days=days))

    assert bool(fetched(client, kofi)["visits"]) is there


def test_a_call_has_no_address(client, world, kofi):
    make_visit(make_client(world), job_site=make_bakery(world), mode="phone")

    assert fetched(client, kofi)["visits"][0]["address"] == ""


def test_without_a_place_of_work_the_place_to_meet_is_shown(client, world, kofi):
    enrolment = make_client(world)
    make_visit(enrolment)
    MeetingPlace.objects.create(
        site=world.site,
        enrolment=enrolment,
        label="Library",
        line="14-01 Astoria Boulevard",
        zip_code="11102",
        starts_on=date(2026, 3, 2),
    )

    [shown] = fetched(client, kofi)["visits"]

    assert (shown["place"], shown["address"]) == ("Library", "14-01 Astoria Boulevard, 11102")


def test_nobody_is_given_the_visits_of_another_but_whoever_covers_for_her(client, visit, world):
    nora, kofi = world.workers["nora"], world.workers["kofi"]
    assert fetched(client, nora)["visits"] == []
    assert fetched(client, world.workers["simon"])["visits"] == []

    Leave.objects.create(
        user=kofi, starts_on=TODAY, ends_on=TODAY + timedelta(days=1), covered_by=nora
    )
    assert len(fetched(Client(), nora)["visits"]) == 1


def test_each_visit_comes_with_the_checklist_in_force_on_its_day(client, visit, kofi, world):
    make_visit(visit.enrolment, day=TODAY + timedelta(days=2))
    content = shipped(None)
    content["parts"].append(
        {"key": "own-1", "kind": "yes_no", "label": {"en": "Badge worn"}, "must": False}
    )
    ChecklistVersion.objects.create(
        site=world.site,
        program="semp",
        number=2,
        content=content,
        in_force_on=TODAY + timedelta(days=1),
        published_by=kofi,
        published_at=NOON,
    )

    told = fetched(client, kofi)

    numbers = [told["checklists"][visit["checklist"]]["number"] for visit in told["visits"]]
    assert numbers == [1, 2]
    last = told["checklists"][told["visits"][1]["checklist"]]["items"][-1]
    assert (last["code"], last["kind"], last["label"]) == ("own-1", "yes_no", "Badge worn")


@pytest.mark.parametrize("many", [2, 40])
def test_the_day_takes_the_same_number_of_queries_for_two_visits_and_for_forty(
    client, world, kofi, many, django_assert_num_queries
):
    place = make_bakery(world)
    for n in range(many):
        enrolment = make_client(world, f"Person {n}", goal="A goal" if n < 3 else "")
        make_visit(enrolment, job_site=place, begins=time(8 + n % 10, n))
    sign_in(client, kofi)
    client.get(DAY)

    with django_assert_num_queries(9):
        answer = client.get(DAY)

    assert len(answer.json()["visits"]) == many


def test_that_she_took_them_along_is_written_down(client, visit, kofi):
    fetched(client, kofi)

    event = AccessEvent.objects.get(kind="exported", table="coaching_visit")
    assert (event.user_id, event.hits) == (kofi.pk, 1)


def test_what_is_sent_becomes_the_record_and_says_so(client, visit, kofi):
    sign_in(client, kofi)

    answer = post(client, as_sent(visit))

    told = answer.json()
    assert (answer.status_code, told["result"]) == (200, "taken")
    assert (told["visit"]["state"], told["visit"]["base"]) == ("held", 1)
    assert told["clock_is_off"] is False


@pytest.mark.parametrize(
    ("clock", "is_off"),
    [
        ("2026-11-23T11:58:00-05:00", False),
        ("2026-11-23T11:57:59-05:00", True),
        ("2026-11-23T12:02:01-05:00", True),
    ],
)
def test_a_phone_whose_clock_is_more_than_two_minutes_off_is_told(
    client, visit, kofi, clock, is_off
):
    sign_in(client, kofi)

    assert post(client, as_sent(visit), clock).json()["clock_is_off"] is is_off


def test_both_sides_of_a_conflict_come_with_the_answer(client, visit, kofi):
    sign_in(client, kofi)
    sent = read_sending(raw(as_sent(visit, stopped="11:00")))
    record_visit(visit=visit, sent=sent, phone_at=NOON, by=kofi, at=NOON)

    answer = post(client, as_sent(visit))

    told = answer.json()
    assert (answer.status_code, told["why"]) == (409, "changed")
    assert (told["theirs"]["started"], told["theirs"]["stopped"]) == ("10:30", "11:00")
    assert told["theirs"]["by"] == "Kofi Asante-Reed"
    assert "started_at" not in told["theirs"]["answers"]


def test_a_visit_of_somebody_else_is_not_there_and_stays_on_the_phone(client, visit, world):
    for who in ("nora", "away"):
        sign_in(client, world.workers[who])
        answer = post(client, as_sent(visit))
        assert (answer.status_code, answer.json()["result"]) == (404, "gone")

    assert not FieldSending.objects.exists()


def test_a_refusal_is_a_sentence(client, visit, kofi):
    sign_in(client, kofi)

    answer = post(client, as_sent(visit, started=""))
    blind = post(client, as_sent(visit), clock="")

    assert (answer.status_code, answer.json()["sentence"]) == (422, "Say when the visit began.")
    assert blind.status_code == 422


def test_sending_needs_a_token_like_every_form(visit, kofi):
    client = Client(enforce_csrf_checks=True)
    client.force_login(kofi, settings.AUTHENTICATION_BACKENDS[-1])
    token = client.get(DAY).json()["csrf"]

    without = post(client, as_sent(visit))
    client.defaults["HTTP_X_CSRFTOKEN"] = token
    with_token = post(client, as_sent(visit))

    assert (without.status_code, with_token.status_code) == (403, 200)


def test_too_much_at_once_is_told_to_wait(client, visit, kofi, monkeypatch):
    monkeypatch.setattr(data, "throttle", data.Throttle(2))
    sign_in(client, kofi)

    answers = [post(client, as_sent(visit)) for _ in range(3)]

    assert [answer.status_code for answer in answers][-1] == 429
    assert answers[-1]["Retry-After"] == "60"


def device(client, user):
    told = fetched(client, user)
    client.logout()
    return told["device"]


def asks(client, token):
    return client.get(STOP, headers={"X-Field-Device": token}).json()["stop"]


def test_a_phone_goes_on_while_the_account_is_open_signed_in_or_not(client, kofi):
    assert asks(client, device(client, kofi)) is False


def test_a_closed_account_and_one_without_a_post_stop_the_phone(client, world, kofi):
    token, other = device(client, kofi), device(client, world.workers["nora"])
    kofi.is_active = False
    kofi.save()
    Membership.objects.filter(user=world.workers["nora"]).update(ends_on=TODAY)

    assert asks(client, token) is True
    assert asks(client, other) is True


@pytest.mark.parametrize("token", ["", "nonsense"])
def test_a_token_that_is_not_ours_stops_nobody(client, db, token):
    assert asks(client, token) is False


def test_a_token_signed_for_another_purpose_stops_nobody(client, db):
    assert asks(client, signing.dumps(1, salt="another")) is False


def test_the_page_and_its_worker_say_nothing_about_anybody(client, visit, kofi):
    sign_in(client, kofi)

    page = client.get(reverse("field:app")).content.decode()
    worker = client.get(reverse("field:worker"))

    for told in (page, worker.content.decode()):
        assert not [word for word in ("Kofi", "Ana", "csrf") if word in told]
    assert worker["Content-Type"].startswith("text/javascript")
    assert "/static/js/field/app.js" in worker.content.decode()


def test_every_file_that_the_page_needs_is_kept_and_there(client, kofi):
    scripts = {f"js/field/{path.name}" for path in finders_folder().glob("*.js")}
    # The guard of the door runs on every other page, and the worker keeps itself.
    assert scripts - {"js/field/door.js", files.WORKER} == set(files.SCRIPTS)
    for address in files.kept_files():
        assert finders.find(address.removeprefix("/static/")), address


def finders_folder():
    return Path(finders.find("js/field/app.js")).parent


def test_the_worker_changes_with_the_language_so_that_the_page_does(client, kofi):
    sign_in(client, kofi)
    english = client.get(reverse("field:worker")).content
    kofi.language = "es"
    kofi.save()

    assert client.get(reverse("field:worker")).content != english
    assert Visit.objects.count() == 0
