"""How we got this: the panel behind every figure."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from caseway.kernel.components.basics import icon
from caseway.kernel.drawing import NOTHING, Snippet, joined
from caseway.kernel.words import long_date

_WHY = Snippet(
    '<details class="c-why"><summary>{icon}{label}</summary>'
    '<div class="c-why__body">{body}</div></details>'
)
_BODY = Snippet("{summary}{inputs}{steps}{result}{rule}")
# Without scripts the opened panel leads to the page that tells.
_LATER = Snippet(
    '<details class="c-why" hx-get="{url}" hx-trigger="toggle once"'
    ' hx-target="find .c-why__body" hx-swap="innerHTML"><summary>{icon}{label}</summary>'
    '<div class="c-why__body"><a href="{url}">{words}</a></div></details>'
)
_SUMMARY = Snippet("<p>{text}</p>")
_INPUTS = Snippet('<dl class="c-facts">{inputs}</dl>')
_INPUT = Snippet("<div><dt>{label}</dt><dd>{value}{source}</dd></div>")
_SOURCE = Snippet(' <span class="c-muted">{text}</span>')
_STEPS = Snippet('<ol class="c-why__steps">{steps}</ol>')
_STEP = Snippet('<li class="num">{text}</li>')
_RESULT = Snippet('<p class="c-why__result">{text}</p>')
_RULE = Snippet('<p class="c-muted">{words} {rule}{citation}{version}{since}</p>')
_CITED = Snippet(" ({text})")
_LINK = Snippet('<a href="{url}">{text}</a>')
_AND = Snippet(" · {text}")


def why_panel(why: Mapping[str, Any]) -> SafeString:
    """How we got this.

    Takes, each if it is there: label, summary, inputs [{label, value, source}],
    steps [str], result, rule, rule_version, effective_on, citation, citation_url.
    """
    label = why.get("label") or _("How we got this")
    return _WHY(icon=icon("expand_more"), label=label, body=why_body(why))


def why_later(url: str, label: str, words: str) -> SafeString:
    """How we got this, for a long list: `url` answers with the body when it is opened.

    `words` are those of the link that stands in its place until then.
    """
    return _LATER(url=url, icon=icon("expand_more"), label=label, words=words)


def why_body(why: Mapping[str, Any]) -> SafeString:
    """What stands in the opened panel."""
    summary, result = why.get("summary"), why.get("result")
    return _BODY(
        summary=_SUMMARY(text=summary) if summary else NOTHING,
        inputs=_inputs(why.get("inputs")),
        steps=_steps(why.get("steps")),
        result=_RESULT(text=result) if result else NOTHING,
        rule=_rule(why) if why.get("rule") else NOTHING,
    )


def _inputs(inputs: Iterable[Mapping[str, Any]] | None) -> SafeString:
    if not inputs:
        return NOTHING
    told = [
        _INPUT(
            label=one["label"],
            value=one["value"],
            source=_SOURCE(text=one["source"]) if one.get("source") else NOTHING,
        )
        for one in inputs
    ]
    return _INPUTS(inputs=joined(told))


def _steps(steps: Iterable[str] | None) -> SafeString:
    return _STEPS(steps=joined([_STEP(text=step) for step in steps])) if steps else NOTHING


def _rule(why: Mapping[str, Any]) -> SafeString:
    citation, url = why.get("citation"), why.get("citation_url")
    version, since = why.get("rule_version"), why.get("effective_on")
    told = _LINK(url=url, text=citation) if url else citation
    return _RULE(
        words=_("Rule:"),
        rule=why["rule"],
        citation=_CITED(text=told) if citation else NOTHING,
        version=_AND(text=_("version %(v)s") % {"v": version}) if version else NOTHING,
        since=_AND(text=_("in force since %(day)s") % {"day": long_date(since)})
        if since
        else NOTHING,
    )
