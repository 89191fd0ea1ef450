"""The twelve activities that count, and the thirteenth that does not.

Core activities count for the first 20, 30 or 50 hours a week; the others only above those.
Paid ones count by the hour paid; unpaid ones by the hour attended, supervised every day.
Source: 45 CFR 261.2(b)-(m), 261.30-.32; items of the federal report (ACF-199).
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from caseway.rules.reasons import Term, _


class Activity(IntEnum):
    """An activity as stored. The number is its place in 45 CFR 261.30; OTHER never counts."""

    UNSUB = 1
    SUBPRIV = 2
    SUBPUB = 3
    WORKEXP = 4
    OJT = 5
    JSJR = 6
    COMSERV = 7
    VOCED = 8
    JOBSKILL = 9
    EDEMP = 10
    SCHOOL = 11
    CCCSP = 12
    OTHER = 13


class Kind(NamedTuple):
    """What the law says of an activity.

    `core`: counts for the first hours; `paid`: hours paid count, leave included; `supervised`:
    somebody must answer for each day of it; `item`: its number in the federal report.
    """

    label: str
    core: bool
    paid: bool
    supervised: bool
    item: int


KINDS: dict[Activity, Kind] = {
    Activity.UNSUB: Kind(_("unsubsidized employment"), True, True, False, 50),
    Activity.SUBPRIV: Kind(_("subsidized private-sector employment"), True, True, False, 51),
    Activity.SUBPUB: Kind(_("subsidized public-sector employment"), True, True, False, 52),
    Activity.WORKEXP: Kind(_("work experience"), True, False, True, 53),
    Activity.OJT: Kind(_("on-the-job training"), True, True, False, 54),
    Activity.JSJR: Kind(_("job search and job readiness"), True, False, True, 55),
    Activity.COMSERV: Kind(_("community service"), True, False, True, 56),
    Activity.VOCED: Kind(_("vocational education"), True, False, True, 57),
    Activity.JOBSKILL: Kind(_("job skills training"), False, False, True, 58),
    Activity.EDEMP: Kind(_("education directly related to employment"), False, False, True, 59),
    Activity.SCHOOL: Kind(_("secondary school attendance"), False, False, True, 60),
    Activity.CCCSP: Kind(
        _("child care for a participant in community service"), True, False, True, 61
    ),
    Activity.OTHER: Kind(_("another activity, which does not count"), False, False, False, 62),
}

CORE = frozenset(activity for activity, kind in KINDS.items() if kind.core)
PAID = frozenset(activity for activity, kind in KINDS.items() if kind.paid)
SUPERVISED = frozenset(activity for activity, kind in KINDS.items() if kind.supervised)
COUNTABLE = frozenset(KINDS) - {Activity.OTHER}
SIZE = max(Activity) + 1
"""How long a list is that is indexed by activity; place 0 is empty."""


def term(activity: int) -> Term:
    """The activity's name, to be translated inside a sentence."""
    return Term(KINDS[Activity(activity)].label)
