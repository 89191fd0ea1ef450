"""Families at the beginning: first contact, eligibility, assessment, the plan."""

from caseway.cases.models import CharacteristicKind, Relation, Stage, TaskKind
from caseway.demo.stories.family import Shape
from caseway.demo.stories.story import COACHED, Desk, Story
from caseway.demo.stories.tale import Tale
from caseway.rules.functions import FunctionCode

_F = FunctionCode


def new_family(tale: Tale, desk: Desk) -> None:
    """Applied in the last days; nobody has spoken with them yet."""
    tale.opens(Stage.INITIAL_CONTACT, tale.rng.randint(1, 4))
    tale.due(
        TaskKind.FOLLOW_UP,
        "First call to {name}: say hello and offer two times",
        tale.cal.workday(tale.rng.randint(-1, 1)),
        function=_F.INITIAL_CONTACT,
    )


def eligibility_interview(tale: Tale, desk: Desk) -> None:
    """Called once; the interview is next week and the papers are listed."""
    tale.opens(Stage.ELIGIBILITY, tale.rng.randint(3, 9))
    day = tale.cal.workday(tale.rng.randint(2, 6))
    tale.due(
        TaskKind.APPOINTMENT,
        "Eligibility interview with {name}",
        day,
        function=_F.TANF_ELIGIBILITY,
        hour=tale.rng.choice((9, 10, 11, 14)),
    )
    tale.message_out(tale.cal.workday(-2))
    tale.due(
        TaskKind.VERIFICATION,
        "Rent letter from the landlord",
        tale.cal.workday(tale.rng.randint(4, 9)),
        function=_F.TANF_ELIGIBILITY,
    )
    if tale.built.design.letter == "Q":
        tale.due(
            TaskKind.APPOINTMENT,
            "Mini interview for food stamps and Medicaid",
            day,
            function=_F.FOOD_STAMP_ELIGIBILITY,
            hour=15,
        )


def assessment_half_done(tale: Tale, desk: Desk) -> None:
    """The first session is told; the second is on the calendar."""
    tale.opens(Stage.ASSESSMENT, tale.rng.randint(6, 14))
    topic = "coach_first" if tale.coached else "assessment"
    tale.meeting(tale.cal.workday(-tale.rng.randint(2, 4)), topic)
    tale.due(
        TaskKind.APPOINTMENT,
        "Second half of the assessment: skills and interests",
        tale.cal.workday(tale.rng.randint(0, 5)),
        function=_F.ASSESSMENT,
        hour=tale.rng.choice((10, 13, 15)),
    )


def plan_to_sign(tale: Tale, desk: Desk) -> None:
    """The plan lies at home to be thought over before signing."""
    tale.opens(Stage.PLANNING, tale.rng.randint(4, 12))
    tale.meeting(tale.cal.workday(-3), "plan")
    tale.due(
        TaskKind.APPOINTMENT,
        "Read the plan once more with {name} and sign it",
        tale.cal.workday(tale.rng.randint(0, 4)),
        function=_F.EP_DEVELOPMENT,
        hour=11,
    )


def school_first(tale: Tale, desk: Desk) -> None:
    """A teen parent: finishing school is the work activity."""
    tale.opens(Stage.ACTIVITIES, tale.rng.randint(20, 60))
    for back in (24, 15, 5):
        tale.meeting(tale.cal.day(-back), "teen")
    tale.due(
        TaskKind.FOLLOW_UP,
        "Ask the school counselor about {name}'s last two courses",
        tale.cal.workday(2),
        function=_F.EP_MONITORING,
    )


def father_with_interpreter(tale: Tale, desk: Desk) -> None:
    """A father of three whose papers show a trade; every meeting has an interpreter."""
    tale.opens(Stage.ASSESSMENT, 12)
    for back in (11, 4):
        tale.meeting(tale.cal.day(-back), "interpreter")
    tale.due(
        TaskKind.APPOINTMENT,
        "Assessment with {name}; interpreter for {language_name} is booked",
        tale.cal.workday(1),
        function=_F.ASSESSMENT,
        hour=10,
    )


def grandparent(tale: Tale, desk: Desk) -> None:
    """A grandparent caring for children, looking for mornings of work."""
    tale.opens(Stage.ACTIVITIES, tale.rng.randint(15, 50))
    for back in (17, 6):
        tale.meeting(tale.cal.day(-back), "grandparent")
    tale.due(
        TaskKind.FOLLOW_UP,
        "After-school places for {children}",
        tale.cal.workday(tale.rng.randint(0, 3)),
        function=_F.REFERRALS,
    )


_NO_CHILDREN = Shape(ages=(18, 58), children=(0, 0))
STORIES = (
    Story("new_family", new_family, weight=7, always="WQ"),
    Story("eligibility_interview", eligibility_interview, weight=7, always="WQ"),
    Story("assessment_half_done", assessment_half_done, weight=7, always="WQ", post="lead"),
    Story("plan_to_sign", plan_to_sign, weight=5, always="WQ", post="lead"),
    Story(
        "coach_assessment", assessment_half_done, COACHED, weight=12, always="S", shape=_NO_CHILDREN
    ),
    Story(
        "teen_parent",
        school_first,
        weight=2,
        always="WQ",
        post="lead",
        shape=Shape(
            ages=(16, 18),
            children=(1, 1),
            child_ages=(0, 1),
            kinds=(CharacteristicKind.TEEN_PARENT,),
            gender="woman",
        ),
    ),
    Story(
        "father_with_interpreter",
        father_with_interpreter,
        weight=1,
        always="WQ",
        post="lead",
        shape=Shape(
            ages=(28, 45),
            children=(3, 3),
            gender="man",
            community="bangladeshi",
            language="bn",
            interpreter=True,
        ),
    ),
    Story(
        "grandparent",
        grandparent,
        weight=3,
        always="WQ",
        post="lead",
        shape=Shape(
            ages=(54, 68),
            children=(1, 3),
            child_ages=(4, 14),
            kinds=(CharacteristicKind.CAREGIVER,),
            child_relation=Relation.GRANDCHILD,
        ),
    ),
)
