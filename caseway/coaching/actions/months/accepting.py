"""A proposal becomes appointments when a person accepts it: all of it, or one client's."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from caseway.coaching.access import why_not_plan
from caseway.coaching.actions.months.ground import hold
from caseway.coaching.actions.months.searching import cancel_searches
from caseway.coaching.facts.caseloads import caseload
from caseway.coaching.facts.elsewhere import sessions_elsewhere
from caseway.coaching.facts.months import month_facts
from caseway.coaching.facts.people import people
from caseway.coaching.facts.places import Where
from caseway.coaching.facts.windows import minutes_of
from caseway.coaching.models import (
    CoachSetup,
    MonthPlan,
    PlanState,
    ProposedSession,
    Visit,
    VisitMode,
    VisitState,
    WhyNot,
)
from caseway.coaching.stored import legs, read
from caseway.kernel import audit
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.words import long_date, say
from caseway.rules.dates import Month
from caseway.rules.scheduling.plans import Mode


@transaction.atomic
def accept(
    *, plan: MonthPlan, by: User, at: datetime, enrolments: Collection[int] | None = None
) -> int:
    """Make appointments of a proposal: of everybody's sessions, or of some clients'.

    An appointment that stays is left as it is; one that moves points to the one that takes its
    place; one that the plan has no more is cancelled. Writes one audit entry. Returns how many
    appointments were made, moved or cancelled. Raises NotAllowed when the plan is no proposal any
    more, leaves somebody below the contact that the funder asks for, or fills an hour that was
    taken at another site meanwhile.
    """
    # Her other sites' months are held with it: two accepted at once could fill one hour twice.
    list(CoachSetup.objects.select_for_update().filter(coach=plan.coach_id).order_by("pk"))
    setup = hold(CoachSetup.objects.get(coach=plan.coach_id, site=plan.site_id))
    plan = MonthPlan.objects.select_for_update().get(pk=plan.pk)
    if sentence := why_not_plan(by, setup):
        raise NotAllowed(sentence)
    if plan.state != PlanState.READY:
        raise NotAllowed(_("This proposal was accepted or replaced. Look at the month again."))
    if refusals := read(plan.result).refusals:
        raise NotAllowed(_("This plan cannot be accepted yet. %(why)s") % {"why": say(refusals[0])})
    today = timezone.localdate(at)
    rows = list(
        plan.sessions.filter(visit=None, day__gte=today).select_related("enrolment", "of_visit")
    )
    chosen = [row for row in rows if enrolments is None or row.enrolment_id in enrolments]
    _refuse_taken(plan, chosen)
    done = _Accepting(plan, setup, by).appoint(chosen)
    done += _drop(plan, chosen, rows, enrolments, today)
    if len(chosen) == len(rows):
        plan.state, plan.accepted_at, plan.accepted_by = PlanState.ACCEPTED, at, by
        month = Month.of(plan.month)
        plan.digest = month_facts(setup, month, today).digest
        plan.save(update_fields=["state", "accepted_at", "accepted_by", "digest"])
        MonthPlan.objects.filter(
            coach=plan.coach_id, site=plan.site_id, month=plan.month, state=PlanState.ACCEPTED
        ).exclude(pk=plan.pk).update(state=PlanState.SET_ASIDE)
        cancel_searches(setup, month)
    audit.record(
        "coaching.month_accepted",
        on=plan,
        by=by,
        at=at,
        facts={"appointments": done, "clients": sorted({row.enrolment_id for row in chosen})},
    )
    return done


def _refuse_taken(plan: MonthPlan, rows: Iterable[ProposedSession]) -> None:
    """Raises NotAllowed when another site of hers has taken an hour since this was planned."""
    taken = sessions_elsewhere(plan.coach_id, plan.site_id, Month.of(plan.month))
    for row in rows:
        old = row.of_visit
        if row.begins_at is None or (old is not None and _stands(old) and keeps(old, row)):
            continue
        begins = minutes_of(row.begins_at)
        for one in taken:
            if one.visit.day == row.day and one.overlaps(begins, row.minutes):
                raise NotAllowed(
                    _(
                        "On %(day)s at %(time)s the coach is at another site by now. Plan again; "
                        "the rest stays."
                    )
                    % {"day": long_date(row.day), "time": time_format(row.begins_at, "TIME_FORMAT")}
                )


class _Accepting:
    """Makes appointments of one plan's sessions."""

    def __init__(self, plan: MonthPlan, setup: CoachSetup, by: User) -> None:
        self.plan, self.setup, self.by = plan, setup, by
        self.ways = legs(read(plan.result).days)
        month = Month.of(plan.month)
        self.wheres = people(caseload(plan.coach_id, plan.site_id, month), month).wheres

    def appoint(self, rows: Iterable[ProposedSession]) -> int:
        """Returns how many appointments were made or moved."""
        done = 0
        for row in rows:
            old = row.of_visit if _stands(row.of_visit) else None
            if old is not None and keeps(old, row):
                self._stay(old, row)
            else:
                done += 1
                self._make(row, old)
            row.save(update_fields=["visit"])
        return done

    def _stay(self, old: Visit, row: ProposedSession) -> None:
        row.visit = old
        if old.begins_at is None:  # a call that had its day and no hour yet
            old.begins_at = row.begins_at
            old.save(update_fields=["begins_at", "changed_at"])

    def _make(self, row: ProposedSession, old: Visit | None) -> None:
        where: Where | None = self.wheres.get(row.enrolment_id)
        is_visit = row.mode == Mode.VISIT
        visit = Visit.objects.create(
            site_id=self.plan.site_id,
            agency_id=self.plan.agency_id,
            enrolment=row.enrolment,
            coach_id=self.plan.coach_id,
            day=row.day,
            begins_at=row.begins_at,
            minutes=row.minutes,
            mode=VisitMode.VISIT if is_visit else _call_of(old),
            job_site_id=where.job_site if where and is_visit else None,
            place_name=where.label[:160] if where and is_visit else "",
            group=row.group,
            is_pinned=row.is_locked,
            planned_travel_minutes=(
                self.ways.get((str(row.enrolment_id), row.day), 0) if is_visit else 0
            ),
            plan=self.plan,
            created_by=self.by,
        )
        row.visit = visit
        if old is not None:
            _end(old, VisitState.MOVED, visit)


def keeps(visit: Visit, row: ProposedSession) -> bool:
    """Whether a proposed session leaves an appointment where it is."""
    same_kind = (visit.mode == VisitMode.VISIT) == (row.mode == Mode.VISIT)
    return visit.day == row.day and same_kind and visit.begins_at in (None, row.begins_at)


def _drop(
    plan: MonthPlan,
    chosen: Collection[ProposedSession],
    rows: Collection[ProposedSession],
    enrolments: Collection[int] | None,
    today: date,
) -> int:
    """Cancel appointments of the accepted clients that the plan has no more."""
    kept = {row.visit_id for row in chosen} | {row.of_visit_id for row in rows}
    visits = Visit.objects.filter(
        coach=plan.coach_id,
        site=plan.site_id,
        day__gte=max(today, plan.month),
        day__lte=Month.of(plan.month).last,
        state=VisitState.PLANNED,
    ).exclude(pk__in=[pk for pk in kept if pk])
    if enrolments is not None:
        visits = visits.filter(enrolment__in=enrolments)
    gone = list(visits.filter(is_confirmed=False, is_pinned=False))
    for visit in gone:
        _end(visit, VisitState.CANCELLED, None)
    return len(gone)


def _end(visit: Visit, state: VisitState, moved_to: Visit | None) -> None:
    visit.state, visit.why_not, visit.moved_to = state, WhyNot.PLANNED_ANEW, moved_to
    visit.version += 1
    visit.save(update_fields=["state", "why_not", "moved_to", "version", "changed_at"])


def _stands(visit: Visit | None) -> bool:
    return visit is not None and visit.state == VisitState.PLANNED


def _call_of(old: Visit | None) -> str:
    """By phone, unless her call was agreed to be by video."""
    return str(old.mode) if old is not None and old.mode != VisitMode.VISIT else VisitMode.PHONE
