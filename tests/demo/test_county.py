"""The county holds what was promised: every story, whole cases, nobody real."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Count, F, Max, Q

from caseway.agencies.models import FunctionHolder, Leave, Membership, Region, Role, Site
from caseway.cases.models import (
    Address,
    Assignment,
    Case,
    Characteristic,
    Contact,
    ContactPoint,
    HandOff,
    HouseholdMember,
    Identifier,
    NameKey,
    Person,
    PersonName,
    SafetyRecord,
    Task,
)
from caseway.demo import places
from caseway.demo.loader.county import TABLES
from caseway.demo.stories.apart import LONGEST
from caseway.kernel.models import AuditEntry, User
from caseway.rules.functions import FUNCTIONS, PRESETS, TABLE, FunctionCode, Holders
from caseway.rules.functions.table import totals
from caseway.rules.records.names import name_keys
from tests.demo.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded(county):
    return county


def test_as_many_cases_as_asked_for_are_there():
    assert Case.objects.count() == 300


def test_every_open_case_has_exactly_one_lead_and_no_closed_one_has_any():
    leads = Case.objects.annotate(
        leads=Count("assignments", filter=Q(assignments__is_lead=True, assignments__ends_on=None))
    )

    assert not leads.filter(closed_on=None).exclude(leads=1).exists()
    assert not leads.exclude(closed_on=None).exclude(leads=0).exists()


def test_every_row_passes_the_checks_of_its_model():
    # Foreign keys are checked by the database; asking for each of them here would take minutes.
    for model in TABLES:
        links = [field.name for field in model._meta.fields if field.is_relation]
        for row in model.objects.order_by("pk")[::7]:
            row.full_clean(exclude=links, validate_unique=False, validate_constraints=False)


def test_every_constraint_of_every_table_holds_on_a_sample():
    for model in TABLES:
        for row in model.objects.order_by("pk")[::97]:
            row.validate_constraints()


def test_each_person_has_one_name_used_and_it_is_the_name_shown():
    shown = Person.objects.annotate(used=Count("names", filter=Q(names__is_used=True)))

    assert not shown.exclude(used=1).exists()
    assert not PersonName.objects.filter(is_used=True).exclude(
        full_name=F("person__name_used")
    ).exists()


def test_each_name_can_be_found_by_its_keys():
    for person in Person.objects.order_by("pk")[::23]:
        kept = set(NameKey.objects.filter(person=person).values_list("key", flat=True))
        written = person.names.values_list("full_name", flat=True)

        assert kept == set().union(*(name_keys(name) for name in written))


def test_no_social_security_number_could_be_anybodys():
    numbers = [row.unseal("number") for row in Identifier.objects.all()]

    assert len(numbers) > 200
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        assert number.isdecimal() and len(number) == 9
        assert number[0] == "9", "areas from 900 are never issued"
        assert "01" <= number[3:5] <= "49", "50 to 99 are the tax authority's own numbers"


def test_a_number_opens_only_where_it_was_sealed_and_is_found_again():
    from caseway.kernel.models.sealing import equal_to

    row = Identifier.objects.order_by("pk")[0]
    number = row.unseal("number")

    assert number[-4:] == row.last_four
    assert Identifier.objects.get(equal_to(Identifier, "number", number)) == row


def test_every_phone_is_one_set_aside_for_fiction_and_every_mailbox_is_an_example():
    for point in ContactPoint.objects.exclude(kind="email"):
        assert point.normal[-7:-2] == "55501", point.normal
        assert len(point.normal) == 12 and point.normal.startswith("+1")
    for mailbox in ContactPoint.objects.filter(kind="email").values_list("value", flat=True):
        assert mailbox.endswith("@example.org")
    for mailbox in User.objects.values_list("email", flat=True):
        assert mailbox.endswith("@example.org")


def test_every_zip_is_real_and_stands_in_its_borough():
    for address in Address.objects.all():
        assert places.zips()[address.zip_code].borough == address.borough


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
    assert before.staff is not None and not before.staff.is_active


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

    assert people and people == hidden
    assert not ContactPoint.objects.filter(person__in=people, ok_to_leave_message=True).exists()
    trained = Membership.objects.filter(safety_trained=True, role=Role.CASE_MANAGER)
    untrained = Membership.objects.filter(safety_trained=False, role=Role.CASE_MANAGER)
    assert trained.exists() and untrained.exists()


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


def test_table_ii_1_stands_in_the_six_sites_of_the_study_in_all_cells():
    for preset in PRESETS.values():
        site = Site.objects.get(name=preset.name)
        region = site.regions.get(kind="contracted")
        held: dict[FunctionCode, set[str]] = {code: set() for code in FunctionCode}
        for row in FunctionHolder.objects.filter(region=region, ends_on=None):
            held[FunctionCode(row.function)].add(row.employer_kind)
        for code in FUNCTIONS:
            assert Holders.of(frozenset(held[code])) == TABLE[code, preset.code], (preset, code)
    assert totals().marks == 49
    assert not Case.objects.filter(site__slug__startswith="study-").exists()


def test_two_sites_of_the_study_have_regions_where_the_public_agency_does_all():
    public = Region.objects.filter(site__slug__startswith="study-", kind="public")

    assert sorted(public.values_list("site__name", flat=True)) == ["San Diego County", "Wisconsin"]
    kinds = FunctionHolder.objects.filter(region__in=public).values_list("employer_kind", flat=True)
    assert set(kinds) == {"public"}


def test_loading_is_one_line_in_the_audit_log():
    assert AuditEntry.objects.filter(action="audit suspended").count() == 1
    assert AuditEntry.objects.count() == 1


def test_every_model_that_can_hold_a_case_row_is_filled_or_left_empty_on_purpose():
    ours = {model for model in apps.get_app_config("cases").get_models()}
    empty = {model.__name__ for model in ours if not model.objects.exists()}

    assert empty == {"LastLook", "Merge", "Snooze"}
    assert settings.DEMONSTRATION
