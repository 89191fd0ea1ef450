"""Hours of a job taken ahead from current proof, for as many months as the law allows.

Source: 45 CFR 261.60(c): re-verified on any reported change, and no later than
six months on. The number is `projection_months` in params/participation.toml, dated.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.attendance import access
from caseway.attendance.actions.evidence import why_not_decide
from caseway.attendance.actions.recompute import mark_stale
from caseway.attendance.models import PAID, Evidence, EvidenceKind, HoursProjection, ProofState
from caseway.attendance.words import month_words
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.rules.dates import Month
from caseway.rules.params import load

# What shows actual hours of a job. A person's word or a sign-in sheet does not.
_SHOWS_HOURS = (
    EvidenceKind.PAY_STUB,
    EvidenceKind.EMPLOYER_REPORT,
    EvidenceKind.TIME_SHEET,
    EvidenceKind.BUSINESS_RECORD,
)


@transaction.atomic
def project_hours(
    *, evidence: Evidence, minutes_a_week: int, by: User, at: datetime
) -> HoursProjection:
    """Take hours a week ahead from accepted proof of a job, from the month it documents.

    A projection that stands before it ends where this one begins. Raises NotAllowed.
    """
    if sentence := why_not_decide(by, evidence) or why_not_project(evidence):
        raise NotAllowed(sentence)
    if not 0 < minutes_a_week <= 168 * 60:
        raise NotAllowed(_("Enter hours a week between 1 and 168."))
    month = documented_month(evidence)
    before = (
        HoursProjection.objects.select_for_update()
        .filter(enrolment=evidence.enrolment_id, ended_on=None)
        .first()
    )
    if before is not None:
        if before.starts_on > month.first:
            raise NotAllowed(
                _("Newer proof stands: hours are taken ahead from %(month)s.")
                % {"month": month_words(Month.of(before.starts_on).number)}
            )
        _end(before, month.first, _("Newer proof of the hours"))
    row = HoursProjection.objects.create(
        site_id=evidence.site_id,
        case_id=evidence.case_id,
        person_id=evidence.person_id,
        enrolment_id=evidence.enrolment_id,
        evidence=evidence,
        minutes_a_week=minutes_a_week,
        starts_on=month.first,
        holds_until=month.plus(months_ahead(month)).first,
        set_by=by,
    )
    mark_stale(_months(row, month), at)
    return row


@transaction.atomic
def report_change(
    *, projection: HoursProjection, on: date, what: str, by: User, at: datetime
) -> HoursProjection:
    """A change at the job: nothing is taken ahead from its month on until new proof is accepted.

    Whoever may mark attendance reports it. Raises NotAllowed.
    """
    row: HoursProjection = HoursProjection.objects.select_for_update().get(pk=projection.pk)
    if sentence := access.why_not_mark(by, projection.enrolment):
        raise NotAllowed(sentence)
    if row.ended_on is not None:
        raise NotAllowed(_("A change was reported already."))
    if not what.strip():
        raise NotAllowed(_("Say what changed, such as “fewer hours since May 4”."))
    if on < row.starts_on or on >= row.holds_until:
        raise NotAllowed(_("Choose a day in the time for which hours are taken ahead."))
    _end(row, on, what.strip())
    mark_stale(_months(row, Month.of(on)), at)
    return row


def why_not_project(evidence: Evidence) -> str | None:
    """Why hours cannot be taken ahead from this proof, whoever asks."""
    if evidence.enrolment.activity not in PAID:
        return _("Only the hours of a job may be taken ahead (45 CFR 261.60(c)).")
    if evidence.kind not in _SHOWS_HOURS:
        return _(
            "Pay stubs, time sheets or the employer's report show hours that may be taken ahead."
        )
    if evidence.state != ProofState.VERIFIED:
        return _("Accept the proof first.")
    return None


def documented_month(evidence: Evidence) -> Month:
    """The month whose actual hours the proof shows: that of its last day."""
    return Month.of(date.fromordinal(evidence.covers_until.toordinal() - 1))


def months_ahead(documented: Month) -> int:
    """For how many months documented hours hold, the month documented included."""
    months: int = load("participation").value_on("projection_months", documented.first)
    return months


def _end(row: HoursProjection, on: date, why: str) -> None:
    row.ended_on, row.end_reason = on, why[:200]
    row.version += 1
    row.save(update_fields=["ended_on", "end_reason", "version"])


def _months(row: HoursProjection, start: Month) -> list[tuple[int, int]]:
    """The months from `start` for which it was to hold."""
    months, month = [], start
    while month.first < row.holds_until:
        months.append((row.case_id, month.number))
        month = month.plus(1)
    return months
