"""Who does what here: the table, one region, and its change with a look ahead."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caseway.agencies import access, facts
from caseway.agencies.access import Where
from caseway.agencies.actions.functions import change_holders
from caseway.agencies.forms.functions import HoldersForm
from caseway.agencies.models import Region, Site
from caseway.agencies.policy import Act
from caseway.agencies.queries import functions as queries
from caseway.agencies.standing import standing_of
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.words import say
from caseway.rules.functions import difference
from caseway.rules.functions.difference import Grants
from caseway.rules.functions.labels import NOTES, TITLE


@require_GET
def who_does_what(request: HttpRequest) -> HttpResponse:
    """Table II.1 redrawn from the data: the person's own sites, or the sites of the study."""
    mine = standing_of(request.user).site_ids
    own = list(Site.objects.filter(pk__in=mine, study_code="").order_by("name", "pk"))
    study = list(Site.objects.exclude(study_code="").order_by("study_code", "pk"))
    shown = request.GET.get("sites", "own" if own else "study")
    sites = study if shown == "study" else own
    today = timezone.localdate()
    drawn = queries.columns(sites, today)
    return render(
        request,
        "agencies/who_does_what.html",
        {
            "shown": shown,
            "title": TITLE,
            "notes": NOTES,
            "columns": drawn,
            "has_note_a": any(column.note_a for column in drawn),
            "has_note_b": any(column.is_shared for column in drawn),
            "cell_notes": queries.cell_notes(drawn),
            "groups": queries.table(drawn),
            "own_ids": mine,
            "has_study": bool(study),
            "today": today,
            "sections": [
                {"label": _("Your sites"), "url": "?sites=own", "current": shown == "own"},
                {
                    "label": _("The six study sites"),
                    "url": "?sites=study",
                    "current": shown == "study",
                },
            ],
        },
    )


@require_GET
def region(request: HttpRequest, pk: int) -> HttpResponse:
    """One region: each function with its agencies, pieces contracted out, and past changes."""
    here = _region(request, pk)
    today = timezone.localdate()
    return render(
        request,
        "agencies/region.html",
        {
            "region": here,
            "site": here.site,
            "groups": queries.held_in(here, today),
            "changes": queries.changes_in(here)[:50],
            "why_not_edit": access.why_not(request.user, Act.EDIT_FUNCTIONS, _where(here)),
            "others": here.site.regions.exclude(pk=here.pk),
            "today": today,
        },
    )


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change who does what: type, see who is affected, agree."""
    here = _region(request, pk)
    access.require(request.user, Act.EDIT_FUNCTIONS, _where(here))
    today = timezone.localdate()
    standing = facts.holders_by_region([here.pk], today)[here.pk]
    form = HoldersForm(request.POST or None, standing=standing, today=today)
    page = {"region": here, "site": here.site, "form": form}
    if request.method == "GET":
        return render(request, "agencies/change.html", page)
    if not form.is_valid():
        return render(request, "agencies/change.html", page, status=422)
    if "agree" not in request.POST:
        return render(request, "agencies/change_preview.html", {**page, **_preview(here, form)})
    try:
        change_holders(
            region=here,
            holders=form.holders(),
            by=_me(request),
            on=form.cleaned_data["starts_on"],
            reason=form.cleaned_data["reason"],
        )
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return render(request, "agencies/change.html", page, status=422)
    messages.success(request, _("Saved. The table and what people may do follow from that day."))
    return redirect("agencies:region", here.pk)


def _preview(here: Region, form: HoldersForm) -> dict[str, object]:
    day = form.cleaned_data["starts_on"]
    before: Grants = {(here.pk, code): held for code, held in form.standing.items()}
    after: Grants = {(here.pk, code): held for code, held in form.holders().items()}
    found = difference(before, after, facts.workers_in(here.pk, here.site_id, day))
    names = queries.workers_named(here, found.lose | found.gain, day)
    return {
        "lose": len(found.lose),
        "gain": len(found.gain),
        "effects": [
            {
                "sentence": say(effect.reason),
                "people": sorted(names[pk] for pk in effect.people),
            }
            for effect in found.effects
        ],
        "nothing": before == after,
        "day": day,
        "fields": [(name, value) for name, value in form.data.items() if name in form.fields],
    }


def _region(request: HttpRequest, pk: int) -> Region:
    """A region of a site where the person holds a post; any other does not exist for her."""
    here = get_object_or_404(Region.objects.select_related("site"), pk=pk)
    if here.site_id not in standing_of(request.user).site_ids:
        raise Http404
    return here


def _where(here: Region) -> Where:
    return Where(here.site_id, here.pk)


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
