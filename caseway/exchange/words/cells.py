"""What is said of single cells."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from caseway.exchange.codes import Code
from caseway.exchange.words.parts import CORRECT_AND_RESEND, NOTHING_TO_DO, Owner, Words
from caseway.rules.records.social_security import NOT_ISSUED

WORDS: Mapping[Code, Words] = {
    Code.DECIMAL_REMOVED: Words(
        _("Excel had turned this into a number. “%(text)s” was read as %(value)s."), NOTHING_TO_DO
    ),
    Code.ZEROS_RESTORED: Words(
        _("Excel had dropped zeros at the start. “%(text)s” was read as %(value)s."), NOTHING_TO_DO
    ),
    Code.ZEROS_LOST: Words(
        _("“%(text)s” is shorter than the others. Zeros at its start may have been lost."),
        _("Check the number at its source. Open the line and say if it is right."),
        Owner.OFFICE,
    ),
    Code.ZEROS_APART: Words(
        _("“%(text)s” and the number in line %(line)s differ only by zeros at their start."),
        _("Find out at the source if they are one case. Correct the number, or open the line."),
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
    Code.DATE_FUTURE: Words(_("%(text)s lies in the future."), CORRECT_AND_RESEND),
    Code.DATE_TOO_OLD: Words(_("%(text)s is too long ago to be right."), CORRECT_AND_RESEND),
    Code.DATE_FROM_SERIAL: Words(
        _("Excel’s day number %(text)s was read as %(value)s."), NOTHING_TO_DO
    ),
    Code.YEAR_COMPLETED: Words(
        _("The year of “%(text)s” was completed: %(value)s."), NOTHING_TO_DO
    ),
    Code.SSN_MASKED: Words(
        _("The Social Security number is masked. Its last four digits were not stored."),
        _("Nothing to do, unless you can send the whole number."),
    ),
    Code.SSN_INVALID: Words(
        _("A Social Security number has nine digits; this cell has not."), CORRECT_AND_RESEND
    ),
    Code.SSN_NOT_ISSUED: Words(
        _(NOT_ISSUED.one), _("If it is wrong, correct it on the person’s page."), Owner.OFFICE
    ),
    Code.PHONE_INVALID: Words(
        _("“%(text)s” is not a phone number that can be called."), CORRECT_AND_RESEND
    ),
    Code.PHONE_SEVERAL: Words(
        _("The cell holds several phone numbers. The first, %(value)s, was used."),
        _("Give each number a column of its own to keep them all."),
    ),
    Code.EMAIL_INVALID: Words(_("“%(text)s” is not an e-mail address."), CORRECT_AND_RESEND),
    Code.ZIP_INVALID: Words(_("“%(text)s” is not a ZIP code."), CORRECT_AND_RESEND),
    Code.BOROUGH_UNKNOWN: Words(
        _("“%(text)s” is not a borough of New York City."), CORRECT_AND_RESEND
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
    Code.NAME_TOO_LONG: Words(_("The name is longer than 128 characters."), CORRECT_AND_RESEND),
    Code.TEXT_TOO_LONG: Words(
        _("The text is longer than %(limit)s characters."), CORRECT_AND_RESEND
    ),
}
