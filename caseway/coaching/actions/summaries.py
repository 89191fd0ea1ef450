"""The summary of a person's month: drafted from checklists, edited by her coach, signed."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caseway.agencies.policy import Act
from caseway.cases import access
from caseway.coaching.actions.signing import title_of
from caseway.coaching.facts.story import evidence_of
from caseway.coaching.models import CoachingEnrolment, MonthlySummary, SummaryAddendum
from caseway.coaching.telling import OWN, drafted_anew, own_sentence, tell
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import StaleRecord, save_if_current
from caseway.rules.dates import Month
from caseway.rules.records.visits.asks import asks_of
from caseway.rules.records.visits.elements import TOPIC_LABELS, Topic
from caseway.rules.records.visits.story.draft import draft
from caseway.rules.records.visits.story.evidence import Evidence


def digest_of(evidence: Evidence) -> str:
    """The fingerprint of what a summary is drafted from."""
    return hashlib.sha256(repr(evidence).encode()).hexdigest()


def why_not_tell(user: User, enrolment: CoachingEnrolment) -> str | None:
    """The sentence when the person may not write the summary; None when she may."""
    return access.why_not(user, Act.RECORD_VISIT, enrolment.case)


@transaction.atomic
def draft_summary(
    *, enrolment: CoachingEnrolment, month: Month, by: User, at: datetime
) -> MonthlySummary:
    """Draft the summary from what is on record, or draft it anew and keep her words.

    Raises NotAllowed when it is signed, or for a person who may not.
    """
    _require(by, enrolment)
    CoachingEnrolment.objects.select_for_update().get(pk=enrolment.pk)
    evidence = evidence_of([enrolment], month)[enrolment.pk]
    row: MonthlySummary | None = MonthlySummary.objects.filter(
        enrolment=enrolment, month=month.first
    ).first()
    if row is None:
        made: MonthlySummary = MonthlySummary.objects.create(
            site_id=enrolment.site_id,
            enrolment=enrolment,
            month=month.first,
            sentences=drafted_anew(draft(evidence), []),
            digest=digest_of(evidence),
            drafted_by=by,
            drafted_at=at,
        )
        return made
    _require_open(row)
    row.sentences = drafted_anew(draft(evidence), row.sentences)
    row.digest, row.drafted_by, row.drafted_at = digest_of(evidence), by, at
    save_if_current(row, row.version, ["sentences", "digest", "drafted_by", "drafted_at"])
    return row


@transaction.atomic
def save_summary(
    *,
    summary: MonthlySummary,
    version: int,
    texts: Mapping[int, str],
    more: Mapping[Topic, str],
    by: User,
) -> MonthlySummary:
    """Keep what she made of the draft.

    `texts` are the sentences as she left them, by number: one that differs from the draft is hers,
    an empty one is left out. `more` are sentences of her own, by topic. Raises StaleRecord when
    somebody saved it since, and NotAllowed.
    """
    _require(by, summary.enrolment)
    row: MonthlySummary = MonthlySummary.objects.select_for_update().get(pk=summary.pk)
    _require_open(row)
    row.sentences = _edited(row.sentences, texts, more)
    save_if_current(row, version, ["sentences"])
    return row


def _edited(
    sentences: Sequence[Mapping[str, Any]], texts: Mapping[int, str], more: Mapping[Topic, str]
) -> list[dict[str, Any]]:
    found = []
    for shown, kept in zip(tell(sentences), sentences, strict=True):
        text = " ".join(texts.get(shown.number, shown.text).split())
        if len(text) > OWN:
            raise NotAllowed(_("A sentence has room for %(n)d characters.") % {"n": OWN})
        if text or shown.drafted:
            own = "" if text == shown.drafted else text
            found.append({**kept, "own": own, "out": not text})
    for topic, text in more.items():
        if text.strip():
            found.append(own_sentence(topic, " ".join(text.split())[:OWN]))
    order = list(Topic)
    return sorted(found, key=lambda one: order.index(Topic(one["topic"])))


def untold(summary: MonthlySummary) -> list[Topic]:
    """What the funder wants told and the summary says nothing of, in order."""
    asks = asks_of(summary.enrolment.program, Month.of(summary.month).last)
    if asks is None:
        return []
    told = {one.topic for one in tell(summary.sentences) if not one.is_out}
    return [topic for topic in asks.topics if topic not in told]


@transaction.atomic
def sign_summary(
    *, summary: MonthlySummary, version: int, by: User, at: datetime
) -> MonthlySummary:
    """Sign the summary as she read it. From then on it is added to, and not changed.

    Signing what is signed changes nothing. Raises StaleRecord when it is not the version that she
    read, and NotAllowed for a person who may not, or while something the funder wants is not told.
    """
    _require(by, summary.enrolment)
    row: MonthlySummary = MonthlySummary.objects.select_for_update().get(pk=summary.pk)
    if row.signed_at:
        return row
    if row.version != version:
        raise StaleRecord({}, {}, row.version)
    if lacking := untold(row):
        topics = ", ".join(_(TOPIC_LABELS[topic]) for topic in lacking)
        raise NotAllowed(
            _("Nothing is said of: %(topics)s. Say it in a sentence of your own.")
            % {"topics": topics}
        )
    shown = [one for one in tell(row.sentences) if not one.is_out]
    if not shown:
        raise NotAllowed(_("The summary is empty. Say at least why there is nothing to tell."))
    row.signed_text = [{"topic": one.topic.value, "text": one.text} for one in shown]
    row.signed_language = (get_language() or "en")[:2]
    row.signed_at, row.signed_by, row.signed_name = at, by, by.name
    row.signed_title = title_of(by, row.site_id, at)
    row.save(
        update_fields=[
            "signed_text",
            "signed_language",
            "signed_at",
            "signed_by",
            "signed_name",
            "signed_title",
        ]
    )
    return row


@transaction.atomic
def add_to_summary(
    *, summary: MonthlySummary, text: str, by: User, at: datetime
) -> SummaryAddendum:
    """Say something more after the signature. Raises NotAllowed."""
    _require(by, summary.enrolment)
    if not summary.signed_at:
        raise NotAllowed(_("The summary is not signed yet. Change the summary itself."))
    if not text.strip():
        raise NotAllowed(_("Write what is to be added."))
    return SummaryAddendum.objects.create(
        site_id=summary.site_id, summary=summary, text=text.strip()[:1000], by=by, at=at
    )


def _require(by: User, enrolment: CoachingEnrolment) -> None:
    if sentence := why_not_tell(by, enrolment):
        raise NotAllowed(sentence)


def _require_open(row: MonthlySummary) -> None:
    if row.signed_at:
        raise NotAllowed(_("The summary is signed. Add to it below; what was signed stays."))
