"""Writing the sites: three with cases, and the six of the study as settings without cases."""

from dataclasses import dataclass
from datetime import date

from caseway.agencies.actions.functions import place_holders
from caseway.agencies.models import (
    Agency,
    ContactPromise,
    EmployerKind,
    Presence,
    Program,
    ProgramKind,
    Region,
    RegionKind,
    Site,
    SiteModel,
    SpecialistElement,
)
from caseway.demo.county.design import SITES, SiteDesign
from caseway.rules.functions import PRESETS, SitePreset
from caseway.rules.functions import RegionKind as PresetRegion

# When the sites of the study were visited; ours opened when their program year began.
STUDY_FROM = date(2002, 3, 1)
STUDY_PROGRAM = "Welfare to work"
STATE = "NY"  # whose choices the work rate of the demonstration follows


@dataclass(frozen=True)
class Built:
    """A site that takes cases, with the ids that its rows need."""

    design: SiteDesign
    site: Site
    program: Program
    regions: dict[str, Region]
    agencies: dict[str, Agency]


def build_sites(opened_on: date) -> list[Built]:
    """The three sites with cases."""
    return [_build(design, opened_on) for design in SITES]


def build_study_sites() -> list[Site]:
    """The six sites of the study, with regions and functions, ready for "Who does what here"."""
    return [_build_study_site(preset) for preset in PRESETS.values()]


def _build(design: SiteDesign, opened_on: date) -> Built:
    site = Site.objects.create(
        slug=design.slug,
        name=design.name,
        state=STATE,
        model=design.model,
        plan_name=design.plan_name,
        public_worker_title=design.public_title,
        contractor_worker_title=design.contractor_title,
        benefit_payment=design.benefit_payment,
        note="A demonstration site. Its agencies, staff and families are invented.",
    )
    kind, name = design.program
    program = Program.objects.create(site=site, kind=kind, name=name)
    regions = {
        region.name: Region.objects.create(site=site, name=region.name, kind=RegionKind.CONTRACTED)
        for region in design.regions
    }
    agencies = {row[0]: _agency(row[0], row[1], at=regions[row[2][0]]) for row in design.agencies}
    built = Built(design, site, program, regions, agencies)
    _presences(built, opened_on)
    _promises(built, opened_on)
    _functions(built, opened_on)
    return built


def _agency(name: str, kind: EmployerKind, at: Region) -> Agency:
    ordinal = Agency.objects.count()
    return Agency.objects.create(
        name=name, employer_kind=kind, phone=f"(718) 555-01{10 + ordinal % 80:02d}"
    )


def _presences(built: Built, opened_on: date) -> None:
    Presence.objects.bulk_create(
        Presence(
            agency=built.agencies[name],
            site=built.site,
            region=built.regions[region],
            starts_on=opened_on,
        )
        for name, _kind, regions in built.design.agencies
        for region in regions
    )


def _promises(built: Built, opened_on: date) -> None:
    ContactPromise.objects.bulk_create(
        ContactPromise(
            site=built.site,
            program=built.program,
            part=part,
            stage=stage,
            every_days=days,
            every_months=months,
            starts_on=opened_on,
            source="Agreed for the demonstration; a site sets its own",
        )
        for part, stage, days, months in built.design.promises
    )


def _functions(built: Built, opened_on: date) -> None:
    for region in built.regions.values():
        place_holders(region, built.design.holders, on=opened_on, reason="Opening of the site")
    if built.design.element is None:
        return
    function, name, agency = built.design.element
    SpecialistElement.objects.bulk_create(
        SpecialistElement(
            site=built.site,
            region=built.regions[region],
            function=function,
            name=name,
            agency=built.agencies[agency],
            starts_on=opened_on,
        )
        for agency_name, _kind, regions in built.design.agencies
        if agency_name == agency
        for region in regions
    )


def _build_study_site(preset: SitePreset) -> Site:
    titles = {kind.value: title for kind, title in preset.titles.items()}
    site = Site.objects.create(
        slug=f"study-{preset.code.lower()}",
        preset=preset.code,
        study_code=preset.code,
        name=preset.name,
        model=SiteModel(preset.model),
        plan_name=preset.plan_name,
        public_worker_title=titles["public"],
        contractor_worker_title=titles["contractor"],
        benefit_payment=preset.benefit_payment,
        note="As seen in 2002 (Privatization in Practice, 2003). Settings only; no cases.",
    )
    Program.objects.create(site=site, kind=ProgramKind.WORK_FIRST, name=STUDY_PROGRAM)
    for kind in preset.region_kinds:
        region = Region.objects.create(
            site=site, name=_REGION_NAMES[kind], kind=RegionKind(kind.value)
        )
        place_holders(region, preset.holders(kind), on=STUDY_FROM, reason="As in Table II.1")
    return site


_REGION_NAMES = {
    PresetRegion.CONTRACTED: "Contracted regions",
    PresetRegion.PUBLIC: "Regions run by the public agency",
}
