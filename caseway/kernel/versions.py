"""Two people edit one record: the second is told, and sees both versions. Never last-write-wins."""

from collections.abc import Collection

from django.db import models
from django.utils.translation import gettext as _

from caseway.kernel.refusals import NotAllowed


class StaleRecord(NotAllowed):
    """Somebody else saved the record first. `theirs` is what stands now, `mine` what was typed."""

    def __init__(self, theirs: models.Model, mine: models.Model) -> None:
        super().__init__(
            _("Somebody changed this while you had it open. Compare both versions and choose.")
        )
        self.theirs = theirs
        self.mine = mine


def save_if_current(record: models.Model, version: int, fields: Collection[str]) -> None:
    """Save `fields` of a record that was read at `version`, and raise its version by one.

    One UPDATE that also asks for the version, so that two savers cannot both
    win. Raises StaleRecord when the record has moved on; nothing is saved then.
    """
    values = {name: getattr(record, name) for name in fields}
    manager = type(record)._base_manager
    saved = manager.filter(pk=record.pk, version=version).update(**values, version=version + 1)
    if not saved:
        raise StaleRecord(theirs=manager.get(pk=record.pk), mine=record)
    record.version = version + 1  # type: ignore[attr-defined]
