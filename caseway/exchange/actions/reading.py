"""Reading a file into rows: every line kept, nothing judged yet. Stops and goes on."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.db.models import Max

from caseway.exchange.actions.receiving import on_disk
from caseway.exchange.codes import Code, Finding
from caseway.exchange.meaning import guess_columns
from caseway.exchange.models import Batch, BatchState, ColumnMap, Fate, Row
from caseway.exchange.reading import Role, SourceFile, SourceRow, UnreadableFile, open_source

# Rows of one transaction: far below a second of writing, so that others can write in between.
CHUNK = 500
_SAMPLE = 50
_OUTSIDE = {Role.TITLE, Role.HEADING}


def read(*, batch_id: int) -> None:
    """Read a received file. Called again after a stop, it goes on where it was.

    A file that cannot be read ends as REFUSED with its finding; never with an exception.
    """
    batch = Batch.objects.get(pk=batch_id)
    if batch.state not in {BatchState.RECEIVED, BatchState.READING}:
        return
    try:
        with on_disk(batch) as path:
            source = open_source(path, name=batch.file_name, sheet=batch.sheet or None)
            _describe(batch, source)
            _keep_rows(batch, source)
    except UnreadableFile as refusal:
        _refuse(batch, refusal.finding)
    else:
        _finish(batch)


def _describe(batch: Batch, source: SourceFile) -> None:
    batch.state = BatchState.READING
    batch.sheet, batch.sheets = source.sheet[:100], list(source.sheets)
    batch.header, batch.heading_lines = list(source.header), len(source.heading_lines)
    batch.findings = [as_json(finding) for finding in source.findings]
    batch.found = {"epoch_1904": source.epoch_1904}
    batch.save()


def _keep_rows(batch: Batch, source: SourceFile) -> None:
    done = batch.rows.aggregate(last=Max("line"))["last"] or 0
    lines = blanks = nuls = 0
    for chunk in _chunked(source.rows()):
        lines += len(chunk)
        blanks += sum(1 for row in chunk if row.role is Role.BLANK)
        nuls += sum(1 for row in chunk if Finding(Code.NUL_REMOVED) in row.flags)
        fresh = [row for row in chunk if row.line > done and row.role is not Role.BLANK]
        with transaction.atomic():
            Row.objects.bulk_create([_row(batch, row) for row in fresh])
            Batch.objects.filter(pk=batch.pk).update(
                line_count=lines, blank_count=blanks, lines_done=lines
            )
    if nuls:
        said = [*batch.findings, as_json(Finding(Code.NULS_REMOVED, {"count": nuls}))]
        Batch.objects.filter(pk=batch.pk).update(findings=said)


def _row(batch: Batch, source: SourceRow) -> Row:
    row = Row(
        batch=batch,
        site_id=batch.site_id,
        line=source.line,
        role=source.role.value,
        sha256=source.sha256,
        fate=Fate.OUTSIDE if source.role in _OUTSIDE else Fate.UNREAD,
    )
    row.put(
        "source",
        {
            "text": source.original_text,
            "cells": source.cells,
            "flags": [as_json(flag) for flag in source.flags],
        },
    )
    return row


def _chunked(rows: Iterable[SourceRow]) -> Iterator[list[SourceRow]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


@transaction.atomic
def _finish(batch: Batch) -> None:
    batch.refresh_from_db()
    batch.data_count = batch.rows.exclude(fate=Fate.OUTSIDE).count()
    batch.columns, batch.options = _first_guess(batch)
    batch.state = BatchState.MAPPING
    batch.save()


def _first_guess(batch: Batch) -> tuple[dict[str, str], dict[str, object]]:
    """The sender's saved map where one fits these headings; else what the headings suggest."""
    saved = saved_map(batch)
    rows = batch.rows.exclude(fate=Fate.OUTSIDE).order_by("line")[:_SAMPLE]
    guesses = guess_columns(batch.header, [row.take("source")["cells"] for row in rows])
    guessed = {str(position): guess.field.value for position, guess in guesses.items()}
    if saved is None:
        return guessed, {}
    columns = {
        str(position): saved.columns[heading]
        for position, heading in enumerate(batch.header)
        if saved.columns.get(heading)
    }
    new = {
        position: field
        for position, field in guessed.items()
        if batch.header[int(position)] not in saved.columns and field not in columns.values()
    }
    return {**columns, **new}, {**saved.options, "map": saved.pk}


def saved_map(batch: Batch) -> ColumnMap | None:
    """The newest map of this sender that knows one of this file's headings."""
    maps = ColumnMap.objects.filter(
        site=batch.site_id, agency=batch.agency_id, sender__iexact=batch.sender
    )
    newest = maps.first() if batch.sender else None
    return newest if newest and set(newest.columns) & set(batch.header) else None


@transaction.atomic
def _refuse(batch: Batch, finding: Finding) -> None:
    batch.rows.all().delete()
    Batch.objects.filter(pk=batch.pk).update(
        state=BatchState.REFUSED, refusal=as_json(finding), line_count=0, blank_count=0
    )


def as_json(finding: Finding) -> dict[str, object]:
    return {"code": finding.code.value, "params": dict(finding.params)}
