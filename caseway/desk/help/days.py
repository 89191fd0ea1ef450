"""A day with Caseway, for each role."""

from django.utils.translation import gettext_lazy as _

from caseway.desk.help.coaching import PLAN_THE_MONTH, TELL_THE_MONTH, WATCH_QUALITY
from caseway.desk.help.hours import MARK_A_WEEK, PROVE_HOURS, PROVIDER, READ_THE_RATE
from caseway.desk.help.parts import HelpPage, Picture, Step

TODAY = Picture("today", _("Today: a list of people, each with the reason and the next step."))
CASE = Picture("case", _("A case: who it is, what needs attention, contacts and the team."))
CASELOAD = Picture("caseload", _("The caseload: every case with its stage and what it needs."))
TEAM = Picture("team", _("The team: each worker’s cases, late meetings and who is away."))
WHO = Picture("who", _("Who does what: a table of functions by site and kind of agency."))
FILES = Picture("files", _("Files in: the files received and where each one stands."))
FIND = Picture("find", _("Find: one field for names, case numbers, phones and actions."))

_START = Step(
    _("Start on Today"),
    (
        _(
            "Today lists the people who need you, the most urgent first. Each line says why in"
            " words, when it is due and what to do next."
        ),
        _("“How we got this” under a reason shows what was counted and by which rule."),
    ),
    to="desk:today",
    go=_("Go to Today"),
    picture=TODAY,
)
_LOG = Step(
    _("Log each contact right away"),
    (
        _(
            "The form stands on the case. Say what it was, how and where, and what was said and"
            " agreed. Ctrl+Enter saves."
        ),
        _(
            "A word in passing? “Brief contact” keeps it with one press. A call that nobody"
            " answered is an attempt, and counts as one."
        ),
        _("Write so that the person could read it: what you saw, what was said, what was agreed."),
    ),
    picture=CASE,
)
_AWAY = Step(
    _("When you are away"),
    (
        _(
            "Your leave is planned by your administrator with a colleague who covers. What is due"
            " then shows on her Today, marked as cover. Nothing waits unseen."
        ),
    ),
)

CASE_MANAGER = HelpPage(
    "case-manager",
    _("A case manager’s day"),
    _("From the first look in the morning to the last note in the afternoon."),
    (
        _START,
        Step(
            _("Go from person to person"),
            (
                _(
                    "“Start with …” opens the first case. On the case, “Next person” takes you to"
                    " the next one without going back to the list."
                ),
                _(
                    "Something can wait? Put it off until a day, with the reason. It comes back on"
                    " that day, or earlier when something worse happens."
                ),
            ),
        ),
        _LOG,
        MARK_A_WEEK,
        PROVE_HOURS,
        Step(
            _("Plan the next step"),
            (
                _("Add a task with its day. It shows on Today when the day comes near."),
                _(
                    "Change the stage when the work moves on. A case that goes to a colleague is"
                    " handed off with a note, and stays open until she has taken it up."
                ),
            ),
        ),
        Step(
            _("Look over all your cases"),
            (
                _(
                    "The caseload shows everybody, also those for whom nothing is due. Filter by"
                    " stage, language or promised contact, and put them in the order you need."
                ),
            ),
            to="desk:caseload",
            go=_("Go to the caseload"),
            picture=CASELOAD,
        ),
        _AWAY,
    ),
)

JOB_COACH = HelpPage(
    "job-coach",
    _("A job coach’s day"),
    _("Most of your day is spent at workplaces, so most of it happens on the phone."),
    (
        Step(
            _("See who comes first before you leave"),
            (
                _(
                    "Today shows the people you support, with check-ins after a new job and"
                    " promised visits first."
                ),
            ),
            to="desk:today",
            go=_("Go to Today"),
            picture=TODAY,
        ),
        Step(
            _("Check the visit off on your phone"),
            (
                _(
                    "Open Visits while you are connected. It then works all day without a signal:"
                    " what you write waits on the phone and is sent once, however often it is"
                    " tried. “Visits on the phone” in Help tells how to put it on your Home Screen."
                ),
                _(
                    "For a contact that is no visit open the person. The name and the phone number"
                    " at the top can be pressed to call."
                ),
            ),
            to="field:app",
            go=_("Open Visits"),
        ),
        PLAN_THE_MONTH,
        TELL_THE_MONTH,
        Step(
            _("Keep an eye on new jobs"),
            (
                _(
                    "Filter the caseload by the stages “At work” and “Keeping work”. The column"
                    " “Last contact” shows whom you have not seen for long."
                ),
            ),
            to="desk:caseload",
            go=_("Go to the caseload"),
            picture=CASELOAD,
        ),
        MARK_A_WEEK,
        _AWAY,
    ),
)

ELIGIBILITY_WORKER = HelpPage(
    "eligibility-worker",
    _("An eligibility worker’s day"),
    _("What changed, what you must decide, and by when."),
    (
        _START,
        Step(
            _("Dates that affect benefits come first"),
            (
                _(
                    "A date that affects somebody’s benefits cannot be put off past that date."
                    " Proof that is due shows some days before, so that there is time to help."
                ),
            ),
        ),
        Step(
            _("Know which part is yours"),
            (
                _(
                    "Where two workers share a case, the page “Who does what” of the case says who"
                    " owns each function. Decisions about food stamps and Medicaid stay with"
                    " public employees everywhere."
                ),
            ),
            to="agencies:who_does_what",
            go=_("Go to Who does what"),
            picture=WHO,
        ),
        Step(
            _("Open a case for a family"),
            (
                _(
                    "Caseway looks first whether the person is on record: it finds nicknames,"
                    " other spellings and a birth date with day and month swapped. You decide"
                    " whether it is the same person."
                ),
            ),
            to="desk:find",
            go=_("Find a person"),
            picture=FIND,
        ),
        _LOG,
        _AWAY,
    ),
)

SPECIALIST = HelpPage(
    "specialist",
    _("A specialist’s day"),
    _("You do one thing for the cases of many colleagues."),
    (
        Step(
            _("Work through your queue"),
            (
                _(
                    "Today shows the cases that wait for your specialty. “Take this case” makes it"
                    " yours, so that no colleague does the same work twice."
                ),
            ),
            to="desk:today",
            go=_("Go to Today"),
            picture=TODAY,
        ),
        Step(
            _("Read what the case manager knows"),
            (
                _(
                    "The case tells who leads it and what was agreed. Nobody should have to tell"
                    " their story twice."
                ),
            ),
            picture=CASE,
        ),
        Step(
            _("Say what you found"),
            (
                _(
                    "Log the contact on the case. The line “Since you last looked” shows it to"
                    " your colleague the next time she opens it."
                ),
                _("Add a task when somebody has to act on it, and choose whose part it is."),
            ),
        ),
        _AWAY,
    ),
)

SUPERVISOR = HelpPage(
    "supervisor",
    _("A supervisor’s day"),
    _("Is the work spread fairly, and is anybody slipping from view?"),
    (
        Step(
            _("Look at the team"),
            (
                _(
                    "Each worker stands with the number of cases, of people who need attention and"
                    " of late meetings. Every number opens the list behind it."
                ),
                _("Who is away, and who covers, stands there, too."),
            ),
            to="desk:team",
            go=_("Go to the team"),
            picture=TEAM,
        ),
        Step(
            _("Give vacant cases a worker"),
            (
                _(
                    "Choose “Vacant parts” on the caseload, select the cases and press “Transfer”."
                    " You see what moves, and the note goes with every case."
                ),
            ),
            to="desk:caseload",
            go=_("Go to the caseload"),
            picture=CASELOAD,
        ),
        READ_THE_RATE,
        WATCH_QUALITY,
        Step(
            _("Watch your own Today"),
            (
                _(
                    "What belongs to a worker who is away with nobody covering shows in your"
                    " queue “Team: worker away”. Do it, or give it to somebody."
                ),
            ),
            to="desk:today",
            go=_("Go to Today"),
        ),
    ),
)

ADMINISTRATOR = HelpPage(
    "administrator",
    _("An administrator’s day"),
    _("Who works here, which agency does what, and what comes in as files."),
    (
        Step(
            _("Decide who does what"),
            (
                _(
                    "The table says which kind of agency performs each function in each region."
                    " What people may see and do follows from it, from the day you choose."
                ),
                _(
                    "Before you save, you see how many people lose or gain something. What held"
                    " before stays in the record."
                ),
            ),
            to="agencies:who_does_what",
            go=_("Go to Who does what"),
            picture=WHO,
        ),
        Step(
            _("Look after staff"),
            (
                _(
                    "Add a person with a post; she chooses her own password. Enter leave together"
                    " with who covers. When somebody goes, end the post: her cases stay in sight"
                    " as vacant parts."
                ),
                _(
                    "Somebody lost the phone with her second step? Make sure that it is she, then"
                    " remove the step. She sets up a new one."
                ),
            ),
        ),
        Step(
            _("Load an office’s own list"),
            (_("Every line is kept, and nothing changes before you agree."),),
            to="exchange:index",
            go=_("Go to Files"),
            picture=FILES,
        ),
    ),
)

PRIVACY_OFFICER = HelpPage(
    "privacy-officer",
    _("A privacy officer’s day"),
    _("Who looked at what, who changed what, and was there a reason?"),
    (
        Step(
            _("Read the audit log"),
            (
                _(
                    "Every change and every reading of a sensitive field is there, with who, when"
                    " and which case. Nobody can rewrite it, and reading it is written down, too."
                ),
                _(
                    "Filter by person, by case and by days. Numbers such as the social security"
                    " number never stand in it."
                ),
            ),
            to="administration:audit",
            go=_("Go to the audit log"),
            picture=Picture("audit", _("The audit log: who changed or read what, and when.")),
        ),
        Step(
            _("Review emergency access"),
            (
                _(
                    "Somebody who opens a case in an emergency gives a reason, and you see it at"
                    " once. Speak with her, and write down what you found."
                ),
            ),
            to="administration:break_glass",
            go=_("Go to emergency access"),
        ),
        Step(
            _("Know what is hidden, and from whom"),
            (
                _(
                    "Safety records and confidential addresses are read by trained staff of the"
                    " case only. For everybody else they do not exist: no count, no search and no"
                    " list tells of them."
                ),
            ),
        ),
    ),
)

DAYS = (
    CASE_MANAGER,
    JOB_COACH,
    ELIGIBILITY_WORKER,
    SPECIALIST,
    PROVIDER,
    SUPERVISOR,
    ADMINISTRATOR,
    PRIVACY_OFFICER,
)
