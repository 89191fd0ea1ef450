"""Whose month a page shows: her own, or that of a coach whose people she may see."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from caseway.agencies.access import anywhere
from caseway.agencies.models import Agency, Role, Site
from caseway.agencies.policy import Act
from caseway.agencies.standing import standing_of
from caseway.cases.models import Assignment, Case, Part
from caseway.coaching.models import CoachingEnrolment, Visit
from caseway.coaching.queries.months import enrolments_of
from caseway.kernel.models import User
from caseway.kernel.requests import SignedInRequest
from caseway.rules.dates import Month


@dataclass(frozen=True)
class Post:
    """A coach, the site whose month is shown, and the agency for which she coaches there."""

    coach: User
    site: Site
    agency: Agency


@dataclass(frozen=True)
class Whose:
    """Whose month it is, if anybody's; those one may choose from; whom she supports in it.

    `sites`: where she supports anybody in that month. The month of each closes by itself.
    """

    post: Post | None
    coach: User | None
    coaches: list[User]
    enrolments: list[CoachingEnrolment]
    sites: tuple[Site, ...] = ()

    @property
    def query(self) -> str:
        """What an address needs so that the same coach at the same site is shown."""
        if self.coach is None:
            return ""
        site = f"&site={self.post.site.pk}" if self.post and len(self.sites) > 1 else ""
        return f"?coach={self.coach.pk}{site}"


def whose_month(request: SignedInRequest, month: Month) -> Whose:
    """The coach asked for by `?coach=`, else the reader herself, else the first she may see.

    Where she works at two sites, that of `?site=` is shown, else the first by name.
    Raises Http404 for a coach whom the reader does not see.
    """
    coaches = coaches_seen(request)
    coach = _chosen(request, coaches)
    if coach is None:
        return Whose(None, None, coaches, [])
    seen = Case.objects.visible_to(request.user)
    enrolments = enrolments_of(coach, month, seen)
    if not enrolments:
        return Whose(None, coach, coaches, [])
    found = {row.site_id: row.site for row in enrolments}
    sites = tuple(sorted(found.values(), key=lambda one: (one.name, one.pk)))
    asked = request.GET.get("site", "") or request.POST.get("site", "")
    site = next((one for one in sites if str(one.pk) == asked), sites[0])
    here = [row for row in enrolments if row.site_id == site.pk]
    return Whose(Post(coach, site, _agency(coach, here)), coach, coaches, here, sites)


def coaches_seen(request: SignedInRequest) -> list[User]:
    """Who coaches somebody whom the reader may see. Two queries."""
    seen = CoachingEnrolment.objects.visible_to(request.user)
    parts = Assignment.objects.filter(part=Part.JOB_COACH, case__in=seen.values("case"))
    met = Visit.objects.filter(enrolment__in=seen.values("pk"))
    rows = User.objects.filter(Q(pk__in=parts.values("staff")) | Q(pk__in=met.values("coach")))
    return list(rows.order_by("name", "pk"))


def _chosen(request: SignedInRequest, coaches: list[User]) -> User | None:
    asked = request.GET.get("coach", "") or request.POST.get("coach", "")
    if asked:
        for coach in coaches:
            if str(coach.pk) == asked:
                return coach
        raise Http404
    own = [coach for coach in coaches if coach.pk == request.user.pk]
    first = own or coaches
    return first[0] if first else None


def _agency(coach: User, enrolments: list[CoachingEnrolment]) -> Agency:
    """For whom she coaches them: by her part on the case, else by the visits she made."""
    parts = Assignment.objects.filter(
        part=Part.JOB_COACH, staff=coach, case__in=[row.case_id for row in enrolments]
    ).select_related("agency")
    if found := parts.order_by("-starts_on", "-pk").first():
        return found.agency
    met = Visit.objects.filter(coach=coach, enrolment__in=enrolments).select_related("agency")
    visit: Visit = met.order_by("-day", "-pk")[0]
    return visit.agency


def sections(
    request: SignedInRequest, here: str, period: int, query: str
) -> list[dict[str, object]]:
    """The pages of visits that this person may open; the one she is on is marked."""
    months = reverse("coaching:record_month", args=[period]) + query
    bill = reverse("coaching:visit_billing", args=[period]) + query
    found = [
        {"label": _("Month"), "url": months, "current": here == "month"},
        {"label": _("Billing"), "url": bill, "current": here == "billing"},
    ]
    if anywhere(request.user, Act.SEE_TEAM) or standing_of(request.user).has_role(Role.JOB_COACH):
        found.append({"label": _("Quality"), "url": reverse("coaching:quality"), "current": False})
    if anywhere(request.user, Act.EDIT_CHECKLISTS):
        lists = reverse("coaching:checklists")
        found.append({"label": _("Checklists"), "url": lists, "current": here == "checklists"})
    return found
