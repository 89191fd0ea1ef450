"""What the page of one site shows."""

from datetime import date
from typing import Any

from django.db.models import Q

from caseway.agencies.models import ContactPromise, Presence, Site, SpecialistElement
from caseway.agencies.shown.sites import promise_words


def site_page(site: Site, on: date) -> dict[str, Any]:
    """Regions, agencies, pieces, programs and promises, now and to come. Five queries."""
    coming = Q(ends_on=None) | Q(ends_on__gt=on)
    promises: dict[int, list[dict[str, Any]]] = {}
    for row in ContactPromise.objects.filter(coming, site=site).order_by(
        "program", "part", "stage", "starts_on", "id"
    ):
        promises.setdefault(row.program_id, []).append({"row": row, "words": promise_words(row)})
    return {
        "site": site,
        "regions": site.regions.all(),
        "presences": Presence.objects.filter(coming, site=site)
        .select_related("agency", "region")
        .order_by("region__name", "agency__name", "id"),
        "elements": SpecialistElement.objects.filter(coming, site=site)
        .select_related("agency", "region")
        .order_by("name", "id"),
        "programs": [
            {"program": one, "promises": promises.get(one.pk, [])} for one in site.programs.all()
        ],
        "today": on,
    }
