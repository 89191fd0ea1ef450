"""Pages of plans: what they tell, what they refuse, and how much they ask of the database."""

import json
import re
import uuid
import zlib
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from caseway.intake.models import Barrier
from caseway.plans.models import Goal, Plan, PlanVersion, Signature, Step
from tests.agencies.staffing import sign_in
from tests.factories import make_worker
from tests.plans.rows import (
    both_sign,
    make_duty,
    make_goal,
    make_step,
    make_support,
    offered,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(there, client):
    sign_in(client, there.own)
    return client


def send(client: Client, url: str, **data):
    return client.post(url, {"submission_key": str(uuid.uuid4()), **data})


def texts(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_plan_is_written_from_first_word_to_offer(there, own):
    started = send(
        own,
        f"/plans/cases/{there.case.pk}/begin/",
        kind="iss",
        person=there.person.pk,
        can_do="I sew.",
        family_words="Quiet evenings.",
        aim_hours="20",
        aim_basis="School hours",
    )
    plan = Plan.objects.get(kind="iss")
    assert started.url == f"/plans/{plan.pk}/"
    goal = send(
        own,
        f"/plans/{plan.pk}/goals/add/",
        words="Sew for a theater",
        proposed_by="participant",
        options="Theater\nTailor\n",
        choice="Theater",
        why="I like the people.",
    )
    row = plan.goals.get()
    assert goal.url == f"/plans/{plan.pk}/#goal-{row.pk}"
    assert row.options == ["Theater", "Tailor"]
    step = {
        "words": "Visit the workshop",
        "owner": "participant",
        "starts_on": "2026-11-23",
        "ramp_1_from_week": "1",
        "ramp_1_times": "2",
        "ramp_1_minutes": "60",
        "ramp_2_from_week": "3",
        "ramp_2_times": "3",
        "ramp_2_minutes": "90",
        "activity": "6",
    }
    send(own, f"/plans/goals/{row.pk}/steps/add/", **step)
    assert plan.steps.get().ramp == [[1, 2, 60], [3, 3, 90]]

    answer = send(own, f"/plans/{plan.pk}/offer/")

    assert answer.url == f"/plans/versions/{plan.versions.get().pk}/"


def test_a_double_click_makes_one_goal(there, own):
    form = {"words": "Once", "proposed_by": "joint", "submission_key": str(uuid.uuid4())}
    for _ in range(2):
        own.post(f"/plans/{there.plan.pk}/goals/add/", form)

    assert Goal.objects.filter(words="Once").count() == 1


@pytest.mark.parametrize(
    ("ramp", "said"),
    [
        ({"ramp_1_from_week": "1"}, "Fill in each line whole"),
        (
            {"ramp_1_from_week": "2", "ramp_1_times": "1", "ramp_1_minutes": "30"},
            "from week 1",
        ),
        (
            {"ramp_1_from_week": "1", "ramp_1_times": "15", "ramp_1_minutes": "30"},
            "times a week from 1 to 14",
        ),
    ],
)
def test_what_was_typed_comes_back_with_its_fault(there, own, ramp, said):
    goal = there.plan.goals.get()
    form = {"words": "Typed and kept", "owner": "participant", "starts_on": "2026-11-23", **ramp}

    answer = send(own, f"/plans/goals/{goal.pk}/steps/add/", **form)

    assert answer.status_code == 422
    assert said in texts(answer)
    assert "Typed and kept" in texts(answer)
    assert not Step.objects.filter(words="Typed and kept").exists()


def test_the_hours_are_seen_before_anything_is_saved(there, own):
    form = {
        "words": "x",
        "owner": "participant",
        "starts_on": str(timezone.localdate()),
        "ramp_1_from_week": "1",
        "ramp_1_times": "5",
        "ramp_1_minutes": "360",
        "activity": "6",
    }

    answer = own.post(f"/plans/{there.plan.pk}/hours/", form)

    assert "30 hours a week" in texts(answer)
    assert "Reaches the hours" in texts(answer)
    assert "nothing is saved yet" in texts(answer)
    assert Step.objects.count() == 1


def test_two_who_change_a_step_see_both_texts_and_choose(there, own):
    step = there.plan.steps.get()
    form = {"words": "Walk", "owner": "participant", "starts_on": "2026-11-16", "version": "1"}
    assert send(own, f"/plans/steps/{step.pk}/", **form).status_code == 302

    answer = send(own, f"/plans/steps/{step.pk}/", **{**form, "words": "Run"})

    assert answer.status_code == 409
    assert "Walk" in texts(answer)
    assert "Run" in texts(answer)
    step.refresh_from_db()
    assert step.words == "Walk"


def test_a_version_shows_what_is_otherwise_in_words(there, own):
    both_sign(offered(there.plan, there.own), there.own)
    step = there.plan.steps.get()
    step.ramp = [[1, 4, 60]]
    step.save()
    make_goal(there.plan, there.own, "See a dentist with Leo")
    second = offered(there.plan, there.own)

    page = texts(own.get(f"/plans/versions/{second.pk}/"))

    assert "What is otherwise than in version 1" in page
    assert "Goal: See a dentist with Leo" in page
    assert "From week 1: 2 times a week, 1 h each time" in page
    assert "4 times a week, 1 h each time" in page


def test_no_page_changes_a_version(there, own):
    version = offered(there.plan, there.own)
    before = bytes(version.content)

    for url in (f"/plans/versions/{version.pk}/", f"/plans/versions/{version.pk}/copy/en.html"):
        assert own.post(url, {"content": "{}"}).status_code == 405

    assert bytes(PlanVersion.objects.get(pk=version.pk).content) == before


def test_the_worker_signs_for_the_agency_on_the_screen(there, own):
    version = offered(there.plan, there.own)
    form = {"role": "staff", "act": "signed", "typed_name": "dana  reyes", "copy": "none"}

    answer = send(own, f"/plans/versions/{version.pk}/sign/", text="en", **form)

    assert answer.status_code == 302
    row = Signature.objects.get()
    assert (row.role, row.by, row.language) == ("staff", there.own, "en")


def test_the_person_declines_on_the_screen_and_the_reason_is_kept(there, own):
    version = offered(there.plan, there.own)
    form = {"role": "participant", "act": "declined", "copy": "none"}
    refused = send(own, f"/plans/versions/{version.pk}/sign/", **form)
    assert refused.status_code == 422

    send(own, f"/plans/versions/{version.pk}/sign/", reason="Too far", **form)

    assert Signature.objects.get().reason == "Too far"


def test_a_goals_safety_barrier_shows_to_trained_staff_only(there, own):
    barrier = Barrier(
        site=there.world.site,
        case=there.case,
        person=there.person,
        kind="safety",
        severity="much",
        found_on=date(2026, 11, 2),
        found_by=there.own,
    )
    barrier.seal("story", "x")
    barrier.save()
    goal = make_goal(there.plan, there.own, "Feel safe", barrier=barrier)

    assert "Safety at home" not in texts(own.get(f"/plans/{there.plan.pk}/"))
    assert "Safety at home" not in texts(own.get(f"/plans/goals/{goal.pk}/"))
    send(own, f"/plans/goals/{goal.pk}/", words="Feel safer", proposed_by="joint", version="1")
    goal.refresh_from_db()
    assert (goal.words, goal.barrier) == ("Feel safer", barrier)

    trained = make_worker(there.world, safety_trained=True)
    there.case.assignments.filter(is_lead=True).update(staff=trained)
    sign_in(own, trained)
    assert "Safety at home" in texts(own.get(f"/plans/{there.plan.pk}/"))


def test_a_plan_asks_as_many_questions_whatever_stands_in_it(
    there, own, django_assert_max_num_queries, django_assert_num_queries
):
    both_sign(offered(there.plan, there.own), there.own)
    goal = there.plan.goals.get()
    make_step(goal, there.own)
    url = f"/plans/{there.plan.pk}/"
    own.get(url)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        own.get(url)
    for number in range(39):
        goal = make_goal(there.plan, there.own, f"Goal {number}")
        make_step(goal, there.own)
        make_support(there.plan, there.own, due_on=date(2026, 12, 1))
        make_duty(there.plan, there.own)

    with django_assert_num_queries(len(few)):
        own.get(url)


def inflated(pdf: bytes) -> bytes:
    """The objects and streams of a PDF, unpacked."""
    found = b""
    for packed in re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL):
        try:
            found += zlib.decompress(packed)
        except zlib.error:
            found += packed
    return found


@pytest.mark.pdf
def test_a_pdf_is_tagged_and_says_what_was_signed(there, own):
    version = offered(there.plan, there.own)
    both_sign(version, there.own)

    answer = own.get(f"/plans/versions/{version.pk}/copy/es.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-1.7")
    inside = inflated(answer.content)
    for sign in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang (es)", b"pdfuaid"):
        assert sign in inside


def test_without_pango_the_page_to_keep_is_offered_instead(there, own, monkeypatch):
    version = offered(there.plan, there.own)

    class Missing:
        def find_spec(self, name, *_more):
            if name == "weasyprint":
                raise OSError("cannot load library 'pango-1.0-0'")

    import sys

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])

    answer = own.get(f"/plans/versions/{version.pk}/copy/en.pdf")

    assert answer.status_code == 403
    assert "Open the copy to keep" in texts(answer)
    kept = own.get(f"/plans/versions/{version.pk}/copy/en.html")
    assert kept.status_code == 200
    assert "Work in a kitchen" in kept.content.decode()
    assert "sandbox" in kept["Content-Security-Policy"]


def test_the_content_is_json_that_a_program_can_read(there):
    assert json.loads(bytes(offered(there.plan, there.own).content))["format"] == 1


def folded(answer, part) -> bool:
    """Whether the part of the page that holds `id=part` is folded."""
    head = texts(answer).partition(f'id="{part}"')[0]
    opening = head[head.rindex('<details class="c-fold') :].partition(">")[0]
    return not opening.endswith(" open")


def test_while_a_plan_is_written_all_of_it_stands_open(there, own):
    (step,) = Step.objects.filter(goal__plan=there.plan)

    answer = own.get(f"/plans/{there.plan.pk}/")

    assert not any(folded(answer, part) for part in ("supports", "duties", f"step-{step.pk}"))
    assert folded(answer, "talk")


def test_an_agreed_plan_is_folded_but_for_what_asks_for_a_word(there, own):
    goal = there.plan.goals.get()
    quiet = goal.steps.get()
    stuck, late = make_step(goal, there.own, "Ask my sister"), make_step(goal, there.own, "Call")
    Step.objects.filter(pk=stuck.pk).update(state="stuck")
    Step.objects.filter(pk=late.pk).update(due_on=date(2026, 11, 1))
    both_sign(offered(there.plan, there.own), there.own)

    answer = own.get(f"/plans/{there.plan.pk}/")

    assert folded(answer, f"step-{quiet.pk}")
    assert not folded(answer, f"step-{stuck.pk}")
    assert not folded(answer, f"step-{late.pk}")
    assert folded(answer, "supports")
    assert folded(answer, "duties")
    # The folded step still says how often it is taken in this week of its ramp.
    assert "2 times a week, 1 h each time</span>" in texts(answer)


def test_a_late_promise_and_an_open_proposal_unfold_their_parts(there, own):
    both_sign(offered(there.plan, there.own), there.own)
    there.plan.supports.update(due_on=date(2026, 11, 1))
    send(own, f"/plans/{there.plan.pk}/propose/", side="participant", words="Fewer days")

    answer = own.get(f"/plans/{there.plan.pk}/")

    assert not folded(answer, "supports")
    assert "1 late" in texts(answer)
    assert not folded(answer, "talk")
