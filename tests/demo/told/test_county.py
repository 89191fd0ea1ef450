"""The county is sound: whole cases, found by name, nobody real, Table II.1 in all cells."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Count, F, Q

from caseway.agencies.models import FunctionHolder, Region, Site
from caseway.cases.models import (
    Address,
    Assignment,
    Case,
    ContactPoint,
    Identifier,
    NameKey,
    Part,
    Person,
    PersonName,
)
from caseway.demo import places
from caseway.demo.loader.county import TABLES
from caseway.intake.models import GroupSeat
from caseway.kernel.models import AuditEntry, User
from caseway.rules.functions import FUNCTIONS, PRESETS, TABLE, FunctionCode, Holders
from caseway.rules.functions.table import totals
from caseway.rules.records.names import name_keys

pytestmark = [pytest.mark.django_db, pytest.mark.once]


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


def test_a_team_has_one_lead_and_its_members_are_others():
    members = Assignment.objects.filter(part="team_member", ends_on=None)

    assert members.exists()
    for row in members:
        lead = row.case.assignments.get(is_lead=True, ends_on=None)
        assert lead.staff_id != row.staff_id
        assert lead.agency_id == row.agency_id


def test_every_part_of_a_case_is_held_somewhere():
    held = set(Assignment.objects.filter(ends_on=None).values_list("part", flat=True))

    assert held == set(Part.values)


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
    assert (
        not PersonName.objects.filter(is_used=True)
        .exclude(full_name=F("person__name_used"))
        .exists()
    )


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
        assert number.isdecimal()
        assert len(number) == 9
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
        assert len(point.normal) == 12
        assert point.normal.startswith("+1")
    for mailbox in ContactPoint.objects.filter(kind="email").values_list("value", flat=True):
        assert mailbox.endswith("@example.org")
    for mailbox in User.objects.values_list("email", flat=True):
        assert mailbox.endswith("@example.org")


def test_every_zip_is_real_and_stands_in_its_borough():
    for address in Address.objects.all():
        assert places.zips()[address.zip_code].borough == address.borough


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


# What is written down by name when it is done, as in a program that is at work.
ACTS = {"plan.offered", "plan.signed", "plan.declined", "plan.proposed"}


def test_loading_is_one_line_in_the_audit_log_beside_what_was_signed():
    assert AuditEntry.objects.filter(action="audit suspended").count() == 1
    assert AuditEntry.objects.exclude(action__in=ACTS).count() == 1


def test_every_model_that_can_hold_a_case_row_is_filled_or_left_empty_on_purpose():
    ours = set(apps.get_app_config("cases").get_models())
    empty = {model.__name__ for model in ours if not model.objects.exists()}

    assert empty == {"EmergencyAccess", "Merge"}
    assert settings.DEMONSTRATION


def test_who_came_to_a_session_that_was_held_stands_in_the_log_of_the_case():
    seats = GroupSeat.objects.exclude(came="").select_related("contact", "session", "case")

    assert seats.filter(came="came").exists()
    for seat in seats:
        assert seat.contact.case == seat.case
        assert seat.contact.at == seat.session.starts_at
        assert seat.session.title in seat.contact.text
        assert seat.contact.kind == ("brief" if seat.came == "came" else "note")
    assert not GroupSeat.objects.filter(came="").exclude(contact=None).exists()
