"""Cases that pass from hand to hand, wait for one, go on for years, or are closed."""

from dataclasses import replace
from datetime import date, timedelta

from caseway.cases.models import HandOff, Part, Stage, TaskKind
from caseway.demo import words
from caseway.demo.stories.family import Shape
from caseway.demo.stories.story import Desk, Story
from caseway.demo.stories.tale import Tale
from caseway.demo.stories.way import topic_of
from caseway.rules.functions import FunctionCode

LONG_HISTORY = 400
_YEARS = 1500  # days
_LAPS = (Stage.JOB_SEARCH, Stage.PLACED, Stage.ACTIVITIES)


def handed_over(tale: Tale, desk: Desk) -> None:
    """Came from another contractor with a note; the first contact is promised by a day."""
    before = tale.colleague()
    moved = tale.cal.workday(-2)
    tale.hands = replace(tale.hands, before=before, since=moved)
    tale.opens(Stage.JOB_SEARCH, tale.rng.randint(25, 50))
    tale.rhythm(Stage.JOB_SEARCH, tale.stage_since, moved, every=7)
    tale.sheets[HandOff].add(
        site_id=tale.built.site.pk,
        case_id=tale.case_id,
        part=Part.CONTRACTOR_WORKER,
        from_staff_id=before.user_id,
        from_agency_id=before.agency_id,
        to_staff_id=tale.hands.worker.user_id,
        to_agency_id=tale.hands.worker.agency_id,
        note=words.written(tale.rng, "hand_off", tale.facts(), tale.said),
        next_contact_by=moved + timedelta(days=7),
        made_at=tale.cal.at(moved, 15, 20),
    )


def waits_in_queue(tale: Tale, desk: Desk) -> None:
    """The worker left; the case waits where the whole agency sees it."""
    tale.opens(Stage.JOB_SEARCH, tale.rng.randint(30, 60))
    tale.rhythm(Stage.JOB_SEARCH, tale.stage_since, tale.cal.today, every=7)
    tale.due(
        TaskKind.APPOINTMENT,
        "Weekly job search meeting with {name}",
        tale.cal.workday(tale.rng.randint(0, 2)),
        function=FunctionCode.JOB_SEARCH,
        hour=13,
    )


def worker_away(tale: Tale, desk: Desk) -> None:
    """The worker is on leave; what falls due meanwhile has an owner, or shows that it has none."""
    tale.opens(Stage.JOB_SEARCH, tale.rng.randint(25, 55))
    tale.rhythm(Stage.JOB_SEARCH, tale.stage_since, tale.cal.today, every=7)
    tale.due(
        TaskKind.APPOINTMENT,
        "Weekly job search meeting with {name}",
        tale.cal.workday(tale.rng.randint(0, 3)),
        function=FunctionCode.JOB_SEARCH,
        hour=11,
    )


def long_history(tale: Tale, desk: Desk) -> None:
    """Years of work together: four hundred contacts, jobs kept and lost, one begun again."""
    tale.opens(Stage.PLACED, 20, earlier=_YEARS)
    step = (_YEARS - 10) / LONG_HISTORY
    for told in range(LONG_HISTORY):
        stage = _LAPS[told // 40 % len(_LAPS)]
        day = tale.cal.day(round(told * step) - _YEARS - 12)
        if told % 40 == 0:
            tale.entered(stage, day)
        _one_more(tale, stage, day)
    tale.rhythm(Stage.PLACED, tale.stage_since, tale.cal.today, every=9)


def _one_more(tale: Tale, stage: Stage, day: date) -> None:
    sort = tale.rng.random()
    if sort < 0.5:
        tale.meeting(day, topic_of(stage, coached=tale.coached), stage=stage)
    elif sort < 0.7:
        tale.brief(day, stage=stage)
    elif sort < 0.8:
        tale.attempt(day, stage=stage)
    elif sort < 0.9:
        tale.message_in(day, stage=stage)
    else:
        tale.message_out(day, stage=stage)


def closed(tale: Tale, desk: Desk) -> None:
    """Came to a good end, or moved away."""
    reason, ago = tale.rng.choice(_REASONS), tale.rng.randint(5, 120)
    tale.opens(Stage.RETENTION, tale.rng.randint(60, 150), closed_days_ago=ago, close_reason=reason)
    tale.rhythm(Stage.RETENTION, tale.stage_since, tale.cal.day(-ago - 8), every=30, at_most=3)
    tale.meeting(tale.cal.day(-ago - 1), "closing")


_REASONS = (
    "Earns enough; benefit no longer needed",
    "Moved to another county",
    "Six months at work",
    "Asked to close the case",
)
_COACHED = Shape(ages=(18, 58), children=(0, 0))
STORIES = (
    Story("handed_over", handed_over, "W", always="W", post="lead", once_in=150),
    Story("waits_in_queue", waits_in_queue, "W", always="W", post="vacant", once_in=60),
    Story("worker_away_covered", worker_away, "W", always="W", post="away"),
    Story("worker_away_uncovered", worker_away, "W", always="W", post="alone"),
    Story(
        "long_history",
        long_history,
        "W",
        always="W",
        post="lead",
        once_in=5000,
        shape=Shape(ages=(31, 44)),
    ),
    Story("closed", closed, weight=9, always="WQ"),
    Story("coach_closed", closed, "S", weight=6, always="S", shape=_COACHED),
)
