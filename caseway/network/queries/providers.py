"""What the pages of providers ask."""

from django.db.models import F, QuerySet

from caseway.agencies.models import Site
from caseway.agencies.standing import standing_of
from caseway.kernel.models import User
from caseway.network.models import Provider


def sites_of(user: User) -> "QuerySet[Site]":
    """The sites where this person works on cases."""
    ids = {post.site_id for post in standing_of(user).case_posts}
    return Site.objects.filter(pk__in=ids).order_by("name", "pk")


def providers_of(user: User) -> "QuerySet[Provider]":
    """Providers of her sites; at each site those in use first, by name."""
    rows: QuerySet[Provider] = Provider.objects.visible_to(user).select_related("site", "agency")
    return rows.order_by("site__name", "site", F("closed_on").desc(nulls_first=True), "name", "pk")
