"""The last step of a newcomer: the case, its workers and the household, saved in one act."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.cases.actions.newcomers import Beginning, Member, begin_case
from caseway.cases.models import Case, Household, Relation, Stage
from caseway.cases.queries.finding import Found
from caseway.cases.views.candidates import candidates
from caseway.cases.views.case_step import CaseStep
from caseway.cases.views.common import first_errors, today, warn_of_ssn
from caseway.cases.views.typed import Typed
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.submissions import once
from caseway.rules.records.case_numbers import tidy

shown = candidates


def unseen(found: list[Found], seen: set[int]) -> bool:
    """Whether the search finds somebody whom the reader has not said no to."""
    return any(one.person.pk not in seen for one in found)


def first_page(request: SignedInRequest, typed: Typed) -> HttpResponse:
    """The case form with what we can fill in."""
    return _page(request, CaseStep(request, typed, sent=False))


def page_again(request: SignedInRequest, typed: Typed, *, more: bool) -> HttpResponse:
    """The case form as typed, for another region or with room for another member."""
    if typed.person is None:
        typed.form.is_valid()
        if "site" not in typed.form.cleaned_data:
            raise NotAllowed(_("This form is incomplete. Reload the page, then send it again."))
    return _page(request, CaseStep(request, typed, sent=True, more=more).unjudged())


def open_case(request: SignedInRequest, typed: Typed) -> HttpResponseBase:
    """Save everything, or show what stands in the way with every word kept."""
    step = CaseStep(request, typed, sent=True)
    if step.is_valid():
        try:
            return redirect(_save(request, step))
        except NotAllowed as refusal:
            step.form.add_error(None, str(refusal))
    return _page(request, step, status=422)


def _save(request: SignedInRequest, step: CaseStep) -> str:
    now = timezone.now()
    key = request.POST.get("submission_key")
    with once(key, user=request.user, path=request.path, at=now) as submission:
        if submission.first:
            case = begin_case(begun=_beginning(step), by=request.user, today=today())
            submission.leads_to(_leads_to(request, case))
            said = {"name": case.participant.name_used, "number": case.number}
            messages.success(request, _("%(name)s has a case now: %(number)s.") % said)
            if step.typed.person is None:
                warn_of_ssn(request, step.typed.ssn)
        else:
            messages.info(request, _("This was saved already. Nothing was saved twice."))
    return submission.result_url


def _leads_to(request: SignedInRequest, case: Case) -> str:
    if Case.objects.visible_to(request.user).filter(pk=case.pk).exists():
        return reverse("desk:case", args=[case.pk])
    return reverse("desk:today")


def _beginning(step: CaseStep) -> Beginning:
    kept = step.form.cleaned_data
    home = kept.get("household")
    return Beginning(
        who=step.typed.person or step.typed.form.facts(),
        region=kept["region"],
        program=kept["program"],
        number=tidy(kept["number"]).number,
        opened_on=kept["opened_on"],
        stage=Stage(kept["stage"]),
        work_required=kept["work_required"],
        household=Household.objects.get(pk=int(home)) if home else None,
        members=tuple(
            Member(
                step.known_member(member) or member.facts(step.typed.language),
                Relation(member.cleaned_data["relation"]),
            )
            for member in step.members
            if member.is_filled
        ),
        holders=tuple(step.holders()),
    )


def _page(request: SignedInRequest, step: CaseStep, status: int = 200) -> HttpResponse:
    forms = [step.form, *step.members]
    context: dict[str, Any] = {
        "typed": step.typed,
        "step": step,
        "form": step.form,
        "members": step.members,
        "errors": first_errors(*forms) if step.form.is_bound else [],
    }
    return render(request, "cases/new/case.html", context, status=status)
