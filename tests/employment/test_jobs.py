"""Jobs: recorded with their wage and week, raised, changed, ended, and asked about."""

from datetime import date, time

import pytest
from django.urls import reverse

from caseway.employment import facts
from caseway.employment.actions import jobs
from caseway.employment.actions.jobs import Terms
from caseway.employment.actions.retention import record_check
from caseway.employment.actions.weeks import set_week
from caseway.employment.models import EndReason, Job, RetentionCheck, Shift
from caseway.kernel.refusals import NotAllowed
from caseway.rules.jobs import Found, Slot
from tests.employment.rows import TODAY, make_employer, make_job, make_place
from tests.factories import make_case

NIGHT = Slot(4, time(22), time(6))
MORNING = Slot(0, time(9), time(13))


def record(page, case, employer, **sent):
    sent = {
        "person": case.participant_id,
        "title": "Line cook",
        "setting": "competitive",
        "began_on": "2026-11-02",
        **sent,
    }
    return page.post(
        f"{reverse('employment:add_job', args=[case.pk])}?employer={employer.pk}", sent
    )


def test_a_job_is_recorded_with_place_wage_and_a_shift_past_midnight(page, world):
    employer = make_employer(world)
    place = make_place(employer)

    answer = record(
        page,
        world.case,
        employer,
        job_site=place.pk,
        wage="17.50",
        hours="26.5",
        from_4_0="22:00",
        to_4_0="06:00",
    )

    job = Job.objects.get()
    assert answer.status_code == 302
    assert (job.title, job.job_site, job.created_by) == ("Line cook", place, world.dana)
    assert facts.terms_on([job.pk], TODAY)[job.pk].hourly_cents == 1750
    assert facts.terms_on([job.pk], TODAY)[job.pk].minutes_a_week == 1590
    assert facts.weeks_on([job.pk], TODAY)[job.pk] == (NIGHT,)
    html = page.get(reverse("employment:case", args=[world.case.pk])).content.decode()
    assert "$17.50 an hour" in html
    assert "26.5 hours a week" in html


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"from_4_0": "22:00", "to_4_0": "22:00"}, "ends when it begins"),
        ({"from_4_0": "22:00"}, "Enter when the shift begins and when it ends."),
        ({"wage": "17.50"}, "Enter wage and hours both, or neither."),
        ({"wage": "-1", "hours": "20"}, "greater than or equal to 0"),
        ({"wage": "17.50", "hours": "169"}, "less than or equal to 168"),
        ({"began_on": "soon"}, "Enter a day, such as 11/23/2026."),
        ({"job_site": "999999"}, "valid choice"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_saved(page, world, sent, sentence):
    answer = record(page, world.case, make_employer(world), **sent)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Line cook" in answer.content.decode()
    assert not Job.objects.exists()


def test_a_double_click_makes_one_job(page, world):
    employer = make_employer(world)

    for _click in range(2):
        record(page, world.case, employer, submission_key="8a3f0f5e-7a0e-4e0a-9f55-0a4b9d1c2e3f")

    assert Job.objects.count() == 1


def test_two_jobs_at_once_are_two_rows(page, world):
    for name in ("Bakery", "Laundry"):
        record(page, world.case, make_employer(world, name))

    assert len(facts.jobs_on([world.case.pk], TODAY)[world.case.pk]) == 2


def test_a_wage_below_the_minimum_is_recorded_with_a_warning(page, world):
    job = make_job(world.case)

    sent = {"starts_on": "2026-11-02", "wage": "7.24", "hours": "20"}
    answer = page.post(reverse("employment:set_terms", args=[job.pk]), sent, follow=True)

    html = answer.content.decode()
    assert facts.terms_on([job.pk], TODAY)[job.pk].hourly_cents == 724
    assert "so this is not competitive integrated employment" in html
    assert "Below the minimum wage" in html


def test_a_raise_adds_a_row_and_both_days_keep_their_wage(world):
    job = make_job(world.case, cents=1700)

    jobs.set_terms(job=job, terms=Terms(date(2026, 11, 2), 1850, 1500), by=world.dana)

    assert job.terms.count() == 2
    assert facts.terms_on([job.pk], date(2026, 11, 1))[job.pk].hourly_cents == 1700
    assert facts.terms_on([job.pk], date(2026, 11, 2))[job.pk].hourly_cents == 1850
    assert facts.terms_on([job.pk], date(2026, 8, 31)) == {}


def test_the_same_day_once_more_puts_the_wage_right(world):
    job = make_job(world.case)

    jobs.set_terms(job=job, terms=Terms(date(2026, 9, 1), 1650, 1200), by=world.dana)

    assert [row.hourly_cents for row in job.terms.all()] == [1650]


@pytest.mark.parametrize(
    ("starts_on", "sentence"),
    [
        (date(2026, 8, 31), "The job begins on Tue, Sep 1, 2026"),
        (date(2026, 11, 21), "The job ended on Fri, Nov 20, 2026"),
    ],
)
def test_wage_and_week_hold_within_the_job(world, starts_on, sentence):
    job = make_job(world.case, ended_on=date(2026, 11, 20), end_reason="quit")

    with pytest.raises(NotAllowed, match=sentence):
        jobs.set_terms(job=job, terms=Terms(starts_on, 1700, 1200), by=world.dana)
    with pytest.raises(NotAllowed, match=sentence):
        set_week(job=job, slots=[MORNING], starts_on=starts_on, by=world.dana)


def test_a_week_changes_from_a_day_and_the_one_before_stays(world):
    job = make_job(world.case)
    set_week(job=job, slots=[MORNING, NIGHT], starts_on=date(2026, 9, 1), by=world.dana)

    later = Slot(0, time(9), time(15))
    set_week(job=job, slots=[later, NIGHT], starts_on=date(2026, 11, 30), by=world.dana)

    assert facts.weeks_on([job.pk], date(2026, 11, 29))[job.pk] == (MORNING, NIGHT)
    assert facts.weeks_on([job.pk], date(2026, 11, 30))[job.pk] == (later, NIGHT)
    assert Shift.objects.filter(job=job).count() == 3  # the night went on untouched


def test_a_change_still_to_come_is_replaced_by_an_earlier_one(world):
    job = make_job(world.case)
    set_week(job=job, slots=[MORNING], starts_on=date(2026, 9, 1), by=world.dana)
    set_week(job=job, slots=[NIGHT], starts_on=date(2026, 12, 7), by=world.dana)

    noon = Slot(2, time(12), time(16))
    set_week(job=job, slots=[noon], starts_on=date(2026, 11, 30), by=world.dana)

    assert facts.weeks_on([job.pk], date(2026, 11, 29))[job.pk] == (MORNING,)
    assert facts.weeks_on([job.pk], date(2026, 11, 30))[job.pk] == (noon,)
    assert facts.weeks_on([job.pk], date(2026, 12, 8))[job.pk] == (noon,)


def test_the_same_week_twice_on_one_day_changes_nothing(world):
    job = make_job(world.case)
    for _time in range(2):
        set_week(job=job, slots=[MORNING], starts_on=date(2026, 9, 1), by=world.dana)

    assert Shift.objects.count() == 1


def test_an_end_before_the_first_day_is_refused(world):
    job = make_job(world.case)

    with pytest.raises(NotAllowed, match="cannot end before that day"):
        jobs.end_job(job=job, on=date(2026, 8, 31), reason=EndReason.QUIT, note="", by=world.dana)
    ended = jobs.end_job(
        job=job, on=date(2026, 9, 1), reason=EndReason.QUIT, note="", by=world.dana
    )
    assert ended.ended_on == date(2026, 9, 1)


def test_an_end_needs_a_reason_and_can_be_taken_back(page, world):
    job = make_job(world.case)
    url = reverse("employment:end_job", args=[job.pk])

    assert page.post(url, {"on": "2026-11-20"}).status_code == 422
    assert page.post(url, {"on": "2026-11-20", "reason": "laid_off"}).status_code == 302
    html = page.get(reverse("employment:job", args=[job.pk])).content.decode()
    assert "Laid off" in html
    page.post(reverse("employment:reopen_job", args=[job.pk]))
    job.refresh_from_db()
    assert (job.ended_on, job.end_reason) == (None, "")


def test_a_check_is_recorded_once_and_put_right(page, world):
    job = make_job(world.case)
    url = reverse("employment:record_check", args=[job.pk, 30])

    for found in ("unknown", "at_work"):
        sent = {"found": found, "checked_on": "2026-11-20", "how": "Pay stub of Nov 13"}
        assert page.post(url, sent).status_code == 302

    row = RetentionCheck.objects.get()
    assert (row.found, row.by, row.after_days) == ("at_work", world.dana, 30)
    assert facts.found_of([job.pk]) == {job.pk: {30: Found.AT_WORK}}


@pytest.mark.parametrize(
    ("days", "sentence"), [(180, "180 days are over on"), (45, "not looked at after so many")]
)
def test_a_check_waits_until_its_days_are_over(world, days, sentence):
    with pytest.raises(NotAllowed, match=sentence):
        record_check(
            job=make_job(world.case),
            days=days,
            found=Found.AT_WORK,
            checked_on=TODAY,
            how="A call",
            by=world.dana,
            today=TODAY,
        )


def test_what_is_due_stands_on_top_of_the_case(page, world):
    make_job(world.case, began_on=date(2026, 9, 1))

    html = page.get(reverse("employment:case", args=[world.case.pk])).content.decode()

    assert "After 30 days: still at work as Stock clerk?" in html
    assert "After 60 days: still at work as Stock clerk?" in html
    assert "After 90 days: still at work as Stock clerk?" not in html


def test_an_occupation_is_chosen_from_titles_and_none_is_made_up(page, world):
    job = make_job(world.case, title="Cook")
    html = page.get(reverse("employment:job", args=[job.pk])).content.decode()
    assert "Cooks, Restaurant" in html

    url = reverse("employment:set_occupation", args=[job.pk])
    page.post(url, {"code": "35-2014.00"})
    page.post(url, {"code": "99-9999.99"})

    job.refresh_from_db()
    assert job.occupation == "35-2014.00"


def test_two_people_at_once_see_both_texts_of_a_job(page, world):
    job = make_job(world.case)
    url = reverse("employment:job", args=[job.pk])
    sent = {"setting": "competitive", "began_on": "2026-09-01", "version": 1}

    assert page.post(url, {**sent, "title": "Baker"}).status_code == 302
    answer = page.post(url, {**sent, "title": "Cashier"})

    assert answer.status_code == 409
    assert "Baker" in answer.content.decode()
    assert "Cashier" in answer.content.decode()


def test_the_first_day_stays_before_wage_and_end(page, world):
    job = make_job(world.case)
    sent = {"title": "Clerk", "setting": "other", "began_on": "2026-09-02", "version": 1}

    answer = page.post(reverse("employment:job", args=[job.pk]), sent)

    assert answer.status_code == 422
    assert "Wage and hours are on record from Tue, Sep 1, 2026" in answer.content.decode()


def test_an_employer_of_another_place_or_site_cannot_be_chosen(page, world):
    other = make_place(make_employer(world, "Other"))

    answer = record(page, world.case, make_employer(world), job_site=other.pk)

    assert answer.status_code == 422


@pytest.mark.parametrize("count", [2, 40])
def test_the_page_of_a_case_asks_as_much_for_two_jobs_as_for_forty(
    page, world, count, django_assert_num_queries
):
    case = make_case(world, "Luz Ortega", worker=world.dana)
    for number in range(count):
        job = make_job(case, make_employer(world, f"Firm {number}"))
        set_week(job=job, slots=[MORNING], starts_on=date(2026, 9, 1), by=world.dana)
    url = reverse("employment:case", args=[case.pk])
    page.get(url)

    with django_assert_num_queries(12):
        page.get(url)
