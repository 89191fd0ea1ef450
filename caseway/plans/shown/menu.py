"""A menu of options for what stands in the way: to talk about, not to choose from.

Source: work-focused, client-centred planning (steps outside the work-first box that are small,
measured and the person's own) and the practice reference R9-R13.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caseway.intake.models import Barrier, BarrierKind

MENU: dict[str, tuple[str | Promise, ...]] = {
    BarrierKind.CHILD_CARE: (
        _("Visit two child care places together and try one for an hour"),
        _("Ask a grandmother, neighbor or friend for two afternoons a week"),
        _("Volunteer at the child’s school while the child is there"),
    ),
    BarrierKind.ELDER_CARE: (
        _("Ask what an adult day center near home offers"),
        _("Plan hours around the visits of a home nurse"),
    ),
    BarrierKind.TRANSPORT: (
        _("Ride the bus twice a week, one stop further each time"),
        _("Share rides with somebody of the same course"),
        _("Look for work within walking distance first"),
    ),
    BarrierKind.HOUSING: (
        _("See the housing office together this week"),
        _("Use the agency’s address for letters from employers"),
    ),
    BarrierKind.HEALTH: (
        _("See a doctor and ask what work would suit"),
        _("Begin with two hours a day and add an hour every two weeks"),
    ),
    BarrierKind.MENTAL_HEALTH: (
        _("Meet somebody to talk to, once, without deciding more"),
        _("Begin with something that does them good, outside the house, twice a week"),
    ),
    BarrierKind.SUBSTANCE_USE: (
        _("Talk with a counselor, alone and in private"),
        _("Go to a group once with somebody they trust"),
    ),
    BarrierKind.SAFETY: (_("Talk with trained staff, alone, before anything else is planned"),),
    BarrierKind.CREDIT: (
        _("Sit down with a counselor on money and make one list of debts"),
        _("Ask for a free credit report and read it together"),
    ),
    BarrierKind.RECORD: (
        _("Ask legal help which charges can be expunged or sealed"),
        _("Look together for employers who hire people with a record"),
        _("Practice how to speak of it in an interview"),
    ),
    BarrierKind.LEGAL: (
        _("See legal help with the papers at hand"),
        _("Ask for the papers that are missing, one each week"),
    ),
    BarrierKind.LONG_UNEMPLOYMENT: (
        _("A few hours a week of unpaid work, with a reference at the end"),
        _("Write down everything done at home, at church, for neighbors: that is experience"),
    ),
    BarrierKind.WORK_HISTORY: (
        _("Work beside somebody for a day in each of two trades"),
        _("A paid or unpaid trial of two weeks"),
    ),
    BarrierKind.EDUCATION: (
        _("Take the first test of a course, to see where they stand"),
        _("One evening class a week, with child care"),
    ),
    BarrierKind.LANGUAGE: (
        _("English class twice a week near home"),
        _("Work where their language is spoken, and English on the job"),
    ),
    BarrierKind.CHILD: (
        _("A talk with the teacher, then one thing to do each week"),
        _("A doctor’s or dentist’s visit; bring the shot record up to date"),
        _("One sports event or school day a month that they go to together"),
    ),
    BarrierKind.CLOTHING: (
        _("Choose clothes for an interview at a clothing closet"),
        _("Ask what tools the job asks for, and who lends them"),
    ),
    BarrierKind.OTHER: (_("Ask what would make it a little easier this week, and try that"),),
}


def options_for(barriers: Iterable[Barrier]) -> list[dict[str, Any]]:
    """For each kind of thing in the way, what others have tried. Without any, nothing."""
    kinds = dict.fromkeys(barrier.kind for barrier in barriers)
    return [
        {"label": BarrierKind(kind).label, "options": MENU[BarrierKind(kind)]} for kind in kinds
    ]
