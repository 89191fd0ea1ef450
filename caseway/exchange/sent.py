"""The cells of a spreadsheet that somebody sends, within bounds."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from caseway.exchange import words
from caseway.exchange.codes import UnreadableFile
from caseway.exchange.reading import open_source
from caseway.kernel.refusals import NotAllowed

MOST_BYTES = 5 * 1024 * 1024
MOST_LINES = 2000
MOST_COLUMNS = 60


def content_of(chunks: Iterable[bytes], too_large: str) -> bytes:
    """All of a file. Raises NotAllowed with `too_large`, which takes `limit` in MB."""
    pieces, size = [], 0
    for chunk in chunks:
        size += len(chunk)
        if size > MOST_BYTES:
            raise NotAllowed(too_large % {"limit": MOST_BYTES // 1024**2})
        pieces.append(chunk)
    return b"".join(pieces)


def cells_of(content: bytes, name: str, most_lines: int = MOST_LINES) -> list[list[str]]:
    """The cells of a file, so that the row at place n is line n + 1 of it.

    Raises NotAllowed, with what to do, when it cannot be read or has too many lines.
    """
    rows: list[list[str]] = []
    with tempfile.TemporaryDirectory(prefix="caseway-list-") as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        try:
            for record in open_source(path, name=name).table.records:
                rows += [[] for _line in range(record.line - len(rows) - 1)]
                rows.append(list(record.cells[:MOST_COLUMNS]))
                if len(rows) > most_lines:
                    break
        except UnreadableFile as refusal:
            found = refusal.finding
            raise NotAllowed(f"{words.sentence(found)} {words.how_to_fix(found)}") from refusal
    if len(rows) > most_lines:
        raise NotAllowed(
            _("This list has more than %(n)d lines. Send it in parts.") % {"n": most_lines}
        )
    width = max((len(row) for row in rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]
