"""Loading the lines that a person agreed to: one at a time, in short transactions, resumable."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from time import monotonic

from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.facts import holders_by_region
from caseway.agencies.models import Agency, Program, Region
from caseway.agencies.policy import Act
from caseway.cases.models import Case, Part, Person
from caseway.exchange.actions.changing import Changing
from caseway.exchange.actions.desk import Desk
from caseway.exchange.actions.making import make_case, make_member
from caseway.exchange.codes import Code
from caseway.exchange.meaning import Field, Weight
from caseway.exchange.models import Batch, BatchState, Fate, Issue, Row
from caseway.kernel.audit.actor import acting_as
from caseway.kernel.models import User
from caseway.kernel.outages import outage_of
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import StaleRecord
from caseway.kernel.writing import Together, at_once
from caseway.rules.functions import required_parts

# A transaction ends after this long, so that nobody else waits a second for the database.
LONGEST_SECONDS = 0.4
CHUNK = 100


@transaction.atomic
def agree(*, batch: Batch, by: User, at: datetime) -> Batch:
    """Agree to a preview: its new and changed lines may be loaded. The caller asks for it.

    Held lines that are decided later are agreed to in the same way. Raises
    NotAllowed when the file is at work or undone, or `by` may not.
    """
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    access.require(by, Act.IMPORT_FILES, Where(batch.site_id, batch.region_id))
    if sentence := batch.why_not_touch():
        raise NotAllowed(sentence)
    if batch.state not in {BatchState.PREVIEW, BatchState.APPLIED}:
        raise NotAllowed(_("This file is not waiting for a decision any more. Reload the page."))
    batch.state, batch.agreed_by, batch.agreed_at, batch.lines_done = (
        BatchState.APPLYING,
        by,
        at,
        0,
    )
    batch.save(update_fields=["state", "agreed_by", "agreed_at", "lines_done"])
    return batch


def apply(*, batch_id: int, clock: Callable[[], datetime], on: date) -> None:
    """Load what is left to load. Stopped anywhere, it goes on with the first line not loaded.

    A line that fails is refused with its reason and stops no other.
    """
    batch = Batch.objects.select_related("agreed_by", "site").get(pk=batch_id)
    if batch.state != BatchState.APPLYING or batch.agreed_by is None:
        return
    desk = _desk(batch, batch.agreed_by, clock(), on)
    # Listed once: asking anew for what is left would read past all that is done, chunk by chunk.
    left = list(_to_load(batch).values_list("pk", flat=True))
    while left:
        done = _apply_some(batch, desk, left[:CHUNK])
        del left[: done or CHUNK]  # none: others have seen to them meanwhile
    Batch.objects.filter(pk=batch.pk, state=BatchState.APPLYING).update(
        state=BatchState.APPLIED, applied_at=clock()
    )


def _to_load(batch: Batch) -> QuerySet[Row]:
    rows = batch.rows.filter(applied_at=None, fate__in=[Fate.NEW, Fate.CHANGED])
    return rows.order_by("is_member", "line")


def _apply_some(batch: Batch, desk: Desk, ids: list[int]) -> int:
    """Load lines for a moment. Returns how many of these were taken up.

    What hangs on their people and cases is written together. Should the database
    refuse any of that, it is all taken back, and each line is written by itself, so
    that only the one to blame is refused.
    """
    try:
        done = _apply_chunk(batch, desk, ids, Together())
    except DatabaseError as error:
        if outage_of(error):
            raise
        done = _apply_chunk(batch, desk, ids, None)
    batch.lines_done += done
    return done


def _apply_chunk(batch: Batch, desk: Desk, ids: list[int], together: Together | None) -> int:
    started: float = monotonic()
    done: list[Row] = []
    desk = replace(desk, write=at_once if together is None else together)
    with acting_as(desk.by.pk, reason=f"file {batch.pk}"):
        for row in _to_load(batch).filter(pk__in=ids):
            row.batch = batch
            _apply_one(row, desk, together)
            done.append(row)
            if monotonic() - started > LONGEST_SECONDS:
                break
        if together is not None:
            together.write()
        loaded = [row for row in done if row.applied_at is not None]
        Row.objects.bulk_update(loaded, ["undo", "applied_at", "case_ref"])
        Batch.objects.filter(pk=batch.pk).update(lines_done=batch.lines_done + len(done))
    return len(done)


def _apply_one(row: Row, desk: Desk, together: Together | None) -> None:
    """One line in a savepoint of its own: all of it, or a refusal."""
    before = len(together) if together is not None else 0
    try:
        with transaction.atomic():
            row.undo = _make(row, desk)
        row.applied_at = desk.at
        return
    except StaleRecord:
        code, why = Code.CHANGED_SINCE, {}
    except NotAllowed as refusal:
        code, why = Code.NOT_LOADED, {"why": str(refusal)}
    except DatabaseError as error:
        if outage_of(error):
            raise
        # A constraint that the preview could not foresee; the row says so instead of the log.
        code, why = Code.NOT_LOADED, {"why": _("The records here do not allow it.")}
    if together is not None:
        together.forget_from(before)
    _refuse(row, code, **why)


def _make(row: Row, desk: Desk) -> dict[str, object]:
    values = row.take("values")
    if sentence := desk.why_not_in(row.site_id, values["region"]):
        raise NotAllowed(sentence)
    if row.fate == Fate.NEW and not row.is_member:
        return make_case(row, values, desk)
    if row.fate == Fate.NEW:
        return make_member(row, values, _case_of(row, values), desk)
    person = Person.objects.get(pk=row.changes["person"])
    known = Case.objects.visible_to(desk.by).filter(pk=row.case_ref or 0).first()
    if known is None:
        raise NotAllowed(_("You may not change this case. Ask the public agency."))
    versions = row.changes["versions"]
    if (known.version, person.version) != tuple(versions):
        raise StaleRecord(None, {}, None)
    case = None if row.is_member else known
    return Changing(person, case, values, desk).make(row.changes["list"], tuple(versions))


def _case_of(row: Row, values: dict[str, dict[str, str]]) -> Case:
    number = values["fields"][Field.CASE_NUMBER]
    case: Case | None = Case.objects.filter(site=row.site_id, number=number).first()
    if case is None:
        raise NotAllowed(_("The line of the participant was not loaded."))
    return case


def _refuse(row: Row, code: Code, **params: str) -> None:
    row.fate = Fate.REFUSED
    row.save(update_fields=["fate"])
    Issue.objects.create(
        row=row, site_id=row.site_id, code=code.value, params=params, weight=Weight.STOP.value
    )


def _desk(batch: Batch, by: User, at: datetime, on: date) -> Desk:
    regions = {region.pk: region for region in Region.objects.filter(site=batch.site_id)}
    standing = holders_by_region(list(regions), on)
    users = User.objects.filter(memberships__site=batch.site_id).distinct()
    return Desk(
        by=by,
        at=at,
        on=on,
        sender=batch.sender,
        regions=regions,
        programs={p.pk: p for p in Program.objects.filter(site=batch.site_id)},
        agencies={a.pk: a for a in Agency.objects.order_by("pk")},
        users={user.pk: user for user in users},
        parts={
            pk: tuple(Part(part) for part in required_parts(held, True))
            for pk, held in standing.items()
        },
    )
