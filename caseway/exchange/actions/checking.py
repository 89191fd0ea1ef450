"""Holding every line against what is known here. Nothing is written to people or cases.

A check that was stopped starts over: it takes seconds, and half a check would
compare lines with only half of the file.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db import transaction

from caseway.exchange.actions.evidence import conventions_from, keep_conventions
from caseway.exchange.checking import Judgement, Line, judge
from caseway.exchange.checking.gathering import Gathering
from caseway.exchange.facts.places import Places, Worker
from caseway.exchange.models import Batch, BatchState, Fate, Issue, Row

CHUNK = 250
_WRITTEN = ["values", "fate", "is_member", "candidates", "changes", "case_ref"]


def check(*, batch_id: int, at: datetime, on: date) -> None:
    """Judge every line of a file whose columns are known. Ends in PREVIEW."""
    batch = Batch.objects.select_related("received_by").get(pk=batch_id)
    if batch.state != BatchState.CHECKING:
        return
    by = batch.received_by
    conventions = keep_conventions(batch, on)
    gathering = Gathering(batch, Places(batch, by, on), conventions, by)
    done = 0
    for rows in _chunks(batch):
        _judge_chunk(rows, gathering)
        done += len(rows)
        Batch.objects.filter(pk=batch.pk).update(lines_done=done)
    for rows in _chunks(batch, is_member=True, fate=Fate.REFUSED):
        _judge_chunk(rows, gathering)  # their participant may stand further down
    Batch.objects.filter(pk=batch.pk, state=BatchState.CHECKING).update(
        state=BatchState.PREVIEW, checked_at=at
    )


@transaction.atomic
def check_again(*, row: Row, on: date) -> Row:
    """Judge one line anew, after somebody decided about it."""
    batch = row.batch
    by = batch.received_by
    conventions = conventions_from(batch, on)
    line = Gathering(batch, Places(batch, by, on), conventions, by).line_again(row)
    _keep([(row, line)])
    return row


@transaction.atomic
def _judge_chunk(rows: Sequence[Row], gathering: Gathering) -> None:
    lines = gathering.lines(rows)
    _keep([(row, lines[row.pk]) for row in rows])


def _keep(judged: Sequence[tuple[Row, Line]]) -> None:
    """Write the judgements and their issues in place of earlier ones."""
    Issue.objects.filter(row__in=[row.pk for row, _line in judged]).delete()
    for row, line in judged:
        write(row, line, judge(line))
    Row.objects.bulk_create(
        [row for row, _line in judged],
        update_conflicts=True,
        unique_fields=["batch", "line"],
        update_fields=_WRITTEN,
    )
    Issue.objects.bulk_create([one for row, line in judged for one in _issues(row, line)])


def write(row: Row, line: Line, judgement: Judgement) -> None:
    """Put what was understood and judged into the row. Does not save."""
    row.fate, row.is_member = judgement.fate, line.is_member
    row.case_ref = judgement.case_id
    row.put(
        "values",
        {
            "fields": {name.value: value for name, value in line.values.items()},
            "region": line.region_id,
            "program": line.program_id,
            "stage": line.stage,
            "worker": _worker(line.worker),
            "public_worker": _worker(line.public_worker),
        },
    )
    row.changes = {
        "list": [[one.field.value, one.old, one.new] for one in judgement.changes],
        "person": judgement.person_id,
        "versions": list(judgement.versions),
        "earlier": [line.case_line, line.like_line],
    }
    row.candidates = _candidates(line)


def _worker(worker: Worker | None) -> list[int] | None:
    return None if worker is None else [worker.user_id, worker.agency_id]


def _candidates(line: Line) -> list[dict[str, object]]:
    """People to choose from: those who resemble her, or the participant of the case."""
    found = [
        {
            "person": one.person_id,
            "score": one.match.score,
            "reasons": [reason.template for reason in one.match.reasons],
        }
        for one in line.candidates
    ]
    if line.known is not None and line.known.visible and not line.is_member:
        found = [{"person": line.known.participant.pk, "score": 0, "reasons": []}]
    return found


def _issues(row: Row, line: Line) -> list[Issue]:
    return [
        Issue(
            row=row,
            site_id=row.site_id,
            column=issue.column[:200],
            code=issue.code.value,
            params=dict(issue.finding.params),
            weight=issue.weight.value,
        )
        for issue in line.issues
    ]


def _chunks(batch: Batch, **only: object) -> Iterator[list[Row]]:
    """Rows that need a fate, by line, whatever happened to those before."""
    last = 0
    rows = batch.rows.exclude(fate=Fate.OUTSIDE).filter(**only).order_by("line")
    while chunk := list(rows.filter(line__gt=last)[:CHUNK]):
        yield chunk
        last = chunk[-1].line
