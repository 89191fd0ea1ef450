"""A signature locks a record; what is said later is an addendum."""

from datetime import UTC, date, datetime

import pytest

from caseway.agencies.models import Role
from caseway.coaching.actions.checklists import save_checklist
from caseway.coaching.actions.signing import add_to_checklist, sign_checklist
from caseway.coaching.models import Checklist, CoachMonthClosing
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import StaleRecord
from tests.coaching.records.scenes import NOW, key, make_client, make_scene, make_visit, whole
from tests.factories import make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


def filled(scene, client=None, **answers):
    client = client or scene.client
    saved = save_checklist(
        visit=make_visit(scene, client),
        key=key(7),
        template=1,
        answers=whole(client, **answers),
        base_version=0,
        by=scene.coach,
        at=NOW,
    )
    return saved.checklist


def sign(scene, row, **changes):
    return sign_checklist(
        **{"checklist": row, "version": row.version, "by": scene.coach, "at": NOW, **changes}
    )


def test_the_server_keeps_who_signed_with_which_title_and_when(scene):
    row = sign(scene, filled(scene))

    kept = Checklist.objects.get(pk=row.pk)
    assert (kept.signed_by, kept.signed_at) == (scene.coach, NOW)
    assert (kept.signed_name, kept.signed_title) == ("Kofi Test", "Job coach")
    assert kept.goal_words == {str(scene.client.goal.pk): "Ride the bus to work alone"}


def test_signing_twice_keeps_the_first_signature(scene):
    row = sign(scene, filled(scene))

    again = sign(scene, row, at=datetime(2026, 11, 9, tzinfo=UTC))

    assert again.signed_at == NOW


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        ({"stopped_at": ""}, "Missing: Stop time"),
        ({"response": ""}, "Missing: The person’s response"),
        ({"doings": [{"activity": "coaching"}]}, "Missing: A plan goal for each activity"),
        ({"setting": "group", "group_size": 9}, "A group has from 2 to 8 people"),
        ({"stopped_at": "2026-11-03T14:00:00+00:00"}, "The stop time is not after"),
    ],
)
def test_what_is_incomplete_cannot_be_signed_and_says_why(scene, answers, text):
    row = filled(scene, **answers)

    with pytest.raises(NotAllowed, match=text):
        sign(scene, row)
    assert Checklist.objects.get(pk=row.pk).signed_at is None


def test_what_is_missing_on_file_holds_billing_and_no_signature(scene):
    client = make_client(scene, number="")

    assert sign(scene, filled(scene, client)).signed_at == NOW


def test_only_who_held_the_visit_signs(scene):
    colleague = make_worker(scene.world, Role.JOB_COACH)

    for by in (colleague, scene.supervisor):
        with pytest.raises(NotAllowed):
            sign(scene, filled(scene) if by is colleague else Checklist.objects.get(), by=by)


def test_a_version_that_she_did_not_read_is_not_signed(scene):
    with pytest.raises(StaleRecord):
        sign(scene, filled(scene), version=3)


def test_in_a_closed_month_nothing_is_signed(scene):
    row = filled(scene)
    CoachMonthClosing.objects.create(
        site=scene.world.site,
        agency=scene.world.contractor,
        coach=scene.coach,
        month=date(2026, 11, 1),
        closed_at=NOW,
        closed_by=scene.coach,
    )

    with pytest.raises(NotAllowed, match="November 2026 is closed"):
        sign(scene, row)


def test_a_visit_that_lies_ahead_is_not_signed(scene):
    row = filled(scene)

    with pytest.raises(NotAllowed, match="lies ahead"):
        sign(scene, row, at=datetime(2026, 11, 2, 18, tzinfo=UTC))


def test_an_addendum_stands_beside_what_was_signed(scene):
    row = filled(scene)
    with pytest.raises(NotAllowed, match="not signed yet"):
        add_to_checklist(checklist=row, text="More", by=scene.coach, at=NOW)
    sign(scene, row)

    added = add_to_checklist(checklist=row, text=" It rained. ", by=scene.coach, at=NOW)

    assert (added.text, added.by, added.at) == ("It rained.", scene.coach, NOW)
    assert Checklist.objects.get(pk=row.pk).answers == row.answers
    with pytest.raises(NotAllowed, match="Write what"):
        add_to_checklist(checklist=row, text="  ", by=scene.coach, at=NOW)
