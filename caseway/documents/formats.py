"""What a paper is, told from its bytes. Its name and what the browser says of it are hints only."""

from __future__ import annotations

import io
import zipfile
from typing import NamedTuple


class Format(NamedTuple):
    """A kind of file that is kept: its media type and the ending it is given back with."""

    media_type: str
    ending: str


PDF = Format("application/pdf", ".pdf")
JPEG = Format("image/jpeg", ".jpg")
PNG = Format("image/png", ".png")
HEIC = Format("image/heic", ".heic")
TXT = Format("text/plain", ".txt")
CSV = Format("text/csv", ".csv")
XLSX = Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")
DOCX = Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")

FORMATS = (PDF, JPEG, PNG, HEIC, TXT, CSV, XLSX, DOCX)

# ISO/IEC 23008-12: the brands of a still picture, in the first box of the file.
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
# Text that a browser could take for a page. Papers are only ever given back as files; this is
# the second lock on the same door.
_MARKUP = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<?xml", b"<iframe")
_SEPARATORS = ",;\t|"
_SAMPLE = 8192


def format_of(content: bytes) -> Format | None:
    """The format of a file, or None when it is of no kind that is kept."""
    # PDF 1.7, annex H: readers look for the header in the first 1024 bytes.
    if b"%PDF-" in content[:1024]:
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return HEIC
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    return _text(content)


def _office(content: bytes) -> Format | None:
    """A workbook or letter without macros. Only its table of contents is read, nothing unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return None
    if "[content_types].xml" not in names or any(n.endswith("vbaproject.bin") for n in names):
        return None
    if "xl/workbook.xml" in names:
        return XLSX
    return DOCX if "word/document.xml" in names else None


def _text(content: bytes) -> Format | None:
    sample = content[:_SAMPLE]
    text = _decoded(sample)
    if text is None or any(ch < " " and ch not in "\t\n\r\f" for ch in text):
        return None
    if sample.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return None
    return CSV if _is_table(text) else TXT


def _decoded(sample: bytes) -> str | None:
    """As UTF-8, cut where the sample ends, or as what Windows calls ANSI."""
    try:
        return sample.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A letter that the end of the sample cuts through is no mistake of the file.
        if error.start >= len(sample) - 3 and len(sample) == _SAMPLE:
            return sample[: error.start].decode("utf-8-sig")
    try:
        return sample.decode("cp1252")
    except UnicodeDecodeError:
        return None


def _is_table(text: str) -> bool:
    """Whether its first lines hold the same number, above none, of one separator."""
    lines = [line for line in text.splitlines()[:6] if line.strip()]
    if len(lines) < 2:
        return False
    return any(
        lines[0].count(mark) and len({line.count(mark) for line in lines[:-1]}) == 1
        for mark in _SEPARATORS
    )
