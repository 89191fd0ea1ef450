"""What a transfer of several cases would move, before anybody agrees to it."""

from collections import Counter
from dataclasses import dataclass

from caseway.agencies import access
from caseway.agencies.policy import Act
from caseway.agencies.standing import open_on, standing_of
from caseway.cases.models import Assignment, Case, Task
from caseway.desk.facts.pictures import parts_by_case
from caseway.desk.queries.case_page import where_stands
from caseway.kernel.models import User


@dataclass(frozen=True)
class Transfer:
    """One part of one case that would move, and how much open work moves with it."""

    case: Case
    assignment: Assignment
    open_tasks: int
    late_tasks: int

    @property
    def place(self) -> tuple[int, int, int, str]:
        """Cases with the same can go to the same workers: agency, site, region and part."""
        return (
            self.assignment.agency_id,
            self.case.site_id,
            self.case.region_id,
            self.assignment.part,
        )


def transfers(user: User, cases: list[Case]) -> tuple[list[Transfer], dict[Case, str]]:
    """What would move, and why some cases cannot. Three queries, however many cases.

    What moves is the part of her agency: the lead when the agency has it.
    """
    standing = standing_of(user)
    ids = [case.pk for case in cases]
    parts = parts_by_case(ids, standing.on)
    rows: dict[int, Assignment] = {}
    held = Assignment.objects.filter(
        open_on(standing.on), case__in=ids, agency__in=standing.agency_ids
    ).select_related("agency", "staff")
    for one in held.order_by("case", "-is_lead", "id"):
        rows.setdefault(one.case_id, one)
    open_tasks = list(
        Task.objects.filter(case__in=ids, closed_at=None).values_list("case_id", "due_on")
    )
    every = Counter(case_id for case_id, _due in open_tasks)
    late = Counter(case_id for case_id, due in open_tasks if due < standing.on)
    plans, refused = [], {}
    for case in cases:
        sentence = access.why_not(user, Act.ASSIGN, where_stands(standing, case, parts[case.pk]))
        row = rows.get(case.pk)
        if sentence:
            refused[case] = sentence
        elif row is not None:
            plans.append(Transfer(case, row, every[case.pk], late[case.pk]))
    return plans, refused
