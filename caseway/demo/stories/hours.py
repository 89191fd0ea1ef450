"""What the work rate asks of families, each told at least once: hours, proof, exceptions."""

from collections.abc import Callable

from caseway.cases.models import CharacteristicKind, Stage, TaskKind
from caseway.demo.stories import search
from caseway.demo.stories.family import Habit, Home, Shape
from caseway.demo.stories.story import Desk, Story
from caseway.demo.stories.tale import Tale
from caseway.rules.functions import FunctionCode


def course_and_service(tale: Tale, desk: Desk) -> None:
    """Some weeks into a course, long enough for a habit to show."""
    tale.opens(Stage.ACTIVITIES, tale.rng.randint(58, 74))
    tale.rhythm(Stage.ACTIVITIES, tale.stage_since, tale.cal.today, every=12)
    tale.meeting(tale.cal.workday(-tale.rng.randint(1, 5)), "activity")


def proof_runs_out(tale: Tale, desk: Desk) -> None:
    """At the same job for half a year: new pay stubs are due before the month ends."""
    tale.opens(Stage.RETENTION, 150)
    tale.rhythm(Stage.RETENTION, tale.stage_since, tale.cal.day(-20), every=28)
    tale.due(
        TaskKind.VERIFICATION,
        "New pay stubs from {employer}: the hours shown may be reported until month end only",
        tale.cal.workday(4),
        function=FunctionCode.ONGOING_ELIGIBILITY,
    )


def at_home_with_care(tale: Tale, desk: Desk) -> None:
    """Few hours, for a reason that the plan and the rule both know."""
    tale.opens(Stage.ACTIVITIES, tale.rng.randint(40, 70))
    tale.rhythm(Stage.ACTIVITIES, tale.stage_since, tale.cal.today, every=14, at_most=4)


def at_work_on_the_grant(tale: Tale, desk: Desk) -> None:
    """Works and still receives a part of the grant."""
    tale.opens(Stage.PLACED, tale.rng.randint(35, 60))
    tale.rhythm(Stage.PLACED, tale.stage_since, tale.cal.today, every=13)


def _family(habit: Habit | None = None, **more: object) -> Shape:
    return Shape(ages=(24, 44), child_ages=(4, 13), habit=habit, **more)  # type: ignore[arg-type]


def _told(
    key: str,
    tell: Callable[[Tale, Desk], None],
    shape: Shape,
    *,
    weight: int = 0,
    always: str = "W",
) -> Story:
    return Story(key, tell, weight=weight, always=always, post="lead", shape=shape)


_TEN_HOURS = (600, "Back surgery in spring; her doctor allows two hours a day, five days a week")
STORIES = (
    _told("late_then_on_time", course_and_service, _family(Habit.LATE_FIRST), always="WQ"),
    _told("child_was_ill", course_and_service, _family(Habit.CHILD_SICK), always="WQ"),
    _told("sheet_sent_back", course_and_service, _family(Habit.REJECTED), always="WQ"),
    _told("sheets_missing", course_and_service, _family(Habit.UNPROVEN), always="WQ"),
    _told("a_step_further", course_and_service, _family(Habit.STEADY, step=True), weight=4,
        always="WQ"),
    _told("proof_runs_out", proof_runs_out, _family(home=Home(proof_runs_out=True)), always="WQ"),
    _told("two_parents", search.search_kept, _family(partner=True), weight=2),
    _told("two_parents_child_care", at_work_on_the_grant,
        _family(partner=True, home=Home(federal_child_care=True)), weight=1),
    _told("state_funded_parents", at_work_on_the_grant,
        _family(partner=True, home=Home(state_funded=True))),
    _told("infant_at_home", at_home_with_care,
        Shape(ages=(20, 34), children=(1, 1), child_ages=(0, 0), habit=Habit.PART_DAYS), weight=2),
    _told("parent_on_ssi", at_home_with_care,
        _family(Habit.PART_DAYS, partner=False, home=Home(on_ssi=True)), weight=1),
    _told("cares_for_son", at_home_with_care,
        _family(Habit.PART_DAYS, kinds=(CharacteristicKind.CAREGIVER,), partner=False,
            home=Home(cares_for_disabled=True, care_is_documented=True)), weight=1),
    _told("cares_without_note", at_home_with_care,
        _family(Habit.PART_DAYS, kinds=(CharacteristicKind.CAREGIVER,), partner=False,
            home=Home(cares_for_disabled=True))),
    _told("fewer_hours_agreed", at_home_with_care,
        _family(Habit.STEADY, gender="woman", partner=False,
            home=Home(disability=True, agreed=_TEN_HOURS))),
    _told("penalty_second_month", search.search_slipping,
        _family(Habit.SLIPPING, partner=False, home=Home(sanctioned=2)), weight=1),
    _told("penalty_fourth_month", search.search_slipping,
        _family(Habit.SLIPPING, partner=False, home=Home(sanctioned=4))),
    _told("own_business", at_work_on_the_grant,
        _family(gender="woman", partner=False, home=Home(braids_hair=True))),
)  # fmt: skip
