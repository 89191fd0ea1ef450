"""What a record must bear: names of every form, a leap day, safety, twins, one person twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from caseway.cases.models import NameKind, SafetyKind, SafetyRecord, Stage, TaskKind
from caseway.demo.names import Name
from caseway.demo.stories import search
from caseway.demo.stories.family import Home, Shape
from caseway.demo.stories.story import Desk, Story
from caseway.demo.stories.tale import Tale
from caseway.rules.functions import FunctionCode

# 128 characters, the longest that a name may be here and in the data standards.
LONGEST = Name(
    "María de los Ángeles Guadalupe Esperanza Milagros Altagracia Luz",
    "de la Encarnación Villalobos Zambrano de Santana Cárdenas Rosas",
)


def kept_safe(tale: Tale, desk: Desk) -> None:
    """A confidential address and what to do and not to do; seen by the trained only."""
    tale.opens(Stage.JOB_SEARCH, tale.rng.randint(20, 45))
    tale.rhythm(Stage.JOB_SEARCH, tale.stage_since, tale.cal.day(-3), every=7)
    for kind, text in _SAFETY:
        tale.sheets[SafetyRecord].add(
            site_id=tale.built.site.pk,
            person_id=tale.family.person_id,
            kind=kind,
            instructions=text,
            starts_on=tale.opened_on,
            review_on=tale.cal.workday(tale.rng.randint(1, 20)),
            recorded_by_id=tale.by(tale.opened_on, tale.post_for(Stage.INITIAL_CONTACT)),
        )


def entered_twice(tale: Tale, desk: Desk) -> None:
    """One person, two records: written once as the papers say and once as it sounded."""
    search.search_kept(tale, desk)
    first = tale.family
    second = desk.enter(
        Shape(
            children=(0, 0),
            name=misheard(first.name),
            born=first.born,
            language=first.language,
            interpreter=first.interpreter,
            gender=first.gender,
        )
    )
    again = tale.again(second, desk.number())
    again.opens(Stage.INITIAL_CONTACT, 2)
    again.due(
        TaskKind.FOLLOW_UP,
        "First call to {name}",
        tale.cal.workday(0),
        function=FunctionCode.INITIAL_CONTACT,
    )


def misheard(name: Name) -> Name:
    """The name with two letters of the surname swapped, as a hurried hand writes it."""
    family = name.family
    for at in range(1, len(family) - 1):
        pair = family[at : at + 2]
        if pair.isalpha() and pair.islower() and pair[0] != pair[1]:
            return replace(name, family=family[:at] + pair[::-1] + family[at + 2 :])
    return replace(name, given=name.given + name.given[-1])


_SAFETY = (
    (
        SafetyKind.CONFIDENTIAL_ADDRESS,
        "Letters go to the post office box only. Never say the street aloud in the waiting room.",
    ),
    (
        SafetyKind.VIOLENCE,
        "Call the mobile between 9 and 3 and ask “Is this a good time?” first. Leave no message. "
        "The sister's number is not safe.",
    ),
)


def _borne(key: str, tell: Callable[[Tale, Desk], None], shape: Shape) -> Story:
    """A story told once, on the caseload that a visitor opens first."""
    return Story(key, tell, always="W", post="lead", shape=shape)


STORIES = (
    Story(
        "kept_safe",
        kept_safe,
        always="WQ",
        post="lead",
        once_in=120,
        shape=Shape(gender="woman", confidential=True, partner=False, home=Home(waiver=True)),
    ),
    Story("entered_twice", entered_twice, always="WQ", post="lead", once_in=100, cases=2),
    _borne(
        "two_names_used",
        search.search_kept,
        Shape(
            community="latino",
            gender="woman",
            name=Name("Lupe", "Galarza"),
            also_named=(
                (NameKind.LEGAL, "Guadalupe Galarza Tenesaca"),
                (NameKind.FORMER, "Guadalupe Solano"),
            ),
        ),
    ),
    _borne(
        "one_word_name",
        search.in_class,
        Shape(community="bangladeshi", gender="woman", surname="Begum", name=Name("Rokeya", "")),
    ),
    _borne(
        "two_surnames",
        search.search_kept,
        Shape(community="latino", name=Name("Xiomara", "De la Cruz Quishpe"), gender="woman"),
    ),
    _borne(
        "name_oneill",
        search.search_slipping,
        Shape(
            community="irish_italian",
            name=Name("Siobhan", "O'Neill"),
            surname="O'Neill",
            gender="woman",
        ),
    ),
    _borne(
        "name_dangelo",
        search.in_class,
        Shape(
            community="irish_italian",
            name=Name("Carmine", "D'Angelo"),
            surname="D'Angelo",
            gender="man",
        ),
    ),
    _borne(
        "longest_name", search.search_kept, Shape(community="latino", name=LONGEST, gender="woman")
    ),
    _borne("leap_day", search.search_kept, Shape(born=date(1996, 2, 29), gender="woman")),
    _borne("twins", search.in_class, Shape(children=(2, 2), twins=True, child_ages=(3, 9))),
)
