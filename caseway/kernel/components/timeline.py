"""An event of a timeline."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

from caseway.kernel.components.basics import icon, tag
from caseway.kernel.drawing import NOTHING, Snippet, joined
from caseway.kernel.words import long_date, long_moment

_ITEM = Snippet(
    '<li class="c-timeline__item{tone}"{item_id}><span class="c-timeline__icon">{icon}</span>'
    '<div class="c-timeline__body"><h3 class="c-timeline__title">{title}{tag}</h3>'
    '<p class="c-timeline__when">{when}{who}{agency}</p>{text}{actions}</div></li>'
)
_ID = Snippet(' id="event-{id}"')
_LINK = Snippet('<a href="{url}">{label}</a>')
_TAG = Snippet(" {tag}")
_TIME = Snippet('<time datetime="{exact}">{words}</time>')
_TEXT = Snippet('<div class="c-timeline__text"{lang}>{text}</div>')
_LANG = Snippet(' lang="{code}"')
_ACTIONS = Snippet('<p class="c-timeline__actions">{actions}</p>')


def timeline_item(item: Mapping[str, Any]) -> SafeString:
    """One event, to stand in `<ol class="c-timeline">`.

    Takes title and, each if it is there: id, icon, url, at (moment) or on (day; goes
    before at), who, agency, text, lang, tone, tag, actions [{label, url}].
    """
    get = item.get
    tone, word, who, agency = get("tone"), get("tag"), get("who"), get("agency")
    return _ITEM(
        tone=f" c-timeline__item--{tone}" if tone else "",
        item_id=_ID(id=item["id"]) if get("id") else NOTHING,
        icon=icon(get("icon") or "chat"),
        title=_LINK(url=item["url"], label=item["title"]) if get("url") else item["title"],
        tag=_TAG(tag=tag(word, tone or "")) if word else NOTHING,
        when=_when(get("on"), get("at")),
        who=f" · {who}" if who else "",
        agency=f", {agency}" if agency else "",
        text=_text(item["text"], get("lang")) if get("text") else NOTHING,
        actions=_actions(item["actions"]) if get("actions") else NOTHING,
    )


def _when(on: date | None, at: datetime | None) -> SafeString:
    if on:
        return _TIME(exact=on.isoformat(), words=long_date(on))
    if at is None:
        raise ValueError("an event has a day or a moment")
    return _TIME(exact=timezone.localtime(at).isoformat(), words=long_moment(at))


def _text(text: str, lang: str | None) -> SafeString:
    told = mark_safe(linebreaks(text, autoescape=True))
    return _TEXT(lang=_LANG(code=lang) if lang else NOTHING, text=told)


def _actions(actions: Iterable[Mapping[str, str]]) -> SafeString:
    drawn = joined(_LINK(url=one["url"], label=one["label"]) for one in actions)
    return _ACTIONS(actions=drawn)
