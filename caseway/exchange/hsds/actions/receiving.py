"""A directory comes in: kept as sent, read, and its columns explained."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies.models import Site
from caseway.exchange.hsds.judging import count, judge
from caseway.exchange.hsds.kept import forget_sent, keep_sent, locked, sent
from caseway.exchange.hsds.making import make_records
from caseway.exchange.hsds.mending import require
from caseway.exchange.hsds.reading import (
    MOST_BYTES,
    Read,
    Unreadable,
    UnreadableDirectory,
    read_directory,
)
from caseway.exchange.hsds.words import unreadable
from caseway.exchange.models import DirectoryFile, DirectoryMap, DirectoryState
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed

KEPT_FOR = timedelta(days=90)
# What is larger is read by the worker: a person would wait more than a second for it.
READ_AT_ONCE = 64 * 1024


@dataclass(frozen=True)
class Upload:
    """A file as it came, and whose directory it is."""

    name: str
    source: str
    chunks: Iterable[bytes]


@transaction.atomic
def receive(*, upload: Upload, site: Site, by: User, at: datetime) -> DirectoryFile:
    """Keep a directory, sealed, and read it if it is small. Nothing is loaded yet.

    A larger one comes back as RECEIVED, and the caller asks for its reading. Raises
    NotAllowed, with what to do, when it cannot be read.
    """
    require(by, site)
    if not upload.source.strip():
        raise NotAllowed(_("Say whose directory this is, so that their next file finds its way."))
    content = _within_bounds(upload.chunks)
    file = DirectoryFile.objects.create(
        site=site,
        source=upload.source.strip()[:120],
        file_name=Path(upload.name).name[:200],
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        state=DirectoryState.RECEIVED,
        received_by=by,
        received_at=at,
        expires_on=(at + KEPT_FOR).date(),
    )
    keep_sent(file, content)
    if len(content) <= READ_AT_ONCE:
        _read_now(file, content)
    return file


def _read_now(file: DirectoryFile, content: bytes) -> None:
    try:
        _settle(file, _understood(file, content))
    except UnreadableDirectory as refusal:
        raise NotAllowed(unreadable(refusal.why)) from refusal


def read(*, file_id: int) -> None:
    """Read a larger file, to its preview or to the question of its columns.

    Nothing is written before it is read, so a stop costs no more than the time. What
    cannot be read ends as REFUSED with the reason; never with an exception.
    """
    file = DirectoryFile.objects.select_related("site").get(pk=file_id)
    if file.state != DirectoryState.RECEIVED or file.purged_at is not None:
        return
    try:
        found = _understood(file, sent(file))
    except UnreadableDirectory as refusal:
        found = _unread(file, refusal.why)
    with transaction.atomic():
        file = locked(file_id)
        if file.state == DirectoryState.RECEIVED:
            _settle(file, found)


def _understood(file: DirectoryFile, content: bytes) -> dict[str, Any]:
    """What a file turns out to be, by field. Writes nothing. Raises UnreadableDirectory."""
    maps = dict(DirectoryMap.objects.filter(site=file.site).values_list("key", "columns"))
    found = read_directory(content, file.file_name, maps)
    if any(sheet.key not in maps for sheet in found.sheets):
        said: dict[str, Any] = {"sheets": _sheets(found)}
        return {"kind": found.kind, "state": DirectoryState.COLUMNS, "content": said}
    made = make_records(found.tables, file.source)
    if not made.records:
        raise UnreadableDirectory(Unreadable.NO_TABLE)
    refused = made.refused + found.strange
    return {
        "kind": found.kind,
        "state": DirectoryState.PREVIEW,
        "record_count": len(made.records),
        "counts": count(judge(made.records, file.site), refused),
        "content": {
            "records": [record.as_json() for record in made.records],
            "refused": refused,
            "left_out": dict(made.left_out),
        },
    }


def _unread(file: DirectoryFile, why: Unreadable) -> dict[str, Any]:
    """A file that cannot be read; if only its columns were explained wrongly, they are asked anew.

    That explanation is forgotten, so that it does not refuse their next file, too.
    """
    said = file.take("content", {})
    if not said.get("sheets"):
        return {"state": DirectoryState.REFUSED, "refusal": why.value, "content": {}}
    keys = [sheet["key"] for sheet in said["sheets"]]
    DirectoryMap.objects.filter(site=file.site, key__in=keys).delete()
    return {"state": DirectoryState.COLUMNS, "refusal": why.value, "content": said}


def _settle(file: DirectoryFile, found: Mapping[str, Any]) -> None:
    """Write down what a file turned out to be. Its bytes go once they are not needed."""
    file.refusal = ""
    for name, value in found.items():
        if name == "content":
            file.put(name, value)
        else:
            setattr(file, name, value)
    file.save()
    if file.state != DirectoryState.COLUMNS:
        forget_sent(file)


def _sheets(read: Read) -> list[dict[str, Any]]:
    """What the page of columns shows: the heading, and what stands in the first lines."""
    return [
        {
            "key": sheet.key,
            "name": sheet.name,
            "header": list(sheet.header),
            "sample": [list(cells) for cells in sheet.rows[:3]],
        }
        for sheet in read.sheets
    ]


@transaction.atomic
def map_columns(
    *, file: DirectoryFile, columns: Mapping[str, Mapping[str, str]], by: User, at: datetime
) -> DirectoryFile:
    """Say what somebody's own columns hold: by sheet, heading to "table.column".

    The answer is kept for their next file. A larger file goes back to RECEIVED, and the
    caller asks for its reading. Raises NotAllowed when no record can be made of it.
    """
    file = locked(file.pk)
    require(by, file.site)
    if file.state != DirectoryState.COLUMNS:
        raise NotAllowed(_("The columns of this file are known. Reload the page."))
    for key, those in columns.items():
        given = {heading: what for heading, what in those.items() if what}
        DirectoryMap.objects.update_or_create(
            site=file.site,
            key=key,
            defaults={"columns": given, "saved_by": by, "saved_at": at},
        )
    if file.size_bytes <= READ_AT_ONCE:
        _read_now(file, sent(file))
        return file
    file.state, file.refusal = DirectoryState.RECEIVED, ""
    file.save(update_fields=["state", "refusal"])
    return file


def _within_bounds(chunks: Iterable[bytes]) -> bytes:
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > MOST_BYTES:
            raise NotAllowed(unreadable(Unreadable.TOO_LARGE))
    return bytes(content)
