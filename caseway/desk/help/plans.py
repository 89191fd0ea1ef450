"""How a plan is written, signed and kept."""

from django.utils.translation import gettext_lazy as _

from caseway.desk.help.parts import HelpPage, Step

PLANS = HelpPage(
    "plans",
    _("A plan and its signatures"),
    _("How a plan becomes the person’s own, and how both sign it."),
    (
        Step(
            _("Their words first"),
            (
                _(
                    "Ask what they can do and what matters to the family before asking what is in"
                    " the way. Write it as they say it. Everybody may have a plan, also those who"
                    " need not work now."
                ),
            ),
        ),
        Step(
            _("Goals and small steps"),
            (
                _(
                    "Say whose idea a goal is, whom it serves, which options you talked about and"
                    " why one was chosen. A good step can begin this week and grows: twice a week,"
                    " then three times, a little longer each time. It need not count for any law."
                ),
                _(
                    "The hours of the plan stand beside the form as you type. They decide nothing:"
                    " a plan below the hours can be signed."
                ),
            ),
        ),
        Step(
            _("What each side promises"),
            (
                _(
                    "A support has a day and a worker who answers for it; when it is late, Today"
                    " says so. A duty has a number that a letter can name, so keep duties few."
                ),
            ),
        ),
        Step(
            _("Signing"),
            (
                _(
                    "Offer the plan: that makes a version which nobody can change. They sign on"
                    " their phone by a link, on your screen, or on paper; you sign for the agency"
                    " with your own name. Who declines says why, and a next version follows."
                ),
                _(
                    "The link shows once. Let their phone’s camera read it, or send it without"
                    " saying what it is about. It asks for the date of birth."
                ),
            ),
        ),
        Step(
            _("Every week"),
            (
                _(
                    "Log the meeting on the plan and say of at least one step how it stands. A"
                    " brief contact is good, and is not that meeting."
                ),
            ),
        ),
    ),
)
