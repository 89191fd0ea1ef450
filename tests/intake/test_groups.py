"""Group sessions: people are invited, attendance is taken at once, and the case log tells it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from caseway.agencies.models import Role
from caseway.cases.actions.tasks import close_task
from caseway.cases.models import Case, Contact, Task
from caseway.intake.actions.groups import (
    Planned,
    cancel_session,
    change_session,
    invite,
    plan_session,
    take_attendance,
)
from caseway.intake.models import Came, GroupSeat, GroupSession
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import StaleRecord
from tests.factories import make_case, make_worker, make_world

pytestmark = pytest.mark.django_db
MON = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/New_York"))


@pytest.fixture
def hold(world, now):
    """Plans a session of the contractor's, at ten today unless told otherwise."""

    def held(by=None, at=MON, region=None, **more):
        planned = Planned(
            **{
                "kind": "orientation",
                "title": "Monday orientation",
                "language": "en",
                "place": "Room 2",
                "starts_at": at,
                "minutes": 90,
            }
            | more
        )
        return plan_session(
            region=region or world.region, planned=planned, by=by or world.carla, at=now
        )

    return held


def asked(session, case, by, at=MON):
    return invite(session=session, case=case, person=case.participant, by=by, at=at)


def log_of(case):
    return list(Contact.objects.filter(case=case, corrected_by=None).order_by("pk"))


def test_who_came_is_a_brief_contact_and_who_did_not_a_note(world, hold, now):
    other = make_case(world, "Bea Quispe", worker=world.carla)
    session = hold()
    came, missed = asked(session, world.case, world.carla), asked(session, other, world.carla)

    changed = take_attendance(
        session=session,
        came={came.pk: Came.CAME, missed.pk: Came.MISSED},
        by=world.carla,
        at=now,
    )

    assert changed == 2
    (row,) = log_of(world.case)
    assert (row.kind, row.mode, row.minutes, row.at) == ("brief", "in_person", 90, MON)
    assert row.text == "Group session “Monday orientation”"
    (row,) = log_of(other)
    assert (row.kind, row.minutes) == ("note", None)
    assert "did not come" in row.text


def test_noted_twice_is_once_and_noted_otherwise_corrects_the_entry(world, hold, now):
    session = hold()
    seat = asked(session, world.case, world.carla)
    for came in (Came.CAME, Came.CAME, Came.UNKNOWN):
        take_attendance(session=session, came={seat.pk: came}, by=world.carla, at=now)
    assert len(log_of(world.case)) == 1

    take_attendance(session=session, came={seat.pk: Came.MISSED}, by=world.carla, at=now)

    (row,) = log_of(world.case)
    assert row.kind == "note"
    assert row.corrects is not None
    seat.refresh_from_db()
    assert (seat.came, seat.contact) == ("missed", row)


@pytest.mark.parametrize(("minutes", "taken"), [(31, False), (30, True), (0, True), (-600, True)])
def test_attendance_is_taken_from_half_an_hour_before(world, hold, now, minutes, taken):
    session = hold(at=MON + timedelta(minutes=minutes))
    seat = asked(session, world.case, world.carla, at=now - timedelta(days=1))

    if taken:
        take_attendance(session=session, came={seat.pk: Came.CAME}, by=world.carla, at=now)
        # Nobody's log holds an entry of a time to come.
        assert log_of(world.case)[0].at <= now
    else:
        with pytest.raises(NotAllowed, match="when the session begins"):
            take_attendance(session=session, came={seat.pk: Came.CAME}, by=world.carla, at=now)


def test_inviting_twice_is_once_and_no_more_than_there_are_places(world, hold):
    session = hold(seats=1)
    first = asked(session, world.case, world.carla)
    assert asked(session, world.case, world.carla) == first

    with pytest.raises(NotAllowed, match="The only place is taken"):
        asked(session, make_case(world, "Bea Quispe", worker=world.carla), world.carla)


def test_nobody_is_invited_to_what_is_over_cancelled_or_elsewhere(world, hold, now):
    over = hold(at=MON - timedelta(hours=3))
    with pytest.raises(NotAllowed, match="is over"):
        asked(over, world.case, world.carla)

    off = hold(at=MON + timedelta(days=1))
    cancel_session(session=off, why="The room is wet", by=world.carla, at=now)
    with pytest.raises(NotAllowed, match="was cancelled"):
        asked(off, world.case, world.carla)

    elsewhere = make_world("Elsewhere")
    her = make_worker(elsewhere)
    with pytest.raises(NotAllowed, match="at this site"):
        asked(hold(at=MON + timedelta(days=2)), make_case(elsewhere, worker=her), her)


def test_a_session_is_cancelled_for_a_reason_and_not_after_it_took_place(world, hold, now):
    session = hold()
    with pytest.raises(NotAllowed, match="why it does not take place"):
        cancel_session(session=session, why=" ", by=world.carla, at=now)
    seat = asked(session, world.case, world.carla)
    take_attendance(session=session, came={seat.pk: Came.CAME}, by=world.carla, at=now)

    with pytest.raises(NotAllowed, match="took place"):
        cancel_session(session=session, why="Nobody came", by=world.carla, at=now)


def test_an_administrator_plans_none_and_nobody_plans_one_for_a_day_gone_by(world, hold):
    with pytest.raises(NotAllowed):
        hold(by=make_worker(world, Role.ADMINISTRATOR, agency=world.public))
    with pytest.raises(NotAllowed, match="today or a later day"):
        hold(at=MON - timedelta(days=2))


def test_the_database_keeps_one_seat_for_each_and_no_mark_without_a_name(world, hold):
    seat = asked(hold(), world.case, world.carla)

    with pytest.raises(IntegrityError), transaction.atomic():
        GroupSeat.objects.filter(pk=seat.pk).update(came="came")
    seat.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        seat.save()


def test_the_pages_lead_from_planning_over_inviting_to_who_came(world, sign_in, key):
    other = make_case(world, "Bea Quispe", worker=world.carla)
    client = sign_in(world.carla)
    form = {
        "kind": "goals",
        "title": "Pathways meeting",
        "day": "2026-11-23",
        "at": "10:00",
        "minutes": "60",
        "place": "The library",
        "language": "es",
        "region": world.region.pk,
    }
    assert client.post(reverse("intake:groups"), form | {"day": ""}).status_code == 422
    sent = form | {"submission_key": key()}
    for _click in range(2):
        client.post(reverse("intake:groups"), sent)
    session = GroupSession.objects.get()
    page = reverse("intake:group", args=[session.pk])
    assert "Nobody is invited yet" in client.get(page).content.decode()

    client.post(
        reverse("intake:invite", args=[session.pk]),
        {"case": [world.case.pk], "number": other.number.lower(), "submission_key": key()},
    )
    assert client.get(page).context["invited"] == 2

    client.post(
        reverse("intake:attendance", args=[session.pk]),
        {"everybody": "1", "submission_key": key()},
    )

    assert set(GroupSeat.objects.values_list("came", flat=True)) == {"came"}
    assert "2 of 2 came" in client.get(reverse("intake:groups")).content.decode()
    case = client.get(reverse("intake:case", args=[world.case.pk])).content.decode()
    assert "Pathways meeting" in case
    log = client.get(reverse("desk:case", args=[world.case.pk])).content.decode()
    assert "Group session “Pathways meeting”" in log


def test_somebody_is_invited_from_her_case(world, hold, sign_in, key):
    session = hold(at=MON + timedelta(days=1))
    client = sign_in(world.carla)
    assert (
        "Monday orientation"
        in client.get(reverse("intake:case", args=[world.case.pk])).content.decode()
    )

    client.post(
        reverse("intake:invite_from_case", args=[world.case.pk]),
        {"session": session.pk, "submission_key": key()},
    )

    assert GroupSeat.objects.get().person == world.case.participant


def test_another_agencys_session_and_its_people_do_not_exist(world, hold, sign_in):
    session = hold()
    asked(session, world.case, world.carla)
    elsewhere = make_worker(make_world("Elsewhere"))

    assert sign_in(elsewhere).get(reverse("intake:group", args=[session.pk])).status_code == 404
    assert (
        "Monday orientation"
        not in sign_in(elsewhere).get(reverse("intake:groups")).content.decode()
    )


def change(session, world, at, by=None, led_by=None, **more):
    """The session as it is, but for what is said."""
    session.refresh_from_db()
    kept = ("kind", "title", "language", "place", "starts_at", "minutes", "seats")
    planned = Planned(**{name: getattr(session, name) for name in kept} | more)
    return change_session(
        session=session,
        planned=planned,
        led_by=led_by or session.led_by,
        version=session.version,
        by=by or world.carla,
        at=at,
    )


def test_a_session_that_moves_leaves_a_task_on_each_open_case_to_tell_who_is_invited(
    world, hold, now
):
    session = hold(at=MON + timedelta(days=4))
    other = make_case(world, "Bea Quispe", worker=world.carla)
    left = make_case(world, "Cleo Left", worker=world.carla)
    for case in (world.case, other, left):
        asked(session, case, world.carla)
    Case.objects.filter(pk=left.pk).update(stage="closed", closed_on=MON.date())

    told = change(session, world, now, starts_at=MON + timedelta(days=2), place="The library")

    assert told == 2
    task = Task.objects.get(case=other)
    assert task.title == (
        "Tell Bea Quispe: “Monday orientation” is now on Wed, Nov 25, 2026, 10:00 a.m., The library"
    )
    # The day before the earlier of the two days.
    assert (task.due_on.isoformat(), task.created_by) == ("2026-11-24", world.carla)
    assert not Task.objects.filter(case=left).exists()


def test_what_was_not_told_yet_is_replaced_and_what_was_told_is_told_again(world, hold, now):
    session = hold(at=MON + timedelta(days=4))
    seat = asked(session, world.case, world.carla)
    change(session, world, now, place="The library")
    change(session, world, now, place="The school")

    task = Task.objects.get(case=world.case)
    assert task.title.endswith("The school")
    close_task(task=task, outcome="done", by=world.carla, at=now)
    cancel_session(session=session, why="The room is wet", by=world.carla, at=now)

    assert Task.objects.filter(case=world.case).count() == 2
    seat.refresh_from_db()
    assert seat.to_tell.title.endswith("does not take place")
    assert cancel_session(session=session, why="Again", by=world.carla, at=now).why != "Again"
    assert Task.objects.filter(case=world.case).count() == 2


def test_nobody_is_told_of_a_new_title_or_leader(world, hold, now):
    session = hold(at=MON + timedelta(days=4))
    asked(session, world.case, world.carla)
    colleague = make_worker(world, name="Cora Colleague")

    assert change(session, world, now, title="Welcome", led_by=colleague) == 0

    session.refresh_from_db()
    assert (session.title, session.led_by, session.version) == ("Welcome", colleague, 2)
    assert not Task.objects.exists()


def test_a_session_does_not_change_to_what_cannot_be(world, hold, now):
    session = hold(at=MON + timedelta(days=4), seats=9)
    first = asked(session, world.case, world.carla)
    asked(session, make_case(world, "Bea Quispe", worker=world.carla), world.carla)
    with pytest.raises(NotAllowed, match="2 people are invited already"):
        change(session, world, now, seats=1)
    with pytest.raises(NotAllowed, match="today or a later day"):
        change(session, world, now, starts_at=MON - timedelta(days=2))
    with pytest.raises(NotAllowed, match="same agency"):
        change(session, world, now, led_by=make_worker(world, agency=world.public))
    with pytest.raises(StaleRecord):
        change_session(
            session=session,
            planned=Planned("goals", "Late", "en", "Room 2", MON, 60),
            led_by=world.carla,
            version=7,
            by=world.carla,
            at=now,
        )
    assert change(session, world, now, seats=2) == 0

    GroupSession.objects.update(starts_at=MON)
    take_attendance(session=session, came={first.pk: Came.CAME}, by=world.carla, at=now)
    with pytest.raises(NotAllowed, match="took place"):
        change(session, world, now, place="The library")


def test_the_page_changes_a_session_and_the_second_of_two_sees_both(world, hold, sign_in, key):
    session = hold(at=MON + timedelta(days=4))
    asked(session, world.case, world.carla)
    client = sign_in(world.carla)
    page, at = (reverse(f"intake:{name}", args=[session.pk]) for name in ("group", "change_group"))
    assert at in client.get(page).content.decode()
    form = client.get(at).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    assert sent["day"].isoformat() == "2026-11-27"

    answer = client.post(at, sent | {"place": "The library", "submission_key": key()}, follow=True)
    assert "1 person is to be told" in answer.content.decode()
    assert "To be told of the change" in answer.content.decode()

    answer = client.post(at, sent | {"place": "The school", "submission_key": key()})
    assert answer.status_code == 409
    both = answer.content.decode()
    assert "The library" in both
    assert "The school" in both
    (field,) = answer.context["conflict"]["fields"]
    mine = dict(answer.context["conflict"]["hidden"]) | {field["name"]: field["mine"]}
    again = mine | {"version": answer.context["conflict"]["version"], "submission_key": key()}
    assert client.post(at, again).status_code == 302
    session.refresh_from_db()
    assert (session.place, session.version) == ("The school", 3)

    elsewhere = make_worker(make_world("Elsewhere"))
    assert sign_in(elsewhere).get(at).status_code == 404


@pytest.mark.parametrize("many", [2, 40])
def test_the_pages_ask_the_same_however_many_come(
    world, hold, sign_in, django_assert_num_queries, many
):
    session = hold()
    for number in range(many):
        asked(session, make_case(world, f"Person {number}", worker=world.carla), world.carla)
    client = sign_in(world.carla)
    page, listed = reverse("intake:group", args=[session.pk]), reverse("intake:groups")
    client.get(page)
    client.get(listed)

    with django_assert_num_queries(PAGE_QUERIES):
        client.get(page)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(listed)


PAGE_QUERIES, LIST_QUERIES = 9, 9
