"""A site's desk: deals each story its region and workers, and has it told."""

from collections.abc import Callable, Iterator
from datetime import date
from random import Random

from caseway.agencies.models import SiteModel
from caseway.cases.models import Part
from caseway.demo import places
from caseway.demo.calendar import Calendar
from caseway.demo.county.sites import Built
from caseway.demo.county.teams import Post, Roster, Team
from caseway.demo.hours.offices import Offered
from caseway.demo.loader.plan import VACANT, Told, plan
from caseway.demo.loader.sheets import Sheets
from caseway.demo.stories.entry import Registry
from caseway.demo.stories.family import Family, Shape
from caseway.demo.stories.story import Desk
from caseway.demo.stories.tale import Tale
from caseway.demo.stories.teller import Hands
from caseway.rules.functions import FunctionCode


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
        team = self._roster.team(self.built.site.pk, region, Part.PUBLIC_WORKER)
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
            team = self._roster.team(self.built.site.pk, region, Part.SPECIALIST, function)
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
