"""What a worker brings and when she is there: languages, working hours, leave and its cover."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies.actions.staff import why_not_account
from caseway.agencies.languages import is_language
from caseway.agencies.models import Leave, Membership, StaffLanguage, WorkingHours
from caseway.agencies.policy import RULES, Act
from caseway.agencies.standing import open_on
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed

# Who takes cases from a queue can hold them for a colleague.
HOLDS_CASES = RULES[Act.TAKE_FROM_POOL].roles


@dataclass(frozen=True)
class Hours:
    """One stretch of work on a weekday (0 is Monday)."""

    weekday: int
    opens_at: time
    closes_at: time


@transaction.atomic
def set_languages(*, person: User, codes: Collection[str], by: User, on: date) -> None:
    """Let these be the languages that a worker speaks with participants."""
    _require(by, person, on)
    if unknown := [code for code in codes if not is_language(code)]:
        raise NotAllowed(_("“%(code)s” is not a language we know.") % {"code": unknown[0]})
    StaffLanguage.objects.filter(user=person).exclude(code__in=codes).delete()
    known = set(StaffLanguage.objects.filter(user=person).values_list("code", flat=True))
    StaffLanguage.objects.bulk_create(
        StaffLanguage(user=person, code=code) for code in sorted(set(codes) - known)
    )


@transaction.atomic
def set_hours(*, person: User, hours: Collection[Hours], by: User, on: date) -> None:
    """Let these be a worker's usual hours. Only days that change are written."""
    _require(by, person, on)
    wanted = {(one.weekday, one.opens_at, one.closes_at) for one in hours}
    rows = list(WorkingHours.objects.filter(user=person))
    for row in rows:
        if (row.weekday, row.opens_at, row.closes_at) not in wanted:
            row.delete()
    standing = {(row.weekday, row.opens_at, row.closes_at) for row in rows}
    WorkingHours.objects.bulk_create(
        WorkingHours(user=person, weekday=weekday, opens_at=opens, closes_at=closes)
        for weekday, opens, closes in sorted(wanted - standing)
    )


@transaction.atomic
def plan_leave(
    *, person: User, starts_on: date, ends_on: date, cover: User | None, by: User, on: date
) -> Leave:
    """Write down that a worker is away, and who covers; without cover her items go to a queue.

    `ends_on` is the first day back. Raises NotAllowed when it overlaps another
    leave or the cover cannot hold her cases on all those days.
    """
    _require(by, person, on)
    if ends_on <= starts_on:
        raise NotAllowed(_("The first day back must come after the first day away."))
    if ends_on <= on:
        raise NotAllowed(_("This leave is over already. Enter days that are still to come."))
    if _on_leave(person, starts_on, ends_on):
        raise NotAllowed(
            _("%(name)s is already away on some of these days.") % {"name": person.name}
        )
    if cover is not None and (sentence := why_not_cover(person, cover, starts_on, ends_on)):
        raise NotAllowed(sentence)
    return Leave.objects.create(user=person, starts_on=starts_on, ends_on=ends_on, covered_by=cover)


@transaction.atomic
def end_leave(*, leave: Leave, by: User, on: date) -> None:
    """Back today, or not going at all: a leave that has not begun is taken out."""
    row = Leave.objects.select_for_update(of=("self",)).get(pk=leave.pk)
    _require(by, row.user, on)
    if row.ends_on <= on:
        raise NotAllowed(_("This leave is over already."))
    if row.starts_on >= on:
        row.delete()
        return
    row.ends_on = on
    row.save(update_fields=["ends_on"])


def why_not_cover(person: User, cover: User, starts_on: date, ends_on: date) -> str | None:
    """Why somebody cannot stand in for a worker on all those days; None when she can.

    For each post with cases the cover needs one of her own that takes cases at
    the same agency and site and reaches the same region, from the first day to
    the last.
    """
    if cover.pk == person.pk:
        return _("A person cannot cover for herself.")
    name = {"name": cover.name}
    if not cover.is_active:
        return _("%(name)s cannot sign in.") % name
    if _on_leave(cover, starts_on, ends_on):
        return _("%(name)s is away on some of these days.") % name
    theirs = list(_posts(cover, starts_on, ends_on, whole=True))
    for post in _posts(person, starts_on, ends_on, whole=False):
        if not any(_reaches(own, post) for own in theirs):
            return _("%(name)s cannot hold cases of %(agency)s at %(site)s on all these days.") % {
                **name,
                "agency": post.agency.name,
                "site": post.site.name,
            }
    return None


def where_items_go(person: User, on: date) -> str:
    """What happens to a worker's items when nobody covers, as a sentence."""
    post = (
        Membership.objects.filter(open_on(on), user=person)
        .exclude(supervisor=None)
        .select_related("supervisor")
        .order_by("starts_on", "id")
        .first()
    )
    if post is not None and post.supervisor is not None:
        return _("Without cover, what is due goes to the queue of %(name)s, the supervisor.") % {
            "name": post.supervisor.name
        }
    return _("Without cover, what is due goes to the queue of the site's supervisors.")


def _posts(person: User, starts_on: date, ends_on: date, *, whole: bool) -> list[Membership]:
    """Her posts that take cases: on all those days, or on any of them."""
    rows = Membership.objects.filter(user=person, role__in=HOLDS_CASES)
    if whole:
        rows = rows.filter(starts_on__lte=starts_on).exclude(ends_on__lt=ends_on)
    else:
        rows = rows.filter(starts_on__lt=ends_on).exclude(ends_on__lte=starts_on)
    return list(rows.select_related("agency", "site").order_by("id"))


def _reaches(own: Membership, post: Membership) -> bool:
    same = (own.agency_id, own.site_id) == (post.agency_id, post.site_id)
    return same and own.region_id in (None, post.region_id)


def _on_leave(person: User, starts_on: date, ends_on: date) -> bool:
    return Leave.objects.filter(user=person, starts_on__lt=ends_on, ends_on__gt=starts_on).exists()


def _require(by: User, person: User, on: date) -> None:
    """Administrators of every place where she works; and each for herself where no power grows."""
    if by.pk != person.pk and (sentence := why_not_account(by, person, on)):
        raise NotAllowed(sentence)
