"""Who may plan which month, and from which facts: asked before every plan."""

from datetime import date

from django.utils.translation import gettext as _

from caseway.coaching.access import why_not_plan
from caseway.coaching.facts.months import MonthFacts, month_facts
from caseway.coaching.models import CoachSetup
from caseway.coaching.months import month_name
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.rules.dates import Month


def require(setup: CoachSetup, month: Month, by: User, today: date) -> None:
    """Refuse whoever may not plan, and months that are over. Raises NotAllowed."""
    if sentence := why_not_plan(by, setup):
        raise NotAllowed(sentence)
    if month.last < today:
        raise NotAllowed(
            _("%(month)s is over. Nothing can be planned there.") % {"month": month_name(month)}
        )


def facts_for(setup: CoachSetup, month: Month, today: date) -> MonthFacts:
    """What a month is planned from. Raises NotAllowed when nobody is coached or has hours."""
    facts = month_facts(setup, month, today)
    if not facts.people.clients:
        raise NotAllowed(
            _("Nobody is coached here in %(month)s. Enroll people on their case first.")
            % {"month": month_name(month)}
        )
    if not facts.coach.hours:
        raise NotAllowed(_("No working hours are on record. Ask the administrator to add them."))
    return facts
