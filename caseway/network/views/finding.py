"""Find a service, and what is known of one."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.policy import Act
from caseway.kernel.audit.reading import read
from caseway.kernel.chips import chips
from caseway.kernel.models.audit import AccessEvent
from caseway.kernel.personal import FieldClass
from caseway.kernel.requests import SignedInRequest
from caseway.network import actions
from caseway.network.forms.finding import FindForm
from caseway.network.forms.services import FreeForm
from caseway.network.models import Place, Service
from caseway.network.queries import finding, sites_of
from caseway.network.shown import services as shown
from caseway.rules.directory import is_open_at

PER_PAGE = 25


@require_GET
def services(request: SignedInRequest) -> HttpResponse:
    """Services that fit what is asked, nearest first where a ZIP code is given."""
    now = shown.office_now()
    form = FindForm(request.GET, languages=finding.languages_spoken(request.user))
    form.is_valid()
    asked = form.asked()
    found = finding.find(request.user, asked, now)
    page = Paginator(found.ids, PER_PAGE).get_page(request.GET.get("page"))
    rows = finding.in_full(page.object_list)
    hours = finding.hours_of([row.pk for row in rows])
    on = chips(form, request.GET)
    context = {
        "page": page,
        "lines": shown.lines(
            rows, miles=found.miles, hours=hours, seen_places=_seen(request, rows), now=now
        ),
        "filters": {
            "action": reverse("network:services"),
            "fields": form,
            "chips": on,
            "clear_url": reverse("network:services"),
            "summary": _summary(found, page.paginator.count),
        },
        "unknown_zip": asked.near if found.unknown_zip else "",
        "narrowed": bool(on),
        "may_edit": access.anywhere(request.user, Act.EDIT_PROVIDERS),
        "may_import": access.anywhere(request.user, Act.IMPORT_FILES),
    }
    return render(request, "network/services.html", context)


def _summary(found: finding.Found, count: int) -> str:
    words = ngettext("%(n)s service", "%(n)s services", count) % {"n": count}
    return _("%(services)s, nearest first") % {"services": words} if found.miles else words


def _seen(request: SignedInRequest, rows: list[Any]) -> set[int]:
    """Places on the page that the reader may know of."""
    ids = {one.place_id for row in rows for one in row.at_places.all()}
    places = Place.objects.visible_to(request.user).filter(pk__in=ids).order_by()
    return set(places.values_list("pk", flat=True))


@require_GET
def service(request: SignedInRequest, pk: int) -> HttpResponse:
    """What it is, who can come, when, where, in which languages, and how sure that is."""
    row = visible_service(request, pk)
    return service_page(request, row)


def visible_service(request: SignedInRequest, pk: int) -> Service:
    """The service, or 404 when it does not exist for the reader."""
    rows = Service.objects.visible_to(request.user)
    found: Service = get_object_or_404(
        rows.select_related("provider__site", "last_checked_by"), pk=pk
    )
    return found


def service_page(
    request: SignedInRequest, row: Service, *, free: FreeForm | None = None, status: int = 200
) -> HttpResponse:
    now = shown.office_now()
    links = list(
        row.at_places.filter(place__in=Place.objects.visible_to(request.user))
        .select_related("place")
        .prefetch_related(
            "schedules", "phones", "place__addresses", "place__accessibility", "place__phones",
            "place__schedules", "place__languages",
        )
        .order_by("place__name", "pk")
    )  # fmt: skip
    if (
        row.is_confidential
        or row.provider.is_confidential
        or any(one.place.is_confidential for one in links)
    ):
        note_reading(request, row)
    hours = finding.hours_of([row.pk]).get(row.pk, [])
    timed = [rule for rule in hours if rule.opens_at and rule.closes_at]
    context = {
        "service": row,
        "provider": row.provider,
        "needs": list(row.needs.all()),
        "languages": shown.spoken(row.languages.all()),
        "hours": [shown.hours_words(rule) for rule in row.schedules.order_by("pk")],
        "is_open": is_open_at(timed, now.replace(tzinfo=None)) if timed else None,
        "places": [_place(one) for one in links],
        "phones": [*row.phones.order_by("pk"), *row.provider.phones.order_by("pk")],
        "areas": list(row.areas.order_by("pk")),
        "capacities": list(row.capacities.select_related("updated_by").order_by("unit", "pk")),
        "codes": list(row.codes.order_by("vocabulary", "code", "pk")),
        "stale": shown.is_stale(row, now.date()),
        "may_edit": actions.why_not_edit(request.user, row.provider.site_id) is None,
        "may_publish": access.can(
            request.user, Act.PUBLISH_DIRECTORY, Where(row.provider.site_id, None)
        ),
        "free": free or FreeForm(),
        "free_open": free is not None,
        "several_sites": sites_of(request.user).count() > 1,
    }
    return render(request, "network/service.html", context, status=status)


def _place(link: Any) -> dict[str, Any]:
    place = link.place
    rules = list(link.schedules.all()) or list(place.schedules.all())
    return {
        "place": place,
        "addresses": [shown.address_lines(one) for one in place.addresses.all()],
        "hours": [shown.hours_words(rule) for rule in rules],
        "phones": [*link.phones.all(), *place.phones.all()],
        "access": [one for one in place.accessibility.all() if one.description],
        "languages": shown.spoken(place.languages.all()),
    }


def note_reading(request: SignedInRequest, row: Service | Place) -> None:
    """Write down that somebody read what only few may know."""
    read(
        AccessEvent.Kind.OPENED,
        on=row,
        by=request.user,
        at=timezone.now(),
        field_class=FieldClass.SAFETY,
    )
