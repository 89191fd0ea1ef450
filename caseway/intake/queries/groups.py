"""Group sessions: those ahead and those held, who is invited, and who could be."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from caseway.agencies.models import Membership
from caseway.agencies.policy import RULES, Act
from caseway.agencies.standing import open_on, standing_of
from caseway.cases.models import Assignment, Case
from caseway.intake.models import GroupSeat, GroupSession
from caseway.kernel.models import User

# As many as stand on one page to be ticked; others are found by their case number.
MOST = 100


def sessions(user: User, now: datetime, *, held: bool) -> "QuerySet[GroupSession]":
    """Those ahead, the next first, or those held, the last first. With their counts."""
    day = now - timedelta(hours=12)
    rows: QuerySet[GroupSession] = GroupSession.objects.visible_to(user)
    rows = rows.filter(starts_at__lt=day) if held else rows.filter(starts_at__gte=day)
    order = ("-starts_at", "-pk") if held else ("starts_at", "pk")
    counted: Any = rows.select_related("region", "led_by", "agency").annotate(
        invited=Count("invitations"),
        came=Count("invitations", filter=Q(invitations__came="came")),
        noted=Count("invitations", filter=~Q(invitations__came="")),
    )
    ordered: QuerySet[GroupSession] = counted.order_by(*order)
    return ordered


def seats_of(user: User, session: GroupSession) -> list[GroupSeat]:
    """Who is invited, of the cases that she may see, by name. One query."""
    rows = GroupSeat.objects.visible_to(user).filter(session=session)
    return list(
        rows.select_related("person", "case", "noted_by", "to_tell").order_by(
            "person__name_used", "pk"
        )
    )


def leaders(session: GroupSession, on: date) -> "QuerySet[User]":
    """Who may lead it: whoever logs contacts at its office for its agency, by name. One query."""
    there = Membership.objects.filter(
        open_on(on),
        Q(region=None) | Q(region=session.region_id),
        user=OuterRef("pk"),
        site=session.site_id,
        agency=session.agency_id,
        role__in=RULES[Act.LOG_CONTACT].roles,
    )
    # Whoever leads it now stays a choice, so that saving something else changes no leader.
    rows = User.objects.filter(Q(Exists(there), is_active=True) | Q(pk=session.led_by_id))
    return rows.order_by("name", "pk")


def could_invite(user: User, session: GroupSession) -> list[Case]:
    """Open cases of hers at the site of which nobody is invited yet. One query."""
    hers = Assignment.objects.filter(
        case=OuterRef("pk"), staff__in=standing_of(user).hands, ends_on=None
    )
    invited = GroupSeat.objects.filter(session=session, case=OuterRef("pk"))
    rows = Case.objects.visible_to(user).open().filter(site=session.site_id)
    rows = rows.filter(Exists(hers)).exclude(Exists(invited)).select_related("participant")
    return list(rows.order_by("participant__name_used", "pk")[:MOST])


def seats_on_case(case: Case) -> list[GroupSeat]:
    """To what people of a case were invited, the newest first. One query."""
    rows = GroupSeat.objects.filter(case=case).select_related("session", "person")
    return list(rows.order_by("-session__starts_at", "-pk")[:MOST])


def ahead_for(user: User, case: Case, now: datetime) -> list[GroupSession]:
    """Sessions ahead at the case's site to which its participant is not invited. One query."""
    invited = GroupSeat.objects.filter(session=OuterRef("pk"), person=case.participant_id)
    rows = GroupSession.objects.visible_to(user).filter(
        site=case.site_id, starts_at__gte=now, cancelled_at=None
    )
    return list(rows.exclude(Exists(invited)).order_by("starts_at", "pk")[:25])
