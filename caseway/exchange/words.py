"""The sentences for every code: what was found, how to fix it, and who can.

Rows and issues store the code and its parameters; the words are made when a person reads them,
in her language.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caseway.exchange.codes import Code, Finding


class Owner(StrEnum):
    """Who can put it right."""

    SENDER = "sender"
    OFFICE = "office"
    ADMINISTRATOR = "administrator"


OWNER_NAMES: Mapping[Owner, Promise] = {
    Owner.SENDER: _("Whoever sent the file"),
    Owner.OFFICE: _("You, on this page"),
    Owner.ADMINISTRATOR: _("An administrator"),
}


class Words(NamedTuple):
    message: Promise
    how_to_fix: Promise
    owner: Owner = Owner.SENDER


_NOTHING_TO_DO = _("Nothing to do.")
_CORRECT_AND_RESEND = _("Correct this cell in the fix file and send it again.")
_SEND_A_SHEET = _("Send a CSV file or an Excel workbook (.xlsx).")
_RESAVE = _("Open it in Excel, choose Save as, pick “Excel Workbook (.xlsx)”, and send that.")

WORDS: Mapping[Code, Words] = {
    Code.EMPTY_FILE: Words(
        _("This file is empty."), _("Check that you chose the right file, and send it again.")
    ),
    Code.TOO_LARGE: Words(
        _("This file is larger than %(limit_mb)s MB."),
        _("Remove sheets and pictures that hold no cases, or split the file in two."),
    ),
    Code.UNPACKS_TOO_LARGE: Words(
        _("This workbook unpacks to far more than a list of cases would need."),
        _("Copy the rows into a new workbook as values only, save it, and send that."),
    ),
    Code.ENCRYPTED: Words(
        _("This workbook is protected by a password, so it cannot be read."),
        _("Open it in Excel, remove the password under File, Info, Protect, and save it."),
    ),
    Code.OLD_EXCEL: Words(_("This is a workbook of Excel 2003 or older (.xls)."), _RESAVE),
    Code.BINARY_EXCEL: Words(_("This is a binary Excel workbook (.xlsb)."), _RESAVE),
    Code.OTHER_SPREADSHEET: Words(
        _("This spreadsheet is of a kind that is not read here."), _RESAVE
    ),
    Code.WEB_PAGE: Words(
        _("This is a web page with a spreadsheet’s name, as some systems export them."), _RESAVE
    ),
    Code.OTHER_KIND: Words(
        _("This is a file of another kind (%(kind)s), not a spreadsheet."), _SEND_A_SHEET
    ),
    Code.NOT_A_SPREADSHEET: Words(_("This is not a spreadsheet."), _SEND_A_SHEET),
    Code.DAMAGED: Words(_("This workbook is damaged and cannot be read to its end."), _RESAVE),
    Code.NO_SUCH_SHEET: Words(
        _("This workbook has no visible sheet named “%(sheet)s”."),
        _("Choose one of the sheets listed."),
        Owner.OFFICE,
    ),
    Code.NO_DATA: Words(
        _("There is nothing in this file but empty cells."),
        _("Check that you chose the right file, and send it again."),
    ),
    Code.LINE_TOO_LONG: Words(
        _("Line %(line)s is longer than a million characters."),
        _("Send a CSV file with one line for each case, or an Excel workbook (.xlsx)."),
    ),
    Code.NO_COMPUTED_VALUES: Words(
        _("This workbook holds formulas whose results were never saved."), _RESAVE
    ),
    Code.WRONG_EXTENSION: Words(
        _("The file’s name ends in %(suffix)s, but its content is %(kind)s. It was read as such."),
        _NOTHING_TO_DO,
    ),
    Code.MIXED_ENCODING: Words(
        _("%(count)s accented letters were stored in another way than the rest. They were read."),
        _("Look at the names with accents before you agree."),
        Owner.OFFICE,
    ),
    Code.OTHER_SHEETS: Words(
        _("“%(sheet)s” was read. Other sheets in this workbook: %(others)s."),
        _("Choose another sheet if that is where the cases are."),
        Owner.OFFICE,
    ),
    Code.TITLE_LINES: Words(
        _("Lines above the headings, kept but not read as cases: %(count)s."), _NOTHING_TO_DO
    ),
    Code.TWO_ROW_HEADING: Words(_("The headings stand on two lines."), _NOTHING_TO_DO),
    Code.NO_HEADING: Words(
        _("No line of headings was found: the first line already looks like a case."),
        _("Say what each column holds, or add a line of headings and send it again."),
        Owner.OFFICE,
    ),
    Code.SAME_HEADING: Words(
        _("Two columns have the heading “%(heading)s”."),
        _("Choose one of them where you say what the columns hold."),
        Owner.OFFICE,
    ),
    Code.EMPTY_HEADING: Words(
        _("Columns without a heading: %(columns)s."),
        _("Say what they hold, or leave them out."),
        Owner.OFFICE,
    ),
    Code.TOTALS_LINE: Words(
        _("This is a line of totals, not a case."), _("Nothing to do. It may stay in the file.")
    ),
    Code.NOTE_LINE: Words(
        _("Only one cell of this line is filled, as in a note or a section title."),
        _("If it is a case, fill in its other cells and send it again."),
    ),
    Code.HEADING_AGAIN: Words(
        _("This line repeats the headings."), _("Nothing to do. It may stay in the file.")
    ),
    Code.LONG_ROW: Words(
        _("This line has %(cells)s cells, but there are %(headings)s headings."),
        _("Put quotation marks around the cell that holds a comma, and send it again."),
    ),
    Code.SHORT_ROW: Words(
        _("This line has %(cells)s cells, but there are %(headings)s headings."),
        _("Check that the line is whole. Missing cells at its end were taken as empty."),
        Owner.OFFICE,
    ),
    Code.OPEN_QUOTE: Words(
        _("A quotation mark in this line is never closed, so its cells cannot be told apart."),
        _("Remove the quotation mark or add its pair, and send it again."),
    ),
    Code.STRAY_QUOTE: Words(
        _("A cell has quotation marks inside. They were kept as typed."),
        _("Check the cells of this line before you agree."),
        Owner.OFFICE,
    ),
    Code.NUL_REMOVED: Words(
        _("An unreadable character (NUL) was taken out of this line."),
        _("Check the cells of this line before you agree."),
        Owner.OFFICE,
    ),
    Code.ERROR_VALUE: Words(
        _("A cell shows the spreadsheet error %(value)s instead of a value."), _CORRECT_AND_RESEND
    ),
    Code.FORMULA_WITHOUT_VALUE: Words(
        _("Formulas in columns %(columns)s of this line have no saved result."), _RESAVE
    ),
    Code.DECIMAL_REMOVED: Words(
        _("Excel had turned this into a number. “%(text)s” was read as %(value)s."), _NOTHING_TO_DO
    ),
    Code.ZEROS_RESTORED: Words(
        _("Excel had dropped zeros at the start. “%(text)s” was read as %(value)s."), _NOTHING_TO_DO
    ),
    Code.ZEROS_LOST: Words(
        _("“%(text)s” is shorter than the others. Zeros at its start may have been lost."),
        _("Check the number at its source. Open the line and say if it is right."),
        Owner.OFFICE,
    ),
    Code.DIGITS_LOST: Words(
        _("Excel rounded this number to “%(text)s”. Its last digits are gone."),
        _("Set the column to Text in Excel, type the number again, and send it again."),
    ),
    Code.DATE_AMBIGUOUS: Words(
        _("“%(text)s” can be read as two different days."),
        _("Say on the columns page whether dates in this file begin with the month or the day."),
        Owner.OFFICE,
    ),
    Code.DATE_UNREADABLE: Words(
        _("“%(text)s” is not a date that can be read."),
        _("Write it as month/day/year, for example 3/14/2026, and send it again."),
    ),
    Code.DATE_FUTURE: Words(_("%(text)s lies in the future."), _CORRECT_AND_RESEND),
    Code.DATE_TOO_OLD: Words(_("%(text)s is too long ago to be right."), _CORRECT_AND_RESEND),
    Code.DATE_FROM_SERIAL: Words(
        _("Excel’s day number %(text)s was read as %(value)s."), _NOTHING_TO_DO
    ),
    Code.YEAR_COMPLETED: Words(
        _("The year of “%(text)s” was completed: %(value)s."), _NOTHING_TO_DO
    ),
    Code.SSN_MASKED: Words(
        _("The Social Security number is masked. Its last four digits were not stored."),
        _("Nothing to do, unless you can send the whole number."),
    ),
    Code.SSN_INVALID: Words(
        _("This is not a Social Security number that can exist."), _CORRECT_AND_RESEND
    ),
    Code.PHONE_INVALID: Words(
        _("“%(text)s” is not a phone number that can be called."), _CORRECT_AND_RESEND
    ),
    Code.PHONE_SEVERAL: Words(
        _("The cell holds several phone numbers. The first, %(value)s, was used."),
        _("Give each number a column of its own to keep them all."),
    ),
    Code.EMAIL_INVALID: Words(_("“%(text)s” is not an e-mail address."), _CORRECT_AND_RESEND),
    Code.ZIP_INVALID: Words(_("“%(text)s” is not a ZIP code."), _CORRECT_AND_RESEND),
    Code.BOROUGH_UNKNOWN: Words(
        _("“%(text)s” is not a borough of New York City."), _CORRECT_AND_RESEND
    ),
    Code.LANGUAGE_UNKNOWN: Words(
        _("“%(text)s” is not a language known here."),
        _("Write its English or Spanish name, for example Haitian Creole."),
    ),
    Code.RELATION_UNKNOWN: Words(
        _("“%(text)s” does not say how this person belongs to the household."),
        _("Write head, spouse, child, parent, sibling, other relative or not related."),
    ),
    Code.NAME_SPLIT_UNSURE: Words(
        _("The name stands in one cell. It was read as %(value)s."),
        _("Check which part is the family name. “Family, Given” leaves no doubt."),
        Owner.OFFICE,
    ),
    Code.NAME_TOO_LONG: Words(_("The name is longer than 128 characters."), _CORRECT_AND_RESEND),
    Code.TEXT_TOO_LONG: Words(
        _("The text is longer than %(limit)s characters."), _CORRECT_AND_RESEND
    ),
    Code.CASE_NUMBER_MISSING: Words(
        _("This line has no case number."), _("Add the case number and send it again.")
    ),
    Code.CASE_NUMBER_WRONG: Words(
        _("“%(text)s” cannot be a case number here."), _CORRECT_AND_RESEND
    ),
    Code.NAME_MISSING: Words(
        _("This line has no name, and no case with its number is known."),
        _("Add the person’s name and send it again."),
    ),
    Code.REGION_MISSING: Words(
        _("This line does not say which region the case belongs to."),
        _("Choose a region for lines without one on the columns page."),
        Owner.OFFICE,
    ),
    Code.REGION_UNKNOWN: Words(
        _("“%(text)s” is not a region of this site."),
        _("Say which region it means on the words page."),
        Owner.OFFICE,
    ),
    Code.REGION_NOT_YOURS: Words(
        _("You may not load cases for %(region)s. %(why)s"),
        _("Ask an administrator of that region to load this line."),
        Owner.ADMINISTRATOR,
    ),
    Code.PROGRAM_MISSING: Words(
        _("This line does not say which program the case is in."),
        _("Choose a program for lines without one on the columns page."),
        Owner.OFFICE,
    ),
    Code.PROGRAM_UNKNOWN: Words(
        _("“%(text)s” is not a program of this site."),
        _("Say which program it means on the words page."),
        Owner.OFFICE,
    ),
    Code.STAGE_UNKNOWN: Words(
        _("“%(text)s” is not a stage that a case can be in."),
        _("Say which stage it means on the words page."),
        Owner.OFFICE,
    ),
    Code.STAGE_CLOSED: Words(
        _("The line says that the case is closed. A closing needs its reason."),
        _("Close the case on its own page, or take the line out of the file."),
        Owner.OFFICE,
    ),
    Code.WORKER_UNKNOWN: Words(
        _("Nobody called “%(text)s” works at this site. The part was left vacant."),
        _("Say who is meant on the words page, or assign the case later."),
        Owner.OFFICE,
    ),
    Code.WORKER_SEVERAL: Words(
        _("Several people are called “%(text)s”. The part was left vacant."),
        _("Say who is meant on the words page, or send the worker’s e-mail address."),
        Owner.OFFICE,
    ),
    Code.WORKER_NOT_THERE: Words(
        _("%(text)s does not take cases in %(region)s. The part was left vacant."),
        _("Correct the worker or the region, or assign the case later."),
        Owner.OFFICE,
    ),
    Code.WORKER_NOT_YOURS: Words(
        _("%(text)s works for another agency. You may assign cases to your own agency only."),
        _("Ask the public agency to load this line."),
        Owner.ADMINISTRATOR,
    ),
    Code.CASE_NOT_YOURS: Words(
        _("You may not load a line with this case number."),
        _("Check the number. If it is right, ask the public agency to load this line."),
        Owner.ADMINISTRATOR,
    ),
    Code.CASE_CLOSED: Words(
        _("Case %(number)s is closed."),
        _("Reopen the case on its own page, then check the file again."),
        Owner.OFFICE,
    ),
    Code.CASE_OTHER_PROGRAM: Words(
        _("Case %(number)s belongs to another program: %(program)s."), _CORRECT_AND_RESEND
    ),
    Code.CASE_OTHER_REGION: Words(
        _("Case %(number)s is in another region: %(region)s. It was not moved."),
        _("Move the case on its own page, where you see what changes with it."),
        Owner.OFFICE,
    ),
    Code.OTHER_PERSON_ON_CASE: Words(
        _("The case with this number belongs to somebody with another name."),
        _("Say whether it is the same person, or correct the number."),
        Owner.OFFICE,
    ),
    Code.CASE_TWICE: Words(
        _("Line %(line)s has this case number already."),
        _("If this person lives in the household, say so in a column “Relation”."),
    ),
    Code.MAYBE_KNOWN: Words(
        _("Somebody like this may be known here already."),
        _("Open the line and say whether it is the same person."),
        Owner.OFFICE,
    ),
    Code.MAYBE_SAME_LINE: Words(
        _("Line %(line)s may be the same person, with another case number."),
        _("Open the line and say whether to load it as a new person."),
        Owner.OFFICE,
    ),
    Code.HAS_CASE_ALREADY: Words(
        _("This person has an open case in this program already: %(number)s."),
        _("Correct the case number, or say that it is another person."),
        Owner.OFFICE,
    ),
    Code.HOUSEHOLD_HAS_CASE: Words(
        _("This household has an open case in this program already: %(number)s."),
        _("Correct the household or the program and send it again."),
    ),
    Code.MEMBER_WITHOUT_CASE: Words(
        _("This line is a member of a household whose own case is neither here nor in the file."),
        _("Send the line of the participant with it, with the same case number."),
    ),
    Code.SSN_DIFFERS: Words(
        _("Another Social Security number is on record for this person. It was kept."),
        _("Find out which is right, and correct it on the person’s page if need be."),
        Owner.OFFICE,
    ),
    Code.BIRTH_DIFFERS: Words(
        _("The date of birth on record is %(old)s; this line says %(new)s."),
        _("Open the line and say whether to load it as it was read."),
        Owner.OFFICE,
    ),
    Code.LEFT_OUT: Words(_("You left this line out."), _("Nothing to do."), Owner.OFFICE),
    Code.CHANGED_SINCE: Words(
        _("Somebody changed this case after the file was checked."),
        _("Check the file again to see what is left to change."),
        Owner.OFFICE,
    ),
    Code.NOT_LOADED: Words(
        _("This line could not be loaded. %(why)s"),
        _("Check the file again. If it happens again, ask an administrator."),
        Owner.ADMINISTRATOR,
    ),
    Code.WORKED_ON_SINCE: Words(
        _("Somebody has worked on this since it was loaded, so it was not undone."),
        _("Change it on its own page if need be."),
        Owner.OFFICE,
    ),
}


def sentence(finding: Finding) -> str:
    """What was found, in the reader's language, with its numbers and texts filled in."""
    return str(WORDS[finding.code].message) % finding.params


def how_to_fix(finding: Finding) -> str:
    return str(WORDS[finding.code].how_to_fix) % finding.params


def remedy(finding: Finding) -> str:
    """How to fix it; nothing where nothing needs doing."""
    how = WORDS[finding.code].how_to_fix
    return "" if how is _NOTHING_TO_DO else str(how) % finding.params


def owner(finding: Finding) -> Owner:
    return WORDS[finding.code].owner
