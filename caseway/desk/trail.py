"""Her place on Today's list, carried from page to page, so that next means next.

`nth` is the position on the list, from 1; `state` is the list's own address
(its filters and page) in one parameter, so that it mixes with no other.
"""

from django.http import QueryDict
from django.urls import reverse

STATE = ("queue", "program", "kind", "show", "rows", "page")


def state_of(query: QueryDict) -> str:
    """What an address of Today says about the list, and nothing else."""
    kept = QueryDict(mutable=True)
    for name in STATE:
        if value := query.get(name):
            kept[name] = value
    return kept.urlencode()


def today_url(state: str) -> str:
    """Today as it was."""
    kept = state_of(QueryDict(state))
    return reverse("desk:today") + (f"?{kept}" if kept else "")


def case_url(case_id: int, nth: int | str = "", state: str = "") -> str:
    """A case, with her place on the list when she comes from it."""
    return reverse("desk:case", args=[case_id]) + _query(nth=nth, state=state)


def next_url(case_id: int, nth: int | str, state: str, *, back: bool = False) -> str:
    """The way to the case after this one, or before it."""
    way = "back" if back else ""
    return reverse("desk:next_case") + _query(after=case_id, nth=nth, state=state, way=way)


def number(text: str | None) -> int:
    """A small whole number of an address; 0 for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 18 else 0


def _query(**values: object) -> str:
    kept = QueryDict(mutable=True)
    for name, value in values.items():
        if value:
            kept[name] = str(value)
    return f"?{kept.urlencode()}" if kept else ""
