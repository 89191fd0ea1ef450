"""Signing the record of a visit. From then on it is read, and added to, and never changed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.agencies.models import Membership
from caseway.agencies.standing import open_on
from caseway.coaching import record_access
from caseway.coaching.facts.records import people_of, record_of
from caseway.coaching.models import Checklist, ChecklistAddendum, Visit
from caseway.coaching.reading.answers import read_answers
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import StaleRecord
from caseway.kernel.words import say
from caseway.plans.models import Goal
from caseway.rules.records.visits.asks import asks_of
from caseway.rules.records.visits.elements import ON_FILE
from caseway.rules.records.visits.record import faults, missing_to_sign
from caseway.rules.records.visits.template import parts_of


def title_of(user: User, site_id: int, at: datetime) -> str:
    """The job title of her post at the site on that day; her role where the post has none."""
    rows = Membership.objects.filter(
        open_on(timezone.localdate(at)), user=user, site=site_id
    ).order_by("starts_on", "id")
    post = rows.first()
    return (post.title or post.get_role_display()) if post else ""


def why_not_signed_yet(checklist: Checklist) -> str | None:
    """What keeps it from being signed, in one sentence; None when nothing does.

    What is missing on file, such as the number with the funder, holds billing and no signature.
    """
    visit = checklist.visit
    person = people_of([visit.enrolment])[visit.enrolment_id]
    record = record_of(visit, person, checklist)
    asks = asks_of(visit.enrolment.program, record.day or visit.day)
    if wrong := next(iter(faults(record, asks)), None):
        return say(wrong)
    lacking = [one for one in missing_to_sign(record, asks) if one.element not in ON_FILE]
    if lacking:
        return say(lacking[0].reason)
    return _own_part_missing(checklist)


def _own_part_missing(checklist: Checklist) -> str | None:
    given = read_answers(checklist.answers).own
    for part in parts_of(checklist.template.content):
        if part.own and part.must and part.key not in given:
            return _("Missing: %(part)s") % {"part": part.words("en")}
    return None


@transaction.atomic
def sign_checklist(*, checklist: Checklist, version: int, by: User, at: datetime) -> Checklist:
    """Sign what the record says in this version. The server keeps who, with which title, and when.

    Signing what she signed already changes nothing. Raises StaleRecord when the record is not the
    version that she read, and NotAllowed for anybody but who held the visit, in a month that is
    closed, or while something is missing.
    """
    row = _locked(checklist)
    if sentence := record_access.why_not_sign(by, row.visit):
        raise NotAllowed(sentence)
    if row.signed_at:
        return row
    if row.version != version:
        raise StaleRecord(row.answers, {}, row.version)
    day = timezone.localdate(row.started_at) if row.started_at else row.visit.day
    if record_access.is_closed(row.visit.coach_id, row.site_id, day):
        raise NotAllowed(record_access.why_closed(day))
    if sentence := why_not_signed_yet(row):
        raise NotAllowed(sentence)
    if timezone.localdate(at) < day:
        raise NotAllowed(_("This visit lies ahead. It is signed once it was held."))
    row.signed_at, row.signed_by, row.signed_name = at, by, by.name
    row.signed_title = title_of(by, row.site_id, at)
    row.goal_words = _goal_words(row)
    named = ["signed_at", "signed_by", "signed_name", "signed_title", "goal_words"]
    row.save(update_fields=named)
    return row


def _locked(checklist: Checklist) -> Checklist:
    Visit.objects.select_for_update().get(pk=checklist.visit_id)
    rows = Checklist.objects.select_related(
        "template", "visit__coach", "visit__enrolment__case", "visit__enrolment__person"
    )
    found: Checklist = rows.get(pk=checklist.pk)
    return found


def _goal_words(row: Checklist) -> dict[str, str]:
    named = [one.goal for one in read_answers(row.answers).doings if one.goal]
    return {str(goal.pk): goal.words for goal in Goal.objects.filter(pk__in=named)}


@transaction.atomic
def add_to_checklist(
    *, checklist: Checklist, text: str, by: User, at: datetime
) -> ChecklistAddendum:
    """Say something more of a visit whose record is signed.

    Raises NotAllowed before the signature, when nothing is said, or for a person who may not.
    """
    row = _locked(checklist)
    if sentence := record_access.why_not_record(by, row.visit):
        raise NotAllowed(sentence)
    if not row.signed_at:
        raise NotAllowed(_("The record is not signed yet. Change the record itself."))
    if not text.strip():
        raise NotAllowed(_("Write what is to be added."))
    return ChecklistAddendum.objects.create(
        site_id=row.site_id, checklist=row, text=text.strip(), by=by, at=at
    )
