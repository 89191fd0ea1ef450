"""What a code says: a sentence, its remedy, and who can apply it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


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


NOTHING_TO_DO = _("Nothing to do.")
CORRECT_AND_RESEND = _("Correct this cell in the fix file and send it again.")
SEND_A_SHEET = _("Send a CSV file or an Excel workbook (.xlsx).")
RESAVE = _("Open it in Excel, choose Save as, pick “Excel Workbook (.xlsx)”, and send that.")
