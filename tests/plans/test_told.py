"""What was told before stands beside a plan that begins, and one press takes it in."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from caseway.agencies.models import Role
from caseway.cases.models import Strength
from caseway.intake.actions import interviews
from caseway.intake.actions.interviews import Place
from caseway.intake.facts import question_set
from caseway.plans.models import Plan
from caseway.rules.interviews.words import Given, State
from tests.factories import make_case, make_worker

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


@pytest.fixture
def fresh(there):
    """A case without a plan, whose participant told her story."""
    there.case = make_case(there.world, "Bea Quispe", worker=there.own)
    there.url = reverse("plans:begin", args=[there.case.pk])
    talk = interviews.begin(
        case=there.case,
        person=there.case.participant,
        slug="comprehensive",
        language="en",
        by=there.own,
        at=AT,
    )
    for key, words in (
        ("story", "I cooked in a school for nine years."),
        ("family_matters", "That Teo plays on Saturdays."),
    ):
        _section, question = question_set(talk.asks).find(key)
        interviews.save_answer(
            interview=talk,
            place=Place(question, 0),
            given=Given(State.ANSWERED, (words,)),
            version=0,
            by=there.own,
            at=AT,
        )
    for words in ("Calms children", "Up at five"):
        Strength.objects.create(
            site=there.world.site,
            person=there.case.participant,
            words=words,
            recorded_by=there.own,
            recorded_at=AT,
        )
    return there


@pytest.fixture
def page(fresh, client):
    client.force_login(fresh.own)
    return client


def test_story_and_strengths_stand_beside_the_form(fresh, page):
    html = page.get(fresh.url).content.decode()

    assert "I cooked in a school for nine years." in html
    assert "That Teo plays on Saturdays." in html
    assert "Calms children" in html
    assert html.count('name="take"') == 3


def test_one_press_takes_them_in_after_what_was_typed_and_saves_nothing(fresh, page):
    typed = {"can_do": "I drive.", "family_words": "", "aim_hours": "22"}

    answer = page.post(fresh.url, typed | {"take": "strengths"})

    assert answer.status_code == 200
    form = answer.context["form"]
    assert form["can_do"].value() == "I drive.\nCalms children\nUp at five"
    assert form["aim_hours"].value() == "22"
    assert "usa-error-message" not in answer.content.decode()
    assert not Plan.objects.filter(case=fresh.case).exists()


def test_what_matters_to_the_family_goes_to_the_family(fresh, page):
    answer = page.post(fresh.url, {"can_do": "", "family_words": "", "take": "family_matters"})

    assert answer.context["form"]["family_words"].value() == "That Teo plays on Saturdays."
    assert answer.context["form"]["can_do"].value() == ""


def test_what_was_taken_in_is_not_taken_twice(fresh, page):
    once = "Calms children\nUp at five"

    answer = page.post(fresh.url, {"can_do": once, "family_words": "", "take": "strengths"})

    assert answer.context["form"]["can_do"].value() == once
    assert answer.content.decode().count('name="take"') == 2


def test_what_the_reader_may_not_read_is_not_offered(fresh, client):
    other = make_worker(fresh.world, Role.ADMINISTRATOR, agency=fresh.world.public)
    client.force_login(other)

    answer = client.get(fresh.url)

    assert answer.status_code == 200
    # Whoever may not write the plan is told who can, and reads nobody's story.
    assert "I cooked in a school" not in answer.content.decode()


def test_a_case_without_an_interview_says_where_to_begin(there, client):
    case = make_case(there.world, "Cleo Quispe", worker=there.own)
    client.force_login(there.own)

    html = client.get(reverse("plans:begin", args=[case.pk])).content.decode()

    assert "Nothing was told yet" in html
    assert reverse("intake:case", args=[case.pk]) in html
