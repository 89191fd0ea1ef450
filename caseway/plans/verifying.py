"""Does every version still say what was signed? Asked from the command line and by the page."""

from collections.abc import Iterable

from caseway.plans.actions.offering import version_facts
from caseway.plans.actions.signing import signature_facts
from caseway.plans.models import Plan, PlanVersion, Signature
from caseway.rules.plans.chain import Member, digest, faults


def faults_of(plan: Plan) -> list[str]:
    """What is wrong with a plan's versions and signatures, in English; nothing when all holds.

    Three queries: bytes against their digests, digests against each other.
    """
    versions = list(plan.versions.order_by("number").prefetch_related("texts"))
    signatures: dict[int, list[Signature]] = {}
    rows = Signature.objects.filter(version__plan=plan).order_by("version", "number")
    for row in rows.select_related("document"):
        signatures.setdefault(row.version_id, []).append(row)
    found = list(_of_bytes(versions))
    members = [_version_member(version) for version in versions]
    found += faults(members)
    if [version.number for version in versions] != list(range(1, len(versions) + 1)):
        found.append(f"plan {plan.pk}: a version is missing")
    for version in versions:
        found += _of_signatures(version, signatures.get(version.pk, []))
    return found


def _of_bytes(versions: Iterable[PlanVersion]) -> Iterable[str]:
    for version in versions:
        if digest(bytes(version.content)) != version.content_sha256:
            yield f"{version}: its content is not what was kept"
        for text in version.texts.all():
            if digest(bytes(text.body)) != text.sha256:
                yield f"{version}: its text in {text.language} is not what was kept"


def _version_member(version: PlanVersion) -> Member:
    texts = {text.language: text.sha256 for text in version.texts.all()}
    return Member(str(version), version_facts(version, texts), version.former, version.digest)


def _of_signatures(version: PlanVersion, rows: Iterable[Signature]) -> Iterable[str]:
    rows = list(rows)
    members = [
        Member(f"signature {row.number} of {version}", signature_facts(row), row.former, row.digest)
        for row in rows
    ]
    yield from faults(members, first=version.digest)
    texts = {text.language: text.sha256 for text in version.texts.all()}
    for row in rows:
        if texts.get(row.language) != row.text_sha256:
            yield f"signature {row.number} of {version} is of another text"
    wanted = list(range(1, len(rows) + 1))
    if [row.number for row in rows] != wanted:
        yield f"{version}: a signature is missing"
