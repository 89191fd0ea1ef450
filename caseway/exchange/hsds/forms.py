"""A directory as it is sent, the columns of somebody's own list, and what mends a held record."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.exchange.hsds.mapped import COLUMNS
from caseway.exchange.hsds.mending import Answer
from caseway.exchange.hsds.records import Mend, Record
from caseway.network.models import Provider

_TABLES = {
    "organization": _("Organization"),
    "service": _("Service"),
    "location": _("Place"),
}
_COLUMNS = {
    "id": _("identifier"),
    "name": _("name"),
    "alternate_name": _("other name"),
    "description": _("description"),
    "email": _("e-mail"),
    "website": _("website"),
    "tax_id": _("tax number"),
    "tax_status": _("tax status"),
    "legal_status": _("legal form"),
    "year_incorporated": _("founded in"),
    "organization_id": _("identifier of its organization"),
    "organization_name": _("name of its organization"),
    "url": _("web page"),
    "status": _("state"),
    "alert": _("know before you go"),
    "application_process": _("how to get it"),
    "fees_description": _("what it costs"),
    "eligibility_description": _("who can come"),
    "minimum_age": _("from age"),
    "maximum_age": _("to age"),
    "languages": _("languages, with ; between"),
    "needs": _("what it helps with, with ; between"),
    "areas": _("areas served, with ; between"),
    "phones": _("phones, with ; between"),
    "address": _("address in one cell"),
    "latitude": _("latitude"),
    "longitude": _("longitude"),
    "location_type": _("kind of place"),
    "last_modified": _("last changed"),
    "assured_date": _("last checked"),
}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "JSON, or the CSV files together in one zip, up to 50 MB. Lists with columns of "
            "their own will do: you say once what the columns hold."
        ),
        widget=forms.FileInput(attrs={"accept": ".json,.zip,.csv,.xlsx"}),
        error_messages={"empty": _("This file is empty. Check that you chose the right one.")},
    )
    source = forms.CharField(
        label=_("Whose directory is it?"),
        max_length=120,
        help_text=_("Use the same name next time, so that records find themselves again."),
    )
    site = forms.ModelChoiceField(label=_("For"), queryset=Site.objects.none())

    def __init__(self, *args: Any, sites: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["site"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = sites
        if len(sites) == 1:
            field.initial, field.widget = sites[0], forms.HiddenInput()


def _choices() -> list[Any]:
    groups: list[Any] = [("", _("Keep as it is"))]
    for table, words in _TABLES.items():
        those = [column for column in COLUMNS if column.startswith(f"{table}.")]
        groups.append((words, [(one, _COLUMNS[one.partition(".")[2]]) for one in those]))
    return groups


class ColumnsForm(forms.Form):
    """What each column of one sheet holds. `sheet` is as the file keeps it."""

    def __init__(self, *args: Any, sheet: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        for number, heading in enumerate(sheet["header"]):
            sample = [row[number] for row in sheet["sample"] if number < len(row) and row[number]]
            self.fields[f"column{number}"] = forms.ChoiceField(
                label=heading,
                required=False,
                choices=_choices(),
                initial=guess(sheet["name"], heading),
                help_text=" · ".join(text[:60] for text in sample[:2]),
            )

    def columns(self) -> dict[str, str]:
        return {
            heading: self.cleaned_data[f"column{number}"]
            for number, heading in enumerate(self.sheet["header"])
        }


_ALIKE = {
    "uuid": "id",
    "organization_uuid": "organization_id",
    "problem_codes": "needs",
    "taxonomy": "needs",
    "min_age": "minimum_age",
    "max_age": "maximum_age",
    "phone": "phones",
    "language": "languages",
    "service_areas": "areas",
}


def guess(sheet: str, heading: str) -> str:
    """What a column most likely holds, by its name; the person has the last word."""
    table = next((table for table in _TABLES if sheet.startswith(table[:6])), "")
    said = heading.casefold().strip().replace(" ", "_")
    own = said.removeprefix(f"{table}_") if table else said
    names = [said, _ALIKE.get(said, ""), own, _ALIKE.get(own, "")]
    if table == "organization" and own == "url":
        names.append("website")
    return next((f"{table}.{name}" for name in names if f"{table}.{name}" in COLUMNS), "")


def said_of(record: Record) -> list[tuple[str, str]]:
    """What a record says, under the names that its columns have here."""
    return [
        (capfirst(str(_COLUMNS.get(name) or name.replace("_", " "))), text)
        for name, text in sorted(record.fields.items())
    ]


class MendForm(forms.Form):
    """Only the questions that stand in the way of one record."""

    name = forms.CharField(label=_("Name"), max_length=255, required=False)
    organization = forms.ModelChoiceField(
        label=_("Whose is it?"), queryset=Provider.objects.none(), required=False
    )
    address_1 = forms.CharField(label=_("Street"), max_length=255, required=False)
    address_2 = forms.CharField(label=_("Suite or floor"), max_length=255, required=False)
    city = forms.CharField(label=_("City"), max_length=120, required=False)
    state_province = forms.CharField(label=_("State"), max_length=60, required=False)
    postal_code = forms.CharField(label=_("ZIP code"), max_length=20, required=False)
    country = forms.CharField(label=_("Country, two letters"), max_length=2, required=False)
    no_address = forms.BooleanField(
        label=_("Take it in without this address"),
        required=False,
    )
    take_theirs = forms.BooleanField(
        label=_("Replace what we wrote by what their file says"), required=False
    )

    NEEDED = {
        "name",
        "organization",
        "address_1",
        "city",
        "state_province",
        "postal_code",
        "country",
    }
    ADDRESS = ("address_1", "address_2", "city", "state_province", "postal_code", "country")

    def __init__(self, *args: Any, record: Record, providers: Any, **kwargs: Any) -> None:
        address = (record.parts.get("address") or [{}])[0]
        start = {name: address.get(name, "") for name in self.ADDRESS} | {
            "name": record.fields.get("name", ""),
        }
        start["country"] = start["country"] or "US"
        super().__init__(*args, **{**kwargs, "initial": start})
        field = self.fields["organization"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = providers
        self.asks = self._asks(set(record.mends))
        for name in [name for name in self.fields if name not in self.asks]:
            del self.fields[name]
        if not self.is_bound:
            # Half an answer is kept, so nothing is required of what is sent; but all of this is
            # needed in the end, and no label says that it may be left out.
            for name in self.NEEDED & set(self.fields):
                self.fields[name].required = True

    def _asks(self, mends: set[Mend]) -> set[str]:
        asked = set[str]()
        if mends & {Mend.NO_NAME, Mend.LONG_NAME, Mend.NAME_TAKEN}:
            asked.add("name")
        if mends & {Mend.NO_ORGANIZATION, Mend.UNKNOWN_ORGANIZATION}:
            asked.add("organization")
        if Mend.INCOMPLETE_ADDRESS in mends:
            asked |= {*self.ADDRESS, "no_address"}
        if Mend.CHANGED_HERE in mends:
            asked.add("take_theirs")
        return asked

    def answer(self) -> Answer:
        kept = self.cleaned_data
        address = {name: kept[name].strip() for name in self.ADDRESS if name in kept}
        given = {name: text for name, text in address.items() if text}
        return Answer(
            name=kept.get("name", ""),
            organization=kept.get("organization"),
            address=given or None,
            no_address=kept.get("no_address", False),
            take_theirs=kept.get("take_theirs", False),
        )
