"""A directory file of any kind as rows by table.

JSON and CSV of HSDS 3.1.1, CSV of 1.1 and 2.x, and anybody's own columns with a saved map.
"""

import json
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath

from caseway.exchange.codes import UnreadableFile
from caseway.exchange.hsds.mapped import COLUMNS, Sheet, apply_map
from caseway.exchange.hsds.nested import flatten
from caseway.exchange.hsds.older import modernize
from caseway.exchange.hsds.tables import TABLES, Tables
from caseway.exchange.reading import Role, open_source

MOST_BYTES = 50 * 1024 * 1024
MOST_UNPACKED_BYTES = 300 * 1024 * 1024
MOST_FILES = 200


class Kind(StrEnum):
    """What a file was taken for."""

    JSON = "json"
    HSDS = "hsds"  # CSV of 3.x
    OLDER = "older"  # CSV of 1.1 or 2.x
    OWN = "own"  # somebody's own columns


class Unreadable(StrEnum):
    """Why nothing could be read."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_JSON = "not_json"
    DAMAGED = "damaged"
    NO_TABLE = "no_table"


class UnreadableDirectory(Exception):  # noqa: N818 - a finding to show
    """The file cannot be read at all; `why` says what is the matter."""

    def __init__(self, why: Unreadable) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Read:
    """What a file said. `sheets` stand without a meaning until their columns are mapped."""

    kind: Kind
    tables: Tables = field(default_factory=dict)
    strange: int = 0  # entries that are no record at all
    sheets: tuple[Sheet, ...] = ()


def read_directory(
    content: bytes, name: str, maps: Mapping[str, Mapping[str, str]] | None = None
) -> Read:
    """Read a file. `maps` says by heading line (see `Sheet.key`) what somebody's own columns hold.

    Raises UnreadableDirectory.
    """
    if not content.strip():
        raise UnreadableDirectory(Unreadable.EMPTY)
    if len(content) > MOST_BYTES:
        raise UnreadableDirectory(Unreadable.TOO_LARGE)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_files(_unzipped(content), maps or {})
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"[", b"{"):
        return _of_json(content)
    return _of_files({name: content}, maps or {})


def _of_json(content: bytes) -> Read:
    try:
        said = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableDirectory(Unreadable.NOT_JSON) from error
    tables, strange = flatten(said)
    return Read(Kind.JSON, tables, strange)


def _unzipped(content: bytes) -> dict[str, bytes]:
    """The parts of a zip by name, none larger than what can be true."""
    with tempfile.TemporaryFile() as kept:
        kept.write(content)
        try:
            with zipfile.ZipFile(kept) as archive:
                parts = [part for part in archive.infolist() if not part.is_dir()]
                if len(parts) > MOST_FILES or sum(p.file_size for p in parts) > MOST_UNPACKED_BYTES:
                    raise UnreadableDirectory(Unreadable.TOO_LARGE)
                return {PurePosixPath(part.filename).name: archive.read(part) for part in parts}
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
            raise UnreadableDirectory(Unreadable.DAMAGED) from error


def _of_files(files: Mapping[str, bytes], maps: Mapping[str, Mapping[str, str]]) -> Read:
    jsons = [content for name, content in files.items() if name.endswith(".json")]
    sheets = [_sheet(name, content) for name, content in sorted(files.items()) if _is_csv(name)]
    held = [sheet for sheet in sheets if sheet is not None]
    if not held:
        directory = [each for each in jsons if each.lstrip()[:1] == b"["]
        if len(directory) == 1:
            return _of_json(directory[0])
        raise UnreadableDirectory(Unreadable.NO_TABLE)
    known = {sheet.name: named for sheet in held if (named := _table_named(sheet))}
    if known:
        rows: Tables = {}
        for sheet in held:  # a file that is none of the standard's is told of as left out
            rows.setdefault(known.get(sheet.name, sheet.name), []).extend(sheet.as_rows())
        if _is_older(rows, held):
            return Read(Kind.OLDER, modernize(rows))
        return Read(Kind.HSDS, rows)
    tables: Tables = {}
    for sheet in held:
        if sheet.key in maps:
            apply_map(sheet, maps[sheet.key], tables)
    return Read(Kind.OWN, tables, sheets=tuple(held))


def _is_csv(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in {".csv", ".txt", ".tsv", ".xlsx", ""}


def _sheet(name: str, content: bytes) -> Sheet | None:
    """The cells of one file; None when nothing stands in it but a heading or not even that."""
    with tempfile.TemporaryDirectory(prefix="caseway-directory-") as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        try:
            source = open_source(path, name=name)
        except UnreadableFile:
            return None
        rows = [
            row.cells for row in source.rows() if row.role in {Role.DATA, Role.TOTALS, Role.NOTE}
        ]
    return Sheet(PurePosixPath(name).stem.lower(), source.header, tuple(rows))


_OLD_NAMES = {
    "regular_schedules": "regular_schedule",
    "regular_schedule": "regular_schedule",
    "holiday_schedules": "holiday_schedule",
    "physical_addresses": "physical_address",
    "postal_addresses": "postal_address",
    "services_at_location": "service_at_location",
    "services_at_locations": "service_at_location",
    "service_at_locations": "service_at_location",
    "services_taxonomy": "service_taxonomy",
    "service_taxonomy": "service_taxonomy",
    "eligibility": "eligibility",
    "eligibilities": "eligibility",
    "fees": "fee",
    "taxonomy": "taxonomy",
    "accessibility_for_disabilities": "accessibility",
}
OLD = frozenset(
    {
        "regular_schedule",
        "physical_address",
        "postal_address",
        "service_taxonomy",
        "eligibility",
        "fee",
    }
)


def _table_named(sheet: Sheet) -> str:
    """The table that a file's name and heading say it is; empty when they say nothing."""
    if "id" not in sheet.header:
        return ""
    stem = sheet.name
    for table, shape in TABLES.items():
        if stem in (table, shape.file.removesuffix(".csv")):
            return table
    return _OLD_NAMES.get(stem, "")


def _is_older(tables: Tables, sheets: list[Sheet]) -> bool:
    if OLD & set(tables):
        return True
    language = next((s for s in sheets if s.name in ("languages", "language")), None)
    if language is not None and "language" in language.header:
        return True
    service = next((s for s in sheets if s.name in ("services", "service")), None)
    return service is not None and "taxonomy_ids" in service.header


__all__ = [
    "COLUMNS",
    "Kind",
    "Read",
    "Sheet",
    "Unreadable",
    "UnreadableDirectory",
    "read_directory",
]
