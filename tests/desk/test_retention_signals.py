"""A retention check that is due and unanswered stands on Today for whoever keeps people at work."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from caseway.agencies.models import EmployerKind, FunctionHolder, Role
from caseway.desk.queries.today import Choice, entry_of, today_for
from caseway.employment.models import EndReason, RetentionCheck
from caseway.kernel.words import say
from caseway.rules.caseload.signals import SignalKind
from caseway.rules.caseload.weights import weights_on
from caseway.rules.functions import FunctionCode
from caseway.rules.jobs import grace_days
from tests.desk.rows import add_contact
from tests.employment.rows import make_job
from tests.factories import make_case, make_person, make_worker, make_world

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/New_York"))
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _monday(now):
    """The office's clock stands at NOW."""


@pytest.fixture
def there():
    world = make_world()
    world.own = make_worker(world, name="Dana Reyes")
    world.case = make_case(world, "Ana Rivera", worker=world.own)
    return world


def items(user, case):
    entry = entry_of(user, case.pk, Choice())
    return [i for i in entry.rank.items if i.signal.kind == "retention_check"] if entry else []


def reasons(user, case):
    return [say(item.reason) for item in items(user, case)]


def answered(job, days, found="at_work"):
    return RetentionCheck.objects.create(
        site=job.site,
        job=job,
        after_days=days,
        found=found,
        checked_on=TODAY,
        how="Pay stub",
        by=job.case.assignments.exclude(staff=None).get().staff,
    )


@pytest.mark.parametrize(
    ("began_on", "said"),
    [
        (date(2026, 10, 25), []),  # 29 days
        (
            date(2026, 10, 24),  # 30 days
            [
                "Stock clerk: 30 days were over on Mon, Nov 23, 2026. Still at work? "
                "Find out by Mon, Dec 7, 2026"
            ],
        ),
        (
            date(2026, 10, 10),  # 44 days: the last of the two weeks
            ["Stock clerk: 30 days were over on Mon, Nov 9, 2026. Still at work? Find out today"],
        ),
        (
            date(2026, 10, 9),  # 45 days
            ["Stock clerk: whether they still work after 30 days is 1 day overdue"],
        ),
    ],
)
def test_it_is_asked_when_thirty_days_are_over_and_overdue_two_weeks_later(there, began_on, said):
    make_job(there.case, began_on=began_on)

    assert reasons(there.own, there.case) == said


def test_today_calls_it_late_when_the_page_of_the_job_calls_it_overdue():
    weight = weights_on(TODAY).of(SignalKind.RETENTION_CHECK)

    assert weight.grace_days == weight.ahead_days == grace_days(TODAY)


@pytest.mark.parametrize(
    ("began_on", "answers", "days"),
    [
        (date(2026, 9, 24), (), [30]),  # 60 days, and nobody has answered the first
        (date(2026, 9, 24), (30,), [60]),
        (date(2026, 9, 25), (30,), []),  # 59 days
        (date(2026, 8, 25), (30, 60), [90]),
        (date(2026, 8, 26), (30, 60), []),  # 89 days
        (date(2026, 5, 27), (30, 60, 90), [180]),
        (date(2026, 5, 28), (30, 60, 90), []),  # 179 days
        (date(2026, 5, 27), (30, 60, 90, 180), []),
        (date(2026, 5, 27), (60, 90), [30]),  # the earliest that lacks an answer
    ],
)
def test_the_earliest_check_without_an_answer_is_asked_and_no_other(there, began_on, answers, days):
    job = make_job(there.case, began_on=began_on)
    for one in answers:
        answered(job, one)

    assert [item.signal.about["days"] for item in items(there.own, there.case)] == days


def test_could_not_be_learned_is_an_answer(there):
    job = make_job(there.case, began_on=date(2026, 10, 24))
    assert len(reasons(there.own, there.case)) == 1

    answered(job, 30, "unknown")

    assert reasons(there.own, there.case) == []


@pytest.mark.parametrize(
    ("ended_on", "many"),
    [
        (date(2026, 11, 22), 0),
        (date(2026, 11, 23), 1),  # her last day
        (date(2026, 12, 31), 1),  # it is known that it will end
    ],
)
def test_a_job_that_ended_is_on_nobodys_list(there, ended_on, many):
    make_job(
        there.case,
        began_on=date(2026, 10, 1),
        ended_on=ended_on,
        end_reason=EndReason.SEASON,
    )

    assert len(reasons(there.own, there.case)) == many


def test_each_job_is_asked_about_and_another_persons_by_name(there):
    make_job(there.case, began_on=date(2026, 10, 9))
    luis = make_person(there, "Luis Rivera")
    make_job(there.case, began_on=date(2026, 10, 9), person=luis, title="Cook")

    assert sorted(reasons(there.own, there.case)) == [
        "Cook (Luis Rivera): whether they still work after 30 days is 1 day overdue",
        "Stock clerk: whether they still work after 30 days is 1 day overdue",
    ]


def test_it_is_the_item_of_whoever_answers_for_placement_and_retention(there):
    pia = make_worker(there, Role.ELIGIBILITY_WORKER, agency=there.public, name="Pia Okafor")
    case = make_case(there, "Bea Quispe", worker=there.own, public_worker=pia)
    make_job(case, began_on=date(2026, 10, 9))
    assert [len(reasons(her, case)) for her in (there.own, pia)] == [1, 0]

    FunctionHolder.objects.filter(function=FunctionCode.JOB_SEARCH).update(
        employer_kind=EmployerKind.PUBLIC
    )

    assert [len(reasons(her, case)) for her in (there.own, pia)] == [0, 1]


def test_another_agencys_job_is_on_no_list(there):
    elsewhere = make_world("Elsewhere")
    make_job(make_case(elsewhere, worker=make_worker(elsewhere)), began_on=date(2026, 10, 9))

    assert items(there.own, there.case) == []


def test_today_leads_to_the_work_of_the_case_and_how_we_got_this_tells_of_it(there):
    add_contact(there.case, there.own, NOW)
    make_job(there.case, began_on=date(2026, 10, 9))
    page = Client()
    page.force_login(there.own)

    today = page.get(reverse("desk:today")).content.decode()
    why = page.get(reverse("desk:why", args=[there.case.pk])).content.decode()

    assert f'href="{reverse("employment:case", args=[there.case.pk])}"' in today
    assert "Record the check" in today
    assert "whether they still work after 30 days is 1 day overdue" in today
    assert "Retention check: 295 points, counted 295" in why


@pytest.mark.parametrize("many", [2, 40])
def test_her_list_asks_the_same_however_many_jobs_and_answers(
    there, django_assert_num_queries, many
):
    for number in range(many):
        case = make_case(there, f"Person {number}", worker=there.own)
        answered(make_job(case, began_on=date(2026, 9, 1)), 30)
    today_for(there.own, Choice())

    with django_assert_num_queries(9):
        found = today_for(there.own, Choice())

    asked = [i for e in found.entries for i in e.rank.items if i.signal.kind == "retention_check"]
    assert len(asked) == many
