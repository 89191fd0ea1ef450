"""Employers of the reader's sites, looked up by name, industry or number."""

from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from caseway.agencies.models import Site
from caseway.agencies.standing import standing_of
from caseway.employment.access import why_not_edit_employers
from caseway.employment.models import Employer, Job
from caseway.kernel.models import User
from caseway.rules.jobs import fein_of


def employers_of(user: User, words: str, *, closed: bool, today: date) -> QuerySet[Any]:
    """Employers that fit all the words, by name; `working` counts people whom the reader sees."""
    rows = Employer.objects.visible_to(user).filter(closed_on__isnull=not closed)
    for word in words.split():
        rows = rows.filter(_fits(word))
    here = Job.objects.visible_to(user).filter(
        Q(ended_on=None) | Q(ended_on__gte=today), employer=OuterRef("pk"), began_on__lte=today
    )
    count = here.order_by().values("employer").annotate(n=Count("pk")).values("n")
    found: QuerySet[Any] = (
        rows.annotate(working=Coalesce(Subquery(count), 0))
        .select_related("site")
        .prefetch_related("job_sites")
        .order_by("name", "pk")
    )
    return found


def _fits(word: str) -> Q:
    found = Q(name__icontains=word)
    if word.isdecimal():
        found |= Q(naics__startswith=word)
    if number := fein_of(word):
        found |= Q(tax_id=number)
    return found


def sites_to_edit(user: User) -> list[Site]:
    """The sites where the reader may add an employer, by name."""
    posts = {post.site_id for post in standing_of(user).case_posts}
    rows = Site.objects.filter(pk__in=posts).order_by("name", "pk")
    return [site for site in rows if why_not_edit_employers(user, site.pk) is None]


def jobs_at(user: User, employer: Employer) -> list[Job]:
    """Jobs at an employer on cases that the reader sees, those that go on first."""
    rows = Job.objects.visible_to(user).filter(employer=employer)
    rows = rows.select_related("person", "case", "job_site").order_by("-began_on", "-pk")
    found = list(rows[:200])
    return sorted(found, key=lambda one: one.ended_on is not None)
