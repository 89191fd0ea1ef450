"""How a family comes in: first contact, the conversation, and what comes of it."""

from django.utils.translation import gettext_lazy as _

from caseway.desk.help.parts import HelpPage, Step

INTAKE = HelpPage(
    "intake",
    _("Intake and the first interview"),
    _("A conversation, not a data entry: their story first, saved as it is told."),
    (
        Step(
            _("Somebody comes for the first time"),
            (
                _(
                    "Write down what brings them in their words. Ask whether this is the right"
                    " program, and offer what may help instead. A case is opened only when it"
                    " should be."
                ),
            ),
            to="intake:first_contacts",
            go=_("First contacts"),
        ),
        Step(
            _("Hold the conversation"),
            (
                _(
                    "Open the case, then Intake, then begin the interview. Go through the sections"
                    " in any order. Every answer is saved as you give it; you can stop and go on"
                    " another day, at the same place."
                ),
                _(
                    "“No”, “Prefer not to say” and “Not asked yet” are three different answers."
                    " Sensitive questions say why they are asked and who reads them."
                ),
            ),
        ),
        Step(
            _("Decide what comes of it"),
            (
                _(
                    "At the end you see what the answers suggest: strengths first, then what is in"
                    " the way, help to look for and papers to get. Nothing is done until you"
                    " accept it."
                ),
            ),
        ),
        Step(
            _("See where people wait"),
            (
                _(
                    "Each step of the way in says whose turn it is and since when. The page counts"
                    " who waits at each step, and for how many days."
                ),
            ),
            to="intake:waiting",
            go=_("Where people wait"),
        ),
        Step(
            _("Ask in your own words"),
            (
                _(
                    "Supervisors and administrators edit what is asked in a draft, look at it in a"
                    " preview and publish it. Conversations that began keep the words they began"
                    " with."
                ),
            ),
            to="intake:question_sets",
            go=_("What is asked"),
        ),
    ),
)
