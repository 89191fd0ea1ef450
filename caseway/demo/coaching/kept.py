"""Whether jobs were kept, as a coach has asked so far: only what fell due lately is still open."""

from datetime import timedelta

from caseway.demo.calendar import Calendar
from caseway.employment.models import Job, RetentionCheck
from caseway.kernel.models import User
from caseway.rules.jobs import checkpoints

ASKED_WITHIN = 17  # days; what fell due longer ago was asked


def answer_checks(job: Job, coach: User, cal: Calendar, number: int) -> None:
    """The answers of a job that goes on. One person in seven could once not be reached."""
    rows = []
    for place, days in enumerate(checkpoints(cal.today)):
        due = job.began_on + timedelta(days)
        if due >= cal.day(-ASKED_WITHIN):
            break
        missed = number % 7 == 3 and place == 0
        rows.append(
            RetentionCheck(
                site=job.site,
                job=job,
                after_days=days,
                found=RetentionCheck.Found.UNKNOWN if missed else RetentionCheck.Found.AT_WORK,
                checked_on=due + timedelta(3),
                how="Nobody answered three calls" if missed else "Pay stub",
                by=coach,
            )
        )
    RetentionCheck.objects.bulk_create(rows)
