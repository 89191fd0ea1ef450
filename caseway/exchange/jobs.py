"""The work behind the pages. Each can be started again; arguments are ids."""

from django.utils import timezone
from django_tasks import task

from caseway.exchange.actions import applying, checking, purging, reading, undoing
from caseway.exchange.attendance import actions as rosters
from caseway.exchange.hsds import actions as directory
from caseway.exchange.models import Batch, BatchState, DirectoryFile, DirectoryState
from caseway.kernel.jobs.actions import enqueue_once


@task(atomic=False)
def read_file(*, batch_id: int) -> None:
    reading.read(batch_id=batch_id)


@task(atomic=False)
def check_file(*, batch_id: int) -> None:
    checking.check(batch_id=batch_id, at=timezone.now(), on=timezone.localdate())


@task(atomic=False)
def apply_file(*, batch_id: int) -> None:
    applying.apply(batch_id=batch_id, clock=timezone.now, on=timezone.localdate())


@task(atomic=False)
def undo_file(*, batch_id: int) -> None:
    undoing.undo(batch_id=batch_id, clock=timezone.now)


@task(atomic=False)
def read_directory(*, file_id: int) -> None:
    directory.read(file_id=file_id)


@task(atomic=False)
def load_directory(*, file_id: int) -> None:
    directory.load_on(file_id=file_id, clock=timezone.now)


@task(atomic=False)
def undo_directory(*, file_id: int) -> None:
    directory.undo_on(file_id=file_id, clock=timezone.now)


@task(atomic=False)
def purge_files() -> int:
    """Forget the content of files and lists whose day has come."""
    today, now = timezone.localdate(), timezone.now()
    return (
        purging.purge_expired(today=today, at=now)
        + rosters.forget_expired(today=today, at=now)
        + directory.forget_expired(today=today, at=now)
    )


_WORK = {
    BatchState.RECEIVED: read_file,
    BatchState.CHECKING: check_file,
    BatchState.APPLYING: apply_file,
    BatchState.UNDOING: undo_file,
}


def go_on(batch: Batch) -> None:
    """Ask for the work that the file's state calls for, once."""
    if work := _WORK.get(BatchState(batch.state)):
        enqueue_once(work, key=f"file:{batch.pk}:{batch.state}", batch_id=batch.pk)


_DIRECTORY_WORK = {
    DirectoryState.RECEIVED: read_directory,
    DirectoryState.LOADING: load_directory,
    DirectoryState.UNDOING: undo_directory,
}


def go_on_directory(file: DirectoryFile) -> None:
    """Ask for the work that a directory's state calls for, once; for a small one it is done."""
    if work := _DIRECTORY_WORK.get(DirectoryState(file.state)):
        enqueue_once(work, key=f"directory:{file.pk}:{file.state}", file_id=file.pk)
