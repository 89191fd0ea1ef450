"""Staff in words: rows of the list, chips of its filters, working hours."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from caseway.agencies.forms.staff import WEEKDAYS
from caseway.agencies.functions import function_name
from caseway.agencies.languages import language_name
from caseway.agencies.models import Membership, WorkingHours
from caseway.agencies.queries.staff import Colleague


def worklist(rows: Iterable[Colleague], today: date) -> dict[str, Any]:
    """The list of staff, ready for the worklist component."""
    return {
        "id": "staff",
        "caption": _("Staff"),
        "columns": [
            {"label": label}
            for label in (_("Name"), _("Posts"), _("Where"), _("Speaks"), _("Today"))
        ],
        "rows": [_row(row, today) for row in rows],
    }


def _row(row: Colleague, today: date) -> dict[str, Any]:
    return {
        "id": row.user.pk,
        "url": reverse("agencies:person", args=[row.user.pk]),
        "name": row.user.name,
        "meta": row.user.email,
        "cells": [
            {"text": "; ".join(dict.fromkeys(post_words(post) for post in row.posts))},
            {
                "text": "; ".join(dict.fromkeys(post.agency.name for post in row.posts)),
                "sub": "; ".join(dict.fromkeys(place_words(post) for post in row.posts)),
            },
            {
                "text": ", ".join(language_name(code) for code in row.languages),
                "label": _("Speaks"),
            },
            _today(row, today),
        ],
    }


def _today(row: Colleague, today: date) -> dict[str, Any]:
    if not row.user.is_active:
        return {"tag": _("Account closed")}
    if row.leave is not None:
        cover = row.leave.covered_by
        return {
            "tag": _("On leave"),
            "tone": "info" if cover else "due",
            "sub": _("%(name)s covers") % {"name": cover.name} if cover else _("Nobody covers"),
        }
    if not row.user.has_usable_password():
        return {"tag": _("Invited"), "tone": "info"}
    if row.posts and all(post.starts_on > today for post in row.posts):
        first = min(post.starts_on for post in row.posts)
        return {"tag": _("From %(day)s") % {"day": date_format(first, "DATE_FORMAT")}}
    return {"text": _("At work")}


def post_words(post: Membership) -> str:
    """Role, with the title people use and the specialty."""
    role = post.get_role_display()
    if post.specialty:
        role = _("%(role)s: %(function)s") % {
            "role": role,
            "function": function_name(post.specialty),
        }
    if not post.title or post.title.casefold() == role.casefold():
        return role
    return _("%(title)s (%(role)s)") % {"title": post.title, "role": role}


def place_words(post: Membership) -> str:
    """Site, and the region when the post is for one only."""
    if post.region is None:
        return post.site.name
    return _("%(site)s, %(region)s") % {"site": post.site.name, "region": post.region.name}


def hours_words(rows: Iterable[WorkingHours]) -> list[tuple[str, str]]:
    """Each weekday with work, and from when until when."""
    return [
        (
            str(WEEKDAYS[row.weekday]),
            _("%(opens)s to %(closes)s")
            % {
                "opens": time_format(row.opens_at, "TIME_FORMAT"),
                "closes": time_format(row.closes_at, "TIME_FORMAT"),
            },
        )
        for row in sorted(rows, key=lambda row: (row.weekday, row.opens_at))
    ]
