"""Proof, decisions about it, hours taken ahead, modules."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caseway.attendance.actions.evidence import Proof
from caseway.attendance.forms.activities import hours_field, minutes_of
from caseway.attendance.models import (
    ActivityEnrolment,
    Evidence,
    EvidenceKind,
    HoursProjection,
    Module,
)
from caseway.cases.forms.fields import DayField
from caseway.documents.actions.receive import Paper
from caseway.documents.forms import PaperField
from caseway.documents.models import Document, DocumentKind, ReceivedBy

# What a paper is on record as, by what it proves.
_PAPER_KIND = {
    EvidenceKind.TIME_SHEET: DocumentKind.TIME_SHEET,
    EvidenceKind.PAY_STUB: DocumentKind.PAY_STUB,
    EvidenceKind.EMPLOYER_REPORT: DocumentKind.EMPLOYER_LETTER,
    EvidenceKind.SIGN_IN_SHEET: DocumentKind.PROVIDER_ROSTER,
    EvidenceKind.SCHOOL_RECORD: DocumentKind.SCHOOL_RECORD,
    EvidenceKind.PROVIDER_FILE: DocumentKind.PROVIDER_ROSTER,
}


class ProofForm(forms.Form):
    """One paper for many days; or a call with the employer or provider, written down."""

    kind = forms.ChoiceField(label=_("Kind of proof"), choices=EvidenceKind.choices)
    file = PaperField(required=False)
    document = forms.ModelChoiceField(
        label=_("Or a paper on record"),
        queryset=Document.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    covers_from = DayField(label=_("Proves from"))
    last_day = DayField(label=_("Last day it proves"))
    stated = hours_field(
        _("Hours it states"),
        9000,
        required=False,
        help_text=_(
            "All of them together without homework, as the paper says. We compare them with what "
            "is entered."
        ),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        help_text=_("For a call: whom you called, when, and which hours they confirmed."),
    )
    expires_on = DayField(
        label=_("Good until"),
        required=False,
        help_text=_("Only if the paper itself names a day, such as a school record for one term."),
    )

    def __init__(self, *args: Any, papers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["document"]
        field.queryset = papers  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: one.title  # type: ignore[attr-defined]

    def proof(self, document: Document | None) -> Proof:
        """What was typed, with the paper that came or was chosen. Call once it is valid."""
        kept = self.cleaned_data
        return Proof(
            kind=EvidenceKind(kept["kind"]),
            covers_from=kept["covers_from"],
            covers_until=kept["last_day"] + timedelta(days=1),
            document=document or kept["document"],
            stated_minutes=None if kept["stated"] is None else minutes_of(kept["stated"]),
            note=kept["note"],
            expires_on=kept["expires_on"],
        )

    def paper(self, *, activity: str, by_provider: bool) -> Paper | None:
        """The file that came with it, with every byte, named so that no two are taken for one."""
        file = self.cleaned_data["file"]
        if file is None:
            return None
        kind = EvidenceKind(self.cleaned_data["kind"])
        title = _("%(kind)s: %(activity)s") % {"kind": kind.label, "activity": activity}
        return Paper(
            kind=_PAPER_KIND.get(kind, DocumentKind.OTHER),
            content=file.read(),
            file_name=file.name or "",
            title=str(title)[:160],
            received_by=ReceivedBy.PROVIDER if by_provider else ReceivedBy.UPLOAD,
        )


class AcceptForm(forms.Form):
    """Why a paper that states other hours is right, where it does."""

    why = forms.CharField(label=_("Why both are right"), max_length=300, required=False)


class RejectForm(forms.Form):
    """What is missing."""

    reason = forms.CharField(
        label=_("What is missing"),
        max_length=300,
        help_text=_("The person or the provider may read it. For example: no signature."),
    )


class ProjectForm(forms.Form):
    """Hours a week to take ahead."""

    hours = hours_field(_("Hours a week, as the proof shows them"), 168)


class ChangeReportedForm(forms.Form):
    """A change at the job."""

    on = DayField(label=_("Since"))
    what = forms.CharField(
        label=_("What changed"),
        max_length=200,
        help_text=_("For example: fewer hours, another employer, the job ended."),
    )


class ModuleForm(forms.Form):
    """A module that a site teaches."""

    name = forms.CharField(label=_("Name"), max_length=80)
    about = forms.CharField(label=_("What one learns"), max_length=200, required=False)


class FinishForm(forms.Form):
    """A module that a person finished."""

    module = forms.ModelChoiceField(label=_("Module"), queryset=Module.objects.none())
    on = DayField(label=_("Finished on"))
    takeaway = forms.CharField(
        label=_("What the person takes from it, in their words"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, enrolment: ActivityEnrolment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        done = enrolment.modules_done.values("module")
        left = Module.objects.filter(site=enrolment.site_id, ends_on=None).exclude(pk__in=done)
        self.fields["module"].queryset = left.order_by("name", "pk")  # type: ignore[attr-defined]


def suggested_hours(evidence: Evidence) -> int:
    """Minutes a week that a paper states, on average over its days."""
    days = (evidence.covers_until - evidence.covers_from).days
    return round((evidence.stated_minutes or 0) * 7 / days)


def change_starts(projection: HoursProjection, today: Any) -> dict[str, Any]:
    """Where the form of a reported change begins."""
    return {"on": max(projection.starts_on, today)}
