"""The pages of records: what they show, what they refuse, and how much they ask the database."""

from datetime import UTC, date, datetime
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from caseway.agencies.models import Role
from caseway.coaching.actions.approved import Letter, record_hours
from caseway.coaching.actions.checklists import save_checklist
from caseway.coaching.actions.summaries import draft_summary, save_summary, sign_summary
from caseway.coaching.models import (
    Checklist,
    ChecklistDraft,
    ChecklistSending,
    ChecklistVersion,
    FunderNumber,
    MonthlySummary,
)
from caseway.kernel.models.audit import AccessEvent
from caseway.rules.dates import Month
from caseway.rules.records.visits.elements import Topic
from tests.agencies.staffing import sign_in
from tests.coaching.records.scenes import NOW, key, make_client, make_scene, make_visit, whole
from tests.factories import make_worker

pytestmark = pytest.mark.django_db
DECEMBER = datetime(2026, 12, 2, 15, 0, tzinfo=UTC)
FORM = {
    "template": "1",
    "version": "0",
    "on": "2026-11-03",
    "started": "10:00",
    "stopped": "10:52",
    "mode": "visit",
    "place": "Harbor Bakery",
    "setting": "individual",
    "contact": "direct",
    "activity_1": "coaching",
    "response": "alone",
    "seen": ["on_time", "safe"],
    "note": "Kept the pace.",
}


@pytest.fixture(autouse=True)
def _december():
    with mock.patch.object(timezone, "now", return_value=DECEMBER):
        yield


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def coach(client, scene):
    sign_in(client, scene.coach)
    return client


def sent(scene, number=1, **changes):
    form = {**FORM, "goal_1": str(scene.client.goal.pk), "submission_key": str(key(number))}
    return {**form, **changes}


def fill(scene, number=1, day=date(2026, 11, 3), client=None, **more):
    client = client or scene.client
    return save_checklist(
        visit=make_visit(scene, client, day),
        key=key(number),
        template=1,
        answers=whole(client, day, **more),
        base_version=0,
        by=scene.coach,
        at=NOW,
    ).checklist


def url(name, *args):
    return reverse(f"coaching:{name}", args=args)


def text(answer):
    return answer.content.decode()


def test_a_visit_is_filled_in_signed_and_added_to(coach, scene):
    visit = make_visit(scene)
    at = url("record", visit.pk)

    assert "Not filled in" in text(coach.get(at))
    assert coach.post(at, sent(scene)).status_code == 302
    row = Checklist.objects.get()
    assert row.answers["started_at"] == "2026-11-03T15:00:00+00:00"
    assert row.answers["seen"] == ["on_time", "safe"]
    assert "Ready to sign" in text(coach.get(at))

    coach.post(url("sign_record", visit.pk), {"version": row.version})
    page = text(coach.get(at))
    assert "Signed by Kofi Test, Job coach, on Wed, Dec 2, 2026, 10:00 a.m." in page
    assert "3 units of 15 minutes" in page
    assert "Late entry: written 29 days after the visit" in page

    coach.post(
        url("add_to_record", visit.pk), {"text": "It rained.", "submission_key": str(key(5))}
    )
    assert "It rained." in text(coach.get(at))


def test_what_is_incomplete_is_kept_and_says_what_is_missing(coach, scene):
    visit = make_visit(scene)

    coach.post(url("record", visit.pk), sent(scene, stopped="", response=""))

    page = text(coach.get(url("record", visit.pk)))
    assert Checklist.objects.count() == 1
    assert "Missing: Stop time" in page
    assert "Missing: The person’s response" in page
    assert "Sign this record" not in page


def test_what_cannot_be_read_comes_back_with_what_was_typed(coach, scene):
    visit = make_visit(scene)

    answer = coach.post(url("record", visit.pk), sent(scene, mode="telepathy"))

    assert answer.status_code == 422
    assert "Kept the pace." in text(answer)
    assert Checklist.objects.count() == 0


def test_a_double_click_makes_one_record(coach, scene):
    visit = make_visit(scene)

    for _click in range(2):
        coach.post(url("record", visit.pk), sent(scene))

    assert Checklist.objects.get().version == 1
    assert ChecklistSending.objects.count() == 1


def test_two_records_of_one_visit_are_shown_side_by_side_until_somebody_decides(coach, scene):
    visit = make_visit(scene)
    coach.post(url("record", visit.pk), sent(scene, 1, note="At the office"))
    coach.post(url("record", visit.pk), sent(scene, 2, note="On the phone"))

    page = text(coach.get(url("record", visit.pk)))
    assert "Somebody else changed the record meanwhile" in page
    assert "At the office" in page
    assert "On the phone" in page

    waiting = ChecklistSending.objects.get(why_kept="changed")
    coach.post(url("settle_sending", waiting.pk), {"take": "sent", "submission_key": str(key(9))})
    assert Checklist.objects.get().answers["note"] == "On the phone"
    assert "Take what was sent" not in text(coach.get(url("record", visit.pk)))


def test_a_fourth_activity_from_the_phone_is_not_lost_on_the_page(coach, scene):
    goal = scene.client.goal.pk
    doings = [
        {"activity": code, "goal": goal} for code in ("coaching", "check_in", "career", "employer")
    ]
    row = fill(scene, doings=doings)

    page = text(coach.get(url("record", row.visit_id)))

    assert 'name="activity_4"' in page
    assert 'name="activity_5"' in page


def test_the_number_with_the_funder_is_sealed_and_shown_by_its_end(coach, scene):
    enrolment = make_client(scene, number="").enrolment
    at = url("funder_number", enrolment.pk)

    assert coach.post(at, {"number": "12", "submission_key": str(key(1))}).status_code == 422
    coach.post(at, {"number": "ab 12345 c", "submission_key": str(key(1))})

    row = FunderNumber.objects.get(enrolment=enrolment)
    assert (row.unseal("number"), row.last_four) == ("AB12345C", "345C")
    page = text(coach.get(at))
    assert "345C" in page
    assert "AB12345C" not in page.replace("such as AB12345C", "")


def test_a_month_is_drafted_edited_signed_and_closed_on_screen(coach, scene):
    row = fill(scene)
    coach.post(url("sign_record", row.visit_id), {"version": row.version})
    person, period = scene.client.enrolment.pk, 202611
    at = url("summary", person, period)
    assert MonthlySummary.objects.count() == 0

    found = coach.get(url("record_month", period))
    assert person in [one["row"].enrolment.pk for one in found.context["to_do"]]
    coach.post(url("draft_summary", person, period), {"submission_key": str(key(2))})
    page = text(coach.get(at))
    assert "We met once, on Tue, Nov 3, 2026." in page
    assert url("record", row.visit_id) in page
    assert "No record says anything of: Problems and planned changes, Next month" in page

    coach.post(
        at,
        {
            "version": "1",
            "sentence-0": "We met at the bakery.",
            "more-problems": "Nothing stood in the way.",
            "more-next": "We go on.",
            "sign": "1",
        },
    )
    page = text(coach.get(at))
    assert "We met at the bakery." in page
    assert "Signed by Kofi Test, Job coach" in page

    month = url("record_month", period)
    found = coach.get(month)
    assert "Close November 2026" in text(found)
    assert person in [one["row"].enrolment.pk for one in found.context["finished"]]
    coach.post(
        url("close_record_month", period), {"coach": scene.coach.pk, "submission_key": str(key(3))}
    )
    assert "Closed by Kofi Test on" in text(coach.get(month))
    assert "4 units can be billed" in text(coach.get(url("visit_billing", period)))


def test_the_words_of_two_who_edit_are_both_shown(coach, scene):
    fill(scene)
    enrolment = scene.client.enrolment
    row = draft_summary(enrolment=enrolment, month=Month(2026, 11), by=scene.coach, at=DECEMBER)
    save_summary(summary=row, version=1, texts={0: "Theirs"}, more={}, by=scene.coach)

    answer = coach.post(
        url("summary", enrolment.pk, 202611),
        {
            "version": "1",
            "code-0": "month_story.met_once",
            "sentence-0": "Mine",
            "code-1": "month_story.video",
            "sentence-1": "Mine as well",
        },
    )

    assert answer.status_code == 409
    assert ">Mine</textarea>" in text(answer)
    assert "<li>Mine as well</li>" in text(answer)
    assert "Saved: “Theirs”" in text(answer)


def test_who_leads_takes_out_the_file_and_the_log_says_so(client, scene):
    sign_in(client, scene.supervisor)
    fill(scene)

    answer = client.get(url("visit_billing_file", 202611, "csv"))

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert b"Not signed" in answer.content
    assert answer["Cache-Control"] == "no-store"
    event = AccessEvent.objects.get(kind="exported")
    assert (event.user_id, event.field_class) == (scene.supervisor.pk, "identifier")
    assert client.get(url("visit_billing_file", 202611, "pdf")).status_code == 404


@pytest.mark.parametrize(("minutes", "is_held"), [(75, False), (60, False), (59, True)])
def test_what_goes_over_a_letter_is_held_back_on_the_page_and_in_the_file(
    minutes, is_held, client, scene
):
    fill(scene)  # 60 minutes, four units
    said = Letter("SE-4711", minutes, "month", date(2026, 11, 1), date(2026, 11, 30))
    record_hours(enrolment=scene.client.enrolment, letter=said, by=scene.supervisor, at=NOW)
    sign_in(client, scene.supervisor)

    page = text(client.get(url("visit_billing", 202611)))
    file = client.get(url("visit_billing_file", 202611, "csv")).content.decode("utf-8-sig")

    told = "Letter SE-4711: 0.98 of 0.98 hours are left that month; this session takes 1."
    assert ("More than the approved hours" in page, told in page) == (is_held, is_held)
    assert ("More than the approved hours" in file, told in file) == (is_held, is_held)


def test_a_coach_sees_no_file_and_nobody_elses_month(coach, scene):
    fill(scene)
    other = make_worker(scene.world, Role.JOB_COACH, name="Other Coach")

    assert coach.get(url("visit_billing_file", 202611, "csv")).status_code == 403
    assert coach.get(url("record_month", 202611), {"coach": other.pk}).status_code == 404


def test_a_checklist_is_changed_in_a_draft_looked_at_and_published(client, scene):
    sign_in(client, scene.supervisor)
    place = (scene.world.site.pk, "semp")

    client.post(url("begin_checklist", *place), {"submission_key": str(key(1))})
    draft = ChecklistDraft.objects.get()
    keep = {
        f"must-{number}": "on" for number, part in enumerate(draft.content["parts"]) if part["must"]
    }
    client.post(
        url("checklist", *place),
        {
            **keep,
            "version": "1",
            "en-7": "How did it go?",
            "out-8": "on",
            "new-en": "Badge worn",
            "new-es": "Llevaba credencial",
            "new-kind": "yes_no",
        },
    )
    page = text(client.get(url("preview_checklist", *place)))
    assert "How did it go?" in page
    assert "Badge worn" in page
    assert "Support needed" not in page
    assert ChecklistVersion.objects.count() == 0

    client.post(
        url("publish_checklist", *place),
        {"in_force_on": "2026-12-02", "submission_key": str(key(2))},
    )
    first, second = ChecklistVersion.objects.order_by("number")
    assert (first.number, second.number, second.published_by) == (1, 2, scene.supervisor)
    assert ChecklistDraft.objects.count() == 0

    sign_in(client, scene.coach)
    before, after = make_visit(scene), make_visit(scene, day=date(2026, 12, 2))
    assert "How did it go?" in text(client.get(url("record", after.pk)))
    assert "How did it go?" not in text(client.get(url("record", before.pk)))


def test_what_the_funder_requires_cannot_be_taken_out(client, scene):
    sign_in(client, scene.supervisor)
    place = (scene.world.site.pk, "semp")
    client.post(url("begin_checklist", *place), {"submission_key": str(key(1))})

    client.post(url("checklist", *place), {"version": "1", "out-1": "on"})

    page = text(client.get(url("checklist", *place)))
    assert "“Stop” is required by the funder. Put it back" in page
    client.post(
        url("publish_checklist", *place),
        {"in_force_on": "2026-12-02", "submission_key": str(key(2))},
    )
    assert ChecklistVersion.objects.count() == 0


def counted(client, at):
    with CaptureQueriesContext(connection) as found:
        assert client.get(at).status_code == 200
    return len(found)


@pytest.mark.parametrize("name", ["record_month", "visit_billing"])
def test_a_page_asks_as_often_for_two_people_as_for_forty(name, coach, scene):
    def people(wanted):
        while len(scene.clients) < wanted:
            scene.clients.append(make_client(scene))
            day = date(2026, 11, 3 + len(scene.clients) % 20)
            fill(scene, 100 + len(scene.clients), day, scene.clients[-1])

    people(2)
    coach.get(url(name, 202611))
    two = counted(coach, url(name, 202611))
    people(40)

    assert counted(coach, url(name, 202611)) == two


def test_a_signed_summary_reads_as_it_was_signed(coach, scene):
    fill(scene)
    enrolment = scene.client.enrolment
    row = draft_summary(enrolment=enrolment, month=Month(2026, 11), by=scene.coach, at=DECEMBER)
    more = {Topic.PROBLEMS: "None.", Topic.NEXT: "We go on."}
    row = save_summary(summary=row, version=1, texts={}, more=more, by=scene.coach)
    sign_summary(summary=row, version=2, by=scene.coach, at=DECEMBER)
    fill(scene, 2, date(2026, 11, 17))

    page = text(coach.get(url("summary", enrolment.pk, 202611)))

    assert "We met once, on Tue, Nov 3, 2026." in page
    assert "Records of this month changed after the summary was signed" in page
