"""When two records of a person become one, her activities, hours and proof come along."""

from datetime import UTC, date, datetime

import pytest

from caseway.agencies.models import Role
from caseway.attendance.actions.recompute import recompute
from caseway.attendance.models import AttendanceEntry, CaseMonth, MemberMonth
from caseway.cases.actions.merging import merge_people, undo_merge
from tests.factories import (
    make_case,
    make_enrolment,
    make_entry,
    make_family_month,
    make_worker,
    make_world,
)

pytestmark = pytest.mark.django_db
EARLIER = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@pytest.fixture
def twins():
    world = make_world()
    world.boss = make_worker(world, Role.SUPERVISOR, agency=world.public)
    world.kept, world.gone = make_case(world, "Ana Rivera"), make_case(world, "Anna Rivera")
    make_entry(make_enrolment(world.gone), date(2026, 11, 2))
    make_family_month(world.gone, 202611)
    return world


def merged(world):
    kept, gone = world.kept.participant, world.gone.participant
    return merge_people(kept=kept, gone=gone, reason="Same card", by=world.boss, at=NOW)


def test_entries_and_facts_of_the_month_follow_and_come_back(twins):
    merge = merged(twins)

    assert AttendanceEntry.objects.get().person_id == twins.kept.participant_id
    assert MemberMonth.objects.get(role="parent_head").person_id == twins.kept.participant_id
    undo_merge(merge=merge, by=twins.boss, at=NOW)
    assert AttendanceEntry.objects.get().person_id == twins.gone.participant_id
    assert MemberMonth.objects.get(role="parent_head").person_id == twins.gone.participant_id


def test_a_month_in_which_both_records_stand_keeps_the_kept_ones_facts(twins):
    month = twins.gone.family_months.get()
    MemberMonth.objects.create(
        site=twins.site, family_month=month, person=twins.kept.participant, role="other_adult"
    )

    merged(twins)

    roles = month.members.exclude(role="child").values_list("person__name_used", "role")
    assert set(roles) == {("Ana Rivera", "other_adult"), ("Anna Rivera", "parent_head")}


def test_months_that_were_worked_out_are_worked_out_anew(twins):
    recompute([twins.gone.pk], 202611, EARLIER)

    merged(twins)

    month = CaseMonth.objects.get(case=twins.gone, period=202611)
    assert NOW in {month.stale_since, month.computed_at}
