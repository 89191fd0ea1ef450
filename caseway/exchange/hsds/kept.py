"""What a directory file keeps beside itself: its bytes until they are read, and what it did."""

import base64
from collections.abc import Iterable
from typing import Any

from caseway.exchange.models import DirectoryFile, DirectoryPart, Kept

PART_BYTES = 1024 * 1024


def locked(pk: int) -> DirectoryFile:
    """The file, for this transaction's changes alone. What it said is fetched when asked for."""
    rows = DirectoryFile.objects.select_for_update(of=("self",)).select_related("site")
    found: DirectoryFile = rows.defer("content").get(pk=pk)
    return found


def keep_sent(file: DirectoryFile, content: bytes) -> None:
    for number, at in enumerate(range(0, len(content), PART_BYTES)):
        part = DirectoryPart(file=file, what=Kept.SENT, number=number)
        part.seal("content", base64.b64encode(content[at : at + PART_BYTES]).decode())
        part.save()


def sent(file: DirectoryFile) -> bytes:
    """The file as it came."""
    parts = file.parts.filter(what=Kept.SENT).order_by("number")
    return b"".join(base64.b64decode(part.unseal("content") or "") for part in parts.iterator())


def forget_sent(file: DirectoryFile) -> None:
    file.parts.filter(what=Kept.SENT).delete()


def keep_made(file: DirectoryFile, made: Iterable[dict[str, Any]]) -> None:
    """Keep what was done to rows, for taking it back."""
    if done := list(made):
        part = DirectoryPart(file=file, what=Kept.MADE, number=file.records_done)
        part.put("content", done)
        part.save()


def last_made(file: DirectoryFile) -> DirectoryPart | None:
    """What was done last and not taken back yet."""
    found: DirectoryPart | None = file.parts.filter(what=Kept.MADE).order_by("-number").first()
    return found
