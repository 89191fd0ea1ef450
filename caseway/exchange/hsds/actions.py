"""Taking in a directory file, loading it, taking that back, and mending what was held."""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from caseway.agencies.models import Site
from caseway.exchange.hsds.columns import MODELS
from caseway.exchange.hsds.judging import Fate, Judged, count, judge
from caseway.exchange.hsds.loading import load, restore
from caseway.exchange.hsds.making import make_records
from caseway.exchange.hsds.mending import hold, require
from caseway.exchange.hsds.reading import (
    MOST_BYTES,
    Read,
    Unreadable,
    UnreadableDirectory,
    read_directory,
)
from caseway.exchange.hsds.records import Record
from caseway.exchange.models import (
    DirectoryFile,
    DirectoryMap,
    DirectoryState,
    HeldState,
)
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed

KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Upload:
    """A file as it came, and whose directory it is."""

    name: str
    source: str
    chunks: Iterable[bytes]


@transaction.atomic
def receive(*, upload: Upload, site: Site, by: User, at: datetime) -> DirectoryFile:
    """Read a directory and keep it, sealed, for its preview. Nothing is loaded yet.

    Raises NotAllowed, with what to do, when it cannot be read.
    """
    require(by, site)
    if not upload.source.strip():
        raise NotAllowed(_("Say whose directory this is, so that their next file finds its way."))
    content = _within_bounds(upload.chunks)
    file = DirectoryFile(
        site=site,
        source=upload.source.strip()[:120],
        file_name=Path(upload.name).name[:200],
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        received_by=by,
        received_at=at,
        expires_on=(at + KEPT_FOR).date(),
    )
    _read_into(file, content)
    file.save()
    return file


def _read_into(file: DirectoryFile, content: bytes) -> None:
    maps = dict(DirectoryMap.objects.filter(site=file.site).values_list("key", "columns"))
    try:
        read = read_directory(content, file.file_name, maps)
    except UnreadableDirectory as refusal:
        raise NotAllowed(_unreadable(refusal.why)) from refusal
    file.kind = read.kind
    if any(sheet.key not in maps for sheet in read.sheets):
        file.state = DirectoryState.COLUMNS
        file.put("content", {"bytes": base64.b64encode(content).decode(), "sheets": _sheets(read)})
        return
    _keep(file, read)


def _keep(file: DirectoryFile, read: Read) -> None:
    made = make_records(read.tables, file.source)
    if not made.records:
        raise NotAllowed(_unreadable(Unreadable.NO_TABLE))
    refused = made.refused + read.strange
    file.state = DirectoryState.PREVIEW
    file.put(
        "content",
        {
            "records": [record.as_json() for record in made.records],
            "refused": refused,
            "left_out": dict(made.left_out),
        },
    )
    file.counts = count(judge(made.records, file.site), refused)


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

    The answer is kept for their next file. Raises NotAllowed when no record can be made of it.
    """
    file = _held(file)
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
    _read_into(file, base64.b64decode(file.take("content", {})["bytes"]))
    file.save()
    return file


def judged_of(file: DirectoryFile) -> list[Judged]:
    """What loading the file would do now."""
    said = file.take("content", {}).get("records", [])
    return judge([Record.from_json(one) for one in said], file.site)


@transaction.atomic
def apply(*, file: DirectoryFile, by: User, at: datetime) -> DirectoryFile:
    """Load what can be loaded, and put what cannot on the list of what is to be mended."""
    file = _held(file)
    require(by, file.site)
    if sentence := file.why_not_touch():
        raise NotAllowed(sentence)
    if file.state != DirectoryState.PREVIEW:
        raise NotAllowed(_("This file was loaded already. Reload the page."))
    judged = judged_of(file)
    file.put("made", load(judged, site=file.site, source=file.source, at=at))
    hold(file, [one for one in judged if one.fate == Fate.HELD], at)
    file.counts = count(judged, file.take("content", {}).get("refused", 0))
    file.state, file.applied_by, file.applied_at = DirectoryState.APPLIED, by, at
    file.save()
    return file


@transaction.atomic
def undo(*, file: DirectoryFile, by: User, at: datetime) -> tuple[DirectoryFile, int, int]:
    """Take back what the file did: (the file, records put back, records left alone).

    What somebody changed or used since stays as it is now.
    """
    file = _held(file)
    require(by, file.site)
    if sentence := file.why_not_touch():
        raise NotAllowed(sentence)
    if file.state != DirectoryState.APPLIED:
        raise NotAllowed(_("Only a file that was loaded can be undone. Reload the page."))
    back = left = 0
    for made in reversed(file.take("made", [])):
        if _put_back(made, at):
            back += 1
        else:
            left += 1
    file.held.filter(state=HeldState.OPEN).delete()
    file.state, file.undone_at = DirectoryState.UNDONE, at
    file.counts = {**file.counts, "undone": {"back": back, "left": left}}
    file.save()
    return file, back, left


def _put_back(made: Mapping[str, Any], at: datetime) -> bool:
    model: Any = MODELS[made["kind"]]
    row = model.objects.filter(uuid=made["uuid"], version=made["version"]).first()
    if row is None or row.edited_here or row.is_published:
        return False
    if made["was"] is not None:
        restore(made["kind"], row, made["was"], at=at)
        return True
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        return False
    return True


@transaction.atomic
def forget_expired(*, today: date, at: datetime) -> int:
    """Forget what files said, on their day. What was loaded and what is held stays."""
    due = DirectoryFile.objects.filter(expires_on__lte=today, purged_at=None)
    return due.update(content=None, made=None, purged_at=at)


def _held(file: DirectoryFile) -> DirectoryFile:
    held: DirectoryFile = (
        DirectoryFile.objects.select_for_update(of=("self",)).select_related("site").get(pk=file.pk)
    )
    return held


def _within_bounds(chunks: Iterable[bytes]) -> bytes:
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > MOST_BYTES:
            raise NotAllowed(_unreadable(Unreadable.TOO_LARGE))
    return bytes(content)


def _unreadable(why: Unreadable) -> str:
    return {
        Unreadable.EMPTY: _("This file is empty. Check that you chose the right one."),
        Unreadable.TOO_LARGE: _("This file is larger than %(limit)s MB. Ask for it in parts.")
        % {"limit": MOST_BYTES // 1024**2},
        Unreadable.NOT_JSON: _("This file ends too early or is damaged. Ask for it again."),
        Unreadable.DAMAGED: _("This zip file is damaged or has a password. Ask for it again."),
        Unreadable.NO_TABLE: _(
            "No organization, service or place was found in this file. "
            "Send the JSON file, or the CSV files together in one zip."
        ),
    }[why]
