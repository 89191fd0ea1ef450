"""Who gets what, group by group: own goals, referrals, months excused. Counts, never people."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, TextChoices
from django.utils.translation import gettext_lazy as _

from caseway.agencies.access import sites_for
from caseway.agencies.languages import language_name
from caseway.agencies.policy import Act
from caseway.agencies.standing import open_on
from caseway.attendance.models import CaseMonth, StandingCode
from caseway.cases.models import Assignment, Case, Characteristic, CharacteristicKind
from caseway.kernel.models import User
from caseway.network.models import Referral
from caseway.plans.models import Goal, ProposedBy
from caseway.rules.dates import Month
from caseway.rules.fairness.comparing import Comparison, Group, compare
from caseway.rules.fairness.hiding import Tally

# A year, so that seasons and one busy month even out.
LOOKED_BACK = timedelta(days=365)


class Measure(TextChoices):
    """What is compared."""

    OWN_GOALS = "own_goals", _("Goals that were the person’s own idea")
    REFERRED = "referred", _("People referred to a service in a year")
    EXCUSED = "excused", _("Families excused from hours in a month")


WORKER, LANGUAGE = "worker", "language"
WITH, WITHOUT = "with", "without"
# Whom a comparison can stand between. "Other" is left out: it says nothing of anybody.
BETWEEN = {
    WORKER: _("Workers who lead the case"),
    LANGUAGE: _("Languages"),
    **{kind.value: kind.label for kind in CharacteristicKind if kind != CharacteristicKind.OTHER},
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared, between whom (worker, language, or a kind of characteristic), where."""

    measure: Measure
    between: str
    site: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The comparison; `period` is the month that excuses are of, None for the other measures."""

    comparison: Comparison
    period: int | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    person: int
    language: str


def fairness(user: User, asked: Asked, day: date) -> Found:
    """The people of open cases at the sites that this person leads, in groups. Five queries.

    Guarded referrals and families with a domestic violence waiver are left out of account:
    not even a count may tell of them.
    """
    sites = sites_for(user, Act.SEE_TEAM)
    if asked.site is not None:
        sites &= {asked.site}
    cases = Case.objects.visible_to(user, day).open().filter(site__in=sites)
    known = {
        pk: _Known(person, language)
        for pk, person, language in cases.order_by("pk").values_list(
            "pk", "participant_id", "participant__language"
        )
    }
    period = _latest(known, day) if asked.measure is Measure.EXCUSED else None
    tallies = _tallies(asked.measure, known, day, period)
    groups = _grouped(_groups(asked.between, known, day), tallies)
    return Found(compare(groups, day), period)


def _tallies(
    measure: Measure, known: Mapping[int, _Known], day: date, period: int | None
) -> dict[int, Tally]:
    """By case; cases of which nothing can be said are left out."""
    if measure is Measure.OWN_GOALS:
        return _own_goals(known)
    if measure is Measure.REFERRED:
        referred = set(
            Referral.objects.filter(
                case__in=known, is_guarded=False, made_at__date__gt=day - LOOKED_BACK
            ).values_list("case_id", flat=True)
        )
        return {case: Tally(int(case in referred), 1) for case in known}
    return _excused(known, period)


def _own_goals(known: Collection[int]) -> dict[int, Tally]:
    """Goals in open plans; what both found together is the person's own as much as the worker's."""
    own: dict[int, list[bool]] = defaultdict(list)
    rows = Goal.objects.standing().filter(plan__ends_on=None, plan__case__in=known)
    for case, by in rows.order_by("pk").values_list("plan__case_id", "proposed_by"):
        own[case].append(by == ProposedBy.PARTICIPANT)
    return {case: Tally(sum(each), len(each)) for case, each in own.items()}


def _latest(known: Collection[int], day: date) -> int | None:
    """The last month that is over and was worked out."""
    rows = CaseMonth.objects.filter(case__in=known, period__lt=Month.of(day).number)
    latest: int | None = rows.aggregate(latest=Max("period"))["latest"]
    return latest


def _excused(known: Collection[int], period: int | None) -> dict[int, Tally]:
    if period is None:
        return {}
    rows = CaseMonth.objects.filter(case__in=known, period=period, has_violence_waiver=False)
    return {
        case: Tally(int(standing == StandingCode.DISREGARDED), 1)
        for case, standing in rows.exclude(overall=StandingCode.OUT)
        .order_by("pk")
        .values_list("case_id", "overall")
    }


def _groups(between: str, known: Mapping[int, _Known], day: date) -> dict[int, str]:
    """The group of each case; cases that nobody leads belong to no worker's."""
    if between == WORKER:
        leads = Assignment.objects.filter(open_on(day), case__in=known, is_lead=True)
        named = leads.exclude(staff=None).order_by("pk").values_list("case_id", "staff__name")
        return dict(named)
    if between == LANGUAGE:
        return {case: language_name(one.language) for case, one in known.items()}
    people = {one.person for one in known.values()}
    rows = Characteristic.objects.filter(open_on(day), kind=between, person__in=people)
    having = set(rows.values_list("person_id", flat=True))
    return {case: WITH if one.person in having else WITHOUT for case, one in known.items()}


def _grouped(groups: Mapping[int, str], tallies: Mapping[int, Tally]) -> dict[str, Group]:
    found: dict[str, list[Tally]] = defaultdict(list)
    for case, name in groups.items():
        if case in tallies:
            found[name].append(tallies[case])
    return {
        name: Group(Tally(sum(t.yes for t in each), sum(t.of for t in each)), len(each))
        for name, each in sorted(found.items())
    }
