"""What a phone sends is taken once, never over what somebody else wrote, and with both clocks."""

import base64
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from caseway.coaching.actions.checklists import save_checklist
from caseway.coaching.actions.visits.field import Result, Why, record_visit
from caseway.coaching.models import (
    Checklist,
    ChecklistSending,
    FieldSending,
    PhaseSpan,
    Visit,
    VisitPhoto,
    VisitState,
)
from caseway.coaching.reading.field import read_sending
from caseway.coaching.seen import seen_of
from caseway.documents.actions.receive import bytes_of
from caseway.kernel.refusals import NotAllowed
from tests.coaching.field.rows import (
    ANSWERS,
    NOON,
    OFFICE,
    TODAY,
    as_sent,
    make_client,
    make_visit,
    raw,
)

# A header, a scan and the end: as little as a picture can be.
JPEG = b"\xff\xd8\xff\xe0\x00\x04JF\xff\xda\x00\x04\x01\x01 a photo\xff\xd9"


def take(visit, by, sent, *, phone_at=NOON, at=NOON):
    return record_visit(visit=visit, sent=read_sending(raw(sent)), phone_at=phone_at, by=by, at=at)


def test_a_visit_that_was_held_becomes_the_record_with_its_times_and_minutes(visit, kofi):
    done = take(visit, kofi, as_sent(visit))

    visit.refresh_from_db()
    assert done.result is Result.TAKEN
    assert visit.state == VisitState.HELD
    assert visit.held_begins_at == datetime(2026, 11, 23, 10, 30, tzinfo=OFFICE)
    assert visit.held_ends_at == datetime(2026, 11, 23, 11, 25, tzinfo=OFFICE)
    assert (visit.before_minutes, visit.after_minutes, visit.travel_minutes) == (5, 10, 25)
    assert visit.checklist.answers["support"] == "some"


def test_sent_five_times_it_is_one_record_and_each_time_the_same_answer(visit, kofi):
    sent = as_sent(visit)

    results = [take(visit, kofi, sent).result for _ in range(5)]

    assert results == [Result.TAKEN] + [Result.AGAIN] * 4
    assert FieldSending.objects.count() == Checklist.objects.count() == 1
    assert ChecklistSending.objects.count() == 1
    assert Visit.objects.get().version == 2


def test_other_content_under_the_same_number_and_edition_is_a_conflict(visit, kofi):
    sent = as_sent(visit)
    take(visit, kofi, sent)

    done = take(visit, kofi, {**sent, "stopped": "12:00"})

    assert (done.result, done.why) == (Result.CONFLICT, Why.REWRITTEN)
    assert Checklist.objects.get().stopped_at == datetime(2026, 11, 23, 11, 25, tzinfo=OFFICE)


def test_an_entry_rewritten_because_its_answer_was_lost_takes_the_place_of_the_first(visit, kofi):
    sent = as_sent(visit)
    take(visit, kofi, sent)

    # The phone never heard of version 1, and still begins from nothing.
    done = take(visit, kofi, {**sent, "edition": 2, "stopped": "12:00"})

    assert done.result is Result.TAKEN
    assert Checklist.objects.get().stopped_at == datetime(2026, 11, 23, 12, 0, tzinfo=OFFICE)


def test_what_the_office_wrote_meanwhile_is_not_overwritten_and_the_phone_decides(visit, kofi):
    office = {**ANSWERS, "support": "much", "started_at": "2026-11-23T10:30:00-05:00"}
    save_checklist(
        visit=visit, key=uuid.uuid4(), template=1, answers=office, base_version=0, by=kofi, at=NOON
    )
    sent = as_sent(visit)

    first = take(visit, kofi, sent)
    again = take(visit, kofi, sent)
    assert (first.result, first.why) == (Result.CONFLICT, Why.CHANGED)
    assert again.result is Result.CONFLICT
    assert Checklist.objects.get().answers["support"] == "much"

    done = take(visit, kofi, {**sent, "edition": 2, "base": 1, "settle": "take"})
    assert done.result is Result.TAKEN
    assert Checklist.objects.get().answers["support"] == "some"
    assert ChecklistSending.objects.exclude(why_kept="").get().settled_by == kofi


def test_kept_beside_the_record_stays_as_it_is_and_nothing_that_was_written_is_lost(visit, kofi):
    office = {**ANSWERS, "support": "much", "started_at": "2026-11-23T10:30:00-05:00"}
    save_checklist(
        visit=visit, key=uuid.uuid4(), template=1, answers=office, base_version=0, by=kofi, at=NOON
    )
    sent = as_sent(visit)
    take(visit, kofi, sent)

    done = take(visit, kofi, {**sent, "edition": 2, "settle": "beside"})

    assert done.result is Result.ADDED
    assert Checklist.objects.get().answers["support"] == "much"
    kept = FieldSending.objects.get()
    assert (kept.outcome, kept.content["answers"]["support"]) == ("added", "some")
    assert not ChecklistSending.objects.filter(settled_at=None).exclude(why_kept="").exists()


def test_a_visit_that_the_office_moved_waits_and_is_held_when_the_coach_says_so(visit, kofi):
    sent = as_sent(visit, seen=seen_of(visit))
    later = make_visit(visit.enrolment, day=date(2026, 11, 25))
    Visit.objects.filter(pk=visit.pk).update(
        state=VisitState.MOVED, why_not="employer", moved_to=later
    )

    first = take(visit, kofi, sent)
    assert (first.result, first.why) == (Result.CONFLICT, Why.NOT_HELD)

    done = take(visit, kofi, {**sent, "edition": 2, "settle": "take"})
    visit.refresh_from_db()
    assert done.result is Result.TAKEN
    assert visit.state == VisitState.HELD
    assert Visit.objects.get(pk=later.pk).state == VisitState.PLANNED


@pytest.mark.parametrize(
    ("phone_at", "off"),
    [
        (NOON, 0),
        (NOON - timedelta(hours=3, minutes=2), 10_920),
        (NOON + timedelta(days=1), -86_400),
        # A clock without its battery: midnight of January 1, 1970, in New York.
        (datetime(1970, 1, 1, 5, 0, tzinfo=UTC), 1_795_435_200),
    ],
)
def test_a_wrong_clock_is_told_and_never_put_right(visit, kofi, phone_at, off):
    take(visit, kofi, as_sent(visit), phone_at=phone_at)

    kept = FieldSending.objects.get()
    assert (kept.phone_at, kept.received_at) == (phone_at, NOON)
    assert kept.clock_off_seconds == off == round((NOON - phone_at).total_seconds())
    visit.refresh_from_db()
    assert visit.held_begins_at == datetime(2026, 11, 23, 10, 30, tzinfo=OFFICE)


def test_a_visit_past_midnight_ends_on_the_next_day(visit, kofi):
    take(visit, kofi, as_sent(visit, started="23:30", stopped="00:20"))

    visit.refresh_from_db()
    assert visit.held_ends_at == datetime(2026, 11, 24, 0, 20, tzinfo=OFFICE)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"started": "11:00", "stopped": "10:59"}, "The end lies before the beginning"),
        ({"started": ""}, "Say when the visit began"),
        ({"outcome": "no_show"}, "Say why the visit did not take place"),
        ({"outcome": "planned"}, "could not be read"),
        ({"key": "1"}, "could not be read"),
        ({"edition": True}, "could not be read"),
        ({"photo": "%%%"}, "could not be read"),
        ({"written_at": "2026-11-23T11:30:00"}, "could not be read"),
        ({"answers": []}, "could not be read"),
    ],
)
def test_what_cannot_be_right_is_refused_with_a_sentence_and_changes_nothing(
    visit, kofi, changes, sentence
):
    with pytest.raises(NotAllowed, match=sentence):
        take(visit, kofi, as_sent(visit, **changes))

    assert not FieldSending.objects.exists()


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff"])
def test_what_is_no_sending_at_all_is_refused(body):
    with pytest.raises(NotAllowed):
        read_sending(body)


def test_a_visit_that_lies_ahead_is_not_held_yet(world, kofi):
    ahead = make_visit(make_client(world), day=TODAY + timedelta(days=1))

    with pytest.raises(NotAllowed, match="lies ahead"):
        take(ahead, kofi, as_sent(ahead))


def test_nobody_who_may_not_record_the_visit_sends_it(visit, world):
    with pytest.raises(NotAllowed):
        take(visit, world.workers["away"], as_sent(visit))


def missed(visit, **changes):
    told = {"outcome": "no_show", "why_not": "client_absent", "note": "Shop was closed."}
    return as_sent(visit, **{**told, "answers": {}, "seen": seen_of(visit), **changes})


def test_a_person_who_did_not_come_is_written_down_with_the_reason_once(visit, kofi):
    sent = missed(visit)

    results = [take(visit, kofi, sent).result for _ in range(2)]

    visit.refresh_from_db()
    assert results == [Result.TAKEN, Result.AGAIN]
    assert (visit.state, visit.why_not, visit.note) == (
        "no_show",
        "client_absent",
        "Shop was closed.",
    )
    assert visit.version == 2


def test_a_miss_of_a_visit_that_changed_meanwhile_is_hers_to_decide(visit, kofi):
    sent = missed(visit)
    Visit.objects.filter(pk=visit.pk).update(state=VisitState.CANCELLED, why_not="weather")

    first = take(visit, kofi, sent)
    assert (first.result, first.why) == (Result.CONFLICT, Why.CHANGED)

    assert take(visit, kofi, {**sent, "edition": 2, "settle": "take"}).result is Result.TAKEN
    assert Visit.objects.get().state == VisitState.NO_SHOW


def test_a_visit_on_record_as_held_is_not_undone_from_the_field(visit, kofi):
    take(visit, kofi, as_sent(visit))

    done = take(visit, kofi, missed(Visit.objects.get(), settle="take"))

    assert (done.result, done.why) == (Result.CONFLICT, Why.SIGNED)
    assert Visit.objects.get().state == VisitState.HELD


def test_pinned_meanwhile_is_no_conflict(visit, kofi):
    sent = missed(visit)
    Visit.objects.filter(pk=visit.pk).update(is_pinned=True, is_confirmed=True, version=5)

    assert take(visit, kofi, sent).result is Result.TAKEN


def test_a_photo_becomes_one_paper_of_the_case_however_often_it_comes(visit, kofi):
    sent = as_sent(visit, photo=base64.b64encode(JPEG).decode())

    take(visit, kofi, sent)
    take(visit, kofi, sent)

    photo = VisitPhoto.objects.get()
    assert bytes_of(photo.document) == JPEG
    assert photo.document.case_id == visit.enrolment.case_id
    assert "photo" not in FieldSending.objects.get().content


def test_what_is_no_photo_is_refused_and_the_visit_with_it(visit, kofi):
    with pytest.raises(NotAllowed, match="not a photo"):
        take(visit, kofi, as_sent(visit, photo=base64.b64encode(b"%PDF-1.7").decode()))

    assert not Checklist.objects.exists()


def signed(visit, **changes):
    done = [{"activity": "coaching", "goal": visit.enrolment.case.plans.get().goals.get().pk}]
    return as_sent(visit, sign=True, answers={**ANSWERS, "doings": done}, **changes)


def test_a_visit_that_was_signed_on_the_phone_is_signed(visit, kofi):
    PhaseSpan.objects.create(
        site=visit.site,
        enrolment=visit.enrolment,
        phase="intensive",
        starts_on=date(2026, 3, 2),
        reason="New job",
    )

    done = take(visit, kofi, signed(visit))

    checklist = Checklist.objects.get()
    assert done.note == ""
    assert (checklist.signed_by, checklist.signed_name) == (kofi, "Kofi Asante-Reed")
    other = take(visit, kofi, signed(visit, stopped="12:10"))
    assert (other.result, other.why) == (Result.CONFLICT, Why.SIGNED)


def test_what_cannot_be_signed_yet_is_saved_and_says_what_is_missing(visit, kofi):
    done = take(visit, kofi, as_sent(visit, sign=True))

    assert done.result is Result.TAKEN
    assert "not signed yet" in done.note
    assert Checklist.objects.get().signed_at is None
