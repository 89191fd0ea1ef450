"""What happened to records, and what keeps one from being taken in, in sentences."""

from django.utils.translation import gettext_lazy as _

from caseway.exchange.hsds.judging import Fate
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
