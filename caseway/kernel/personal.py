"""Which fields say something about a person, and how closely each is kept.

Every model of the product names the class of each of its text, date, JSON and
binary fields in `personal_fields`. Numbers, booleans, keys and links count as
open unless they are named too. A test fails on a field nobody has classed.

    class Person(models.Model):
        full_name = models.CharField(max_length=128)
        needs_lift = models.BooleanField(default=False)

        personal_fields: ClassVar[PersonalFields] = classed(
            personal="full_name", health="needs_lift"
        )
"""

from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db import models

PersonalFields = dict[str, "FieldClass"]


class FieldClass(StrEnum):
    """How closely a field is kept, from what anyone may read to what few may.

    Source: 45 CFR 205.50 (safeguarding), 34 CFR 361.38, 42 USC 13925(b)(2) (victims of
    violence), 26 USC 6103 (tax information).
    """

    OPEN = "open"  # says nothing about a person: codes, states, periods
    STAFF = "staff"  # about staff: a worker's name, e-mail, hours, leave
    PERSONAL = "personal"  # about a participant: names, dates, addresses, notes
    IDENTIFIER = "identifier"  # social security number and the like; shown masked
    HEALTH = "health"  # conditions, disability, accommodation
    SAFETY = "safety"  # domestic violence and treatment
    TAX = "tax"  # federal tax information


# What a person could be described by in words or on a calendar.
_MUST_BE_CLASSED = (
    models.CharField,
    models.TextField,
    models.DateField,  # and DateTimeField, its child
    models.TimeField,
    models.JSONField,
    models.BinaryField,
    models.FileField,
    models.GenericIPAddressField,
)


def classed(
    *,
    open: str = "",
    staff: str = "",
    personal: str = "",
    identifier: str = "",
    health: str = "",
    safety: str = "",
    tax: str = "",
) -> PersonalFields:
    """Field names, separated by spaces, by class.

    Raises ValueError when one name stands in two classes.
    """
    groups = {
        FieldClass.OPEN: open,
        FieldClass.STAFF: staff,
        FieldClass.PERSONAL: personal,
        FieldClass.IDENTIFIER: identifier,
        FieldClass.HEALTH: health,
        FieldClass.SAFETY: safety,
        FieldClass.TAX: tax,
    }
    found: PersonalFields = {}
    for field_class, names in groups.items():
        for name in names.split():
            if name in found:
                raise ValueError(f"{name} is classed both {found[name]} and {field_class}.")
            found[name] = field_class
    return found


@cache
def field_classes(model: type[models.Model]) -> PersonalFields:
    """The class of each concrete field of `model` that has one, its parents' included.

    A child's word on a field replaces its parent's.
    """
    said: PersonalFields = {}
    for kind in reversed(model.__mro__):
        said.update(vars(kind).get("personal_fields", {}))
    for field in model._meta.concrete_fields:
        if field.name not in said and not _needs_a_class(field):
            said[field.name] = FieldClass.OPEN
    return said


def unclassed(model: type[models.Model]) -> list[str]:
    """Fields of `model` that must be classed and are not, in the model's order."""
    said = field_classes(model)
    return [field.name for field in model._meta.concrete_fields if field.name not in said]


def unknown(model: type[models.Model]) -> list[str]:
    """Names that `model` classes and does not have: a field renamed or removed."""
    have = {field.name for field in model._meta.concrete_fields}
    return sorted(set(field_classes(model)) - have)


def own_models() -> Iterator[type[models.Model]]:
    """Every concrete model of the product, tables of many-to-many links included."""
    for config in apps.get_app_configs():
        if config.name.split(".")[0] in settings.OWN_PACKAGES:
            for model in config.get_models(include_auto_created=True):
                if not model._meta.proxy and model._meta.managed:
                    yield model


def _needs_a_class(field: "models.Field[object, object]") -> bool:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return False  # when the row was written
    return isinstance(field, _MUST_BE_CLASSED)
