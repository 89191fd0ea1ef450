"""At work: the first week, keeping the job, the third month; and what is due on time."""

from datetime import timedelta

from caseway.cases.models import ContactMode, ContactPlace, Stage, TaskKind, TaskOutcome
from caseway.demo.stories.family import Habit, Shape
from caseway.demo.stories.story import Desk, Story
from caseway.demo.stories.tale import Tale
from caseway.rules.functions import FunctionCode

_F = FunctionCode


def started_last_week(tale: Tale, desk: Desk) -> None:
    """New at a named employer; the check-in is due."""
    tale.opens(Stage.PLACED, tale.rng.randint(5, 9))
    tale.brief(tale.stage_since + timedelta(days=1), mode=ContactMode.TEXT)
    tale.due(
        TaskKind.JOB_START,
        "First-week check-in: {name} at {employer} as {job}",
        tale.cal.workday(tale.rng.randint(-1, 1)),
        function=_F.JOB_SEARCH,
    )
    tale.due(
        TaskKind.VERIFICATION,
        "First pay stub from {employer}",
        tale.cal.workday(tale.rng.randint(5, 10)),
        function=_F.ONGOING_ELIGIBILITY,
    )


def at_work(tale: Tale, desk: Desk) -> None:
    """Some weeks in, meeting every two weeks, often at the workplace."""
    tale.opens(Stage.PLACED, tale.rng.randint(20, 60))
    tale.rhythm(Stage.PLACED, tale.stage_since, tale.cal.day(-12), every=13)
    tale.meeting(
        tale.cal.workday(-tale.rng.randint(1, 8)),
        _topic(tale),
        mode=ContactMode.IN_PERSON,
        place=ContactPlace.WORKPLACE,
    )


def third_month(tale: Tale, desk: Desk) -> None:
    """Retention: the third month at work, a call a month."""
    tale.opens(Stage.RETENTION, tale.rng.randint(25, 100))
    tale.rhythm(Stage.RETENTION, tale.stage_since, tale.cal.day(-20), every=28)
    tale.meeting(
        tale.cal.workday(-tale.rng.randint(3, 24)),
        "coach_work" if tale.coached else "retention",
        mode=ContactMode.PHONE,
    )
    tale.due(
        TaskKind.FOLLOW_UP,
        "Month-three call: hours, health plan, what comes next",
        tale.cal.workday(tale.rng.randint(0, 8)),
        function=_F.JOB_SEARCH,
    )


def proof_due(tale: Tale, desk: Desk) -> None:
    """A paper is due in three days; everything else is in order."""
    tale.opens(Stage.ACTIVITIES, tale.rng.randint(20, 60))
    tale.rhythm(Stage.ACTIVITIES, tale.stage_since, tale.cal.day(-4), every=12, at_most=4)
    what = tale.rng.choice(_PROOFS)
    tale.due(TaskKind.VERIFICATION, what, tale.cal.day(3), function=_F.EP_MONITORING)
    tale.due(
        TaskKind.APPOINTMENT,
        "Help with the papers",
        tale.cal.workday(-4),
        hour=14,
        outcome=TaskOutcome.DONE,
        note="{name} came and we sorted the folder.",
    )


def benefit_date(tale: Tale, desk: Desk) -> None:
    """A date that affects the benefit is near, and can still be met."""
    tale.opens(Stage.ACTIVITIES, tale.rng.randint(30, 70))
    tale.rhythm(Stage.ACTIVITIES, tale.stage_since, tale.cal.day(-10), every=13, at_most=4)
    tale.due(
        TaskKind.ADVERSE_DATE,
        "Last day to give a reason before the benefit goes down",
        tale.cal.workday(tale.rng.randint(2, 7)),
        function=_F.EP_MONITORING,
    )
    tale.message_out(tale.cal.workday(-3))


def review_due(tale: Tale, desk: Desk) -> None:
    """Search goes well; the public worker's review is due."""
    tale.opens(Stage.JOB_SEARCH, tale.rng.randint(40, 70))
    tale.rhythm(Stage.JOB_SEARCH, tale.stage_since, tale.cal.day(-2), every=7)
    tale.due(
        TaskKind.REVIEW,
        "Half-yearly review with {name}",
        tale.cal.workday(tale.rng.randint(-3, 6)),
        function=_F.ONGOING_ELIGIBILITY,
    )


def _topic(tale: Tale) -> str:
    return "coach_work" if tale.coached else "placed"


_PROOFS = (
    "Attendance sheet from the course",
    "Two pay stubs from the trial days",
    "Letter from the school about {child}",
    "Doctor's note for the missed Thursday",
    "New lease page with the rent",
)
_COACHED = Shape(ages=(18, 58), children=(0, 0))
STORIES = (
    Story("started_last_week", started_last_week, weight=4, always="WQ", post="lead"),
    Story("at_work", at_work, weight=9, always="WQ"),
    Story("third_month", third_month, weight=8, always="WQ", post="lead"),
    Story(
        "proof_due",
        proof_due,
        weight=3,
        always="WQ",
        post="lead",
        shape=Shape(habit=Habit.UNPROVEN),
    ),
    Story(
        "benefit_date",
        benefit_date,
        weight=2,
        always="WQ",
        post="lead",
        shape=Shape(habit=Habit.SLIPPING),
    ),
    Story("review_due", review_due, weight=4, always="W", post="lead"),
    Story("coach_started_last_week", started_last_week, "S", weight=5, always="S", shape=_COACHED),
    Story("coach_at_work", at_work, "S", weight=18, always="S", shape=_COACHED),
    Story("coach_third_month", third_month, "S", weight=18, always="S", shape=_COACHED),
)
