"""Which story is told where, how often: the showcase first, then by weight."""

import itertools
from dataclasses import dataclass
from random import Random

from caseway.demo.county.design import SiteDesign
from caseway.demo.stories.story import Story
from caseway.demo.stories.told import STORIES

VACANT = "vacant"


@dataclass(frozen=True)
class Told:
    """One story to tell at one site. `post` is set in the showcase only."""

    story: Story
    post: str = ""


def shares(sites: tuple[SiteDesign, ...], cases: int) -> list[int]:
    """How many of `cases` each site gets; they add up to it exactly."""
    whole = sum(site.share for site in sites)
    edges, run = [0], 0
    for site in sites:
        run += site.share
        edges.append(round(cases * run / whole))
    return [high - low for low, high in itertools.pairwise(edges)]


def plan(site: SiteDesign, cases: int, county: int, rng: Random) -> list[Told]:
    """The stories of a site, in the order of their case numbers: `cases` cases in all.

    A story that must be told comes before any drawn by weight; a county too
    small for all of them tells as many as fit.
    """
    told: list[Told] = []
    left = cases
    for story in STORIES:
        for showing in range(_showings(story, site, county)):
            if story.cases <= left:
                # The first stands where a visitor looks; the others wherever they fall.
                post = story.post if showing == 0 or story.post == VACANT else ""
                told.append(Told(story, post))
                left -= story.cases
    drawn = [story for story in STORIES if site.letter in story.sites and story.weight]
    weights = [story.weight for story in drawn]
    told += [Told(story) for story in rng.choices(drawn, weights, k=left)]
    rng.shuffle(told)
    return told


def _showings(story: Story, site: SiteDesign, county: int) -> int:
    if site.letter not in story.always:
        return 0
    return 1 + (county // story.once_in if story.once_in else 0)
