"""Pages of the log, newest first, cut by the number of the row so that no page counts all of it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from caseway.cases.models import Case, HouseholdMember, NameKey
from caseway.desk.administration.audit.subjects import LINKS, MARKS, Item, Reader
from caseway.kernel.audit.registry import audited_models
from caseway.kernel.models import AccessEvent, AuditEntry, AuditSeal, User

PAGE = 50
# Rows of other offices are passed over; this many are looked at before the page ends.
CHUNK = 100
MOST_CHUNKS = 5
# A row may be written by a transaction that began before a seal; none lasts this long.
LONGEST_TRANSACTION = timedelta(hours=1)
# Derived from names, and said by them.
NOISE = (NameKey._meta.db_table,)


@dataclass(frozen=True)
class Wanted:
    """What the log is narrowed to. `before` is the number of the last row of the page before."""

    show: str = "changes"
    case: int | None = None
    who: int | None = None
    kind: str = ""
    since: date | None = None
    until: date | None = None
    before: int | None = None


@dataclass(frozen=True)
class Page:
    """Rows to show, and the number to go on from; None when there is nothing older."""

    rows: list[Any]
    older: int | None
    # What each row is about, by its number: ids as in `subjects.LINKS`.
    about: dict[int, dict[str, Any]] = field(default_factory=dict)


def changes(reader: Reader, wanted: Wanted) -> Page:
    """Changes that the reader may see."""
    rows = AuditEntry.objects.exclude(table__in=NOISE)
    if wanted.who is not None:
        rows = rows.filter(actor=str(wanted.who))
    if wanted.kind:
        rows = rows.filter(action=wanted.kind)
    if wanted.case is not None:
        rows = rows.filter(_of_case(wanted.case))
    return _page(reader, _between(rows, wanted), wanted, _item_of_change)


def reads(reader: Reader, wanted: Wanted) -> Page:
    """Looks at records that the reader may see."""
    rows = AccessEvent.objects.all()
    if wanted.who is not None:
        rows = rows.filter(user_id=wanted.who)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.case is not None:
        rows = rows.filter(case_id=wanted.case)
    return _page(reader, _between(rows, wanted), wanted, _item_of_read)


def cases_of(reader: Reader, page: Page) -> dict[int, int]:
    """The newest case of each person of a page, by person, where the reader may see it."""
    people = {known["person_id"] for known in page.about.values() if known.get("person_id")}
    if not people:
        return {}
    found = Case.objects.visible_to(reader.user).filter(participant__in=people)
    return dict(found.order_by("pk").values_list("participant_id", "pk"))


def _page(reader: Reader, rows: "QuerySet[Any]", wanted: Wanted, item_of: Any) -> Page:
    before, found = wanted.before, []
    about: dict[int, dict[str, Any]] = {}
    for _round in range(MOST_CHUNKS):
        older = rows if before is None else rows.filter(pk__lt=before)
        chunk = list(older.order_by("-pk")[:CHUNK])
        items = [item_of(row) for row in chunk]
        for row, item, may in zip(chunk, items, reader.may_see(items), strict=True):
            before = row.pk
            if may and not _is_noise(row):
                found.append(row)
                about[row.pk] = item.known
                if len(found) == PAGE:
                    more = row is not chunk[-1] or len(chunk) == CHUNK
                    return Page(found, before if more else None, about)
        if len(chunk) < CHUNK:
            return Page(found, None, about)
    return Page(found, before, about)


def _is_noise(row: Any) -> bool:
    """Whether signing in moved a clock; that she signed in stands in the log by itself."""
    after = getattr(row, "after", None)
    return row.table == User._meta.db_table and list(after or ()) == ["last_login"]


def _item_of_change(row: AuditEntry) -> Item:
    said = {**(row.before or {}), **(row.after or {})}
    known = {name: said[name] for name in LINKS if said.get(name) is not None}
    for mark in MARKS:
        known[mark] = bool((row.before or {}).get(mark)) or bool((row.after or {}).get(mark))
    return Item(row.table, row.row, known)


def _item_of_read(row: AccessEvent) -> Item:
    known: dict[str, Any] = {}
    if row.case_id is not None:
        known["case_id"] = row.case_id
    if not row.row:
        known["user_id"] = row.user_id
    table = "cases_safetyrecord" if row.field_class == "safety" else row.table
    return Item(table, row.row if table == row.table else "", known)


def _of_case(pk: int) -> Q:
    """Rows of the log about one case, its household and the people in it. A few queries."""
    case = Case.objects.get(pk=pk)
    people = set(
        HouseholdMember.objects.filter(household=case.household_id).values_list(
            "person_id", flat=True
        )
    ) | {case.participant_id}
    found = Q(table=Case._meta.db_table, row=str(pk))
    found |= Q(table="cases_household", row=str(case.household_id))
    found |= Q(table="cases_person", row__in=[str(one) for one in sorted(people)])
    for model in audited_models():
        where = _link(model, case, people)
        if where is None or model._meta.db_table in NOISE:
            continue
        ids = model._base_manager.filter(where).order_by("pk").values_list("pk", flat=True)
        found |= Q(table=model._meta.db_table, row__in=[str(one) for one in ids])
    return found


def _link(model: type[models.Model], case: Case, people: set[int]) -> Q | None:
    have = {field.attname for field in model._meta.concrete_fields}
    if "case_id" in have:
        return Q(case_id=case.pk)
    if "household_id" in have and model is not Case:
        return Q(household_id=case.household_id)
    if "person_id" in have:
        return Q(person_id__in=people)
    return None


def _between(rows: "QuerySet[Any]", wanted: Wanted) -> "QuerySet[Any]":
    """Only these days. The seals, which are few, narrow the numbers down first."""
    stream = rows.model._meta.db_table
    if wanted.since is not None:
        begin = _midnight(wanted.since)
        sealed = AuditSeal.objects.filter(stream=stream, at__lt=begin)
        below = sealed.aggregate(top=Max("last"))["top"]
        rows = rows.filter(at__gte=begin)
        rows = rows if below is None else rows.filter(pk__gt=below)
    if wanted.until is not None:
        end = _midnight(wanted.until + timedelta(days=1))
        later = AuditSeal.objects.filter(stream=stream, at__gte=end + LONGEST_TRANSACTION)
        first = later.order_by("number").first()
        rows = rows.filter(at__lt=end)
        rows = rows if first is None else rows.filter(pk__lte=first.last)
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
