"""Posts, the teams they form, and how cases are shared out among them."""

import heapq
from dataclasses import dataclass, field

from caseway.cases.models import Part
from caseway.demo.county.design import TeamDesign
from caseway.kernel.models import User


@dataclass(frozen=True)
class Post:
    """A place in a team that can hold cases; `user_id` is None while it is vacant."""

    user_id: int | None
    name: str
    agency_id: int
    trained: bool
    languages: frozenset[str]
    weight: float
    flag: str = ""
    former_id: int | None = None  # who held it before it fell vacant; `name` is then hers
    cover_id: int | None = None

    @property
    def given(self) -> str:
        return self.name.split(" ")[0]


class Team:
    """The posts of one team at one site. Cases go to whoever has the least, for her weight."""

    def __init__(self, design: TeamDesign, posts: tuple[Post, ...]) -> None:
        self.design, self.posts = design, posts
        self._held = [0] * len(posts)
        self._least = [(0.0, place) for place in range(len(posts))]

    def draw(self) -> Post:
        """The post to get the next case."""
        while True:
            fullness, place = heapq.heappop(self._least)
            if fullness == self._fullness(place):
                return self._count(place)

    def give(self, post: Post) -> Post:
        """Count a case for the post, which may have been chosen for another reason."""
        return self._count(self.posts.index(post))

    def _count(self, place: int) -> Post:
        self._held[place] += 1
        heapq.heappush(self._least, (self._fullness(place), place))
        return self.posts[place]

    def _fullness(self, place: int) -> float:
        return self._held[place] / self.posts[place].weight


@dataclass
class Roster:
    """Everybody employed, ready to be handed cases."""

    users: dict[str, User] = field(default_factory=dict)
    teams: dict[int, list[Team]] = field(default_factory=dict)  # by site id

    def team(self, site_id: int, region: str, part: Part, specialty: str = "") -> Team | None:
        """The team that holds the part in the region; None when no agency does."""
        for team in self.teams[site_id]:
            design = team.design
            if (design.part, design.specialty) == (part, specialty) and region in design.regions:
                return team
        return None
