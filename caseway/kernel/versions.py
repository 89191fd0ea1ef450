"""Two people edit one record: the second sees both texts instead of wiping out the first.

class Note(Versioned):
    text = models.TextField()

note.text = form.cleaned_data["text"]
save_if_current(note, form.cleaned_data["version"], ["text"])   # or StaleRecord
"""

from collections.abc import Collection
from typing import Any, ClassVar

from django.db import models, transaction

from caseway.kernel.personal import PersonalFields, classed


class Versioned(models.Model):
    """A record that people edit. `version` counts its saves."""

    version = models.PositiveIntegerField(default=1, editable=False)

    personal_fields: ClassVar[PersonalFields] = classed(open="version")

    class Meta:
        abstract = True


class StaleRecord(Exception):  # noqa: N818 - a finding to show, not an error
    """Somebody saved the record since the form was opened.

    `theirs` and `mine` hold the fields that were to be saved, by name: as the
    database has them now, and as this person wrote them. `current` is the
    version to send with the next try. `theirs` is None when the record is gone.
    """

    def __init__(
        self, theirs: dict[str, Any] | None, mine: dict[str, Any], current: int | None
    ) -> None:
        super().__init__("The record was changed by somebody else.")
        self.theirs, self.mine, self.current = theirs, mine, current


@transaction.atomic
def save_if_current(obj: models.Model, version: int, fields: Collection[str]) -> None:
    """Save `fields` of `obj` if the database still has `version`; otherwise change nothing.

    `obj` has a `version` (see `Versioned`); `version` is what the form was
    opened with. One UPDATE decides, so that two saves at once cannot both win.
    Raises StaleRecord with both texts.
    """
    model = type(obj)
    named = [model._meta.get_field(name) for name in fields]
    values = {field.name: field.pre_save(obj, False) for field in named}  # type: ignore[union-attr]
    done = model._base_manager.filter(pk=obj.pk, version=version).update(
        **values, version=version + 1
    )
    if done:
        obj.version = version + 1  # type: ignore[attr-defined]
        return
    now = model._base_manager.filter(pk=obj.pk).first()
    if now is None:
        raise StaleRecord(None, values, None)
    theirs = {field.name: getattr(now, field.name) for field in named}
    raise StaleRecord(theirs, values, now.version)  # type: ignore[attr-defined]
