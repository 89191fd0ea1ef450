"""Who could hold a part of a case: workers with their languages, their load and their leave."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caseway.agencies.languages import language_name
from caseway.agencies.models import (
    Agency,
    EmployerKind,
    Leave,
    Membership,
    Presence,
    Role,
    StaffLanguage,
)
from caseway.agencies.standing import open_on
from caseway.cases.actions.assignments import TAKES_CASES
from caseway.cases.models import Assignment, Part

ROLES_OF_PART: dict[str, frozenset[str]] = {
    Part.CASE_MANAGER: frozenset({Role.CASE_MANAGER}),
    Part.PUBLIC_WORKER: frozenset({Role.ELIGIBILITY_WORKER, Role.CASE_MANAGER}),
    Part.CONTRACTOR_WORKER: frozenset({Role.CASE_MANAGER, Role.JOB_COACH}),
    Part.JOB_COACH: frozenset({Role.JOB_COACH}),
    Part.SPECIALIST: frozenset({Role.SPECIALIST}),
    Part.TEAM_MEMBER: frozenset(TAKES_CASES),
}
KIND_OF_PART: dict[str, EmployerKind] = {
    Part.PUBLIC_WORKER: EmployerKind.PUBLIC,
    Part.CONTRACTOR_WORKER: EmployerKind.CONTRACTOR,
}


@dataclass(frozen=True)
class Worker:
    """Somebody who takes cases for an agency. `cases` counts open cases with a part of hers."""

    user_id: int
    name: str
    agency: Agency
    roles: frozenset[str]
    title: str
    cases: int
    speaks: str  # the language asked for, in the reader's words; empty when she does not
    back_on: date | None

    def can_hold(self, part: str) -> bool:
        """Whether one of her roles there is made for the part."""
        return bool(self.roles & ROLES_OF_PART[part])

    @property
    def value(self) -> str:
        """What a form sends for her."""
        return f"{self.agency.pk}:{self.user_id}"

    @property
    def load(self) -> str:
        return ngettext("%(n)d case", "%(n)d cases", self.cases) % {"n": self.cases}

    @property
    def label(self) -> str:
        """One line for a list of choices: "Ines Vega: speaks Spanish, 41 cases"."""
        said = {"name": self.name, "language": self.speaks, "load": self.load}
        if self.speaks and self.back_on:
            return _("%(name)s: speaks %(language)s, %(load)s, away today") % said
        if self.speaks:
            return _("%(name)s: speaks %(language)s, %(load)s") % said
        if self.back_on:
            return _("%(name)s: %(load)s, away today") % said
        return _("%(name)s: %(load)s") % said


def agencies_for(part: str, region_id: int, on: date) -> list[Agency]:
    """The agencies at work in the region whose kind may hold the part. One query."""
    rows = Presence.objects.filter(open_on(on), region=region_id)
    if kind := KIND_OF_PART.get(part):
        rows = rows.filter(agency__employer_kind=kind)
    found = {row.agency_id: row.agency for row in rows.select_related("agency").order_by("id")}
    return sorted(found.values(), key=lambda agency: (agency.name, agency.pk))


def workers_for(
    agencies: Collection[Agency], *, site_id: int, region_id: int, language: str, on: date
) -> list[Worker]:
    """Whoever takes cases for these agencies in the region. Four queries, however many workers.

    Those who speak the person's language come first, when it is not English; then
    those who are here; then the smallest caseload.
    """
    by_id = {agency.pk: agency for agency in agencies}
    posts = Membership.objects.filter(
        open_on(on),
        Q(region=None) | Q(region=region_id),
        agency__in=by_id,
        site=site_id,
        role__in=TAKES_CASES,
        user__is_active=True,
    ).select_related("user")
    held: dict[tuple[int, int], list[Membership]] = defaultdict(list)
    for post in posts.order_by("id"):
        held[post.agency_id, post.user_id].append(post)
    ids = {user_id for _agency, user_id in held}
    loads, away = caseloads(ids, on), _away(ids, on)
    speakers = _speakers(ids, language)
    workers = [
        Worker(
            user_id=user_id,
            name=mine[0].user.name,
            agency=by_id[agency_id],
            roles=frozenset(post.role for post in mine),
            title=mine[0].title or mine[0].get_role_display(),
            cases=loads[user_id],
            speaks=language_name(language) if user_id in speakers else "",
            back_on=away.get(user_id),
        )
        for (agency_id, user_id), mine in held.items()
    ]
    return sorted(
        workers, key=lambda w: (not w.speaks, w.back_on is not None, w.cases, w.name, w.user_id)
    )


def caseloads(user_ids: Collection[int], on: date) -> Counter[int]:
    """On how many open cases each worker holds a part. One query."""
    rows = Assignment.objects.filter(open_on(on), staff__in=user_ids, case__closed_on=None)
    cases: dict[int, set[int]] = defaultdict(set)
    for user_id, case_id in rows.values_list("staff_id", "case_id"):
        cases[user_id or 0].add(case_id)
    return Counter({user_id: len(found) for user_id, found in cases.items()})


def _away(user_ids: Collection[int], on: date) -> dict[int, date]:
    rows = Leave.objects.filter(open_on(on), user__in=user_ids).order_by("ends_on")
    return dict(rows.values_list("user_id", "ends_on"))


def _speakers(user_ids: Collection[int], language: str) -> set[int]:
    if language == "en":
        return set()
    rows = StaffLanguage.objects.filter(user__in=user_ids, code=language)
    return set(rows.values_list("user_id", flat=True))
