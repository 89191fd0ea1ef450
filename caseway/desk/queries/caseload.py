"""The caseload: which cases, in which order, and what each needs."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import CaseloadMode, Membership, Program, Region, Role
from caseway.agencies.policy import RULES, Act
from caseway.agencies.prepared import PreparedFor
from caseway.agencies.standing import Standing, open_on, standing_of
from caseway.cases.actions.assignments import TAKES_CASES
from caseway.cases.models import Assignment, Case
from caseway.desk.facts.pictures import pictures, promises_by_program
from caseway.desk.facts.shapes import Held, Picture
from caseway.desk.facts.signals import case_signals
from caseway.desk.queries.contact_standing import SOON, ContactStanding, due_before
from caseway.kernel.models import User
from caseway.kernel.prepared import Asked, OneOf, Prepared
from caseway.rules.caseload.ranking import Rank, rank
from caseway.rules.caseload.weights import weights_on

# Longer lists are narrowed by filters, not counted to their end.
COUNTED = 1000
# Up to here a list can be put in the order of need.
RANKED = 300


class Scope(StrEnum):
    """Whose cases."""

    MINE = "mine"
    AGENCY = "agency"
    SITE = "site"
    VACANT = "vacant"
    POOL = "pool"
    SPECIALTY = "specialty"


SCOPES = {
    Scope.MINE: _("My cases"),
    Scope.SPECIALTY: _("My specialty’s queue"),
    Scope.POOL: _("Pool"),
    Scope.AGENCY: _("My agency"),
    Scope.SITE: _("Everybody I may see"),
    Scope.VACANT: _("Vacant parts"),
}

SORTS = {
    "name": ("participant__sort_name", "id"),
    "number": ("number", "id"),
    "stage": ("stage_since", "id"),
    "opened": ("-opened_on", "-id"),
}


@dataclass(frozen=True)
class Choice:
    """What the person chose to see; empty is everything."""

    scope: Scope = Scope.MINE
    stage: str = ""
    program: int | None = None
    region: int | None = None
    worker: int | None = None
    language: str = ""
    contact: str = ""
    needing: bool = False
    sort: str = "name"


@dataclass(frozen=True)
class Offered:
    """What the filters offer, as ids and names."""

    programs: list[tuple[int, str]]
    regions: list[tuple[int, str]]
    workers: list[tuple[int, str]]


class Line(NamedTuple):
    """One case of the list: what is known of it and what it needs of her agency."""

    picture: Picture
    rank: Rank | None
    lead: Held | None


@dataclass(frozen=True)
class Caseload:
    """The cases that fit, in order; read a page at a time with `lines`."""

    standing: Standing
    choice: Choice
    ids: list[int]
    more_than_counted: bool
    ranked: dict[int, Line] = field(default_factory=dict)


def scopes_of(user: User) -> list[Scope]:
    """The lists this person can choose among; the first is hers by default."""
    standing = standing_of(user)
    found = [Scope.MINE] if standing.has_role(*RULES[Act.TAKE_FROM_POOL].roles) else []
    if standing.has_role(Role.SPECIALIST):
        found.append(Scope.SPECIALTY)
    found.append(Scope.AGENCY)
    if any(post.employer_kind == "public" for post in standing.posts):
        found.append(Scope.SITE)
    found += [Scope.VACANT, Scope.POOL]
    return found


def offered_to(standing: Standing) -> Offered:
    """Programs and regions of her sites, and who takes cases at her agencies. Three queries."""
    sites = standing.site_ids
    workers = _WORKERS.rows(on=standing.on, agencies=standing.agency_ids)
    return Offered(
        programs=_PROGRAMS.rows(sites=sites),
        regions=_REGIONS.rows(sites=sites),
        workers=list(dict.fromkeys(workers)),
    )


_HERE = OneOf("site_id", "sites")
_PROGRAMS = Prepared(lambda: Program.objects.filter(_HERE).values_list("pk", "name"))
_REGIONS = Prepared(lambda: Region.objects.filter(_HERE).values_list("pk", "name"))
_WORKERS = Prepared(
    lambda: (
        Membership.objects.filter(
            open_on(Asked("on", models.DateField())),
            OneOf("agency_id", "agencies"),
            role__in=sorted(TAKES_CASES),
        )
        .order_by("user__name", "user_id")
        .values_list("user_id", "user__name")
    )
)


def caseload(user: User, choice: Choice) -> Caseload:
    """The ids of the cases that fit, in order. One query, or a few more when sorted by need."""
    standing = standing_of(user)
    ids = _ids(standing, choice)
    more = len(ids) > COUNTED
    ids = ids[:COUNTED]
    if not (choice.needing or choice.sort == "need") or len(ids) > RANKED:
        return Caseload(standing, choice, ids, more)
    ranked = lines(standing, choice, ids)
    if choice.needing:
        ids = [pk for pk in ids if ranked[pk].rank]
    if choice.sort == "need":
        ids.sort(key=lambda pk: _need(ranked[pk]))
    return Caseload(standing, choice, ids, more, ranked)


def lines(standing: Standing, choice: Choice, ids: list[int]) -> dict[int, Line]:
    """What each of these cases needs. Six queries, however many."""
    found, _rest = pictures(ids, standing=standing)
    weights = weights_on(standing.on)
    return {
        pk: Line(
            picture,
            rank(
                case_signals(picture, _parts_of(picture, standing, choice), standing.on),
                weights,
                standing.on,
            ),
            picture.lead,
        )
        for pk, picture in found.items()
    }


def _ids(standing: Standing, choice: Choice) -> list[int]:
    """The cases that fit, in order, up to one more than are counted. One query, or two."""
    asked = {name: value for name in _ASKED if (value := getattr(choice, name))}
    if choice.contact:
        # Whom a promise binds stands in the data: this one is put together anew.
        query = _query(choice.scope, choice.sort, asked, _contact(standing, choice))
    else:
        query = _kept_query(choice.scope, choice.sort, frozenset(asked))
    return [pk for (pk,) in query.rows(standing, **asked)]


_ASKED: Mapping[str, "models.Field[Any, Any]"] = {
    "stage": models.TextField(),
    "program": models.BigIntegerField(),
    "region": models.BigIntegerField(),
    "worker": models.BigIntegerField(),
    "language": models.TextField(),
}


@lru_cache(maxsize=256)
def _kept_query(scope: Scope, sort: str, filters: frozenset[str]) -> PreparedFor:
    return _query(scope, sort, filters)


def _query(
    scope: Scope, sort: str, filters: Collection[str], contact: "_Contact | None" = None
) -> PreparedFor:
    """The open cases that fit every filter that is named, in order."""
    order = SORTS.get(sort, SORTS["name"])
    asked = {name: Asked(name, _ASKED[name]) for name in filters}

    def build(her: Standing) -> "QuerySet[Case, Any]":
        parts = scope_parts(her, scope)
        if worker := asked.get("worker"):
            parts = parts.filter(staff=worker)
        cases: QuerySet[Case] = Case.objects.visible_to(her).open()
        if scope != Scope.SITE or worker:
            cases = cases.filter(pk__in=parts.values("case_id"))
        for name, column in _COLUMNS.items():
            if name in asked:
                cases = cases.filter(**{column: asked[name]})
        if contact:
            cases = cases.filter(contact(parts))
        return cases.order_by(*order).values_list("pk")[: COUNTED + 1]

    return PreparedFor(build)


_COLUMNS = {
    "stage": "stage",
    "program": "program",
    "region": "region",
    "language": "participant__language",
}


def scope_parts(her: Standing, scope: Scope) -> "QuerySet[Assignment]":
    """The open parts that put a case into a scope."""
    parts = Assignment.objects.filter(open_on(her.on))
    if scope == Scope.MINE:
        return parts.filter(OneOf("staff_id", "hands"))
    if scope == Scope.SITE:
        return parts
    hers = parts.filter(OneOf("agency_id", "agencies"))
    if scope == Scope.AGENCY:
        return hers
    if scope == Scope.SPECIALTY:
        specialties = [post.specialty for post in her.posts if post.specialty]
        open_to_her = Q(staff=None) | Q(staff=her.user_id)
        return hers.filter(open_to_her, function__in=specialties)
    vacant = hers.filter(staff=None)
    pooled = Q(site__caseload_mode=CaseloadMode.POOL)
    return vacant.filter(pooled) if scope == Scope.POOL else vacant


_Contact = Callable[["QuerySet[Assignment]"], Q]


def _contact(standing: Standing, choice: Choice) -> _Contact:
    """Cases by where the promised contact of these parts stands. One query, for the promises."""
    wanted = ContactStanding(choice.contact)
    programs = Program.objects.filter(site__in=standing.site_ids).values_list("pk", flat=True)
    promises = promises_by_program(set(programs), standing.on)

    def contact(parts: "QuerySet[Assignment]") -> Q:
        def before(day: date) -> "QuerySet[Assignment]":
            return due_before(parts, promises, day, standing.on).values("case_id")  # type: ignore[return-value]

        late = Q(pk__in=before(standing.on))
        if wanted == ContactStanding.LATE:
            return late
        soon = Q(pk__in=before(standing.on + SOON))
        return soon & ~late if wanted == ContactStanding.SOON else ~soon

    return contact


def _parts_of(picture: Picture, standing: Standing, choice: Choice) -> set[int]:
    """Whose needs a line tells: a worker's, hers on her own list, else her agency's, else all."""
    if choice.worker:
        return {part.id for part in picture.parts if part.staff_id == choice.worker}
    hers = {part.id for part in picture.parts if part.staff_id in standing.hands}
    if choice.scope == Scope.MINE and hers:
        return hers
    ours = {part.id for part in picture.parts if part.agency_id in standing.agency_ids}
    return ours or {part.id for part in picture.parts}


def _need(line: Line) -> tuple[int, date, str, int]:
    """Sorts the neediest first; those whom nothing calls for stand last, by name."""
    card = line.picture.card
    return line.rank.order if line.rank else (1, date.max, card.sort_name, card.id)
