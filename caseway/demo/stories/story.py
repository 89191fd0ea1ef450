"""What a story is: how it is told, of which family, at which sites and how often."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from caseway.demo.stories.family import Family, Shape
from caseway.demo.stories.tale import Tale

WORK_FIRST, EVERYWHERE, COACHED = "WQ", "WQS", "S"


@dataclass(frozen=True)
class Desk:
    """What a story may ask the office for beyond its own case: a second one."""

    enter: Callable[[Shape], Callable[[date], Family]]
    number: Callable[[], str]


@dataclass(frozen=True)
class Story:
    """`sites` are the sites' letters. `always` names those where it is told at least once.

    `post` gives the case to a worker with that flag: "lead", "away", "alone" or "vacant".
    """

    key: str
    tell: Callable[[Tale, Desk], None]
    sites: str = WORK_FIRST
    weight: int = 0
    always: str = ""
    post: str = ""
    shape: Shape = field(default_factory=Shape)
    cases: int = 1
    once_in: int = 0  # also once more in every so many cases of the county
