"""A person takes part in something: enrolled, its week changed from a day, ended with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.attendance import access
from caseway.attendance.actions.overlaps import require_free, require_still_free
from caseway.attendance.actions.recompute import mark_stale
from caseway.attendance.models import (
    NEEDS_SUPERVISOR,
    ActivityEnrolment,
    ActivityKind,
    AttendanceEntry,
    ScheduledDay,
)
from caseway.cases.models import Case, HouseholdMember, Person
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import save_if_current
from caseway.kernel.words import long_date
from caseway.network.models import Provider
from caseway.rules.dates import Month

WEEK_MINUTES = 7 * 24 * 60
# How far ahead a start is believed: further is a slip of the year.
AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class Activity:
    """What somebody takes part in. Every word may be read by the person."""

    kind: ActivityKind
    title: str
    provider: Provider | None = None
    supervisor: str = ""
    aim: str = ""
    homework_minutes_a_week: int = 0
    after_vocational: int | None = None


@dataclass(frozen=True)
class Slot:
    """The usual time on one weekday, 0 for Monday. Minutes."""

    weekday: int
    minutes: int
    opens_at: time | None = None


@transaction.atomic
def enrol(
    *,
    case: Case,
    person: Person,
    activity: Activity,
    schedule: Sequence[Slot],
    starts_on: date,
    by: User,
    today: date,
) -> ActivityEnrolment:
    """Let a person begin an activity. An empty schedule is one without fixed days.

    Raises NotAllowed: nobody supervises an unpaid activity (45 CFR 261.61(c)),
    the person does not belong to the case, the week or the day cannot be, or
    another activity of hers is at the same time.
    """
    if sentence := access.why_not_edit(by, case) or why_not_enrol(case, person, activity, schedule):
        raise NotAllowed(sentence)
    if starts_on > today + AHEAD:
        raise NotAllowed(_("This is more than a year ahead. Check the year."))
    row = ActivityEnrolment(
        site_id=case.site_id, case=case, person=person, starts_on=starts_on, created_by=by
    )
    _write(row, activity)
    require_free(row, schedule, starts_on)
    row.save()
    _plan(row, schedule, starts_on)
    return row


@transaction.atomic
def change_activity(
    *, enrolment: ActivityEnrolment, activity: Activity, version: int, by: User, at: datetime
) -> ActivityEnrolment:
    """Put right what an activity is called, where it is and what it is for.

    Its kind changes only while nothing is marked: an hour stays what it was.
    Raises NotAllowed; StaleRecord with both texts.
    """
    _require(by, enrolment)
    if sentence := why_not_activity(enrolment.case, activity):
        raise NotAllowed(sentence)
    if activity.kind != enrolment.activity and _is_marked(enrolment):
        raise NotAllowed(
            _(
                "Days are marked in this activity, so its kind stays. End it, and add the other "
                "one from the next day."
            )
        )
    _write(enrolment, activity)
    save_if_current(enrolment, version, _WRITTEN)
    mark_stale(_months(enrolment), at)
    return enrolment


@transaction.atomic
def change_schedule(
    *,
    enrolment: ActivityEnrolment,
    schedule: Sequence[Slot],
    starts_on: date,
    by: User,
) -> ActivityEnrolment:
    """Another week from a day; the one before stays in force until then.

    What was marked keeps the minutes that were scheduled when it was marked.
    Raises NotAllowed, also when another activity is at the same time.
    """
    _require(by, enrolment)
    enrolment = _held(enrolment)
    if sentence := why_not_week(schedule):
        raise NotAllowed(sentence)
    if starts_on < enrolment.starts_on:
        raise NotAllowed(
            _("The activity begins on %(day)s. Choose that day or a later one.")
            % {"day": long_date(enrolment.starts_on)}
        )
    if enrolment.ends_on is not None and starts_on >= enrolment.ends_on:
        raise NotAllowed(_("The activity has ended by then. Take its end back first."))
    require_free(enrolment, schedule, starts_on)
    later = ScheduledDay.objects.filter(enrolment=enrolment, starts_on__gte=starts_on)
    later.delete()
    # A week that was to end later gives way from this day on.
    standing = ScheduledDay.objects.filter(enrolment=enrolment)
    standing.filter(ends_on=None).update(ends_on=starts_on)
    standing.filter(ends_on__gt=starts_on).update(ends_on=starts_on)
    _plan(enrolment, schedule, starts_on)
    return enrolment


@transaction.atomic
def end_enrolment(
    *, enrolment: ActivityEnrolment, last_day: date, reason: str, by: User
) -> ActivityEnrolment:
    """Let an activity end after its last day. Raises NotAllowed, also while a later day is marked.

    `ends_on` is the day after: spans are half-open.
    """
    _require(by, enrolment)
    enrolment = _held(enrolment)
    if enrolment.ends_on is not None:
        raise NotAllowed(_("This activity has ended already."))
    if not reason.strip():
        raise NotAllowed(_("Say why it ends. The person may read it."))
    if last_day < enrolment.starts_on:
        raise NotAllowed(
            _("The activity begins on %(day)s. Choose that day or a later one.")
            % {"day": long_date(enrolment.starts_on)}
        )
    if marked := _last_marked(enrolment, last_day):
        raise NotAllowed(
            _("%(day)s is marked. Choose that day or a later one, or take the mark back first.")
            % {"day": long_date(marked)}
        )
    enrolment.ends_on = last_day + timedelta(days=1)
    enrolment.end_reason = reason.strip()
    enrolment.save(update_fields=["ends_on", "end_reason"])
    return enrolment


@transaction.atomic
def take_end_back(*, enrolment: ActivityEnrolment, by: User) -> ActivityEnrolment:
    """The activity goes on after all. Raises NotAllowed when it never ended.

    Also where its week runs into another activity that began since.
    """
    _require(by, enrolment)
    enrolment = _held(enrolment)
    if enrolment.ends_on is None:
        raise NotAllowed(_("This activity has not ended."))
    since, enrolment.ends_on, enrolment.end_reason = enrolment.ends_on, None, ""
    require_still_free(enrolment, since)
    enrolment.save(update_fields=["ends_on", "end_reason"])
    return enrolment


def why_not_enrol(
    case: Case, person: Person, activity: Activity, schedule: Sequence[Slot]
) -> str | None:
    """Why a person cannot begin this on the case, whoever asks."""
    if not _belongs(case, person):
        return _(
            "%(name)s does not belong to the household of this case. Add them there first."
        ) % {"name": person.name_used}
    return why_not_activity(case, activity) or why_not_week(schedule)


def why_not_activity(case: Case, activity: Activity) -> str | None:
    """Why an activity cannot be as it is told."""
    if not activity.title.strip():
        return _("Say what it is called there, such as “Front desk, Elm Street school”.")
    if activity.kind in NEEDS_SUPERVISOR and not activity.supervisor.strip():
        return _(
            "Federal rules ask who supervises each day of an unpaid activity (45 CFR 261.61). "
            "Name that person, or choose “A useful step that does not count”."
        )
    if activity.provider is not None and activity.provider.site_id != case.site_id:
        return _("This provider belongs to another site. Choose one of this site.")
    return None


def why_not_week(schedule: Sequence[Slot]) -> str | None:
    """Why a week cannot be as it is told."""
    days = [slot.weekday for slot in schedule]
    if len(set(days)) < len(days):
        return _("Enter each weekday once.")
    if any(not 1 <= slot.minutes <= 24 * 60 for slot in schedule):
        return _("Enter hours between 0 and 24 for each day.")
    return None


_WRITTEN = [
    "activity",
    "title",
    "provider",
    "supervisor",
    "aim",
    "homework_minutes_a_week",
    "after_vocational",
]


def _write(row: ActivityEnrolment, activity: Activity) -> None:
    row.activity = activity.kind
    row.title = activity.title.strip()
    row.provider = activity.provider
    row.supervisor = activity.supervisor.strip()
    row.aim = activity.aim.strip()
    row.homework_minutes_a_week = activity.homework_minutes_a_week
    # Only a vocational course becomes something else when its twelve months are used up.
    vocational = activity.kind == ActivityKind.VOCATIONAL_EDUCATION
    row.after_vocational = activity.after_vocational if vocational else None


def _plan(row: ActivityEnrolment, schedule: Sequence[Slot], starts_on: date) -> None:
    # One by one: the audit's triggers see each, and there are at most seven.
    for slot in sorted(schedule, key=lambda slot: slot.weekday):
        ScheduledDay.objects.create(
            site_id=row.site_id,
            enrolment=row,
            weekday=slot.weekday,
            opens_at=slot.opens_at,
            minutes=slot.minutes,
            starts_on=starts_on,
            ends_on=None if row.ends_on is None else row.ends_on,
        )


def _belongs(case: Case, person: Person) -> bool:
    if person.pk == case.participant_id:
        return True
    members = HouseholdMember.objects.filter(household=case.household_id, person=person)
    return bool(members.exists())


def _require(by: User, enrolment: ActivityEnrolment) -> None:
    if sentence := access.why_not_edit(by, enrolment.case):
        raise NotAllowed(sentence)


def _held(enrolment: ActivityEnrolment) -> ActivityEnrolment:
    """The row as it stands now, locked where the database can."""
    rows = ActivityEnrolment.objects.select_for_update(of=("self",))
    found: ActivityEnrolment = rows.select_related("case", "provider").get(pk=enrolment.pk)
    return found


def _is_marked(enrolment: ActivityEnrolment) -> bool:
    return bool(AttendanceEntry.objects.filter(enrolment=enrolment).exists())


def _last_marked(enrolment: ActivityEnrolment, after: date) -> date | None:
    rows = AttendanceEntry.objects.filter(enrolment=enrolment, period__gte=Month.of(after).number)
    days = [entry.on for entry in rows.order_by("period", "day", "pk") if entry.on > after]
    return days[-1] if days else None


def _months(enrolment: ActivityEnrolment) -> list[tuple[int, int]]:
    """The months in which something is marked here: theirs must be worked out anew."""
    rows = AttendanceEntry.objects.filter(enrolment=enrolment).order_by("period")
    return [(enrolment.case_id, each) for each in rows.values_list("period", flat=True).distinct()]
