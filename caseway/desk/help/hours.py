"""Hours: marking a week, proving it, reading what it comes to in the rate."""

from django.utils.translation import gettext_lazy as _

from caseway.desk.help.parts import HelpPage, Picture, Step

MARK_A_WEEK = Step(
    _("Mark the week"),
    (
        _(
            "Attendance shows your people and their days. Type hours such as 6, 6:30 or 6.5, P for"
            " present, U for away, or E and a letter for why. Arrows go from cell to cell; Enter"
            " goes to the next person."
        ),
        _(
            "A row saves itself when you leave it. What could not be saved stays as you typed it,"
            " marked, and the line above the table says which rows wait."
        ),
    ),
    to="attendance:grid",
    go=_("Go to Attendance"),
    picture=Picture("attendance", _("Attendance: people, their days, and the hours of each.")),
)
PROVE_HOURS = Step(
    _("Prove the hours"),
    (
        _(
            "Hours count for the rate once their proof is accepted. “Active but unproven” lists"
            " the papers that would help, the best one first: one time sheet often proves a month."
        ),
    ),
    to="attendance:unproven",
    go=_("Go to Active but unproven"),
)
READ_THE_RATE = Step(
    _("Read the rate"),
    (
        _(
            "Rates shows how many of the families that count met their hours. Every number opens"
            " the list behind it, and each family says why it is in or out, rule by rule."
        ),
    ),
    to="reporting:rates",
    go=_("Go to Rates"),
    picture=Picture("rates", _("Rates: the month’s rate, what it is made of, twelve months.")),
)

PROVIDER = HelpPage(
    "provider",
    _("A day at a provider"),
    _("Who came, who did not, and the paper that shows it."),
    (
        Step(
            _("Mark who came"),
            (
                _(
                    "Attendance shows the people who take part at your place, and nobody else."
                    " “All present” fills a row or a day; then change what was different."
                ),
                _("U is away, E and a letter is away with a reason. Rows save themselves."),
            ),
            to="attendance:grid",
            go=_("Go to Attendance"),
        ),
        Step(
            _("Send your own list instead"),
            (
                _(
                    "A spreadsheet or CSV file will do. You see what would be saved before anything"
                    " is; lines with a question wait until you answer them."
                ),
            ),
            to="exchange:rosters",
            go=_("Go to your lists"),
        ),
        Step(
            _("What becomes of it"),
            (
                _(
                    "What you mark waits as your sign-in sheet until the case manager has looked at"
                    " it. A day that she has accepted changes only with new proof."
                ),
            ),
        ),
    ),
)

MARKING = HelpPage(
    "marking",
    _("Marking a week"),
    _("From the keyboard, from a spreadsheet, or on the phone."),
    (
        MARK_A_WEEK,
        Step(
            _("Quicker than cell by cell"),
            (
                _(
                    "“All present” fills what was scheduled and is still empty, for a row, a day or"
                    " the page. Ctrl+D fills down, Ctrl+R to the right, Ctrl+Z takes it back."
                ),
                _(
                    "Copied cells can be pasted straight into the table. They are saved together or"
                    " not at all: if one cell needs you, all of them wait."
                ),
            ),
        ),
        Step(
            _("From a spreadsheet"),
            (
                _(
                    "The first line names the days; before them stand the name, the case number or"
                    " both. Where somebody has two activities, a column “Activity” says which."
                ),
                _(
                    "You see what would be saved. Cells that cannot be read are asked about, and"
                    " nothing is saved before they are answered."
                ),
            ),
            to="attendance:paste",
            go=_("Paste from a spreadsheet"),
        ),
        Step(
            _("What cannot be marked"),
            (
                _(
                    "Days to come, days before or after the activity, and months that are closed."
                    " A supervisor opens a closed month again, with a reason."
                ),
            ),
        ),
    ),
)

PROVING = HelpPage(
    "proving",
    _("Proving hours"),
    _("Which paper helps most, and what becomes of it."),
    (
        PROVE_HOURS,
        Step(
            _("Hand in one paper for many days"),
            (
                _(
                    "On the activity, “Add proof” asks for the file or a photo, the first and the"
                    " last day, and the hours that the paper states. The days marked in between"
                    " wait for a decision with it."
                ),
            ),
        ),
        Step(
            _("Decide"),
            (
                _(
                    "Whoever monitors the plan sees the days beside what the paper states, and"
                    " accepts it or says what is missing. A decision can be taken back."
                ),
                _("Refused hours do not count, and need another paper."),
            ),
        ),
        Step(
            _("Count a job ahead"),
            (
                _(
                    "A pay stub shows the hours of a job. Once it is accepted, its hours a week may"
                    " be counted ahead for the months that federal rules allow; after a change, or"
                    " when those months end, new proof is due (45 CFR 261.60(c))."
                ),
            ),
        ),
        Step(
            _("See what closes the gap"),
            (
                _(
                    "“Activities and hours” of a case says how many hours count so far, what is"
                    " short, and which lawful ways would close it. Each way was tried on the rules"
                    " before it is offered, and says the rule that it rests on."
                ),
            ),
        ),
    ),
)

RATE = HelpPage(
    "rate",
    _("Reading the rate"),
    _("What the two numbers are, who is in them, and when they stop moving."),
    (
        READ_THE_RATE,
        Step(
            _("Which days belong to a month"),
            (
                _(
                    "Where the state’s plan counts weeks from Saturday to Friday, a week belongs"
                    " whole to the month of its Friday. So the last days of a month may count in"
                    " the next one; the page of a month says from which day to which."
                ),
            ),
        ),
        Step(
            _("The target"),
            (
                _(
                    "Half of all families and nine of ten two-parent families, less the credit for"
                    " a caseload that fell. “How we got this target” shows the arithmetic."
                ),
            ),
        ),
        Step(
            _("Close, file, compare"),
            (
                _(
                    "A month that is over is closed, so that its hours stay. What was filed stays"
                    " as it was filed; if a family’s result differs later, the filing lists it with"
                    " the reason."
                ),
            ),
        ),
    ),
)

HOURS = (MARKING, PROVING, RATE)
