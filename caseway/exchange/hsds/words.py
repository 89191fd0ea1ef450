"""What happened to records, and what keeps one from being taken in, in sentences."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caseway.exchange.hsds.judging import Fate
from caseway.exchange.hsds.reading import MOST_BYTES, Unreadable
from caseway.exchange.hsds.records import Mend

KINDS = {
    "organization": _("Organizations"),
    "location": _("Places"),
    "service": _("Services"),
    "service_at_location": _("Services at places"),
    "no_record": _("Not a record, or twice in the file"),
}
ONE = {
    "organization": _("Organization"),
    "location": _("Place"),
    "service": _("Service"),
    "service_at_location": _("Service at a place"),
}
FATES = {
    Fate.NEW: _("New"),
    Fate.CHANGED: _("Changed"),
    Fate.SAME: _("Same"),
    Fate.HELD: _("To be mended"),
    Fate.REFUSED: _("Refused"),
}
MENDS = {
    Mend.NO_NAME: _("It has no name."),
    Mend.LONG_NAME: _("Its name is longer than 255 characters."),
    Mend.NO_ORGANIZATION: _("The file does not say whose it is."),
    Mend.UNKNOWN_ORGANIZATION: _("The organization it names is not in the file and not here."),
    Mend.INCOMPLETE_ADDRESS: _("Its address is incomplete."),
    Mend.NO_SERVICE: _("The service it names is not in the file and not here."),
    Mend.NO_LOCATION: _("The place it names is not in the file and not here."),
    Mend.WAITS: _("It waits for a record that has to be mended first."),
    Mend.NAME_TAKEN: _("Another provider here has this name already."),
    Mend.CHANGED_HERE: _("Somebody here changed it since the last file."),
    Mend.ELSEWHERE: _("Another site keeps it already."),
}


def unreadable(why: Unreadable) -> str:
    """Why a file could not be read, and what to do."""
    return {
        Unreadable.EMPTY: gettext("This file is empty. Check that you chose the right one."),
        Unreadable.TOO_LARGE: gettext("This file is larger than %(limit)s MB. Ask for it in parts.")
        % {"limit": MOST_BYTES // 1024**2},
        Unreadable.NOT_JSON: gettext("This file ends too early or is damaged. Ask for it again."),
        Unreadable.DAMAGED: gettext(
            "This zip file is damaged or has a password. Ask for it again."
        ),
        Unreadable.NO_TABLE: gettext(
            "No organization, service or place was found in this file. "
            "Send the JSON file, or the CSV files together in one zip."
        ),
    }[why]
