"""Bytes into text. Every byte sequence decodes; nothing is lost without being counted."""

import codecs
from dataclasses import dataclass
from pathlib import Path

_CHUNK_BYTES = 1 << 20

# The two error handlers below make decoding total. Windows-1252 leaves five bytes undefined;
# browsers and Excel pass them through as control characters, and so do we.
_KEEP_UNDEFINED = "caseway.keep-undefined"
_FALL_BACK_TO_1252 = "caseway.fall-back-to-1252"


def _keep_undefined(error: UnicodeError) -> tuple[str, int]:
    bad, end = _bad_bytes(error)
    return bad.decode("latin-1"), end


def _fall_back_to_1252(error: UnicodeError) -> tuple[str, int]:
    bad, end = _bad_bytes(error)
    return bad.decode("cp1252", _KEEP_UNDEFINED), end


def _bad_bytes(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end], error.end


codecs.register_error(_KEEP_UNDEFINED, _keep_undefined)
codecs.register_error(_FALL_BACK_TO_1252, _fall_back_to_1252)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to open a file as text. `mixed` counts bytes that were not UTF-8 in a UTF-8 file."""

    label: str
    codec: str
    errors: str
    mixed: int = 0


_UTF_16 = Encoding("UTF-16", "utf-16", "replace")
_UTF_16_LE = Encoding("UTF-16", "utf-16-le", "replace")
_UTF_16_BE = Encoding("UTF-16", "utf-16-be", "replace")
_UTF_8 = Encoding("UTF-8", "utf-8-sig", _FALL_BACK_TO_1252)
_WINDOWS = Encoding("Windows-1252", "cp1252", _KEEP_UNDEFINED)


def encoding_of(path: Path) -> Encoding:
    """The encoding of a text file: by its mark, else UTF-8 where it can be, else Windows-1252.

    A file of mostly UTF-8 with a few foreign bytes (two exports pasted together) stays UTF-8 and
    the foreign bytes are read as Windows-1252: `mixed` says how many.
    """
    with path.open("rb") as stream:
        start = stream.read(4096)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _UTF_16
    if unmarked := _unmarked_utf_16(start):
        return unmarked
    accents, foreign = _count_beyond_ascii(path)
    if start.startswith(codecs.BOM_UTF8) or foreign <= accents:
        return Encoding(_UTF_8.label, _UTF_8.codec, _UTF_8.errors, mixed=foreign)
    return _WINDOWS


def _unmarked_utf_16(start: bytes) -> Encoding | None:
    """Latin text in UTF-16 has a zero in every second byte."""
    half = len(start) // 2
    if half < 8:
        return None
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > half * 0.6 and even < half * 0.05:
        return _UTF_16_LE
    if even > half * 0.6 and odd < half * 0.05:
        return _UTF_16_BE
    return None


def _count_beyond_ascii(path: Path) -> tuple[int, int]:
    """Characters beyond ASCII that are good UTF-8, and bytes that are not UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")
    accents = foreign = 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            text = decoder.decode(chunk)
            if not text.isascii():
                # Good UTF-8 never holds a surrogate: each one here stands for a foreign byte.
                bad = sum(1 for character in text if "\udc80" <= character <= "\udcff")
                foreign += bad
                accents += sum(1 for character in text if character > "\x7f") - bad
    return accents, foreign + len(decoder.decode(b"", final=True))
