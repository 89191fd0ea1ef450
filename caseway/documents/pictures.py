"""A photo without what the camera says of it: where, when, on which device, and its thumbnail.

The picture itself is not drawn anew; it only loses the parts of the file that are about it. Which
way up it is stays, because a page that lies on its side is read by nobody.
"""

import struct
from collections.abc import Iterator

from caseway.documents.formats import JPEG, PNG, format_of

# JPEG markers, ITU-T T.81 annex B; what cameras add, Exif 2.32 section 4.5.
_SCAN, _END, _COMMENT, _EXIF, _PROFILE = 0xDA, 0xD9, 0xFE, 0xE1, 0xE2
_ABOUT = frozenset(range(0xE1, 0xF0)) - {0xEE} | {_COMMENT}  # 0xEE says how colors are kept
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD8)})
_ORIENTATION, _ENTRY = 0x0112, 12
# PNG 1.2 sections 4.1 and 4.2: what is needed to draw it, and nothing that is said of it.
_DRAWN = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT"}
)


def without_metadata(content: bytes) -> bytes:
    """The same picture, JPEG or PNG, with nothing said of it but which way up it is.

    Raises ValueError for what is neither, and for a file that ends before the picture does.
    """
    found = format_of(content)
    try:
        if found is JPEG:
            return _jpeg(content)
        if found is PNG:
            return _png(content)
    except (struct.error, IndexError):
        raise ValueError("This picture is cut short.") from None
    raise ValueError("This is no JPEG and no PNG.")


def _jpeg(content: bytes) -> bytes:
    kept = [content[:2]]
    turned = 1
    for marker, part in _segments(content):
        if marker == _EXIF:
            turned = _orientation(part) or turned
        if marker not in _ABOUT or (marker == _PROFILE and part[4:15] == b"ICC_PROFILE"):
            kept.append(part)
    if turned != 1:
        # After the header of the file, where there is one: it has to stand first.
        kept.insert(2 if kept[1][1] == 0xE0 else 1, _turned(turned))
    return b"".join(kept)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each part with its marker; a scan with the picture that follows it. Stops at the end."""
    at = 2
    while True:
        if content[at] != 0xFF:
            raise ValueError("This picture is damaged.")
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == _END:
            yield marker, content[at : at + 2]
            return
        if marker in _WITHOUT_LENGTH:
            end = at + 2
        else:
            (length,) = struct.unpack_from(">H", content, at + 2)
            end = at + 2 + length
        if marker == _SCAN:
            end = _after_scan(content, end)
        if end > len(content) or end < at + 2:
            raise ValueError("This picture is cut short.")
        yield marker, content[at:end]
        at = end


def _after_scan(content: bytes, at: int) -> int:
    """Where the next marker stands that is no part of the picture's own bytes."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0:
            raise ValueError("This picture is cut short.")
        if content[at + 1] != 0 and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2


def _orientation(part: bytes) -> int | None:
    """Which way up the picture is, 1 to 8; None where Exif does not say."""
    if part[4:10] != b"Exif\0\0":
        return None
    table = part[10:]
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(table[:4])
    if order is None:
        return None
    try:
        (start,) = struct.unpack_from(order + "I", table, 4)
        (count,) = struct.unpack_from(order + "H", table, start)
        for number in range(count):
            tag, _kind, _many, value = struct.unpack_from(
                order + "HHIH", table, start + 2 + number * _ENTRY
            )
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else None
    except struct.error:
        return None
    return None


def _turned(orientation: int) -> bytes:
    """A part of Exif that says nothing but which way up the picture is."""
    table = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    body = b"Exif\0\0" + table
    return struct.pack(">BBH", 0xFF, _EXIF, len(body) + 2) + body


def _png(content: bytes) -> bytes:
    kept, at = [content[:8]], 8
    while True:
        length, name = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content):
            raise ValueError("This picture is cut short.")
        if name in _DRAWN:
            kept.append(content[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end
