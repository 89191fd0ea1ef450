"""Who lives in the home and what is planned, for the check of a plan's hours."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from caseway.cases.models import Case, Characteristic, CharacteristicKind, HouseholdMember, Relation
from caseway.plans.models import OPEN_STEPS, Step
from caseway.rules.dates import age_on
from caseway.rules.plans.check import Planned
from caseway.rules.plans.ramp import Rung
from caseway.rules.plans.required import Home

_TOGETHER = frozenset({Relation.SPOUSE, Relation.PARTNER})
_CHILDREN = frozenset({Relation.CHILD, Relation.STEPCHILD, Relation.GRANDCHILD})
_GROWN = 18


def homes(cases: Collection[Case], on: date) -> dict[int, Home]:
    """Who lives in the home of each case on a day, by case id. Two queries."""
    rows = HouseholdMember.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=on),
        household__in=[case.household_id for case in cases],
        starts_on__lte=on,
    )
    members: dict[int, list[tuple[str, date | None]]] = {}
    for household, relation, born in rows.values_list(
        "household_id", "relation", "person__birth_on"
    ):
        members.setdefault(household, []).append((relation, born))
    without = _without_diploma([case.participant_id for case in cases], on)
    return {
        case.pk: Home(
            work_required=case.work_required,
            participant_born=case.participant.birth_on,
            partner=any(rel in _TOGETHER for rel, _born in members.get(case.household_id, [])),
            children=tuple(
                born
                for relation, born in members.get(case.household_id, [])
                if relation in _CHILDREN and (born is None or age_on(born, on) < _GROWN)
            ),
            no_diploma=case.participant_id in without,
        )
        for case in cases
    }


def planned(plan_ids: Collection[int]) -> dict[int, list[Planned]]:
    """The steps that still ask for time, by plan id. One query."""
    found: dict[int, list[Planned]] = {pk: [] for pk in plan_ids}
    rows = Step.objects.standing().filter(plan__in=plan_ids, state__in=OPEN_STEPS)
    for step in rows:
        found[step.plan_id].append(as_planned(step))
    return found


def as_planned(step: Step) -> Planned:
    """One step as the rule takes it."""
    ramp = tuple(Rung(*line) for line in step.ramp)
    return Planned(step.activity, ramp, step.starts_on, step.due_on)


def _without_diploma(people: Collection[int], on: date) -> set[int]:
    rows = Characteristic.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=on),
        person__in=people,
        kind=CharacteristicKind.NO_DIPLOMA,
        starts_on__lte=on,
    )
    return set(rows.values_list("person_id", flat=True))
