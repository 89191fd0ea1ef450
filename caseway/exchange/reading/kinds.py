"""What a file is, told from its bytes. Its name is only a hint."""

import zipfile
from pathlib import Path

from caseway.exchange.codes import Code, UnreadableFile
from caseway.exchange.reading.source import Kind

MAX_FILE_BYTES = 200 * 1024 * 1024
# A workbook is XML in a zip. Ordinary ones unpack to 5-20 times their size. Texts that cells
# share are held in memory by the reader, the sheets are streamed.
MAX_UNPACKED_BYTES = 1024 * 1024 * 1024
MAX_SHARED_TEXT_BYTES = 100 * 1024 * 1024
MAX_RATIO = 250
RATIO_MATTERS_ABOVE_BYTES = 50 * 1024 * 1024
MAX_PARTS = 10_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_MAGIC = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"\x1f\x8b": "gzip",
    b"{\\rtf": "RTF",
    b"SQLite format 3\0": "SQLite",
    b"PAR1": "Parquet",
}
_SAMPLE_BYTES = 64 * 1024


def kind_of(path: Path) -> Kind:
    """CSV or XLSX. Raises UnreadableFile for anything else, for empty and for oversized files."""
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFile(Code.EMPTY_FILE)
    if size > MAX_FILE_BYTES:
        raise UnreadableFile(Code.TOO_LARGE, limit_mb=MAX_FILE_BYTES // 1024**2)
    with path.open("rb") as stream:
        start = stream.read(_SAMPLE_BYTES)
    if start.startswith(_OLE):
        _refuse_ole(path)
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        _check_zip(path)
        return Kind.XLSX
    _refuse_other_kinds(start)
    return Kind.CSV


def _refuse_ole(path: Path) -> None:
    """An OLE container is an encrypted workbook or one of Excel 2003 and before."""
    marker = "EncryptedPackage".encode("utf-16-le")
    kept = b""
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            if marker in kept + chunk:
                raise UnreadableFile(Code.ENCRYPTED)
            kept = chunk[-len(marker) :]
    raise UnreadableFile(Code.OLD_EXCEL)


def _check_zip(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise UnreadableFile(Code.DAMAGED) from error
    names = {part.filename.lower().replace("\\", "/") for part in parts}
    _refuse_other_zips(names)
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile(Code.ENCRYPTED)
    _refuse_bombs(parts)


def _refuse_other_zips(names: set[str]) -> None:
    if "xl/workbook.bin" in names:
        raise UnreadableFile(Code.BINARY_EXCEL)
    if "content.xml" in names or any(name.startswith("index/") for name in names):
        raise UnreadableFile(Code.OTHER_SPREADSHEET)
    if any(name.startswith("word/") for name in names):
        raise UnreadableFile(Code.OTHER_KIND, kind="Word")
    if "[content_types].xml" not in names:
        raise UnreadableFile(Code.OTHER_KIND, kind="zip")


def _refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    """Python's zip reader stops at the declared size, so that the declared sizes can be trusted."""
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    shared = sum(p.file_size for p in parts if p.filename.lower().endswith("sharedstrings.xml"))
    if (
        len(parts) > MAX_PARTS
        or unpacked > MAX_UNPACKED_BYTES
        or shared > MAX_SHARED_TEXT_BYTES
        or (unpacked > RATIO_MATTERS_ABOVE_BYTES and unpacked / packed > MAX_RATIO)
    ):
        raise UnreadableFile(Code.UNPACKS_TOO_LARGE)


def _refuse_other_kinds(start: bytes) -> None:
    for magic, name in _OTHER_MAGIC.items():
        if start.startswith(magic):
            raise UnreadableFile(Code.OTHER_KIND, kind=name)
    head = start[:2048].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta")):
        raise UnreadableFile(Code.WEB_PAGE)
    if head.startswith((b"<?xml", b"<?mso")):
        raise UnreadableFile(Code.WEB_PAGE if b"<html" in head else Code.OTHER_SPREADSHEET)
    odd = sum(1 for byte in start if (byte < 9 and byte != 0) or 14 <= byte < 32)
    if odd > len(start) * 0.1 and odd > 8 and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile(Code.NOT_A_SPREADSHEET)
