"""Everything a day can hold at a place or a fixed time, by number.

Client number n has two stops: 2n wherever it fits her windows, and 2n + 1 close to the hour that
was announced. Duties, locks and group sessions get numbers of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

ANYWHERE = -1

Spans = tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Stops:
    """Parallel lists by stop: place, minutes, windows by day number, and the clients in it."""

    place: list[int] = field(default_factory=list)
    minutes: list[int] = field(default_factory=list)
    windows: list[list[Spans]] = field(default_factory=list)
    clients: list[tuple[int, ...]] = field(default_factory=list)
    parts: list[tuple[int, ...]] = field(default_factory=list)
    _joined: dict[tuple[int, ...], int] = field(default_factory=dict)
    _open: dict[int, list[int]] = field(default_factory=dict)

    def add(
        self, place: int, minutes: int, windows: list[Spans], clients: tuple[int, ...] = ()
    ) -> int:
        """A new stop; returns its number."""
        number = len(self.place)
        self.place.append(place)
        self.minutes.append(minutes)
        self.windows.append(windows)
        self.clients.append(clients)
        self.parts.append((number,))
        return number

    def add_once(
        self,
        days: int,
        day: int,
        place: int,
        minutes: int,
        begins: int,
        clients: tuple[int, ...] = (),
    ) -> int:
        """A stop at one minute of one of so many days."""
        windows: list[Spans] = [()] * days
        windows[day] = ((begins, begins),)
        return self.add(place, minutes, windows, clients)

    def open_on(self, stop: int) -> list[int]:
        """The days on which a stop could be at all; the windows are not to change any more."""
        if stop not in self._open:
            self._open[stop] = [day for day, spans in enumerate(self.windows[stop]) if spans]
        return self._open[stop]

    def join(self, one: int, other: int) -> int:
        """The group session of both: begins when it suits all, takes as long as the longest."""
        return self.of_parts((*self.parts[one], *self.parts[other]))

    def of_parts(self, parts: tuple[int, ...]) -> int:
        """The one stop that holds these, whatever the order they came in."""
        parts = tuple(sorted(parts))
        if len(parts) == 1:
            return parts[0]
        known = self._joined.get(parts)
        if known is not None:
            return known
        days = zip(*(self.windows[part] for part in parts), strict=True)
        number = self.add(
            self.place[parts[0]],
            max(self.minutes[part] for part in parts),
            [_common(spans) for spans in days],
            tuple(client for part in parts for client in self.clients[part]),
        )
        self.parts[number] = parts
        self._joined[parts] = number
        return number

    def without(self, stop: int, client: int) -> int | None:
        """The stop when one client has left it; None if nobody remains."""
        left = tuple(part for part in self.parts[stop] if client not in self.clients[part])
        return self.of_parts(left) if left else None


def _common(several: tuple[Spans, ...]) -> Spans:
    """The times that lie in all of them."""
    found = several[0]
    for spans in several[1:]:
        found = both(found, spans)
    return found


def both(one: Spans, other: Spans) -> Spans:
    """The times that lie in both."""
    pairs = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple(sorted((a, b) for a, b in pairs if a <= b))
