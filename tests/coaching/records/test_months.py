"""Summaries drafted, edited and signed; months closed; sessions billed or held back."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.utils import translation

from caseway.coaching.actions import closing, summaries
from caseway.coaching.actions.checklists import save_checklist
from caseway.coaching.actions.signing import sign_checklist
from caseway.coaching.facts import bill
from caseway.coaching.facts.bill import lines_of
from caseway.coaching.models import (
    CoachingEnrolment,
    CoachMonthClosing,
    FunderNumber,
    MonthlySummary,
    VisitState,
    WhyNot,
)
from caseway.coaching.queries.months import coach_month, enrolments_of
from caseway.coaching.shown.bill import as_csv, as_xlsx, rows_of
from caseway.coaching.telling import tell
from caseway.kernel.models.audit import AuditEntry
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import StaleRecord
from caseway.rules.dates import Month
from caseway.rules.records.visits.codes import Phase
from caseway.rules.records.visits.elements import Topic
from tests.coaching.records.scenes import key, make_client, make_scene, make_visit, whole

pytestmark = pytest.mark.django_db
NOVEMBER = Month(2026, 11)
FIRST = date(2026, 12, 1)
THEN = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
MISSING = {
    Topic.PROBLEMS: "Nothing stood in the way.",
    Topic.NEXT: "Next month goes on as this one.",
}


@pytest.fixture
def scene():
    return make_scene()


def session(scene, number=1, day=date(2026, 11, 3), client=None, signed=True, **more):
    client = client or scene.client
    visit = make_visit(scene, client, day)
    row = save_checklist(
        visit=visit,
        key=key(number),
        template=1,
        answers=whole(client, day, **more),
        base_version=0,
        by=scene.coach,
        at=datetime(day.year, day.month, day.day, 22, tzinfo=UTC),
    ).checklist
    if signed:
        sign_checklist(checklist=row, version=row.version, by=scene.coach, at=THEN)
    return visit


def draft(scene, client=None):
    return summaries.draft_summary(
        enrolment=(client or scene.client).enrolment, month=NOVEMBER, by=scene.coach, at=THEN
    )


def save(scene, row, texts=None, more=None, version=None):
    return summaries.save_summary(
        summary=row,
        version=row.version if version is None else version,
        texts=texts or {},
        more=more or {},
        by=scene.coach,
    )


def told(scene, client=None):
    """A summary that says something of everything, signed."""
    row = save(scene, draft(scene, client), more=MISSING)
    return summaries.sign_summary(summary=row, version=row.version, by=scene.coach, at=THEN)


def close(scene, by=None, at=THEN):
    return closing.close_coach_month(
        coach=scene.coach,
        site=scene.world.site,
        agency=scene.world.contractor,
        month=NOVEMBER,
        by=by or scene.coach,
        at=at,
    )


def judged(scene):
    return lines_of([one.enrolment for one in scene.clients], NOVEMBER)


def checks(scene):
    return [[held.check.value for held in line.held] for _visit, _checklist, line in judged(scene)]


def test_a_draft_says_what_the_records_say_and_no_name(scene):
    session(scene, 1, seen=["on_time"])
    session(scene, 2, date(2026, 11, 17), seen=["on_time"], response="alone")
    make_visit(scene, day=date(2026, 11, 24), state=VisitState.NO_SHOW, why_not=WhyNot.CLIENT_ILL)
    make_visit(scene, day=date(2026, 12, 1))

    texts = [one.text for one in tell(draft(scene).sentences)]

    assert texts == [
        "We met 2 times, from Tue, Nov 3, 2026 to Tue, Nov 17, 2026.",
        "Together this came to 120 minutes.",
        "1 planned visit did not take place.",
        "In 2 sessions we practiced the way to work.",
        "1 time the person did the work without help.",
        "1 time the person did the work with reminders.",
        "The person was on time in 2 sessions.",
        "2 sessions served the goal “Ride the bus to work alone”.",
        "Toward the goal “Ride the bus to work alone” there was a step forward by"
        " Tue, Nov 17, 2026.",
        "From Mon, Jan 5, 2026: 18.5 hours of work a week at $18.50 an hour.",
        "One session is planned, on Tue, Dec 1, 2026.",
    ]
    names = (scene.client.case.participant.name_used, scene.coach.name, "Bakery")
    assert not any(name in text for name in names for text in texts)


def test_each_sentence_leads_to_the_visits_it_came_from(scene):
    visit = session(scene, 1, seen=["safe"])

    by_text = {one.text: one.sources for one in tell(draft(scene).sentences)}

    found = by_text["The person worked safely in 1 session."]
    assert [(one.kind.value, one.key, one.field) for one in found] == [
        ("visit", str(visit.uuid), "seen")
    ]


def test_her_words_stand_in_place_of_the_draft_and_are_marked_as_hers(scene):
    session(scene)
    row = draft(scene)

    save(scene, row, {0: "We met at the bakery.", 1: ""}, {Topic.NEXT: "We go on."})

    shown = tell(MonthlySummary.objects.get().sentences)
    assert (shown[0].text, shown[0].edited) == ("We met at the bakery.", True)
    assert shown[0].drafted == "We met once, on Tue, Nov 3, 2026."
    assert shown[1].is_out
    assert (shown[-1].text, shown[-1].drafted, shown[-1].topic) == ("We go on.", "", Topic.NEXT)
    assert not shown[2].is_own


def test_typing_the_draft_again_makes_it_the_drafts(scene):
    session(scene)
    row = save(scene, draft(scene), {0: "We met at the bakery."})

    save(scene, row, {0: "We met once,  on Tue, Nov 3, 2026."})

    assert not tell(MonthlySummary.objects.get().sentences)[0].is_own


def test_a_new_draft_takes_in_what_is_new_and_keeps_her_words(scene):
    session(scene)
    save(scene, draft(scene), {1: "An hour in all."}, {Topic.NEXT: "We go on."})
    session(scene, 2, date(2026, 11, 17))

    texts = [one.text for one in tell(draft(scene).sentences)]

    assert "We met 2 times, from Tue, Nov 3, 2026 to Tue, Nov 17, 2026." in texts
    assert {"An hour in all.", "We go on."} <= set(texts)


def test_words_in_place_of_a_sentence_that_is_gone_stay_as_her_own(scene):
    session(scene, seen=["safe"])
    row = draft(scene)
    number = next(one.number for one in tell(row.sentences) if "safely" in one.text)
    save(scene, row, {number: "Careful with the oven."})
    save_checklist(
        visit=make_visit(scene, day=date(2026, 11, 5)),
        key=key(9),
        template=1,
        answers={},
        base_version=0,
        by=scene.coach,
        at=THEN,
    )
    scene.client.enrolment.checklists.filter(signed_at__isnull=False).update(answers={})

    shown = tell(draft(scene).sentences)

    assert [one.topic for one in shown if one.text == "Careful with the oven."] == [Topic.RESPONSE]


def test_two_who_edit_do_not_overwrite_each_other(scene):
    session(scene)
    row = draft(scene)
    save(scene, row, {0: "First"}, version=1)

    with pytest.raises(StaleRecord):
        save(scene, row, {0: "Second"}, version=1)


def test_a_summary_says_something_of_everything_before_it_is_signed(scene):
    session(scene)
    row = draft(scene)

    with pytest.raises(NotAllowed, match="Problems and planned changes, Next month"):
        summaries.sign_summary(summary=row, version=row.version, by=scene.coach, at=THEN)


def test_what_was_signed_stays_as_it_read(scene):
    session(scene)
    row = told(scene)

    with pytest.raises(NotAllowed, match="signed"):
        save(scene, row, {0: "Other"})
    with pytest.raises(NotAllowed, match="signed"):
        draft(scene)
    assert row.signed_text[0] == {"topic": "done", "text": "We met once, on Tue, Nov 3, 2026."}
    assert (row.signed_by, row.signed_title, row.signed_language) == (
        scene.coach,
        "Job coach",
        "en",
    )
    added = summaries.add_to_summary(summary=row, text="Raise from Monday", by=scene.coach, at=THEN)
    assert added.by == scene.coach


def test_a_draft_reads_in_spanish(scene):
    session(scene)
    row = draft(scene)

    with translation.override("es"):
        text = tell(row.sentences)[0].text

    assert "Nos vimos una vez" in text


def test_example_13_four_checklists_and_no_summary_on_the_eleventh_is_overdue(scene):
    for number, day in enumerate((3, 10, 17, 24)):
        session(scene, number, date(2026, 11, day))

    def standing(today):
        own = enrolments_of(scene.coach, NOVEMBER)
        return coach_month(scene.coach, NOVEMBER, own, today)

    assert standing(date(2026, 12, 10)).overdue == []
    [late] = standing(date(2026, 12, 11)).overdue
    assert len(late.visits) == 4
    assert late.standing.reason.text == "The summary was due on Thu, Dec 10, 2026, 1 day ago"
    told(scene)
    assert standing(date(2026, 12, 11)).overdue == []


def test_a_program_of_another_kind_owes_no_summary(scene):
    make_client(scene, program="vr")
    CoachingEnrolment.objects.filter(pk=scene.client.enrolment.pk).update(program="ips")

    own = enrolments_of(scene.coach, NOVEMBER)

    assert len(own) == 2
    assert coach_month(scene.coach, NOVEMBER, own, date(2027, 1, 1)).overdue == []


def test_a_month_closes_when_it_is_over_and_everybody_is_told(scene):
    session(scene)
    with pytest.raises(NotAllowed, match="is not over"):
        close(scene, at=datetime(2026, 11, 30, 15, tzinfo=UTC))
    with pytest.raises(NotAllowed, match="1 summary is not signed: "):
        close(scene)
    told(scene)

    row = close(scene)

    assert (row.coach, row.month, row.closed_by) == (scene.coach, NOVEMBER.first, scene.coach)
    assert close(scene).pk == row.pk
    assert AuditEntry.objects.filter(action="coach_month.closed").count() == 1


def test_a_record_that_waits_for_a_decision_keeps_the_month_open(scene):
    visit = session(scene)
    told(scene)
    save_checklist(
        visit=visit,
        key=key(50),
        template=1,
        answers={"note": "From the phone"},
        base_version=0,
        by=scene.coach,
        at=THEN,
    )

    with pytest.raises(NotAllowed, match="1 record that was sent waits"):
        close(scene)


def test_a_month_is_reopened_by_who_leads_with_a_reason(scene):
    session(scene)
    told(scene)
    close(scene)

    def reopen(by, reason):
        return closing.reopen_coach_month(
            coach=scene.coach,
            site=scene.world.site,
            month=NOVEMBER,
            reason=reason,
            by=by,
            at=THEN,
        )

    with pytest.raises(NotAllowed):
        reopen(scene.coach, "Mine")
    with pytest.raises(NotAllowed, match="Say why"):
        reopen(scene.supervisor, "  ")
    assert reopen(scene.supervisor, "A record came late").reason == "A record came late"
    with pytest.raises(NotAllowed, match="open already"):
        reopen(scene.supervisor, "Again")
    assert checks(scene) == [["month_open"]]
    assert close(scene).pk != CoachMonthClosing.objects.order_by("pk").first().pk


def test_a_signed_session_of_a_closed_month_is_billed_in_units(scene):
    session(scene, minutes=52)
    told(scene)
    close(scene)

    [(_visit, _checklist, line)] = judged(scene)

    assert (line.billable, line.units, line.service) == (True, 3, "extended-1")


def test_each_held_back_session_says_which_check_held_it(scene):
    session(scene, 1)
    session(scene, 2, date(2026, 11, 10), signed=False)
    session(scene, 3, date(2026, 11, 17), minutes=14)
    session(scene, 4, date(2026, 11, 17), start=14, minutes=75)
    make_visit(scene, day=date(2026, 11, 24), state=VisitState.HELD)
    told(scene)
    close(scene)
    FunderNumber.objects.all().delete()

    assert checks(scene) == [
        ["incomplete"],
        ["incomplete", "not_signed"],
        ["incomplete", "overlap"],
        ["incomplete", "overlap", "no_unit"],
        ["incomplete"] * 10 + ["not_signed"],
    ]


def test_who_has_few_hours_left_is_named_in_time(scene, monkeypatch):
    session(scene, 1)
    told(scene)
    close(scene)
    few = {Phase.EXTENDED: 1, Phase.INTENSIVE: 1}
    real = bill.asks_of

    assert bill.bill_of([scene.client.enrolment], NOVEMBER).low == []
    monkeypatch.setattr(
        bill, "asks_of", lambda program, on: replace(real(program, on), hour_limits=few)
    )

    [(row, found)] = bill.bill_of([scene.client.enrolment], NOVEMBER).low
    assert (row, found.left) == (scene.client.enrolment, 0)
    assert found.reason.text.startswith("All 1 hours of the phase “Extended” in 365 days are used")


def test_the_file_tells_every_line_and_runs_no_formula(scene):
    person = scene.client.case.participant
    type(person).objects.filter(pk=person.pk).update(name_used="=HYPERLINK(1)")
    scene.client.enrolment.refresh_from_db()
    session(scene)
    session(scene, 2, date(2026, 11, 10), signed=False)
    told(scene)
    close(scene)
    numbers = {row.enrolment_id: row for row in FunderNumber.objects.all()}

    rows = list(rows_of(judged(scene), numbers))
    lines = list(csv.reader(io.StringIO(as_csv(rows).decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(rows, "Visits"))).active

    case = scene.client.case.number
    assert [line[0] for line in lines] == ["Case number", case, case]
    assert lines[1][1] == "'=HYPERLINK(1)"
    assert lines[1][2] == "345C"
    assert lines[1][8:10] == ["60", "4"]
    assert (lines[1][12], lines[2][12], lines[2][13]) == ("Yes", "No", "Not signed")
    assert sheet["J2"].value == 4
    assert all(cell.data_type in ("s", "n") for row in sheet.iter_rows() for cell in row)
