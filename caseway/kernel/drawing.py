"""HTML drawn in Python: the small parts that a list repeats a hundred times.

Pages are templates. A part that stands in every row, or that forms and lists
share, is a `Snippet` instead: an include costs more than all it prints.
"""

from collections.abc import Iterable
from html import escape

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

NOTHING = SafeString("")


class Snippet:
    """A piece of HTML with places to fill, `{name}`.

    What is filled in is escaped, unless it is HTML already. KeyError for a place
    that is given nothing.
    """

    __slots__ = ("_fill",)

    def __init__(self, html: str) -> None:
        self._fill = html.format_map

    def __call__(self, **given: object) -> SafeString:
        return SafeString(self._fill({name: escaped(value) for name, value in given.items()}))


def escaped(value: object) -> str:
    """`value` as it stands in HTML, between tags or between double quotes."""
    # Nearly everything is plain text or drawn already; the general question costs five times that.
    kind = type(value)
    if kind is str:
        return escape(value)  # type: ignore[arg-type]
    if kind is SafeString:
        return value  # type: ignore[return-value]
    return conditional_escape(value)  # type: ignore[arg-type]  # it takes whatever can be told


def joined(parts: Iterable[SafeString]) -> SafeString:
    """Drawn parts, one after the other."""
    return SafeString("".join(parts))
