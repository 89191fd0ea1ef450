"""The contact log: what counts, what is refused, what answers what."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from caseway.agencies.models import Role
from caseway.cases.actions.contacts import What, correct_contact, log_contact
from caseway.cases.models import Contact, ContactKind, ContactMode
from caseway.kernel.refusals import NotAllowed
from tests.factories import make_case, make_worker, make_world

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
MEETING = What(kind=ContactKind.MEETING, at=NOW, mode=ContactMode.IN_PERSON, minutes=40)


@pytest.fixture
def case():
    world = make_world()
    worker = make_worker(world)
    case = make_case(world, worker=worker)
    case.worker, case.world = worker, world
    return case


def test_a_meeting_is_kept_with_the_agency_of_the_worker(case):
    contact = log_contact(case=case, what=MEETING, by=case.worker, now=NOW)

    assert (contact.kind, contact.minutes, contact.agency) == (
        "meeting",
        40,
        case.world.contractor,
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"at": NOW + timedelta(minutes=5)}, None),  # another computer runs a little ahead
        ({"at": NOW + timedelta(minutes=5, seconds=1)}, "later than now"),
        ({"minutes": 1440}, None),
        ({"minutes": 1441}, "between 0 and 1,440"),
        ({"kind": ContactKind.NOTE, "text": "  "}, "what was said"),
        ({"kind": ContactKind.NOTE, "text": "Brought the lease."}, None),
        ({"kind": ContactKind.BRIEF}, None),  # one tap needs no words
        ({"mode": ContactMode.NONE}, "how you met"),
    ],
)
def test_an_entry_stands_or_is_refused_with_a_sentence(case, change, sentence):
    what = replace(MEETING, **change)

    if sentence is None:
        assert log_contact(case=case, what=what, by=case.worker, now=NOW).pk
    else:
        with pytest.raises(NotAllowed, match=sentence):
            log_contact(case=case, what=what, by=case.worker, now=NOW)
        assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        (ContactKind.MESSAGE_OUT, True),
        (ContactKind.MEETING, True),
        (ContactKind.BRIEF, True),
        (ContactKind.ATTEMPT, False),  # nobody was reached
        (ContactKind.NOTE, False),
    ],
)
def test_speaking_with_the_person_answers_the_message_that_waits(case, kind, answers):
    waiting = log_contact(
        case=case,
        what=What(
            kind=ContactKind.MESSAGE_IN,
            at=NOW - timedelta(hours=3),
            text="Can we move Tuesday?",
            needs_reply=True,
        ),
        by=case.worker,
        now=NOW,
    )

    log_contact(
        case=case,
        what=What(kind=kind, at=NOW, mode=ContactMode.PHONE, text="Yes, Wednesday at ten."),
        by=case.worker,
        now=NOW,
    )

    waiting.refresh_from_db()
    assert waiting.needs_reply is not answers


def test_a_correction_leaves_the_first_entry_readable(case):
    first = log_contact(case=case, what=MEETING, by=case.worker, now=NOW)

    second = correct_contact(
        contact=first, what=replace(MEETING, minutes=25), by=case.worker, now=NOW
    )

    first.refresh_from_db()
    assert (first.minutes, second.minutes, second.corrects) == (40, 25, first)
    with pytest.raises(NotAllowed, match="corrected already"):
        correct_contact(contact=first, what=MEETING, by=case.worker, now=NOW)


def test_only_its_author_corrects_an_entry(case):
    first = log_contact(case=case, what=MEETING, by=case.worker, now=NOW)
    colleague = make_worker(case.world)

    with pytest.raises(NotAllowed, match="person who wrote"):
        correct_contact(contact=first, what=MEETING, by=colleague, now=NOW)


def test_a_person_without_a_post_here_logs_nothing(case):
    stranger = make_worker(make_world())

    with pytest.raises(NotAllowed, match="no post at this site"):
        log_contact(case=case, what=MEETING, by=stranger, now=NOW)


def test_an_administrator_leads_but_does_not_log_contacts(case):
    administrator = make_worker(case.world, Role.ADMINISTRATOR, agency=case.world.public)

    with pytest.raises(NotAllowed, match="This is done by: case manager"):
        log_contact(case=case, what=MEETING, by=administrator, now=NOW)
