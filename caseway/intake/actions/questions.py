"""What a site asks: a draft that people edit, published as a version that nobody changes."""

import hashlib
import json
from copy import deepcopy
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies.models import Site
from caseway.intake import access
from caseway.intake.models import BarrierKind, QuestionDraft, QuestionSetVersion
from caseway.intake.shipped import shipped_sets
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current
from caseway.kernel.words import say
from caseway.network.needs import Need
from caseway.rules.interviews.checking import problems
from caseway.rules.reasons import Reason


def current_version(site_id: int, slug: str) -> QuestionSetVersion | None:
    """What the site asks today under that name; None while it has published nothing."""
    rows = QuestionSetVersion.objects.filter(site=site_id, slug=slug)
    return rows.order_by("-number").first()


@transaction.atomic
def version_to_ask(*, site_id: int, slug: str, by: User, at: datetime) -> QuestionSetVersion:
    """The version that a conversation begun now asks. What Caseway ships becomes version 1.

    Raises NotAllowed for a name that neither the site nor Caseway knows.
    """
    if found := current_version(site_id, slug):
        return found
    if slug not in shipped_sets():
        raise NotAllowed(_("There is no such set of questions at this site."))
    return _publish(site_id, slug, shipped_sets()[slug], by, at)


def start_of(site_id: int, slug: str) -> dict[str, Any]:
    """From what a draft begins: what is asked today, or what Caseway ships."""
    found = current_version(site_id, slug)
    return deepcopy(found.content if found else shipped_sets()[slug])


def found_wrong(content: Any) -> list[Reason]:
    """Every problem of a question set, barriers and needs that do not exist included."""
    return problems(content, barriers=BarrierKind.values, needs=Need.values)


@transaction.atomic
def begin_draft(*, site: Site, slug: str, by: User, at: datetime) -> QuestionDraft:
    """A draft to edit, from what is asked today. There is one; a second begins nothing."""
    _require(by, site)
    draft, _made = QuestionDraft.objects.get_or_create(
        site=site,
        slug=slug,
        defaults={"content": start_of(site.pk, slug), "edited_by": by, "edited_at": at},
    )
    return draft


@transaction.atomic
def save_draft(
    *, draft: QuestionDraft, content: dict[str, Any], version: int, by: User, at: datetime
) -> QuestionDraft:
    """Keep the draft, sound or not: it is judged when it is published.

    Raises StaleRecord when somebody saved it since, and NotAllowed.
    """
    _require(by, draft.site)
    draft.content, draft.edited_by, draft.edited_at = content, by, at
    save_if_current(draft, version, ["content", "edited_by", "edited_at"])
    return draft


@transaction.atomic
def publish(*, draft: QuestionDraft, by: User, at: datetime) -> QuestionSetVersion:
    """Ask this from now on. Conversations that began keep the words they began with.

    Raises NotAllowed with the first problem, or when nothing was changed.
    """
    _require(by, draft.site)
    if wrong := found_wrong(draft.content):
        raise NotAllowed(say(wrong[0]))
    if draft.content == start_of(draft.site_id, draft.slug):
        raise NotAllowed(_("Nothing differs from what is asked today."))
    if current_version(draft.site_id, draft.slug) is None and draft.slug in shipped_sets():
        # What was shipped is version 1, so that the difference can always be read.
        _publish(draft.site_id, draft.slug, shipped_sets()[draft.slug], by, at)
    version = _publish(draft.site_id, draft.slug, draft.content, by, at)
    draft.delete()
    return version


@transaction.atomic
def discard(*, draft: QuestionDraft, by: User) -> None:
    """Give the draft up. What is asked stays as it is."""
    _require(by, draft.site)
    draft.delete()


def digest_of(content: Any) -> str:
    """The fingerprint of a question set: its words, whatever their spacing."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _publish(site_id: int, slug: str, content: Any, by: User, at: datetime) -> QuestionSetVersion:
    last = current_version(site_id, slug)
    return QuestionSetVersion.objects.create(
        site_id=site_id,
        slug=slug,
        number=last.number + 1 if last else 1,
        content=content,
        digest=digest_of(content),
        published_by=by,
        published_at=at,
    )


def _require(by: User, site: Site) -> None:
    if sentence := access.why_not_questions(by, site):
        raise NotAllowed(sentence)
