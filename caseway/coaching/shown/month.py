"""A month in words, days and points: what the templates of the planner print."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from caseway.coaching.models import VisitMode, VisitState
from caseway.coaching.queries.month import Ahead, Item, MonthPage
from caseway.kernel.words import long_date, say
from caseway.rules.scheduling.plans import Doing, PlannedDay, Relaxation

TONES = {
    "proposed": "info",
    VisitState.HELD: "met",
    VisitState.NO_SHOW: "late",
    VisitState.CANCELLED: "",
}


def state_words(item: Item) -> str:
    """What a session is: a proposal, agreed, held."""
    if item.state == "proposed":
        return _("Would move") if item.was else _("Proposed")
    if item.state == VisitState.PLANNED:
        return _("Confirmed") if item.is_confirmed else _("Agreed")
    return str(VisitState(item.state).label)


def hours(minutes: int) -> str:
    """ "23 h 36 min", "36 min"."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return _("%(minutes)s min") % {"minutes": rest}
    return _("%(hours)s h %(minutes)s min") % {"hours": whole, "minutes": rest}


def line(item: Item) -> dict[str, Any]:
    """One session as the list and the calendar print it."""
    when = time_format(item.begins_at, "TIME_FORMAT") if item.begins_at else _("any hour")
    return {
        "number": item.number,
        "name": item.name,
        "when": when,
        "mode": VisitMode(item.mode).label,
        "is_visit": item.is_visit,
        "icon": {"visit": "location_on", "phone": "phone", "video": "chat"}.get(item.mode, "phone"),
        "minutes": item.minutes,
        "place": item.place,
        "travel": item.travel,
        "state": item.state,
        "state_words": state_words(item),
        "tone": TONES.get(item.state, ""),
        "is_pinned": item.is_pinned,
        "is_confirmed": item.is_confirmed,
        "session": item.session,
        "visit": item.visit,
        "url": reverse("coaching:case", args=[item.case]) if item.case else "",
        "reasons": [say(one) for one in item.reasons],
        "was": _was(item),
        "day": item.day,
    }


def _was(item: Item) -> str:
    if item.was is None:
        return ""
    begins = item.was.begins_at
    return _("Moves from %(day)s%(hour)s") % {
        "day": long_date(item.was.day),
        "hour": f", {time_format(begins, 'TIME_FORMAT')}" if begins else "",
    }


def days(page: MonthPage) -> list[dict[str, Any]]:
    """The list: each day with something in it, in order."""
    planned = {one.day: one for one in page.result.days}
    found = []
    for day, items in page.by_day.items():
        visits = sum(one.is_visit for one in items)
        found.append(
            {
                "day": day,
                "title": long_date(day),
                "items": [line(one) for one in items],
                "words": _counted(visits, len(items) - visits),
                "travel": _travel(planned.get(day)),
                "duties": _duties(planned.get(day)),
            }
        )
    return found


def _counted(visits: int, calls: int) -> str:
    parts = []
    if visits:
        parts.append(ngettext("%(n)s visit", "%(n)s visits", visits) % {"n": visits})
    if calls:
        parts.append(ngettext("%(n)s call", "%(n)s calls", calls) % {"n": calls})
    return ", ".join(parts)


def _travel(day: PlannedDay | None) -> str:
    return _("%(time)s on the way") % {"time": hours(day.travel_minutes)} if day else ""


def _duties(day: PlannedDay | None) -> int:
    return sum(one.doing is Doing.DUTY for one in day.stretches) if day else 0


def calendar(page: MonthPage, today: date) -> dict[str, Any]:
    """The calendar: weeks of Monday to Sunday; weekends only where something lies there."""
    first = page.month.first - timedelta(page.month.first.weekday())
    weeks = []
    while first <= page.month.last:
        weeks.append([_cell(page, first + timedelta(number), today) for number in range(7)])
        first += timedelta(7)
    width = 7 if any(week[5]["items"] or week[6]["items"] for week in weeks) else 5
    heads = [
        # Translators: Django date format of a weekday in full: "Monday".
        date_format(weeks[0][number]["day"], pgettext("date format", "l"), use_l10n=False)
        for number in range(width)
    ]
    return {"heads": heads, "weeks": [week[:width] for week in weeks], "width": width}


def _cell(page: MonthPage, day: date, today: date) -> dict[str, Any]:
    return {
        "day": day,
        "number": day.day,
        "title": long_date(day),
        "is_in": page.month.first <= day <= page.month.last,
        "is_today": day == today,
        "items": [line(one) for one in page.by_day.get(day, ())],
    }


def summary(page: MonthPage) -> list[dict[str, Any]]:
    """The figures of a plan, each beside what it is to be compared with."""
    score, by_hand = page.result.score, page.result.by_hand
    if score is None or by_hand is None:
        return []
    due = sum(page.result.due.values())
    missed = sum(one.sessions for one in page.result.unserved)
    return [
        {
            "label": _("Sessions planned of those due"),
            "value": due - missed,
            "of": due,
            "note": _("%(n)s by hand") % {"n": due - by_hand.missed},
            "tone": "late" if missed else "met",
        },
        {
            "label": _("On the way"),
            "value": hours(score.travel_minutes),
            "note": _saved(score.travel_minutes, by_hand.travel_minutes),
            "more": _("Last month %(time)s") % {"time": hours(page.last_month_travel)}
            if page.last_month_travel
            else "",
        },
        {
            "label": _("Calls instead of visits"),
            "value": score.calls,
            "note": _("%(n)s by hand") % {"n": by_hand.calls},
        },
        {
            "label": _("Load varies from day to day by"),
            "value": hours(round(score.load_spread)),
            "note": _("%(time)s by hand") % {"time": hours(round(by_hand.load_spread))},
        },
    ]


def _saved(planned: int, by_hand: int) -> str:
    if by_hand <= 0:
        return ""
    share = round((planned - by_hand) / by_hand * 100)
    return _("%(time)s by hand, %(share)s%%") % {
        "time": hours(by_hand),
        "share": f"{share:+d}".replace("-", "−"),
    }


def unserved(page: MonthPage, sets_hours: bool) -> list[dict[str, Any]]:
    """Who could not be fitted, why, and what would do it; what is ours to change can be pressed."""
    found = []
    for one in page.result.unserved:
        ahead = page.people.get(one.client)
        if ahead is None:
            continue
        found.append(
            {
                "name": ahead.name,
                "number": ahead.number,
                "url": reverse("coaching:case", args=[ahead.case]),
                "enrolment": ahead.enrolment,
                "words": say(one.reasons[0]),
                "why": [say(reason) for reason in one.reasons[1:]],
                "helps": [_help(page, ahead, each, sets_hours) for each in one.helps],
            }
        )
    return found


def _help(
    page: MonthPage, ahead: Ahead, relaxation: Relaxation, sets_hours: bool
) -> dict[str, Any]:
    """One change: pressed here, made on the form that it leads to, or who can make it."""
    act = {"scheduling.helps_call": "call", "scheduling.helps_window": "window"}.get(
        relaxation.code, ""
    )
    labels = {"call": _("Allow one more call"), "window": _("Allow these times")}
    more = relaxation.minutes
    return {
        "act": act,
        "label": labels.get(act, ""),
        "words": say(relaxation.reason),
        "cost": _("%(n)s min more on the way") % {"n": more} if more else "",
        **_way_to(page, ahead, relaxation, sets_hours),
    }


def _way_to(
    page: MonthPage, ahead: Ahead, relaxation: Relaxation, sets_hours: bool
) -> dict[str, str]:
    """Where the change is made, with the form filled in; or who decides, where it is not hers."""
    if relaxation.code == "scheduling.helps_weekday":
        asked = urlencode({"days": ahead.enrolment, "month": str(page.month)})
        case = reverse("coaching:case", args=[ahead.case])
        return {"url": f"{case}?{asked}#times-{ahead.enrolment}", "go": _("Add weekdays")}
    if relaxation.code == "scheduling.helps_overtime":
        if not sets_hours:
            return {"who": _("An administrator can change working hours.")}
        minutes = relaxation.reason.values.get("minutes", "")
        asked = urlencode({"later": minutes, "month": str(page.month)})
        hours = reverse("agencies:hours", args=[page.setup.coach_id])
        return {"url": f"{hours}?{asked}", "go": _("Change the coach’s hours")}
    if relaxation.code == "scheduling.helps_coach":
        return {"who": _("Who leads the team can give the case to another coach.")}
    return {}
