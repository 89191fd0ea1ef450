"""Two records of one person become one and can be parted again; safety stays hidden."""

from datetime import UTC, date, datetime

import pytest

from caseway.agencies.models import Role
from caseway.cases.actions.merging import merge_people, undo_merge
from caseway.cases.actions.moves import every_move
from caseway.cases.actions.people import rewrite_keys
from caseway.cases.actions.safety import Safety, record_safety
from caseway.cases.models import Case, Person, SafetyKind, SafetyRecord
from caseway.cases.queries.finding import find_people
from caseway.kernel.refusals import NotAllowed
from tests.factories import make_case, make_worker, make_world

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
# Made anew from the names, or part of the merging itself.
STAYS = {
    "cases.NameKey.person",
    "cases.Person.merged_into",
    "cases.Merge.kept",
    "cases.Merge.gone",
}


@pytest.fixture
def world():
    world = make_world()
    world.boss = make_worker(world, Role.SUPERVISOR, agency=world.public)
    world.one = make_case(world, "Ana Rivera").participant
    world.two = make_case(world, "Anna Rivera Gómez").participant
    for person in (world.one, world.two):
        rewrite_keys(person)
    return world


def test_everything_that_points_to_a_person_is_moved_or_said_to_stay():
    pointing = {
        f"{relation.related_model._meta.label}.{relation.field.name}"
        for relation in Person._meta.get_fields(include_hidden=True)
        if relation.one_to_many or relation.one_to_one
    }

    assert pointing - STAYS == {move.name for move in every_move()}


def test_a_merge_moves_names_and_cases_and_the_undoing_gives_them_back(world):
    def picture():
        return [
            (
                person.pk,
                person.merged_into_id,
                sorted(person.names.values_list("full_name", "is_used")),
                sorted(person.cases.values_list("number", flat=True)),
                sorted(person.name_keys.values_list("key", flat=True)),
            )
            for person in Person.objects.order_by("pk")
        ]

    before = picture()

    merge = merge_people(kept=world.one, gone=world.two, reason="Same card", by=world.boss, at=NOW)

    assert world.one.cases.count() == 2
    assert [found.person for found in find_people(world.boss, "Anna Rivera Gomez")] == [world.one]
    undo_merge(merge=merge, by=world.boss, at=NOW)
    assert picture() == before


def test_a_person_merged_before_is_not_merged_again(world):
    merge_people(kept=world.one, gone=world.two, reason="Same card", by=world.boss, at=NOW)

    with pytest.raises(NotAllowed, match="merged before"):
        merge_people(kept=world.one, gone=world.two, reason="Again", by=world.boss, at=NOW)


def test_somebody_who_does_not_see_both_does_not_merge_them(world):
    contractor = make_worker(world, Role.SUPERVISOR)
    Case.objects.get(participant=world.two).assignments.all().delete()

    with pytest.raises(NotAllowed):
        merge_people(kept=world.one, gone=world.two, reason="Same card", by=contractor, at=NOW)


@pytest.mark.parametrize(("trained", "allowed"), [(True, True), (False, False)])
def test_only_trained_staff_of_the_case_write_safety_records(world, trained, allowed):
    worker = make_worker(world, safety_trained=trained)
    case = make_case(world, "Lucía Pérez", worker=worker)
    what = Safety(SafetyKind.VIOLENCE, "Never call the home number.")

    if allowed:
        record_safety(case=case, what=what, by=worker, on=date(2026, 11, 23))
    else:
        with pytest.raises(NotAllowed, match="trained"):
            record_safety(case=case, what=what, by=worker, on=date(2026, 11, 23))
    assert SafetyRecord.objects.exists() is allowed
