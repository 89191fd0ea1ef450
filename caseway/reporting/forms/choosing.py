"""What the rate pages are asked for, read from the address; what makes no sense is left out."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from caseway.attendance.words import month_words
from caseway.reporting.queries.families import Group
from caseway.reporting.queries.scope import Choice, Part, Rate
from caseway.rules.dates import Month

MONTHS = 24


class ChoiceForm(forms.Form):
    """The month and the rate; the site where there are several."""

    month = forms.ChoiceField(label=_("Month"))
    rate = forms.ChoiceField(
        label=_("Rate"),
        choices=[(Rate.OVERALL, _("All families")), (Rate.TWO_PARENT, _("Two-parent families"))],
    )
    site = forms.ChoiceField(label=_("Site"), required=False)

    def __init__(
        self, choice: Choice, *, this_month: Month, sites: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(
            initial={
                "month": choice.period,
                "rate": choice.rate.value,
                "site": choice.site or "",
            },
            **kwargs,
        )
        latest = max(this_month, Month(*divmod(choice.period, 100)))
        months = [latest.plus(-step).number for step in range(MONTHS)]
        if choice.period not in months:
            months.append(choice.period)
        self.fields["month"].choices = [(each, month_words(each)) for each in months]  # type: ignore[attr-defined]
        self.fields["site"].choices = [("", _("All sites")), *sites]  # type: ignore[attr-defined]
        if len(sites) < 2:
            del self.fields["site"]


def choice_of(query: QueryDict, latest: int) -> Choice:
    """The choice of an address; `latest` is the month where none is named."""
    rate = query.get("rate", "")
    return Choice(
        period=period_of(query.get("month"), latest),
        rate=Rate(rate) if rate in set(Rate) else Rate.OVERALL,
        **{part.value: number_of(query.get(part.value)) for part in Part},
    )


def group_of(query: QueryDict) -> Group:
    """The number whose list is asked for."""
    group = query.get("group", "")
    return Group(group) if group in set(Group) else Group.DENOMINATOR


def by_of(query: QueryDict, default: Part) -> Part:
    """What the table breaks the rate down by."""
    by = query.get("by", "")
    return Part(by) if by in set(Part) else default


def period_of(text: str | None, latest: int) -> int:
    """A month, yyyymm."""
    try:
        return Month.parse(text or "").number
    except ValueError:
        return latest


def number_of(text: str | None) -> int | None:
    """The id of a part; 0 stands for nobody."""
    return int(text) if text and text.isdecimal() and len(text) < 18 else None


def query_of(choice: Choice, **more: str) -> str:
    """The choice as an address has it."""
    query = QueryDict(mutable=True)
    query["month"] = str(choice.period)
    if choice.rate != Rate.OVERALL:
        query["rate"] = choice.rate.value
    for part in Part:
        if (value := getattr(choice, part.value)) is not None:
            query[part.value] = str(value)
    query.update(more)
    return query.urlencode()
