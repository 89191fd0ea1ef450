"""Lines are loaded together for speed, and yet each stands or falls by itself."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseway.agencies.models import Role
from caseway.cases.models import (
    Address,
    Assignment,
    Case,
    ContactPoint,
    HouseholdMember,
    NameKey,
    Person,
    PersonName,
    StageChange,
)
from caseway.exchange.actions import applying
from caseway.kernel.models import AuditEntry
from caseway.kernel.refusals import NotAllowed
from tests.exchange.loading import csv_of, load, preview
from tests.factories import make_worker, make_world

pytestmark = pytest.mark.django_db
TABLES = (
    *(Person, PersonName, NameKey, ContactPoint, Address),
    *(Case, StageChange, Assignment, HouseholdMember),
)
HEAD = ("Case No", "Name", "DOB", "Phone", "ZIP")


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def boss(world):
    return make_worker(world, Role.ADMINISTRATOR, agency=world.public)


GIVEN = ("Ana", "Bilal", "Chen", "Dalia", "Emeka", "Farida", "Goran", "Hye-jin")
FAMILY = ("Rivera", "Khan", "Osman", "Petrov", "Okoro", "Sato", "Lindqvist")


def lines(many, start=0):
    """People whom nobody would take for one another."""
    return [
        (
            f"B-{n:03d}",
            f"{GIVEN[n % 8]} {FAMILY[n % 7]}",
            f"{n % 12 + 1}/{n % 27 + 1}/{1950 + n % 53}",
            f"718-555-{1000 + 37 * n}",
            "10453",
        )
        for n in range(start, start + many)
    ]


def loaded(world, boss, rows):
    return load(preview(world, boss, csv_of(HEAD, *rows)), boss)


def standing():
    """How many rows there are of each kind, and how many are in the audit log."""
    audited = Counter(AuditEntry.objects.filter(action="insert").values_list("table", flat=True))
    return {
        kind._meta.db_table: (kind.objects.count(), audited[kind._meta.db_table]) for kind in TABLES
    }


def more(after, before):
    """By how much each pair of counts has grown."""
    return {
        name: (rows - before[name][0], audited - before[name][1])
        for name, (rows, audited) in after.items()
    }


def test_loaded_together_or_one_by_one_the_same_rows_stand_and_all_are_audited(
    world, boss, monkeypatch
):
    before = standing()
    loaded(world, boss, lines(7))
    together = standing()
    monkeypatch.setattr(applying, "Together", lambda: None)
    other = make_world("Elsewhere")
    leader = make_worker(other, Role.ADMINISTRATOR, agency=other.public)
    loaded(other, leader, lines(7))
    alone = standing()

    added = more(together, before)
    assert added == more(alone, together)
    assert all(rows == audited for rows, audited in added.values())
    assert added["cases_person"] == (7, 7)
    assert added["cases_assignment"] == (14, 14)


def test_what_the_database_refuses_at_the_end_is_laid_to_the_line_that_did_it(
    world, boss, monkeypatch
):
    real = applying.make_case

    def make(row, values, desk):
        made = real(row, values, desk)
        if row.line == 4:  # a second lead, which a case cannot have
            case = Case.objects.get(pk=made["case"])
            two = [
                Assignment(
                    site=case.site,
                    case=case,
                    agency=world.public,
                    part="team_member",
                    is_lead=True,
                    starts_on=case.opened_on,
                )
            ]
            desk.write(two)
        return made

    monkeypatch.setattr(applying, "make_case", make)

    batch = loaded(world, boss, lines(5))

    fates = dict(batch.rows.exclude(fate="outside").values_list("line", "fate"))
    assert fates == {2: "new", 3: "new", 4: "refused", 5: "new", 6: "new"}
    assert batch.lines_done == 5
    numbers = Case.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == ["B-000", "B-001", "B-003", "B-004"]
    issue = batch.rows.get(line=4).issues.get()
    assert issue.params["why"] == "The records here do not allow it."
    assert PersonName.objects.count() == Person.objects.count() == 4


def test_a_line_refused_halfway_leaves_nothing_to_be_written_with_the_others(
    world, boss, monkeypatch
):
    real = applying.make_case

    def make(row, values, desk):
        made = real(row, values, desk)
        if row.line == 3:
            raise NotAllowed("Not this one.")
        return made

    monkeypatch.setattr(applying, "make_case", make)

    batch = loaded(world, boss, lines(3))

    assert batch.rows.get(line=3).fate == "refused"
    assert batch.rows.get(line=3).applied_at is None
    for kind in (Case, Person, PersonName, StageChange, HouseholdMember, ContactPoint, Address):
        assert kind.objects.count() == 2, kind


def test_one_more_new_line_costs_few_statements(world, boss):
    asked = []
    for rows in (lines(2), lines(42, start=2)):
        batch = preview(world, boss, csv_of(HEAD, *rows))
        with CaptureQueriesContext(connection) as queries:
            load(batch, boss)
        asked.append(len(queries))

    # A person, a household and a case; whether the number is free; two savepoints.
    assert (asked[1] - asked[0]) / 40 <= 9
