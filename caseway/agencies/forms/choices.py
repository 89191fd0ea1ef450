"""Choices that say more than a name: a region with its site, a colleague with her absence."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _

from caseway.agencies.models import Leave, Region
from caseway.kernel.models import User
from caseway.kernel.words import long_date


class _BySite(ModelChoiceIterator[Region]):
    """Regions under the names of their sites. The rows come sorted by site."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for site, rows in groupby(self.queryset, key=lambda row: row.site):
            yield site.name, [self.choice(row) for row in rows]


class RegionChoice(forms.ModelChoiceField[Region]):
    """A region under its site, so that nobody picks one of another site by its name."""

    iterator = _BySite

    def label_from_instance(self, obj: Region) -> str:
        return obj.name


class CoverChoice(forms.ModelChoiceField[User]):
    """A colleague, and when she is away herself. Her leaves are read along as `away`."""

    def label_from_instance(self, obj: User) -> str:
        away: list[Leave] = getattr(obj, "away", [])
        if not away:
            return obj.name
        days = "; ".join(
            _("%(first)s, back %(back)s")
            % {"first": long_date(leave.starts_on), "back": long_date(leave.ends_on)}
            for leave in away
        )
        return _("%(name)s (away from %(days)s)") % {"name": obj.name, "days": days}
