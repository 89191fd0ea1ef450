"""What a page of help is made of."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class Picture:
    """A picture from the demonstration county, wide and for a phone: see `take_pictures`.

    `shows` is for those who cannot see it.
    """

    name: str
    shows: Words

    @property
    def wide(self) -> str:
        return f"pictures/{self.name}-1280.png"

    @property
    def phone(self) -> str:
        return f"pictures/{self.name}-390.png"


@dataclass(frozen=True)
class Step:
    """One thing to know: a heading, what to do, where, and how it looks.

    `to` is the name of the page where it is done, `go` the words of the link there.
    """

    title: Words
    text: tuple[Words, ...]
    to: str = ""
    go: Words = ""
    picture: Picture | None = None


@dataclass(frozen=True)
class HelpPage:
    """A page of help. `template` replaces the one that prints steps."""

    slug: str
    title: Words
    lead: Words
    steps: tuple[Step, ...] = field(default=())
    template: str = "desk/help/page.html"
