"""Hours that funders approved, for some of the people of a coach: enough, raised, or too few."""

from datetime import timedelta

from caseway.coaching.access import why_not_edit
from caseway.coaching.actions.approved import Letter, change_hours, record_hours
from caseway.coaching.models import ApprovedHours, CoachingEnrolment, CoachSetup
from caseway.coaching.queries.months import enrolments_of
from caseway.demo.calendar import Calendar
from caseway.rules.dates import Month

_EACH = 4  # every fourth person has a letter


def approve_hours(setup: CoachSetup, cal: Calendar) -> int:
    """Record letters for some of the coach’s people. Returns how many."""
    people = enrolments_of(setup.coach, Month.of(cal.today))
    hers = [row for row in people if row.site_id == setup.site_id]
    # Somebody may have left her caseload since the month began.
    chosen = [row for row in hers if why_not_edit(setup.coach, row.case) is None][1::_EACH]
    for number, row in enumerate(chosen):
        _letter(row, number, setup, cal)
    return len(chosen)


def _letter(row: CoachingEnrolment, number: int, setup: CoachSetup, cal: Calendar) -> None:
    """A letter of its own for each: by the month, by the week, raised later, or soon over."""
    began = cal.day(-70 - 3 * number)
    months, weeks = ApprovedHours.Per.MONTH, ApprovedHours.Per.WEEK
    minutes, per = ((480, months), (90, weeks), (240, months), (60, months))[number % 4]
    last = cal.day(4) if number % 4 == 1 else began + timedelta(days=364)
    letter = Letter(f"SE-{cal.today.year}-{4100 + 17 * number}", minutes, per, began, last)
    at = cal.at(began, 11)
    made = record_hours(enrolment=row, letter=letter, by=setup.coach, at=at)
    if number % 4 == 2:
        more = Letter(letter.number, 300, per, began, last)
        why = "The funder raised the hours by letter"
        change_hours(row=made, letter=more, reason=why, by=setup.coach, at=cal.at(cal.day(-20), 9))
