"""A newcomer in one act: the person, her case, her household. All of it is saved, or nothing."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.models import Program, Region
from caseway.agencies.policy import Act
from caseway.cases.actions.assignments import Holder
from caseway.cases.actions.households import join
from caseway.cases.actions.opening import NewCase, open_case
from caseway.cases.actions.people import PersonFacts, add_person
from caseway.cases.models import Case, Household, Part, Person, Relation, Stage
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed


@dataclass(frozen=True)
class Member:
    """Somebody of the household: known already, or to be recorded."""

    who: Person | PersonFacts
    relation: Relation


@dataclass(frozen=True)
class Beginning:
    """Everything that the first page of a case says. `who` is known already, or to be recorded."""

    who: Person | PersonFacts
    region: Region
    program: Program
    number: str
    opened_on: date
    stage: Stage = Stage.INITIAL_CONTACT
    work_required: bool = True
    household: Household | None = None
    members: tuple[Member, ...] = ()
    holders: tuple[tuple[Part, Holder], ...] = ()


@transaction.atomic
def begin_case(*, begun: Beginning, by: User, today: date) -> Case:
    """Record whoever is new, open the case and gather the household.

    The caller has searched first. Raises NotAllowed with a sentence for whatever
    cannot be: see `add_person`, `open_case` and `join`.
    """
    access.require(by, Act.OPEN_CASE, Where(begun.region.site_id, begun.region.pk))
    if begun.opened_on > today:
        raise NotAllowed(_("A case cannot open on a day that is still to come."))
    participant = _recorded(begun.who, begun, today)
    new = NewCase(
        region=begun.region,
        program=begun.program,
        participant=participant,
        number=begun.number,
        opened_on=begun.opened_on,
        stage=begun.stage,
        work_required=begun.work_required,
        household=begun.household,
        holders=begun.holders,
    )
    case = _opened(new, by)
    for member in begun.members:
        person = _recorded(member.who, begun, today)
        join(case=case, person=person, relation=member.relation, on=begun.opened_on)
    return case


def _recorded(who: Person | PersonFacts, begun: Beginning, today: date) -> Person:
    if isinstance(who, Person):
        return who
    return add_person(site=begun.region.site, facts=who, today=today)


def _opened(new: NewCase, by: User) -> Case:
    """Open the case; somebody who took its number at the same moment is told as a refusal."""
    try:
        with transaction.atomic():
            return open_case(new=new, by=by)
    except IntegrityError:
        raise NotAllowed(
            _("Somebody opened a case with this number a moment ago. Choose the next one.")
        ) from None
