"""A checklist sent once or five times is one record, and nobody's words are lost."""

from datetime import UTC, date, datetime, timedelta

import pytest

from caseway.agencies.models import Role
from caseway.cases.actions.contacts import What, correct_contact
from caseway.cases.models import Contact, ContactKind, ContactMode, ContactPlace
from caseway.coaching.actions import templates
from caseway.coaching.actions.checklists import Outcome, save_checklist, settle_sending
from caseway.coaching.actions.visits.missed import miss_visit
from caseway.coaching.models import (
    Checklist,
    ChecklistSending,
    ChecklistVersion,
    CoachMonthClosing,
    KeptWhy,
    VisitState,
    WhyNot,
)
from caseway.kernel.refusals import NotAllowed
from tests.coaching.records.scenes import DAY, NOW, key, make_scene, make_visit, whole
from tests.factories import make_worker, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def visit(scene):
    return make_visit(scene)


def save(scene, visit, answers, *, number=1, base=0, **more):
    return save_checklist(
        visit=visit,
        key=key(number),
        template=more.pop("template", 1),
        answers=answers,
        base_version=base,
        by=more.pop("by", scene.coach),
        at=more.pop("at", NOW),
        **more,
    )


def test_what_was_answered_becomes_the_record_and_the_visit_was_held(scene, visit):
    saved = save(
        scene, visit, whole(scene.client, before_minutes="5", travel_minutes=25, seen=["on_time"])
    )

    visit.refresh_from_db()
    row = Checklist.objects.get(visit=visit)
    assert (saved.outcome, saved.checklist, saved.why) == (Outcome.SAVED, row, None)
    assert row.answers["seen"] == ["on_time"]
    assert row.started_at == datetime(2026, 11, 3, 15, 0, tzinfo=UTC)
    assert (row.written_by, row.written_at, row.version) == (scene.coach, NOW, 1)
    assert (visit.state, visit.before_minutes, visit.travel_minutes) == (VisitState.HELD, 5, 25)
    assert (visit.held_begins_at, visit.held_ends_at) == (row.started_at, row.stopped_at)


def entries(scene):
    return Contact.objects.filter(case=scene.client.case)


def test_a_visit_that_was_held_is_a_meeting_in_the_log_of_its_case(scene, visit):
    waits = Contact.objects.create(
        site=scene.world.site,
        case=scene.client.case,
        kind=ContactKind.MESSAGE_IN,
        at=datetime(2026, 11, 2, 15, 0, tzinfo=UTC),
        text="Can we talk about the bus?",
        needs_reply=True,
    )
    save(scene, visit, whole(scene.client))

    entry = entries(scene).get(kind=ContactKind.MEETING)
    visit.refresh_from_db()
    waits.refresh_from_db()
    assert visit.contact == entry
    assert (entry.mode, entry.by) == (ContactMode.IN_PERSON, scene.coach)
    assert (entry.at, entry.minutes) == (datetime(2026, 11, 3, 15, 0, tzinfo=UTC), 60)
    assert (waits.needs_reply, waits.answered_by) == (False, entry)


def test_the_log_follows_the_record_and_keeps_one_entry(scene, visit):
    save(scene, visit, whole(scene.client))
    later = whole(scene.client, started_at="2026-11-03T15:20:00Z", mode="phone")
    save(scene, visit, later, number=2, base=1)

    entry = entries(scene).get()
    assert entry.at == datetime(2026, 11, 3, 15, 20, tzinfo=UTC)
    assert (entry.mode, entry.place) == (ContactMode.PHONE, ContactPlace.REMOTE)


def test_an_entry_corrected_by_hand_stays_as_corrected(scene, visit):
    save(scene, visit, whole(scene.client))
    what = What(ContactKind.MEETING, NOW, ContactMode.VIDEO, text="By video, in the end.")
    correct_contact(contact=entries(scene).get(), what=what, by=scene.coach, now=NOW)
    save(scene, visit, whole(scene.client, mode="phone"), number=2, base=1)

    assert entries(scene).count() == 2
    assert not entries(scene).filter(mode=ContactMode.PHONE).exists()


def test_nobody_came_is_an_attempt_and_called_off_is_no_entry(scene, visit):
    def miss(outcome):
        miss_visit(
            visit=visit,
            outcome=outcome,
            why_not=WhyNot.CLIENT_ILL,
            note="",
            by=scene.coach,
            at=NOW,
        )

    miss(VisitState.NO_SHOW)
    assert entries(scene).get().kind == ContactKind.ATTEMPT
    miss(VisitState.CANCELLED)
    assert not entries(scene).exists()


def test_without_a_start_the_visit_is_not_said_to_be_held(scene, visit):
    save(scene, visit, {"note": "Called ahead"})

    visit.refresh_from_db()
    assert (visit.state, visit.held_begins_at) == (VisitState.PLANNED, None)


@pytest.mark.parametrize("times", [2, 5])
def test_sent_again_under_its_key_it_is_one_record(scene, visit, times):
    for _time in range(times):
        last = save(scene, visit, whole(scene.client))

    assert last.outcome is Outcome.SAME
    assert Checklist.objects.get().version == 1
    assert ChecklistSending.objects.count() == 1


def test_a_late_copy_of_what_was_taken_does_not_undo_what_came_after(scene, visit):
    save(scene, visit, {"note": "First"}, number=1)
    save(scene, visit, {"note": "Second"}, number=2, base=1)

    again = save(scene, visit, {"note": "First"}, number=1)

    assert again.outcome is Outcome.SAME
    assert Checklist.objects.get().answers == {"note": "Second"}


def test_the_same_words_from_another_screen_change_nothing(scene, visit):
    save(scene, visit, {"note": "First"}, number=1)

    assert save(scene, visit, {"note": " First "}, number=2).outcome is Outcome.SAME
    assert Checklist.objects.get().version == 1


def test_what_somebody_else_changed_meanwhile_is_not_overwritten_and_nothing_is_lost(scene, visit):
    save(scene, visit, {"note": "At the office"}, number=1)

    saved = save(scene, visit, {"note": "On the phone"}, number=2, base=0)

    assert (saved.outcome, saved.why) == (Outcome.KEPT, KeptWhy.CHANGED)
    assert Checklist.objects.get().answers == {"note": "At the office"}
    assert saved.sending.answers == {"note": "On the phone"}
    assert save(scene, visit, {"note": "On the phone"}, number=2).outcome is Outcome.KEPT


@pytest.mark.parametrize(
    ("take", "note", "version"), [(True, "On the phone", 2), (False, "At the office", 1)]
)
def test_a_person_decides_which_of_two_stands(scene, visit, take, note, version):
    save(scene, visit, {"note": "At the office"}, number=1)
    sending = save(scene, visit, {"note": "On the phone"}, number=2).sending

    row = settle_sending(sending=sending, take=take, by=scene.coach, at=NOW)
    again = settle_sending(sending=sending, take=not take, by=scene.coach, at=NOW)

    assert (row.answers["note"], row.version) == (note, version)
    assert again.answers == row.answers
    assert save(scene, visit, {"note": "On the phone"}, number=2).outcome is Outcome.SAME


def test_a_visit_that_was_canceled_meanwhile_keeps_what_the_phone_says(scene):
    visit = make_visit(scene, state=VisitState.CANCELLED, why_not=WhyNot.CLIENT_ASKED)

    saved = save(scene, visit, whole(scene.client))

    assert (saved.outcome, saved.why) == (Outcome.KEPT, KeptWhy.NOT_HELD)
    assert Checklist.objects.count() == 0
    settle_sending(sending=saved.sending, take=True, by=scene.coach, at=NOW)
    visit.refresh_from_db()
    assert (visit.state, Checklist.objects.count()) == (VisitState.HELD, 1)


def test_a_signed_record_is_not_changed_by_what_comes_later(scene, visit):
    row = save(scene, visit, {"note": "First"}).checklist
    Checklist.objects.filter(pk=row.pk).update(
        signed_at=NOW, signed_by=scene.coach, signed_name="Kofi Test", signed_title="Job coach"
    )

    saved = save(scene, visit, {"note": "Later"}, number=2, base=1)

    assert (saved.outcome, saved.why) == (Outcome.KEPT, KeptWhy.SIGNED)
    with pytest.raises(NotAllowed, match="signed"):
        settle_sending(sending=saved.sending, take=True, by=scene.coach, at=NOW)
    settle_sending(sending=saved.sending, take=False, by=scene.coach, at=NOW)
    assert Checklist.objects.get().answers == {"note": "First"}


def test_a_closed_month_keeps_what_comes_late(scene, visit):
    closing = CoachMonthClosing.objects.create(
        site=scene.world.site,
        agency=scene.world.contractor,
        coach=scene.coach,
        month=date(2026, 11, 1),
        closed_at=NOW,
        closed_by=scene.coach,
    )

    saved = save(scene, visit, whole(scene.client))

    assert saved.why is KeptWhy.MONTH_CLOSED
    with pytest.raises(NotAllowed, match="November 2026 is closed"):
        settle_sending(sending=saved.sending, take=True, by=scene.coach, at=NOW)
    CoachMonthClosing.objects.filter(pk=closing.pk).update(reopened_at=NOW, reason="Came late")
    assert settle_sending(sending=saved.sending, take=True, by=scene.coach, at=NOW).version == 1


def test_a_checklist_published_while_the_phone_was_offline_loses_nothing(scene, visit):
    content = {"parts": [{"key": "own-1", "kind": "text", "label": {"en": "Mood"}, "must": False}]}
    ChecklistVersion.objects.create(
        site=scene.world.site,
        program="semp",
        number=2,
        content=content,
        in_force_on=DAY,
        published_by=scene.supervisor,
        published_at=NOW,
    )

    saved = save(scene, visit, whole(scene.client), template=1)

    assert saved.outcome is Outcome.SAVED
    assert saved.checklist.template.number == 1
    assert templates.content_on(scene.world.site.pk, "semp", DAY)[0] == 2


def test_an_unknown_version_is_refused(scene, visit):
    with pytest.raises(NotAllowed, match="version"):
        save(scene, visit, {"note": "x"}, template=7)


@pytest.mark.parametrize(
    ("says", "kept"),
    [
        (NOW - timedelta(hours=2), NOW - timedelta(hours=2)),
        (NOW + timedelta(days=3), NOW),  # a phone that lives in the future
        (datetime(1970, 1, 1, tzinfo=UTC), NOW),  # and one that forgot the date
        (None, NOW),
    ],
)
def test_a_clock_that_cannot_be_right_is_not_believed(scene, visit, says, kept):
    saved = save(scene, visit, whole(scene.client), written_at=says)

    assert saved.checklist.written_at == kept


@pytest.mark.parametrize(
    "answers",
    [
        {"mode": "telepathy"},
        {"started_at": "2026-11-03T10:00:00"},  # without its offset
        {"started_at": "soon"},
        {"before_minutes": "-3"},
        {"before_minutes": True},
        {"travel_minutes": 9000},
        {"seen": "on_time"},
        {"seen": ["late"]},
        {"doings": [{"activity": "coaching", "goal": "x"}]},
        {"doings": "coaching"},
        {"note": "n" * 501},
        {"note": 5},
        {"own": {"mode": "visit"}},
        [],
    ],
)
def test_what_cannot_be_read_is_refused_and_changes_nothing(scene, visit, answers):
    with pytest.raises(NotAllowed, match="could not be read"):
        save(scene, visit, answers)

    assert (Checklist.objects.count(), ChecklistSending.objects.count()) == (0, 0)


def test_a_goal_of_somebody_else_is_refused(scene, visit):
    other = make_scene().client

    with pytest.raises(NotAllowed, match="not in this person’s plan"):
        save(scene, visit, whole(other))


def test_a_key_belongs_to_one_visit(scene, visit):
    save(scene, visit, {"note": "First"})

    with pytest.raises(NotAllowed, match="another visit"):
        save(scene, make_visit(scene), {"note": "First"})


def test_whoever_has_nothing_to_do_with_the_case_records_nothing(scene, visit):
    stranger = make_worker(make_world(), Role.JOB_COACH)

    with pytest.raises(NotAllowed):
        save(scene, visit, {"note": "x"}, by=stranger)


def test_a_stop_before_the_start_is_kept_for_her_to_correct(scene, visit):
    answers = whole(scene.client, stopped_at="2026-11-03T09:00:00-05:00")

    assert save(scene, visit, answers).outcome is Outcome.SAVED
    visit.refresh_from_db()
    assert (visit.state, visit.held_ends_at) == (VisitState.HELD, None)
