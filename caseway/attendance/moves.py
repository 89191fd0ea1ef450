"""Activities, hours and their proof stay with the person when two records of her become one."""

from collections.abc import Collection
from datetime import datetime

from caseway.attendance.actions.recompute import mark_stale
from caseway.attendance.models import (
    ActivityEnrolment,
    AgreedHours,
    AttendanceEntry,
    CaseMonth,
    Evidence,
    HoursProjection,
    MemberMonth,
    PersonMonth,
)
from caseway.cases.actions.moves import afterwards, moves

for _model in (ActivityEnrolment, AttendanceEntry, Evidence, HoursProjection):
    moves(_model)
moves(AgreedHours, once=("case",), while_open=True)
moves(MemberMonth, once=("family_month",))
moves(PersonMonth, once=("case_month",))


def work_out_anew(people: Collection[int], at: datetime) -> None:
    """Limits follow the person: every month in which either record stands is another month now."""
    touched = CaseMonth.objects.filter(people__person__in=people).values_list("case_id", "period")
    mark_stale(set(touched), at)


afterwards(work_out_anew)
