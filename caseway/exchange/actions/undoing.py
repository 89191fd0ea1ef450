"""Taking back what a file did, line by line, as far as nobody has worked on it since."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext as _

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.policy import Act
from caseway.cases.actions.people import rewrite_keys, use_name
from caseway.cases.models import (
    Address,
    Assignment,
    Case,
    Household,
    HouseholdMember,
    Person,
    PersonName,
)
from caseway.exchange.codes import Code
from caseway.exchange.meaning import Weight
from caseway.exchange.models import Batch, BatchState, Fate, Issue, Row
from caseway.kernel.audit.actor import acting_as
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed

CHUNK = 25


class _Touched(Exception):  # noqa: N818 - a finding inside this module
    """Somebody has worked on it since."""


@transaction.atomic
def ask_to_undo(*, batch: Batch, by: User) -> Batch:
    """Let a loaded file be undone. The caller asks for the work."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    access.require(by, Act.IMPORT_FILES, Where(batch.site_id, batch.region_id))
    if sentence := batch.why_not_touch():
        raise NotAllowed(sentence)
    if batch.state != BatchState.APPLIED:
        raise NotAllowed(_("Only a file that was loaded can be undone. Reload the page."))
    batch.state, batch.lines_done = BatchState.UNDOING, 0
    batch.save(update_fields=["state", "lines_done"])
    return batch


def undo(*, batch_id: int, clock: Callable[[], datetime]) -> None:
    """Undo what can be undone, the last line first. A line worked on since stays, and says so."""
    batch = Batch.objects.get(pk=batch_id)
    if batch.state != BatchState.UNDOING:
        return
    last = (2, 0)
    while rows := _next(batch, last):
        with acting_as(batch.agreed_by_id, reason=f"undo of file {batch.pk}"):
            for row in rows:
                _undo_one(row, clock())
            batch.lines_done += len(rows)
            Batch.objects.filter(pk=batch.pk).update(lines_done=batch.lines_done)
        last = (int(rows[-1].is_member), rows[-1].line)
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.UNDONE, undone_at=clock())


def _next(batch: Batch, last: tuple[int, int]) -> list[Row]:
    """Members before the participants they live with; within each, the last line first."""
    rows = batch.rows.exclude(applied_at=None).filter(undone_at=None)
    rows = rows.order_by("-is_member", "-line")
    member, line = last
    if member < 2:
        after = models.Q(is_member=bool(member), line__lt=line)
        rows = rows.filter(after | models.Q(is_member=False) if member else after)
    return list(rows[:CHUNK])


def _undo_one(row: Row, at: datetime) -> None:
    try:
        with transaction.atomic():
            if row.fate == Fate.NEW:
                _unmake(row.undo)
            else:
                _unchange(row)
    except _Touched:
        _say_touched(row)
    except models.ProtectedError:
        _say_touched(row)  # something new points to it: the surest sign of work
    else:
        row.undone_at = at
        row.save(update_fields=["undone_at"])


def _say_touched(row: Row) -> None:
    Issue.objects.create(
        row=row,
        site_id=row.site_id,
        code=Code.WORKED_ON_SINCE.value,
        weight=Weight.NOTE.value,
    )


# In this order: what hangs on a later one is gone with the earlier.
_ROOTS: dict[str, type[models.Model]] = {
    "case": Case,
    "member": HouseholdMember,
    "household": Household,
    "person": Person,
}
_DERIVED = {"cases.NameKey.person"}


def _hanging(model: type[models.Model], pk: int) -> dict[str, int]:
    """How many rows point to it, by relation; whatever app they belong to."""
    counts = {}
    for relation in model._meta.related_objects:
        name = f"{relation.related_model._meta.label}.{relation.field.name}"
        manager = relation.related_model._base_manager
        if name not in _DERIVED and (n := manager.filter(**{relation.field.name: pk}).count()):
            counts[name] = n
    return counts


def _unmake(made: dict[str, Any]) -> None:
    """Remove what a new line made, each root when nothing hangs on it but what came with it."""
    for name, model in _ROOTS.items():
        if pk := made.get(name):
            row = model._base_manager.filter(pk=pk).first()
            if row is None or getattr(row, "version", 1) != 1:
                raise _Touched
            if _hanging(model, pk) != made["hung"].get(name, {}):
                raise _Touched
            row.delete()


def _unchange(row: Row) -> None:
    """Put back what a changed line changed, if the case and the person are as it left them."""
    undo = row.undo
    person = Person.objects.filter(pk=row.changes["person"]).first()
    case = Case.objects.filter(pk=row.case_ref or 0).first() if undo["versions"][0] else None
    versions = [case.version if case else 0, person.version if person else 0]
    if person is None or versions != undo["versions"]:
        raise _Touched
    _old_parts(undo)
    _remove(undo["made"])
    _old_fields(person, case, undo["old"])


def _remove(made: list[list[Any]]) -> None:
    for label, pk in reversed(made):
        row = apps.get_model(label)._base_manager.filter(pk=pk).first()
        if row is None or getattr(row, "ends_on", None) is not None:
            raise _Touched
        row.delete()


def _old_parts(undo: dict[str, Any]) -> None:
    """The workers before take their parts again."""
    for pk, before in undo["old"].get("parts", []):
        now = Assignment.objects.filter(pk=pk, ends_on=None).first()
        if now is None:
            raise _Touched
        undo["made"] = [one for one in undo["made"] if one[1] != pk or "Assignment" not in one[0]]
        now.delete()
        if before:
            Assignment.objects.filter(pk=before[0]).update(ends_on=None, is_lead=before[1])


def _old_fields(person: Person, case: Case | None, old: dict[str, Any]) -> None:
    if "birth_on" in old:
        person.birth_on = date.fromisoformat(old["birth_on"]) if old["birth_on"] else None
    if "language" in old:
        person.language = old["language"]
    if {"birth_on", "language"} & set(old):
        person.version += 1
        person.save(update_fields=["birth_on", "language", "version"])
    if "stage" in old and case is not None:
        case.stage, since = old["stage"][0], old["stage"][1]
        case.stage_since, case.version = date.fromisoformat(since), case.version + 1
        case.save(update_fields=["stage", "stage_since", "version"])
    Address.objects.filter(pk__in=old.get("homes", [])).update(ends_on=None)
    if old.get("name"):
        use_name(name=PersonName.objects.select_related("person").get(pk=old["name"]))
        rewrite_keys(person)
