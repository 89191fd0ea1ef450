"""Setting up a site from one of the six sites of the study, in one act."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from caseway.agencies.actions.functions import place_holders
from caseway.agencies.models import (
    Agency,
    ContactPromise,
    EmployerKind,
    Membership,
    Presence,
    Program,
    ProgramKind,
    Region,
    RegionKind,
    Role,
    Site,
    SiteModel,
)
from caseway.agencies.queries.staff import administering
from caseway.kernel import audit
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.rules.contacts.promises import Promise, default_promises
from caseway.rules.functions import PRESETS, Model, Part, SiteCode, SitePreset
from caseway.rules.functions import EmployerKind as RuleKind
from caseway.rules.functions import RegionKind as PresetRegion


@dataclass(frozen=True)
class NewSite:
    """What a preset cannot know: the names. A region's name by its kind, as the preset has them."""

    name: str
    public_agency: str
    contractor: str
    regions: Mapping[PresetRegion, str]
    program: str
    program_kind: ProgramKind = ProgramKind.WORK_FIRST
    time_zone: str = "America/New_York"
    note: str = field(default="")


def why_not_set_up(by: User) -> str | None:
    """Why she cannot set up a site: only a public agency decides to open one."""
    if any(post.employer_kind == RuleKind.PUBLIC for post in administering(by)):
        return None
    return _("A site is set up by an administrator of a public agency.")


@transaction.atomic
def set_up_site(
    preset: SiteCode | str, *, facts: NewSite, by: User, on: date, at: datetime
) -> Site:
    """Make a site as its preset says: regions, who does what, agencies, program and promises.

    An agency whose name is known is used; another is made. `by` becomes the
    site's first administrator. Raises NotAllowed when she may not, or a name is
    missing or taken.
    """
    if sentence := why_not_set_up(by):
        raise NotAllowed(sentence)
    site = place_site(preset, facts=facts, on=on)
    public = Presence.objects.filter(site=site, agency__employer_kind=EmployerKind.PUBLIC).first()
    assert public is not None
    Membership.objects.create(
        user=by, agency=public.agency, site=site, role=Role.ADMINISTRATOR, starts_on=on
    )
    audit.record("site.set_up", on=site, by=by, at=at, facts={"preset": str(preset)})
    return site


def place_site(preset: SiteCode | str, *, facts: NewSite, on: date) -> Site:
    """Write the site without asking who may. In a transaction."""
    start = PRESETS[SiteCode(preset)]
    _refuse_gaps(start, facts)
    site = Site.objects.create(
        slug=_free_slug(facts.name),
        name=facts.name.strip(),
        model=SiteModel(start.model),
        time_zone=facts.time_zone,
        plan_name=start.plan_name,
        public_worker_title=start.titles[RuleKind.PUBLIC],
        contractor_worker_title=start.titles[RuleKind.CONTRACTOR],
        benefit_payment=start.benefit_payment,
        preset=start.code,
        note=facts.note,
    )
    program = Program.objects.create(site=site, kind=facts.program_kind, name=facts.program.strip())
    regions = [_region(site, start, kind, facts, on) for kind in start.region_kinds]
    public = _agency(facts.public_agency, EmployerKind.PUBLIC)
    contractor = _agency(facts.contractor, EmployerKind.CONTRACTOR)
    for region in regions:
        _present(site, region, public, on)
        if region.kind == RegionKind.CONTRACTED:
            _present(site, region, contractor, on)
    _promise(site, program, start, on)
    return site


def promises_of(start: SitePreset, program: str, on: date) -> list[Promise]:
    """The contact promises that a site of this preset begins with.

    Those the study reports of the site, or else the usual ones of its parts.
    """
    usual = default_promises(program, on)
    if start.contact_promises and program == ProgramKind.WORK_FIRST:
        return [usual[name] for name in start.contact_promises]
    parts = _TWO_PARTS if start.model == Model.TWO_WORKER else _ONE_PART
    chosen: dict[tuple[str, str], Promise] = {}
    for promise in usual.values():
        if promise.part in parts:
            chosen.setdefault((promise.part, promise.stage), promise)
    return [one for one in chosen.values() if not _says_nothing_new(one, chosen)]


def _says_nothing_new(promise: Promise, chosen: Mapping[tuple[str, str], Promise]) -> bool:
    """Whether a promise for one stage only repeats the one for every stage."""
    general = chosen.get((promise.part, ""))
    if not promise.stage or general is None:
        return False
    return (general.every_days, general.every_months) == (promise.every_days, promise.every_months)


_TWO_PARTS = frozenset({Part.PUBLIC_WORKER, Part.CONTRACTOR_WORKER})
_ONE_PART = frozenset({Part.CASE_MANAGER})


def _refuse_gaps(start: SitePreset, facts: NewSite) -> None:
    names = [facts.name, facts.public_agency, facts.contractor, facts.program]
    names += [facts.regions.get(kind, "") for kind in start.region_kinds]
    if not all(name.strip() for name in names):
        raise NotAllowed(
            _("A site needs a name, a program, two agencies and names of its regions.")
        )
    said = [facts.regions[kind].strip() for kind in start.region_kinds]
    if len(set(said)) < len(said):
        raise NotAllowed(_("Two regions of a site cannot have the same name."))
    if Site.objects.filter(name__iexact=facts.name.strip()).exists():
        raise NotAllowed(_("There is a site of this name already."))


def _region(site: Site, start: SitePreset, kind: PresetRegion, facts: NewSite, on: date) -> Region:
    region = Region.objects.create(
        site=site, name=facts.regions[kind].strip(), kind=RegionKind(kind.value)
    )
    reason = _("Set up as %(name)s in the study") % {"name": start.name}
    place_holders(region, start.holders(kind), on=on, reason=reason)
    return region


def _agency(name: str, kind: EmployerKind) -> Agency:
    found = Agency.objects.filter(name__iexact=name.strip()).first()
    if found is None:
        return Agency.objects.create(name=name.strip(), employer_kind=kind)
    if found.employer_kind != kind:
        raise NotAllowed(
            _("%(name)s is known as: %(kind)s. Use another name.")
            % {"name": found.name, "kind": found.get_employer_kind_display()}
        )
    return found


def _present(site: Site, region: Region, agency: Agency, on: date) -> None:
    Presence.objects.create(site=site, region=region, agency=agency, starts_on=on)


def _promise(site: Site, program: Program, start: SitePreset, on: date) -> None:
    ContactPromise.objects.bulk_create(
        ContactPromise(
            site=site,
            program=program,
            part=promise.part,
            stage=promise.stage,
            every_days=promise.every_days,
            every_months=promise.every_months,
            starts_on=on,
            source=promise.source[:200],
        )
        for promise in promises_of(start, program.kind, on)
    )


def _free_slug(name: str) -> str:
    """A short name nobody has: the name's own, with a number when that is taken."""
    base = slugify(name)[:40] or "site"
    taken = set(Site.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    tries = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in tries if slug not in taken)
