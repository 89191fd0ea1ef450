"""What a row of the log is about, for a whole page at once, and whether it shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Q

from caseway.agencies.access import carries
from caseway.agencies.models import Agency, Membership, Presence, Role, Site
from caseway.agencies.policy import Act
from caseway.agencies.standing import Post, standing_of
from caseway.cases.models import Case, Household, Person
from caseway.kernel.models import AuditEntry, Job, User
from caseway.kernel.personal import FieldClass, field_classes, own_models
from caseway.rules.functions import EmployerKind

# Columns that say what a row is about, and columns that keep it from most readers.
LINKS = ("site_id", "case_id", "household_id", "person_id", "kept_id", "user_id", "agency_id")
MARKS = ("is_confidential", "is_private")
_SELF: dict[type[models.Model], str] = {
    Case: "case_id",
    Person: "person_id",
    Household: "household_id",
    Site: "site_id",
    User: "user_id",
    Agency: "agency_id",
}


@dataclass
class Item:
    """One row of either log, as far as the question who may see it goes."""

    table: str
    row: str
    known: dict[str, Any] = field(default_factory=dict)


@cache
def model_of(table: str) -> type[models.Model] | None:
    """The model whose rows stand in `table`; None for a table that is gone."""
    found = {model._meta.db_table: model for model in own_models()}
    return found.get(table)


@cache
def is_about_safety(model: type[models.Model]) -> bool:
    """Whether the rows of this table are kept for trained staff as a whole."""
    return FieldClass.SAFETY in field_classes(model).values()


class Reader:
    """One person reading the log: answers which rows of a page she may see."""

    def __init__(self, user: User) -> None:
        self.user = user
        posts = [post for post in standing_of(user).posts if carries(post, Act.READ_AUDIT)]
        self.posts: Sequence[Post] = posts
        self.sites = {post.site_id for post in posts}
        self.whole = {post.site_id for post in posts if _reads_whole_site(post)}
        self.trained = {
            post.site_id
            for post in posts
            if post.role == Role.PRIVACY_OFFICER and post.safety_trained
        }

    def may_see(self, items: Sequence[Item]) -> list[bool]:
        """For each item, whether it shows. The same few queries however many items of a kind."""
        _fill_in(items)
        seen = _Seen(self, items)
        return [seen.holds(item) for item in items]


class _Seen:
    """The cases, people and colleagues of a page that the reader may know of."""

    def __init__(self, reader: Reader, items: Sequence[Item]) -> None:
        self.reader = reader
        cases = Case.objects.visible_to(reader.user)
        people = _ids(items, "person_id") | _ids(items, "kept_id")
        self.cases = _pks(cases.filter(pk__in=_ids(items, "case_id")), "pk")
        self.households = _pks(
            cases.filter(household__in=_ids(items, "household_id")), "household_id"
        )
        self.people = _pks(Person.objects.visible_to(reader.user).filter(pk__in=people), "pk")
        self.colleagues = _colleagues(reader, _ids(items, "user_id"))
        self.agencies = _pks(
            Presence.objects.filter(agency__in=_ids(items, "agency_id"), site__in=reader.sites),
            "agency_id",
        )
        sites = Case.objects.filter(pk__in=_ids(items, "case_id")).values_list("pk", "site_id")
        self.site_of_case = dict(sites)

    def holds(self, item: Item) -> bool:
        model = model_of(item.table)
        if model is None:
            return False
        if model in (AuditEntry, Job) and not _named(item):
            return True  # about the system, not about anybody
        site = item.known.get("site_id") or self.site_of_case.get(item.known.get("case_id"))
        if _is_kept(model, item) and site not in self.reader.trained:
            return False
        if site in self.reader.whole:
            return True
        return self._holds_part(model, item, site)

    def _holds_part(self, model: type[models.Model], item: Item, site: int | None) -> bool:
        for name, seen in (
            ("case_id", self.cases),
            ("person_id", self.people),
            ("kept_id", self.people),
            ("household_id", self.households),
        ):
            if item.known.get(name) is not None:
                return item.known[name] in seen
        if site is not None:
            return site in self.reader.sites and model._meta.app_label == "agencies"
        if item.known.get("user_id") is not None:
            return item.known["user_id"] in self.colleagues
        return item.known.get("agency_id") in self.agencies


def _is_kept(model: type[models.Model], item: Item) -> bool:
    return is_about_safety(model) or any(item.known.get(mark) for mark in MARKS)


def _named(item: Item) -> bool:
    return any(item.known.get(name) is not None for name in LINKS)


def _reads_whole_site(post: Post) -> bool:
    return post.employer_kind == EmployerKind.PUBLIC and post.region_id is None


def _fill_in(items: Sequence[Item]) -> None:
    """Read from the rows themselves what the log did not say: one query for each table."""
    wanting: dict[type[models.Model], list[Item]] = {}
    for item in items:
        model = model_of(item.table)
        if model is None or not item.row.isdecimal():
            continue
        if model in _SELF:
            item.known.setdefault(_SELF[model], int(item.row))
        if any(name not in item.known for name in _columns(model)):
            wanting.setdefault(model, []).append(item)
    for model, some in wanting.items():
        _fill_from_rows(model, some)


def _fill_from_rows(model: type[models.Model], items: Iterable[Item]) -> None:
    columns = _columns(model)
    if not columns:
        return
    rows = model._base_manager.filter(pk__in={item.row for item in items})
    standing = {str(row["pk"]): row for row in rows.values("pk", *columns)}
    for item in items:
        row = standing.get(item.row, {})
        for name in columns:
            if name in MARKS:  # confidential now or then: kept either way
                item.known[name] = bool(item.known.get(name)) or bool(row.get(name))
            elif item.known.get(name) is None:
                item.known[name] = row.get(name)


@cache
def _columns(model: type[models.Model]) -> tuple[str, ...]:
    have = {field.attname for field in model._meta.concrete_fields}
    return tuple(name for name in (*LINKS, *MARKS) if name in have)


def _ids(items: Iterable[Item], name: str) -> set[int]:
    return {item.known[name] for item in items if item.known.get(name) is not None}


def _pks(rows: "models.QuerySet[Any]", name: str) -> set[int]:
    return set(rows.order_by().values_list(name, flat=True))


def _colleagues(reader: Reader, ids: set[int]) -> set[int]:
    """People with a post, now or once, where she reads the log."""
    here = Q(pk__in=[])
    for post in reader.posts:
        at = Q(site=post.site_id)
        here |= at if _reads_whole_site(post) else at & Q(agency=post.agency_id)
    return _pks(Membership.objects.filter(here, user__in=ids), "user_id")
