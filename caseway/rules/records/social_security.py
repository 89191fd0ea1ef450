"""Social security numbers: which nine digits the administration gives out.

Source: 20 CFR 422.103; SSA POMS RM 10201.035 (never issued: areas 000, 666 and
900 to 999; group 00; serial 0000). Areas from 900 also look like the taxpayer
numbers (ITIN) that people show in good faith.
"""

from __future__ import annotations

from caseway.rules.reasons import Reason, Sentence, _, because

NOT_ISSUED = Sentence(
    "ssn.not_issued",
    _("This is not a number that Social Security issues. Check it with the person."),
)


def why_check(number: str) -> Reason | None:
    """Why nine digits deserve a second look; None when they can be issued.

    A warning, never a refusal: the person may have no other number to show.
    """
    area, group, serial = number[:3], number[3:5], number[5:]
    never = area in {"000", "666"} or area >= "900" or group == "00" or serial == "0000"
    return because(NOT_ISSUED) if never else None
