"""Proof: handed in once for many days, decided by others than who hosted them, never silently."""

from datetime import date, timedelta

import pytest

from caseway.agencies.models import Agency, EmployerKind, Membership, Presence, Role
from caseway.attendance.actions import evidence as proofs
from caseway.attendance.actions.closing import close_month
from caseway.attendance.actions.evidence import Proof
from caseway.attendance.actions.projections import project_hours, report_change
from caseway.attendance.actions.proving import expire_due
from caseway.attendance.models import (
    ActivityKind,
    AttendanceEntry,
    CaseMonth,
    Evidence,
    EvidenceKind,
    HoursProjection,
    MarkCode,
    ProofState,
)
from caseway.attendance.queries.proof import proof_page
from caseway.documents.actions.receive import Paper, receive
from caseway.documents.models import DocumentKind
from caseway.kernel.refusals import NotAllowed
from tests.attendance.cases.conftest import NOW, PERIOD, TODAY
from tests.factories import LONG_AGO, make_case, make_enrolment, make_entry, make_worker, make_world

U, S, V, R, X = (
    ProofState.UNPROVEN,
    ProofState.SUBMITTED,
    ProofState.VERIFIED,
    ProofState.REJECTED,
    ProofState.EXPIRED,
)
MONDAY = date(2026, 11, 9)


@pytest.fixture
def row(world):
    """An activity with five unproven days of six hours, Mon, Nov 9 to Fri, Nov 13."""
    row = make_enrolment(world.case)
    for day in range(5):
        make_entry(row, MONDAY + timedelta(days=day), proof=U)
    return row


@pytest.fixture
def sheet(world):
    given = Paper(DocumentKind.TIME_SHEET, b"%PDF-1.7 sheet")
    return receive(case=world.case, paper=given, by=world.carla, today=TODAY).document


def hand_in(row, document, by, start=MONDAY, end=date(2026, 11, 14), **fields):
    fields.setdefault("kind", EvidenceKind.TIME_SHEET)
    proof = Proof(covers_from=start, covers_until=end, document=document, **fields)
    return proofs.submit_proof(enrolment=row, proof=proof, by=by, at=NOW)


def states(row):
    rows = AttendanceEntry.objects.filter(enrolment=row).order_by("period", "day")
    return list(rows.values_list("proof", flat=True))


def test_one_paper_waits_for_all_the_days_of_its_span_and_no_other(world, row, sheet):
    hand_in(row, sheet, world.carla, start=date(2026, 11, 10), end=date(2026, 11, 13))

    assert states(row) == [U, S, S, S, U]


def test_days_that_are_all_proven_take_no_other_paper(world, row, sheet):
    AttendanceEntry.objects.filter(enrolment=row, day__lte=12).update(proof=V)

    with pytest.raises(NotAllowed, match="These days are proven already"):
        hand_in(row, sheet, world.carla, end=date(2026, 11, 13))
    assert not Evidence.objects.exists()

    hand_in(row, sheet, world.carla, end=date(2026, 11, 14))
    assert states(row) == [V, V, V, V, S]


def test_days_that_wait_for_a_decision_take_no_second_paper(world, row, sheet):
    first = hand_in(row, sheet, world.carla)

    with pytest.raises(NotAllowed, match="wait for a decision already, with the paper of Mon, Nov"):
        hand_in(row, sheet, world.carla, start=date(2026, 11, 10), end=date(2026, 11, 12))
    assert Evidence.objects.get() == first

    # A day more is a day that needs a paper.
    make_entry(row, date(2026, 11, 16), proof=U)
    hand_in(row, sheet, world.carla, end=date(2026, 11, 17))
    assert states(row) == [S, S, S, S, S, S]
    assert Evidence.objects.count() == 2


def test_a_paper_may_come_before_its_days_are_marked_and_only_once(world, row, sheet):
    AttendanceEntry.objects.filter(enrolment=row).delete()

    hand_in(row, sheet, world.carla)
    with pytest.raises(NotAllowed, match="wait for a decision already"):
        hand_in(row, sheet, world.carla)


def test_the_form_says_that_the_days_are_proven_and_saves_nothing(world, row, sign_in, key):
    AttendanceEntry.objects.filter(enrolment=row).update(proof=V)
    sent = {
        "submission_key": key(),
        "kind": EvidenceKind.PHONE_CALL.value,
        "covers_from": "2026-11-09",
        "last_day": "2026-11-13",
        "note": "Called Ms. Ahn, all five days.",
    }

    answer = sign_in(world.carla).post(f"/attendance/activities/{row.pk}/proof/", sent)

    assert answer.status_code == 422
    assert "These days are proven already" in answer.content.decode()
    assert not Evidence.objects.exists()


def test_a_span_over_a_new_years_eve_reaches_both_months(world, sheet):
    row = make_enrolment(world.case, starts_on=date(2025, 12, 1))
    days = [date(2025, 12, 30), date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 2)]
    for day in days:
        make_entry(row, day, proof=U)

    hand_in(row, sheet, world.carla, start=date(2025, 12, 31), end=date(2026, 1, 2))

    assert states(row) == [U, S, S, U]


def test_accepted_days_count_and_the_month_is_worked_out_anew(world, row, sheet):
    paper = hand_in(row, sheet, world.carla)
    CaseMonth.objects.all().delete()

    decided = proofs.verify_proof(evidence=paper, by=world.carla, at=NOW)

    assert states(row) == [V] * 5
    assert (decided.state, decided.decided_by, decided.decided_at) == (V, world.carla, NOW)
    assert CaseMonth.objects.get(case=world.case, period=PERIOD).computed_at == NOW


def test_a_day_marked_later_is_not_proven_by_itself(world, row, sheet):
    paper = hand_in(row, sheet, world.carla, end=date(2026, 11, 21))
    make_entry(row, date(2026, 11, 16), proof=U)
    proofs.verify_proof(evidence=paper, by=world.carla, at=NOW)
    make_entry(row, date(2026, 11, 17), proof=U)

    assert states(row) == [V] * 5 + [U, U]

    assert proofs.cover_later(evidence=paper, by=world.carla, at=NOW) == 2
    assert states(row) == [V] * 7


def test_days_proven_by_another_paper_stay_with_it(world, row, sheet):
    first = hand_in(row, sheet, world.carla, end=date(2026, 11, 11))
    proofs.verify_proof(evidence=first, by=world.carla, at=NOW)

    second = hand_in(row, sheet, world.carla)

    assert states(row) == [V, V, S, S, S]
    assert second.entries.count() == 3


def test_refused_days_keep_the_reason_and_wait_for_another_paper(world, row, sheet):
    paper = hand_in(row, sheet, world.carla)

    with pytest.raises(NotAllowed, match="Say what is missing"):
        proofs.reject_proof(evidence=paper, reason=" ", by=world.carla, at=NOW)
    refused = proofs.reject_proof(evidence=paper, reason="No signature", by=world.carla, at=NOW)

    assert states(row) == [R] * 5
    assert refused.decision_reason == "No signature"
    hand_in(row, sheet, world.carla)
    assert states(row) == [S] * 5


@pytest.mark.parametrize("accepted", [True, False])
def test_a_decision_is_taken_back(world, row, sheet, accepted):
    paper = hand_in(row, sheet, world.carla)
    if accepted:
        proofs.verify_proof(evidence=paper, by=world.carla, at=NOW)
    else:
        proofs.reject_proof(evidence=paper, reason="Blurred", by=world.carla, at=NOW)

    undone = proofs.undo_decision(evidence=paper, by=world.carla, at=NOW)

    assert states(row) == [S] * 5
    assert (undone.state, undone.decided_by, undone.decided_at) == (S, None, None)
    assert undone.decision_reason == ""


@pytest.mark.parametrize(("stated", "differs"), [(1800, False), (1920, True), (1799, True)])
def test_homework_is_no_part_of_what_a_paper_states(world, row, sheet, stated, differs):
    make_entry(row, MONDAY, mark=MarkCode.HOMEWORK_UNSUPERVISED, scheduled=0, attended=120, proof=U)
    paper = hand_in(row, sheet, world.carla, stated_minutes=stated)

    if differs:
        with pytest.raises(NotAllowed, match="and 30 are entered"):
            proofs.verify_proof(evidence=paper, by=world.carla, at=NOW)
    else:
        proofs.verify_proof(evidence=paper, by=world.carla, at=NOW)
        assert states(row) == [V] * 6
    assert proof_page(paper).entered_minutes == 1800


def test_a_paper_is_decided_once(world, row, sheet):
    paper = hand_in(row, sheet, world.carla)
    proofs.verify_proof(evidence=paper, by=world.carla, at=NOW)

    with pytest.raises(NotAllowed, match="decided already"):
        proofs.reject_proof(evidence=paper, reason="x", by=world.carla, at=NOW)
    with pytest.raises(NotAllowed, match="decided already"):
        proofs.verify_proof(evidence=paper, by=world.carla, at=NOW)


def test_a_paper_handed_in_by_mistake_is_taken_back_before_anybody_decides(world, row, sheet):
    paper = hand_in(row, sheet, world.carla)

    proofs.withdraw_proof(evidence=paper, by=world.carla, at=NOW)

    assert states(row) == [U] * 5
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("stated", "why", "accepted"),
    [
        (None, "", True),  # it states no total
        (1800, "", True),
        (1799, "", False),
        (1801, "", False),
        (1801, "The school rounds up", True),
    ],
)
def test_hours_that_differ_from_the_paper_ask_why(world, row, sheet, stated, why, accepted):
    paper = hand_in(row, sheet, world.carla, stated_minutes=stated)

    if accepted:
        proofs.verify_proof(evidence=paper, by=world.carla, at=NOW, why=why)
        assert states(row) == [V] * 5
    else:
        with pytest.raises(NotAllowed, match="30 are entered"):
            proofs.verify_proof(evidence=paper, by=world.carla, at=NOW, why=why)
        assert states(row) == [S] * 5


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"end": MONDAY}, "last day is before the first"),
        ({"start": date(2025, 11, 1)}, "at most a year"),
        ({"end": date(2026, 11, 25)}, "days to come"),
        ({"start": date(2026, 2, 2), "end": date(2026, 3, 2)}, "began later"),
        ({"document": None}, "Add the file"),
        ({"document": None, "kind": EvidenceKind.PHONE_CALL}, "whom you called"),
    ],
)
def test_proof_that_cannot_be_is_refused_and_nothing_changes(world, row, sheet, fields, sentence):
    given = {"document": sheet} | fields

    with pytest.raises(NotAllowed, match=sentence):
        hand_in(row, given.pop("document"), world.carla, **given)

    assert states(row) == [U] * 5
    assert not Evidence.objects.exists()


def test_a_paper_may_prove_today(world, row, sheet):
    assert hand_in(row, sheet, world.carla, end=date(2026, 11, 24)).covers_until == date(
        2026, 11, 24
    )


def test_a_call_written_down_is_proof_without_a_paper(world, row):
    call = hand_in(
        row, None, world.carla, kind=EvidenceKind.PHONE_CALL, note="Rosa, Nov 16: 30 hours"
    )

    assert call.note == "Rosa, Nov 16: 30 hours"


def test_a_paper_of_another_case_proves_nothing_here(world, row, sheet):
    other = make_enrolment(make_case(world, "Luz Ortega", worker=world.carla))

    with pytest.raises(NotAllowed, match="another case"):
        hand_in(other, sheet, world.carla)


@pytest.fixture
def teacher(world, row):
    """Somebody of the place where the hours are done."""
    school = Agency.objects.create(name="Concourse", employer_kind=EmployerKind.CONTRACTOR)
    Presence.objects.create(agency=school, site=world.site, region=world.region, starts_on=LONG_AGO)
    row.provider = world.site.providers.create(name="Concourse", agency=school)
    row.save()
    return make_worker(world, Role.PROVIDER, agency=school)


def test_the_place_hands_in_and_never_decides(world, row, sheet, teacher):
    paper = hand_in(row, sheet, teacher)

    with pytest.raises(NotAllowed, match="not by the place that sent it"):
        proofs.verify_proof(evidence=paper, by=teacher, at=NOW)

    assert states(row) == [S] * 5


def test_who_handed_in_for_the_place_does_not_decide_after_changing_sides(
    world, row, sheet, teacher
):
    paper = hand_in(row, sheet, teacher)
    Membership.objects.filter(user=teacher).update(ends_on=TODAY - timedelta(days=1))
    Membership.objects.create(
        user=teacher,
        agency=world.contractor,
        site=world.site,
        role=Role.CASE_MANAGER,
        starts_on=TODAY,
    )
    teacher = type(teacher).objects.get(pk=teacher.pk)

    with pytest.raises(NotAllowed, match="Somebody else decides"):
        proofs.verify_proof(evidence=paper, by=teacher, at=NOW)

    proofs.verify_proof(evidence=paper, by=world.carla, at=NOW)


def test_a_stranger_neither_hands_in_nor_decides(world, row, sheet):
    stranger = make_worker(make_world("Elsewhere"))
    with pytest.raises(NotAllowed):
        hand_in(row, sheet, stranger)
    paper = hand_in(row, sheet, world.carla)

    with pytest.raises(NotAllowed):
        proofs.verify_proof(evidence=paper, by=stranger, at=NOW)


def test_nothing_of_a_closed_month_changes(world, row, sheet):
    paper = hand_in(row, sheet, world.carla)
    boss = make_worker(world, Role.SUPERVISOR)
    later = NOW + timedelta(days=10)
    close_month(site=world.site, period=PERIOD, by=boss, at=later)

    with pytest.raises(NotAllowed, match="November 2026 is closed"):
        proofs.verify_proof(evidence=paper, by=world.carla, at=later)

    assert states(row) == [S] * 5


def test_proof_runs_out_on_its_day_for_the_days_from_then_on(world, row, sheet):
    paper = hand_in(row, sheet, world.carla, expires_on=date(2026, 11, 12))
    proofs.verify_proof(evidence=paper, by=world.carla, at=NOW)

    assert expire_due(today=date(2026, 11, 11), at=NOW) == 0
    assert expire_due(today=date(2026, 11, 12), at=NOW) == 1
    assert expire_due(today=date(2026, 11, 12), at=NOW) == 0

    assert states(row) == [V, V, V, X, X]
    paper.refresh_from_db()
    assert paper.state == X


@pytest.fixture
def job(world):
    row = make_enrolment(world.case, ActivityKind.UNSUBSIDIZED, supervisor="")
    make_entry(row, date(2026, 11, 12), proof=U)
    return row


def stub(world, job, sheet, **fields):
    fields = {"kind": EvidenceKind.PAY_STUB, "start": date(2026, 11, 1)} | fields
    paper = hand_in(job, sheet, world.carla, **fields)
    return proofs.verify_proof(evidence=paper, by=world.carla, at=NOW, why="pay period")


def ahead(world, paper, minutes=1440):
    return project_hours(evidence=paper, minutes_a_week=minutes, by=world.carla, at=NOW)


def test_proven_hours_of_a_job_count_ahead_for_the_month_shown_and_the_five_after(
    world, job, sheet
):
    row = ahead(world, stub(world, job, sheet))

    assert (row.starts_on, row.holds_until) == (date(2026, 11, 1), date(2027, 5, 1))
    anew = set(CaseMonth.objects.values_list("period", flat=True))
    assert {202611, 202612, 202701, 202702, 202703, 202704} <= anew


def test_newer_proof_takes_the_place_of_older(world, job, sheet):
    old = ahead(
        world,
        stub(world, job, sheet, start=date(2026, 8, 1), end=date(2026, 8, 31)),
    )
    ahead(world, stub(world, job, sheet))

    old.refresh_from_db()
    assert old.ended_on == date(2026, 11, 1)
    assert HoursProjection.objects.filter(ended_on=None).count() == 1


def test_older_proof_does_not_push_newer_aside(world, job, sheet):
    ahead(world, stub(world, job, sheet))
    old = stub(world, job, sheet, start=date(2026, 8, 1), end=date(2026, 8, 31))

    with pytest.raises(NotAllowed, match="Newer proof stands"):
        ahead(world, old)


def test_a_reported_change_ends_what_was_counted_ahead(world, job, sheet):
    row = ahead(world, stub(world, job, sheet, start=date(2026, 8, 1), end=date(2026, 8, 31)))
    CaseMonth.objects.all().delete()

    ended = report_change(
        projection=row, on=date(2026, 10, 15), what="Fewer hours", by=world.carla, at=NOW
    )

    assert (ended.ended_on, ended.end_reason) == (date(2026, 10, 15), "Fewer hours")
    anew = set(CaseMonth.objects.values_list("period", flat=True))
    assert {202610, 202611, 202612, 202701} <= anew
    assert 202609 not in anew
    with pytest.raises(NotAllowed, match="reported already"):
        report_change(projection=row, on=TODAY, what="More", by=world.carla, at=NOW)


@pytest.mark.parametrize(
    "on",
    [date(2026, 7, 31), date(2027, 2, 1)],
)
def test_a_change_lies_in_the_time_that_was_counted_ahead(world, job, sheet, on):
    row = ahead(world, stub(world, job, sheet, start=date(2026, 8, 1), end=date(2026, 8, 31)))

    with pytest.raises(NotAllowed, match="Choose a day in the time"):
        report_change(projection=row, on=on, what="Moved", by=world.carla, at=NOW)


def test_only_accepted_proof_of_a_jobs_hours_is_counted_ahead(world, row, job, sheet):
    waiting = hand_in(job, sheet, world.carla, kind=EvidenceKind.PAY_STUB)
    with pytest.raises(NotAllowed, match="Accept the proof first"):
        ahead(world, waiting)
    service = proofs.verify_proof(evidence=hand_in(row, sheet, world.carla), by=world.carla, at=NOW)
    with pytest.raises(NotAllowed, match="Only the hours of a job"):
        ahead(world, service)


def test_a_word_alone_is_not_counted_ahead(world, job):
    call = hand_in(job, None, world.carla, kind=EvidenceKind.PHONE_CALL, note="Boss said 30")
    proofs.verify_proof(evidence=call, by=world.carla, at=NOW)

    with pytest.raises(NotAllowed, match="Pay stubs, time sheets"):
        ahead(world, call)


def test_a_decision_on_which_hours_ahead_rest_is_not_undone(world, job, sheet):
    paper = stub(world, job, sheet)
    ahead(world, paper)

    with pytest.raises(NotAllowed, match="Hours are taken ahead"):
        proofs.undo_decision(evidence=paper, by=world.carla, at=NOW)
