"""Activities and hours of a case, as their pages tell them."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from caseway.agencies.models import Agency, EmployerKind, Role
from caseway.attendance.models import (
    ActivityEnrolment,
    ActivityKind,
    AttendanceEntry,
    Evidence,
    HoursProjection,
    MarkCode,
    Module,
    ModuleDone,
    ProofState,
)
from caseway.cases.models import HouseholdMember
from tests.attendance.cases.conftest import PERIOD
from tests.factories import (
    make_case,
    make_enrolment,
    make_entry,
    make_family_month,
    make_person,
    make_provider,
    make_worker,
    make_world,
)

MONDAYS = (date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16))


@pytest.fixture
def page(world, sign_in):
    return sign_in(world.carla)


@pytest.fixture
def url(world):
    return reverse("attendance:case", args=[world.case.pk])


def read(page, url):
    html = page.get(url).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def family(world, **facts):
    world.case.participant.birth_on = date(1990, 5, 4)
    world.case.participant.save()
    return make_family_month(world.case, PERIOD, **facts)


def worked(world, proof=ProofState.VERIFIED, minutes=360, **fields):
    """Three weeks of November at six hours a day, of a week of five days."""
    row = make_enrolment(world.case, minutes=minutes, **fields)
    for monday in MONDAYS:
        for day in range(5):
            on = monday + timedelta(days=day)
            make_entry(row, on, scheduled=minutes, proof=proof, arrived_late=day == 4)
    return row


def test_a_month_that_nobody_recorded_says_so_and_where_to_record_it(world, page, url):
    worked(world)

    text = read(page, url)

    assert "Nobody recorded yet what the family received in November 2026" in text
    assert "hours a week so far" not in text
    assert (
        reverse("attendance:family_month", args=[world.case.pk, PERIOD])
        in page.get(url).content.decode()
    )


def test_hours_so_far_and_on_course(world, page, url):
    family(world)
    worked(world)

    text = read(page, url)

    # 90 of the 120 hours of November's four weeks, and the last week as she usually comes.
    assert "23 of 30 hours a week so far" in text
    assert "On course" in text
    assert "countable hours short" not in text
    assert "from Sat, Oct 31, 2026 to Fri, Nov 27, 2026, divided by 4 weeks" in text
    assert "neither attended nor excused" not in text


def test_days_missed_without_an_excuse_are_named_in_the_sum(world, page, url):
    family(world)
    row = worked(world)
    AttendanceEntry.objects.filter(enrolment=row, day=2).update(mark=MarkCode.UNEXCUSED, attended=0)

    assert "6 h were scheduled, and neither attended nor excused" in read(page, url)


def test_unproven_hours_do_not_count_and_the_paper_is_the_way(world, page, url):
    family(world)
    row = worked(world, proof=ProofState.UNPROVEN)

    html = page.get(url).content.decode()
    text = read(page, url)

    assert "0 of 30 hours a week so far" in text
    assert "90 countable hours short" in text
    assert "90 hours are recorded and wait for proof" in text
    assert "What would close it, within the law" in text
    assert f'href="{reverse("attendance:add_proof", args=[row.pk])}">Get proof' in html
    assert "How we got this" in text
    assert "45 CFR 261" in text


def test_excused_time_that_waits_for_proof_is_told_apart_from_time_attended(world, page, url):
    """Fourteen days of six hours attended and one excused, all of them unproven."""
    family(world)
    row = worked(world, proof=ProofState.UNPROVEN)
    AttendanceEntry.objects.filter(enrolment=row, day=MONDAYS[0].day).update(
        mark=MarkCode.EXCUSED, attended=0, reason="sick"
    )

    text = read(page, url)

    assert (
        "90 hours wait for proof and can count with it: 84 hours attended,"
        " 6 hours excused or on a holiday" in text
    )
    assert "Get proof for community service" in text
    assert ": 90 hours are recorded" in text


def test_a_step_that_does_not_count_stands_beside_what_does_and_is_no_smaller(world, page, url):
    worked(world)
    make_enrolment(
        world.case,
        ActivityKind.OTHER,
        title="Ride the bus one stop further each day",
        aim="To get there on my own",
        supervisor="",
        minutes=20,
    )

    html = page.get(url).content.decode()

    assert html.count('class="c-taken__one"') == 2
    text = read(page, url)
    assert "Counts for the plan" in text
    assert "To get there on my own" in text
    assert "20 minutes" in text
    assert "Proof" not in html[html.index("Ride the bus") :].split("</li>")[0]


def test_being_on_time_is_told_as_a_gain(world, page, url):
    worked(world)

    assert "On time 12 of 15 times" in read(page, url)


def test_being_on_time_beside_a_day_missed_is_said_of_the_days_they_came(world, page, url):
    row = worked(world)
    AttendanceEntry.objects.filter(enrolment=row).update(arrived_late=False)
    assert "On time every time: 15 of 15" in read(page, url)

    make_entry(row, date(2026, 11, 23), mark=MarkCode.UNEXCUSED, attended=0, arrived_late=None)

    text = read(page, url)
    assert "every time" not in text
    assert "On time on each of the 15 days they came" in text


def test_the_page_says_which_days_the_rate_takes_for_the_month(world, page, url):
    family(world)
    worked(world)

    assert "For the rate, November 2026 runs from Sat, Oct 31, 2026 to Fri, Nov 27, 2026" in read(
        page, url
    )
    sheet = page.get(reverse("attendance:month", args=[world.case.participant_id]))
    assert "runs from Sat, Oct 31, 2026 to Fri, Nov 27, 2026" in sheet.content.decode()
    # May 2026 has its last Friday on the 29th and begins on a Friday.
    sheet = page.get(
        reverse("attendance:month", args=[world.case.participant_id]), {"month": "2026-05"}
    )
    assert "from Sat, Apr 25, 2026 to Fri, May 29, 2026" in sheet.content.decode()


def test_more_than_was_scheduled_or_needed_is_no_part_of_it(world, page, url):
    family(world, children=0)
    row = worked(world, minutes=600)
    AttendanceEntry.objects.filter(enrolment=row).update(scheduled=360)

    text = read(page, url)

    assert "38 hours a week so far, 30 needed" in text
    assert "50 hours, 30 hours scheduled, 50 hours proven" in text
    assert "of 30 hours" not in text


def test_refused_proof_is_not_said_to_wait(world, page, url):
    family(world)
    row = worked(world, proof=ProofState.UNPROVEN)
    AttendanceEntry.objects.filter(enrolment=row, day__lt=9).update(proof=ProofState.REJECTED)

    text = read(page, url)

    assert "60 wait for proof; the proof of 30 more was not accepted" in text


def test_what_is_left_of_each_limit_is_said_with_its_paragraph(world, page, url):
    family(world)
    worked(world)

    text = read(page, url)

    assert "Excused absence this month: 0 of 16 hours, 16 left" in text
    assert "Vocational education in a lifetime: 0 of 12 months, 12 left" in text


def test_a_family_that_the_rate_leaves_out_is_short_of_nothing(world, page, url):
    family(world, tanf_cents=0)
    worked(world, proof=ProofState.UNPROVEN)

    text = read(page, url)

    assert "This family is not in the rate this month" in text
    assert "countable hours short" not in text


def test_a_closed_case_a_long_name_and_nothing_at_all_still_make_a_page(world, sign_in):
    name = "Ma" + "ría" * 40 + " de los Ángeles Quishpe"
    case = make_case(world, name[:128], worker=world.carla)

    text = read(sign_in(world.carla), reverse("attendance:case", args=[case.pk]))

    assert "Nothing yet that counts." in text
    assert "A small one is a good one" in text


def test_another_agencys_case_does_not_exist_and_provider_staff_see_none(world, sign_in, url):
    row = worked(world)
    stranger = make_worker(make_world("Elsewhere"))

    assert sign_in(stranger).get(url).status_code == 404
    activity = reverse("attendance:activity", args=[row.pk])
    assert sign_in(stranger).get(activity).status_code == 404


def test_who_may_read_and_not_edit_sees_why(world, sign_in, url):
    worked(world)
    officer = make_worker(world, Role.PRIVACY_OFFICER, agency=world.public)

    text = read(sign_in(officer), url)

    assert "This is done by" in text
    assert "Add an activity" not in text


@pytest.mark.parametrize("many", [2, 40])
def test_the_page_asks_the_same_however_much_there_is(
    world, page, url, django_assert_num_queries, many
):
    family(world)
    for number in range(many):
        row = make_enrolment(world.case, title=f"Activity {number}", starts_on=date(2026, 9, 1))
        make_entry(row, date(2026, 11, 16), scheduled=30)
    page.get(url)

    with django_assert_num_queries(26):
        page.get(url)


def sent(world, key, **fields):
    form = {
        "person": world.case.participant_id,
        "kind": "7",
        "title": "Front desk, Elm Street school",
        "supervisor": "Rosa Delgado",
        "starts_on": "2026-11-23",
        "hours_0": "4",
        "at_0": "09:00",
        "hours_2": "6.5",
        "submission_key": key(),
    }
    return form | fields


def test_an_activity_is_added_with_its_week_and_a_double_click_adds_one(world, page, key):
    url = reverse("attendance:enrol", args=[world.case.pk])
    form = sent(world, key, aim="To be useful")

    for _click in range(2):
        assert page.post(url, form).status_code == 302

    row = ActivityEnrolment.objects.get()
    assert (row.title, row.aim) == ("Front desk, Elm Street school", "To be useful")
    assert list(row.schedule.values_list("weekday", "minutes")) == [(0, 240), (2, 390)]


def test_a_step_asks_for_no_more_than_a_step_needs(world, page, key):
    url = reverse("attendance:enrol", args=[world.case.pk])
    html = page.get(url, {"kind": "step"}).content.decode()
    for name in ("provider", "supervisor", "homework", "after_vocational"):
        assert f'name="{name}"' not in html
    form = {
        "kind": "step",
        "person": world.case.participant_id,
        "title": "Ride the bus one stop further",
        "starts_on": "2026-11-23",
        "submission_key": key(),
    }

    refused = page.post(url, form | {"title": "", "aim": "To get there alone"})
    assert refused.status_code == 422
    assert "To get there alone" in refused.content.decode()
    assert 'name="supervisor"' not in refused.content.decode()
    assert page.post(url, form).status_code == 302

    row = ActivityEnrolment.objects.get()
    assert (row.activity, row.title) == (ActivityKind.OTHER, "Ride the bus one stop further")
    assert not row.schedule.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": ""}, "Choose what kind of activity it is"),
        ({"supervisor": ""}, "Federal rules ask who supervises"),
        ({"hours_0": "25"}, "Enter hours between 0 and 24."),
        ({"hours_0": "-1"}, "Enter hours between 0 and 24."),
        ({"hours_0": "four"}, "Enter a number"),
        ({"title": ""}, "This field is required"),
    ],
)
def test_a_refused_activity_comes_back_with_everything_typed(world, page, key, fields, sentence):
    url = reverse("attendance:enrol", args=[world.case.pk])

    answer = page.post(url, sent(world, key, aim="Kept words") | fields)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html
    assert "Kept words" in html
    assert not ActivityEnrolment.objects.exists()


def test_somebody_who_joined_the_household_can_begin_something(world, page, key):
    other = make_person(world, "Luis Rivera")
    HouseholdMember.objects.create(
        site=world.site,
        household=world.case.household,
        person=other,
        relation="spouse",
        starts_on=date(2026, 6, 1),
    )

    page.post(reverse("attendance:enrol", args=[world.case.pk]), sent(world, key, person=other.pk))

    assert ActivityEnrolment.objects.get().person == other


def test_adults_are_offered_first_and_children_under_14_not_at_all(world, page):
    family = {
        "Young Teen": date(2012, 11, 23),  # 14 today, Nov 23, 2026
        "Small Child": date(2012, 11, 24),  # 14 tomorrow
        "Grown Up": date(2008, 11, 23),  # 18 today
        "Old Teen": date(2008, 11, 24),
        "No Date": None,
    }
    for name, born in family.items():
        HouseholdMember.objects.create(
            site=world.site,
            household=world.case.household,
            person=make_person(world, name, birth_on=born),
            relation="other_relative",
            starts_on=date(2026, 6, 1),
        )

    html = page.get(reverse("attendance:enrol", args=[world.case.pk])).content.decode()

    names = re.search(r'<select[^>]*name="person".*?</select>', html, re.DOTALL).group()
    assert re.findall(r"<option[^>]*>([^<]*)<", names) == [
        "Choose a person",
        "Ana Rivera",
        "Grown Up",
        "No Date",
        "Young Teen",
        "Old Teen",
    ]


def test_a_participant_under_14_may_begin_something_herself(world, page):
    world.case.participant.birth_on = date(2013, 5, 4)
    world.case.participant.save()

    html = page.get(reverse("attendance:enrol", args=[world.case.pk])).content.decode()

    assert f'<option value="{world.case.participant_id}" selected>' in html


def test_two_people_who_change_an_activity_see_both_texts_in_words(world, page, key):
    row = make_enrolment(world.case, title="First")
    url = reverse("attendance:activity", args=[row.pk])
    form = {"kind": "7", "supervisor": "Rosa", "version": "1"}
    page.post(url, form | {"title": "Theirs", "submission_key": key()})

    mine = {"title": "Mine", "kind": "4", "homework": "2.5", "submission_key": key()}
    answer = page.post(url, form | mine)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in html
    assert "Community service" in html
    assert "Work experience" in html
    chosen = {**form, **mine, "title": "Mine", "version": "2", "submission_key": key()}
    assert page.post(url, chosen).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.activity, row.homework_minutes_a_week) == ("Mine", 4, 150)


def test_a_week_is_changed_and_an_activity_ended_on_its_page(world, page, key):
    row = make_enrolment(world.case, weekdays=[0])
    week = {"starts_on": "2026-12-01", "hours_4": "5", "submission_key": key()}
    end = {"last_day": "2026-12-18", "reason": "Found a job", "submission_key": key()}

    page.post(reverse("attendance:schedule", args=[row.pk]), week)
    page.post(reverse("attendance:end", args=[row.pk]), end)

    row.refresh_from_db()
    assert row.ends_on == date(2026, 12, 19)
    assert "Found a job" in read(page, reverse("attendance:activity", args=[row.pk]))
    page.post(reverse("attendance:reopen", args=[row.pk]), {"submission_key": key()})
    row.refresh_from_db()
    assert row.ends_on is None


def hand_in(page, row, key, **fields):
    form = {
        "kind": "time_sheet",
        "file": SimpleUploadedFile("sheet.pdf", b"%PDF-1.7 sheet"),
        "covers_from": "2026-11-02",
        "last_day": "2026-11-20",
        "stated": "90",
        "submission_key": key(),
    }
    return page.post(reverse("attendance:add_proof", args=[row.pk]), form | fields)


def test_one_paper_is_handed_in_looked_at_and_accepted(world, page, key, url):
    family(world)
    row = worked(world, proof=ProofState.UNPROVEN)

    hand_in(page, row, key)
    paper = Evidence.objects.get()
    at = reverse("attendance:proof", args=[paper.pk])
    before = read(page, at)
    page.post(reverse("attendance:accept_proof", args=[paper.pk]), {"submission_key": key()})

    assert "15 days wait with it" in before
    assert "90 hours" in before
    assert "15 days proven by it" in read(page, at)
    assert "23 of 30 hours a week so far" in read(page, url)


def test_a_paper_that_states_other_hours_shows_the_difference_before_it_is_accepted(
    world, page, key
):
    row = worked(world, proof=ProofState.UNPROVEN)
    hand_in(page, row, key, stated="88.5")
    paper = Evidence.objects.get()
    accept = reverse("attendance:accept_proof", args=[paper.pk])

    assert "The paper states 88.5 hours and 90 are entered" in read(
        page, reverse("attendance:proof", args=[paper.pk])
    )
    assert page.post(accept, {"why": "", "submission_key": key()}).status_code == 422
    page.post(accept, {"why": "Lunch is paid", "submission_key": key()})
    paper.refresh_from_db()
    assert (paper.state, paper.decision_reason) == (ProofState.VERIFIED, "Lunch is paid")


def test_a_refused_file_leaves_neither_paper_nor_proof(world, page, key):
    row = worked(world, proof=ProofState.UNPROVEN)

    answer = hand_in(page, row, key, file=SimpleUploadedFile("x.pdf", b"MZ\x90\x00"), note="Kept")

    assert answer.status_code == 422
    assert "Kept" in answer.content.decode()
    assert not Evidence.objects.exists()
    assert not world.case.documents.exists()


def test_a_span_that_is_refused_does_not_leave_its_paper_behind(world, page, key):
    row = worked(world, proof=ProofState.UNPROVEN)

    answer = hand_in(page, row, key, last_day="2026-11-01")

    assert "The last day is before the first" in answer.content.decode()
    assert not world.case.documents.exists()


def test_the_form_begins_with_the_days_that_wait(world, page):
    row = worked(world, proof=ProofState.UNPROVEN)

    html = page.get(reverse("attendance:add_proof", args=[row.pk])).content.decode()

    assert 'value="2026-11-02"' in html
    assert 'value="2026-11-20"' in html


def test_staff_of_the_place_hand_in_and_see_nothing_of_the_case(world, sign_in, key):
    school = Agency.objects.create(name="Concourse", employer_kind=EmployerKind.CONTRACTOR)
    row = worked(world, ProofState.UNPROVEN, provider=make_provider(world, agency=school))
    teacher = make_worker(world, Role.PROVIDER, agency=school)
    client = sign_in(teacher)

    answer = hand_in(client, row, key)

    assert answer.status_code == 302
    paper = Evidence.objects.get()
    html = client.get(reverse("attendance:proof", args=[paper.pk])).content.decode()
    assert "not by the place that sent it" in html
    assert reverse("attendance:case", args=[world.case.pk]) not in html
    assert reverse("documents:download", args=[paper.document_id]) not in html


def test_staff_of_the_place_do_not_see_what_the_case_worker_handed_in(world, sign_in, key):
    school = Agency.objects.create(name="Concourse", employer_kind=EmployerKind.CONTRACTOR)
    row = worked(world, ProofState.UNPROVEN, provider=make_provider(world, agency=school))
    hand_in(sign_in(world.carla), row, key, note="She told me of her illness")
    paper = Evidence.objects.get()
    teacher = make_worker(world, Role.PROVIDER, agency=school)

    answer = sign_in(teacher).get(reverse("attendance:proof", args=[paper.pk]))

    assert answer.status_code == 404


def test_hours_of_a_job_are_counted_ahead_until_a_change(world, page, key, url):
    job = worked(world, ProofState.UNPROVEN, activity=ActivityKind.UNSUBSIDIZED, supervisor="")
    hand_in(page, job, key, kind="pay_stub")
    paper = Evidence.objects.get()
    page.post(reverse("attendance:accept_proof", args=[paper.pk]), {"submission_key": key()})
    page.post(
        reverse("attendance:project", args=[paper.pk]), {"hours": "30", "submission_key": key()}
    )

    assert "30 hours a week are counted ahead, through Fri, Apr 30, 2027" in read(page, url)
    ahead = HoursProjection.objects.get()
    change = {"on": "2026-11-20", "what": "Fewer hours", "submission_key": key()}
    page.post(reverse("attendance:report_change", args=[ahead.pk]), change)
    assert "counted ahead" not in read(page, url)


def test_a_module_is_finished_with_the_persons_own_words(world, page, key, url):
    row = make_enrolment(world.case, ActivityKind.JOB_SEARCH)
    module = Module.objects.create(site=world.site, name="Resume")
    form = {"module": module.pk, "on": "2026-11-20", "takeaway": "I have done more than I thought"}

    page.post(reverse("attendance:finish_module", args=[row.pk]), form | {"submission_key": key()})

    assert "I have done more than I thought" in read(page, url)
    done = ModuleDone.objects.get()
    page.post(
        reverse("attendance:take_module_back", args=[row.pk, done.pk]), {"submission_key": key()}
    )
    assert not ModuleDone.objects.exists()


@pytest.mark.parametrize("on", ["2026-03-01", "2026-11-24"])
def test_a_module_is_finished_while_the_activity_goes_on(world, page, key, on):
    row = make_enrolment(world.case, ActivityKind.JOB_SEARCH, starts_on=date(2026, 3, 2))
    module = Module.objects.create(site=world.site, name="Resume")
    form = {"module": module.pk, "on": on, "submission_key": key()}

    answer = page.post(reverse("attendance:finish_module", args=[row.pk]), form)

    assert "Choose a day since the activity began" in answer.content.decode()


def test_modules_of_a_site_are_added_once_and_ended(world, page, key):
    url = reverse("attendance:modules")
    form = {"name": "Interview", "about": "Ten minutes", "site": world.site.pk}

    page.post(url, form | {"submission_key": key()})
    again = page.post(url, form | {"name": "interview", "submission_key": key()})

    assert "is on the list already" in again.content.decode()
    module = Module.objects.get()
    page.post(reverse("attendance:end_module", args=[module.pk]), {"submission_key": key()})
    assert "No module is on the list yet" in read(page, url)


def test_the_case_page_tells_of_hours_and_leads_there(world, page, url):
    worked(world, title="Packing at the pantry")
    make_enrolment(world.case, ActivityKind.OTHER, title="One stop further")

    text = read(page, reverse("desk:case", args=[world.case.pk]))

    assert "Packing at the pantry · One stop further" in text
    assert AttendanceEntry.objects.count() == 15
    assert url in page.get(reverse("desk:case", args=[world.case.pk])).content.decode()
