"""Help beyond the office: sending somebody to a service, and money for what is in the way."""

from django.utils.translation import gettext_lazy as _

from caseway.desk.help.parts import HelpPage, Step

REFER = Step(
    _("Send somebody to a service"),
    (
        _(
            "On the case, “Referrals and support” finds services for a need, nearest first. Ask the"
            " person what the provider may know: nothing, initials at first, or the name."
        ),
        _(
            "A referral stays on the list until you say what came of it. “No answer for 9 days”"
            " counts from the day it was sent; Today says when somebody should ask again."
        ),
    ),
    to="network:referrals",
    go=_("Go to Referrals"),
)
LET_THEM_ANSWER = Step(
    _("Let the provider answer"),
    (
        _(
            "A link opens one referral for 30 days. The provider needs no account: they accept,"
            " decline with a reason, set an appointment, and say later who came and what came of"
            " it. A new link closes the one before."
        ),
    ),
)
ASK_FOR_MONEY = Step(
    _("Ask for support in money"),
    (
        _(
            "A bus card, shoes, a license. Up to the limit of your site you decide yourself; above"
            " it somebody else does. Note the payment when it was made."
        ),
    ),
    to="network:supports",
    go=_("Go to Support in money"),
)
SPEAK_UP = Step(
    _("Write down that you spoke up"),
    (
        _(
            "With a landlord, a school, an employer; or a chance that you offered. Say later what"
            " came of it, so that the person can read who stood up for them."
        ),
    ),
)

HELPING = HelpPage(
    "helping",
    _("Referrals and support"),
    _("How somebody is sent to a service and never lost, and where money for it comes from."),
    (REFER, LET_THEM_ANSWER, ASK_FOR_MONEY, SPEAK_UP),
)
