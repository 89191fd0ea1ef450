"""Offering a plan for signing: approved where the site asks for it, then kept as bytes."""

from datetime import UTC, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.kernel import audit
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.plans import access
from caseway.plans.facts.content import Content, content_of
from caseway.plans.models import Approval, Plan, PlanApproval, PlanPolicy, PlanVersion, VersionText
from caseway.plans.shown.document import LANGUAGES, document_bytes
from caseway.rules.participation.activities import Activity
from caseway.rules.plans.chain import FIRST, canonical, digest, link


def approval_asked(plan: Plan, content: Content) -> bool:
    """Whether this site wants a supervisor to approve what this plan says."""
    policy = PlanPolicy.objects.filter(site=plan.site_id).first()
    asked = policy.approval if policy else Approval.NONE
    if asked == Approval.FREE_STEPS:
        return any(step["activity"] in (None, Activity.OTHER) for step in content["steps"])
    return asked == Approval.ALL


def is_approved(plan: Plan, content: Content) -> bool:
    """Whether a supervisor approved exactly this."""
    sha256 = digest(canonical(content))
    return PlanApproval.objects.filter(plan=plan, content_sha256=sha256).exists()


@transaction.atomic
def approve(*, plan: Plan, note: str, by: User, at: datetime) -> PlanApproval:
    """Approve what a plan says now, word for word. Raises NotAllowed.

    Somebody else than its author does. A word changed afterwards needs approval anew.
    """
    access.require(access.why_not_approve(by, plan))
    if plan.created_by_id == by.pk:
        raise NotAllowed(_("You began this plan yourself. Another supervisor approves it."))
    content = content_of(plan)
    if is_approved(plan, content):
        raise NotAllowed(_("This was approved already."))
    row: PlanApproval = PlanApproval.objects.create(
        plan=plan, content_sha256=digest(canonical(content)), note=note.strip(), by=by, at=at
    )
    audit.record("plan.approved", on=plan, by=by, at=at)
    return row


def why_not_offer(plan: Plan, content: Content, last: PlanVersion | None) -> str | None:
    """The sentence when a plan cannot be offered as it stands; None when it can."""
    if not content["goals"]:
        return _("Write at least one goal first, in the words of the person.")
    if not any(step["goal"] for step in content["steps"]):
        return _("Write at least one small step first: something that can begin this week.")
    if last is not None and bytes(last.content) == canonical(content):
        return _("Nothing has changed since version %(number)s.") % {"number": last.number}
    if approval_asked(plan, content) and not is_approved(plan, content):
        return _("A supervisor approves plans like this one here before they are offered.")
    return None


@transaction.atomic
def offer(*, plan: Plan, by: User, at: datetime) -> PlanVersion:
    """Keep what the plan says as its next version, in every language, to be read and signed.

    Content and texts are bytes that nothing changes afterwards; the version names the digest of
    the one before (rules/plans/chain.py). Raises NotAllowed.
    """
    locked = Plan.objects.select_for_update().get(pk=plan.pk)
    plan = Plan.objects.select_related(
        "case__program", "case__site", "site", "person", "case__participant"
    ).get(pk=locked.pk)
    access.require(access.why_not_write(by, plan))
    last = plan.versions.order_by("-number").first()
    content = content_of(plan)
    access.require(why_not_offer(plan, content, last))
    number = last.number + 1 if last else 1
    body = canonical(content)
    texts = {code: document_bytes(content, number, at, code) for code in LANGUAGES}
    former = last.digest if last else FIRST
    version = PlanVersion(
        site_id=plan.site_id,
        plan=plan,
        number=number,
        content=body,
        content_sha256=digest(body),
        offered_by=by,
        offered_at=at,
        former=former,
    )
    hashes = {code: digest(text) for code, text in texts.items()}
    version.digest = link(former, version_facts(version, hashes))
    version.save()
    for code, text in texts.items():
        VersionText.objects.create(version=version, language=code, body=text, sha256=hashes[code])
    audit.record("plan.offered", on=version, by=by, at=at)
    return version


def version_facts(version: PlanVersion, texts: dict[str, str]) -> dict[str, object]:
    """What the digest of a version covers. `texts`: the digest of each text by language."""
    return {
        "plan": version.plan_id,
        "number": version.number,
        "content": version.content_sha256,
        "texts": texts,
        "offered_by": version.offered_by_id,
        "offered_at": version.offered_at.astimezone(UTC).isoformat(),
    }
