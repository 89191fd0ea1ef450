"""Who holds a case: one lead always, no part without a row, history kept."""

from datetime import UTC, date, datetime

import pytest

from caseway.agencies.actions.functions import place_holders
from caseway.agencies.models import Presence, Region, RegionKind, Role
from caseway.cases.actions.assignments import Holder, assign, make_lead, take, vacate
from caseway.cases.actions.hand_offs import accept, hand_off
from caseway.cases.actions.regions import move_region
from caseway.cases.actions.stages import change_stage, close_case
from caseway.cases.models import Assignment, Case, Part, Stage
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import StaleRecord
from caseway.rules.functions import RegionKind as RuleRegionKind
from caseway.rules.functions import SiteCode, site_holders
from tests.factories import LONG_AGO, make_case, make_worker, make_world

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *a, **k: TODAY)
    world = make_world(code=SiteCode.SD)
    world.boss = make_worker(world, Role.SUPERVISOR)
    world.worker = make_worker(world, name="Dana Reyes")
    world.other = make_worker(world, name="Luis Ortega")
    world.eligibility = make_worker(world, Role.ELIGIBILITY_WORKER, agency=world.public)
    world.case = make_case(world, worker=world.worker, public_worker=world.eligibility)
    return world


def parts(case):
    """Open parts: who, part, leads."""
    rows = case.assignments.filter(ends_on=None).order_by("part", "id")
    return [(row.staff and row.staff.name, row.part, row.is_lead) for row in rows]


def lead_of(case):
    return case.assignments.get(is_lead=True, ends_on=None)


def test_a_new_worker_takes_over_the_part_and_the_lead(world):
    assign(
        case=world.case,
        part=Part.CONTRACTOR_WORKER,
        to=Holder(world.contractor, world.other),
        by=world.boss,
        on=TODAY,
    )

    assert ("Luis Ortega", "contractor_worker", True) in parts(world.case)
    assert Assignment.objects.get(staff=world.worker).ends_on == TODAY


def test_a_worker_who_goes_leaves_a_vacant_part_that_keeps_the_lead(world):
    vacate(assignment=lead_of(world.case), by=world.boss, on=TODAY, reason="Left the agency")

    assert (None, "contractor_worker", True) in parts(world.case)


def test_a_supervisor_is_not_given_cases_by_being_supervisor(world):
    with pytest.raises(NotAllowed, match="does not take cases"):
        assign(
            case=world.case,
            part=Part.CONTRACTOR_WORKER,
            to=Holder(world.contractor, world.boss),
            by=world.boss,
            on=TODAY,
        )


def test_two_who_take_the_same_vacant_case_do_not_both_get_it(world):
    vacant = vacate(assignment=lead_of(world.case), by=world.boss, on=TODAY, reason="Left")

    take(assignment=vacant, by=world.other, on=TODAY)

    with pytest.raises(NotAllowed, match="a moment ago"):
        take(assignment=vacant, by=world.worker, on=TODAY)
    assert lead_of(world.case).staff == world.other


def test_the_lead_moves_whole(world):
    public = world.case.assignments.get(part=Part.PUBLIC_WORKER)

    make_lead(assignment=public, by=world.boss)

    assert [row[1] for row in parts(world.case) if row[2]] == ["public_worker"]


def test_a_hand_off_passes_the_part_and_waits_to_be_taken_up(world):
    made = hand_off(
        assignment=lead_of(world.case),
        to=Holder(world.contractor, world.other),
        note="Prefers mornings. Starts at the bakery on Dec 1.",
        by=world.worker,
        at=NOW,
        on=TODAY,
    )

    assert lead_of(world.case).staff == world.other
    assert (made.accepted_at, made.next_contact_by) == (None, date(2026, 11, 30))
    with pytest.raises(NotAllowed, match="another worker"):
        accept(hand_off=made, by=world.worker, at=NOW)
    assert accept(hand_off=made, by=world.other, at=NOW).accepted_by == world.other


@pytest.mark.parametrize(
    ("due", "allowed"), [(date(2026, 11, 30), True), (date(2026, 12, 1), False)]
)
def test_the_next_contact_after_a_hand_off_is_within_seven_days(world, due, allowed):
    def act():
        return hand_off(
            assignment=lead_of(world.case),
            to=Holder(world.contractor, world.other),
            note="Prefers mornings.",
            by=world.worker,
            at=NOW,
            on=TODAY,
            next_contact_by=due,
        )

    if allowed:
        assert act().next_contact_by == due
    else:
        with pytest.raises(NotAllowed, match="seven days"):
            act()


def test_moving_to_a_public_region_closes_the_contractor_part_that_day(world):
    south = Region.objects.create(site=world.site, name="South", kind=RegionKind.PUBLIC)
    place_holders(south, site_holders(SiteCode.SD, RuleRegionKind.PUBLIC), on=LONG_AGO)
    Presence.objects.create(agency=world.public, site=world.site, region=south, starts_on=LONG_AGO)
    boss = make_worker(world, Role.SUPERVISOR, agency=world.public)

    move_region(case=world.case, to=south, version=1, by=boss, on=TODAY)

    assert parts(world.case) == [(world.eligibility.name, "public_worker", True)]
    assert Assignment.objects.get(staff=world.worker).ends_on == TODAY
    assert not Case.objects.visible_to(world.worker).exists()


def test_a_stage_saved_over_a_newer_one_is_refused_with_both(world):
    mine = Case.objects.get(pk=world.case.pk)
    change_stage(case=world.case, stage=Stage.PLACED, version=1, by=world.worker, on=TODAY)

    with pytest.raises(StaleRecord) as stale:
        change_stage(case=mine, stage=Stage.RETENTION, version=1, by=world.worker, on=TODAY)

    assert (stale.value.theirs["stage"], stale.value.mine["stage"]) == ("placed", "retention")


def test_closing_settles_everything_that_could_alert_somebody(world):
    close_case(
        case=world.case, version=1, reason="Moved to Ohio", by=world.worker, on=TODAY, at=NOW
    )

    assert parts(world.case) == []
    assert world.case.stage_changes.filter(stage="closed").count() == 1
