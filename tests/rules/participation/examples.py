"""The worked examples of the participation rule: one table, tested and printed in the manual.

Weekly averages unless said otherwise; March 2026, four weeks from Saturday to Friday. SP is a
single parent of an eight-year-old, SP6 of a three-year-old, 2P two parents of one child.
"""

from datetime import date

from caseway.rules.dates import Month
from caseway.rules.participation.activities import Activity
from caseway.rules.participation.balances import Balances
from caseway.rules.participation.entries import Mark
from caseway.rules.participation.family import Homework, Projection, SelfEmployment
from caseway.rules.participation.options import Averaging, Report
from tests.rules.participation.worked import (
    APRIL,
    MARCH,
    SECOND,
    WORKDAYS,
    Case,
    Example,
    absent,
    counted,
    couple,
    on,
    rules,
    single,
    single_young,
    spread,
    weekly,
)

A = Activity
IN, MISSED = {"overall rate": "engaged"}, {"overall rate": "not engaged"}
LEFT_OUT, NOT_IN = {"overall rate": "left out"}, {"overall rate": "not in it"}
BOTH = {"overall rate": "engaged", "two-parent rate": "engaged"}
JANUARY, JUNE, JULY = Month(2026, 1), Month(2026, 6), Month(2026, 7)
FIXED = rules(averaging=Averaging.FIXED)
DEEMING = rules(averaging=Averaging.FIXED, deeming=True, minimum_wage_cents=1200)
NEEDY = rules(extended_jobsearch=True)
REPORT_ALL = rules(report_jobsearch=Report.ALWAYS)


def used(**balances: int | bool) -> dict[str, Balances]:
    """A parent who begins the month with something used up."""
    return {"balances": Balances(**balances)}


def projected(month: Month, *projections: Projection) -> dict[str, object]:
    """A single parent whose hours of work are counted ahead."""
    return {"month": month, "parent": {"projections": projections}}


JAN_24 = Projection(A.UNSUB, 24 * 60, JANUARY)
JAN_24_CHANGED = Projection(A.UNSUB, 24 * 60, JANUARY, changed=APRIL)
APR_12 = Projection(A.UNSUB, 12 * 60, APRIL)
SNAP = {"snap_cents": 30_000}
WORKED_130 = spread(A.UNSUB, 130, WORKDAYS)
SCHEDULED_120 = [
    *spread(A.WORKEXP, 96, WORKDAYS[:16]),
    absent(WORKDAYS[16], A.WORKEXP, 6, attended=4),
    *(absent(day, A.WORKEXP, 6) for day in WORKDAYS[17:]),
]
SANCTION = {"work_sanction": True, "work_sanction_cents": 12_000}
CLASS = [
    *spread(A.VOCED, 12, WORKDAYS[:4]),
    *spread(A.VOCED, 15, WORKDAYS[4:9], mark=Mark.HOMEWORK_UNSUPERVISED),
    *spread(A.VOCED, 5, WORKDAYS[9:10], mark=Mark.HOMEWORK_SUPERVISED),
]


def two(first: Activity, hours: float, *second: tuple[Activity, float]) -> list:
    """The first parent's hours, then the second's."""
    more = [one for activity, week in second for one in weekly(activity, week, person=SECOND)]
    return weekly(first, hours) + more


def advised(hours: int) -> dict[str, tuple[Homework, ...]]:
    """A parent whose course asks for so much homework."""
    return {"homework": (Homework(A.VOCED, hours * 60),)}


EXAMPLES = [
    Example(1, "SP, UNSUB 30", "engaged", (
        Case(single(), weekly(A.UNSUB, 30), IN),
    )),
    Example(2, "SP, UNSUB 29", "not engaged: 30 needed", (
        Case(single(), weekly(A.UNSUB, 29), MISSED),
    )),
    Example(3, "SP, COMSERV 20 and JOBSKILL 10", "engaged", (
        Case(single(), weekly(A.COMSERV, 20) + weekly(A.JOBSKILL, 10), IN),
    )),
    Example(4, "SP, COMSERV 18 and JOBSKILL 15", "not engaged: core 18 of 20; the rest is idle", (
        Case(single(), weekly(A.COMSERV, 18) + weekly(A.JOBSKILL, 15),
             MISSED | {"core hours a week": 18}),
    )),
    Example(5, "SP6, VOCED 20", "engaged, code 17, by reason of education", (
        Case(single_young(), weekly(A.VOCED, 20),
             IN | {"federal code (item 49)": "17", "by reason of education": True}),
    )),
    Example(6, "SP6, UNSUB 15 and JOBSKILL 10", "not engaged: core below 20", (
        Case(single_young(), weekly(A.UNSUB, 15) + weekly(A.JOBSKILL, 10), MISSED),
    )),
    Example(7, "SP, UNSUB 20, 40, 30 and 30 in the four weeks", "average 30, engaged", (
        Case(single(), weekly(A.UNSUB, 20, 40, 30, 30), IN | {"hours a week": 30}),
    )),
    Example(8, "SP, 130 hours of UNSUB in March 2026, by each way of averaging",
            "four weeks 32.5, so 33; 4.33 weeks 30.02, so 30; by days 29.35, so 29", (
        Case(single(), WORKED_130, IN | {"hours a week": 33}, "Friday weeks"),
        Case(single(), WORKED_130, IN | {"hours a week": 30}, "4.33 weeks", FIXED),
        Case(single(), WORKED_130, MISSED | {"hours a week": 29}, "calendar days",
             rules(averaging=Averaging.CALENDAR)),
    )),
    Example(9, "January 2026, five Friday weeks, 140 hours of UNSUB", "28; SP not, SP6 engaged", (
        Case(single(month=JANUARY), weekly(A.UNSUB, 28, month=JANUARY),
             MISSED | {"hours a week": 28}, "SP", rules(JANUARY)),
        Case(single_young(month=JANUARY), weekly(A.UNSUB, 28, month=JANUARY),
             IN | {"hours a week": 28}, "SP6", rules(JANUARY)),
    )),
    Example(10, "2P without child care: UNSUB 30, and SCHOOL 5",
            "both rates engaged: 35 together, core 30", (
        Case(couple(), two(A.UNSUB, 30, (A.SCHOOL, 5)), BOTH),
    )),
    Example(11, "2P without child care: UNSUB 20, and UNSUB 15",
            "two-parent engaged; overall not, as neither has 30", (
        Case(couple(), two(A.UNSUB, 20, (A.UNSUB, 15)), MISSED | {"two-parent rate": "engaged"}),
    )),
    Example(12, "2P with federal child care: UNSUB 40, and COMSERV 10 with JOBSKILL 5",
            "two-parent engaged: 55 together, core 50", (
        Case(couple(federal_child_care=True), two(A.UNSUB, 40, (A.COMSERV, 10), (A.JOBSKILL, 5)),
             BOTH),
    )),
    Example(13, "2P with federal child care: UNSUB 40, and UNSUB 10",
            "two-parent not engaged: 50 of 55; overall engaged", (
        Case(couple(federal_child_care=True), two(A.UNSUB, 40, (A.UNSUB, 10)),
             IN | {"two-parent rate": "not engaged"}),
    )),
    Example(14, "2P with federal child care and a disabled child cared for: UNSUB 20, and UNSUB 16",
            "two-parent engaged: 35 and 30 are enough", (
        Case(couple({"cares_for_disabled_child": True}, federal_child_care=True),
             two(A.UNSUB, 20, (A.UNSUB, 16)), {"two-parent rate": "engaged"}),
    )),
    Example(15, "2P, one with a disability; the other UNSUB 30",
            "not in the two-parent rate; overall engaged", (
        Case(couple({"disability": True}), weekly(A.UNSUB, 30),
             IN | {"two-parent rate": "not in it"}),
    )),
    Example(16, "SP, WORKEXP, 120 hours scheduled in the month, 100 attended, 20 excused",
            "16 of the 20 granted; 116 over four weeks are 29; not engaged", (
        Case(single(), SCHEDULED_120,
             MISSED | {"excused hours granted": 16, "hours a week": 29}),
    )),
    Example(17, "the same, 12 hours excused, 72 used in the eleven months before", "8 granted", (
        Case(single(parent=used(absence_minutes=72 * 60)),
             [*spread(A.WORKEXP, 108, WORKDAYS[:18]),
              *(absent(day, A.WORKEXP, 6) for day in WORKDAYS[18:])],
             {"excused hours granted": 8}),
    )),
    Example(18, "a paid holiday of 8 hours in UNSUB", "8 hours count, no holiday is used", (
        Case(single(), [on(17, A.UNSUB, 8, mark=Mark.HOLIDAY)],
             {counted(A.UNSUB): 8, "holidays used": 0}),
    )),
    Example(19, "a plan holiday in COMSERV, 6 hours scheduled: 9 used, 10 used, not scheduled",
            "6, 0 and 0 hours count", (
        Case(single(parent=used(holidays=9)), [absent(17, A.COMSERV, 6, mark=Mark.HOLIDAY)],
             {counted(A.COMSERV): 6, "holidays used": 1}, "9 used", rules(holidays=[17])),
        Case(single(parent=used(holidays=10)), [absent(17, A.COMSERV, 6, mark=Mark.HOLIDAY)],
             {counted(A.COMSERV): 0, "holidays used": 0}, "10 used", rules(holidays=[17])),
        Case(single(), [absent(17, A.COMSERV, 0, mark=Mark.HOLIDAY)],
             {counted(A.COMSERV): 0, "holidays used": 0}, "not scheduled", rules(holidays=[17])),
    )),
    Example(20, "SP6, JSJR, 112 hours used in the window, 20 attended: normal and needy state",
            "8 and 20 count", (
        Case(single_young(parent=used(jobsearch_minutes=112 * 60)),
             spread(A.JSJR, 20, WORKDAYS[:5]), {counted(A.JSJR): 8}, "normal"),
        Case(single_young(parent=used(jobsearch_minutes=112 * 60)),
             spread(A.JSJR, 20, WORKDAYS[:5]), {counted(A.JSJR): 20}, "needy", NEEDY),
    )),
    Example(21, "SP, JSJR: the limit in twelve months; 30 hours attended with 160 or 340 used",
            "180 hours, 360 in a needy state: 20 are left in each", (
        Case(single(parent=used(jobsearch_minutes=160 * 60)), spread(A.JSJR, 30, WORKDAYS[:5]),
             {counted(A.JSJR): 20}, "normal"),
        Case(single(parent=used(jobsearch_minutes=340 * 60)), spread(A.JSJR, 30, WORKDAYS[:5]),
             {counted(A.JSJR): 20}, "needy", NEEDY),
    )),
    Example(22, "SP6, JSJR 20 reported in each of six weeks", "1 to 4 count, 5 not, 6 again", (
        Case(single_young(), weekly(A.JSJR, 20), IN | {counted(A.JSJR): 80}, "weeks 1 to 4, March"),
        Case(single_young(month=APRIL), weekly(A.JSJR, 20, 20, 0, 0, month=APRIL),
             {counted(A.JSJR): 20}, "weeks 5 and 6, April", rules(APRIL),
             first=Case(single_young(), weekly(A.JSJR, 20), {})),
    )),
    Example(23, "SP, JSJR one hour in each of four weeks, all reported, then 20 hours",
            "none of the 20 count", (
        Case(single(month=APRIL), weekly(A.JSJR, 20, 0, 0, 0, month=APRIL),
             {counted(A.JSJR): 0}, rules=rules(APRIL),
             first=Case(single(), weekly(A.JSJR, 1), {}, rules=REPORT_ALL)),
    )),
    Example(24, "SP, JSJR 6, 6 and 6 hours on three days of a week, reported",
            "30 count and are charged; 18 if the rule was used within twelve months", (
        Case(single(), spread(A.JSJR, 18, [2, 3, 4]),
             {counted(A.JSJR): 30, "job search charged, hours": 30}, "first time", REPORT_ALL),
        Case(single(parent=used(day_rule_used=True)), spread(A.JSJR, 18, [2, 3, 4]),
             {counted(A.JSJR): 18, "job search charged, hours": 18}, "second time", REPORT_ALL),
    )),
    Example(25, "SP, VOCED 25, twelve months used; the course also qualifies as JOBSKILL",
            "JOBSKILL 25, core 0, not engaged", (
        Case(single(parent=used(voced_months=12) | {"voced_also": A.JOBSKILL}),
             weekly(A.VOCED, 25),
             MISSED | {counted(A.JOBSKILL): 100, "hours a week": 25, "core hours a week": 0}),
    )),
    Example(26, "VOCED: 12 hours of class, 15 of homework alone, 5 supervised; the program "
            "advises 18, or 10", "homework 17, or 10; with the class 29, or 22", (
        Case(single(parent=advised(18)), CLASS, {counted(A.VOCED): 29}, "advises 18"),
        Case(single(parent=advised(10)), CLASS, {counted(A.VOCED): 22}, "advises 10"),
    )),
    Example(27, "self-employed, 900 dollars gross, 175 expenses in the month; 4.33 weeks",
            "at most 100 hours, so 23 a week", (
        Case(single(parent={"self_employment": SelfEmployment(90_000, 17_500)}), [],
             {counted(A.UNSUB): 100, "hours a week": 23}, rules=FIXED),
    )),
    Example(28, "SP6, grant 400 and SNAP 300, state wage 12.00; COMSERV 58 hours; 4.33 weeks",
            "58 hours are the most; 13 worked, 7 deemed, core 20, engaged", (
        Case(single_young(**SNAP), spread(A.COMSERV, 58, WORKDAYS[:10]),
             IN | {"core hours a week": 13, "core hours deemed": 7}, rules=DEEMING),
    )),
    Example(29, "the same with 57 hours", "nothing deemed, not engaged", (
        Case(single_young(**SNAP), spread(A.COMSERV, 57, WORKDAYS[:10]),
             MISSED | {"core hours deemed": 0}, rules=DEEMING),
    )),
    Example(30, "the same 58 hours by SP: with JOBSKILL 10, and with nothing more",
            "engaged; not engaged", (
        Case(single(**SNAP), spread(A.COMSERV, 58, WORKDAYS[:10])
             + spread(A.JOBSKILL, 43.3, WORKDAYS[10:]), IN, "with JOBSKILL 10", DEEMING),
        Case(single(**SNAP), spread(A.COMSERV, 58, WORKDAYS[:10]), MISSED, "alone", DEEMING),
    )),
    Example(31, "head of household, SCHOOL 6 with satisfactory attendance: aged 19, and 20",
            "engaged, code 15, by reason of education; not engaged", (
        Case(single(parent={"born": date(2006, 3, 2), "satisfactory_school": True}),
             weekly(A.SCHOOL, 6),
             IN | {"federal code (item 49)": "15", "by reason of education": True}, "aged 19"),
        Case(single(parent={"born": date(2006, 3, 1), "satisfactory_school": True}),
             weekly(A.SCHOOL, 6), MISSED | {"federal code (item 49)": "18"}, "aged 20"),
    )),
    Example(32, "UNSUB 24 verified in January, no change: June, and July",
            "24; 0 until verified again", (
        Case(single(**projected(JUNE, JAN_24)), [], {"hours a week": 24}, "June", rules(JUNE)),
        Case(single(**projected(JULY, JAN_24)), [], {"hours a week": 0}, "July", rules(JULY)),
    )),
    Example(33, "UNSUB 24 counted ahead, a change to 12 reported in April",
            "24 to March; from April 0 until verified, then 12", (
        Case(single(**projected(MARCH, JAN_24_CHANGED)), [], {"hours a week": 24}, "March"),
        Case(single(**projected(APRIL, JAN_24_CHANGED)), [], {"hours a week": 0},
             "April, not verified", rules(APRIL)),
        Case(single(**projected(APRIL, JAN_24_CHANGED, APR_12)), [], {"hours a week": 12},
             "April, verified", rules(APRIL)),
    )),
    Example(34, "SP, assistance from Wed 18 March 2026; UNSUB 31 hours from 21 to 27 March",
            "engaged: one full week", (
        Case(single(first_day=18), spread(A.UNSUB, 31, range(21, 28)), IN | {"hours a week": 31}),
    )),
    Example(35, "SP, COMSERV, 30 hours scheduled, none attended, no excuse", "0 count", (
        Case(single(), [absent(day, A.COMSERV, 6, mark=Mark.UNEXCUSED) for day in WORKDAYS[:5]],
             MISSED | {"hours a week": 0}),
    )),
    Example(36, "a parent off the grant by sanction, the child receives; UNSUB 30",
            "the parent is work-eligible, the family counts", (
        Case(single(parent={"receives": False}), weekly(A.UNSUB, 30), IN | {"work-eligible": True}),
    )),
    Example(37, "a grandmother who does not receive, the child does",
            "nobody is work-eligible, the family is out", (
        Case(single(parent={"parent": False, "caretaker": True, "receives": False}), [],
             NOT_IN | {"work-eligible": False}),
    )),
    Example(38, "a mother caring for a disabled son: with a medical note, and without",
            "not work-eligible; work-eligible", (
        Case(single(parent={"cares_for_disabled": True, "medical_note": True}), [],
             NOT_IN | {"work-eligible": False}, "medical note"),
        Case(single(parent={"cares_for_disabled": True}), [],
             MISSED | {"work-eligible": True}, "no note"),
    )),
    Example(39, "months under a work sanction in twelve, this one included: 3, and 4",
            "left out; in the denominator", (
        Case(single(**SANCTION, work_sanction_months=3), [],
             LEFT_OUT | {"federal code (item 49)": "02"}, "3 months"),
        Case(single(**SANCTION, work_sanction_months=4), [],
             MISSED | {"federal code (item 49)": "18"}, "4 months"),
    )),
    Example(40, "a work sanction that takes nothing off the assistance", "not left out", (
        Case(single(work_sanction=True, work_sanction_months=1), [], MISSED),
    )),
    Example(41, "a child of eleven months, no hours: 12 months of infant care used, and 11",
            "in the denominator; left out for the last time", (
        Case(single(date(2025, 3, 15), parent=used(child_under_one_months=12)), [], MISSED,
             "12 months used"),
        Case(single(date(2025, 3, 15), parent=used(child_under_one_months=11)), [],
             LEFT_OUT | {"federal code (item 49)": "01", "months of infant care used": True},
             "11 months used"),
    )),
    Example(42, "no TANF money, 34.99 of state money, UNSUB 30: fiscal year 2026, and 2025",
            "left out; engaged", (
        Case(single(tanf_cents=0, ssp_cents=3499), weekly(A.UNSUB, 30), LEFT_OUT, "2026"),
        Case(single(tanf_cents=0, ssp_cents=3499, month=Month(2025, 3)),
             weekly(A.UNSUB, 30, month=Month(2025, 3)), IN, "2025", rules(Month(2025, 3))),
    )),
    Example(43, "the same in fiscal year 2026 with 35.00", "in", (
        Case(single(tanf_cents=0, ssp_cents=3500), weekly(A.UNSUB, 30), IN),
    )),
]  # fmt: skip
