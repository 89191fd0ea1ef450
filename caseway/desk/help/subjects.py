"""What everybody asks: files, the phone, the keyboard, words, and trouble."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from caseway.desk.help.days import FILES
from caseway.desk.help.field import FIELD
from caseway.desk.help.helping import HELPING
from caseway.desk.help.hours import HOURS
from caseway.desk.help.intake import INTAKE
from caseway.desk.help.parts import HelpPage, Picture, Step, Words
from caseway.desk.help.plans import PLANS


@dataclass(frozen=True)
class Shortcut:
    """Keys pressed together, and what they do."""

    keys: tuple[str, ...]
    does: Words


ALWAYS = (
    Shortcut(("Ctrl", "K"), _("Find a person, case number, phone or action (⌘ K on a Mac)")),
    Shortcut(("Ctrl", "Enter"), _("Save the form you are in")),
    Shortcut(("Esc",), _("Close what is open")),
    Shortcut(("Tab",), _("Go to the next link, button or field")),
)
IN_GRID = (
    Shortcut(("↑ ↓ ← →",), _("Go to the next cell of the attendance grid")),
    Shortcut(("Enter",), _("Edit the cell; once typed, go on to the next person")),
    Shortcut(("F2",), _("Edit the cell")),
    Shortcut(("Esc",), _("Leave the cell as it was")),
    Shortcut(("Home",), _("First day of the row; End is the last")),
    Shortcut(("Delete",), _("Empty the cell")),
    Shortcut(("Ctrl", "D"), _("Fill the empty cells below with this one")),
    Shortcut(("Ctrl", "R"), _("Fill the empty cells to the right with this one")),
    Shortcut(("Ctrl", "V"), _("Paste cells copied from a spreadsheet")),
    Shortcut(("Ctrl", "Z"), _("Take back the last change")),
    Shortcut(("Ctrl", "Enter"), _("Save now; a row is also saved when you leave it")),
)
WHEN_ON = (
    Shortcut(("J",), _("Next line of the list")),
    Shortcut(("K",), _("Line before")),
    Shortcut(("X",), _("Select the line, or take it out again")),
    Shortcut(("Enter",), _("Open the line")),
    Shortcut(("L",), _("Log a contact")),
    Shortcut(("A",), _("Do what is next: the next step of a referral")),
    Shortcut(("N",), _("Write a note")),
    Shortcut(("?",), _("Open this page")),
)

FILES_IN = HelpPage(
    "files-in",
    _("Files in"),
    _("How an office’s own spreadsheet becomes cases, and no line is lost."),
    (
        Step(
            _("Send the file as it is"),
            (
                _(
                    "A CSV file or an Excel workbook will do. Title lines, merged headings and"
                    " totals may stay; headings may be in English or Spanish."
                ),
            ),
            to="exchange:index",
            go=_("Go to Files"),
            picture=FILES,
        ),
        Step(
            _("Say what the columns hold"),
            (
                _(
                    "Caseway guesses from the headings and shows the first cells beside each guess."
                    " Correct what is wrong. The same sender’s next file is read the same way."
                ),
            ),
        ),
        Step(
            _("See what would happen"),
            (
                _(
                    "Each line is new, changed, the same, held for you or refused. Together they"
                    " are all the lines of the file. Nothing has changed yet."
                ),
            ),
        ),
        Step(
            _("Decide about held lines"),
            (
                _(
                    "A line is held when somebody like this person is known already, or when it"
                    " contradicts what is on record. Say what is right; the other lines do not"
                    " wait for it."
                ),
            ),
        ),
        Step(
            _("Agree, and undo if need be"),
            (
                _(
                    "New and changed lines are loaded case by case. You may leave the page; after"
                    " a break the work goes on where it stopped. What nobody has worked on since"
                    " can be undone."
                ),
                _(
                    "Refused lines come back as a file with the reason beside each. Correct them"
                    " there and send them again."
                ),
            ),
        ),
    ),
)

PHONE = HelpPage(
    "phone",
    _("Getting around on the phone"),
    _("Everything works on a phone; some things have another place."),
    (
        Step(
            _("Where things are"),
            (
                _(
                    "“Menu” at the top left holds Today, Caseload and the rest. The picture of a"
                    " person at the top right holds your settings and sign out. Help is at the"
                    " bottom of every page."
                ),
                _("Tables become cards: the same columns, one under the other."),
            ),
            picture=Picture(
                "today", _("Today: a list of people, each with the reason and the next step.")
            ),
        ),
        Step(
            _("Call with one press"),
            (_("Phone numbers and e-mail addresses on a case can be pressed."),),
        ),
        Step(
            _("With a weak signal"),
            (
                _(
                    "What you typed stays in the form until it has been saved; the page says so."
                    " Nothing about a person is kept on the phone itself, but for a job coach’s"
                    " visits: see “Visits on the phone”."
                ),
                _("Pressing twice makes one entry, never two."),
            ),
        ),
        Step(
            _("When you put the phone away"),
            (
                _(
                    "Caseway signs you out after a while without use and warns you five minutes"
                    " before. After signing in you are back on the same page."
                ),
            ),
        ),
    ),
)

TROUBLE = HelpPage(
    "trouble",
    _("If something goes wrong"),
    _("What the page says, whether your work is safe, and what to do."),
    (
        Step(
            _("“Not saved. Your text is still here.”"),
            (
                _(
                    "The connection failed. Leave the page open, wait a moment and save again. If"
                    " the first try did arrive, the second changes nothing."
                ),
            ),
        ),
        Step(
            _("“Someone else changed this too”"),
            (
                _(
                    "A colleague saved while you were writing. You see both texts and choose what"
                    " to keep. Nothing is overwritten without you."
                ),
            ),
        ),
        Step(
            _("“We cannot find this page”"),
            (
                _(
                    "The address may be wrong, or the case belongs to another agency. Try Find; if"
                    " the person should be on your list, ask your supervisor."
                ),
            ),
            to="desk:find",
            go=_("Find a person"),
        ),
        Step(
            _("“You cannot open this page”"),
            (_("Your role does not include it. The page says who can."),),
            to="agencies:who_does_what",
            go=_("Go to Who does what"),
        ),
        Step(
            _("You cannot sign in"),
            (
                _(
                    "After several wrong passwords you have to wait; the page says until when."
                    " “Forgot your password?” sends you a link. If your phone or key is lost, use a"
                    " recovery code or ask your office’s administrator."
                ),
            ),
        ),
        Step(
            _("Somebody is in danger"),
            (
                _(
                    "In danger of life, call 911 first. If you must open a case that is not yours,"
                    " ask your supervisor; every such opening is written down and reviewed."
                ),
            ),
        ),
        Step(
            _("“Something went wrong on our side”"),
            (
                _(
                    "What you saved before is safe. Go back and try again. If it happens twice,"
                    " tell your administrator the time that the page shows."
                ),
            ),
        ),
    ),
)

KEYBOARD = HelpPage(
    "keyboard",
    _("Keyboard"),
    _("Everything can be done without a mouse; these keys make it quicker."),
    template="desk/help/keyboard.html",
)
WORDS = HelpPage(
    "words",
    _("Words we use"),
    _("One word for one idea, on every page."),
    template="desk/help/words.html",
)

SUBJECTS = (INTAKE, *HOURS, PLANS, HELPING, FILES_IN, PHONE, FIELD, KEYBOARD, WORDS, TROUBLE)
