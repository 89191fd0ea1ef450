"""Rows of the log in words: what was done, to what, and each field before and after."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import models
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caseway.agencies.models import Agency, Program, Region, Site
from caseway.cases.forms.person import RevealForm
from caseway.cases.models import Case, Person
from caseway.desk.administration.audit.names import ACTS, FIELDS
from caseway.desk.administration.audit.subjects import model_of
from caseway.desk.administration.audit.tables import TABLES
from caseway.kernel.audit.replay import value_of
from caseway.kernel.models import AccessEvent, AuditEntry, BlindIndexField, SealedField, User
from caseway.kernel.models.audit import SYSTEM
from caseway.kernel.personal import FieldClass, field_classes

WITHHELD = "(withheld)"
HIDDEN = gettext_lazy("hidden")
NOTHING = gettext_lazy("nothing")
# They say how a row is kept, not what was done.
UNSAID = frozenset({"id", "version", "seal_key", "sort_name", "normal"})
LONGEST = 400
_NAMED: tuple[type[models.Model], ...] = (
    User,
    Agency,
    Site,
    Region,
    Program,
    Case,
    Person,
)
_NAME_COLUMNS: dict[type[models.Model], str] = {Case: "number", Person: "name_used"}
# What each row of a page belongs to: ids by name of the link.
About = Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True)
class Change:
    """One field: its label, and what stood there before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """One row of the log, ready to print."""

    pk: int
    at: datetime
    who: str
    did: str
    what: str
    reason: str
    case: Any
    changes: Sequence[Change]


class Names:
    """Names behind the links of a page. One query for each kind of thing."""

    def __init__(self, wanted: Iterable[tuple[type[models.Model], Any]]) -> None:
        ids: dict[type[models.Model], set[int]] = {model: set() for model in _NAMED}
        for model, pk in wanted:
            if model in ids and str(pk).isdecimal():
                ids[model].add(int(pk))
        self._found: dict[tuple[type[models.Model], int], str] = {}
        for model, some in ids.items():
            column = _NAME_COLUMNS.get(model, "name")
            rows = model._base_manager.filter(pk__in=some).values_list("pk", column)
            for pk, name in rows:
                self._found[model, pk] = name

    def of(self, model: type[models.Model], pk: Any) -> str:
        """The name; its number when it has none or is gone."""
        if str(pk).isdecimal() and (found := self._found.get((model, int(pk)))):
            return found
        return _("No. %(number)s") % {"number": pk}


def changes(rows: Sequence[AuditEntry], about: About) -> list[Told]:
    """Changes of a page in words. `about` says what each row belongs to."""
    names = Names([*_links(rows), *_subjects(about)])
    return [
        Told(
            pk=row.pk,
            at=row.at,
            who=_("The system") if row.actor == SYSTEM else names.of(User, row.actor),
            did=str(ACTS.get(row.action, row.action)),
            what=_what(row, about.get(row.pk, {}), names),
            reason=row.reason,
            case=_case(about.get(row.pk, {}), names),
            changes=_differences(row, names),
        )
        for row in rows
    ]


def reads(rows: Sequence[AccessEvent], about: About, cases: Mapping[int, int]) -> list[Told]:
    """Looks at records, in words. `cases` holds, by person, the case that she is known by."""
    of_case = {row.pk: _case_read(row, about, cases) for row in rows}
    wanted: list[tuple[type[models.Model], Any]] = [(User, row.user_id) for row in rows]
    wanted += [(Case, pk) for pk in of_case.values()]
    names = Names([*wanted, *_subjects(about)])
    return [
        Told(
            pk=row.pk,
            at=row.at,
            who=names.of(User, row.user_id),
            did=capfirst(row.get_kind_display()),
            what=_read_what(row, about.get(row.pk, {}), names),
            reason=_read_reason(row),
            case=_case({"case_id": of_case[row.pk]}, names),
            changes=(),
        )
        for row in rows
    ]


def table_name(table: str) -> str:
    """What the rows of a table are, in words."""
    if table in TABLES:
        return str(TABLES[table])
    model = model_of(table)
    return str(model._meta.verbose_name) if model else table


def _what(row: AuditEntry, about: Mapping[str, Any], names: Names) -> str:
    model, what = model_of(row.table), capfirst(table_name(row.table))
    whose: tuple[type[models.Model], Any] | None = None
    if model in _NAMED and model is not Case and model is not None and row.row:
        whose = model, row.row
    elif about.get("person_id"):
        whose = Person, about["person_id"]
    elif about.get("user_id"):
        whose = User, about["user_id"]
    if whose is None:
        return what
    return _("%(what)s: %(whose)s") % {"what": what, "whose": names.of(*whose)}


def _case_read(row: AccessEvent, about: About, cases: Mapping[int, int]) -> int | None:
    return row.case_id or cases.get(about.get(row.pk, {}).get("person_id") or 0)


def _read_reason(row: AccessEvent) -> str:
    """The reason in words; of a number that was shown the log keeps a code and what was added."""
    if row.kind != AccessEvent.Kind.REVEALED:
        return row.reason
    code, _sep, added = row.reason.partition(": ")
    said = dict(RevealForm.REASONS).get(code)
    if said is None:
        return row.reason
    return f"{said}: {added}" if added else str(said)


def _read_what(row: AccessEvent, about: Mapping[str, Any], names: Names) -> str:
    what = capfirst(table_name(row.table))
    if row.row and about.get("person_id"):
        return _("%(what)s: %(whose)s") % {
            "what": what,
            "whose": names.of(Person, about["person_id"]),
        }
    if row.row:
        return what
    many = ngettext("%(n)d record shown", "%(n)d records shown", row.hits) % {"n": row.hits}
    return _("%(what)s: %(many)s") % {"what": what, "many": many}


def _case(about: Mapping[str, Any], names: Names) -> tuple[int, str] | None:
    pk = about.get("case_id")
    return (int(pk), names.of(Case, pk)) if pk else None


def _subjects(about: About) -> Iterable[tuple[type[models.Model], Any]]:
    for known in about.values():
        for name, model in (("case_id", Case), ("person_id", Person), ("user_id", User)):
            if known.get(name) is not None:
                yield model, known[name]


def _links(rows: Iterable[AuditEntry]) -> Iterable[tuple[type[models.Model], Any]]:
    for row in rows:
        yield User, row.actor
        model = model_of(row.table)
        if model is None:
            continue
        yield model, row.row
        for field in model._meta.concrete_fields:
            if field.is_relation:
                for said in (row.before, row.after):
                    if said and said.get(field.column) is not None:
                        yield _target(field), said[field.column]


def _differences(row: AuditEntry, names: Names) -> list[Change]:
    model = model_of(row.table)
    if model is None or row.action not in ("insert", "update", "delete"):
        return []
    before, after = row.before or {}, row.after or {}
    found = []
    for field in model._meta.concrete_fields:
        if field.name in UNSAID or isinstance(field, BlindIndexField):
            continue
        if field.column not in before and field.column not in after:
            continue
        was = _shown(model, field, before.get(field.column), names)
        now = _shown(model, field, after.get(field.column), names)
        if row.action == "update" or (now if row.action == "insert" else was) != str(NOTHING):
            found.append(Change(field_label(field), was, now))
    return found


def field_label(field: "models.Field[Any, Any]") -> str:
    """The field's name in words."""
    words = FIELDS.get(field.name)
    return capfirst(str(words if words is not None else field.verbose_name))


def _shown(
    model: type[models.Model], field: "models.Field[Any, Any]", value: Any, names: Names
) -> str:
    if value is None or value == "":
        return str(NOTHING)
    kept = field_classes(model).get(field.name)
    masked = kept in (FieldClass.IDENTIFIER, FieldClass.TAX) or isinstance(field, SealedField)
    if masked or value == WITHHELD:
        return str(HIDDEN)
    if field.is_relation:
        return names.of(_target(field), value)
    return _plain(field, value_of(field, value))


def _plain(field: "models.Field[Any, Any]", value: Any) -> str:
    choices = dict(field.flatchoices)
    if isinstance(value, str | int) and value in choices:  # what a JSON column holds is no choice
        return str(choices[value])
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(localtime(value) if is_aware(value) else value, "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, time):
        return time_format(value, "TIME_FORMAT")
    text = str(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _target(field: "models.Field[Any, Any]") -> type[models.Model]:
    target = field.related_model
    assert isinstance(target, type)
    return target
