"""The rows of Today."""

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from caseway.desk.shown.steps import Step
from caseway.desk.shown.today import TodayRow
from caseway.kernel.addresses import address
from caseway.kernel.components.basics import icon, tag
from caseway.kernel.components.why import why_later
from caseway.kernel.drawing import NOTHING, Snippet, joined
from caseway.kernel.words import long_date

_ROW = Snippet(
    '<tr role="row" class="c-row c-today__row" data-row id="person-{id}">'
    '<td role="cell" class="c-table__pick"><span class="c-pick">'
    '<input type="checkbox" name="pick" value="{id}" id="pick-{id}" data-pick form="together">'
    '<label for="pick-{id}"><span class="usa-sr-only">{select}</span></label></span></td>'
    '<th role="rowheader" scope="row" class="c-row__who">'
    '<a class="c-row__name" href="{url}" data-row-link{focus}>{name}</a>'
    '<span class="c-row__meta">{meta}</span>{language}{queue}</th>'
    '<td role="cell" class="c-row__cell c-today__why">'
    '<p class="c-today__reason">{why}</p>{more}{put_off}{how}</td>'
    '<td role="cell" class="c-row__cell c-today__due">{due}</td>'
    '<td role="cell" class="c-table__actions c-today__steps">'
    '<div class="c-row__actions">{steps}</div></td></tr>{drawer}'
)
_DRAWER = Snippet(
    '<tr role="row" class="c-drawer"><td role="cell" colspan="5" id="drawer-{id}"></td></tr>'
)
_META = Snippet('<span class="c-row__meta">{icon} {text}</span>')
_MORE = Snippet('<ul class="c-today__more">{reasons}</ul>')
_REASON = Snippet("<li>{text}</li>")
_PUT_OFF = Snippet('<p class="c-row__meta">{text}</p>')

# What every button of the list sends: where it stands, and where to come back to.
_SENT = Snippet(
    '<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
    '<input type="hidden" name="then" value="today">'
    '<input type="hidden" name="state" value="{state}">'
)
_WAKE = Snippet(
    '<form method="post" action="{url}">{sent}'
    '<button class="c-button c-button--primary">{label}{whom}</button></form>'
)
_POST = Snippet(
    '<form method="post" action="{url}" hx-post="{url}" hx-target="#today" hx-swap="outerHTML">'
    '{sent}<input type="hidden" name="submission_key" value="{once}">'
    '<input type="hidden" name="nth" value="{nth}">{fields}'
    '<button class="c-button{primary}"{key}>{label}{whom}</button></form>'
)
_FIELD = Snippet('<input type="hidden" name="{name}" value="{value}">')
_INLINE = Snippet(
    '<a class="c-button{primary}" href="{url}" hx-get="{url}" hx-target="#drawer-{id}"'
    ' hx-swap="innerHTML"{key}>{label}{whom}</a>'
)
_OPEN = Snippet('<a class="c-button{primary}" href="{url}"{key}>{label}{whom}</a>')
_KEY = Snippet(' data-key="{key}"')
_WHOM = Snippet('<span class="usa-sr-only">: {name}</span>')


@dataclass(frozen=True, slots=True)
class List:
    """What is the same in every row of one list, made once."""

    sent: SafeString
    state: str
    put_off: bool
    focus_nth: int
    select: str
    wake: str
    how: str
    show_how: str


def today_rows(
    rows: "list[TodayRow]", *, token: str, state: str, put_off: bool, focus_nth: int
) -> SafeString:
    """The rows of Today. `token` is the form token, `state` the list's own address.

    `put_off`: these are the people put off, who can be shown again. The row at
    position `focus_nth` takes the focus; 0 for none.
    """
    around = List(
        sent=_SENT(token=token, state=state),
        state=quote(state, safe=""),
        put_off=put_off,
        focus_nth=focus_nth,
        select=_("Select %(name)s"),
        wake=_("Show again"),
        how=_("How we got this"),
        show_how=_("Show what was counted"),
    )
    return joined([_row(row, around) for row in rows])


def _row(row: TodayRow, around: List) -> SafeString:
    return _ROW(
        id=row.id,
        select=around.select % {"name": row.name},
        url=row.url,
        focus=" data-focus" if row.nth == around.focus_nth else "",
        name=row.name,
        meta=row.meta,
        language=_META(icon=icon("language"), text=row.language) if row.language else NOTHING,
        queue=_META(icon=NOTHING, text=tag(row.queue, "info")) if row.queue else NOTHING,
        why=row.why,
        more=_more(row.more) if row.more else NOTHING,
        put_off=_until(row) if row.put_off_until else NOTHING,
        how=why_later(row.why_url, around.how, around.show_how),
        due=tag(row.due.words, row.due.tone),
        steps=_wake(row, around) if around.put_off else _steps(row, around),
        drawer=NOTHING if around.put_off else _DRAWER(id=row.id),
    )


def _more(reasons: list[str]) -> SafeString:
    return _MORE(reasons=joined([_REASON(text=reason) for reason in reasons]))


def _until(row: TodayRow) -> SafeString:
    said = {"day": long_date(row.put_off_until), "why": row.put_off_why}
    return _PUT_OFF(text=_("Put off until %(day)s: %(why)s") % said)


def _wake(row: TodayRow, around: List) -> SafeString:
    url = address("desk:wake", row.id)
    return _WAKE(url=url, sent=around.sent, label=around.wake, whom=_WHOM(name=row.name))


def _steps(row: TodayRow, around: List) -> SafeString:
    whom = _WHOM(name=row.name)
    first = _step(row.step, row, around, whom, " c-button--primary")
    return joined([first, *(_step(step, row, around, whom, "") for step in row.others)])


def _step(step: Step, row: TodayRow, around: List, whom: SafeString, primary: str) -> SafeString:
    """A next step as a button: a form that acts at once, or a link to a form."""
    key = _KEY(key=step.key) if step.key else NOTHING
    said = {"primary": primary, "key": key, "label": step.label, "whom": whom}
    if step.post:
        fields = joined([_FIELD(name=name, value=value) for name, value in step.fields])
        return _POST(
            url=step.url, sent=around.sent, once=row.key, nth=row.nth, fields=fields, **said
        )
    if step.inline:
        more = "&" if "?" in step.url else "?"
        url = f"{step.url}{more}then=today&nth={row.nth}&state={around.state}"
        return _INLINE(url=url, id=row.id, **said)
    return _OPEN(url=step.url, **said)
