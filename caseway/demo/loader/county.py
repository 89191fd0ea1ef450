"""Loading the demonstration county: sites, staff, then one story after another."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import models, transaction
from django.utils.translation import gettext as _

from caseway.agencies.models import Site, SiteModel
from caseway.attendance import models as a
from caseway.cases import models as c
from caseway.demo import places, words
from caseway.demo.calendar import Calendar
from caseway.demo.coaching import tell_coaching
from caseway.demo.county.design import SITES
from caseway.demo.county.sites import Built, build_sites, build_study_sites
from caseway.demo.county.staff import Employer, staff
from caseway.demo.county.teams import Post, Roster, Team
from caseway.demo.directory.loading import open_directory
from caseway.demo.helping import tell_help
from caseway.demo.hours.months import WORKED_OUT_UP_TO, note_months, work_out_months
from caseway.demo.hours.offices import Offered, open_offices
from caseway.demo.intake.loading import open_intakes
from caseway.demo.loader.plan import VACANT, Told, plan, shares
from caseway.demo.loader.sheets import Sheets, check_keys_now
from caseway.demo.plans.writing import write_plans
from caseway.demo.stories.entry import Registry
from caseway.demo.stories.family import Family, Shape
from caseway.demo.stories.story import Desk
from caseway.demo.stories.tale import Tale
from caseway.demo.stories.teller import Hands
from caseway.demo.visits import tell_visits
from caseway.documents import models as d
from caseway.kernel.audit import suspended_audit
from caseway.kernel.refusals import NotAllowed
from caseway.rules.functions import FunctionCode

# Parents before children, so that a foreign key never waits.
TABLES: tuple[type[models.Model], ...] = (
    c.Household, c.Person, c.PersonName, c.NameKey, c.Characteristic, c.ContactPoint, c.Address,
    c.Identifier, c.Strength, c.SafetyRecord, c.HouseholdMember, c.Case, c.StageChange,
    c.Assignment, c.HandOff, c.Contact, c.Task, c.Snooze, c.LastLook,
    a.ActivityEnrolment, a.ScheduledDay, d.Document, d.DocumentContent, a.Evidence,
    a.AttendanceEntry, a.HoursProjection, a.AgreedHours, a.ModuleDone, a.FamilyMonth, a.MemberMonth,
)  # fmt: skip
ROWS_AT_ONCE = 40_000
PASSWORD_WORDS = 5


@dataclass(frozen=True)
class Loaded:
    """What was written."""

    cases: int
    rows: int
    staff: int
    passphrase: str


def _silent(done: int) -> None:
    """Nobody watches."""


def why_not_load() -> str | None:
    """The sentence to show when the county may not be loaded here; None when it may."""
    if not settings.DEMONSTRATION:
        return _(
            "This is not a demonstration, so no invented family is loaded. "
            "Set CASEWAY_DEMONSTRATION=1 for a database of its own."
        )
    if c.Case.objects.exists() or Site.objects.exists():
        return _(
            "This database already holds sites or cases, and the demonstration county is only "
            "loaded into an empty one. Start with a new database."
        )
    return None


def load(
    *, cases: int, seed: int, today: date, progress: Callable[[int], None] = _silent
) -> Loaded:
    """Fill an empty database with the county as it stands on `today`, all of it or nothing.

    The same seed, size and day give the same rows; only password hashes and
    sealed numbers differ. Raises NotAllowed where `why_not_load` says so.
    """
    if sentence := why_not_load():
        raise NotAllowed(sentence)
    passphrase = " ".join(secrets.choice(words.passphrase_words()) for _ in range(PASSWORD_WORDS))
    with suspended_audit("Loading the demonstration county"), transaction.atomic():
        check_keys_now()
        cal = Calendar(today, settings.TIME_ZONE)
        sites, study = build_sites(cal.opening), build_study_sites()
        counts = shares(SITES, cases)
        by_site = {built.site.pk: n for built, n in zip(sites, counts, strict=True)}
        employer = Employer(make_password(passphrase), cal, Random(f"{seed}:staff"))
        roster = staff(sites, study, by_site, employer, cal)
        offered = open_offices(sites, employer, cal, cases, seed)
        for built in sites:
            if built.site.pk in offered:
                open_directory(built, offered[built.site.pk].providers, cal, seed)
        sheets = Sheets(TABLES)
        done = 0
        for built in sites:
            office = Office(built, roster, sheets, cal, seed, offered.get(built.site.pk))
            for told in office.tell(by_site[built.site.pk], cases):
                done += told
                if sheets.waiting > ROWS_AT_ONCE:
                    sheets.flush()
                    progress(done)
        sheets.close()
        tell_help(sites, cal, seed)
        open_intakes(sites, cal, seed)
        write_plans([built.site for built in sites], cal, seed)
        tell_coaching(sites, cal, seed)
        tell_visits(sites, cal, seed)
        note_months(cal.at(today, 6))
        if cases <= WORKED_OUT_UP_TO:
            work_out_months(cal.at(today, 6))
    return Loaded(done, sheets.written, len(roster.users), passphrase)


class Office:
    """One site's desk: gives each story a region, workers, a family and a number."""

    def __init__(
        self,
        built: Built,
        roster: Roster,
        sheets: Sheets,
        cal: Calendar,
        seed: int,
        offered: Offered | None = None,
    ) -> None:
        self.built, self.sheets, self.cal, self.seed = built, sheets, cal, seed
        self._offered = offered
        self.teams = roster.teams[built.site.pk]
        self._roster = roster
        self._registry = Registry(sheets, cal)
        self._numbers = built.design.first_number
        self._areas = {
            region.name: places.zips_of(*region.boroughs, prefixes=region.zip_prefixes)
            for region in built.design.regions
        }

    def tell(self, cases: int, county: int) -> Iterator[int]:
        """Tell every story of the site; yields how many cases each one made."""
        letter = self.built.design.letter
        rng = Random(f"{self.seed}:{letter}")
        for place, told in enumerate(plan(self.built.design, cases, county, rng)):
            self._tell(told, Random(f"{self.seed}:{letter}:{place}"))
            yield told.story.cases

    def _tell(self, told: Told, rng: Random) -> None:
        lead = self._team_of_lead(rng, told.post)
        region = self._region(rng, lead)
        lead = lead or self._lead_team(region)
        worker = self._worker(rng, lead, told.post)
        area = rng.choice(self._areas[region])

        def enter(shape: Shape) -> Callable[[date], Family]:
            return lambda since: self._registry.enter(rng, shape, self.built.site.pk, area, since)

        desk = Desk(enter=enter, number=self._number)
        tale = Tale(
            rng=rng,
            cal=self.cal,
            sheets=self.sheets,
            built=self.built,
            region_id=self.built.regions[region].pk,
            enter=enter(told.story.shape),
            hands=Hands(
                self._public(rng, region),
                worker,
                self._specialists(rng, region),
                self._member(rng, lead, worker),
            ),
            number=self._number(),
            elsewhere=self._elsewhere(lead),
            offered=self._offered,
        )
        told.story.tell(tale, desk)
        tale.looked_at()

    def _number(self) -> str:
        self._numbers += 1
        return f"{self.built.design.letter}-{self._numbers - 1}"

    def _team_of_lead(self, rng: Random, flag: str) -> Team | None:
        """The team that has a post with this flag, when a showcase asks for one."""
        if not flag:
            return None
        part = self.built.design.lead_part
        for team in self.teams:
            if team.design.part == part and any(_fits(post, flag) for post in team.posts):
                return team
        return None

    def _region(self, rng: Random, team: Team | None) -> str:
        among = [
            region
            for region in self.built.design.regions
            if team is None or region.name in team.design.regions
        ]
        return rng.choices(among, [region.share for region in among])[0].name

    def _lead_team(self, region: str) -> Team:
        team = self._roster.team(self.built.site.pk, region, self.built.design.lead_part)
        if team is None:
            raise ValueError(f"No team leads cases in {region}.")
        return team

    def _worker(self, rng: Random, team: Team, flag: str) -> Post:
        fitting = [post for post in team.posts if flag and _fits(post, flag)]
        return team.give(rng.choice(fitting)) if fitting else team.draw()

    def _public(self, rng: Random, region: str) -> Post | None:
        team = self._roster.team(self.built.site.pk, region, c.Part.PUBLIC_WORKER)
        if team is None:
            return None
        # Where one contractor worker does everything, the public specialist joins
        # only for what is reserved to public employees.
        if self.built.design.model == SiteModel.SINGLE_PRIVATE and rng.random() < 0.6:
            return None
        return team.draw()

    def _specialists(self, rng: Random, region: str) -> tuple[tuple[Post, FunctionCode], ...]:
        found = []
        for function, share in ((FunctionCode.ASSESSMENT, 0.2), (FunctionCode.REFERRALS, 0.3)):
            team = self._roster.team(self.built.site.pk, region, c.Part.SPECIALIST, function)
            if team is not None and rng.random() < share:
                found.append((team.draw(), function))
        return tuple(found)

    def _member(self, rng: Random, team: Team, lead: Post) -> Post | None:
        """A colleague who helps, on some cases of the site where one agency does everything."""
        if self.built.design.model != SiteModel.SINGLE_PRIVATE or rng.random() > 0.15:
            return None
        others = [post for post in team.posts if post.user_id not in (None, lead.user_id)]
        return rng.choice(others) if others else None

    def _elsewhere(self, lead: Team) -> tuple[Post, ...]:
        return tuple(
            post
            for team in self.teams
            if team.design.part == lead.design.part and team is not lead
            for post in team.posts
            if post.user_id is not None and post.flag in {"", "lead"}
        )


def _fits(post: Post, flag: str) -> bool:
    return post.user_id is None if flag == VACANT else post.flag == flag
