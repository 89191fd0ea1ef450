"""Where people begin whose roles take no cases: the pages of their work."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caseway.agencies.access import anywhere
from caseway.agencies.models import Role
from caseway.agencies.policy import RULES, Act
from caseway.agencies.standing import Standing
from caseway.kernel.models import User

# Who holds parts on cases, and who sees to them.
_WITH_CASES = RULES[Act.TAKE_FROM_POOL].roles | {Role.SUPERVISOR}


@dataclass(frozen=True)
class Beginning:
    """A page of her work, and what she does there."""

    url: str
    label: str | Promise
    about: str | Promise


_PLACES: Sequence[tuple[str, Act | None, Promise, Promise]] = (
    (
        "exchange:index",
        Act.IMPORT_FILES,
        _("Files"),
        _("Load people and cases from a file, and see what became of each line."),
    ),
    (
        "agencies:staff",
        Act.EDIT_STAFF,
        _("Staff"),
        _("Invite colleagues, give and end posts, plan leave."),
    ),
    (
        "agencies:sites",
        Act.EDIT_FUNCTIONS,
        _("Sites"),
        _("Programs, regions and agencies of each site."),
    ),
    (
        "administration:audit",
        Act.READ_AUDIT,
        _("Audit log"),
        _("Who changed what, and who looked."),
    ),
    (
        "administration:break_glass",
        Act.READ_AUDIT,
        _("Emergency access"),
        _("Cases that were opened with a reason, and their review."),
    ),
    (
        "administration:operations",
        Act.OPERATE_JOBS,
        _("Operations"),
        _("Background jobs, and those that were given up."),
    ),
    (
        "agencies:who_does_what",
        None,
        _("Who does what"),
        _("Which agency performs each function in each region."),
    ),
)


def beginnings(user: User, standing: Standing) -> list[Beginning]:
    """The pages of somebody whose posts take no cases; nothing for everybody else."""
    if not standing.posts or standing.has_role(*_WITH_CASES):
        return []
    return [
        Beginning(reverse(name), label, about)
        for name, act, label, about in _PLACES
        if act is None or anywhere(user, act)
    ]
