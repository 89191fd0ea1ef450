"""The stories that the demonstration county tells, each a family at some point of its way."""

from caseway.demo.stories import apart, beginnings, hours, passing, search, working
from caseway.demo.stories.story import Story

STORIES: tuple[Story, ...] = (
    *beginnings.STORIES,
    *search.STORIES,
    *working.STORIES,
    *passing.STORIES,
    *apart.STORIES,
    *hours.STORIES,
)
