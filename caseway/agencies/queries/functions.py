"""What the page "Who does what here" asks."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from caseway.agencies import facts
from caseway.agencies.models import (
    FunctionHolder,
    Membership,
    Presence,
    Region,
    RegionKind,
    Site,
    SpecialistElement,
)
from caseway.agencies.standing import open_on
from caseway.rules.functions import EmployerKind, FunctionCode, Group, Holders
from caseway.rules.functions.labels import CELL_NOTES, GROUP_LABELS
from caseway.rules.functions.table import FUNCTIONS, Function, SiteHolders


@dataclass(frozen=True)
class Column:
    """A site of the table, or those of its regions that divide the work in the same way.

    `regions` is empty where one column speaks for the whole site; `note_a` says
    that in further regions a public agency performs everything.
    """

    site: Site
    region: Region
    holders: SiteHolders
    note_a: bool
    regions: tuple[str, ...] = ()

    @property
    def contractor_total(self) -> int:
        """How many of the twelve functions involve a contractor here."""
        return sum(
            held.admits(EmployerKind.CONTRACTOR)
            for code, held in self.holders.items()
            if not FUNCTIONS[code].reserved
        )

    @property
    def is_shared(self) -> bool:
        """Whether a public agency performs some of a contractor's functions too (note b)."""
        return Holders.BOTH in self.holders.values()


@dataclass(frozen=True)
class CellNote:
    """A remark on one cell of the study's table."""

    site: str
    function: str
    text: str


def cell_notes(drawn: Sequence[Column]) -> list[CellNote]:
    """Where the study's text and its table disagree, for the columns drawn."""
    by_code = {column.site.study_code: column.site.name for column in drawn}
    return [
        CellNote(by_code[site], FUNCTIONS[function].label, text)
        for (function, site), text in CELL_NOTES.items()
        if site in by_code
    ]


@dataclass(frozen=True)
class TableRow:
    """One function across the sites, in the order of the columns."""

    function: Function
    cells: tuple[tuple[Column, Holders], ...]


@dataclass(frozen=True)
class TableGroup:
    """Functions that stand together, under the report's heading."""

    label: str
    rows: tuple[TableRow, ...]


def columns(sites: Sequence[Site], on: date) -> list[Column]:
    """The sites as columns, one more for each other way of dividing the work. Two queries."""
    regions: dict[int, list[Region]] = defaultdict(list)
    for region in Region.objects.filter(site__in=sites).order_by("id"):
        regions[region.site_id].append(region)
    drawn = [region for site in sites for region in _drawn(regions[site.pk])]
    holders = facts.holders_by_region([region.pk for region in drawn], on)
    return [column for site in sites for column in _columns_of(site, regions[site.pk], holders)]


def _columns_of(
    site: Site, regions: Sequence[Region], holders: Mapping[int, SiteHolders]
) -> list[Column]:
    alike: dict[tuple[Holders, ...], list[Region]] = defaultdict(list)
    for region in _drawn(regions):
        alike[tuple(holders[region.pk].values())].append(region)
    return [
        Column(
            site=site,
            region=group[0],
            holders=holders[group[0].pk],
            note_a=_has_public_regions(regions),
            regions=tuple(region.name for region in group) if len(alike) > 1 else (),
        )
        for group in alike.values()
    ]


def table(drawn: Sequence[Column]) -> tuple[TableGroup, ...]:
    """Table II.1 with one column for each site, and below it the two reserved functions."""
    return tuple(
        TableGroup(
            GROUP_LABELS[group],
            tuple(
                TableRow(function, tuple((column, column.holders[code]) for column in drawn))
                for code, function in FUNCTIONS.items()
                if function.group is group
            ),
        )
        for group in Group
    )


@dataclass(frozen=True)
class HeldGroup:
    """The functions of a region that stand together, under the report's heading."""

    label: str
    rows: "tuple[Held, ...]"


@dataclass(frozen=True)
class Held:
    """One function in one region: who may perform it, since when, which agencies and elements."""

    function: Function
    holders: Holders
    since: date | None
    agencies: tuple[str, ...]
    elements: tuple[SpecialistElement, ...]


def held_in(region: Region, on: date) -> tuple[HeldGroup, ...]:
    """The fourteen functions of a region that day, in the groups of the table. Three queries.

    An agency that holds only a piece of a function, such as a job club, stands
    with its piece and nowhere else.
    """
    rows = list(FunctionHolder.objects.filter(open_on(on), region=region))
    present = list(
        Presence.objects.filter(open_on(on), region=region)
        .select_related("agency")
        .order_by("agency__name", "id")
    )
    elements = list(
        SpecialistElement.objects.filter(open_on(on), region=region).select_related("agency")
    )
    partial = {element.agency_id for element in elements}
    whole = [presence.agency for presence in present if presence.agency_id not in partial]
    held = [
        Held(
            function=function,
            holders=Holders.of(kinds := _kinds(rows, code)),
            since=max((row.starts_on for row in rows if row.function == code), default=None),
            agencies=tuple(agency.name for agency in whole if agency.employer_kind in kinds),
            elements=tuple(one for one in elements if one.function == code),
        )
        for code, function in FUNCTIONS.items()
    ]
    return tuple(
        HeldGroup(GROUP_LABELS[group], tuple(one for one in held if one.function.group is group))
        for group in Group
    )


def changes_in(region: Region) -> QuerySet[FunctionHolder]:
    """Rows that began or ended after the region's first day, newest first."""
    first = FunctionHolder.objects.filter(region=region).order_by("starts_on").first()
    rows = FunctionHolder.objects.filter(region=region)
    if first is not None:
        rows = rows.exclude(starts_on=first.starts_on, ends_on=None)
    return rows.order_by("-starts_on", "-id")


def workers_named(region: Region, ids: Collection[int], on: date) -> dict[int, str]:
    """Each of these workers by name, with the agency she works for there. One query."""
    here = Q(region=None) | Q(region=region)
    posts = Membership.objects.filter(open_on(on), here, site=region.site_id, user__in=ids)
    rows = posts.order_by("id").values_list("user_id", "user__name", "agency__name")
    agencies: dict[int, list[str]] = defaultdict(list)
    names: dict[int, str] = {}
    for user_id, name, agency in rows:
        names[user_id] = name
        if agency not in agencies[user_id]:
            agencies[user_id].append(agency)
    return {pk: f"{name}, {' + '.join(agencies[pk])}" for pk, name in names.items()}


def _drawn(regions: Sequence[Region]) -> list[Region]:
    """The regions that the table draws; wholly public ones beside others are its note a."""
    contracted = [region for region in regions if region.kind == RegionKind.CONTRACTED]
    return contracted or list(regions)


def _has_public_regions(regions: Sequence[Region]) -> bool:
    kinds = {region.kind for region in regions}
    return kinds == {RegionKind.CONTRACTED, RegionKind.PUBLIC}


def _kinds(rows: Sequence[FunctionHolder], code: FunctionCode) -> frozenset[str]:
    return frozenset(row.employer_kind for row in rows if row.function == code)
