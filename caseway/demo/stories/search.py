"""On the way to a job: classes, the weekly search, and when contact grows thin."""

from caseway.cases.models import ContactMode, Snooze, Stage, TaskKind, TaskOutcome
from caseway.demo.stories.family import Habit, Shape
from caseway.demo.stories.story import Desk, Story
from caseway.demo.stories.tale import Tale
from caseway.rules.caseload.signals import Signal, SignalKind
from caseway.rules.functions import FunctionCode

_F = FunctionCode
_SEARCH = Stage.JOB_SEARCH
# Above what any late meeting scores: growing later does not bring it back before its day.
_ANY_SCORE = 2_000
_WHY_LATER = (
    "{name} asked for next week: {her} mother is in the hospital",
    "{name} is at the training days until then",
    "Family visit out of town; agreed by phone",
)


def in_class(tale: Tale, desk: Desk) -> None:
    """Going to a course; meetings about every two weeks."""
    tale.opens(Stage.ACTIVITIES, tale.rng.randint(18, 70))
    tale.rhythm(Stage.ACTIVITIES, tale.stage_since, tale.cal.today, every=12, at_most=5)
    tale.meeting(tale.cal.workday(-tale.rng.randint(1, 6)), "activity")
    if "child" in tale.family.facts and tale.rng.random() < 0.5:
        tale.due(
            TaskKind.VERIFICATION,
            "Work and class schedule for the child care voucher",
            tale.cal.workday(tale.rng.randint(2, 12)),
            function=_F.REFERRALS,
        )


def search_kept(tale: Tale, desk: Desk) -> None:
    """Meeting every week, list of applications in hand."""
    tale.opens(_SEARCH, tale.rng.randint(14, 60))
    last = tale.rng.randint(1, 5)
    tale.rhythm(_SEARCH, tale.stage_since, tale.cal.workday(-last), every=7)
    tale.meeting(tale.cal.workday(-last), _topic(tale))
    tale.due(
        TaskKind.APPOINTMENT,
        "Weekly job search meeting with {name}",
        tale.cal.workday(5 - last),
        function=_F.JOB_SEARCH,
        hour=tale.rng.choice((9, 10, 11, 13, 14, 15)),
    )
    if tale.rng.random() < 0.3:
        tale.due(
            TaskKind.FOLLOW_UP,
            "Call {employer} about the opening for {job}",
            tale.cal.workday(tale.rng.randint(0, 3)),
            function=_F.JOB_SEARCH,
        )


def search_slipping(tale: Tale, desk: Desk) -> None:
    """Weekly at first; the last meeting is two to three weeks back, with a word since."""
    tale.opens(_SEARCH, tale.rng.randint(35, 65))
    last = tale.rng.randint(10, 21)
    tale.rhythm(_SEARCH, tale.stage_since, tale.cal.day(-last), every=7)
    tale.meeting(tale.cal.day(-last), _topic(tale))
    tale.brief(tale.cal.day(-tale.rng.randint(3, last - 2)), mode=ContactMode.TEXT)


def silent(tale: Tale, desk: Desk) -> None:
    """Not reached for some weeks: tried at different hours, by phone, text and card."""
    tale.opens(_SEARCH, tale.rng.randint(55, 85))
    last = tale.rng.randint(24, 45)
    tale.rhythm(_SEARCH, tale.stage_since, tale.cal.day(-last), every=8, at_most=4)
    tale.meeting(tale.cal.day(-last), _topic(tale))
    for back in sorted({last - 8, last - 13, 9, 5, 2}, reverse=True):
        tale.attempt(tale.cal.day(-back))
    tale.message_out(tale.cal.day(-4))
    tale.due(
        TaskKind.FOLLOW_UP,
        "Try {name} in the evening, or visit with the card",
        tale.cal.workday(tale.rng.randint(-1, 1)),
        function=_F.EP_MONITORING,
    )


def appointment_missed(tale: Tale, desk: Desk) -> None:
    """Did not make the last appointment; nobody has called yet."""
    tale.opens(_SEARCH, tale.rng.randint(20, 50))
    day = tale.cal.workday(-tale.rng.randint(1, 3))
    tale.rhythm(_SEARCH, tale.stage_since, tale.cal.day(-9), every=7)
    tale.due(
        TaskKind.APPOINTMENT,
        "Weekly job search meeting with {name}",
        day,
        hour=10,
        function=_F.JOB_SEARCH,
        outcome=TaskOutcome.MISSED,
        note="{name} did not make it. Waited until 10:30.",
    )


def message_waiting(tale: Tale, desk: Desk) -> None:
    """Wrote on Friday; the answer is still to come."""
    tale.opens(_SEARCH, tale.rng.randint(20, 60))
    tale.rhythm(_SEARCH, tale.stage_since, tale.cal.day(-5), every=7)
    friday = tale.cal.friday()
    tale.message_in(friday, needs_reply=True, at=tale.cal.at(friday, 16, 42))


def put_off(tale: Tale, desk: Desk) -> None:
    """The meeting is late, and the worker has put it off until a day, with the reason."""
    search_slipping(tale, desk)
    worker, made = tale.post_for(_SEARCH), tale.cal.workday(-1)
    if worker.user_id is None:
        return
    tale.sheets[Snooze].add(
        site_id=tale.built.site.pk,
        case_id=tale.case_id,
        by_id=worker.user_id,
        signal=Signal(SignalKind.PROMISE, made, ref=tale.built.design.lead_part).key,
        at_score=_ANY_SCORE,
        reason=tale.rng.choice(_WHY_LATER).format_map(tale.facts()),
        until_on=tale.cal.workday(4),
        made_at=tale.cal.at(made, 15, 10),
    )


def back_and_forth(tale: Tale, desk: Desk) -> None:
    """Search goes on; a message back and forth shows how arrangements are made."""
    tale.opens(_SEARCH, tale.rng.randint(18, 45))
    tale.rhythm(_SEARCH, tale.stage_since, tale.cal.day(-7), every=7)
    tale.exchange(tale.cal.workday(-6))
    tale.meeting(tale.cal.workday(-2), _topic(tale))
    tale.note(tale.cal.workday(-1), private=True)


def _topic(tale: Tale) -> str:
    return "coach_search" if tale.coached else "search"


_COACHED = Shape(ages=(18, 58), children=(0, 0))
_TOLD = (
    ("in_class", in_class, 13, "", False),
    ("search_kept", search_kept, 15, "lead", True),
    ("search_slipping", search_slipping, 8, "lead", True),
    ("silent", silent, 4, "lead", True),
    ("appointment_missed", appointment_missed, 3, "lead", True),
    ("message_waiting", message_waiting, 3, "lead", True),
    ("put_off", put_off, 2, "lead", False),
    ("back_and_forth", back_and_forth, 5, "", True),
)
_HABITS = {
    "search_slipping": Shape(habit=Habit.SLIPPING),
    "silent": Shape(habit=Habit.GONE),
}
STORIES = (
    *(
        Story(key, tell, weight=weight, always="WQ", post=post, shape=_HABITS.get(key, Shape()))
        for key, tell, weight, post, _ in _TOLD
    ),
    *(
        Story(f"coach_{key}", tell, "S", weight=weight, always="S", shape=_COACHED)
        for key, tell, weight, _, coached in _TOLD
        if coached
    ),
)
