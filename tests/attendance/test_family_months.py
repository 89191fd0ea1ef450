"""A worker says what a family received in a month; two who save at once both see both texts."""

import re
from datetime import date

import pytest
from django.utils import timezone

from caseway.agencies.models import Role
from caseway.attendance.actions.closing import close_month
from caseway.attendance.models import (
    CaseMonth,
    FactSource,
    FamilyMonth,
    FamilyRole,
    StandingCode,
)
from caseway.cases.models import HouseholdMember
from caseway.kernel.models.audit import AccessEvent
from tests.attendance.book import APRIL, MARCH, NOW, family, grown, weeks_of
from tests.factories import make_case, make_family_month, make_person, make_worker, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def worker(world):
    return make_worker(world, name="Marisol Vega", safety_trained=True)


@pytest.fixture
def signed_in(client, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)

    def sign(user):
        client.force_login(user)
        return client

    return sign


def address(case, period=MARCH):
    return f"/attendance/cases/{case.pk}/month/{period}/"


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def sent(client, case, period=MARCH, **changes):
    """What the page's form holds, with some answers changed; None leaves one out."""
    context = client.get(address(case, period)).context
    data = {"version": str(context["version"])}
    for form in context["form"].all:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                data[field.html_name] = "on" if value is True else str(value)
    data |= {name: value for name, value in changes.items() if value is not None}
    return {name: value for name, value in data.items() if changes.get(name, "") is not None}


def test_the_first_month_begins_with_the_household(world, worker, signed_in):
    case = grown(make_case(world, worker=worker))
    child = make_person(world, "Leo Rivera", birth_on=date(2018, 1, 2))
    HouseholdMember.objects.create(
        site=world.site,
        household=case.household,
        person=child,
        relation="child",
        starts_on=date(2026, 3, 2),
    )
    client = signed_in(worker)

    answer = client.get(address(case))
    assert "The form begins with the household." in words(answer)
    client.post(address(case), sent(client, case, tanf_cents="575", assistance_persons="2"))

    row = FamilyMonth.objects.get(case=case)
    assert (row.tanf_cents, row.source, row.recorded_by) == (57500, FactSource.WORKER, worker)
    assert dict(row.members.values_list("person", "role")) == {
        case.participant_id: FamilyRole.PARENT_HEAD,
        child.pk: FamilyRole.CHILD,
    }


def test_a_month_begins_with_what_held_before_and_asks_anew_for_the_rest(world, worker, signed_in):
    case = family(
        world, worker=worker, snap_cents=30000, work_sanction_cents=5000, gross_cents=90000
    )
    client = signed_in(worker)

    answer = client.get(address(case, APRIL))

    assert "begins with what held in March 2026" in words(answer)
    values = answer.context["facts"].values
    assert (values["snap_cents"], values["work_sanction_cents"]) == (30000, None)
    assert answer.context["facts"].people[0].values["gross_cents"] is None


def test_saving_works_the_month_out_and_shows_why(world, worker, signed_in):
    case = family(world, worker=worker, tanf_cents=0)
    weeks_of(case)
    client = signed_in(worker)

    answer = client.post(address(case), sent(client, case, tanf_cents="412.50"), follow=True)

    assert CaseMonth.objects.get(case=case).overall == StandingCode.ENGAGED
    assert FamilyMonth.objects.get(case=case).tanf_cents == 41250
    said = words(answer)
    assert "Saved. The hours of March 2026 were worked out again." in said
    assert "Counted, hours met" in said
    assert "$412.50" in said
    assert "Marisol Vega, Thu, Apr 2, 2026, 11:00 a.m." in said


def test_a_person_is_taken_out_of_the_family_and_put_back(world, worker, signed_in):
    case = family(world, worker=worker)
    child = case.family_months.get().members.get(role=FamilyRole.CHILD).person
    HouseholdMember.objects.create(
        site=world.site,
        household=case.household,
        person=child,
        relation="child",
        starts_on=date(2026, 3, 2),
    )
    client = signed_in(worker)

    client.post(address(case), sent(client, case, **{f"p{child.pk}-is_in": None}))
    assert case.family_months.get().members.count() == 1
    assert "not in the family this month" in words(client.get(address(case)))
    client.post(address(case), sent(client, case, **{f"p{child.pk}-is_in": "on"}))
    assert case.family_months.get().members.count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"tanf_cents": "-5"}, "Enter dollars and cents between 0 and 99999.99"),
        ({"tanf_cents": "many"}, "Enter dollars and cents between 0 and 99999.99"),
        ({"snap_persons": "51"}, "Enter how many people, from 0 to 50."),
        ({"first_day": "20", "last_day": "19"}, "Assistance cannot end before it begins."),
        ({"last_day": "32"}, "This month has 31 days."),
        ({"ssp_cents": "10"}, "A family has one or the other."),
        ({"tanf_cents": ""}, "This field is required"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_saved(
    world, worker, signed_in, changes, sentence
):
    case = family(world, worker=worker)
    client = signed_in(worker)

    answer = client.post(address(case), sent(client, case, **changes))

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert FamilyMonth.objects.get(case=case).version == 1


def test_costs_without_income_and_a_family_of_nobody_are_asked_about(world, worker, signed_in):
    case = family(world, worker=worker)
    client = signed_in(worker)
    head = case.participant_id

    costs = client.post(address(case), sent(client, case, **{f"p{head}-expense_cents": "9"}))
    people = case.family_months.get().members.values_list("person", flat=True)
    nobody = {f"p{pk}-is_in": None for pk in people}
    empty = client.post(address(case), sent(client, case, **nobody))

    assert "Say what came in as well" in words(costs)
    assert "Somebody must be in the family." in words(empty)


def test_two_who_save_at_once_choose_part_by_part(world, worker, signed_in):
    case = family(world, worker=worker)
    colleague = make_worker(world, name="Hye-rim Baek")
    client = signed_in(worker)
    mine = sent(client, case, tanf_cents="512.50", **{f"p{case.participant_id}-has_diploma": "on"})
    client = signed_in(colleague)
    client.post(address(case), sent(client, case, tanf_cents="400", snap_cents="10"))

    client = signed_in(worker)
    answer = client.post(address(case), mine)

    assert answer.status_code == 409
    said = words(answer)
    assert "Hye-rim Baek wrote 400.00" in said
    assert "You wrote 512.50" in said
    assert "Ana Rivera: Has a high school diploma or the like" in said
    fields = {field["name"]: field for field in answer.context["conflict"]["fields"]}
    chosen = dict(answer.context["conflict"]["hidden"])
    chosen |= {name: field["mine"] for name, field in fields.items()}
    chosen["snap_cents"] = fields["snap_cents"]["theirs"]
    chosen["version"] = str(answer.context["conflict"]["version"])
    assert client.post(address(case), chosen).status_code == 302
    row = FamilyMonth.objects.get(case=case)
    assert (row.tanf_cents, row.snap_cents) == (51250, 1000)
    assert row.members.get(person=case.participant).has_diploma


def test_a_closed_month_is_read_and_not_changed(world, worker, signed_in):
    case = family(world, worker=worker)
    client = signed_in(worker)
    data = sent(client, case, tanf_cents="1")
    boss = make_worker(world, Role.SUPERVISOR, agency=world.public)
    close_month(site=world.site, period=MARCH, by=boss, at=NOW)

    assert "March 2026 is closed" in words(client.get(address(case)))
    answer = client.post(address(case), data)

    assert answer.status_code == 422
    assert "March 2026 is closed" in words(answer)
    assert FamilyMonth.objects.get(case=case).tanf_cents == 57500


def test_a_sanction_reaches_the_eleven_months_after_it(world, worker, signed_in):
    case = family(world, worker=worker)
    for period in (202702, 202703):
        make_family_month(case, period, children=0, work_sanction_cents=5000)
        CaseMonth.objects.create(
            site=world.site, region=world.region, case=case, period=period, computed_at=NOW
        )
    client = signed_in(worker)

    client.post(address(case), sent(client, case, work_sanction_cents="50"))

    computed = dict(CaseMonth.objects.filter(case=case).values_list("period", "input_hash"))
    assert computed[202702] != ""
    assert computed[202703] == ""


def test_only_trained_staff_see_and_change_a_violence_waiver(world, worker, signed_in):
    case = family(world, worker=worker, has_violence_waiver=True)
    other = make_worker(world, name="Anthony Ferraro")
    client = signed_in(other)

    assert "domestic-violence" not in words(client.get(address(case)))
    client.post(address(case), sent(client, case, tanf_cents="1"))
    assert FamilyMonth.objects.get(case=case).has_violence_waiver
    client = signed_in(worker)
    assert "domestic-violence" in words(client.get(address(case)))
    client.post(address(case), sent(client, case, has_violence_waiver=None))
    assert not FamilyMonth.objects.get(case=case).has_violence_waiver


def test_reading_is_recorded_and_a_stranger_finds_nothing(world, worker, signed_in):
    case = family(world, worker=worker)
    signed_in(worker).get(address(case))

    assert AccessEvent.objects.get(case_id=case.pk).user_id == worker.pk
    stranger = signed_in(make_worker(make_world()))
    assert stranger.get(address(case)).status_code == 404
    assert stranger.post(address(case), {}).status_code == 404
    assert signed_in(worker).get(address(case, 202613)).status_code == 404


def test_a_family_of_eight_is_shown_in_as_many_queries_as_one_of_two(
    world, worker, signed_in, django_assert_num_queries
):
    small = family(world, worker=worker)
    large = grown(make_case(world, "Luz Ortega", worker=worker))
    make_family_month(large, MARCH, children=7)
    client = signed_in(worker)
    client.get(address(small))

    for case in (small, large):
        with django_assert_num_queries(12):
            client.get(address(case))
