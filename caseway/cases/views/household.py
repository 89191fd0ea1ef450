"""Who lives together: joining after a search, leaving, and how they are related over time."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from caseway.agencies.policy import Act
from caseway.cases import access
from caseway.cases.actions import households
from caseway.cases.actions.people import add_person
from caseway.cases.bar import bar
from caseway.cases.forms.changes import EndForm, RelationForm, SinceForm
from caseway.cases.forms.newcomers import MemberForm
from caseway.cases.models import Case, HouseholdMember, Person, Relation
from caseway.cases.queries.homes import members_of
from caseway.cases.queries.person_page import has_ended
from caseway.cases.views.common import first_errors, saved, today, visible_case
from caseway.cases.views.members import chosen, is_settled
from caseway.kernel import audit
from caseway.kernel.audit.reading import Kind
from caseway.kernel.requests import SignedInRequest
from caseway.rules.dates import age_on


@require_GET
def household(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everybody who belongs or belonged to the household of a case."""
    case = visible_case(request, pk)
    audit.read(Kind.OPENED, on=case.household, by=request.user, at=timezone.now(), case_id=case.pk)
    return _page(request, case)


@require_POST
def add_member(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Let somebody join, after looking whether she is here already."""
    case = visible_case(request, pk)
    access.require(request.user, Act.EDIT_PERSON, case)
    form = MemberForm(request.POST, prefix="m0", today=today())
    since = SinceForm(request.POST)
    if form.is_valid() and not form.is_filled:
        form.add_error("name", _("Enter a name, as the person says it."))
    if form.is_valid() and since.is_valid():
        known = Person.objects.visible_to(request.user).filter(merged_into=None, site=case.site)
        person = chosen(form, known)
        seen = person or is_settled(form, request.POST, request.user, but=case.participant_id)
        if seen and saved(request, form, lambda _now: _join(request, case, form, since, person)):
            return redirect("cases:household", pk)
    return _page(request, case, form=form, since=since, status=422)


@require_POST
def end_membership(request: SignedInRequest, pk: int, member_pk: int) -> HttpResponseBase:
    """Somebody no longer lives there, from a day."""
    case, member = _member(request, pk, member_pk)
    form = EndForm(request.POST, prefix=f"end{member_pk}")

    def leave(_now: datetime) -> str:
        households.end_membership(
            case=case, member=member, by=request.user, on=form.cleaned_data["on"]
        )
        said = {"name": member.person.name_used}
        return _("%(name)s no longer belongs to the household from that day.") % said

    if form.is_valid() and saved(request, form, leave):
        return redirect("cases:household", pk)
    return _page(request, case, changing=(member_pk, "end", form), status=422)


@require_POST
def change_relation(request: SignedInRequest, pk: int, member_pk: int) -> HttpResponseBase:
    """Another relation from a day; the one before stays in the history."""
    case, member = _member(request, pk, member_pk)
    form = RelationForm(request.POST, prefix=f"relation{member_pk}")

    def change(_now: datetime) -> str:
        households.change_relation(
            case=case,
            member=member,
            relation=Relation(form.cleaned_data["relation"]),
            by=request.user,
            on=form.cleaned_data["on"],
        )
        return _("Saved. The relation before stays in the history.")

    if form.is_valid() and saved(request, form, change):
        return redirect("cases:household", pk)
    return _page(request, case, changing=(member_pk, "relation", form), status=422)


def _join(
    request: SignedInRequest, case: Case, form: MemberForm, since: SinceForm, person: Person | None
) -> str:
    facts = form.facts(case.participant.language)
    joined = person or add_person(site=case.site, facts=facts, today=today())
    households.add_member(
        case=case,
        person=joined,
        relation=Relation(form.cleaned_data["relation"]),
        by=request.user,
        on=since.cleaned_data["starts_on"],
        today=today(),
    )
    return _("%(name)s belongs to the household now.") % {"name": joined.name_used}


def _member(request: SignedInRequest, pk: int, member_pk: int) -> tuple[Case, HouseholdMember]:
    case = visible_case(request, pk)
    rows = HouseholdMember.objects.filter(household=case.household_id).select_related("person")
    return case, get_object_or_404(rows, pk=member_pk)


def _page(
    request: SignedInRequest,
    case: Case,
    *,
    form: MemberForm | None = None,
    since: SinceForm | None = None,
    changing: tuple[int, str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    sent = [one for one in (form, since, changing[2] if changing else None) if one is not None]
    context = {
        "case": case,
        "identity": bar(request.user, case, "household"),
        "refusal": access.why_not(request.user, Act.EDIT_PERSON, case),
        "members": [_shown(row, case, changing) for row in members_of(case.household_id)],
        "form": form or MemberForm(prefix="m0"),
        "since": since or SinceForm(initial={"starts_on": today()}),
        "adding": form is not None,
        "errors": first_errors(*sent),
    }
    return render(request, "cases/household.html", context, status=status)


def _shown(
    row: HouseholdMember, case: Case, changing: tuple[int, str, Any] | None
) -> dict[str, Any]:
    sent = {changing[1]: changing[2]} if changing and changing[0] == row.pk else {}
    born = row.person.birth_on
    start = {"on": today(), "relation": row.relation}
    return {
        "row": row,
        "age": age_on(born, today()) if born and born <= today() else None,
        "is_participant": row.person_id == case.participant_id,
        "past": has_ended(row, today()),
        "end": sent.get("end") or EndForm(prefix=f"end{row.pk}", initial=start),
        "relation": sent.get("relation") or RelationForm(prefix=f"relation{row.pk}", initial=start),
        "opened": next(iter(sent), ""),
    }
