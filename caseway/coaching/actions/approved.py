"""Hours that a funder approved: recorded, changed, ended, taken back. What was stays on record."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.coaching.access import why_not_edit
from caseway.coaching.models import ApprovedHours, CoachingEnrolment
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.words import long_date
from caseway.rules.dates import DateSpan, add_days


@dataclass(frozen=True)
class Letter:
    """What the funder's letter says. `last_on` is its last day; None while it names none."""

    number: str
    minutes: int
    per: str
    starts_on: date
    last_on: date | None

    @property
    def span(self) -> DateSpan:
        return DateSpan(self.starts_on, self.last_on and add_days(self.last_on, 1))


@transaction.atomic
def record_hours(
    *, enrolment: CoachingEnrolment, letter: Letter, by: User, at: datetime
) -> ApprovedHours:
    """Record hours that a funder approved.

    Raises NotAllowed when others are approved on one of these days already: which of the two
    a session uses up could not be told.
    """
    _require(enrolment, by)
    _lock(enrolment)
    return _keep(enrolment, letter, by=by, at=at)


@transaction.atomic
def change_hours(
    *, row: ApprovedHours, letter: Letter, reason: str, by: User, at: datetime
) -> ApprovedHours:
    """Put another in its place, and say why. Raises NotAllowed, also when it was changed since."""
    _replaceable(row, reason, by)
    return _keep(row.enrolment, letter, instead_of=row, reason=reason, by=by, at=at)


@transaction.atomic
def end_hours(
    *, row: ApprovedHours, last_on: date, reason: str, by: User, at: datetime
) -> ApprovedHours:
    """Let it hold until a day before its last. Raises NotAllowed for another day."""
    _replaceable(row, reason, by)
    if last_on < row.starts_on:
        raise NotAllowed(
            _("It begins on %(day)s. If it never held, take it back instead.")
            % {"day": long_date(row.starts_on)}
        )
    if row.last_on is not None and last_on >= row.last_on:
        raise NotAllowed(
            _("It ends on %(day)s anyway. Choose a day before.") % {"day": long_date(row.last_on)}
        )
    letter = Letter(row.number, row.minutes, row.per, row.starts_on, last_on)
    return _keep(row.enrolment, letter, instead_of=row, reason=reason, by=by, at=at)


@transaction.atomic
def withdraw_hours(*, row: ApprovedHours, reason: str, by: User, at: datetime) -> ApprovedHours:
    """Take back what was recorded by mistake; it stays to be seen and counts no more."""
    _replaceable(row, reason, by)
    letter = Letter(row.number, row.minutes, row.per, row.starts_on, row.last_on)
    return _keep(row.enrolment, letter, instead_of=row, reason=reason, withdrawn=True, by=by, at=at)


def _require(enrolment: CoachingEnrolment, by: User) -> None:
    if sentence := why_not_edit(by, enrolment.case):
        raise NotAllowed(sentence)


def _lock(enrolment: CoachingEnrolment) -> None:
    """Two people who record at once would each see no other approval on these days."""
    CoachingEnrolment.objects.select_for_update().get(pk=enrolment.pk)


def _replaceable(row: ApprovedHours, reason: str, by: User) -> None:
    _require(row.enrolment, by)
    _lock(row.enrolment)
    if not reason.strip():
        raise NotAllowed(_("Say why."))
    row.refresh_from_db(fields=["replaced_by", "withdrawn"])
    if row.replaced_by_id is not None:
        raise NotAllowed(
            _("Somebody changed these hours meanwhile. What holds now is on the page.")
        )
    if row.withdrawn:
        raise NotAllowed(_("These hours were taken back. Record them anew."))


def _keep(
    enrolment: CoachingEnrolment,
    letter: Letter,
    *,
    by: User,
    at: datetime,
    instead_of: ApprovedHours | None = None,
    reason: str = "",
    withdrawn: bool = False,
) -> ApprovedHours:
    if letter.last_on is not None and letter.last_on < letter.starts_on:
        raise NotAllowed(_("The last day comes after the first day, or is the same."))
    if not withdrawn:
        _refuse_overlap(enrolment, letter, instead_of)
    made = ApprovedHours.objects.create(
        site_id=enrolment.site_id,
        enrolment=enrolment,
        number=letter.number.strip(),
        minutes=letter.minutes,
        per=letter.per,
        starts_on=letter.starts_on,
        last_on=letter.last_on,
        reason=reason.strip()[:300],
        withdrawn=withdrawn,
        recorded_by=by,
        recorded_at=at,
    )
    if instead_of is not None:
        instead_of.replaced_by = made
        instead_of.save(update_fields=["replaced_by"])
    return made


def _refuse_overlap(
    enrolment: CoachingEnrolment, letter: Letter, but: ApprovedHours | None
) -> None:
    standing = ApprovedHours.objects.filter(enrolment=enrolment, replaced_by=None, withdrawn=False)
    for other in standing.order_by("starts_on", "pk"):
        if (but is None or other.pk != but.pk) and other.span.overlaps(letter.span):
            raise NotAllowed(_overlap(other))


def _overlap(other: ApprovedHours) -> str:
    if other.last_on is None:
        return _("Hours are approved from %(first)s on already (%(number)s). End them first.") % {
            "first": long_date(other.starts_on),
            "number": other.number,
        }
    return _(
        "Hours are approved from %(first)s to %(last)s already (%(number)s). "
        "Choose other days, or end those first."
    ) % {
        "first": long_date(other.starts_on),
        "last": long_date(other.last_on),
        "number": other.number,
    }
