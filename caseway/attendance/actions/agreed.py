"""Hours a week that suit a person, more or fewer than the rate asks, agreed with her."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.attendance import access
from caseway.attendance.models import AgreedHours
from caseway.cases.models import Case, Person
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.words import long_date


@transaction.atomic
def agree_hours(
    *, case: Case, person: Person, minutes_a_week: int, basis: str, starts_on: date, by: User
) -> AgreedHours:
    """Agree hours a week with a person from a day; those before end then.

    What the rate asks stays as it is: this is what the plan asks of her, such as
    fewer hours that a disability allows (42 USC 12132, 45 CFR 84). Raises NotAllowed.
    """
    if sentence := access.why_not_edit(by, case):
        raise NotAllowed(sentence)
    if not 0 < minutes_a_week <= 168 * 60:
        raise NotAllowed(_("Enter hours a week between 1 and 168."))
    if not basis.strip():
        raise NotAllowed(
            _("Say on what basis, such as a doctor's note of March 3 or her own wish.")
        )
    before = (
        AgreedHours.objects.select_for_update()
        .filter(case=case, person=person, ends_on=None)
        .first()
    )
    if before is not None:
        if before.starts_on > starts_on:
            raise NotAllowed(
                _("Hours are agreed from %(day)s on. Choose that day or a later one.")
                % {"day": long_date(before.starts_on)}
            )
        _end(before, starts_on)
    return AgreedHours.objects.create(
        site_id=case.site_id,
        case=case,
        person=person,
        minutes_a_week=minutes_a_week,
        basis=basis.strip(),
        starts_on=starts_on,
        agreed_by=by,
    )


@transaction.atomic
def end_agreed_hours(*, agreed: AgreedHours, by: User, on: date) -> None:
    """What was agreed no longer holds from a day. Raises NotAllowed."""
    if sentence := access.why_not_edit(by, agreed.case):
        raise NotAllowed(sentence)
    if agreed.ends_on is not None:
        raise NotAllowed(_("This has ended already."))
    _end(agreed, on)


def _end(agreed: AgreedHours, on: date) -> None:
    """Agreed and changed on one day: the first was a slip, and the audit log keeps it."""
    if on <= agreed.starts_on:
        agreed.delete()
        return
    agreed.ends_on = on
    agreed.save(update_fields=["ends_on"])
