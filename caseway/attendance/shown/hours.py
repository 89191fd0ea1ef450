"""A person's month in words: so far, short or not, what closes it, and the sum behind it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caseway.attendance.models import ActivityKind, ProofState
from caseway.attendance.queries.case import CaseActivities
from caseway.attendance.queries.outlook import Outlook
from caseway.attendance.shown.activities import hours_of
from caseway.attendance.words import hours_words, month_words, span_words
from caseway.kernel.words import long_date, say
from caseway.rules.dates import Month
from caseway.rules.participation.forecast.candidate import WayKind
from caseway.rules.participation.forecast.outlook import Aim, Forecast, PersonOutlook
from caseway.rules.participation.forecast.ways import Way
from caseway.rules.participation.frame import in_part
from caseway.rules.participation.notes import explain
from caseway.rules.participation.results import PersonResult
from caseway.rules.participation.said_of_sums import averaging, not_attended
from caseway.rules.participation.spoken import whole_hours
from caseway.rules.participation.standing import Standing
from caseway.rules.reasons import Reason

# What is offered on the page; the rest would bury it.
MOST_WAYS = 4
# Person, activity and kind of way, and the page where it is done.
Places = dict[tuple[int, int, str], str]
_BY_MARKING = {WayKind.MARK, WayKind.HOLIDAY, WayKind.EXCUSE}
STANDINGS = {
    Standing.OUT: gettext_lazy("This family is not in the rate this month"),
    Standing.DISREGARDED: gettext_lazy("This family is left out of the rate this month"),
    Standing.ENGAGED: "",
    Standing.NOT_ENGAGED: "",
}


def page_words(outlook: Outlook | None, today: date) -> dict[str, Any]:
    """What the page says above all people."""
    month = outlook.seen.month.number if outlook else Month.of(today).number
    if outlook is None:
        missing = _("The rules of this month are not known yet, so hours are not weighed.")
        return {"month": month_words(month), "standing": "", "facts_missing": missing, "span": ""}
    span = span_words(outlook.rules.calendar)
    if not outlook.known:
        missing = _(
            "Nobody recorded yet what the family received in %(month)s. Until then its hours are "
            "kept, but not weighed."
        ) % {"month": month_words(month)}
        return {
            "month": month_words(month),
            "standing": "",
            "facts_missing": missing,
            "span": span,
        }
    standing = STANDINGS[outlook.seen.projected.overall]
    return {
        "month": month_words(month),
        "standing": str(standing),
        "facts_missing": "",
        "span": span,
    }


def person_hours(person: int, outlook: Outlook | None, places: Places) -> dict[str, Any] | None:
    """One person's panel; None for somebody whose hours the rate does not look at."""
    if outlook is None or not outlook.known:
        return None
    one = next((each for each in outlook.seen.people if each.person == person), None)
    if one is None:
        return None
    asked = outlook.seen.projected.overall.in_denominator
    return {
        **(figures(one.aim) if asked else left_out(one.aim)),
        "lines": _lines(one.aim, outlook.seen),
        **_ways(outlook, person, places),
        "limits": [
            {"words": say(each.reason), "source": each.reason.source} for each in one.limits
        ],
        "why": why(outlook, one),
    }


def figures(aim: Aim) -> dict[str, Any]:
    """The figure, its bar and its tag: "26 of 30 hours a week so far"."""
    done, needed = aim.so_far.counted(aim.needed.core), aim.needed.total
    coming = aim.projected.counted(aim.needed.core)
    met = done >= needed and not aim.short
    return {
        "headline": so_far_words(done, needed),
        "percent": _part(done, needed),
        "coming": _part(coming, needed),
        "tone": "met" if not aim.short else "due",
        "tag": _("Met") if met else _("On course") if not aim.short else short_words(aim),
    }


def so_far_words(done: int, needed: int) -> str:
    """ "26 of 30 hours a week so far"; more than is needed is no part of it, and said beside it."""
    if done > needed:
        said = ngettext(
            "%(done)s hour a week so far, %(needed)s needed",
            "%(done)s hours a week so far, %(needed)s needed",
            done,
        )
    else:
        said = ngettext(
            "%(done)s of %(needed)s hour a week so far",
            "%(done)s of %(needed)s hours a week so far",
            needed,
        )
    return said % {"done": done, "needed": needed}


def left_out(aim: Aim) -> dict[str, Any]:
    """The figure of a family that the rate leaves out: hours are kept, and none is missing."""
    return {**figures(aim), "tone": "", "tag": _("No hours are missing this month")}


def short_words(aim: Aim) -> str:
    """What is missing by the end of the month as planned."""
    hours = whole_hours(aim.short.minutes)
    return ngettext("%(n)s countable hour short", "%(n)s countable hours short", hours) % {
        "n": hours
    }


def _part(hours: int, needed: int) -> int:
    return min(100, round(100 * hours / needed)) if needed else 100


def _lines(aim: Aim, seen: Forecast) -> list[str]:
    """What stands below the figure and its tag, which say the first and the last of it."""
    said = []
    if aim.unproven_minutes:
        said.append(waiting_words(aim))
    if aim.short.core:
        said.append(
            _("%(hours)s of what is missing must be core hours")
            % {"hours": hours_of(60 * whole_hours(aim.short.core))}
        )
    if seen.two_parent is not None and seen.two_parent.short:
        said.append(_("Both parents together: %(words)s") % {"words": short_words(seen.two_parent)})
    said += [say(reason) for reason in seen.reasons]
    said.append(_("Seen on %(day)s") % {"day": long_date(seen.today)})
    return said


def waiting_words(aim: Aim) -> str:
    """What proof would add, and how much of it nobody attended but can be excused."""
    waiting = {"hours": hours_of(aim.unproven_minutes)}
    if not aim.unproven_away:
        return _("%(hours)s are recorded and wait for proof; they do not count yet") % waiting
    waiting["attended"] = hours_of(aim.unproven_minutes - aim.unproven_away)
    waiting["away"] = hours_of(aim.unproven_away)
    return (
        _(
            "%(hours)s wait for proof and can count with it: %(attended)s attended,"
            " %(away)s excused or on a holiday"
        )
        % waiting
    )


def _ways(outlook: Outlook, person: int, places: Places) -> dict[str, Any]:
    """The lightest ways first: what closes the gap alone, or several together, or brings nearer."""
    offered, title = list(outlook.ways.single), _("What would close it, within the law")
    if not any(way.closes for way in offered):
        offered = list(outlook.ways.together) or offered
        title = (
            _("What would close it together, within the law")
            if outlook.ways.together
            else _("What would bring it nearer, within the law")
        )
    hers = [way for way in offered if way.person == person]
    return {
        "ways": [_way(way, places) for way in hers[:MOST_WAYS]],
        "ways_title": title,
    }


def _way(way: Way, places: Places) -> dict[str, Any]:
    return {
        "words": say(way.what),
        "effect": say(way.effect),
        "through": with_law(way.through),
        "url": _where(way, places),
    }


def _where(way: Way, places: Places) -> str:
    """The page where it is done, if there is one."""
    if way.opening is not None:
        return reverse("attendance:activity", args=[way.opening.ref])
    if way.kind in _BY_MARKING:
        return mark_url(way.person)
    return places.get((way.person, way.activity, str(way.kind)), "")


def places_of(page: CaseActivities) -> Places:
    """Where proof of each person's activities is handed in or decided."""
    found: Places = {}
    for each in page.people:
        for one in each.taken:
            key = (each.person.pk, one.row.activity)
            add = reverse("attendance:add_proof", args=[one.row.pk])
            for kind in (WayKind.PROVE, WayKind.RENEW):
                found.setdefault((*key, str(kind)), add)
            for paper in one.proofs:
                if paper.state == ProofState.SUBMITTED:
                    decide = reverse("attendance:proof", args=[paper.pk])
                    found.setdefault((*key, str(WayKind.DECIDE)), decide)
    return found


def mark_url(person: int) -> str:
    """Where a person's month is marked."""
    return reverse("attendance:month", args=[person])


def why(outlook: Outlook, one: PersonOutlook) -> dict[str, Any]:
    """The why-panel: what was counted, the arithmetic of what is coming, each cut with its law."""
    seen = outlook.seen
    result, proven = (
        next(each for each in month.persons if each.person == one.person)
        for month in (seen.now, seen.proven)
    )
    asked = one.aim.needed
    return {
        "label": "",
        "summary": say(one.aim.reasons[0]),
        "inputs": _inputs(result, proven),
        "steps": [
            *(say(line.reason) for line in seen.expected if line.person == one.person),
            *with_law(seen.holidays_ahead(one.person)),
            *with_law(explain(note) for note in (*result.notes, *seen.now.notes)),
            *with_law(_sums(outlook, one.person)),
        ],
        "result": say(one.aim.reasons[-1]),
        "rule": _("%(total)s hours a week on average, %(core)s of them core")
        % {"total": asked.total, "core": asked.core},
        "rule_version": seen.now.rule_version,
        "effective_on": None,
        "citation": "45 CFR 261.31–.35",
        "citation_url": "",
    }


def _sums(outlook: Outlook, person: int) -> Iterator[Reason]:
    """What was missed, and how a month's hours become hours a week."""
    family, entries = outlook.seen.now.inputs
    if missed := not_attended(entries, person):
        yield missed
    if not in_part(family):
        yield averaging(outlook.rules)


def _inputs(result: PersonResult, proven: PersonResult) -> list[dict[str, str]]:
    """Each activity as it counts now.

    What is still unproven in `proven`, where all that waits is accepted, was refused.
    """
    told = []
    refused = {line.activity: line.unproven for line in proven.lines}
    for line in result.lines:
        value = _("%(counted)s of %(raw)s recorded hours count") % {
            "counted": hours_words(line.countable),
            "raw": hours_words(line.raw),
        }
        no = refused.get(line.activity, 0)
        source = _unproven(line.unproven - no, no)
        label = str(ActivityKind(line.activity).label)
        told.append({"label": label, "value": value, "source": source})
    return told


def _unproven(waiting: int, refused: int) -> str:
    """Hours without good proof, those whose proof was refused apart: nobody decides them again."""
    facts = {"waiting": hours_words(waiting), "refused": hours_words(refused)}
    if waiting and refused:
        return (
            _("%(waiting)s wait for proof; the proof of %(refused)s more was not accepted") % facts
        )
    if refused:
        return _("the proof of %(refused)s was not accepted") % facts
    return _("%(hours)s wait for proof") % {"hours": facts["waiting"]} if waiting else ""


def with_law(reasons: Iterable[Reason]) -> list[str]:
    """Sentences with the paragraph that each rests on."""
    return [
        f"{say(reason)} ({reason.source})" if reason.source else say(reason) for reason in reasons
    ]
