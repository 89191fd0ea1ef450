"""Opening a case for a household, with the parts that its region needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.facts import holders_by_region
from caseway.agencies.models import Program, Region
from caseway.agencies.policy import Act
from caseway.cases.actions.assignments import Holder, why_not_hold_part
from caseway.cases.actions.regions import agency_for
from caseway.cases.models import (
    Assignment,
    Case,
    Household,
    HouseholdMember,
    Part,
    Person,
    Relation,
    Stage,
    StageChange,
)
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.words import say
from caseway.kernel.writing import Write, at_once
from caseway.rules.functions import required_parts
from caseway.rules.records.case_numbers import why_not_number


@dataclass(frozen=True)
class NewCase:
    """What a case begins with. Parts without a holder open vacant, in their agency's queue."""

    region: Region
    program: Program
    participant: Person
    number: str
    opened_on: date
    stage: Stage = Stage.INITIAL_CONTACT
    work_required: bool = True
    household: Household | None = None
    holders: tuple[tuple[Part, Holder], ...] = ()
    # From when its workers hold their parts, where that is not the day it opened:
    # a case from a file is held here from the day it was loaded, and no promise
    # of a meeting is late for the time before.
    held_from: date | None = None


@transaction.atomic
def open_case(*, new: NewCase, by: User) -> Case:
    """Open a case. Exactly one part leads: the first that is filled, else the first.

    Raises NotAllowed when the person may not, the number is taken or not one,
    or the household has an open case in the program already.
    """
    site_id = new.region.site_id
    access.require(by, Act.OPEN_CASE, Where(site_id, new.region.pk))
    if sentence := why_not_open(new):
        raise NotAllowed(sentence)
    return write_case(new=new, parts=_parts(new), by=by)


def write_case(
    *, new: NewCase, parts: Mapping[Part, Holder], by: User, write: Write = at_once
) -> Case:
    """Write a case whose rights, number and holders the caller has checked: for files of many.

    `parts` are all that the case has, vacant ones included; the first that is
    filled leads, else the first. `write` takes what hangs on the case.
    """
    site_id = new.region.site_id
    household = new.household or _household_of(new.participant, new.opened_on, write)
    case = Case.objects.create(
        site_id=site_id,
        region=new.region,
        program=new.program,
        household=household,
        participant=new.participant,
        number=new.number,
        stage=new.stage,
        stage_since=new.opened_on,
        work_required=new.work_required,
        opened_on=new.opened_on,
    )
    began = StageChange(site_id=site_id, case=case, stage=new.stage, starts_on=new.opened_on, by=by)
    write([began])
    lead = next((part for part, to in parts.items() if to.staff), next(iter(parts)))
    write(
        Assignment(
            site_id=site_id,
            case=case,
            agency=to.agency,
            staff=to.staff,
            part=part,
            is_lead=part == lead,
            starts_on=new.held_from or new.opened_on,
        )
        for part, to in parts.items()
    )
    return case


def why_not_open(new: NewCase) -> str | None:
    """Why this case cannot be opened; None when it can."""
    if new.program.site_id != new.region.site_id or new.participant.site_id != new.region.site_id:
        return _("The person, the program and the region must belong to one site.")
    if refusal := why_not_number(new.number):
        return say(refusal)
    if Case.objects.filter(site=new.region.site_id, number=new.number).exists():
        return _("This case number is taken at this site. Check it, or open the case it names.")
    if new.household is not None and _open_in(new.household, new.program):
        return _("This household has an open case in this program already.")
    return None


def _open_in(household: Household, program: Program) -> bool:
    return Case.objects.filter(household=household, program=program, closed_on=None).exists()


def _household_of(person: Person, on: date, write: Write) -> Household:
    household = Household.objects.create(site_id=person.site_id)
    herself = HouseholdMember(
        site_id=person.site_id,
        household=household,
        person=person,
        relation=Relation.SELF,
        starts_on=on,
    )
    write([herself])
    return household


def _parts(new: NewCase) -> dict[Part, Holder]:
    """The holders that were named, then a vacancy for each other part that the case needs."""
    holders, on = dict(new.holders), new.held_from or new.opened_on
    for to in holders.values():
        if to.staff and (sentence := _why_not_hold(to, new)):
            raise NotAllowed(sentence)
    needed = needed_parts(new.region.pk, new.work_required, on)
    vacant = {
        part: Holder(agency_for(part, new.region.pk, on)) for part in needed if part not in holders
    }
    return {**holders, **vacant}


def needed_parts(region_id: int, work_required: bool, on: date) -> list[Part]:
    """The parts that a case in the region needs filled that day. One query."""
    standing = holders_by_region([region_id], on)[region_id]
    return [Part(part) for part in required_parts(standing, work_required)]


def _why_not_hold(to: Holder, new: NewCase) -> str | None:
    if to.staff is None:
        return None
    place = Case(site_id=new.region.site_id, region=new.region)
    return why_not_hold_part(
        staff=to.staff, agency=to.agency, case=place, on=new.held_from or new.opened_on
    )
