"""Calendar links: made, read without sign-in, made anew, closed; what they tell and what not."""

import re
import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caseway.agencies.models import Membership, Role
from caseway.api.calendars import views
from caseway.cases.models import SafetyKind, SafetyRecord
from caseway.coaching.actions.feeds import make_feed
from caseway.coaching.models import (
    CalendarFeed,
    FeedKind,
    FeedReading,
    Visit,
    VisitMode,
    VisitState,
    WhyNot,
)
from caseway.employment.models import JobSite
from caseway.kernel.models import AuditEntry
from caseway.kernel.refusals import NotAllowed
from tests.coaching.records.scenes import make_scene
from tests.factories import make_worker

NOW = datetime(2026, 11, 3, 18, 0, tzinfo=UTC)  # 1 p.m. in New York


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    monkeypatch.setattr(views, "throttle", views.Throttle(views.PER_MINUTE))


@pytest.fixture
def scene(db):
    return make_scene(2)


def make_visit(scene, who=0, **fields):
    fields = {"day": date(2026, 11, 5), "begins_at": time(9), "minutes": 60, **fields}
    one = Visit.objects.create(
        site=scene.world.site,
        agency=scene.world.contractor,
        enrolment=scene.clients[who].enrolment,
        coach=fields.pop("coach", scene.coach),
        mode=fields.pop("mode", VisitMode.VISIT),
        **fields,
    )
    Visit.objects.filter(pk=one.pk).update(changed_at=NOW)
    return one


def make_link(scene, kind=FeedKind.OWN, by=None):
    made = make_feed(
        kind=kind,
        site=scene.world.site,
        agency=scene.world.contractor,
        by=by or scene.coach,
        at=NOW,
    )
    return reverse("api:calendar", args=[made.secret])


def read(url, **headers):
    return Client().get(url, headers=headers)


def name(scene, who=0, said="Ana Rivera"):
    person = scene.clients[who].enrolment.person
    person.name_used = said
    person.save()
    return person


def test_a_link_tells_initials_and_place_and_nothing_else_of_the_person(scene):
    person = name(scene, said="Anastasia Riverdale")
    visit = make_visit(scene, place_name="Steinway Street", note="Panic at the register")

    answer = read(make_link(scene))

    said = answer.content.decode()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"UID:{visit.uuid}\r\n" in said
    assert "SEQUENCE:1\r\n" in said
    assert "DTSTAMP:20261103T180000Z\r\n" in said
    assert "DTSTART;TZID=America/New_York:20261105T090000\r\n" in said
    assert "SUMMARY:A.R.\r\n" in said
    assert "LOCATION:Steinway Street\r\n" in said
    for secret in ("Anastasia", "Riverdale", "Panic", scene.client.case.number, person.sort_name):
        assert secret not in said


def test_the_place_of_a_job_stands_with_its_street(scene):
    job = scene.client.job
    place = JobSite.objects.create(
        site=scene.world.site, employer=job.employer, name="Shop", line_1="31-01 Steinway St"
    )
    make_visit(scene, job_site=place)

    assert "LOCATION:Shop\\, 31-01 Steinway St\r\n" in read(make_link(scene)).content.decode()


def test_a_call_has_no_place_and_says_how(scene):
    name(scene)
    make_visit(scene, mode=VisitMode.PHONE, begins_at=None, place_name="Her kitchen")

    said = read(make_link(scene)).content.decode()

    assert "SUMMARY:A.R. (by phone)\r\n" in said
    assert "DTSTART;VALUE=DATE:20261105\r\n" in said
    assert "LOCATION" not in said


def test_where_somebody_must_be_kept_safe_the_place_is_left_out(scene):
    person = name(scene)
    SafetyRecord.objects.create(
        site=scene.world.site,
        person=person,
        kind=SafetyKind.THREAT,
        instructions="Meet at the library.",
        starts_on=date(2026, 3, 2),
    )
    make_visit(scene, place_name="Library")

    assert "LOCATION" not in read(make_link(scene)).content.decode()


@pytest.mark.parametrize(("days_ago", "is_told"), [(0, True), (29, True), (30, True), (31, False)])
def test_a_visit_called_off_is_told_as_cancelled_for_thirty_days(scene, days_ago, is_told):
    visit = make_visit(scene, state=VisitState.CANCELLED, why_not=WhyNot.CLIENT_ILL, version=3)
    Visit.objects.filter(pk=visit.pk).update(changed_at=NOW - timedelta(days_ago))

    said = read(make_link(scene)).content.decode()

    assert ("STATUS:CANCELLED" in said) is is_told
    assert ("SEQUENCE:3" in said) is is_told


def test_a_change_raises_the_sequence_and_keeps_the_uid(scene):
    visit = make_visit(scene)
    url = make_link(scene)
    before = read(url).content.decode()
    Visit.objects.filter(pk=visit.pk).update(version=2, begins_at=time(11))

    after = read(url).content.decode()

    assert re.search("UID:.*", before)[0] == re.search("UID:.*", after)[0]
    assert ("SEQUENCE:1" in before, "SEQUENCE:2" in after) == (True, True)


def test_own_visits_are_told_and_those_of_a_colleague_are_not(scene):
    other = make_worker(scene.world, Role.JOB_COACH, name="Noor Test")
    mine, theirs = make_visit(scene), make_visit(scene, 1, coach=other)

    own = read(make_link(scene)).content.decode()
    team = read(make_link(scene, FeedKind.TEAM, scene.supervisor)).content.decode()

    assert (str(mine.uuid) in own, str(theirs.uuid) in own) == (True, False)
    assert (str(mine.uuid) in team, str(theirs.uuid) in team) == (True, True)
    assert "SUMMARY:K.T. – " in team
    assert "SUMMARY:N.T. – " in team


def test_a_team_calendar_is_for_those_who_lead(scene):
    with pytest.raises(NotAllowed, match="for its supervisors"):
        make_link(scene, FeedKind.TEAM, scene.coach)


def test_the_same_text_again_is_not_sent_twice(scene):
    visit = make_visit(scene)
    url = make_link(scene)
    tag = read(url)["ETag"]

    same = read(url, if_none_match=tag)
    assert (same.status_code, same.content) == (304, b"")
    assert (same["ETag"], same["Referrer-Policy"]) == (tag, "no-referrer")
    Visit.objects.filter(pk=visit.pk).update(version=2)
    assert read(url, if_none_match=tag).status_code == 200


def test_answers_tell_no_other_site_and_no_cache(scene):
    answer = read(make_link(scene))

    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "sessionid" not in answer.cookies


def test_no_link_works_but_the_one_that_was_made_last(scene):
    first = make_link(scene)
    second = make_link(scene)

    assert read(first).status_code == 404
    assert read(second).status_code == 200
    assert read(reverse("api:calendar", args=["x" * 43])).status_code == 404


def test_the_secret_is_kept_nowhere(scene):
    url = make_link(scene)
    secret = url.rsplit("/", 1)[1].removesuffix(".ics")

    kept = [str(row) for row in AuditEntry.objects.values()]
    kept += [str(row) for row in CalendarFeed.objects.values()]
    assert len(secret) == 43
    assert not any(secret in row for row in kept)


def test_reading_is_noted_once_for_a_feed_and_leaves_no_audit_entry(scene):
    url = make_link(scene)
    entries = AuditEntry.objects.count()

    for _time in range(2):
        read(url)

    assert FeedReading.objects.get().read_at == NOW
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("lost", ["post", "account"])
def test_whoever_leaves_loses_the_calendar_at_once(scene, lost):
    url = make_link(scene)
    assert read(url).status_code == 200

    if lost == "post":
        Membership.objects.filter(user=scene.coach).update(ends_on=date(2026, 11, 3))
    else:
        type(scene.coach).objects.filter(pk=scene.coach.pk).update(is_active=False)

    assert read(url).status_code == 404


def test_too_many_questions_are_held_off(scene, monkeypatch):
    monkeypatch.setattr(views, "throttle", views.Throttle(2))
    url = make_link(scene)

    answers = [read(url).status_code for _time in range(3)]

    assert answers == [200, 200, 429]


def test_only_reading_is_possible(scene):
    assert Client().post(make_link(scene)).status_code == 405


def post(client, url, **sent):
    return client.post(url, {"submission_key": str(uuid.uuid4()), **sent})


def test_the_page_shows_a_link_once_and_then_when_it_was_read(client, scene):
    client.force_login(scene.coach)
    page = reverse("coaching:feeds")
    which = f"own-{scene.world.site.pk}-{scene.world.contractor.pk}"

    made = post(client, page, which=which)
    url = re.search(r'value="(http://testserver/calendars/[^"]+)"', made.content.decode())[1]
    assert made["Referrer-Policy"] == "no-referrer"
    assert "no-store" in made["Cache-Control"]
    assert "No calendar has read it yet." in made.content.decode()
    read(url)

    again = client.get(page).content.decode()
    assert url not in again
    assert "A calendar last read it on Tue, Nov 3, 2026, 1" in again


def test_a_closed_link_answers_no_more_and_another_persons_cannot_be_closed(client, scene):
    url = make_link(scene)
    feed = CalendarFeed.objects.get()
    close = reverse("coaching:close_feed", args=[feed.pk])

    client.force_login(scene.supervisor)
    assert post(client, close).status_code == 404
    client.force_login(scene.coach)
    assert post(client, close).status_code == 302
    assert read(url).status_code == 404


def test_a_calendar_that_is_not_hers_cannot_be_made(client, scene):
    client.force_login(scene.coach)
    which = f"team-{scene.world.site.pk}-{scene.world.contractor.pk}"

    assert post(client, reverse("coaching:feeds"), which=which).status_code == 403
    assert not CalendarFeed.objects.exists()


@pytest.mark.parametrize("count", [2, 40])
def test_a_feed_asks_as_much_for_two_visits_as_for_forty(scene, count, django_assert_num_queries):
    for number in range(count):
        make_visit(scene, number % 2, day=date(2026, 11, 1) + timedelta(number))
    url = make_link(scene)
    read(url)

    with django_assert_num_queries(7):
        read(url)
