"""Signing a version: on this screen, on a phone by link, on paper; declining; asking for paper.

Every act is a row that is never changed, and names the bytes that were shown, the sentences that
were read, the time, and the act before it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from caseway.cases.models import Assignment
from caseway.documents.models import Document
from caseway.kernel import audit
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.plans import access
from caseway.plans.models import (
    HelperKind,
    PlanVersion,
    Signature,
    SignatureAct,
    SignedHow,
    SignerRole,
    SigningLink,
    VersionText,
)
from caseway.plans.shown.disclosure import VERSION, disclosure, intent
from caseway.rules.plans.chain import link as chained

OWN_PHONE, WORKER_PRESENT, SIGNED_IN = "phone_and_birth_date", "worker_present", "signed_in"


@dataclass(frozen=True)
class Act:
    """What a signer did. `disclosure` and `intent` are what stood on her screen, word for word."""

    role: SignerRole
    act: SignatureAct
    method: SignedHow
    language: str
    identity: str
    typed_name: str = ""
    reason: str = ""
    helper_kind: str = HelperKind.NONE
    helper_name: str = ""
    copy: str = ""
    document: Document | None = None


def agency_of(version: PlanVersion) -> tuple[str, str]:
    """Name and phone of the agency that leads the case; the site's name when nobody leads."""
    lead = (
        Assignment.objects.filter(case=version.plan.case_id, ends_on=None)
        .select_related("agency")
        .order_by("-is_lead", "id")
        .first()
    )
    if lead is None:
        return version.plan.site.name, ""
    return lead.agency.name, lead.agency.phone


@transaction.atomic
def act_here(*, version: PlanVersion, act: Act, by: User, at: datetime) -> Signature:
    """Sign or decline on the worker's screen, or keep what was signed on paper. Raises NotAllowed.

    A worker signs for the agency as herself; the name is hers.
    """
    access.require(access.why_not_write(by, version.plan))
    if act.role == SignerRole.STAFF and act.typed_name and not same_name(act.typed_name, by.name):
        raise NotAllowed(
            _("Sign with your own name, %(name)s: you sign for the agency.") % {"name": by.name}
        )
    return _record(version, act, by=by, at=at)


@transaction.atomic
def act_by_link(*, link: SigningLink, act: Act, at: datetime) -> Signature:
    """The same, by whoever holds a link and told the date of birth. Raises NotAllowed."""
    if sentence := why_not_use(link, at):
        raise NotAllowed(sentence)
    return _record(link.version, act, by=None, at=at, link=link)


def why_not_use(link: SigningLink, at: datetime) -> str | None:
    """The sentence when a link no longer opens anything; None when it does."""
    if link.closed_at is not None:
        return _("This link was closed. Ask your worker for a new one.")
    if link.expires_at <= at:
        return _("This link has run out. Ask your worker for a new one.")
    return None


def why_not_sign(version: PlanVersion, role: SignerRole) -> str | None:
    """The sentence when this side cannot sign this version any more; None when it can."""
    newest = PlanVersion.objects.filter(plan=version.plan_id).aggregate(n=Max("number"))["n"]
    if version.number != newest:
        return _("Version %(number)s was offered since. Read and sign that one.") % {
            "number": newest
        }
    if version.plan.ends_on is not None:
        return _("This plan has ended. Begin a new one.")
    signed = version.signatures.filter(role=role, act=SignatureAct.SIGNED)
    if role in (SignerRole.PARTICIPANT, SignerRole.STAFF) and signed.exists():
        return _("This version is signed already.")
    return None


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for spaces and capitals."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _record(
    version: PlanVersion,
    act: Act,
    *,
    by: User | None,
    at: datetime,
    link: SigningLink | None = None,
) -> Signature:
    locked = PlanVersion.objects.select_for_update(of=("self",)).select_related("plan__site")
    version = locked.get(pk=version.pk)
    _require_whole(act)
    if sentence := why_not_sign(version, act.role):
        raise NotAllowed(sentence)
    text = VersionText.objects.get(version=version, language=act.language)
    last = version.signatures.order_by("-number").first()
    row = Signature(
        site_id=version.site_id,
        version=version,
        number=last.number + 1 if last else 1,
        role=act.role,
        act=act.act,
        method=act.method,
        language=act.language,
        text_sha256=text.sha256,
        disclosure_version=VERSION,
        disclosure="\n\n".join(disclosure(*agency_of(version))),
        intent=intent() if act.act == SignatureAct.SIGNED else "",
        typed_name=act.typed_name.strip(),
        reason=act.reason.strip(),
        identity=act.identity,
        helper_kind=act.helper_kind,
        helper_name=act.helper_name.strip(),
        copy=act.copy,
        document=act.document,
        link=link,
        by=by,
        at=at,
        former=last.digest if last else version.digest,
    )
    row.digest = chained(row.former, signature_facts(row))
    row.save()
    audit.record(f"plan.{act.act}", on=row, by=by, at=at)
    return row


def _require_whole(act: Act) -> None:
    if act.act == SignatureAct.SIGNED and not act.typed_name.strip():
        raise NotAllowed(_("Type your name to sign."))
    if act.act == SignatureAct.DECLINED and not act.reason.strip():
        raise NotAllowed(_("Say why, in a few words, so that the plan can become a better one."))
    if bool(act.helper_kind) != bool(act.helper_name.strip()):
        raise NotAllowed(_("Say who helped, by name and how; or leave both empty."))
    signed_on_paper = act.act == SignatureAct.SIGNED and act.method == SignedHow.PAPER
    if signed_on_paper and act.document is None:
        raise NotAllowed(_("Add a photo or scan of the signed paper."))


def signature_facts(row: Signature) -> dict[str, object]:
    """What the digest of a signature covers: everything of it but its own number in the table."""
    return {
        "version": row.version_id,
        "number": row.number,
        "role": row.role,
        "act": row.act,
        "method": row.method,
        "language": row.language,
        "text": row.text_sha256,
        "disclosure_version": row.disclosure_version,
        "disclosure": row.disclosure,
        "intent": row.intent,
        "typed_name": row.typed_name,
        "reason": row.reason,
        "identity": row.identity,
        "helper": [row.helper_kind, row.helper_name],
        "copy": row.copy,
        "document": row.document.sha256 if row.document else "",
        "by": row.by_id,
        "at": row.at.astimezone(UTC).isoformat(),
    }
