"""The two lists as their tables print them, with the filters that are on."""

from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.attendance.models import ActivityEnrolment
from caseway.attendance.queries.rosters import QUIET_DAYS, as_day
from caseway.attendance.queries.unproven import WAITING, Choice, Line, Unproven, day_in
from caseway.attendance.shown.activities import hours_of, kind_of
from caseway.attendance.shown.hours import mark_url
from caseway.attendance.words import month_words
from caseway.kernel.words import long_date
from caseway.rules.dates import days_between

_CELL = {
    "text": "",
    "sub": "",
    "url": "",
    "tag": "",
    "tone": "",
    "label": "",
    "numeric": False,
    "nowrap": False,
}


def cell(**given: Any) -> dict[str, Any]:
    """A cell of a worklist's row, every key filled."""
    return {**_CELL, **given}


def unproven_table(shown: list[Line], choice: Choice) -> dict[str, Any]:
    """One page of papers that could come."""
    return _table(
        "unproven",
        _("Hours that would count with proof"),
        [_("Person"), _("What it would change"), _("Activity"), _("Days")],
        [_paper(line, choice) for line in shown],
    )


def roster_table(rows: list[ActivityEnrolment], today: date) -> dict[str, Any]:
    """One page of activities, the longest unmarked first."""
    return _table(
        "rosters",
        _("Who takes part in what, and when it was last marked"),
        [_("Person"), _("Activity"), _("Where, and who supervises"), _("Last marked")],
        [_watched(row, today) for row in rows],
    )


def summary_of(found: Unproven) -> str:
    """How much one paper each would bring."""
    told = ngettext(
        "%(n)s paper would prove %(hours)s", "%(n)s papers would prove %(hours)s", len(found.papers)
    ) % {"n": len(found.papers), "hours": hours_of(found.minutes)}
    if found.families:
        told += ". " + ngettext(
            "%(n)s family would meet the rate with one of them",
            "%(n)s families would meet the rate with one of them",
            found.families,
        ) % {"n": found.families}
    return told


def notes_of(found: Unproven, period: int) -> list[str]:
    """What the list leaves out, and why."""
    told = []
    if found.idle:
        told.append(
            ngettext(
                "%(n)s more activity has unproven hours whose proof would change nothing this "
                "month.",
                "%(n)s more activities have unproven hours whose proof would change nothing this "
                "month.",
                found.idle,
            )
            % {"n": found.idle}
        )
    if found.unknown:
        told.append(
            ngettext(
                "%(n)s more cannot be weighed: nobody recorded what the family received in "
                "%(month)s.",
                "%(n)s more cannot be weighed: nobody recorded what the families received in "
                "%(month)s.",
                found.unknown,
            )
            % {"n": found.unknown, "month": month_words(period)}
        )
    if found.is_cut:
        told.append(_("Only the largest are weighed. Narrow the list to see the rest."))
    return told


def chips(form: Any, query: QueryDict, plain: dict[str, str]) -> list[dict[str, Any]]:
    """What is on besides what the list shows of itself, each removable."""
    found = []
    for name, field in form.fields.items():
        value = query.get(name, "")
        labels = {str(key): str(label) for key, label in field.choices}
        if value and value != plain.get(name, "") and value in labels:
            found.append(
                {
                    "label": field.label,
                    "value": labels[value],
                    "remove_url": without(query, name),
                }
            )
    return found


def without(query: QueryDict, name: str) -> str:
    """The page's address without one filter, from its first page again."""
    left = query.copy()
    left.pop(name, None)
    left.pop("page", None)
    return f"?{left.urlencode()}"


def _table(ident: str, caption: str, labels: list[str], rows: list[Any]) -> dict[str, Any]:
    return {
        "id": ident,
        "caption": caption,
        "caption_shown": False,
        "columns": [
            {"label": label, "numeric": False, "sort_url": "", "sorted": ""} for label in labels
        ],
        "rows": rows,
        "selectable": False,
        "select_name": "",
        "bulk_url": "",
        "bulk": [],
        "actions_label": _("Next step"),
    }


def _paper(line: Line, choice: Choice) -> dict[str, Any]:
    row, paper = line.row, line.paper
    first, last = day_in(choice.period, paper.first), day_in(choice.period, paper.last)
    if first == last:
        span = long_date(first)
    else:
        span = _("%(first)s to %(last)s") % {"first": long_date(first), "last": long_date(last)}
    return {
        "id": paper.enrolment,
        "url": reverse("attendance:case", args=[paper.case]) + f"#person-{paper.person}",
        "name": row.person.name_used,
        "meta": _meta(row),
        "cells": [
            cell(
                text=_("%(hours)s more would count") % {"hours": hours_of(paper.gain)},
                tag=_("Meets the rate with it") if paper.makes_met else "",
                tone="due",
            ),
            cell(text=row.title, sub=_place(row)),
            cell(
                text=ngettext("%(n)s day", "%(n)s days", paper.days) % {"n": paper.days},
                sub=span,
            ),
        ],
        "actions": [_step(line, choice)],
    }


def _step(line: Line, choice: Choice) -> dict[str, Any]:
    if choice.state == WAITING and line.evidence is not None:
        url = reverse("attendance:proof", args=[line.evidence.pk])
        return {"label": _("Decide"), "url": url, "primary": line.paper.makes_met, "key": ""}
    url = reverse("attendance:add_proof", args=[line.row.pk]) + "?then=unproven"
    return {"label": _("Add proof"), "url": url, "primary": line.paper.makes_met, "key": ""}


def _watched(row: Any, today: date) -> dict[str, Any]:
    quiet = days_between(as_day(row.watched), today)
    if row.last_mark is None:
        last = cell(
            tag=_("Never marked") if quiet > QUIET_DAYS else "",
            tone="late",
            text=_("Began %(day)s") % {"day": long_date(row.starts_on)},
        )
    else:
        ago = ngettext("%(n)d day ago", "%(n)d days ago", quiet) % {"n": quiet}
        last = cell(
            tag=ngettext("Nobody marked for %(n)s day", "Nobody marked for %(n)s days", quiet)
            % {"n": quiet}
            if quiet > QUIET_DAYS
            else "",
            tone="late",
            text=long_date(as_day(row.last_mark)),
            sub=ago if quiet else _("today"),
        )
    return {
        "id": row.pk,
        "url": reverse("attendance:activity", args=[row.pk]),
        "name": row.person.name_used,
        "meta": _meta(row),
        "cells": [
            cell(text=row.title, sub=kind_of(row)),
            cell(
                text=row.provider.name if row.provider else _("None named"),
                sub=row.supervisor,
            ),
            last,
        ],
        "actions": _mark(row),
    }


def _mark(row: ActivityEnrolment) -> list[dict[str, Any]]:
    url = mark_url(row.person_id)
    if not url:
        return []
    return [{"label": _("Mark attendance"), "url": url, "primary": False, "key": ""}]


def _meta(row: ActivityEnrolment) -> str:
    if row.person_id == row.case.participant_id:
        return str(row.case.number)
    return f"{row.case.number} · {row.case.participant.name_used}"


def _place(row: ActivityEnrolment) -> str:
    told = [kind_of(row)]
    if row.provider:
        told.append(row.provider.name)
    return " · ".join(told)
