"""Who lives together and how they are related, from a day and until another."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies.policy import Act
from caseway.cases import access
from caseway.cases.models import Case, HouseholdMember, Person, Relation
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed


@transaction.atomic
def add_member(
    *, case: Case, person: Person, relation: Relation, by: User, on: date, today: date
) -> HouseholdMember:
    """Let a person belong to the household of a case from a day.

    Raises NotAllowed when she belongs to it already, is of another site, the
    day is in the future, or the relation is the participant's own.
    """
    access.require(by, Act.EDIT_PERSON, case)
    if person.site_id != case.site_id:
        raise NotAllowed(_("This person is known at another site."))
    if on > today:
        raise NotAllowed(_("Choose today or an earlier day."))
    return join(case=case, person=person, relation=relation, on=on)


def join(*, case: Case, person: Person, relation: Relation, on: date) -> HouseholdMember:
    """Add a member without asking who may: for opening a case and for adding one."""
    if relation == Relation.SELF:
        raise NotAllowed(_("Only the participant is the participant. Choose another relation."))
    held = HouseholdMember.objects.filter(household=case.household_id, person=person, ends_on=None)
    if held.exists():
        raise NotAllowed(
            _("%(name)s belongs to this household already.") % {"name": person.name_used}
        )
    return HouseholdMember.objects.create(
        site_id=case.site_id,
        household_id=case.household_id,
        person=person,
        relation=relation,
        starts_on=on,
    )


@transaction.atomic
def end_membership(*, case: Case, member: HouseholdMember, by: User, on: date) -> HouseholdMember:
    """A member no longer lives there. Raises NotAllowed for the participant or an early day."""
    access.require(by, Act.EDIT_PERSON, case)
    row = _member(case, member)
    if row.person_id == case.participant_id:
        raise NotAllowed(_("The case is theirs. Close the case instead."))
    if on <= row.starts_on:
        raise NotAllowed(_("They joined that day or later. Choose a later day."))
    row.ends_on = on
    row.save(update_fields=["ends_on"])
    return row


@transaction.atomic
def change_relation(
    *, case: Case, member: HouseholdMember, relation: Relation, by: User, on: date
) -> HouseholdMember:
    """Another relation from a day; the one before stays in the history.

    A change on the day the member joined corrects it in place.
    """
    access.require(by, Act.EDIT_PERSON, case)
    row = _member(case, member)
    if row.person_id == case.participant_id or relation == Relation.SELF:
        raise NotAllowed(_("Only the participant is the participant. Choose another relation."))
    if relation == row.relation:
        return row
    if on < row.starts_on:
        raise NotAllowed(_("They joined later than that day. Choose a later day."))
    if on == row.starts_on:
        row.relation = relation
        row.save(update_fields=["relation"])
        return row
    row.ends_on = on
    row.save(update_fields=["ends_on"])
    return join(case=case, person=row.person, relation=relation, on=on)


def _member(case: Case, member: HouseholdMember) -> HouseholdMember:
    row = HouseholdMember.objects.select_for_update().get(pk=member.pk)
    if row.household_id != case.household_id:
        raise NotAllowed(_("This person is not part of this household."))
    if row.ends_on is not None:
        raise NotAllowed(_("This has ended already."))
    return row
