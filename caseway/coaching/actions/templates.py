"""What a checklist asks: a draft that people edit, published as a version from a day on."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.agencies.models import Site
from caseway.coaching import record_access
from caseway.coaching.models import ChecklistDraft, ChecklistVersion
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current
from caseway.kernel.words import say
from caseway.rules.records.visits.asks import Asks, asks_of
from caseway.rules.records.visits.template import problems, shipped

SHIPPED = 1
FIRST_DAY = date(2015, 7, 1)  # when the phases of supported employment came to be


def version_on(site_id: int, program: str, day: date) -> ChecklistVersion | None:
    """What the checklist asks on a day; None while the site has published nothing."""
    rows = ChecklistVersion.objects.filter(site=site_id, program=program, in_force_on__lte=day)
    return rows.order_by("-in_force_on", "-number").first()


def latest_version(site_id: int, program: str) -> ChecklistVersion | None:
    """The one published last, in force or not yet."""
    rows = ChecklistVersion.objects.filter(site=site_id, program=program)
    return rows.order_by("-number").first()


def content_on(site_id: int, program: str, day: date) -> tuple[int, dict[str, Any]]:
    """The number of the version for a day and what it asks. Writes nothing."""
    if found := version_on(site_id, program, day):
        return found.number, found.content
    return SHIPPED, shipped(asks_of(program, day))


@transaction.atomic
def version_numbered(
    *, site_id: int, program: str, number: int, by: User, at: datetime
) -> ChecklistVersion:
    """The version that a checklist was filled in with. What Caseway ships is made number 1.

    Raises NotAllowed for a number that the site never published.
    """
    rows = ChecklistVersion.objects.filter(site=site_id, program=program)
    if found := rows.filter(number=number).first():
        return found
    if number != SHIPPED:
        raise NotAllowed(_("This checklist is of a version that the site does not have."))
    return _first_version(site_id, program, by, at)


def _first_version(site_id: int, program: str, by: User, at: datetime) -> ChecklistVersion:
    made, _new = ChecklistVersion.objects.get_or_create(
        site_id=site_id,
        program=program,
        number=SHIPPED,
        defaults={
            "content": shipped(_asks(program, at)),
            "in_force_on": FIRST_DAY,
            "published_by": by,
            "published_at": at,
        },
    )
    return made


def _asks(program: str, at: datetime) -> Asks | None:
    return asks_of(program, timezone.localdate(at))


@transaction.atomic
def begin_draft(*, site: Site, program: str, by: User, at: datetime) -> ChecklistDraft:
    """A draft to edit, from what was published last. There is one; a second begins nothing."""
    _require(by, site)
    last = latest_version(site.pk, program)
    content = deepcopy(last.content) if last else shipped(_asks(program, at))
    draft, _made = ChecklistDraft.objects.get_or_create(
        site=site,
        program=program,
        defaults={"content": content, "edited_by": by, "edited_at": at},
    )
    return draft


@transaction.atomic
def save_draft(
    *, draft: ChecklistDraft, content: Mapping[str, Any], version: int, by: User, at: datetime
) -> ChecklistDraft:
    """Keep the draft, sound or not: it is judged when it is published.

    Raises StaleRecord when somebody saved it since, and NotAllowed.
    """
    _require(by, draft.site)
    draft.content, draft.edited_by, draft.edited_at = dict(content), by, at
    save_if_current(draft, version, ["content", "edited_by", "edited_at"])
    return draft


@transaction.atomic
def publish(
    *, draft: ChecklistDraft, in_force_on: date, by: User, at: datetime
) -> ChecklistVersion:
    """Ask this from a day on. Visits keep the version that they were filled in with.

    Raises NotAllowed with the first problem, for a day that is past, or when nothing differs.
    """
    _require(by, draft.site)
    if in_force_on < timezone.localdate(at):
        raise NotAllowed(_("A checklist can hold from today on, or from a later day."))
    if wrong := problems(draft.content, asks_of(draft.program, in_force_on)):
        raise NotAllowed(say(wrong[0]))
    last = latest_version(draft.site_id, draft.program) or _first_version(
        draft.site_id, draft.program, by, at
    )
    if last.content == draft.content:
        raise NotAllowed(_("Nothing differs from the version published last."))
    if in_force_on < last.in_force_on:
        raise NotAllowed(_("A later version is published already. Choose its day or a later one."))
    made = ChecklistVersion.objects.create(
        site_id=draft.site_id,
        program=draft.program,
        number=last.number + 1,
        content=draft.content,
        in_force_on=in_force_on,
        published_by=by,
        published_at=at,
    )
    draft.delete()
    return made


@transaction.atomic
def discard(*, draft: ChecklistDraft, by: User) -> None:
    """Give the draft up. What is asked stays as it is."""
    _require(by, draft.site)
    draft.delete()


def _require(by: User, site: Site) -> None:
    if sentence := record_access.why_not_edit_checklists(by, site):
        raise NotAllowed(sentence)
