"""What a transfer of several cases would move, before anybody agrees to it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from caseway.agencies import access
from caseway.agencies.policy import Act
from caseway.agencies.standing import open_on, standing_of
from caseway.cases.models import Assignment, Case, Task
from caseway.cases.queries.workers import Worker, workers_for
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


def who_can_take(plans: list[Transfer], on: date) -> list[Worker]:
    """Workers who could hold every part that moves: same agency, site, region and kind of part.

    Whoever speaks the people's language comes first, where they share one.
    """
    languages = {plan.case.participant.language for plan in plans}
    language = languages.pop() if len(languages) == 1 else "en"
    places = {
        (plan.assignment.agency, plan.case.site_id, plan.case.region_id, plan.assignment.part)
        for plan in plans
    }
    common: dict[int, Worker] | None = None
    for agency, site, region, part in sorted(places, key=lambda place: (place[0].pk, *place[1:])):
        able = workers_for([agency], site_id=site, region_id=region, language=language, on=on)
        offered = {one.user_id: one for one in able if one.can_hold(part)}
        if common is not None:
            offered = {pk: one for pk, one in common.items() if pk in offered}
        common = offered
    return list((common or {}).values())
