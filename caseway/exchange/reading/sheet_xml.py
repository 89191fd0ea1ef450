"""What openpyxl's streaming reader leaves out: merged cells, and formulas without a value."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import IO
from xml.parsers import expat

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, range_boundaries

from caseway.exchange.codes import Code, UnreadableFile
from caseway.exchange.reading.source import Merge

# More formulas without a value than this: the workbook was never calculated.
MAX_CELLS_WITHOUT_VALUE = 20_000
_CHUNK_BYTES = 1 << 20
_WORTH_PARSING = re.compile(rb"<(?:\w+:)?(?:f[\s/>]|mergeCell[\s/>]|!DOCTYPE)")


@dataclass
class SheetFacts:
    """Merged areas, and the columns (from 1) of formula cells without a value, by row."""

    merges: list[Merge] = field(default_factory=list)
    without_value: dict[int, list[int]] = field(default_factory=dict)


def sheet_facts(archive: zipfile.ZipFile, part: str) -> SheetFacts:
    """Facts of one sheet, streamed. A sheet without formulas or merges costs one quick scan."""
    if not _mentions(archive, part):
        return SheetFacts()
    with archive.open(part) as stream:
        return _Scan().run(stream)


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The archive member of each sheet, by the sheet's name."""
    targets = {
        element["Id"]: element["Target"]
        for element in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
        if "Id" in element and "Target" in element
    }
    parts = {}
    for element in _elements(archive, "xl/workbook.xml", "sheet"):
        identity = next((v for k, v in element.items() if k.split(":")[-1] == "id"), "")
        target = targets.get(identity, "")
        path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        parts[element.get("name", "")] = path
    return parts


def _elements(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[dict[str, str]]:
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.split(":")[-1] == name:
            found.append(attributes)

    parser = _parser()
    parser.StartElementHandler = start
    with archive.open(part) as stream:
        parser.ParseFile(stream)
    return iter(found)


def _mentions(archive: zipfile.ZipFile, part: str) -> bool:
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            if _WORTH_PARSING.search(tail + chunk):
                return True
            tail = chunk[-32:]
    return False


def _parser() -> expat.XMLParserType:
    def refuse(*_: object) -> None:
        raise UnreadableFile(Code.DAMAGED)

    parser = expat.ParserCreate()
    # No office program writes a document type; entities are only ever an attack.
    parser.StartDoctypeDeclHandler = refuse
    return parser


class _Scan:
    def __init__(self) -> None:
        self.facts = SheetFacts()
        self.row = self.column = self.count = 0
        self.formula = self.value = self.within_value = self.may_be_empty = False

    def run(self, stream: IO[bytes]) -> SheetFacts:
        parser = _parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.ParseFile(stream)
        return self.facts

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._cell(attributes)
        elif name == "f":
            self.formula = True
        elif name in {"v", "is"}:
            # An empty value is one only where the formula's result is a text.
            self.within_value = True
            self.value = self.may_be_empty
        elif name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
        elif name == "mergeCell":
            left, top, right, bottom = range_boundaries(attributes["ref"])
            self.facts.merges.append(Merge(top or 1, left or 1, bottom or 1, right or 1))

    def _characters(self, _: str) -> None:
        self.value = self.value or self.within_value

    def _cell(self, attributes: dict[str, str]) -> None:
        self.formula = self.value = self.within_value = False
        self.may_be_empty = attributes.get("t") == "str"
        self.column += 1
        if reference := attributes.get("r"):
            self.column = column_index_from_string(coordinate_from_string(reference)[0])

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in {"v", "is"}:
            self.within_value = False
        elif name == "c" and self.formula and not self.value:
            self.count += 1
            if self.count > MAX_CELLS_WITHOUT_VALUE:
                raise UnreadableFile(Code.NO_COMPUTED_VALUES)
            self.facts.without_value.setdefault(self.row, []).append(self.column)
