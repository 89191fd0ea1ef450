"""A job coach's month: planned, told, billed, and watched while caseloads grow."""

from django.utils.translation import gettext_lazy as _

from caseway.desk.help.parts import Picture, Step

PLAN_THE_MONTH = Step(
    _("Plan the next month"),
    (
        _(
            "Press “Plan” in Months. You get a proposal for everybody: as often as each person"
            " needs, at the shift change, neighbors on one day. “Why here” says what decided."
        ),
        _(
            "Whoever could not be fitted stands first, with the one change that would do it. Pin"
            " what must stay, move what does not suit, add your own appointments, plan again."
        ),
        _("Nothing is an appointment until you accept it, for everybody or person by person."),
    ),
    to="coaching:months",
    go=_("Go to Months"),
    picture=Picture("month", _("A month: the calendar of visits and calls that was planned.")),
)
TELL_THE_MONTH = Step(
    _("Tell the month"),
    (
        _(
            "Visits lists what is left to finish. A person’s summary is drafted from her signed"
            " records, each sentence with the visits it stands on. Edit it, add what no record"
            " says, and sign."
        ),
        _(
            "Billing says what holds a session back. What only waits for the month to be closed"
            " stands apart."
        ),
    ),
    to="coaching:records",
    go=_("Go to Visits"),
)
WATCH_QUALITY = Step(
    _("Watch quality while caseloads grow"),
    (
        _(
            "For each coach you see the months before and after a change: sessions kept, travel,"
            " jobs kept and lost. A chart says in words which month stands out from chance."
        ),
        _("Look for what was different that month before you judge anybody."),
    ),
    to="coaching:quality",
    go=_("Go to Quality"),
    picture=Picture("quality", _("Quality: figures before and after a coach’s caseload grew.")),
)
