"""Who could take a case: workers of an agency at a site, with how many cases each leads now."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.agencies.models import Agency, Membership, Role
from caseway.agencies.standing import open_on
from caseway.cases.actions.assignments import TAKES_CASES, Holder
from caseway.cases.models import Assignment, Part
from caseway.kernel.models import User

ROLES_OF_PART: dict[str, frozenset[str]] = {
    Part.JOB_COACH: frozenset({Role.JOB_COACH}),
    Part.SPECIALIST: frozenset({Role.SPECIALIST}),
    Part.PUBLIC_WORKER: frozenset({Role.ELIGIBILITY_WORKER, Role.CASE_MANAGER}),
}
QUEUE = "queue"


@dataclass(frozen=True)
class Worker:
    """Somebody who takes cases, and how many parts she holds today."""

    user_id: int
    name: str
    role: str
    cases: int
    away: bool

    @property
    def label(self) -> str:
        many = ngettext("%(n)d case", "%(n)d cases", self.cases) % {"n": self.cases}
        words = _("%(name)s, %(cases)s") % {"name": self.name, "cases": many}
        return _("%(words)s (away today)") % {"words": words} if self.away else words


def workers_for(agency_id: int, site_id: int, region_id: int, part: str, on: date) -> list[Worker]:
    """Workers of the agency who could hold the part, least loaded first. Two queries."""
    roles = ROLES_OF_PART.get(part, TAKES_CASES)
    posts = (
        Membership.objects.filter(
            open_on(on),
            Q(region=None) | Q(region=region_id),
            agency=agency_id,
            site=site_id,
            role__in=roles,
            user__is_active=True,
        )
        .annotate(
            away=Count(
                "user__leaves",
                filter=Q(user__leaves__starts_on__lte=on, user__leaves__ends_on__gt=on),
            )
        )
        .order_by("user_id", "id")
        .values_list("user_id", "user__name", "role", "away")
    )
    people = {row[0]: row for row in posts}
    held = Counter(
        Assignment.objects.filter(open_on(on), staff__in=people, agency=agency_id).values_list(
            "staff_id", flat=True
        )
    )
    workers = [
        Worker(pk, name, role, held[pk], bool(away)) for pk, name, role, away in people.values()
    ]
    return sorted(
        workers, key=lambda worker: (worker.away, worker.cases, worker.name, worker.user_id)
    )


def choices(workers: list[Worker], *, but: int | None = None) -> list[tuple[str, str]]:
    """Choices of a form: each worker with her load, then the agency's queue."""
    people = [(str(one.user_id), one.label) for one in workers if one.user_id != but]
    return [*people, (QUEUE, _("Nobody yet: leave it in the agency's queue"))]


def holder(agency: Agency, chosen: str) -> Holder:
    """The holder that a form chose."""
    if chosen == QUEUE:
        return Holder(agency)
    return Holder(agency, User.objects.get(pk=int(chosen)))
