"""An office on Mon, Nov 23, 2026, 10:00 a.m., with Ana's case and its two workers."""

import pytest

from caseway.cases.models import HouseholdMember
from caseway.intake.actions import interviews
from caseway.intake.actions.interviews import Place
from caseway.intake.facts import question_set
from caseway.rules.interviews.words import Given, State
from tests.attendance.cases.conftest import TODAY, key, now, sign_in, world  # noqa: F401
from tests.factories import make_person


@pytest.fixture
def child(world):  # noqa: F811
    """Ana's daughter."""
    row = make_person(world, "Luz Rivera")
    HouseholdMember.objects.create(
        site=world.site,
        household=world.case.household,
        person=row,
        relation="child",
        starts_on=world.case.opened_on,
    )
    return row


@pytest.fixture
def talk(world, now):  # noqa: F811
    """A conversation that the contractor's case manager began with Ana."""
    return interviews.begin(
        case=world.case,
        person=world.case.participant,
        slug="comprehensive",
        language="en",
        by=world.carla,
        at=now,
    )


@pytest.fixture
def say(world, now):  # noqa: F811
    """Saves an answer as the case manager does."""

    def said(interview, name, *values, state=State.ANSWERED, about=0, version=0, by=None):
        _section, question = question_set(interview.asks).find(name)
        return interviews.save_answer(
            interview=interview,
            place=Place(question, about),
            given=Given(state, values),
            version=version,
            by=by or world.carla,
            at=now,
        )

    return said


def form_of(name, *values, version=0, about=0, mark=""):
    """The fields of one question as the page sends them."""
    data = {f"v-{name}.{about}": str(version)}
    if values:
        data[f"a-{name}.{about}"] = list(values)
    if mark:
        data[f"s-{name}.{about}"] = mark
    return data
