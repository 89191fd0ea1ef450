"""A link as a picture that a phone's camera reads."""

from io import BytesIO

import qrcode
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathImage


def qr_code(text: str) -> SafeString:
    """An SVG element, without a declaration, that holds `text`."""
    out = BytesIO()
    qrcode.make(text, image_factory=SvgPathImage, border=2).save(out)
    drawn = out.getvalue().decode("utf-8")
    # Drawn by the library from our own address; nothing that anybody typed is in it.
    return mark_safe(drawn[drawn.index("<svg") :])
