"""The number under which a funder knows a person: sealed, shown by its end only."""

from django.db import transaction

from caseway.agencies.policy import Act
from caseway.cases import access
from caseway.coaching.models import CoachingEnrolment, FunderNumber
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed


def why_not_set(user: User, enrolment: CoachingEnrolment) -> str | None:
    """The sentence when the person may not set the number; None when she may."""
    return access.why_not(user, Act.EDIT_PERSON, enrolment.case)


@transaction.atomic
def set_funder_number(*, enrolment: CoachingEnrolment, number: str, by: User) -> FunderNumber:
    """Seal a number in place of any before. Raises NotAllowed."""
    if sentence := why_not_set(by, enrolment):
        raise NotAllowed(sentence)
    row = FunderNumber.objects.select_for_update().filter(enrolment=enrolment).first()
    row = row or FunderNumber(site_id=enrolment.site_id, enrolment=enrolment)
    row.seal("number", number)
    row.last_four = number[-4:]
    row.save()
    return row
