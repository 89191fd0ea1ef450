"""What is due on a case: adding it, and saying how it ended."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies.policy import Act
from caseway.cases import access
from caseway.cases.models import Case, Task, TaskKind, TaskOutcome
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.rules.functions.codes import FunctionCode

TAKEN_BACK_WITHIN = timedelta(hours=1)
ADDED_VERSION = 1  # nobody has touched it since
TITLE_ROOM = 200
NOTE_ROOM = 300  # characters of what happened: a line under the task, not an entry of the log


@transaction.atomic
def add_task(
    *,
    case: Case,
    kind: TaskKind,
    title: str,
    function: FunctionCode,
    due_on: date,
    by: User,
    starts_at: datetime | None = None,
) -> Task:
    """Put something to do on a case. It waits with whoever holds the function.

    Raises NotAllowed when the case is closed, the title is empty or the person may not.
    """
    access.require(by, Act.LOG_CONTACT, case)
    if case.closed_on is not None:
        raise NotAllowed(_("This case is closed. Reopen it before you plan work on it."))
    if not title.strip():
        raise NotAllowed(_("Say what is to be done."))
    return Task.objects.create(
        site_id=case.site_id,
        case=case,
        kind=kind,
        title=title.strip(),
        function=function,
        due_on=due_on,
        starts_at=starts_at,
        created_by=by,
    )


@transaction.atomic
def leave_task(
    *,
    case: Case,
    title: str,
    function: FunctionCode,
    due_on: date,
    by: User,
    instead: Task | None = None,
) -> Task:
    """Leave a word for whoever holds the function, of what happened elsewhere and concerns a case.

    Whoever leaves it need not work on the case, and learns nothing of it. What is said in the
    place of `instead` is written over that task while it is open. Titles are cut at 200 characters.
    """
    said = title.strip()[:TITLE_ROOM]
    if instead is not None:
        row = Task.objects.select_for_update().get(pk=instead.pk)
        if row.closed_at is None:
            row.title, row.due_on, row.version = said, due_on, row.version + 1
            row.save(update_fields=["title", "due_on", "version"])
            return row
    return Task.objects.create(
        site_id=case.site_id,
        case=case,
        kind=TaskKind.FOLLOW_UP,
        title=said,
        function=function,
        due_on=due_on,
        created_by=by,
    )


@transaction.atomic
def take_back_task(*, task: Task, by: User, at: datetime) -> None:
    """Remove a task that was added by mistake, as if it had never been.

    Only whoever added it, within the hour, and only while nobody touched it. The audit log
    keeps both. Raises NotAllowed otherwise.
    """
    row = Task.objects.select_for_update().get(pk=task.pk)
    if sentence := why_not_take_back(task=row, by=by, at=at):
        raise NotAllowed(sentence)
    row.delete()


def why_not_take_back(*, task: Task, by: User, at: datetime) -> str | None:
    """The sentence to show when a task stays; None when it can be taken back."""
    if task.created_by_id != by.pk:
        return _("Only the person who added a task takes it back.")
    if task.version != ADDED_VERSION:
        return _("Somebody worked on this task since. Say how it ended instead.")
    if at > task.created_at + TAKEN_BACK_WITHIN:
        return _("A task is taken back within an hour. Say how it ended instead.")
    return None


@transaction.atomic
def close_task(*, task: Task, outcome: TaskOutcome, by: User, at: datetime, note: str = "") -> Task:
    """Say how a task ended. Closing it twice the same way is one act; another way is refused.

    Raises NotAllowed when it was closed with another outcome, or needs a word
    on why it is no longer needed.
    """
    access.require(by, Act.LOG_CONTACT, task.case)
    task = Task.objects.select_for_update().get(pk=task.pk)
    if task.closed_at is not None:
        if task.outcome == outcome:
            return task
        raise NotAllowed(
            _("This was closed already: %(outcome)s. Reload the page.")
            % {"outcome": task.get_outcome_display()}
        )
    if outcome == TaskOutcome.CANCELLED and not note.strip():
        raise NotAllowed(_("Say in a few words why this is no longer needed."))
    if len(note.strip()) > NOTE_ROOM:
        raise NotAllowed(
            _("Say in at most %(n)d characters what happened. A contact has room for more.")
            % {"n": NOTE_ROOM}
        )
    task.outcome, task.outcome_note = outcome, note.strip()
    task.closed_at, task.closed_by = at, by
    task.version += 1
    task.save(update_fields=["outcome", "outcome_note", "closed_at", "closed_by", "version"])
    return task


@transaction.atomic
def reopen_task(*, task: Task, by: User) -> Task:
    """Undo the closing of a task."""
    access.require(by, Act.LOG_CONTACT, task.case)
    task = Task.objects.select_for_update().get(pk=task.pk)
    task.outcome, task.outcome_note, task.closed_at, task.closed_by = "", "", None, None
    task.version += 1
    task.save(update_fields=["outcome", "outcome_note", "closed_at", "closed_by", "version"])
    return task
