"""Taking a file in, and giving it back to those who read it."""

import base64
import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.models import Agency, Region, Site
from caseway.agencies.policy import Act
from caseway.agencies.standing import standing_of
from caseway.exchange.models import Batch, BatchState, FilePart
from caseway.exchange.reading.kinds import MAX_FILE_BYTES
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed

PART_BYTES = 1 << 20
# Long enough to mend and send again, and to undo; then the names in it are forgotten.
KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Upload:
    """A file as it came. `chunks` are its bytes in any division."""

    name: str
    chunks: Iterable[bytes]
    sender: str


@transaction.atomic
def receive(
    *, upload: Upload, site: Site, agency: Agency, region: Region | None, by: User, at: datetime
) -> Batch:
    """Keep a file, sealed, for reading. The caller asks for the reading.

    Raises NotAllowed when `by` may not load files there, the agency is not hers,
    or the file is too large.
    """
    access.require(by, Act.IMPORT_FILES, Where(site.pk, region.pk if region else None))
    if agency.pk not in standing_of(by).agency_ids:
        raise NotAllowed(_("Choose an agency that you work for."))
    batch = Batch.objects.create(
        site=site,
        agency=agency,
        region=region,
        sender=upload.sender.strip()[:128],
        file_name=Path(upload.name).name[:200],
        state=BatchState.RECEIVED,
        received_by=by,
        received_at=at,
        expires_on=(at + KEPT_FOR).date(),
    )
    _keep(batch, upload.chunks)
    return batch


def _keep(batch: Batch, chunks: Iterable[bytes]) -> None:
    digest, size = hashlib.sha256(), 0
    for number, content in enumerate(_parts(chunks)):
        size += len(content)
        if size > MAX_FILE_BYTES:
            raise NotAllowed(
                _("This file is larger than %(limit)s MB. Split it and send it in two.")
                % {"limit": MAX_FILE_BYTES // 1024**2}
            )
        digest.update(content)
        part = FilePart(batch=batch, site_id=batch.site_id, number=number)
        part.seal("content", base64.b64encode(content).decode())
        part.save()
    batch.sha256, batch.size_bytes = digest.hexdigest(), size
    batch.save(update_fields=["sha256", "size_bytes"])


def _parts(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in parts of one size."""
    waiting = b""
    for chunk in chunks:
        waiting += chunk
        while len(waiting) >= PART_BYTES:
            yield waiting[:PART_BYTES]
            waiting = waiting[PART_BYTES:]
    if waiting:
        yield waiting


@contextmanager
def on_disk(batch: Batch) -> Iterator[Path]:
    """The file as a path, for as long as the block lasts. Nobody else can read it."""
    with tempfile.TemporaryDirectory(prefix="caseway-file-") as folder:
        path = Path(folder) / "file"
        with path.open("wb") as stream:
            for part in batch.parts.order_by("number").iterator(chunk_size=4):
                stream.write(base64.b64decode(part.unseal("content") or ""))
        yield path
