"""What is said of a line held against the records here."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from caseway.exchange.codes import Code
from caseway.exchange.words.parts import CORRECT_AND_RESEND, NOTHING_TO_DO, Owner, Words

WORDS: Mapping[Code, Words] = {
    Code.CASE_NUMBER_MISSING: Words(
        _("This line has no case number."), _("Add the case number and send it again.")
    ),
    Code.CASE_NUMBER_WRONG: Words(
        _("“%(text)s” cannot be a case number here."), CORRECT_AND_RESEND
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
        _("Case %(number)s belongs to another program: %(program)s."), CORRECT_AND_RESEND
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
        _("Say that it is the same person to use that case, or that it is another person."),
        Owner.OFFICE,
    ),
    Code.TIED_TO_CASE: Words(
        _("This line is taken for the person’s open case %(number)s, which keeps its number."),
        _("Ask whoever sent the file to use that number."),
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
    Code.NAME_OTHER_ORDER: Words(
        _("The names stand the other way round here: %(name)s. What is on record stays."),
        NOTHING_TO_DO,
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
