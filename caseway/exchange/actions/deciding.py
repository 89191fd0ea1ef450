"""What a person says about a file: its columns, its words, and each line that waits for her."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.exchange.actions.checking import check_again
from caseway.exchange.meaning import DateOrder, Field
from caseway.exchange.meaning.fields import NAME_FIELDS
from caseway.exchange.models import Batch, BatchState, ColumnMap, Decision, Fate, Row
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed

# A person may come back to the columns and words until the file is loaded.
_OPEN = frozenset({BatchState.MAPPING, BatchState.PREVIEW})
# A held line may be answered after the others were loaded.
_DECIDING = frozenset({BatchState.PREVIEW, BatchState.APPLIED})


@dataclass(frozen=True)
class Columns:
    """What a person said about the columns: our field by position, and how values are read."""

    columns: Mapping[int, Field]
    date_order: DateOrder = DateOrder.UNKNOWN
    program_id: int | None = None
    region_id: int | None = None
    words: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@transaction.atomic
def map_columns(*, batch: Batch, said: Columns, by: User, at: datetime) -> Batch:
    """Keep the columns, save them as the sender's newest map, and let the file be checked.

    The caller asks for the checking. Raises NotAllowed when two columns hold one
    fact, none holds the case number or the name, or the file is being loaded.
    """
    batch = _locked(batch)
    if sentence := why_not_map(said):
        raise NotAllowed(sentence)
    batch.columns = {str(at_): field_.value for at_, field_ in sorted(said.columns.items())}
    batch.options = {
        "date_order": "" if said.date_order is DateOrder.UNKNOWN else said.date_order.value,
        "program": said.program_id,
        "words": {**batch.options.get("words", {}), **said.words},
    }
    batch.region_id = said.region_id
    saved = _save_map(batch, by, at)
    batch.options["map"] = saved.pk if saved else None
    _check_from_start(batch)
    return batch


def why_not_map(said: Columns) -> str | None:
    """Why the columns cannot be read like this; None when they can."""
    fields = list(said.columns.values())
    if len(fields) != len(set(fields)):
        return _("Two columns hold the same fact. Choose one of them.")
    if Field.CASE_NUMBER not in fields:
        return _("Say which column holds the case number.")
    if not set(fields) & set(NAME_FIELDS):
        return _("Say which column holds the name.")
    return None


@transaction.atomic
def explain_words(
    *, batch: Batch, words: Mapping[str, Mapping[str, Any]], by: User, at: datetime
) -> Batch:
    """Say what the sender's words for regions, programs, stages and workers stand for."""
    batch = _locked(batch)
    known = batch.options.get("words", {})
    batch.options["words"] = {
        name: {**known.get(name, {}), **words.get(name, {})} for name in {*known, *words}
    }
    _save_map(batch, by, at)
    _check_from_start(batch)
    return batch


@transaction.atomic
def read_sheet(*, batch: Batch, sheet: str) -> Batch:
    """Read another sheet of the workbook instead. The caller asks for the reading."""
    batch = _locked(batch)
    if sheet not in batch.sheets:
        raise NotAllowed(_("This workbook has no such sheet."))
    batch.rows.all().delete()
    batch.sheet, batch.state = sheet, BatchState.RECEIVED
    batch.columns, batch.lines_done = {}, 0
    batch.save(update_fields=["sheet", "state", "columns", "lines_done"])
    return batch


@transaction.atomic
def decide(*, row: Row, decision: Decision, person_id: int | None, on: date) -> Row:
    """Answer a held line. Its fate follows at once; answering again changes it.

    Raises NotAllowed when the file is no longer waiting, the line needs no
    answer, or the person chosen was not among the candidates.
    """
    batch = _locked(row.batch, _DECIDING)
    row = Row.objects.select_for_update().get(pk=row.pk)
    row.batch = batch
    if row.applied_at or (row.fate != Fate.HELD and not row.decision):
        raise NotAllowed(_("This line needs no decision."))
    offered = {one["person"] for one in row.candidates}
    if decision is Decision.SAME_PERSON and person_id not in offered:
        raise NotAllowed(_("Choose one of the people shown."))
    row.decision = decision
    row.decided_person = person_id if decision is Decision.SAME_PERSON else None
    row.save(update_fields=["decision", "decided_person"])
    return check_again(row=row, on=on)


def _locked(batch: Batch, states: frozenset[BatchState] = _OPEN) -> Batch:
    found: Batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if sentence := found.why_not_touch():
        raise NotAllowed(sentence)
    if found.state not in states:
        raise NotAllowed(_("This file is being worked on or is finished. Reload the page."))
    return found


def _check_from_start(batch: Batch) -> None:
    batch.state, batch.lines_done = BatchState.CHECKING, 0
    batch.save(update_fields=["state", "lines_done", "columns", "options", "region"])


def _save_map(batch: Batch, by: User, at: datetime) -> ColumnMap | None:
    """A new dated map, unless nothing differs from the newest. A file without sender has none."""
    if not batch.sender:
        return None
    columns = {
        heading: batch.columns.get(str(position), "")
        for position, heading in enumerate(batch.header)
    }
    options = {k: v for k, v in batch.options.items() if k != "map"}
    maps = ColumnMap.objects.filter(
        site=batch.site_id, agency=batch.agency_id, sender__iexact=batch.sender
    )
    newest = maps.first()
    if newest and (newest.columns, newest.options) == (columns, options):
        return newest
    return ColumnMap.objects.create(
        site_id=batch.site_id,
        agency_id=batch.agency_id,
        sender=batch.sender,
        columns=columns,
        options=options,
        saved_by=by,
        saved_at=at,
    )
