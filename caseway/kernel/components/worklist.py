"""The rows of the worklist component."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from caseway.kernel.components.basics import tag
from caseway.kernel.drawing import NOTHING, Snippet, joined

_ROW = Snippet(
    '<tr role="row" class="c-row" data-row{row_id}>{pick}'
    '<th role="rowheader" scope="row" class="c-row__who">'
    '<a class="c-row__name" href="{url}" data-row-link>{name}</a>{meta}</th>'
    "{cells}{actions}</tr>"
)
_ID = Snippet(' id="{table}-{row}"')
_PICK = Snippet(
    '<td role="cell" class="c-table__pick"><span class="c-pick">'
    '<input type="checkbox" name="{name}" value="{row}" id="{table}-pick-{row}" data-pick'
    ' form="{table}-form"><label for="{table}-pick-{row}">'
    '<span class="usa-sr-only">{words}</span></label></span></td>'
)
_CELL = Snippet('<td role="cell" class="c-row__cell{kinds}"{label}>{tag}{text}{sub}</td>')
_LABEL = Snippet(' data-label="{label}"')
_LINK = Snippet('<a href="{url}">{text}</a>')
_META = Snippet('<span class="c-row__meta">{text}</span>')
_ACTIONS = Snippet(
    '<td role="cell" class="c-table__actions"><span class="c-row__actions">{actions}</span></td>'
)
_ACTION = Snippet(
    '<a class="c-button{primary}" href="{url}"{key} aria-label="{label}: {name}">{label}</a>'
)
_KEY = Snippet(' data-key="{key}"')


def worklist_rows(worklist: Mapping[str, Any]) -> SafeString:
    """Every row of a worklist, whose shape `c/worklist.html` tells.

    A row is id, url, name, meta, cells [{text, sub, url, tag, tone, label, numeric,
    nowrap}] (label is read on a phone, where the heads are gone) and actions [{label,
    url, primary, key}]; a key without a value may be left out.
    """
    select = _("Select %(name)s") if worklist.get("selectable") else ""
    return joined([_row(worklist, row, select) for row in worklist["rows"]])


def _row(worklist: Mapping[str, Any], row: Mapping[str, Any], select: str) -> SafeString:
    name, row_id, meta = row["name"], row.get("id"), row.get("meta")
    acts = worklist.get("actions_label")
    return _ROW(
        row_id=_ID(table=worklist["id"], row=row_id) if row_id else NOTHING,
        pick=_pick(worklist, row, select) if select else NOTHING,
        url=row["url"],
        name=name,
        meta=_META(text=meta) if meta else NOTHING,
        cells=joined([_cell(cell) for cell in row["cells"]]),
        actions=_actions(row.get("actions", ()), name) if acts else NOTHING,
    )


def _pick(worklist: Mapping[str, Any], row: Mapping[str, Any], select: str) -> SafeString:
    return _PICK(
        name=worklist.get("select_name") or "pick",
        table=worklist["id"],
        row=row["id"],
        words=select % {"name": row["name"]},
    )


def _cell(cell: Mapping[str, Any]) -> SafeString:
    get = cell.get
    text, word, sub, label, url = get("text"), get("tag"), get("sub"), get("label"), get("url")
    kinds = " num c-end" if cell.get("numeric") else ""
    if word or cell.get("nowrap"):
        kinds += " c-row__cell--short"
    if not text and not word:
        kinds += " c-row__cell--empty"
    return _CELL(
        kinds=kinds,
        label=_LABEL(label=label) if label else NOTHING,
        tag=tag(word, cell.get("tone", "")) if word else NOTHING,
        text=_LINK(url=url, text=text) if url else text or "",
        sub=_META(text=sub) if sub else NOTHING,
    )


def _actions(actions: Iterable[Mapping[str, Any]], name: str) -> SafeString:
    drawn = [
        _ACTION(
            primary=" c-button--primary" if action.get("primary") else "",
            url=action["url"],
            key=_KEY(key=action["key"]) if action.get("key") else NOTHING,
            label=action["label"],
            name=name,
        )
        for action in actions
    ]
    return _ACTIONS(actions=joined(drawn))
