"""Models whose rows hold sealed values.

class Person(Sealed):
    ssn = SealedField(index="ssn_index", purpose="ssn")
    ssn_index = BlindIndexField()

person.seal("ssn", "123456789")          # fills ssn and ssn_index
person.unseal("ssn")                     # "123456789"
Person.objects.filter(equal_to(Person, "ssn", "123456789"))
"""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from caseway.kernel import sealed
from caseway.kernel.personal import PersonalFields, classed


class SealedField(models.TextField[str | None, str | None]):
    """A column of sealed text. Reading the attribute gives the sealed text itself.

    `index` names the column of its blind index, if equal values are to be
    found; `purpose` is shared by the columns whose values are to be compared.
    """

    def __init__(self, *args: Any, index: str = "", purpose: str = "", **kwargs: Any) -> None:
        self.index, self.purpose = index, purpose
        kwargs.update(null=True, blank=True, editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("null", "blank", "editable"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs


class BlindIndexField(models.CharField[str | None, str | None]):
    """The column that finds rows by an equal sealed value."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(max_length=80, null=True, blank=True, editable=False)
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "null", "blank", "editable"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs


class Sealed(models.Model):
    """A row with sealed values. `seal_key` stands for the row in what is authenticated.

    The primary key is not known before a row is written, and sealing must not
    cost a second write or break bulk inserts.
    """

    seal_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    personal_fields: ClassVar[PersonalFields] = classed(open="seal_key")

    class Meta:
        abstract = True

    def seal(self, name: str, value: str | None) -> None:
        """Put `value` into the sealed field `name` and its blind index. Does not save."""
        field = sealed_field(type(self), name)
        text = None if value is None else sealed.seal(value, **self._place(field))
        setattr(self, name, text)
        if field.index:
            index = None if value is None else blind_index_of(type(self), name, value)
            setattr(self, field.index, index)

    def unseal(self, name: str) -> str | None:
        """The plain value of the sealed field `name`; None when there is none.

        Raises Unreadable when there is one and it does not open. Showing what
        this gives to a person is an act of its own: see `audit.read`.
        """
        field = sealed_field(type(self), name)
        text: str | None = getattr(self, name)
        return None if text is None else sealed.unseal(text, **self._place(field))

    def _place(self, field: SealedField) -> dict[str, Any]:
        return {"table": self._meta.db_table, "column": field.column, "row": self.seal_key}


def sealed_field(model: type[models.Model], name: str) -> SealedField:
    """The sealed field `name` of `model`. Raises TypeError when it is of another kind."""
    field = model._meta.get_field(name)
    if not isinstance(field, SealedField):
        raise TypeError(f"{model._meta.label}.{name} is not a sealed field.")
    return field


def blind_index_of(model: type[models.Model], name: str, value: str) -> str:
    """The index under which `value` in field `name` is stored now."""
    return sealed.blind_index(value, purpose=_purpose(model, name))


def equal_to(model: type[models.Model], name: str, value: str) -> Q:
    """The condition that the sealed field `name` holds exactly `value`."""
    field = sealed_field(model, name)
    if not field.index:
        raise TypeError(f"{model._meta.label}.{name} has no blind index.")
    found = sealed.blind_indexes(value, purpose=_purpose(model, name))
    return Q(**{f"{field.index}__in": found})


def _purpose(model: type[models.Model], name: str) -> str:
    field = sealed_field(model, name)
    return field.purpose or f"{model._meta.db_table}.{field.column}"
