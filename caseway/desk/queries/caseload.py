"""The caseload: which cases, in which order, and what each needs."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import CaseloadMode, Membership, Program, Region, Role
from caseway.agencies.policy import RULES, Act
from caseway.agencies.standing import Standing, open_on, standing_of
from caseway.cases.actions.assignments import TAKES_CASES
from caseway.cases.models import Assignment, Case, Stage
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
    cases = matching(user, standing, choice)
    order = SORTS.get(choice.sort, SORTS["name"])
    ids = list(cases.order_by(*order).values_list("pk", flat=True)[: COUNTED + 1])
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


def matching(user: User, standing: Standing, choice: Choice) -> "QuerySet[Case]":
    """The open cases that fit every filter. Lazy: counted or listed by the caller."""
    parts = scope_parts(standing, choice.scope)
    if choice.worker:
        parts = parts.filter(staff=choice.worker)
    cases: QuerySet[Case] = Case.objects.visible_to(user).open()
    if choice.scope != Scope.SITE or choice.worker:
        cases = cases.filter(pk__in=parts.values("case_id"))
    if choice.stage in Stage.values:
        cases = cases.filter(stage=choice.stage)
    if choice.program:
        cases = cases.filter(program=choice.program)
    if choice.region:
        cases = cases.filter(region=choice.region)
    if choice.language:
        cases = cases.filter(participant__language=choice.language)
    if choice.contact:
        cases = cases.filter(_contact(standing, parts, ContactStanding(choice.contact)))
    return cases


def scope_parts(standing: Standing, scope: Scope) -> "QuerySet[Assignment]":
    """The open parts that put a case into a scope."""
    parts = Assignment.objects.filter(open_on(standing.on))
    hers = parts.filter(agency__in=standing.agency_ids)
    specialties = [post.specialty for post in standing.posts if post.specialty]
    return {
        Scope.MINE: parts.filter(staff__in=standing.hands),
        Scope.AGENCY: hers,
        Scope.SITE: parts,
        Scope.VACANT: hers.filter(staff=None),
        Scope.POOL: hers.filter(staff=None, site__caseload_mode=CaseloadMode.POOL),
        Scope.SPECIALTY: hers.filter(
            Q(staff=None) | Q(staff=standing.user_id), function__in=specialties
        ),
    }[scope]


def _contact(standing: Standing, parts: "QuerySet[Assignment]", wanted: ContactStanding) -> Q:
    """Cases by where the promised contact of these parts stands."""
    programs = Program.objects.filter(site__in=standing.site_ids).values_list("pk", flat=True)
    promises = promises_by_program(set(programs), standing.on)

    def before(day: date) -> "QuerySet[Assignment]":
        return due_before(parts, promises, day, standing.on).values("case_id")  # type: ignore[return-value]

    late = Q(pk__in=before(standing.on))
    if wanted == ContactStanding.LATE:
        return late
    soon = Q(pk__in=before(standing.on + SOON))
    return soon & ~late if wanted == ContactStanding.SOON else ~soon


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
