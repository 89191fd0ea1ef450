"""Today as the page prints it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self
from urllib.parse import quote_plus
from uuid import uuid4

from django.core import paginator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.agencies.languages import language_name
from caseway.agencies.standing import Standing
from caseway.cases.models import Stage
from caseway.desk.queries.today import Choice, Entry, TodayList
from caseway.desk.shown.steps import Step, Steps
from caseway.desk.words import KINDS, QUEUES, Due, tag_of
from caseway.kernel.addresses import addresses
from caseway.kernel.words import said, say
from caseway.rules.caseload.queues import QueueKind
from caseway.rules.caseload.ranking import Rank
from caseway.rules.caseload.signals import SignalKind


class TodayRow(NamedTuple):
    """One person on the list."""

    id: int
    nth: int
    url: str
    name: str
    meta: str
    language: str
    why: str
    more: list[str]
    due: Due
    queue: str
    step: Step
    others: Sequence[Step]
    why_url: str
    key: str
    put_off_until: Any = None
    put_off_why: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What is the same in every row of one page of the list, looked up once."""

    steps: Steps
    case: Callable[..., str]
    why: Callable[..., str]
    stages: Mapping[str, str]
    queues: Mapping[QueueKind, str]
    state: str
    put_off: bool


def today_rows(
    page: paginator.Page[Entry], standing: Standing, state: str, put_off: bool = False
) -> list[TodayRow]:
    """The rows of one page. `state` is the query string of the list, which keeps her place."""
    first = page.start_index()
    around = Page(
        steps=Steps(standing),
        case=addresses("desk:case"),
        why=addresses("desk:why"),
        stages=said(dict(Stage.choices)),
        queues=said(QUEUES),
        state=quote_plus(state),
        put_off=put_off,
    )
    return [
        _row(entry, nth, around) for nth, entry in enumerate(page.object_list, start=max(first, 1))
    ]


@dataclass(frozen=True, slots=True)
class RankWords:
    """The words around the arithmetic of a rank, in the reader's language."""

    kinds: Mapping[SignalKind, str]
    step: str
    summary: str
    result: str

    @classmethod
    def now(cls) -> Self:
        """In the language of this moment's reader."""
        return cls(
            kinds=said(KINDS),
            step=_("%(kind)s: %(points)d points, counted %(counted)d"),
            summary=_(
                "The strongest reason counts in full, the second half, the third a quarter, "
                "and so on."
            ),
            result=_("Score: %(score)d"),
        )

    def why(self, rank: Rank) -> dict[str, Any]:
        """The arithmetic behind a rank, part by part, as the why-panel takes it."""
        return {
            "summary": self.summary,
            "steps": [
                self.step
                % {
                    "kind": self.kinds[item.signal.kind],
                    "points": item.points,
                    "counted": item.counted,
                }
                for item in rank.items
            ],
            "result": self.result % {"score": rank.score},
            "rule": rank.items[0].source,
        }


def lead(found: TodayList) -> str:
    """What the day holds, in one line."""
    if not found.total:
        return ""  # the page says so in full
    told = [
        ngettext("%(n)d person needs you.", "%(n)d people need you.", found.needing)
        % {"n": found.needing},
        on_track(found.on_track),
    ]
    if hidden := found.total - found.needing - found.on_track:
        told.append(_hidden(hidden, beside=found.needing) % {"n": hidden})
    return " ".join(told)


def _hidden(number: int, beside: int) -> str:
    """Those put off altogether. Of the others some may be put off for one of their reasons."""
    if beside:
        return ngettext("%(n)d more person is put off.", "%(n)d more people are put off.", number)
    return ngettext("%(n)d person is put off.", "%(n)d people are put off.", number)


def on_track(number: int) -> str:
    return ngettext("%(n)d person is on track.", "%(n)d people are on track.", number) % {
        "n": number
    }


def chips(choice: Choice, found: TodayList, query: QueryDict) -> list[dict[str, str]]:
    """The filters that are on, each with the address that removes it."""
    on = []
    if choice.queue:
        on.append(("queue", _("List"), str(QUEUES[QueueKind(choice.queue)])))
    if choice.program:
        on.append(("program", _("Program"), found.programs.get(choice.program, "")))
    if choice.kind:
        on.append(("kind", _("Reason"), str(KINDS[SignalKind(choice.kind)])))
    if choice.put_off:
        on.append(("show", _("Showing"), _("put off")))
    return [
        {"label": label, "value": value, "remove_url": _without(query, name)}
        for name, label, value in on
    ]


def _without(query: QueryDict, name: str) -> str:
    rest = query.copy()
    rest.pop(name, None)
    rest.pop("page", None)
    return f"?{rest.urlencode()}"


def _row(entry: Entry, nth: int, page: Page) -> TodayRow:
    card, rank = entry.picture.card, entry.rank
    top = rank.items[0]
    waiting = entry.picture.snoozes if page.put_off else ()
    return TodayRow(
        id=card.id,
        nth=nth,
        url=_url(card.id, nth, page),
        name=card.name,
        meta=f"{card.number} · {page.stages[card.stage]}",
        language=_language(card.language, card.needs_interpreter),
        why=say(top.reason),
        more=[say(item.reason) for item in rank.items[1:]],
        due=tag_of(top),
        queue="" if entry.queue == QueueKind.PERSON else page.queues[entry.queue],
        step=page.steps.first(card.id, top, entry.queue),
        others=page.steps.others(card.id, top),
        why_url=page.why(card.id) + ("?show=put_off" if page.put_off else ""),
        key=str(uuid4()),
        put_off_until=max((row.day for row in waiting if row.day), default=None),
        put_off_why=waiting[-1].text if waiting else "",
    )


def _url(case_id: int, nth: int, page: Page) -> str:
    """What `trail.case_url` gives, with the list's address encoded once for all rows."""
    url = f"{page.case(case_id)}?nth={nth}"
    return f"{url}&state={page.state}" if page.state else url


def _language(code: str, interpreter: bool) -> str:
    if code == "en" and not interpreter:
        return ""
    if interpreter:
        return _("%(language)s, interpreter needed") % {"language": language_name(code)}
    return language_name(code)
