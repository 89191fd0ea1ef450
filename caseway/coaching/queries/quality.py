"""Quality while growing: whose months the reader sees, and what the rule makes of them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from caseway.agencies.access import carries
from caseway.agencies.models import Role
from caseway.agencies.policy import Act
from caseway.agencies.standing import standing_of
from caseway.cases.models import Assignment, Case, Part
from caseway.coaching.facts.growth import CoachFacts, growth_facts
from caseway.kernel.models import User
from caseway.rules.dates import Month, add_months
from caseway.rules.functions import EmployerKind
from caseway.rules.growth import (
    Chart,
    GrowthLaw,
    Kept,
    MonthFigures,
    Period,
    before_and_after,
    kept_at,
    law_on,
    p_chart,
    warnings,
    xmr_chart,
)
from caseway.rules.jobs import checkpoints
from caseway.rules.reasons import Reason

MONTHS = 18  # shown, the running one included
SINCE_MONTHS = 6  # before and after, unless a caseload grew at another time


@dataclass(frozen=True)
class CoachQuality:
    """One coach's page."""

    coach: User
    facts: CoachFacts
    since: date
    law: GrowthLaw
    before: Period | None
    after: Period | None
    kept: list[tuple[Kept, Kept]]
    charts: dict[str, Chart]
    warnings: tuple[Reason, ...]

    @property
    def latest(self) -> MonthFigures | None:
        """The last month that is over."""
        over = [one for one in self.facts.figures if one.is_over]
        return over[-1] if over else None


def coaches_of(user: User) -> list[User]:
    """Those whose quality the reader may see: her team's if she leads one, and her own."""
    posts = standing_of(user).case_posts
    own = Q(pk=user.pk) if any(post.role == Role.JOB_COACH for post in posts) else Q(pk=None)
    team = Q(pk=None)
    for post in posts:
        if carries(post, Act.SEE_TEAM):
            # A public agency looks at what the contractors of its site do.
            here = Q(site=post.site_id)
            if post.employer_kind != EmployerKind.PUBLIC:
                here &= Q(agency=post.agency_id)
            parts = Assignment.objects.filter(here, part=Part.JOB_COACH, ends_on=None)
            team |= Q(pk__in=parts.values("staff"))
    return list(User.objects.filter(own | team).order_by("name", "pk"))


def quality_of(
    user: User, coaches: list[User], today: date, since: date | None = None
) -> list[CoachQuality]:
    """The months of coaches. As many queries for two coaches as for forty."""
    if not coaches:
        return []
    this = Month.of(today)
    months = [this.plus(step - MONTHS + 1) for step in range(MONTHS)]
    facts = growth_facts([one.pk for one in coaches], _counted(user, coaches), months, today)
    law = law_on(today)
    return [_quality(one, facts[one.pk], today, since, law) for one in coaches]


def _counted(user: User, coaches: list[User]) -> "QuerySet[Case]":
    """Cases whose figures count: those she sees, and those that her agency coached and that ended.

    A month that is over would otherwise be told anew whenever somebody is done, until nothing is
    left of what was before. Only sums of them are shown, and none that few make up.
    """
    theirs = Q(pk=None)
    for post in standing_of(user).case_posts:
        theirs |= Q(site=post.site_id, agency=post.agency_id)
    coached = Assignment.objects.filter(theirs, part=Part.JOB_COACH, staff__in=coaches)
    seen = Case.objects.visible_to(user)
    return Case.objects.filter(Q(pk__in=seen.values("pk")) | Q(pk__in=coached.values("case")))


def _quality(
    coach: User, facts: CoachFacts, today: date, since: date | None, law: GrowthLaw
) -> CoachQuality:
    day = since or _grew_on(facts, law) or add_months(Month.of(today).first, -SINCE_MONTHS)
    figures = _begun(facts.figures)
    before, after = before_and_after(figures, day)
    over = [one for one in figures if one.is_over]
    base = sum(one.month < Month.of(day) for one in over)
    return CoachQuality(
        coach=coach,
        facts=facts,
        since=day,
        law=law,
        before=before,
        after=after,
        kept=[_kept(facts, days, day, today) for days in checkpoints(today)],
        charts={
            "missed": p_chart([(one.month, one.missed, one.due) for one in over], base, law),
            "travel": xmr_chart(
                [(one.month, _float(one.travel), one.travelled) for one in over], base, law
            ),
            "writing": xmr_chart(
                [(one.month, _float(one.writing), one.written) for one in over], base, law
            ),
        },
        warnings=warnings(facts.mix, law),
    )


def _begun(figures: list[MonthFigures]) -> list[MonthFigures]:
    """From the first month in which the coach supported anybody, or held a session."""
    first = next((at for at, one in enumerate(figures) if one.due or one.held), len(figures))
    return figures[first:]


def _grew_on(facts: CoachFacts, law: GrowthLaw) -> date | None:
    """The first day of the month in which the caseload first passed what is watched."""
    for before, one in zip([None, *facts.figures], facts.figures, strict=False):
        if before is not None and before.caseload <= law.watched_over < one.caseload:
            return one.month.first
    return None


def _kept(facts: CoachFacts, days: int, since: date, today: date) -> tuple[Kept, Kept]:
    """Jobs whose day fell before the change within the time shown, and after it until today."""
    mine, others = facts.jobs_at(days)
    start = Month.of(today).plus(1 - MONTHS).first
    return (
        kept_at(mine, days, starting=min(start, since), until=since, others=others),
        kept_at(mine, days, starting=since, until=max(today, since), others=others),
    )


def _float(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]
