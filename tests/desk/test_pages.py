"""The desk's pages: what they show, to whom, and what they cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from caseway.agencies.models import Membership, Role
from caseway.cases.models import (
    Assignment,
    Characteristic,
    Contact,
    ContactKind,
    ContactPoint,
    LastLook,
    SafetyRecord,
    Snooze,
    Strength,
    Task,
)
from caseway.kernel.models import AccessEvent, AuditEntry
from tests.desk.rows import (
    TODAY,
    add_contact,
    add_task,
    at,
    case_of_carla,
    days_ago,
    make_office,
)
from tests.factories import make_case, make_worker

pytestmark = pytest.mark.django_db

# Session, person, her posts with whom she covers for: what every signed-in page asks first.
SIGNED_IN = 3


@pytest.fixture
def office():
    return make_office()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def carla(office) -> Client:
    return signed_in(office.workers["carla"])


def fill(office, cases: int) -> list:
    made = []
    for number in range(cases):
        case = case_of_carla(office, f"Person Number{number}")
        add_contact(case, office.workers["carla"], at(days_ago(8 + number % 20)))
        add_task(case, TODAY)
        made.append(case)
    return made


PAGES = {
    # page: worker of the case, public worker, colleague of her agency, other agency
    "desk:case": (200, 200, 200, 404),
    "desk:who": (200, 200, 200, 404),
    "desk:log_contact": (200, 200, 200, 404),
    "desk:change_stage": (200, 200, 200, 404),
    "desk:hand_off": (200, 200, 200, 404),
}


@pytest.mark.parametrize(("page", "statuses"), PAGES.items())
def test_another_agencys_case_does_not_exist(office, page, statuses):
    case = case_of_carla(office)
    found = tuple(
        signed_in(office.workers[who]).get(reverse(page, args=[case.pk])).status_code
        for who in ("carla", "paula", "colin", "stranger")
    )

    assert found == statuses


ACTS = ["desk:brief_contact", "desk:wake", "desk:search_words"]


@pytest.mark.parametrize("act", ACTS)
def test_a_stranger_can_do_nothing_to_a_case(office, act):
    case = case_of_carla(office)

    answer = signed_in(office.workers["stranger"]).post(reverse(act, args=[case.pk]))

    assert answer.status_code == 404
    assert not Contact.objects.exists()


def test_nobody_sees_the_desk_without_signing_in(office):
    for name in ("desk:today", "desk:caseload", "desk:team", "desk:find"):
        assert Client().get(reverse(name)).status_code == 302


@pytest.mark.parametrize(
    ("url", "own"), [("/", 9), ("/caseload/", 8), ("/caseload/?sort=need", 8), ("/team/", 7)]
)
@pytest.mark.parametrize("cases", [2, 40])
def test_a_list_asks_the_same_number_of_questions_however_long(
    office, url, own, cases, django_assert_num_queries
):
    fill(office, cases)
    client = signed_in(office.workers["simon" if "team" in url else "carla"])
    client.get(url)

    with django_assert_num_queries(SIGNED_IN + own):
        answer = client.get(url)

    assert answer.status_code == 200


@pytest.mark.parametrize("contacts", [10, 400])
def test_the_case_page_asks_at_most_twelve_questions_whatever_the_history(
    office, carla, contacts, django_assert_num_queries
):
    case = case_of_carla(office)
    for number in range(contacts):
        add_contact(case, office.workers["carla"], at(days_ago(number // 2)), text="We spoke.")
    url = reverse("desk:case", args=[case.pk])
    carla.get(url)

    # Eight of its own, the savepoint around what it writes down, and there who writes.
    told = 4 if connection.vendor == "postgresql" else 2
    with django_assert_num_queries(SIGNED_IN + 8 + told):
        assert carla.get(url).status_code == 200


def test_today_says_who_needs_her_and_why_most_urgent_first(office, carla):
    late, later = case_of_carla(office, "Late Meeting"), case_of_carla(office, "Later Meeting")
    calm = case_of_carla(office, "All Calm")
    add_contact(late, office.workers["carla"], at(days_ago(10)))
    add_contact(later, office.workers["carla"], at(days_ago(6)))
    add_contact(calm, office.workers["carla"], at(TODAY, 9))

    text = carla.get("/").content.decode()

    assert text.index("Late Meeting") < text.index("Promised meeting 3 days late")
    assert text.index("Promised meeting 3 days late") < text.index("Later Meeting")
    assert "All Calm" not in text
    assert "2 people need you. 1 person is on track." in text


def test_the_rank_explains_itself_and_its_parts_sum_to_the_score(office, carla):
    case = case_of_carla(office)
    add_contact(case, office.workers["carla"], at(days_ago(10)))
    add_task(case, TODAY)

    url = reverse("desk:why", args=[case.pk])
    assert f'hx-get="{url}"' in carla.get("/").content.decode()
    page, panel = carla.get(url), carla.get(url, headers={"HX-Request": "true"})

    for text in (page.content.decode(), panel.content.decode()):
        # 300 + 3 x 15 in full, and half of the task's 200.
        assert "345 points, counted 345" in text
        assert "200 points, counted 100" in text
        assert "Score: 445" in text
    assert "<html" in page.content.decode()
    assert "<html" not in panel.content.decode()


def test_what_was_put_off_explains_itself_where_it_is_listed(office, carla):
    case = case_of_carla(office)
    add_contact(case, office.workers["carla"], at(days_ago(10)))
    put_off(case, office.workers["carla"], "promise:contractor_worker")

    text = carla.get("/?show=put_off").content.decode()
    url = reverse("desk:why", args=[case.pk])

    assert f'hx-get="{url}?show=put_off"' in text
    assert "Score: 345" in carla.get(f"{url}?show=put_off").content.decode()
    assert "Nothing is due on this case." in carla.get(url).content.decode()


def put_off(case, by, signal):
    Snooze.objects.create(
        site=case.site,
        case=case,
        signal=signal,
        by=by,
        made_at=at(TODAY, 8),
        until_on=TODAY + timedelta(days=3),
        at_score=10_000,
        reason="She starts a class on Thursday.",
    )


def test_nobody_else_learns_what_calls_on_a_case(office):
    case = case_of_carla(office)
    url = reverse("desk:why", args=[case.pk])

    assert signed_in(office.workers["stranger"]).get(url).status_code == 404
    colleague = signed_in(office.workers["colin"]).get(url)
    assert "Nothing is due on this case." in colleague.content.decode()


def test_an_empty_day_says_that_nothing_is_due_and_how_many_are_on_track(office, carla):
    for name in ("One", "Two"):
        add_contact(case_of_carla(office, name), office.workers["carla"], at(TODAY, 9))

    text = carla.get("/").content.decode()

    assert "Nothing is due. 2 people are on track." in text


def test_a_worker_without_cases_is_told_who_assigns_them(office):
    text = signed_in(office.workers["colin"]).get("/").content.decode()

    assert text.count("No case is assigned to you yet.") == 1
    assert "Your role takes no cases." not in text


@pytest.mark.parametrize(
    ("role", "links", "no_links"),
    [
        (
            Role.ADMINISTRATOR,
            ["/staff/", "/sites/", "/files/", "/administration/audit/"],
            [],
        ),
        (
            Role.PRIVACY_OFFICER,
            ["/administration/audit/", "/administration/break-glass/"],
            ["/staff/", "/sites/", "/files/"],
        ),
    ],
)
def test_whoever_takes_no_cases_finds_the_pages_of_her_work_on_today(office, role, links, no_links):
    person = make_worker(office, role, agency=office.public)

    response = signed_in(person).get("/")

    text = response.content.decode()
    assert "No case is assigned to you yet." not in text
    assert text.count("Your role takes no cases.") == 1
    found = [one.url for one in response.context["beginnings"]]
    assert set(links) <= set(found)
    assert not set(no_links) & set(found)
    for url in found:
        assert signed_in(person).get(url).status_code == 200


def test_filters_stand_in_the_address_as_removable_chips_and_counts_agree(office, carla):
    meeting, task = case_of_carla(office, "Meeting Due"), case_of_carla(office, "Task Due")
    add_contact(meeting, office.workers["carla"], at(days_ago(10)))
    add_contact(task, office.workers["carla"], at(TODAY, 9))
    add_task(task, TODAY)

    text = carla.get("/", {"kind": "task"}).content.decode()

    assert "Task Due" in text
    assert "Meeting Due" not in text
    assert "Task (1)" in text
    assert "Remove filter:" in text


def test_an_address_that_makes_no_sense_still_shows_the_list(office, carla):
    fill(office, 2)

    for address in ("?page=99&rows=7", "?kind=no&queue=no", "?program=x&show=y", "?page=x"):
        assert "Person Number0" in carla.get(f"/{address}").content.decode()


def test_more_than_a_page_of_people_is_paged(office, carla):
    fill(office, 30)

    first, second = (carla.get(f"/?page={page}").content.decode() for page in (1, 2))

    assert first.count("data-row-link") == 25
    assert second.count("data-row-link") == 5
    assert carla.get("/?rows=50").content.decode().count("data-row-link") == 30


def test_next_person_walks_the_list_in_its_order_and_ends_on_today(office, carla):
    fill(office, 3)
    order = [
        int(part.split("/")[2])
        for part in carla.get("/").content.decode().split('href="')
        if part.startswith("/cases/") and "nth=" in part.split('"')[0] and "log" not in part[:20]
    ]
    order = list(dict.fromkeys(order))

    second = carla.get(f"/next/?after={order[0]}&nth=1")
    back = carla.get(f"/next/?after={order[1]}&nth=2&way=back")
    end = carla.get(f"/next/?after={order[2]}&nth=3")

    assert second.url == f"/cases/{order[1]}/?nth=2"
    assert back.url == f"/cases/{order[0]}/?nth=1"
    assert end.url == "/"


def test_when_a_case_left_the_list_the_next_one_stands_in_its_place(office, carla):
    cases = fill(office, 3)
    first = carla.get("/next/?after=0&nth=1").url
    handled = int(first.split("/")[2])
    add_contact(cases[0].__class__.objects.get(pk=handled), office.workers["carla"], at(TODAY, 9))
    Task.objects.filter(case=handled).update(closed_at=at(TODAY, 9), outcome="done")

    after = carla.get(f"/next/?after={handled}&nth=1").url

    assert after.startswith("/cases/")
    assert int(after.split("/")[2]) != handled
    assert after.endswith("nth=1")


def test_reading_writes_nothing_but_the_access_event_and_the_look(office, carla):
    case = case_of_carla(office)
    add_contact(case, office.workers["carla"], at(days_ago(10)))
    before = AuditEntry.objects.count()

    for url in ("/", "/caseload/", "/find/", f"/cases/{case.pk}/", f"/cases/{case.pk}/log/"):
        carla.get(url)

    assert AuditEntry.objects.count() == before
    event = AccessEvent.objects.get()
    assert (event.kind, event.case_id, event.user_id) == (
        "opened",
        case.pk,
        office.workers["carla"].pk,
    )
    assert LastLook.objects.get().case_id == case.pk


def test_a_page_whose_reading_cannot_be_written_down_is_not_shown(office, carla, monkeypatch):
    case = case_of_carla(office)

    def refuse(*args, **kwargs):
        raise RuntimeError("disk full")

    monkeypatch.setattr("caseway.kernel.audit.read", refuse)

    with pytest.raises(RuntimeError):
        carla.get(f"/cases/{case.pk}/")


def test_the_case_page_tells_person_team_promises_and_household(office, carla):
    case = case_of_carla(office)
    person = case.participant
    Strength.objects.create(
        site=case.site, person=person, words="Raised three boys", recorded_at=at(days_ago(9))
    )
    Characteristic.objects.create(
        site=case.site, person=person, kind="veteran", starts_on=days_ago(90)
    )
    ContactPoint.objects.create(
        site=case.site,
        person=person,
        kind="mobile",
        value="(718) 555-0134",
        normal="+17185550134",
        is_preferred=True,
    )
    add_contact(case, office.workers["carla"], at(days_ago(10)), text="Found a class she likes.")
    type(case.site).objects.filter(pk=case.site_id).update(plan_name="Family Agreement")

    text = carla.get(f"/cases/{case.pk}/").content.decode()

    for words in (
        "Ana Rivera",
        case.number,
        "Raised three boys",
        "Veteran",
        'href="tel:7185550134"',
        "Carla Contractor",
        "since Mon, Mar 2, 2026",
        "Paula Public",
        "Found a class she likes.",
        "Meeting 3 days late",
        "Family Agreement",
        "The way to work",
    ):
        assert words in text
    assert text.index("Raised three boys") < text.index("Veteran")


def test_a_vacant_part_is_said_plainly(office):
    case = make_case(office, worker=office.workers["carla"])

    text = signed_in(office.workers["carla"]).get(f"/cases/{case.pk}/").content.decode()

    assert "No public worker" in text
    assert "Vacant" in text


@pytest.mark.parametrize(
    ("role", "plans"), [(Role.PRIVACY_OFFICER, False), (Role.ADMINISTRATOR, False), (None, True)]
)
def test_a_task_is_asked_for_only_from_whoever_may_add_it(office, role, plans):
    case = case_of_carla(office)
    reader = make_worker(office, role) if role else office.workers["carla"]

    text = signed_in(reader).get(f"/cases/{case.pk}/").content.decode()

    assert ("Add a task for the next step." in text) is plans
    assert ("Whoever works on the case plans its tasks." in text) is not plans


def test_who_does_what_names_one_owner_and_says_who_can_where_she_cannot(office, carla):
    case = case_of_carla(office)

    text = carla.get(f"/cases/{case.pk}/who/").content.decode()

    assert "Yours" in text
    assert "Ask Paula Public" in text
    assert "federal law" in text


@pytest.mark.parametrize(("who", "told"), [("carla", True), ("paula", False), ("colin", False)])
def test_a_safety_record_shows_to_the_trained_worker_of_the_case_only(office, who, told):
    case = case_of_carla(office)
    SafetyRecord.objects.create(
        site=case.site,
        person=case.participant,
        kind="violence",
        instructions="Call only at work.",
        starts_on=days_ago(30),
        review_on=TODAY,
    )
    Membership.objects.filter(user__name__in=["Carla Contractor", "Colin Colleague"]).update(
        safety_trained=True
    )
    client = signed_in(office.workers[who])

    pages = "".join(
        client.get(url).content.decode()
        for url in ("/", "/caseload/?scope=agency", f"/cases/{case.pk}/")
    )

    assert ("Call only at work." in pages) is told
    assert ("afety" in pages) is told


def test_what_is_new_since_her_last_look_is_marked(office, carla):
    case = case_of_carla(office)
    LastLook.objects.create(
        case=case,
        user=office.workers["carla"],
        site=case.site,
        looked_at=at(days_ago(2)),
    )
    add_contact(case, office.workers["carla"], at(days_ago(5)), text="Old words.")
    new = add_contact(case, office.workers["paula"], at(days_ago(1)), text="New words.")
    Contact.objects.filter(text="Old words.").update(recorded_at=at(days_ago(5)))
    Contact.objects.filter(pk=new.pk).update(recorded_at=at(days_ago(1)))

    text = carla.get(f"/cases/{case.pk}/").content.decode()

    assert "1 new entry by others" in text
    assert text.index("New words.") < text.index("You last looked") < text.index("Old words.")


def test_a_second_look_within_half_an_hour_keeps_the_marks(office, carla):
    case = case_of_carla(office)
    user = office.workers["carla"]
    row = LastLook.objects.create(
        case=case, user=user, site=case.site, looked_at=at(days_ago(2)), before_at=None
    )

    carla.get(f"/cases/{case.pk}/")
    carla.get(f"/cases/{case.pk}/")

    row.refresh_from_db()
    assert (row.before_at, row.looked_at) == (at(days_ago(2)), at(TODAY, 10))


def test_the_timeline_is_filtered_by_kind_by_me_and_by_words(office, carla):
    case = case_of_carla(office)
    add_contact(case, office.workers["carla"], at(days_ago(3)), text="Talked of welding.")
    add_contact(case, office.workers["paula"], at(days_ago(2)), text="Papers are complete.")
    add_contact(
        case, office.workers["carla"], at(days_ago(1)), ContactKind.ATTEMPT, text="No answer."
    )
    url = f"/cases/{case.pk}/"

    kind = carla.get(url, {"kind": "attempt"}).content.decode()
    mine = carla.get(url, {"by": "me"}).content.decode()
    words = carla.post(f"{url}words/", {"words": "weld"}).content.decode()

    assert ("No answer." in kind, "Papers are" in kind) == (True, False)
    assert ("welding" in mine, "Papers are" in mine) == (True, False)
    found = ("welding" in words, "Papers are" in words, "No answer." in words)
    assert found == (True, False, False)


def test_every_entry_stands_on_exactly_one_page_of_the_timeline(office, carla):
    case = case_of_carla(office)
    for number in range(60):
        add_contact(case, office.workers["carla"], at(days_ago(number)), text=f"Entry<{number}>.")

    pages = [carla.get(f"/cases/{case.pk}/?page={page}").content.decode() for page in (1, 2, 3)]

    for number in range(60):
        assert sum(f"Entry&lt;{number}&gt;" in page for page in pages) == 1


def test_a_private_note_is_read_by_its_author_and_her_supervisor_only(office):
    case = case_of_carla(office)
    workers = office.workers
    Membership.objects.filter(user=workers["carla"]).update(supervisor=workers["simon"])
    add_contact(
        case,
        workers["carla"],
        at(days_ago(1)),
        ContactKind.NOTE,
        "none",
        text="A private thought.",
        is_private=True,
    )

    readers = {
        name: "A private thought."
        in signed_in(workers[name]).get(f"/cases/{case.pk}/").content.decode()
        for name in ("carla", "simon", "colin", "paula")
    }

    assert readers == {"carla": True, "simon": True, "colin": False, "paula": False}


def test_a_corrected_entry_stands_once_with_its_newest_words(office, carla):
    case = case_of_carla(office)
    old = add_contact(case, office.workers["carla"], at(days_ago(1)), text="Tuesday.")
    add_contact(case, office.workers["carla"], at(days_ago(1)), text="Thursday.", corrects=old)

    text = carla.get(f"/cases/{case.pk}/").content.decode()

    assert "Thursday." in text
    assert "Tuesday." not in text


def test_parts_that_ended_stay_in_the_history(office, carla):
    case = case_of_carla(office)
    Assignment.objects.create(
        site=case.site,
        case=case,
        agency=office.contractor,
        staff=office.workers["colin"],
        part="team_member",
        starts_on=days_ago(60),
        ends_on=days_ago(10),
    )

    assert "Colin Colleague" in carla.get(f"/cases/{case.pk}/").content.decode()


def test_names_never_stand_in_an_address(office, carla):
    case = case_of_carla(office)
    add_contact(case, office.workers["carla"], at(days_ago(10)))

    for url in ("/", "/caseload/", f"/cases/{case.pk}/"):
        links = carla.get(url).content.decode().split('href="')[1:]
        assert not any("Rivera" in link.split('"')[0] for link in links)


def test_a_snooze_of_another_worker_hides_nothing_from_her(office, carla):
    case = case_of_carla(office)
    add_contact(case, office.workers["carla"], at(days_ago(10)))
    Snooze.objects.create(
        site=case.site,
        case=case,
        by=office.workers["colin"],
        signal="promise:contractor_worker",
        at_score=999,
        reason="x",
        until_on=TODAY + timedelta(days=5),
        made_at=at(TODAY, 9),
    )

    assert "Ana Rivera" in carla.get("/").content.decode()
