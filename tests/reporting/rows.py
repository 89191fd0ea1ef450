"""Stored results in a line, for pages that only count them."""

from datetime import date

from caseway.attendance.models import CaseMonth, PersonMonth, StandingCode
from tests.attendance.book import MARCH, NOW
from tests.factories import make_case

OUT, LEFT, MET, MISSED = (
    StandingCode.OUT,
    StandingCode.DISREGARDED,
    StandingCode.ENGAGED,
    StandingCode.NOT_ENGAGED,
)
SAID = {
    OUT: ["wpr.family.no_eligible"],
    LEFT: ["wpr.family.sanction", 2, 3],
    MET: ["wpr.family.engaged"],
    MISSED: ["wpr.family.not_engaged"],
}


def result(world, name, overall=MET, *, two_parent=OUT, period=MARCH, case=None, **fields):
    """One family's stored result, with its head."""
    case = case or make_case(world, name, worker=fields.get("worker"), opened_on=date(2025, 1, 6))
    fields.setdefault("agency", world.contractor)
    fields.setdefault("computed_at", NOW)
    fields.setdefault("rule_version", "1-test")
    fields.setdefault("input_hash", f"{case.pk:x}")
    row = CaseMonth.objects.create(
        site=world.site,
        region=fields.pop("region", world.region),
        case=case,
        period=period,
        overall=overall,
        two_parent=two_parent,
        reasons=fields.pop("reasons", [SAID[overall], ["wpr.family.one_eligible_parent"]]),
        **fields,
    )
    hours = 30 if overall == MET else 12
    PersonMonth.objects.create(
        site=world.site,
        case_month=row,
        person=case.participant,
        period=period,
        work_eligible=1,
        participation_code=18,
        core_hours=hours,
        core_needed=20,
        total_needed=30,
        meets=overall == MET,
        items={"50": [hours, 0, 0]},
        raw_minutes={"1": [hours * 240, 0, hours * 240, 0, 0, hours, 0, 0, 1]},
        reasons=[["wpr.eligible.recipient"]],
    )
    return row


def county(world, **fields):
    """Ten families: 3 met, one of them by education; 4 did not; 2 left out; 1 not in the rate."""
    rows = [
        result(world, "Ana Rivera", MET, **fields),
        result(world, "Bo Chen", MET, two_parent=MET, **fields),
        result(world, "Cleo Diaz", MET, overall_by_education=True, **fields),
    ]
    rows += [result(world, f"Dana Egan{n}", MISSED, **fields) for n in range(4)]
    rows += [result(world, f"Finn Garza{n}", LEFT, **fields) for n in range(2)]
    rows.append(result(world, "Hana Ito", OUT, **fields))
    return rows
