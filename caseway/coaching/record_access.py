"""May this person record a visit, sign it, edit what checklists ask, or bill?"""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from caseway.agencies import access as posts
from caseway.agencies.access import Where
from caseway.agencies.models import Site
from caseway.agencies.policy import Act
from caseway.cases import access
from caseway.coaching.models import CoachMonthClosing, Visit
from caseway.coaching.months import month_name
from caseway.kernel.models import User
from caseway.rules.dates import Month


def why_not_record(user: User | AnonymousUser, visit: Visit) -> str | None:
    """The sentence when the person may not write what happened at a visit; None when she may."""
    return access.why_not(user, Act.RECORD_VISIT, visit.enrolment.case)


def why_not_sign(user: User, visit: Visit) -> str | None:
    """The sentence when the person may not sign for a visit; None when she may."""
    if sentence := why_not_record(user, visit):
        return sentence
    if visit.coach_id != user.pk:
        return _("%(name)s held this visit, and only who held it signs.") % {
            "name": visit.coach.name
        }
    return None


def why_not_edit_checklists(user: User | AnonymousUser, site: Site) -> str | None:
    """The sentence when the person may not change what the checklists of a site ask."""
    return posts.why_not(user, Act.EDIT_CHECKLISTS, Where(site.pk, None))


def why_not_bill(user: User | AnonymousUser, site: Site) -> str | None:
    """The sentence when the person may not take out what is billed at a site."""
    return posts.why_not(user, Act.BILL_VISITS, Where(site.pk, None))


def is_closed(coach_id: int, site_id: int, day: date) -> bool:
    """Whether the coach's month of that day is closed there. One query."""
    rows = CoachMonthClosing.objects.filter(
        coach=coach_id, site=site_id, month=Month.of(day).first, reopened_at=None
    )
    return rows.exists()


def why_closed(day: date) -> str:
    """What to say of a record in a month that is closed."""
    return _("%(month)s is closed. Ask your supervisor to reopen it, with the reason.") % {
        "month": month_name(Month.of(day))
    }
