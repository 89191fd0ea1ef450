"""Taking back what a directory file did, the last first."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from caseway.exchange.hsds.actions.applying import LOAD_AT_ONCE
from caseway.exchange.hsds.columns import MODELS
from caseway.exchange.hsds.kept import last_made, locked
from caseway.exchange.hsds.loading import restore
from caseway.exchange.hsds.mending import require
from caseway.exchange.models import DirectoryFile, DirectoryState, HeldState
from caseway.kernel.audit.actor import acting_as
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed


@transaction.atomic
def undo(*, file: DirectoryFile, by: User, at: datetime) -> DirectoryFile:
    """Take back what the file did; `counts["undone"]` says how much was put back and left alone.

    What somebody changed or used since stays as it is now. A larger file comes back as
    UNDOING, and the caller asks for the work.
    """
    file = locked(file.pk)
    require(by, file.site)
    if sentence := file.why_not_touch():
        raise NotAllowed(sentence)
    if file.state != DirectoryState.APPLIED:
        raise NotAllowed(_("Only a file that was loaded can be undone. Reload the page."))
    file.state, file.asked_by = DirectoryState.UNDOING, by
    file.counts = {**file.counts, "undone": {"back": 0, "left": 0}}
    while file.record_count <= LOAD_AT_ONCE and file.state == DirectoryState.UNDOING:
        _undo_some(file, at)
    file.save()
    return file


def undo_on(*, file_id: int, clock: Callable[[], datetime]) -> None:
    """Take back what is left to take back, in short transactions, wherever it was stopped."""
    while _next_undone(file_id, clock()):
        pass


def _next_undone(file_id: int, at: datetime) -> bool:
    by = DirectoryFile.objects.values_list("asked_by", flat=True).get(pk=file_id)
    with acting_as(by, reason=f"directory file {file_id}"):
        file = locked(file_id)
        if file.state != DirectoryState.UNDOING or file.purged_at is not None:
            return False
        _undo_some(file, at)
        file.save()
    return file.state == DirectoryState.UNDOING


def _undo_some(file: DirectoryFile, at: datetime) -> None:
    """Take back what was done in the last transaction of its loading; after the first, end."""
    part = last_made(file)
    if part is None:
        file.held.filter(state=HeldState.OPEN).delete()
        file.state, file.undone_at = DirectoryState.UNDONE, at
        return
    done = [_put_back(made, at) for made in reversed(part.take("content", []))]
    undone = file.counts["undone"]
    back, left = undone["back"] + sum(done), undone["left"] + len(done) - sum(done)
    file.counts = {**file.counts, "undone": {"back": back, "left": left}}
    part.delete()


def _put_back(made: Mapping[str, Any], at: datetime) -> bool:
    model: Any = MODELS[made["kind"]]
    row = model.objects.filter(uuid=made["uuid"], version=made["version"]).first()
    if row is None or row.edited_here or row.is_published:
        return False
    if made["was"] is not None:
        restore(made["kind"], row, made["was"], at=at)
        return True
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        return False
    return True
