"""What keeps a person safe: written and read by trained staff of her case only."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies.policy import Act
from caseway.cases import access
from caseway.cases.models import Address, Case, SafetyKind, SafetyRecord
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current


@dataclass(frozen=True)
class Safety:
    """What to do and not to do, in plain words, and when to look at it again."""

    kind: SafetyKind
    instructions: str
    review_on: date | None = None


@transaction.atomic
def record_safety(*, case: Case, what: Safety, by: User, on: date) -> SafetyRecord:
    """Write a safety record for the participant. Raises NotAllowed as `Act.WRITE_SAFETY` says."""
    access.require(by, Act.WRITE_SAFETY, case)
    if not what.instructions.strip():
        raise NotAllowed(_("Write what colleagues must do or avoid to keep this person safe."))
    return SafetyRecord.objects.create(
        site_id=case.site_id,
        person=case.participant,
        kind=what.kind,
        instructions=what.instructions.strip(),
        starts_on=on,
        review_on=what.review_on,
        recorded_by=by,
    )


@transaction.atomic
def end_safety(*, record: SafetyRecord, case: Case, by: User, on: date) -> SafetyRecord:
    """End a safety record; it stays in the history for those who may read it."""
    access.require(by, Act.WRITE_SAFETY, case)
    if record.person_id != case.participant_id:
        raise NotAllowed(_("This record belongs to another person."))
    if record.ends_on is not None:
        return record
    record.ends_on = on
    record.save(update_fields=["ends_on"])
    return record


@transaction.atomic
def keep_address_confidential(*, address: Address, case: Case, by: User, keep: bool) -> Address:
    """Hide an address from everybody who may not read safety records, or show it again."""
    access.require(by, Act.WRITE_SAFETY, case)
    if address.person_id != case.participant_id:
        raise NotAllowed(_("This address belongs to another person."))
    address.is_confidential = keep
    address.save(update_fields=["is_confidential"])
    return address


@transaction.atomic
def review_safety(
    *, record: SafetyRecord, case: Case, what: Safety, version: int, by: User
) -> SafetyRecord:
    """Change what a safety record says, or when it is looked at again. StaleRecord; NotAllowed."""
    access.require(by, Act.WRITE_SAFETY, case)
    if record.person_id != case.participant_id:
        raise NotAllowed(_("This record belongs to another person."))
    if not what.instructions.strip():
        raise NotAllowed(_("Write what colleagues must do or avoid to keep this person safe."))
    record.kind, record.instructions = what.kind, what.instructions.strip()
    record.review_on = what.review_on
    save_if_current(record, version, ["kind", "instructions", "review_on"])
    return record
