"""What on the case a referral can help with, so that nobody types it again.

The apps above know of barriers and plans. In `referring.py` of the app:

    offers("barrier", barriers_of, keep_barrier, told_of)
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.utils.module_loading import autodiscover_modules

from caseway.cases.models import Case
from caseway.kernel.models import User
from caseway.network.models import Referral


@dataclass(frozen=True)
class Reason:
    """Something to pick. `words` are kept with the referral: empty for what was told in private.

    `need` is what it comes to in the words of the directory, where that is plain.
    """

    key: str
    group: str
    label: str
    words: str
    need: str = ""


@dataclass(frozen=True)
class Linked:
    """What a referral helps with, as its page names it."""

    label: str
    page: str
    of: int


Finder = Callable[[User, Case], list[Reason]]
Keeper = Callable[[Referral, int, User, datetime], None]
Teller = Callable[[User, Referral], list[Linked]]
_offers: dict[str, tuple[Finder, Keeper, Teller]] = {}


def offers(name: str, finder: Finder, keeper: Keeper, teller: Teller) -> None:
    """Say what an app offers: what can be picked, how it is kept, what was kept.

    Saying it twice is saying it once.
    """
    _offers[name] = finder, keeper, teller


def reasons_for(user: User, case: Case) -> list[Reason]:
    """Everything that this reader may pick on the case."""
    _learn()
    return [one for finder, _keep, _tell in _offers.values() for one in finder(user, case)]


def keep(referral: Referral, reason: Reason, *, by: User, at: datetime) -> None:
    """Tie the referral to what was picked."""
    _learn()
    name, _sign, pk = reason.key.partition(":")
    _offers[name][1](referral, int(pk), by, at)


def linked_to(user: User, referral: Referral) -> list[Linked]:
    """What the referral helps with, as far as this reader may know."""
    _learn()
    return [one for _find, _keep, teller in _offers.values() for one in teller(user, referral)]


@cache
def _learn() -> None:
    autodiscover_modules("referring")
