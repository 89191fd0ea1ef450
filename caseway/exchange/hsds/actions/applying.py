"""Loading a directory: what can be loaded in, what cannot on the list of what is to be mended."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.exchange.hsds.judging import NO_RECORD, Fate, added, count, in_order, judge
from caseway.exchange.hsds.kept import keep_made, locked
from caseway.exchange.hsds.loading import load
from caseway.exchange.hsds.mending import hold, require
from caseway.exchange.hsds.records import Record
from caseway.exchange.models import DirectoryFile, DirectoryState, HeldState
from caseway.kernel.audit.actor import acting_as
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed

# More records than these are loaded by the worker.
LOAD_AT_ONCE = 200
# Of one transaction, so that nobody else waits a second for the database.
CHUNK = 100
_CHANGED = ("state", "asked_by", "records_done", "counts", "applied_by", "applied_at")


@transaction.atomic
def apply(*, file: DirectoryFile, by: User, at: datetime) -> DirectoryFile:
    """Load what can be loaded, and put what cannot on the list of what is to be mended.

    A larger file comes back as LOADING, and the caller asks for the work.
    """
    file = locked(file.pk)
    require(by, file.site)
    if sentence := file.why_not_touch():
        raise NotAllowed(sentence)
    if file.state != DirectoryState.PREVIEW:
        raise NotAllowed(_("This file was loaded already. Reload the page."))
    file.state, file.asked_by, file.records_done = DirectoryState.LOADING, by, 0
    file.counts = {kind: fates for kind, fates in file.counts.items() if kind == NO_RECORD}
    if file.record_count <= LOAD_AT_ONCE:
        _load_some(file, _records(file), at)
        _finish(file, at)
    file.save(update_fields=_CHANGED)
    return file


def load_on(*, file_id: int, clock: Callable[[], datetime]) -> None:
    """Load what is left to load. Stopped anywhere, it goes on with the first record not loaded."""
    file = DirectoryFile.objects.get(pk=file_id)
    if file.state != DirectoryState.LOADING or file.purged_at is not None:
        return
    records = _records(file)
    while _next_loaded(file_id, records, clock()):
        pass


def _next_loaded(file_id: int, records: Sequence[Record], at: datetime) -> bool:
    """Load the next records in a transaction of their own. Whether there may be more."""
    by = DirectoryFile.objects.values_list("asked_by", flat=True).get(pk=file_id)
    with acting_as(by, reason=f"directory file {file_id}"):
        file = locked(file_id)
        if file.state != DirectoryState.LOADING:
            return False
        _load_some(file, records[file.records_done : file.records_done + CHUNK], at)
        if file.records_done >= len(records):
            _finish(file, at)
        file.save(update_fields=_CHANGED)
    return file.state == DirectoryState.LOADING


def _records(file: DirectoryFile) -> list[Record]:
    """Those of the file in the order they are loaded, which is the same each time."""
    return in_order(Record.from_json(one) for one in file.take("content", {}).get("records", []))


def _load_some(file: DirectoryFile, records: Sequence[Record], at: datetime) -> None:
    """Judged here once more: since the preview, or a moment ago, somebody may have changed one."""
    waiting = file.held.filter(state=HeldState.OPEN).values_list("kind", "uuid")
    held = {(kind, str(key)) for kind, key in waiting}
    judged = judge(records, file.site, held=held)
    keep_made(file, load(judged, site=file.site, source=file.source, at=at))
    hold(file, [one for one in judged if one.fate == Fate.HELD], at)
    file.counts = added(file.counts, count(judged, 0))
    file.records_done += len(records)


def _finish(file: DirectoryFile, at: datetime) -> None:
    file.state, file.applied_by, file.applied_at = DirectoryState.APPLIED, file.asked_by, at
