"""Storing what the rules made of a month, and telling the months that follow from it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from caseway.attendance.facts.balances import CHARGES, columns_of, last_reached
from caseway.attendance.facts.families import Facts
from caseway.attendance.models import CaseMonth, FundingCode, PersonMonth
from caseway.attendance.words import NO_FACTS, UNDATED
from caseway.rules.participation.notes import Note
from caseway.rules.participation.results import FamilyResult, PersonResult

Done = tuple[Facts, FamilyResult]
LIFETIME = ("vocational_month", "child_under_one_month")
_CASE_FIELDS = (
    "region",
    "agency",
    "worker",
    "overall",
    "two_parent",
    "overall_by_education",
    "two_parent_by_education",
    "funding",
    "has_violence_waiver",
    "wpr_applies",
    "reasons",
    "warnings",
    "rule_version",
    "input_hash",
    "computed_at",
    "stale_since",
)
_PERSON_FIELDS = (
    "work_eligible",
    "participation_code",
    "core_hours",
    "other_hours",
    "deemed_hours",
    "deemed_two_parent_hours",
    "core_needed",
    "total_needed",
    "meets",
    "charges",
    *CHARGES,
    "items",
    "raw_minutes",
    "reasons",
)


def store(done: Collection[Done], at: datetime) -> None:
    """Write the results over what stood there. The rows exist and are locked.

    A later month whose limits this one changed becomes stale. Raises ValueError
    for a month that nobody marked.
    """
    if any(facts.head.case_month is None for facts, _result in done):
        raise ValueError("Mark a month before you store it")
    before = _stored(done)
    CaseMonth.objects.bulk_create(
        [_case_month(facts, result, at) for facts, result in done],
        update_conflicts=True,
        unique_fields=["case", "period"],
        update_fields=_CASE_FIELDS,
    )
    people = [row for facts, result in done for row in _people(facts, result)]
    PersonMonth.objects.bulk_create(
        people,
        update_conflicts=True,
        unique_fields=["case_month", "person"],
        update_fields=_PERSON_FIELDS,
    )
    after = {(row.case_month_id, row.person_id): _charges(row) for row in people}
    if gone := [row["id"] for key, row in before.items() if key not in after]:
        PersonMonth.objects.filter(pk__in=gone).delete()
    _tell_later(done, before, after, at)


def _stored(done: Collection[Done]) -> dict[tuple[int, int], dict[str, Any]]:
    rows = PersonMonth.objects.filter(
        case_month__in=[facts.head.case_month for facts, _result in done]
    ).order_by()
    found = rows.values("id", "case_month_id", "person_id", *CHARGES)
    return {(row["case_month_id"], row["person_id"]): dict(row) for row in found}


def _charges(row: PersonMonth) -> dict[str, Any]:
    return {name: getattr(row, name) for name in CHARGES}


def _case_month(facts: Facts, result: FamilyResult, at: datetime) -> CaseMonth:
    head, family = facts.head, facts.family
    return CaseMonth(
        site_id=head.site,
        region_id=head.region,
        case_id=head.case,
        period=family.month.number,
        agency_id=head.agency,
        worker_id=head.worker,
        overall=result.overall,
        two_parent=result.two_parent,
        overall_by_education=result.overall_by_education,
        two_parent_by_education=result.two_parent_by_education,
        # Any TANF money makes it a TANF family.
        funding=FundingCode.SSP if family.ssp_cents and not family.tanf_cents else FundingCode.TANF,
        has_violence_waiver=result.violence_waiver,
        wpr_applies=result.wpr_applies,
        reasons=[*_of_the_facts(facts), *_plain(result.notes)],
        warnings=_plain(result.warnings),
        rule_version=result.rule_version,
        input_hash=result.input_hash,
        computed_at=at,
        stale_since=None,
    )


def _of_the_facts(facts: Facts) -> list[list[Any]]:
    """What the reader must know of the facts themselves, before what the rule says of them."""
    if not facts.known:
        return [[NO_FACTS.code]]
    return [[UNDATED.code]] if facts.undated else []


def _people(facts: Facts, result: FamilyResult) -> Iterable[PersonMonth]:
    month, head = facts.family.month.number, facts.head
    assert head.case_month is not None
    for person in result.persons:
        charged = columns_of(person.charged, head.state, month)
        yield PersonMonth(
            site_id=head.site,
            case_month_id=head.case_month,
            person_id=person.person,
            period=month,
            work_eligible=person.eligibility,
            participation_code=int(person.participation_code),
            core_hours=person.core,
            other_hours=person.noncore,
            deemed_hours=person.deemed_overall,
            deemed_two_parent_hours=person.deemed_two_parent,
            core_needed=person.core_needed,
            total_needed=person.total_needed,
            meets=person.meets,
            charges=any(charged.values()),
            items={str(item): list(hours) for item, hours in person.items.items()},
            raw_minutes=_lines(person),
            reasons=_plain(person.notes),
            **charged,
        )


def _lines(person: PersonResult) -> dict[str, list[int]]:
    return {str(int(line.activity)): [int(each) for each in line[1:]] for line in person.lines}


def _plain(notes: Iterable[Note]) -> list[list[Any]]:
    return [list(note) for note in notes]


def _tell_later(
    done: Collection[Done],
    before: dict[tuple[int, int], dict[str, Any]],
    after: dict[tuple[int, int], dict[str, Any]],
    at: datetime,
) -> None:
    """Mark the later months that see what changed: eleven more, or all for a lifetime limit."""
    blank = dict.fromkeys(CHARGES, 0)
    in_window, for_life = set(), set()
    for key in before.keys() | after.keys():
        was, now = before.get(key, blank), after.get(key, blank)
        changed = {name for name in CHARGES if was[name] != now[name]}
        if changed:
            in_window.add(key[1])
        if changed.intersection(LIFETIME):
            for_life.add(key[1])
    if not in_window:
        return
    period = next(iter(done))[0].family.month.number
    reach = Q(person__in=in_window, period__lte=last_reached(period).number)
    seen = PersonMonth.objects.filter(reach | Q(person__in=for_life), period__gt=period)
    CaseMonth.objects.filter(pk__in=seen.order_by().values("case_month")).update(stale_since=at)
