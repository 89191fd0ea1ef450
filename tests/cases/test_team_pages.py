"""Who works on a case: assigned by supervisors, moved with a preview, closed and opened again."""

from datetime import date

import pytest
from django.urls import reverse

from caseway.agencies.actions.functions import place_holders
from caseway.agencies.models import Leave, Region, RegionKind, Role, StaffLanguage
from caseway.cases.models import Assignment, Case, HandOff, Part, Person, Task, TaskKind
from caseway.rules.functions import SiteCode, site_holders
from caseway.rules.functions.words import RegionKind as RunBy
from tests.cases.conftest import TODAY
from tests.factories import LONG_AGO, make_case, make_worker, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(now):
    world = make_world()
    world.carla = make_worker(world, name="Carla Contractor")
    world.zoila = make_worker(world, name="Zoila Zapata")
    world.aaron = make_worker(world, name="Aaron Alone")
    world.paula = make_worker(
        world, Role.ELIGIBILITY_WORKER, agency=world.public, name="Paula Public"
    )
    world.boss = make_worker(world, Role.SUPERVISOR, agency=world.public, name="Simon Supervisor")
    world.lead = make_worker(world, Role.SUPERVISOR, name="Lena Lead")
    world.case = make_case(world, worker=world.carla, public_worker=world.paula)
    world.part = world.case.assignments.get(part=Part.CONTRACTOR_WORKER)
    return world


@pytest.fixture
def boss(world, sign_in):
    return sign_in(world.lead)


def url(name, world, *more):
    return reverse(f"cases:{name}", args=[world.case.pk, *more])


def value(world, worker):
    return f"{world.contractor.pk}:{worker.pk}"


def held(world, part=Part.CONTRACTOR_WORKER):
    return Assignment.objects.get(case=world.case, part=part, ends_on=None)


def test_a_worker_sees_who_works_and_why_she_cannot_change_it(world, sign_in):
    html = sign_in(world.carla).get(url("team", world)).content.decode()

    assert "Carla Contractor" in html
    assert "This is done by: supervisor, administrator." in html
    assert "Transfer" not in html


def test_only_those_who_can_hold_the_part_are_offered_best_match_first(world, boss):
    Person.objects.filter(pk=world.case.participant_id).update(language="es")
    StaffLanguage.objects.create(user=world.zoila, code="es")
    make_case(world, "Li Wei", worker=world.zoila)
    make_case(world, "Bo Li", worker=world.aaron)
    Leave.objects.create(user=world.aaron, starts_on=date(2026, 11, 20), ends_on=date(2026, 11, 30))
    free = make_worker(world, name="Fay Free")

    answer = boss.get(url("assign", world, world.part.pk))

    html = answer.content.decode()
    names = [one.name for one in answer.context["assigning"].workers]
    assert names == ["Zoila Zapata", free.name, "Aaron Alone"]  # nobody of the public agency
    assert "Speaks Spanish" in html
    assert "Away until Mon, Nov 30, 2026" in html
    assert "1 case ·" in html


def test_a_part_is_transferred_with_a_note_and_the_lead_goes_along(world, boss, key):
    fields = {"to": value(world, world.zoila), "note": "She starts her course on Monday."}

    boss.post(url("assign", world, world.part.pk), fields | {"submission_key": key()})

    assert (held(world).staff, held(world).is_lead) == (world.zoila, True)
    note = HandOff.objects.get()
    assert (note.to_staff, note.note) == (world.zoila, "She starts her course on Monday.")
    world.part.refresh_from_db()
    assert world.part.ends_on == TODAY


def test_without_a_note_it_is_an_assignment_with_its_reason(world, boss, key):
    fields = {"to": value(world, world.zoila), "reason": "Caseload too large"}

    boss.post(url("assign", world, world.part.pk), fields | {"submission_key": key()})

    assert held(world).reason == "Caseload too large"
    assert not HandOff.objects.exists()


def test_sent_twice_it_is_one_transfer(world, boss, key):
    fields = {"to": value(world, world.zoila), "note": "Note", "submission_key": key()}

    for _time in range(2):
        boss.post(url("assign", world, world.part.pk), fields)

    assert HandOff.objects.count() == 1


@pytest.mark.parametrize("to", ["", "0:0", "stranger"])
def test_nobody_else_can_be_chosen_and_the_words_are_kept(world, boss, key, to):
    if to == "stranger":
        to = value(world, make_worker(make_world("Elsewhere")))
    fields = {"to": to, "note": "Every word", "submission_key": key()}

    answer = boss.post(url("assign", world, world.part.pk), fields)

    assert answer.status_code == 422
    assert "Every word" in answer.content.decode()
    assert held(world).staff == world.carla


def test_a_part_left_vacant_waits_in_the_queue_and_is_taken(world, boss, sign_in, client, key):
    boss.post(url("vacate", world, world.part.pk), {"reason": "Leaves", "submission_key": key()})
    vacant = held(world)
    page = sign_in(world.zoila)

    html = page.get(url("team", world)).content.decode()
    page.post(reverse("desk:take", args=[world.case.pk, vacant.pk]))

    assert (vacant.staff, vacant.is_lead) == (None, True)
    assert "Take this case" in html
    assert "No contractor worker" in html
    assert held(world).staff == world.zoila


@pytest.mark.parametrize(("length", "status"), [(300, 302), (301, 422)])
def test_a_reason_that_is_too_long_comes_back_whole_and_nothing_is_vacant(
    world, boss, key, length, status
):
    reason = "r" * length

    answer = boss.post(
        url("vacate", world, world.part.pk), {"reason": reason, "submission_key": key()}
    )

    assert answer.status_code == status
    assert (held(world).staff is None) is (status == 302)
    if status == 422:
        assert f'value="{reason}"' in answer.content.decode()


def test_there_is_always_one_lead(world, boss, key):
    other = held(world, Part.PUBLIC_WORKER)

    boss.post(url("make_lead", world, other.pk), {"submission_key": key()})

    leads = Assignment.objects.filter(case=world.case, is_lead=True, ends_on=None)
    assert [row.pk for row in leads] == [other.pk]


def test_a_team_member_is_added_and_is_somebody(world, boss, key):
    add = url("add_part", world)

    offered = boss.get(add, {"part": "team_member"})
    boss.post(
        add,
        {"part": "team_member", "to": value(world, world.aaron), "submission_key": key()},
    )

    assert "Nobody yet" not in offered.content.decode()
    assert held(world, Part.TEAM_MEMBER).staff == world.aaron


def test_a_specialist_needs_a_function(world, boss):
    make_worker(world, Role.SPECIALIST, name="Sol Specialist", specialty="assessment")
    answer = boss.get(url("add_part", world), {"part": "specialist"})

    assert answer.status_code == 422
    assert "Choose the function that the specialist performs." in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "team", "assign"),
    [("carla", 200, 403), ("paula", 200, 403), ("lead", 200, 200), ("boss", 200, 200)],
)
def test_who_opens_what(world, sign_in, who, team, assign):
    page = sign_in(getattr(world, who))

    assert page.get(url("team", world)).status_code == team
    for name, *more in (("assign", world.part.pk), ("add_part",), ("move_region",)):
        assert page.get(url(name, world, *more)).status_code == assign, name


@pytest.mark.parametrize("name", ["team", "add_part", "move_region", "close_case", "reopen_case"])
def test_another_agencys_case_is_not_there(world, sign_in, name):
    stranger = make_worker(make_world("Elsewhere"), Role.SUPERVISOR)

    assert sign_in(stranger).get(url(name, world)).status_code == 404


@pytest.mark.parametrize("rows", [2, 40])
def test_a_choice_of_forty_workers_asks_as_often_as_one_of_two(
    world, sign_in, rows, django_assert_num_queries
):
    for number in range(rows):
        worker = make_worker(world, name=f"Worker {number:02d}")
        make_case(world, f"Person {number}", worker=worker)
    page = sign_in(world.boss)

    with django_assert_num_queries(ASSIGN_QUERIES):
        page.get(url("assign", world, world.part.pk))


ASSIGN_QUERIES = 13


class TestMoving:
    @pytest.fixture
    def public_region(self, world):
        """A part of the site where the public agency does everything."""
        region = Region.objects.create(site=world.site, name="North", kind=RegionKind.PUBLIC)
        place_holders(region, site_holders(SiteCode.SD, RunBy.PUBLIC), on=LONG_AGO)
        world.public.presences.create(site=world.site, region=region, starts_on=LONG_AGO)
        return region

    def test_a_move_says_first_what_ends_and_what_opens(self, world, sign_in, public_region):
        page = sign_in(world.boss)
        before = list(Assignment.objects.values_list("pk", "ends_on"))

        answer = page.post(
            url("move_region", world), {"region": public_region.pk, "version": world.case.version}
        )

        html = answer.content.decode()
        assert "Carla Contractor’s part as contractor worker closes today." in html
        assert "Paula Public goes on as public worker." in html
        assert list(Assignment.objects.values_list("pk", "ends_on")) == before

    def test_agreed_it_is_moved_the_same_day(self, world, sign_in, public_region, key):
        page = sign_in(world.boss)
        fields = {"region": public_region.pk, "version": world.case.version, "agree": "yes"}

        page.post(url("move_region", world), fields | {"submission_key": key()})

        world.case.refresh_from_db()
        world.part.refresh_from_db()
        assert world.case.region == public_region
        assert world.part.ends_on == TODAY

    def test_a_case_changed_meanwhile_is_looked_at_again(self, world, sign_in, public_region, key):
        page = sign_in(world.boss)
        Case.objects.filter(pk=world.case.pk).update(version=9)
        fields = {"region": public_region.pk, "version": world.case.version, "agree": "yes"}

        answer = page.post(url("move_region", world), fields | {"submission_key": key()})

        assert answer.status_code == 409
        assert "Somebody changed this case" in answer.content.decode()
        assert Case.objects.get(pk=world.case.pk).region == world.region


class TestClosing:
    def close(self, page, world, key, **fields):
        sent = {"reason": "Works full time", "on": "2026-11-23", "version": world.case.version}
        return page.post(url("close_case", world), sent | fields | {"submission_key": key()})

    def test_it_says_what_ends_and_ends_it(self, world, sign_in, key):
        page = sign_in(world.paula)
        Task.objects.create(
            site=world.site,
            case=world.case,
            kind=TaskKind.FOLLOW_UP,
            title="Call",
            function="assessment",
            due_on=TODAY,
        )

        html = page.get(url("close_case", world)).content.decode()
        self.close(page, world, key)

        world.case.refresh_from_db()
        assert "1 open task is cancelled" in html
        assert (world.case.closed_on, world.case.close_reason) == (TODAY, "Works full time")
        assert not Assignment.objects.filter(case=world.case, ends_on=None).exists()

    @pytest.mark.parametrize(
        "fields",
        [{"reason": " "}, {"on": "2026-11-24"}, {"on": "2026-03-01"}, {"version": 7}],
    )
    def test_what_cannot_be_keeps_every_word(self, world, sign_in, key, fields):
        answer = self.close(sign_in(world.paula), world, key, **fields)

        assert answer.status_code == (409 if "version" in fields else 422)
        assert Case.objects.get(pk=world.case.pk).closed_on is None
        if "reason" not in fields:
            assert "Works full time" in answer.content.decode()

    def test_a_contractor_closes_and_goes_back_to_today(self, world, sign_in, key):
        answer = self.close(sign_in(world.carla), world, key)

        assert answer.url == reverse("desk:today")

    def test_it_opens_again_with_the_parts_in_their_queues_and_one_lead(self, world, sign_in, key):
        page = sign_in(world.paula)
        self.close(page, world, key)
        world.case.refresh_from_db()
        start = page.get(url("reopen_case", world)).context["form"]["stage"].value()
        fields = {"stage": start, "reason": "Lost the job", "on": "2026-11-23"}
        fields |= {"version": world.case.version, "submission_key": key()}

        page.post(url("reopen_case", world), fields)
        page.post(url("reopen_case", world), fields)

        world.case.refresh_from_db()
        parts = Assignment.objects.filter(case=world.case, ends_on=None).order_by("part")
        assert (world.case.closed_on, world.case.stage) == (None, "job_search")
        assert [(row.part, row.agency, row.staff, row.is_lead) for row in parts] == [
            ("contractor_worker", world.contractor, None, False),
            ("public_worker", world.public, None, True),
        ]

    def test_it_stays_closed_while_the_household_has_another_open_case(self, world, sign_in, key):
        page = sign_in(world.paula)
        self.close(page, world, key)
        other = make_case(world, person=world.case.participant)
        Case.objects.filter(pk=other.pk).update(household=world.case.household_id)
        world.case.refresh_from_db()
        fields = {"stage": "job_search", "reason": "Lost the job", "on": "2026-11-23"}
        fields |= {"version": world.case.version, "submission_key": key()}

        answer = page.post(url("reopen_case", world), fields)

        assert answer.status_code == 422
        assert "has an open case in this program already" in answer.content.decode()


def test_only_parts_that_somebody_could_hold_are_offered(world, boss):
    def offered():
        form = boss.get(url("add_part", world)).context["form"]
        return [code for code, _label in form.fields["part"].choices]

    assert offered() == ["case_manager", "team_member"]

    make_worker(world, Role.JOB_COACH, name="Jo Coach")

    assert offered() == ["case_manager", "job_coach", "team_member"]


def test_a_contractor_offers_no_part_of_the_public_agency(world, boss, sign_in):
    Assignment.objects.filter(case=world.case, part=Part.PUBLIC_WORKER).delete()

    def offered(client):
        return str(boss_form(client).fields["part"].choices)

    def boss_form(client):
        return client.get(url("add_part", world)).context["form"]

    assert "public_worker" not in offered(boss)
    assert "public_worker" in offered(sign_in(world.boss))


def test_a_part_that_nobody_could_hold_is_not_taken_from_an_address_either(world, boss):
    answer = boss.get(url("add_part", world), {"part": "job_coach"})

    assert answer.status_code == 422
