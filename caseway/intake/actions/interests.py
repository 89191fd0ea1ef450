"""What a person is drawn to, as an occupation that employers and openings are found by."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.cases.models import Case, Person
from caseway.intake import access
from caseway.intake.models import Interest
from caseway.intake.shipped import occupations
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed


@transaction.atomic
def add_interest(
    *, case: Case, person: Person, code: str, words: str, by: User, on: date
) -> Interest:
    """Write down an occupation that a person would like. Raises NotAllowed for one unknown."""
    if sentence := access.why_not_edit(by, case):
        raise NotAllowed(sentence)
    occupation = occupations().get(code)
    if occupation is None:
        raise NotAllowed(_("Choose an occupation from the list."))
    if Interest.objects.filter(person=person, code=code, ends_on=None).exists():
        raise NotAllowed(_("“%(title)s” is on their list.") % {"title": occupation.title})
    return Interest.objects.create(
        site_id=person.site_id,
        person=person,
        code=code,
        title=occupation.title,
        words=words.strip()[:200],
        starts_on=on,
        recorded_by=by,
    )


@transaction.atomic
def end_interest(*, interest: Interest, case: Case, by: User, on: date) -> Interest:
    """She is no longer drawn to it; that she was stays on record."""
    if sentence := access.why_not_edit(by, case):
        raise NotAllowed(sentence)
    if interest.ends_on is None:
        interest.ends_on = on
        interest.save(update_fields=["ends_on"])
    return interest
