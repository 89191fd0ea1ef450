"""The caseload and the team: filters, counts that agree with their lists, late meetings."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from caseway.agencies.models import CaseloadMode, ContactPromise, Membership, Region, Role, Site
from caseway.agencies.standing import standing_of
from caseway.cases.models import Assignment, ContactKind, Stage
from caseway.desk.queries.caseload import Choice, Scope, caseload, lines
from caseway.desk.queries.contact_standing import first_in_time
from caseway.kernel.models import User
from caseway.rules.caseload.signals import SignalKind
from caseway.rules.contacts.promises import Promise
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


@pytest.fixture
def office():
    return make_office()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def fresh(user) -> User:
    return User.objects.get(pk=user.pk)


def listed(client: Client, **query) -> list[str]:
    text = client.get(reverse("desk:caseload"), query).content.decode()
    return re.findall(r"data-row-link>([^<]+)</a>", text)


def test_her_own_list_holds_her_cases_and_her_agencys_holds_its_own(office):
    case_of_carla(office, "Hers Alone")
    make_case(office, "Of Colin", worker=office.workers["colin"])
    make_case(office, "Of Nobody", public_worker=office.workers["paula"])
    carla = signed_in(office.workers["carla"])

    assert listed(carla) == ["Hers Alone"]
    assert listed(carla, scope="agency") == ["Hers Alone", "Of Colin", "Of Nobody"]
    assert listed(carla, scope="vacant") == ["Of Nobody"]
    assert listed(carla, scope="pool") == []


def test_a_contractor_is_not_offered_the_list_of_the_whole_site(office):
    case_of_carla(office)
    carla = signed_in(office.workers["carla"]).get("/caseload/").content.decode()
    paula = signed_in(office.workers["paula"]).get("/caseload/").content.decode()

    assert "Everybody I may see" not in carla
    assert "Everybody I may see" in paula


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"stage": "assessment"}, ["Ben Assessment"]),
        ({"language": "es"}, ["Carmen Spanish"]),
        ({"contact": "late"}, ["Ben Assessment", "Dan Late"]),
        ({"contact": "soon"}, ["Ana Soon"]),
        ({"contact": "on_track"}, ["Carmen Spanish"]),
        ({"needing": "1"}, ["Ben Assessment", "Dan Late"]),
        ({"sort": "number"}, ["Ana Soon", "Ben Assessment", "Carmen Spanish", "Dan Late"]),
        ({"sort": "need"}, ["Dan Late", "Ben Assessment", "Ana Soon", "Carmen Spanish"]),
    ],
)
def test_the_list_is_filtered_and_sorted(office, query, names):
    carla = office.workers["carla"]
    # "Carmen" was promised a meeting every 30 days; the others every week.
    days = {"Ana Soon": 2, "Ben Assessment": 9, "Carmen Spanish": 2, "Dan Late": 20}
    for name, ago in days.items():
        stage = {"Ben Assessment": Stage.ASSESSMENT, "Carmen Spanish": Stage.PLACED}.get(
            name, Stage.JOB_SEARCH
        )
        case = case_of_carla(office, name, stage=stage)
        if name == "Carmen Spanish":
            type(case.participant).objects.filter(pk=case.participant_id).update(language="es")
        add_contact(case, carla, at(days_ago(ago)))
    ContactPromise.objects.create(
        site=office.site,
        program=office.program,
        part="contractor_worker",
        stage="placed",
        every_days=30,
        starts_on=date(2025, 1, 6),
    )

    assert listed(signed_in(carla), **query) == names


def test_the_list_is_narrowed_to_a_region(office):
    region = Region.objects.create(site=office.site, name="North", kind="contracted")
    case_of_carla(office, "In Central")
    case_of_carla(office, "In North", region=region)

    assert listed(signed_in(office.workers["carla"]), region=region.pk) == ["In North"]


def test_the_summary_counts_what_the_list_holds_page_by_page(office):
    for number in range(27):
        case_of_carla(office, f"Person {number:02}")
    carla = signed_in(office.workers["carla"])

    text = carla.get("/caseload/").content.decode()

    assert "27 cases" in text
    assert (len(listed(carla)), len(listed(carla, page=2))) == (25, 2)


def test_the_database_and_the_rule_agree_on_whose_meeting_is_late(office):
    """Every combination of worker, day and kind: the SQL filter against the rule's own signal."""
    carla, colin, paula = (office.workers[name] for name in ("carla", "colin", "paula"))
    number = 0
    for by in (carla, colin, paula, None):
        for ago in (6, 7, 8, 40):
            for kind in (ContactKind.MEETING, ContactKind.BRIEF):
                case = case_of_carla(office, f"Person {number:03}")
                number += 1
                if by is not None:
                    contact = add_contact(case, by, at(days_ago(ago), 0, 0), kind)
                    if by == colin:
                        contact.agency = office.contractor
                        contact.save()
    Assignment.objects.filter(
        part="contractor_worker", case__participant__name_used="Person 000"
    ).update(starts_on=days_ago(3))
    helper = Assignment.objects.filter(case__participant__name_used="Person 012").first().case
    Assignment.objects.create(
        site=helper.site,
        case=helper,
        agency=office.contractor,
        staff=colin,
        part="team_member",
        starts_on=days_ago(90),
    )
    user = fresh(carla)
    every = caseload(user, Choice()).ids
    told = lines(standing_of(user), Choice(), every)

    by_rule = {
        pk
        for pk, line in told.items()
        if line.rank
        and any(
            item.signal.kind == SignalKind.PROMISE and item.late > 0 for item in line.rank.items
        )
    }
    by_database = set(caseload(user, Choice(contact="late")).ids)

    assert by_database == by_rule
    assert 0 < len(by_rule) < len(every)


@given(
    day=st.dates(date(2024, 1, 1), date(2028, 12, 31)),
    every=st.one_of(
        st.fixed_dictionaries({"every_days": st.integers(1, 400)}),
        st.fixed_dictionaries({"every_months": st.integers(1, 24)}),
    ),
)
def test_the_first_day_in_time_is_in_time_and_the_day_before_is_not(day, every):
    promise = Promise(part="public_worker", **every)

    first = first_in_time(promise, day)

    assert promise.due_after(first) >= day
    assert promise.due_after(first - timedelta(days=1)) < day


def test_every_number_of_the_team_view_agrees_with_the_list_behind_it(office):
    carla, colin = office.workers["carla"], office.workers["colin"]
    Membership.objects.filter(user__in=[carla, colin]).update(supervisor=office.workers["simon"])
    for number, ago in enumerate((1, 8, 20)):
        add_contact(case_of_carla(office, f"Person {number}"), carla, at(days_ago(ago)))
    add_task(case_of_carla(office, "With Task"), TODAY)
    make_case(office, "Of Colin", worker=colin)
    simon = signed_in(office.workers["simon"])

    text = simon.get(reverse("desk:team")).content.decode()

    found = re.findall(r'href="(/caseload/\?[^"]+)">(\d+)</a>', text)
    assert len(found) >= 5
    for url, number in found:
        assert len(listed_at(simon, url)) == int(number)


def listed_at(client: Client, url: str) -> list[str]:
    text = client.get(url.replace("&amp;", "&")).content.decode()
    return re.findall(r"data-row-link>([^<]+)</a>", text)


def test_the_team_view_does_not_exist_for_workers(office):
    assert signed_in(office.workers["carla"]).get(reverse("desk:team")).status_code == 404


def test_a_pool_is_listed_for_whoever_is_available(office):
    Site.objects.filter(pk=office.site.pk).update(caseload_mode=CaseloadMode.POOL)
    make_case(office, "Waits Here", public_worker=office.workers["paula"])

    assert listed(signed_in(office.workers["colin"]), scope="pool") == ["Waits Here"]


def test_a_specialist_has_a_queue_of_her_own(office):
    expert = make_worker(office, Role.SPECIALIST, name="Ines", specialty="assessment")
    case = case_of_carla(office)
    Assignment.objects.create(
        site=case.site,
        case=case,
        agency=office.contractor,
        part="specialist",
        function="assessment",
        starts_on=days_ago(3),
    )

    assert listed(signed_in(expert), scope="specialty") == ["Ana Rivera"]
    assert caseload(fresh(expert), Choice(Scope.MINE)).ids == []


@pytest.mark.parametrize(
    "query", ["?stage=x&program=y&worker=z", "?page=99", "?scope=nowhere&sort=up", "?contact=x"]
)
def test_an_address_that_makes_no_sense_still_shows_a_list(office, query):
    case_of_carla(office)

    answer = signed_in(office.workers["carla"]).get(f"/caseload/{query}")

    assert answer.status_code == 200
    assert "Ana Rivera" in answer.content.decode()
