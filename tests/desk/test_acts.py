"""What is done at the desk: logged, put off, handed on, taken back; once, and never over others."""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caseway.agencies.models import CaseloadMode, Site, StaffLanguage
from caseway.cases.models import (
    Assignment,
    Case,
    Contact,
    ContactKind,
    HandOff,
    Snooze,
    Stage,
    Task,
)
from tests.desk.rows import (
    TODAY,
    add_contact,
    add_task,
    at,
    case_of_carla,
    days_ago,
    make_office,
)
from tests.factories import make_case, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def carla(office) -> Client:
    return signed_in(office.workers["carla"])


def entry(**changes) -> dict:
    return {
        "submission_key": str(uuid.uuid4()),
        "kind": "meeting",
        "mode": "in_person",
        "place": "office",
        "at": "2026-11-23T09:30",
        "minutes": "30",
        "text": "Talked of the interview.",
        **changes,
    }


def log(client: Client, case: Case, **changes):
    return client.post(reverse("desk:log_contact", args=[case.pk]), entry(**changes), follow=True)


def test_a_contact_is_logged_and_leaves_today(office, carla):
    case = case_of_carla(office)
    add_contact(case, office.workers["carla"], at(days_ago(10)))

    answer = log(carla, case, then="today")

    contact = Contact.objects.latest("id")
    assert (contact.kind, contact.at, contact.minutes) == ("meeting", at(TODAY, 9, 30), 30)
    assert answer.redirect_chain == [("/", 302)]
    assert "Saved: Meeting, Ana Rivera." in answer.content.decode()
    assert "Nothing is due." in answer.content.decode()


def test_a_form_sent_twice_makes_one_entry(office, carla):
    case = case_of_carla(office)
    form = entry()
    url = reverse("desk:log_contact", args=[case.pk])

    carla.post(url, form)
    second = carla.post(url, form, follow=True)

    assert Contact.objects.count() == 1
    assert "saved already" in second.content.decode()


def test_a_brief_contact_is_one_tap_and_two_taps_are_one(office, carla):
    case = case_of_carla(office)
    url = reverse("desk:brief_contact", args=[case.pk])
    form = {"submission_key": str(uuid.uuid4())}

    carla.post(url, form)
    carla.post(url, form)

    contact = Contact.objects.get()
    assert (contact.kind, contact.at, contact.by) == (
        "brief",
        at(TODAY, 10),
        office.workers["carla"],
    )


def tap(client: Client, case: Case) -> str:
    """One tap on "Brief contact"; gives the address of its Undo."""
    form = {"submission_key": str(uuid.uuid4()), "then": "today"}
    said = client.post(reverse("desk:brief_contact", args=[case.pk]), form, follow=True)
    undo = reverse("desk:take_back_contact", args=[case.pk, Contact.objects.latest("id").pk])
    assert f'formaction="{undo}"' in said.content.decode()
    return undo


def test_a_brief_contact_is_taken_back_and_the_message_it_answered_waits_again(office, carla):
    case = case_of_carla(office)
    message = add_contact(
        case, None, at(days_ago(1)), ContactKind.MESSAGE_IN, text="When?", needs_reply=True
    )

    undo = tap(carla, case)
    message.refresh_from_db()
    assert message.needs_reply is False
    said = carla.post(undo, {"then": "today"}, follow=True)

    message.refresh_from_db()
    assert "Taken back: Brief contact, Ana Rivera." in said.content.decode()
    assert list(case.contacts.all()) == [message]
    assert (message.needs_reply, message.answered_by) == (True, None)


@pytest.mark.parametrize(
    ("kind", "mode", "label"),
    [("meeting", "in_person", "Meeting"), ("attempt", "phone", "Attempt")],
)
def test_a_meeting_or_attempt_without_words_is_taken_back_and_one_with_words_is_not(
    office, carla, kind, mode, label
):
    case = case_of_carla(office)
    bare = log(carla, case, kind=kind, mode=mode, text="")
    contact = Contact.objects.get()
    undo = reverse("desk:take_back_contact", args=[case.pk, contact.pk])
    assert f'formaction="{undo}"' in bare.content.decode()

    said = carla.post(undo, follow=True).content.decode()

    assert f"Taken back: {label}, Ana Rivera." in said
    assert not Contact.objects.exists()
    told = log(carla, case, kind=kind, mode=mode, text="We spoke of the job.")
    assert 'form="undo-form"' not in told.content.decode()


def test_undo_pressed_twice_finds_nothing_more_to_take_back(office, carla):
    case = case_of_carla(office)

    undo = tap(carla, case)

    assert [carla.post(undo).status_code for _time in range(2)] == [302, 404]


@pytest.mark.parametrize(
    ("minutes", "stays"),
    [(60, 0), (61, 1)],
)
def test_a_brief_contact_is_taken_back_within_the_hour(office, carla, monkeypatch, minutes, stays):
    case = case_of_carla(office)
    undo = tap(carla, case)
    later = at(TODAY, 10) + timedelta(minutes=minutes)
    monkeypatch.setattr(timezone, "now", lambda: later)

    signed_in(office.workers["carla"]).post(undo)

    assert case.contacts.count() == stays


@pytest.mark.parametrize(
    ("who", "change", "sentence"),
    [
        ("paula", {}, "Only the person who logged a contact takes it back."),
        ("carla", {"text": "She starts Monday."}, "An entry with words is not taken back."),
        ("carla", {"kind": "note"}, "An entry with words is not taken back."),
    ],
)
def test_what_somebody_else_logged_or_what_has_words_is_not_taken_back(
    office, carla, who, change, sentence
):
    case = case_of_carla(office)
    undo = tap(carla, case)
    Contact.objects.update(**change)

    said = signed_in(office.workers[who]).post(undo, {"then": "case"}, follow=True)

    assert sentence in said.content.decode()
    assert case.contacts.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"at": "2026-11-23T10:06"}, "cannot be dated later than now"),
        ({"at": "2026-02-30T10:00"}, "Enter a day and a time"),
        ({"kind": "note", "mode": "none", "text": ""}, "Write what was said"),
        ({"mode": "none"}, "Say how you met"),
        ({"minutes": "1441"}, "less than or equal to 1440"),
    ],
)
def test_a_refused_form_answers_422_and_keeps_what_was_typed(office, carla, change, sentence):
    case = case_of_carla(office)

    answer = log(carla, case, **{"text": "Words to keep.", **change})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert change.get("text", "Words to keep.") in text
    assert not Contact.objects.exists()


def test_a_form_refused_once_is_saved_with_the_same_key_the_second_time(office, carla):
    case = case_of_carla(office)
    form = entry(at="2026-11-24T10:00")
    url = reverse("desk:log_contact", args=[case.pk])

    refused = carla.post(url, form)
    saved = carla.post(url, {**form, "at": "2026-11-23T09:00"})

    assert (refused.status_code, saved.status_code) == (422, 302)
    assert form["submission_key"] in refused.content.decode()
    assert Contact.objects.count() == 1


def test_save_and_next_goes_to_the_person_who_moved_up(office, carla):
    first, second = case_of_carla(office, "First"), case_of_carla(office, "Second")
    add_contact(first, office.workers["carla"], at(days_ago(20)))
    add_contact(second, office.workers["carla"], at(days_ago(10)))

    answer = log(carla, first, then="next", nth="1")

    assert answer.redirect_chain[-1][0] == f"/cases/{second.pk}/?nth=1"


def test_on_today_a_saved_form_brings_the_list_back_and_a_refused_one_stays_in_its_drawer(
    office, carla
):
    case = case_of_carla(office)
    add_contact(case, office.workers["carla"], at(days_ago(10)))
    url = reverse("desk:log_contact", args=[case.pk])
    asked = {"HX-Request": "true"}

    refused = carla.post(url, entry(then="today", mode="none"), headers=asked)
    saved = carla.post(url, entry(then="today"), headers=asked)

    assert refused.status_code == 422
    assert refused["HX-Retarget"] == f"#drawer-{case.pk}"
    assert 'id="today"' in saved.content.decode()
    assert "<html" not in saved.content.decode()


def test_only_the_author_corrects_an_entry_and_the_first_version_is_kept(office, carla):
    case = case_of_carla(office)
    old = add_contact(case, office.workers["carla"], at(days_ago(1)), text="Tuesday.")
    url = reverse("desk:correct_contact", args=[case.pk, old.pk])

    other = signed_in(office.workers["paula"]).post(url, entry(text="Friday."))
    own = carla.post(url, entry(text="Thursday."))

    assert (other.status_code, own.status_code) == (422, 302)
    assert Contact.objects.get(text="Thursday.").corrects == old
    assert Contact.objects.filter(text="Tuesday.").exists()
    assert not Contact.objects.filter(text="Friday.").exists()


def test_a_message_is_answered_from_today(office, carla):
    case = case_of_carla(office)
    add_contact(case, office.workers["carla"], at(TODAY, 8))
    message = add_contact(
        case,
        None,
        at(days_ago(2)),
        ContactKind.MESSAGE_IN,
        "text",
        text="Tuesday?",
        needs_reply=True,
    )

    log(carla, case, kind="message_out", mode="text", text="Yes, Tuesday.")

    message.refresh_from_db()
    assert message.needs_reply is False
    assert message.answered_by.text == "Yes, Tuesday."


def test_a_task_is_closed_and_taken_back(office, carla):
    case = case_of_carla(office)
    task = add_task(case, TODAY)

    done = carla.post(
        reverse("desk:close_task", args=[case.pk, task.pk]),
        {"outcome": "done", "then": "today"},
        follow=True,
    )
    undo = reverse("desk:reopen_task", args=[case.pk, task.pk])
    assert f'formaction="{undo}"' in done.content.decode()
    carla.post(undo)

    task.refresh_from_db()
    assert (task.closed_at, task.outcome) == (None, "")


def test_a_task_of_another_case_cannot_be_closed_through_this_one(office, carla):
    case, other = case_of_carla(office), case_of_carla(office, "Other Person")
    task = add_task(other, TODAY)

    answer = carla.post(reverse("desk:close_task", args=[case.pk, task.pk]), {"outcome": "done"})

    assert answer.status_code == 404


def put_off(client: Client, cases: list[Case], **changes):
    form = {
        "do": "put_off",
        "pick": [case.pk for case in cases],
        "until": "2026-11-27",
        "reason": "Starts training on Monday.",
        "submission_key": str(uuid.uuid4()),
        "state": "",
        **changes,
    }
    return client.post(reverse("desk:together"), form, follow=True)


def test_what_is_put_off_leaves_today_stands_under_put_off_and_comes_back(office, carla):
    case = case_of_carla(office)
    add_contact(case, office.workers["carla"], at(days_ago(10)))

    answer = put_off(carla, [case])

    assert "1 person put off until Fri, Nov 27, 2026." in answer.content.decode()
    today = carla.get("/").content.decode()
    assert "data-row-link" not in today
    assert "0 people need you. 0 people are on track. 1 person is put off." in today
    waiting = carla.get("/?show=put_off").content.decode()
    assert "Starts training on Monday." in waiting

    carla.post(reverse("desk:wake", args=[case.pk]))
    assert "data-row-link" in carla.get("/").content.decode()
    assert Snooze.objects.exclude(ended_at=None).count() == 1


def test_what_is_new_shows_although_the_case_was_put_off(office, carla):
    case = case_of_carla(office)
    add_contact(case, office.workers["carla"], at(days_ago(10)))
    put_off(carla, [case])

    add_task(case, TODAY, title="Bring the lease")

    text = carla.get("/").content.decode()
    assert "Bring the lease, due today" in text
    assert "Promised meeting" not in text.split("data-row-link")[1].split("How we got this")[0]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"until": "2026-11-23"}, "Choose a day after today."),
        ({"until": "2026-12-25"}, "at the latest"),
        ({"reason": " "}, "This field is required."),
        ({"until": ""}, "This field is required."),
    ],
)
def test_putting_off_is_refused_with_a_sentence(office, carla, change, sentence):
    case = case_of_carla(office)
    add_contact(case, office.workers["carla"], at(days_ago(10)))

    answer = put_off(carla, [case], **change)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Snooze.objects.exists()


def test_nothing_with_a_date_ahead_is_hidden_past_that_date(office, carla):
    case = case_of_carla(office)
    add_contact(case, office.workers["carla"], at(TODAY, 9))
    add_task(case, TODAY + timedelta(days=2), "adverse_date", "Benefit goes down")

    answer = put_off(carla, [case])

    assert "cannot wait past Wed, Nov 25, 2026" in answer.content.decode()
    assert not Snooze.objects.exists()


def test_many_are_put_off_at_once_and_a_task_is_added_for_many(office, carla):
    cases = [case_of_carla(office, f"Person {number}") for number in range(3)]
    for case in cases:
        add_contact(case, office.workers["carla"], at(days_ago(10)))

    added = carla.post(
        reverse("desk:together"),
        {
            "do": "add_task",
            "pick": [case.pk for case in cases],
            "kind": "follow_up",
            "title": "Invite to the job fair",
            "due_on": "2026-11-25",
            "function": "ep_monitoring",
            "submission_key": str(uuid.uuid4()),
            "state": "",
        },
        follow=True,
    )
    answer = put_off(carla, cases, until="2026-11-25")

    assert "Task added for 3 people." in added.content.decode()
    assert Task.objects.filter(title="Invite to the job fair").count() == 3
    assert "3 people put off until" in answer.content.decode()


def undo_of(page, name: str) -> str:
    """What the Undo button of a message carries to its address."""
    html = page.content.decode()
    assert f'formaction="{reverse(name)}"' in html
    return re.search(r'name="what" value="([^"]+)"', html)[1]


def test_putting_many_off_is_taken_back_by_one_press(office, carla):
    cases = [case_of_carla(office, f"Person {number}") for number in range(3)]
    for case in cases:
        add_contact(case, office.workers["carla"], at(days_ago(10)))
    before = carla.get("/").content.decode().count("data-row-link")
    undo = undo_of(put_off(carla, cases), "desk:wake_together")
    assert "data-row-link" not in carla.get("/").content.decode()

    said = carla.post(reverse("desk:wake_together"), {"what": undo, "then": "today"}, follow=True)
    again = carla.post(reverse("desk:wake_together"), {"what": undo, "then": "today"}, follow=True)

    assert "3 people are back on your list." in said.content.decode()
    assert said.content.decode().count("data-row-link") == before
    assert "There is nothing to take back here any more." in again.content.decode()


def add_together(client: Client, cases: list[Case], **changes):
    form = {
        "do": "add_task",
        "pick": [case.pk for case in cases],
        "kind": "follow_up",
        "title": "Invite to the job fair",
        "due_on": "2026-11-25",
        "function": "ep_monitoring",
        "submission_key": str(uuid.uuid4()),
        "state": "",
        **changes,
    }
    return client.post(reverse("desk:together"), form, follow=True)


@pytest.mark.parametrize(("times", "sentence"), [("1", "3 tasks are"), ("4", "12 tasks are")])
def test_a_task_for_many_is_taken_back_by_one_press(office, carla, times, sentence):
    cases = [case_of_carla(office, f"Person {number}") for number in range(3)]
    kept = add_task(cases[0], TODAY)
    page = add_together(carla, cases, times=times, rhythm="weekly")

    undo = undo_of(page, "desk:take_back_tasks")
    said = carla.post(reverse("desk:take_back_tasks"), {"what": undo}, follow=True)

    assert f"{sentence} taken back." in said.content.decode()
    assert list(Task.objects.all()) == [kept]


def test_a_task_for_one_person_has_an_undo_too(office, carla):
    case = case_of_carla(office)
    undo = undo_of(add_together(carla, [case]), "desk:take_back_tasks")

    said = carla.post(reverse("desk:take_back_tasks"), {"what": undo, "then": "case"}, follow=True)

    assert "1 task is taken back." in said.content.decode()
    assert said.redirect_chain == [(reverse("desk:case", args=[case.pk]), 302)]
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("minutes", "touched", "stays"), [(60, False, False), (61, False, True), (1, True, True)]
)
def test_a_task_is_taken_back_within_the_hour_and_while_nobody_touched_it(
    office, carla, monkeypatch, minutes, touched, stays
):
    cases = [case_of_carla(office, "First One"), case_of_carla(office, "Second One")]
    undo = undo_of(add_together(carla, cases), "desk:take_back_tasks")
    task = Task.objects.order_by("pk")[0]
    later = timezone.now() + timedelta(minutes=minutes)
    Task.objects.update(created_at=timezone.now())
    if touched:
        carla.post(reverse("desk:close_task", args=[task.case_id, task.pk]), {"outcome": "done"})
    monkeypatch.setattr(timezone, "now", lambda: later)

    signed_in(office.workers["carla"]).post(reverse("desk:take_back_tasks"), {"what": undo})

    assert Task.objects.filter(pk=task.pk).exists() is stays
    assert Task.objects.count() == {(60, False): 0, (61, False): 2, (1, True): 1}[minutes, touched]


@pytest.mark.parametrize("name", ["desk:wake_together", "desk:take_back_tasks"])
def test_an_undo_button_of_somebody_else_or_of_another_act_does_nothing(office, carla, name):
    cases = [case_of_carla(office, "First One"), case_of_carla(office, "Second One")]
    for case in cases:
        add_contact(case, office.workers["carla"], at(days_ago(10)))
    undos = {
        "desk:take_back_tasks": undo_of(add_together(carla, cases), "desk:take_back_tasks"),
        "desk:wake_together": undo_of(put_off(carla, cases), "desk:wake_together"),
    }
    other = next(undo for where, undo in undos.items() if where != name)
    colin = signed_in(office.workers["colin"])

    answers = [
        colin.post(reverse(name), {"what": undos[name]}, follow=True),
        carla.post(reverse(name), {"what": other}, follow=True),
    ]

    for answer in answers:
        assert "There is nothing to take back here any more." in answer.content.decode()
    assert Task.objects.count() == 2
    assert Snooze.objects.filter(ended_at=None).exists()


def test_a_weekly_meeting_is_planned_for_weeks_ahead_at_its_hour(office, carla):
    case = case_of_carla(office)

    carla.post(
        reverse("desk:together"),
        {
            "do": "add_task",
            "pick": [case.pk],
            "kind": "appointment",
            "title": "Weekly meeting",
            "due_on": "2026-11-25",
            "time": "10:30",
            "rhythm": "weekly",
            "times": "3",
            "function": "ep_monitoring",
            "submission_key": str(uuid.uuid4()),
            "state": "",
        },
    )

    planned = Task.objects.filter(title="Weekly meeting").order_by("due_on")
    assert [str(task.due_on) for task in planned] == ["2026-11-25", "2026-12-02", "2026-12-09"]
    assert {timezone.localtime(task.starts_at).strftime("%H:%M") for task in planned} == {"10:30"}


def test_acts_on_several_leave_out_cases_that_do_not_exist_for_her(office):
    case = case_of_carla(office)

    answer = signed_in(office.workers["stranger"]).post(
        reverse("desk:together"), {"do": "put_off", "pick": [case.pk], "until": "2026-11-25"}
    )

    assert answer.status_code == 302
    assert not Snooze.objects.exists()


def test_a_supervisor_previews_and_moves_cases_with_their_note(office):
    simon = signed_in(office.workers["simon"])
    cases = [case_of_carla(office, f"Person {number}") for number in range(2)]
    add_task(cases[0], days_ago(1))
    url = reverse("desk:together")
    picks = [case.pk for case in cases]

    preview = simon.get(url, {"do": "reassign", "pick": picks, "from": "caseload", "state": ""})
    form = {
        "do": "reassign",
        "pick": picks,
        "to": office.workers["colin"].pk,
        "note": "Both like mornings.",
        "submission_key": str(uuid.uuid4()),
        "from": "caseload",
        "state": "scope=agency",
    }
    moved = simon.post(url, form, follow=True)
    simon.post(url, form)

    assert "2 cases move" in preview.content.decode()
    assert "1 late" in preview.content.decode()
    assert "2 cases reassigned." in moved.content.decode()
    assert HandOff.objects.filter(note="Both like mornings.").count() == 2
    held = Assignment.objects.filter(staff=office.workers["colin"], ends_on=None)
    assert set(held.values_list("case_id", "is_lead")) == {(pk, True) for pk in picks}


def reassigned(client: Client, office, cases: list[Case], then="caseload") -> dict:
    """Reassign these cases to Colin; gives what their Undo button sends."""
    form = {
        "do": "reassign",
        "pick": [case.pk for case in cases],
        "to": office.workers["colin"].pk,
        "note": "Both like mornings.",
        "submission_key": str(uuid.uuid4()),
        "from": "caseload",
        "state": "scope=agency",
    }
    page = client.post(reverse("desk:together"), form, follow=True).content.decode()
    what = re.search(r'name="what" value="([^"]+)"', page)
    assert reverse("desk:take_back_hand_offs") in page
    return {"what": what[1], "then": then, "state": "scope=agency"}


def parts(case: Case) -> list[tuple]:
    """Who holds or held which part, as it stands."""
    rows = case.assignments.order_by("id")
    return list(rows.values_list("id", "staff__name", "is_lead", "starts_on", "ends_on"))


def test_a_reassignment_of_several_cases_is_taken_back_as_if_it_had_not_been(office):
    cases = [case_of_carla(office, "First One"), case_of_carla(office, "Second One")]
    simon = signed_in(office.workers["simon"])
    before = [parts(case) for case in cases]

    undo = reassigned(simon, office, cases)
    assert [parts(case) for case in cases] != before
    said = simon.post(reverse("desk:take_back_hand_offs"), undo, follow=True)

    assert "2 cases are back where they were." in said.content.decode()
    assert said.redirect_chain == [("/caseload/?scope=agency", 302)]
    assert [parts(case) for case in cases] == before
    assert not HandOff.objects.exists()


def test_only_whoever_reassigned_takes_it_back(office):
    case = case_of_carla(office)
    undo = reassigned(signed_in(office.workers["simon"]), office, [case])
    colin = signed_in(office.workers["colin"])

    said = colin.post(reverse("desk:take_back_hand_offs"), undo, follow=True)
    forged = colin.post(
        reverse("desk:take_back_hand_offs"), {"what": f"{undo['what']}x"}, follow=True
    )

    for answer in (said, forged):
        assert "There is nothing to take back here any more." in answer.content.decode()
    assert HandOff.objects.count() == 1


def test_a_hand_off_that_was_taken_up_moved_on_or_is_old_is_not_taken_back(office, monkeypatch):
    cases = [case_of_carla(office, name) for name in ("Taken Up", "Moved On", "Long Ago")]
    simon = signed_in(office.workers["simon"])
    undo = reassigned(simon, office, cases)
    colin = signed_in(office.workers["colin"])
    row = HandOff.objects.get(case=cases[0])
    colin.post(reverse("desk:accept_hand_off", args=[cases[0].pk, row.pk]))
    form = {
        "do": "reassign",
        "pick": cases[1].pk,
        "to": office.workers["carla"].pk,
        "note": "Back again.",
        "submission_key": str(uuid.uuid4()),
    }
    simon.post(reverse("desk:together"), form)
    HandOff.objects.filter(case=cases[2]).update(made_at=at(TODAY, 8, 59))
    before = [parts(case) for case in cases]

    text = simon.post(reverse("desk:take_back_hand_offs"), undo, follow=True).content.decode()

    assert "Taken Up: The next worker has taken this case up." in text
    assert "Moved On: The case has moved on since." in text
    assert "Long Ago: A hand-off is taken back within an hour." in text
    assert [parts(case) for case in cases] == before


def test_a_part_that_was_vacant_is_vacant_again(office):
    case = case_of_carla(office)
    Assignment.objects.filter(case=case, staff=office.workers["carla"]).update(staff=None)
    simon = signed_in(office.workers["simon"])
    before = parts(case)

    undo = reassigned(simon, office, [case])
    simon.post(reverse("desk:take_back_hand_offs"), undo)

    assert parts(case) == before


def test_a_team_member_who_hands_her_part_on_gives_it_up(office, carla):
    case = case_of_carla(office)
    Assignment.objects.filter(case=case, staff=office.workers["carla"]).update(part="team_member")
    form = {
        "to": office.workers["colin"].pk,
        "note": "Prefers mornings.",
        "next_contact_by": "2026-11-28",
        "submission_key": str(uuid.uuid4()),
    }

    carla.post(reverse("desk:hand_off", args=[case.pk]), form)

    held = case.assignments.filter(part="team_member", ends_on=None)
    assert list(held.values_list("staff__name", "is_lead")) == [("Colin Colleague", True)]


def test_a_worker_who_may_not_assign_is_told_who_can(office, carla):
    case = case_of_carla(office)

    text = carla.get(reverse("desk:together"), {"do": "reassign", "pick": case.pk}).content.decode()

    assert "This is done by: supervisor, administrator." in text
    assert "Move 1 case" not in text


def test_a_hand_off_waits_on_the_receivers_today_until_she_takes_it_up(office, carla):
    case = case_of_carla(office)
    add_contact(case, office.workers["carla"], at(days_ago(1)))
    colin = signed_in(office.workers["colin"])
    form = {
        "to": office.workers["colin"].pk,
        "note": "Prefers mornings.",
        "next_contact_by": "2026-11-28",
        "submission_key": str(uuid.uuid4()),
    }

    carla.post(reverse("desk:hand_off", args=[case.pk]), form)
    carla.post(reverse("desk:hand_off", args=[case.pk]), form)
    row = HandOff.objects.get()

    waiting = colin.get("/").content.decode()
    assert "Take up" in waiting
    assert "Prefers mornings." in colin.get(f"/cases/{case.pk}/").content.decode()
    colin.post(reverse("desk:accept_hand_off", args=[case.pk, row.pk]))
    row.refresh_from_db()
    assert row.accepted_by == office.workers["colin"]


def test_a_hand_off_offers_first_whoever_speaks_the_persons_language(office, carla):
    case = case_of_carla(office)
    case.participant.language = "es"
    case.participant.save()
    ines = make_worker(office, name="Ines Vega")
    StaffLanguage.objects.create(user=ines, code="es")

    page = carla.get(reverse("desk:hand_off", args=[case.pk]))

    offered = [label for _value, label in page.context["form"].fields["to"].choices]
    assert offered[1:] == [
        "Ines Vega: speaks Spanish, 0 cases",
        "Colin Colleague: 0 cases",
        "Nobody yet: leave it in the agency’s queue",
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"note": ""}, "This field is required."),
        ({"next_contact_by": "2026-12-01"}, "at most seven days"),
        ({"to": "999999"}, "Select a valid choice"),
    ],
)
def test_a_hand_off_without_what_the_next_worker_needs_is_refused(office, carla, change, sentence):
    case = case_of_carla(office)
    form = {
        "to": office.workers["colin"].pk,
        "note": "Prefers mornings.",
        "next_contact_by": "2026-11-28",
        "submission_key": str(uuid.uuid4()),
        **change,
    }

    answer = carla.post(reverse("desk:hand_off", args=[case.pk]), form)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not HandOff.objects.exists()


def test_in_a_pool_the_first_to_press_has_the_case(office):
    Site.objects.filter(pk=office.site.pk).update(caseload_mode=CaseloadMode.POOL)
    case = make_case(office, public_worker=office.workers["paula"])
    vacant = case.assignments.get(staff=None)
    url = reverse("desk:take", args=[case.pk, vacant.pk])
    carla, colin = (signed_in(office.workers[name]) for name in ("carla", "colin"))

    assert "Take this case" in carla.get("/").content.decode()
    first = carla.post(url, {"then": "today"}, follow=True)
    second = colin.post(url, {"then": "today"}, follow=True)

    assert "Ana Rivera is yours now." in first.content.decode()
    assert "Somebody took this case a moment ago" in second.content.decode()
    assert case.assignments.get(ends_on=None, part="contractor_worker").staff.name.startswith(
        "Carla"
    )


def stage_form(case: Case, stage: Stage, **changes) -> dict:
    return {
        "stage": stage,
        "on": "2026-11-23",
        "note": "Her words.",
        "version": case.version,
        **changes,
    }


def test_a_stage_is_changed_and_stands_on_the_way_to_work(office, carla):
    case = case_of_carla(office)

    carla.post(reverse("desk:change_stage", args=[case.pk]), stage_form(case, Stage.PLACED))

    case.refresh_from_db()
    assert (case.stage, case.stage_since) == ("placed", TODAY)
    assert "Stage: At work" in carla.get(f"/cases/{case.pk}/").content.decode()


def test_a_stale_change_of_stage_shows_both_versions_and_saves_nothing(office, carla):
    case = case_of_carla(office)
    url = reverse("desk:change_stage", args=[case.pk])
    stale = stage_form(case, Stage.RETENTION)
    signed_in(office.workers["paula"]).post(url, stage_form(case, Stage.PLACED))

    answer = carla.post(url, stale)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Paula Public set the stage to “At work”" in text
    assert "You chose “Keeping work”" in text
    assert "Her words." in text
    case.refresh_from_db()
    assert case.stage == "placed"
    carla.post(url, {**stale, "version": case.version})
    case.refresh_from_db()
    assert case.stage == "retention"


def test_a_stage_before_the_present_one_began_is_refused(office, carla):
    case = case_of_carla(office)

    answer = carla.post(
        reverse("desk:change_stage", args=[case.pk]),
        stage_form(case, Stage.PLACED, on="2026-01-01"),
    )

    assert answer.status_code == 422
    assert "began later than that day" in answer.content.decode()
