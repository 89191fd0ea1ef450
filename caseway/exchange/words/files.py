"""What is said of a file as a whole and of its lines."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from caseway.exchange.codes import Code
from caseway.exchange.words.parts import (
    CORRECT_AND_RESEND,
    NOTHING_TO_DO,
    RESAVE,
    SEND_A_SHEET,
    Owner,
    Words,
)

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
    Code.OLD_EXCEL: Words(_("This is a workbook of Excel 2003 or older (.xls)."), RESAVE),
    Code.BINARY_EXCEL: Words(_("This is a binary Excel workbook (.xlsb)."), RESAVE),
    Code.OTHER_SPREADSHEET: Words(
        _("This spreadsheet is of a kind that is not read here."), RESAVE
    ),
    Code.WEB_PAGE: Words(
        _("This is a web page with a spreadsheet’s name, as some systems export them."), RESAVE
    ),
    Code.OTHER_KIND: Words(
        _("This is a file of another kind (%(kind)s), not a spreadsheet."), SEND_A_SHEET
    ),
    Code.NOT_A_SPREADSHEET: Words(_("This is not a spreadsheet."), SEND_A_SHEET),
    Code.DAMAGED: Words(_("This workbook is damaged and cannot be read to its end."), RESAVE),
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
        _("This workbook holds formulas whose results were never saved."), RESAVE
    ),
    Code.WRONG_EXTENSION: Words(
        _("The file’s name ends in %(suffix)s, but its content is %(kind)s. It was read as such."),
        NOTHING_TO_DO,
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
    Code.NULS_REMOVED: Words(
        _("Unreadable characters (NUL) were taken out. Lines that had them: %(count)s."),
        _("Check the cells of these lines before you agree."),
        Owner.OFFICE,
    ),
    Code.TITLE_LINES: Words(
        _("Lines above the headings, kept but not read as cases: %(count)s."), NOTHING_TO_DO
    ),
    Code.TWO_ROW_HEADING: Words(_("The headings stand on two lines."), NOTHING_TO_DO),
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
        _("A cell shows the spreadsheet error %(value)s instead of a value."), CORRECT_AND_RESEND
    ),
    Code.FORMULA_WITHOUT_VALUE: Words(
        _("Formulas in columns %(columns)s of this line have no saved result."), RESAVE
    ),
}
