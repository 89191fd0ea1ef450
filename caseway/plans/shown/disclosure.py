"""What a signer is told before signing, and what she declares. Kept word for word with each act.

Source: 15 USC 7001(c) (consumer disclosures, consent, withdrawal, hardware); Uniform Electronic
Transactions Act, sections 5(b) (agreement), 8 (to be kept and printed).
"""

from django.utils.translation import gettext as _

VERSION = "2026-11"


def disclosure(agency: str, phone: str) -> list[str]:
    """The paragraphs that are read before signing. `phone` may be empty."""
    where = f"{agency}, {phone}" if phone else agency
    return [
        _(
            "You decide how to sign. Signing on a screen and signing on paper are worth the same. "
            "You may ask for paper at any time, now or later, and it costs nothing."
        ),
        _(
            "This is only about this plan. To read and keep it you need a phone or computer that "
            "opens web pages, and for the PDF a program that opens PDF files. You can also ask us "
            "to print it."
        ),
        _(
            "You may take back your agreement to do this on a screen, or ask for a paper copy, or "
            "tell us of a new phone number: %(where)s. What you signed before stays valid."
        )
        % {"where": where},
        _(
            "You need not sign. If something is not right, say so: you can ask for a change, or "
            "decline and say why. Nothing is taken from you for asking."
        ),
    ]


def intent() -> str:
    """What the signer declares with her name."""
    return _(
        "I have read this plan, or it was read to me in my language. I type my name to sign it."
    )
