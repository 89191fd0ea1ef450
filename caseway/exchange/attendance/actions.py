"""Taking in a provider's list, answering its questions, loading it and taking that back."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies.models import Agency, Site
from caseway.attendance.actions.marking import Marked, mark, put_back
from caseway.attendance.actions.planning import Fate, Plan, plan
from caseway.attendance.models import EntrySource
from caseway.attendance.queries.roll import roll_of
from caseway.attendance.reading.days import days_between
from caseway.attendance.reading.people import Roll
from caseway.attendance.reading.table import read_table
from caseway.exchange.models import Roster, RosterState
from caseway.exchange.sent import cells_of, content_of
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed

# As other files: long enough to correct and to undo, then the names in it are forgotten.
KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Upload:
    """A list as it came. Headings without a date mean the days from `first` to `last`."""

    name: str
    chunks: Iterable[bytes]
    first: date
    last: date


@transaction.atomic
def receive(*, upload: Upload, site: Site, agency: Agency, by: User, at: datetime) -> Roster:
    """Read a list and keep it, sealed, for its preview. Nothing is marked yet.

    Raises NotAllowed, with what to do, when it cannot be read or is too large.
    """
    content = content_of(
        upload.chunks,
        _("This list is larger than %(limit)s MB. Send one month of it at a time."),
    )
    roster = Roster(
        site=site,
        agency=agency,
        file_name=Path(upload.name).name[:200],
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        first_on=upload.first,
        last_on=upload.last,
        received_by=by,
        received_at=at,
        expires_on=(at + KEPT_FOR).date(),
    )
    roster.put("content", cells_of(content, upload.name))
    roster.save()
    return roster


def plan_of(
    roster: Roster, *, by: User, at: datetime, seen: Mapping[str, int] | None = None
) -> tuple[Plan, Roll]:
    """What loading the list would do now, and the people it was held against."""
    around = days_between(roster.first_on, roster.last_on)
    roll = roll_of(by, roster.first_on, roster.last_on)
    answers: dict[str, str] = roster.take("answers", {})
    table = read_table(roster.take("content", []), roll, around, answers)
    return plan(table, by=by, at=at, seen=seen), roll


@transaction.atomic
def answer(*, roster: Roster, answers: Mapping[str, str]) -> Roster:
    """Keep what was said of the list's lines and cells, beside what was said before."""
    roster = _held(roster)
    if sentence := roster.why_not_touch():
        raise NotAllowed(sentence)
    roster.put("answers", {**roster.take("answers", {}), **answers})
    roster.save(update_fields=["answers"])
    return roster


def says_more(roster: Roster, answers: Mapping[str, str], *, by: User, at: datetime) -> bool:
    """Whether these answers say anything that the preview did not already show."""
    planned, _roll = plan_of(roster, by=by, at=at)
    shown = {f"fix-{box.box.place}": box.box.text for line in planned.lines for box in line.boxes}
    return any(text != shown.get(name) for name, text in answers.items())


@transaction.atomic
def apply(
    *, roster: Roster, seen: Mapping[str, int], by: User, at: datetime
) -> tuple[Roster, Marked]:
    """Mark every cell of the list that has no question left, all or none of them.

    Held cells stay held, and can be answered and loaded later. `seen` are the
    versions that the preview showed. Raises NothingSaved when somebody wrote there since.
    """
    roster = _held(roster)
    if sentence := roster.why_not_touch():
        raise NotAllowed(sentence)
    if roster.state == RosterState.UNDONE:
        raise NotAllowed(_("This list was undone. Send it again to load it."))
    planned, _roll = plan_of(roster, by=by, at=at, seen=seen)
    done = mark(cells=planned.cells, by=by, at=at, source=EntrySource.UPLOAD)
    roster.put("made", [*roster.take("made", []), *done.made])
    roster.state, roster.applied_by, roster.applied_at = RosterState.APPLIED, by, at
    roster.counts = {fate.value: planned.counts[fate] for fate in Fate}
    roster.save(update_fields=["made", "state", "applied_by", "applied_at", "counts"])
    return roster, done


@transaction.atomic
def undo(*, roster: Roster, by: User, at: datetime) -> tuple[Roster, int, int]:
    """Take back what the list did: (the list, days put back, days left alone).

    A day that somebody changed since stays as it is now.
    """
    roster = _held(roster)
    if sentence := roster.why_not_touch():
        raise NotAllowed(sentence)
    if roster.state != RosterState.APPLIED:
        raise NotAllowed(_("Only a list that was loaded can be undone. Reload the page."))
    back, left = put_back(made=_last_of_each(roster.take("made", [])), by=by, at=at)
    roster.state, roster.undone_at = RosterState.UNDONE, at
    roster.counts = {**roster.counts, "back": back, "left": left}
    roster.save(update_fields=["state", "undone_at", "counts"])
    return roster, back, left


def _held(roster: Roster) -> Roster:
    held: Roster = Roster.objects.select_for_update().get(pk=roster.pk)
    return held


def _last_of_each(made: list[dict[str, object]]) -> list[dict[str, object]]:
    """Loaded in two goes, an entry stands twice: its last version, and what stood first."""
    found: dict[object, dict[str, object]] = {}
    for one in made:
        first = found.get(one["entry"])
        found[one["entry"]] = {**one, "before": first["before"]} if first else one
    return list(found.values())


@transaction.atomic
def forget_expired(*, today: date, at: datetime) -> int:
    """Forget what lists said, on their day. Who loaded how much stays. Returns how many lists."""
    due = Roster.objects.filter(expires_on__lte=today, purged_at=None)
    return due.update(content=None, answers=None, made=None, file_name="", purged_at=at)
