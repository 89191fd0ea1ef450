"""Each story that was promised is told in a county of 300."""

import itertools
import re
from datetime import date, timedelta

import pytest
from django.db.models import Count, F, Max, Q

from caseway.agencies.models import Leave, Membership, Role
from caseway.cases.models import (
    Address,
    Assignment,
    Case,
    Characteristic,
    Contact,
    ContactPoint,
    HandOff,
    HouseholdMember,
    LastLook,
    Person,
    SafetyRecord,
    Snooze,
    Task,
)
from caseway.demo.stories.apart import LONGEST
from tests.demo.told.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _loaded(county):
    return county


@pytest.mark.parametrize("site", ["harbor-county", "meridian-queens", "five-borough-coaching"])
def test_each_site_has_cases_at_every_stage_of_its_way(site):
    stages = set(Case.objects.filter(site__slug=site).values_list("stage", flat=True))

    wanted = {"assessment", "job_search", "placed", "retention", "closed"}
    if site != "five-borough-coaching":
        wanted |= {"initial_contact", "eligibility", "planning", "activities"}
    assert wanted <= stages


def test_somebody_wrote_on_friday_and_waits_for_an_answer():
    waiting = Contact.objects.filter(kind="message_in", needs_reply=True, answered_by=None)

    assert {row.at.astimezone().date() for row in waiting} == {date(2026, 11, 20)}
    assert waiting.count() >= 2


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def test_whoever_says_thank_you_for_a_day_was_met_that_day():
    thanks = Contact.objects.filter(kind="message_in", text__startswith="Thank you for ")
    for row in thanks.select_related("case"):
        day = row.at.astimezone().date()
        named = re.match(r"Thank you for (\w+)\.", row.text)[1]
        back = 1 if named == "yesterday" else (day.weekday() - WEEKDAYS.index(named)) % 7 or 7
        met = row.case.contacts.filter(kind="meeting", at__date=day - timedelta(days=back))
        assert met.exists(), (row.text, day)

    assert thanks.count() >= 2


def test_no_entry_speaks_of_tomorrow_and_none_names_its_own_weekday_as_one_to_come():
    for text, at in Contact.objects.values_list("text", "at"):
        assert not re.search(r"\b(tomorrow|cita de mañana)\b", text)
        coming = re.search(
            r"(?:interview|Interview|visits|late|moved to|possible) (?:on )?(\w+day)\b", text
        )
        if coming:
            assert coming[1] in WEEKDAYS[:5]
            assert coming[1] != WEEKDAYS[at.astimezone().weekday()], text


def test_somebody_did_not_make_an_appointment_in_the_last_days():
    missed = Task.objects.filter(kind="appointment", outcome="missed")

    assert missed.filter(due_on__gte=TODAY - timedelta(days=6), due_on__lt=TODAY).exists()


def test_a_proof_is_due_in_three_days_and_a_check_in_about_now():
    open_tasks = Task.objects.filter(closed_at=None)

    assert open_tasks.filter(kind="verification", due_on=TODAY + timedelta(days=3)).exists()
    assert open_tasks.filter(kind="job_start", due_on__lte=TODAY + timedelta(days=1)).exists()
    assert open_tasks.filter(kind="adverse_date", due_on__gt=TODAY).exists()
    assert open_tasks.filter(kind="review").exists()


def test_somebody_stopped_answering_and_the_tries_are_on_record():
    tried = Case.objects.filter(closed_on=None).annotate(
        tries=Count("contacts", filter=Q(contacts__kind="attempt")),
        met=Max("contacts__at", filter=Q(contacts__kind="meeting")),
    )

    assert tried.filter(tries__gte=3, met__date__lte=TODAY - timedelta(days=23)).exists()


def test_a_hand_off_between_two_contractors_waits_to_be_taken_up():
    row = HandOff.objects.filter(accepted_at=None).order_by("pk")[0]

    assert row.from_agency.employer_kind == row.to_agency.employer_kind == "contractor"
    assert row.from_agency != row.to_agency
    assert TODAY <= row.next_contact_by <= row.made_at.date() + timedelta(days=7)
    assert Assignment.objects.filter(
        case=row.case, agency=row.from_agency, ends_on=row.made_at.date()
    ).exists()


def test_a_vacant_post_keeps_its_cases_in_the_queue_with_their_history():
    vacant = Assignment.objects.filter(ends_on=None, staff=None)

    assert vacant.count() >= 3
    assert set(vacant.values_list("is_lead", flat=True)) == {True}
    case = vacant.filter(case__opened_on__lt=TODAY - timedelta(days=60)).first().case
    before = case.assignments.get(part="contractor_worker", ends_on__isnull=False)
    assert before.staff is not None
    assert not before.staff.is_active


def test_one_worker_is_away_with_a_cover_and_one_without_and_neither_has_written_since():
    away = list(Leave.objects.filter(starts_on__lte=TODAY, ends_on__gt=TODAY))

    assert sorted(row.covered_by is None for row in away) == [False, True]
    for row in away:
        assert not Contact.objects.filter(by=row.user, at__date__gte=row.starts_on).exists()
        assert row.user.assignments.filter(ends_on=None).exists()


def test_one_case_has_a_history_of_four_hundred_contacts():
    longest = Case.objects.annotate(n=Count("contacts")).order_by("-n")[0]

    assert longest.contacts.count() >= 400
    assert longest.opened_on <= longest.contacts.last().at.date()


def test_safety_records_are_there_with_an_address_that_is_confidential():
    people = set(SafetyRecord.objects.values_list("person", flat=True))
    hidden = set(Address.objects.filter(is_confidential=True).values_list("person", flat=True))

    assert people
    assert people == hidden
    assert not ContactPoint.objects.filter(person__in=people, ok_to_leave_message=True).exists()
    trained = Membership.objects.filter(safety_trained=True, role=Role.CASE_MANAGER)
    untrained = Membership.objects.filter(safety_trained=False, role=Role.CASE_MANAGER)
    assert trained.exists()
    assert untrained.exists()


def test_names_of_every_form_are_there():
    names = set(Person.objects.values_list("name_used", flat=True))

    assert len(LONGEST.full) == 128
    assert {LONGEST.full, "Siobhan O'Neill", "Carmine D'Angelo", "Rokeya"} <= names
    assert "Xiomara De la Cruz Quishpe" in names
    lupe = Person.objects.get(name_used="Lupe Galarza")
    assert set(lupe.names.values_list("kind", flat=True)) == {"used", "legal", "former"}


def test_somebody_was_born_on_a_leap_day():
    assert Person.objects.filter(birth_on=date(1996, 2, 29), cases__closed_on=None).exists()


def test_twins_share_a_household_a_surname_and_a_birthday():
    shared = (
        HouseholdMember.objects.filter(relation="child")
        .values("household", "person__birth_on")
        .annotate(n=Count("person"))
        .filter(n=2)
    )

    assert shared.exists()


def test_one_person_was_entered_twice_with_two_letters_swapped():
    pairs = [
        (one, other)
        for one in Person.objects.filter(cases__stage="job_search")
        for other in Person.objects.filter(
            birth_on=one.birth_on, cases__stage="initial_contact", site=one.site
        )
        if sorted(one.name_used) == sorted(other.name_used) and one.name_used != other.name_used
    ]

    assert len(pairs) >= 2


def test_families_of_every_kind_are_there():
    kinds = set(HouseholdMember.objects.values_list("relation", flat=True))
    participants = Person.objects.filter(cases__isnull=False)

    assert {"self", "child", "grandchild"} <= kinds
    father = participants.filter(language="bn", needs_interpreter=True, birth_on__lt="1999-01-01")
    assert father.exists()
    assert Characteristic.objects.filter(kind="limited_english").exists()
    assert Characteristic.objects.filter(
        kind="teen_parent", person__in=participants.filter(birth_on__gt=date(2006, 11, 23))
    ).exists()


def test_nothing_was_logged_in_the_future_on_a_weekend_or_before_the_case_opened():
    assert not Contact.objects.filter(at__date__gte=TODAY).exists()
    assert not Contact.objects.filter(at__week_day__in=(1, 7)).exists()
    assert not Contact.objects.filter(at__date__lt=F("case__opened_on")).exists()


def test_notes_do_not_read_as_copies():
    notes = list(Contact.objects.filter(kind="meeting").values_list("text", flat=True))

    assert len(set(notes)) > 0.95 * len(notes)
    assert not [text for text in notes if "{" in text or "  " in text]


def test_a_few_notes_and_messages_are_in_spanish():
    spanish = Contact.objects.filter(person__language="es")

    assert spanish.filter(kind="message_in", text__regex="[¿áéíóú]").exists()
    assert spanish.filter(kind="meeting", text__contains="español").exists()


def test_somebody_was_put_off_with_a_reason_and_comes_back_by_itself():
    rows = Snooze.objects.filter(ended_at=None)

    assert rows.exists()
    for row in rows:
        assert row.reason
        assert row.made_at.astimezone().date() < TODAY < row.until_on
        assert row.case.assignments.filter(staff=row.by, ends_on=None).exists()


def test_workers_looked_at_their_cases_before_and_some_have_news_since():
    looks = LastLook.objects.filter(case__contacts__at__gt=F("looked_at"))

    assert looks.exists()
    assert not LastLook.objects.filter(looked_at__date__gte=TODAY).exists()


def test_messages_were_answered_and_the_answer_came_later():
    answered = Contact.objects.filter(kind="message_in").exclude(answered_by=None)

    assert answered.exists()
    for row in answered:
        assert row.answered_by.kind == "message_out"
        assert row.at < row.answered_by.at


def test_a_worker_keeps_private_notes():
    assert Contact.objects.filter(kind="note", is_private=True).exists()
    assert Contact.objects.filter(kind="note", is_private=False).exists()


def test_brothers_and_sisters_are_a_year_apart_unless_they_are_twins():
    households: dict[int, list[date]] = {}
    children = HouseholdMember.objects.filter(relation__in=["child", "grandchild"])
    for household, born in children.values_list("household", "person__birth_on"):
        households.setdefault(household, []).append(born)

    for days in households.values():
        ordered = sorted(days)
        gaps = [(later - sooner).days for sooner, later in itertools.pairwise(ordered)]
        assert all(gap == 0 or gap > 80 for gap in gaps), ordered


def test_nobody_was_known_before_the_case_opened_or_born_after_she_was_known():
    for case in Case.objects.select_related("participant"):
        assert case.participant.created_at.astimezone().date() == case.opened_on
        assert case.participant.birth_on < case.opened_on - timedelta(days=14 * 365)


def test_the_public_worker_held_the_half_yearly_reviews_of_long_cases():
    old = Case.objects.filter(
        site__slug="harbor-county", closed_on=None, opened_on__lt=TODAY - timedelta(days=260)
    )

    assert old.exists()
    for case in old:
        by_public = case.contacts.filter(kind="meeting", agency__employer_kind="public")
        assert by_public.filter(at__date__gte=TODAY - timedelta(days=185)).exists(), case


def test_a_visitor_opens_a_caseload_of_a_size_that_one_worker_can_have():
    held = Assignment.objects.filter(staff__name="Marisol Vega", ends_on=None).count()

    assert 55 <= held <= 90
