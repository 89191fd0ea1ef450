"""Today as the page prints it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.agencies.languages import language_name
from caseway.agencies.policy import RULES, Act
from caseway.agencies.standing import Standing
from caseway.cases.models import Stage
from caseway.desk.queries.today import Choice, Entry, TodayList
from caseway.desk.shown.parts import why
from caseway.desk.shown.steps import Step, brief_step, log_step, next_step, put_off_step
from caseway.desk.trail import case_url
from caseway.desk.words import KINDS, QUEUES, Due, tag_of
from caseway.kernel.words import say
from caseway.rules.caseload.queues import QueueKind
from caseway.rules.caseload.ranking import Rank
from caseway.rules.caseload.signals import NextAction, SignalKind

SPOKEN = {NextAction.LOG_CONTACT, NextAction.CALL, NextAction.ANSWER_MESSAGE}


@dataclass(frozen=True, slots=True)
class TodayRow:
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
    how: dict[str, Any]
    key: str
    put_off_until: Any = None
    put_off_why: str = ""


def today_rows(
    page: Page[Entry], standing: Standing, state: str, put_off: bool = False
) -> list[TodayRow]:
    """The rows of one page. `state` is the query string of the list, which keeps her place."""
    first = page.start_index()
    return [
        _row(entry, nth, standing, state, put_off)
        for nth, entry in enumerate(page.object_list, start=max(first, 1))
    ]


def why_this_rank(rank: Rank) -> dict[str, Any]:
    """The arithmetic behind a rank, part by part, as the why-panel takes it."""
    steps = [
        _("%(kind)s: %(points)d points, counted %(counted)d")
        % {
            "kind": KINDS[item.signal.kind],
            "points": item.points,
            "counted": item.counted,
        }
        for item in rank.items
    ]
    return why(
        summary=_(
            "The strongest reason counts in full, the second half, the third a quarter, and so on."
        ),
        steps=steps,
        result=_("Score: %(score)d") % {"score": rank.score},
        rule=rank.items[0].source,
    )


def lead(found: TodayList) -> str:
    """What the day holds, in one line."""
    if not found.total:
        return ""  # the page says so in full
    told = [
        ngettext("%(n)d person needs you.", "%(n)d people need you.", found.needing)
        % {"n": found.needing},
        on_track(found.on_track),
    ]
    hidden = found.total - found.needing - found.on_track
    if hidden:
        said = ngettext("%(n)d person is put off.", "%(n)d people are put off.", hidden)
        told.append(said % {"n": hidden})
    return " ".join(told)


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


def _row(entry: Entry, nth: int, standing: Standing, state: str, put_off: bool) -> TodayRow:
    card, rank = entry.picture.card, entry.rank
    top = rank.items[0]
    assigns = standing.has_role(*RULES[Act.ASSIGN].roles)
    takes = entry.queue in (QueueKind.POOL, QueueKind.PART) and standing.has_role(
        *RULES[Act.TAKE_FROM_POOL].roles
    )
    step = next_step(card.id, top, takes=takes, assigns=assigns)
    waiting = entry.picture.snoozes if put_off else ()
    return TodayRow(
        id=card.id,
        nth=nth,
        url=case_url(card.id, nth, state),
        name=card.name,
        meta=f"{card.number} · {Stage(card.stage).label}",
        language=_language(card.language, card.needs_interpreter),
        why=say(top.reason),
        more=[say(item.reason) for item in rank.items[1:]],
        due=tag_of(top),
        queue="" if entry.queue == QueueKind.PERSON else str(QUEUES[entry.queue]),
        step=step,
        others=_others(card.id, top.action, entry.queue),
        how=why_this_rank(rank),
        key=str(uuid4()),
        put_off_until=max((row.day for row in waiting if row.day), default=None),
        put_off_why=waiting[-1].text if waiting else "",
    )


def _others(case_id: int, action: NextAction, queue: QueueKind) -> Sequence[Step]:
    steps = [brief_step(case_id)]
    if action not in SPOKEN:
        steps = [log_step(case_id), *steps]
    return [*steps, put_off_step(case_id)]


def _language(code: str, interpreter: bool) -> str:
    if code == "en" and not interpreter:
        return ""
    if interpreter:
        return _("%(language)s, interpreter needed") % {"language": language_name(code)}
    return language_name(code)
