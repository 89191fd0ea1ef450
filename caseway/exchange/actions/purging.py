"""Forgetting what files said, on their day. The account of who loaded what stays."""

from datetime import date, datetime

from django.db import transaction

from caseway.exchange.models import Batch, BatchState, FilePart, Issue, Row

CHUNK = 500
# A file that is at work is left alone until it is done.
_AT_WORK = [BatchState.READING, BatchState.CHECKING, BatchState.APPLYING, BatchState.UNDOING]


def purge_expired(*, today: date, at: datetime) -> int:
    """Forget the content of files whose day has come. Returns how many files.

    Counts, fates, line numbers and codes stay; bytes, cells, names and messages go.
    """
    due = Batch.objects.filter(expires_on__lte=today, purged_at=None).exclude(state__in=_AT_WORK)
    batches = list(due.order_by("pk"))
    for batch in batches:
        _forget(batch, at)
    return len(batches)


def _forget(batch: Batch, at: datetime) -> None:
    FilePart.objects.filter(batch=batch).delete()
    while ids := list(
        batch.rows.exclude(source=None).order_by("pk").values_list("pk", flat=True)[:CHUNK]
    ):
        with transaction.atomic():
            Issue.objects.filter(row__in=ids).update(params={})
            Row.objects.filter(pk__in=ids).update(
                source=None, values=None, candidates=[], changes={}, undo={}, sha256=""
            )
    Batch.objects.filter(pk=batch.pk).update(purged_at=at, file_name="", header=[], findings=[])
