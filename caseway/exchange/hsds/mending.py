"""Records that could not be taken in as they came: kept, mended, left out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.models import Site
from caseway.agencies.policy import Act
from caseway.exchange.hsds.columns import MODELS
from caseway.exchange.hsds.judging import Fate, Judged, judge
from caseway.exchange.hsds.loading import load
from caseway.exchange.hsds.records import Mend, Record, mends_of
from caseway.exchange.models import DirectoryFile, HeldRecord, HeldState
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.network.models import Provider


def why_not_import(user: User, site_id: int) -> str | None:
    """The sentence to show when the person may not take in files at a site."""
    return access.why_not(user, Act.IMPORT_FILES, Where(site_id, None))


def require(by: User, site: Site) -> None:
    if sentence := why_not_import(by, site.pk):
        raise NotAllowed(sentence)


def hold(file: DirectoryFile, judged: list[Judged], at: datetime) -> None:
    """Keep what is held. The same record held again is one line of the list, as it is now."""
    ids = [one.record.uuid for one in judged]
    rows = HeldRecord.objects.filter(site=file.site, state=HeldState.OPEN, uuid__in=ids)
    open_now = {(row.kind, str(row.uuid)): row for row in rows}
    for one in judged:
        key = (one.record.kind, one.record.uuid)
        row = open_now.get(key) or HeldRecord(site=file.site, kind=key[0], uuid=key[1], held_at=at)
        row.file, row.source = file, file.source
        _put(row, one.record)
        row.save()


def _put(row: HeldRecord, record: Record) -> None:
    row.name = record.fields.get("name", "")[:255]
    row.mends = [mend.value for mend in record.mends]
    row.seal("record", _json(record))


def _json(record: Record) -> str:
    return json.dumps(record.as_json(), ensure_ascii=False)


@dataclass(frozen=True)
class Answer:
    """What somebody says to mend a record. Empty: as it came."""

    name: str = ""
    organization: Provider | None = None
    address: Mapping[str, str] | None = None
    no_address: bool = False
    take_theirs: bool = False


@transaction.atomic
def mend(*, held: HeldRecord, answer: Answer, by: User, at: datetime) -> tuple[bool, int]:
    """Mend a record and take it in: (whether it was taken in, how many that waited came along).

    What still stands in the way is kept on its line. Raises NotAllowed.
    """
    held = _open(held)
    require(by, held.site)
    record = _answered(record_of(held), answer)
    anyway = frozenset({record.uuid} if answer.take_theirs else ())
    if not _take_in(held, record, anyway, by, at):
        return False, 0
    waiting = HeldRecord.objects.filter(site=held.site, source=held.source, state=HeldState.OPEN)
    came = 0
    for other in sorted(waiting, key=lambda one: _ORDER[one.kind]):
        if set(other.mends) <= _COMES_ALONG:
            came += _take_in(other, record_of(other), frozenset(), by, at)
    return True, came


_ORDER = {kind: place for place, kind in enumerate(MODELS)}
_COMES_ALONG = {Mend.WAITS.value, Mend.NO_SERVICE.value, Mend.NO_LOCATION.value}
_COMES_ALONG |= {Mend.UNKNOWN_ORGANIZATION.value}


def record_of(held: HeldRecord) -> Record:
    """The record as it came, with what was mended of it so far."""
    return Record.from_json(json.loads(held.unseal("record") or "{}"))


def _answered(record: Record, answer: Answer) -> Record:
    if answer.name.strip():
        record = replace(record, fields={**record.fields, "name": answer.name.strip()})
    if answer.organization is not None:
        links = {**record.links, "organization_id": str(answer.organization.uuid)}
        record = replace(record, links=links, owner_name="")
    if answer.address is not None or answer.no_address:
        addresses = record.parts.get("address", [])
        whole = [{**addresses[0], **(answer.address or {})}] if not answer.no_address else []
        for one in whole:
            one.pop("address_words", None)
        parts = {name: rows for name, rows in record.parts.items() if name != "address"}
        parts |= {"address": [*whole, *addresses[1:]]} if whole or addresses[1:] else {}
        record = replace(record, parts=parts)
    return replace(record, mends=mends_of(record))


def _take_in(
    held: HeldRecord, record: Record, anyway: frozenset[str], by: User, at: datetime
) -> bool:
    record = replace(record, mends=mends_of(record))
    one = judge([record], held.site, anyway=anyway)[0]
    _put(held, one.record)
    if one.fate == Fate.HELD:
        held.save()
        return False
    load([one], site=held.site, source=held.source, at=at)
    held.state, held.settled_by, held.settled_at = HeldState.MENDED, by, at
    held.save()
    return True


@transaction.atomic
def leave_out(*, held: HeldRecord, by: User, at: datetime) -> HeldRecord:
    """Say that a record is not wanted here. It stays in the account, and comes up no more."""
    held = _open(held)
    require(by, held.site)
    held.state, held.settled_by, held.settled_at = HeldState.LEFT, by, at
    held.save()
    return held


def _open(held: HeldRecord) -> HeldRecord:
    rows = HeldRecord.objects.select_for_update(of=("self",)).select_related("site")
    row: HeldRecord = rows.get(pk=held.pk)
    if row.state != HeldState.OPEN:
        raise NotAllowed(_("This record was settled already. Reload the page."))
    return row
