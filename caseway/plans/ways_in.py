"""What a step of a way in that ends with a plan still lacks: a plan, an offer, a signature."""

from django.utils.translation import gettext as _

from caseway.intake.lacking import Lacking, known_for, past_when
from caseway.intake.models import WayInStep
from caseway.plans.facts.kept import in_force
from caseway.plans.models import Plan, PlanKind, PlanVersion, SignatureAct, SignerRole
from caseway.rules.functions.flows import FlowStep, StepKind


def plan_lacking(step: WayInStep, what: FlowStep) -> Lacking | None:
    """Nothing once both sides signed a version, or the person declined its newest one and said why.

    Looks at the plans of the participant that have not ended. Two queries.
    """
    rows = Plan.objects.filter(case=step.case_id, kind__in=what.plans, ends_on=None)
    plans = list(rows.filter(person=step.case.participant_id).order_by("-pk"))
    if not plans:
        return _no_plan(step, what)
    versions = PlanVersion.objects.filter(plan__in=plans).prefetch_related("signatures")
    offered = list(versions.order_by("-plan_id", "-number"))
    if any(_is_settled(one, offered) for one in offered):
        return None
    if not offered:
        sentence = _("The plan is being written. Offer it for signing first.")
        return Lacking(sentence, _("Go on with the plan"), "plans:plan", plans[0].pk)
    return _unsigned(offered[0])


def _is_settled(version: PlanVersion, offered: list[PlanVersion]) -> bool:
    """Both signed it; or it is the newest of its plan, and she declined and said why."""
    acts = {(row.role, row.act) for row in version.signatures.all()}
    signed = {role for role, act in acts if act == SignatureAct.SIGNED}
    if {SignerRole.PARTICIPANT, SignerRole.STAFF} <= signed:
        return True
    newest = next(one for one in offered if one.plan_id == version.plan_id)
    return version == newest and (SignerRole.PARTICIPANT, SignatureAct.DECLINED) in acts


def _no_plan(step: WayInStep, what: FlowStep) -> Lacking:
    sentence = (
        _("No personal responsibility plan is begun.")
        if PlanKind.PRP in what.plans
        else _("No employment plan is begun.")
    )
    return Lacking(sentence, _("Begin a plan"), "plans:begin", step.case_id)


def _unsigned(version: PlanVersion) -> Lacking:
    signed = {row.role for row in version.signatures.all() if row.act == SignatureAct.SIGNED}
    said = {"n": version.number}
    if SignerRole.PARTICIPANT in signed:
        sentence = _("Version %(n)s of the plan waits for the agency’s signature.") % said
    elif SignerRole.STAFF in signed:
        sentence = _(
            "Version %(n)s of the plan waits for the person’s signature, "
            "or for the word that they declined."
        )
        sentence %= said
    else:
        sentence = _("Version %(n)s of the plan waits for both signatures.") % said
    return Lacking(sentence, _("To the signatures"), "plans:version", version.pk)


def has_agreed_plan(case_id: int) -> bool:
    """Whether both sides signed a plan that has not ended. Two queries."""
    plans = Plan.objects.filter(case=case_id, ends_on=None)
    return bool(in_force(list(plans.values_list("pk", flat=True))))


known_for(StepKind.PLAN, plan_lacking)
past_when(has_agreed_plan)
