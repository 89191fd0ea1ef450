"""What calls for attention on a case, and for whom."""

from datetime import date, timedelta

import pytest

from caseway.agencies.models import CaseloadMode, ContactPromise, Membership, Role, Site
from caseway.cases.models import (
    Assignment,
    ContactKind,
    HandOff,
    SafetyRecord,
    TaskKind,
    TaskOutcome,
)
from caseway.desk.queries.today import Choice, today_for
from caseway.rules.caseload.queues import QueueKind
from caseway.rules.functions.codes import FunctionCode
from tests.desk.rows import (
    TODAY,
    add_contact,
    add_task,
    at,
    case_of_carla,
    days_ago,
    make_office,
    send_away,
)
from tests.factories import make_case, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def seen_by(user) -> dict[str, set[str]]:
    """The kinds of reason on the person's Today, by the name of who needs her."""
    found = today_for(user, Choice()).entries
    return {
        entry.picture.card.name: {str(item.signal.kind) for item in entry.rank.items}
        for entry in found
    }


def met_today(case, *users):
    for user in users:
        add_contact(case, user, at(TODAY, 9))
    return case


@pytest.mark.parametrize(
    ("days", "kinds"),
    [
        (4, set()),  # due in three days: not yet
        (5, {"promise"}),  # due in two
        (7, {"promise"}),
        (31, {"promise", "no_contact"}),
    ],
)
def test_the_weekly_meeting_shows_two_days_before_it_is_due(office, days, kinds):
    case = case_of_carla(office)
    add_contact(case, office.workers["carla"], at(days_ago(days)))

    assert seen_by(office.workers["carla"]).get("Ana Rivera", set()) == kinds


def test_a_brief_contact_is_contact_but_does_not_keep_the_promise(office):
    case = case_of_carla(office)
    carla = office.workers["carla"]
    add_contact(case, carla, at(days_ago(40)))
    add_contact(case, carla, at(days_ago(1)), ContactKind.BRIEF)

    assert seen_by(carla) == {"Ana Rivera": {"promise"}}


def test_a_colleagues_meeting_counts_for_her_agency_and_the_public_workers_does_not(office):
    carla, colin, paula = (office.workers[name] for name in ("carla", "colin", "paula"))
    helped, not_helped = case_of_carla(office, "Helped"), case_of_carla(office, "Not Helped")
    for case in (helped, not_helped):
        add_contact(case, carla, at(days_ago(20)))
        add_contact(case, paula, at(days_ago(1)))
    contact = add_contact(helped, colin, at(days_ago(1)))
    contact.agency = office.contractor
    contact.save()

    assert seen_by(carla) == {"Not Helped": {"promise"}}


def test_each_worker_sees_her_own_promise_only(office):
    case = case_of_carla(office)
    add_contact(case, office.workers["paula"], at(days_ago(10)))
    add_contact(case, office.workers["carla"], at(days_ago(10)))

    assert seen_by(office.workers["carla"]) == {"Ana Rivera": {"promise"}}
    assert seen_by(office.workers["paula"]) == {}  # hers is every three months


def test_the_public_workers_promise_is_reckoned_in_calendar_months(office):
    case = case_of_carla(office)
    add_contact(case, office.workers["paula"], at(date(2026, 8, 23)))

    entry = today_for(office.workers["paula"], Choice()).entries[0]

    assert entry.rank.items[0].due == date(2026, 11, 23)


def test_a_task_waits_with_whoever_holds_its_function(office):
    case = met_today(case_of_carla(office), office.workers["carla"], office.workers["paula"])
    add_task(case, TODAY, function=FunctionCode.EP_DEVELOPMENT)
    add_task(case, TODAY, TaskKind.VERIFICATION, function=FunctionCode.TANF_ELIGIBILITY)

    assert seen_by(office.workers["carla"]) == {"Ana Rivera": {"task"}}
    assert seen_by(office.workers["paula"]) == {"Ana Rivera": {"verification"}}


def test_a_specialist_holds_her_function_and_takes_its_tasks_from_the_worker(office):
    case = met_today(case_of_carla(office), office.workers["carla"])
    expert = make_worker(office, Role.SPECIALIST, name="Ines", specialty=FunctionCode.ASSESSMENT)
    Assignment.objects.create(
        site=case.site,
        case=case,
        agency=office.contractor,
        staff=expert,
        part="specialist",
        function=FunctionCode.ASSESSMENT,
        starts_on=days_ago(60),
    )
    add_task(case, TODAY, function=FunctionCode.ASSESSMENT)

    assert seen_by(expert) == {"Ana Rivera": {"task"}}
    assert seen_by(office.workers["carla"]) == {}


def test_a_vacant_specialty_waits_in_the_specialists_queue(office):
    case = met_today(case_of_carla(office), office.workers["carla"])
    expert = make_worker(office, Role.SPECIALIST, name="Ines", specialty=FunctionCode.ASSESSMENT)
    other = make_worker(office, Role.SPECIALIST, name="Olga", specialty=FunctionCode.JOB_SEARCH)
    Assignment.objects.create(
        site=case.site,
        case=case,
        agency=office.contractor,
        part="specialist",
        function=FunctionCode.ASSESSMENT,
        starts_on=days_ago(3),
    )

    assert seen_by(expert) == {"Ana Rivera": {"vacant_part"}}
    assert seen_by(other) == {}


def test_a_waiting_message_shows_to_the_lead_until_it_is_answered(office):
    case = met_today(case_of_carla(office), office.workers["carla"], office.workers["paula"])
    message = add_contact(
        case,
        None,
        at(days_ago(2)),
        ContactKind.MESSAGE_IN,
        "text",
        text="Can we move Tuesday?",
        needs_reply=True,
    )

    assert seen_by(office.workers["carla"]) == {"Ana Rivera": {"message"}}
    assert seen_by(office.workers["paula"]) == {}
    message.needs_reply = False
    message.save()
    assert seen_by(office.workers["carla"]) == {}


def test_a_missed_appointment_shows_until_somebody_reached_the_person(office):
    case = case_of_carla(office)
    carla = office.workers["carla"]
    add_contact(case, carla, at(days_ago(3)))
    add_task(
        case,
        days_ago(2),
        TaskKind.APPOINTMENT,
        closed_at=at(days_ago(2), 15),
        outcome=TaskOutcome.MISSED,
    )
    assert seen_by(carla) == {"Ana Rivera": {"missed_appointment"}}

    add_contact(case, carla, at(days_ago(1)), ContactKind.ATTEMPT)
    assert seen_by(carla) == {"Ana Rivera": {"missed_appointment"}}
    add_contact(case, carla, at(days_ago(1), 11), ContactKind.BRIEF)
    assert seen_by(carla) == {}


def test_a_new_case_asks_for_first_contact_and_a_hand_off_stands_in_its_place(office):
    carla, colin = office.workers["carla"], office.workers["colin"]
    case = make_case(office, worker=colin, opened_on=days_ago(3))
    assert seen_by(colin)["Ana Rivera"] == {"new_assignment"}

    HandOff.objects.create(
        site=case.site,
        case=case,
        part="contractor_worker",
        from_staff=carla,
        from_agency=office.contractor,
        to_staff=colin,
        to_agency=office.contractor,
        note="Prefers mornings.",
        next_contact_by=TODAY + timedelta(days=2),
        made_at=at(days_ago(3)),
    )
    assert seen_by(colin)["Ana Rivera"] == {"hand_off"}


def test_leave_with_cover_moves_the_cases_to_who_covers(office):
    carla, colin, simon = (office.workers[name] for name in ("carla", "colin", "simon"))
    case_of_carla(office)
    send_away(carla, days_ago(1), TODAY + timedelta(days=5), colin)

    assert "Ana Rivera" in seen_by(colin)
    assert seen_by(carla) == {}
    assert seen_by(simon) == {}


def test_leave_without_cover_shows_to_the_supervisor_and_says_so(office):
    carla, colin, simon = (office.workers[name] for name in ("carla", "colin", "simon"))
    case = met_today(case_of_carla(office), carla)
    send_away(carla, days_ago(2), TODAY + timedelta(days=5))

    assert seen_by(simon) == {case.participant.name_used: {"vacant_part"}}
    assert seen_by(colin) == {}


def test_cover_of_a_cover_carries_on_when_the_first_is_away_too(office):
    carla, colin = office.workers["carla"], office.workers["colin"]
    third = make_worker(office, name="Thea Third")
    case_of_carla(office)
    send_away(carla, days_ago(1), TODAY + timedelta(days=5), colin)
    send_away(colin, TODAY, TODAY + timedelta(days=1), third)

    assert "Ana Rivera" in seen_by(third)


def test_a_vacant_part_shows_to_the_supervisor_of_its_agency_only(office):
    case = make_case(office, public_worker=office.workers["paula"])
    met_today(case, office.workers["paula"])

    entries = today_for(office.workers["simon"], Choice()).entries

    assert [entry.queue for entry in entries] == [QueueKind.PART]
    assert "vacant_part" in seen_by(office.workers["simon"])["Ana Rivera"]
    assert seen_by(office.workers["carla"]) == {}


def test_in_pool_mode_whoever_takes_such_parts_sees_the_waiting_case(office):
    make_case(office, public_worker=office.workers["paula"])
    assert seen_by(office.workers["carla"]) == {}

    Site.objects.filter(pk=office.site.pk).update(caseload_mode=CaseloadMode.POOL)

    assert "vacant_part" in seen_by(office.workers["carla"])["Ana Rivera"]
    assert seen_by(office.workers["paula"]).get("Ana Rivera", set()).isdisjoint({"vacant_part"})


def test_only_the_trained_worker_of_the_case_learns_of_a_safety_review(office):
    carla, paula = office.workers["carla"], office.workers["paula"]
    case = met_today(case_of_carla(office), carla, paula)
    SafetyRecord.objects.create(
        site=case.site,
        person=case.participant,
        kind="violence",
        instructions="Call only at work.",
        starts_on=days_ago(30),
        review_on=TODAY,
    )
    before = seen_by(carla)
    Membership.objects.filter(user=carla).update(safety_trained=True)

    fresh = type(carla).objects.get(pk=carla.pk)
    assert before == {}
    assert seen_by(fresh) == {"Ana Rivera": {"safety_follow_up"}}
    assert seen_by(paula) == {}


def test_a_closed_case_and_an_ended_part_call_nobody(office):
    carla = office.workers["carla"]
    closed, passed_on = case_of_carla(office, "Closed"), case_of_carla(office, "Passed On")
    type(closed).objects.filter(pk=closed.pk).update(stage="closed", closed_on=days_ago(1))
    Assignment.objects.filter(case=passed_on, staff=carla).update(ends_on=days_ago(1))

    assert seen_by(carla) == {}


def test_another_agencys_promise_changes_nothing_for_a_stranger(office):
    case_of_carla(office)

    assert today_for(office.workers["stranger"], Choice()).total == 0


@pytest.mark.parametrize("cases", [2, 40])
def test_today_asks_the_same_number_of_questions_however_many_cases(
    office, cases, django_assert_num_queries
):
    for number in range(cases):
        case = case_of_carla(office, f"Person {number}")
        add_contact(case, office.workers["carla"], at(days_ago(number % 20)))
        add_task(case, TODAY)
    user = office.workers["carla"]

    with django_assert_num_queries(10):
        assert today_for(user, Choice()).total == cases


def test_promises_of_another_part_or_stage_do_not_bind(office):
    ContactPromise.objects.filter(part="contractor_worker").update(stage="assessment")
    case = case_of_carla(office)
    add_contact(case, office.workers["carla"], at(days_ago(20)))

    assert seen_by(office.workers["carla"]) == {}
