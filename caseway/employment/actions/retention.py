"""Whether somebody still worked after so many days, and how we know."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.employment.access import require_edit
from caseway.employment.models import Job, RetentionCheck
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.words import say
from caseway.rules.jobs import Found, checkpoints, why_not_found


@transaction.atomic
def record_check(
    *,
    job: Job,
    days: int,
    found: Found,
    checked_on: date,
    how: str,
    by: User,
    today: date,
) -> RetentionCheck:
    """Record what was found after so many days; once more puts it right. Raises NotAllowed."""
    require_edit(by, job.case)
    if days not in checkpoints(today):
        raise NotAllowed(_("Jobs are not looked at after so many days."))
    if not how.strip():
        raise NotAllowed(_("Say how we know, such as a pay stub or a call with the employer."))
    reason = why_not_found(
        days=days,
        began_on=job.began_on,
        ended_on=job.ended_on,
        found=found,
        checked_on=checked_on,
        today=today,
    )
    if reason is not None:
        raise NotAllowed(say(reason))
    row, _made = RetentionCheck.objects.update_or_create(
        job=job,
        after_days=days,
        defaults={
            "site_id": job.site_id,
            "found": found.value,
            "checked_on": checked_on,
            "how": how.strip(),
            "by": by,
        },
    )
    return row
