"""Two people saved one record: both texts, side by side, for what differs."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from caseway.kernel.models import AuditEntry, User
from caseway.kernel.versions import StaleRecord


def conflict_of(
    row: models.Model,
    form: forms.Form,
    stale: StaleRecord,
    *,
    at: str,
    show: Callable[[str, Any], Any] | None = None,
) -> dict[str, Any]:
    """What `c/conflict.html` takes. `at` is the page of the form; `show` puts a value in words."""
    assert stale.theirs is not None
    who, when = last_change(row)
    fields, same = [], []
    for name, mine in stale.mine.items():
        theirs = stale.theirs[name]
        if theirs == mine:
            same.append((name, _sent(mine)))
            continue
        fields.append(
            {
                "label": form.fields[name].label,
                "name": name,
                "theirs": _sent(theirs),
                "mine": _sent(mine),
                "theirs_shown": (show or shown)(name, theirs),
                "mine_shown": (show or shown)(name, mine),
            }
        )
    return {
        "action": at,
        "version": stale.current,
        "by": who,
        "at": when,
        "back_url": at,
        "hidden": same,
        "fields": fields,
    }


def last_change(row: models.Model) -> tuple[str, Any]:
    """Who saved a row last, and when, as the audit log has it. Two queries."""
    rows = AuditEntry.objects.filter(table=row._meta.db_table, row=str(row.pk))
    last = rows.order_by("-pk").first()
    if last is None:
        return _("Somebody"), None
    found = User.objects.filter(pk=int(last.actor)).first() if last.actor.isdecimal() else None
    return (found.name if found else _("Somebody")), last.at


def shown(_name: str, value: Any) -> Any:
    """A value in words."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else value


def _sent(value: Any) -> str:
    """The value as its own field reads it back."""
    if value is None or value is False:
        return ""
    if value is True:
        return "on"
    if isinstance(value, models.Model):
        return str(value.pk)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
