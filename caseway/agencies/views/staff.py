"""Staff: the list, one person, bringing somebody in, and her posts."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caseway.agencies.actions import staff as actions
from caseway.agencies.actions.absence import where_items_go
from caseway.agencies.forms.staff import InvitationForm, PostForm, StaffFilterForm
from caseway.agencies.models import Agency, Membership, Presence, Site
from caseway.agencies.queries import staff as queries
from caseway.agencies.shown.staff import hours_words, worklist
from caseway.kernel.chips import chips
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.kernel.signin import second_factor
from caseway.kernel.signin.jobs import password_path
from caseway.kernel.signin.recent import recently_signed_in
from caseway.kernel.submissions import once

PAGE = 50


@require_GET
def staff(request: SignedInRequest) -> HttpResponse:
    """Everybody who works where the reader looks after staff."""
    require_administrator(request)
    today = timezone.localdate()
    form = StaffFilterForm(request.GET or None, **_choices(request))
    said = form.cleaned_data if form.is_valid() else {}
    wanted = queries.Filters(
        site=said["site"].pk if said.get("site") else None,
        agency=said["agency"].pk if said.get("agency") else None,
        role=said.get("role", ""),
        away=said.get("show") == "away",
        former=said.get("show") == "former",
        words=said.get("q", ""),
    )
    page = Paginator(queries.find(request.user, wanted, today), PAGE).get_page(
        request.GET.get("page")
    )
    rows = queries.colleagues(request.user, page.object_list, today, former=wanted.former)
    context = {
        "page": page,
        "worklist": worklist(rows, today),
        "filters": {
            "action": reverse("agencies:staff"),
            "fields": form,
            "chips": chips(form, request.GET),
            "clear_url": reverse("agencies:staff"),
        },
        "narrowed": any(request.GET.values()),
    }
    return render(request, "agencies/staff.html", context)


@require_GET
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """One person: posts, leave, languages, hours and account."""
    who = find_person(request, pk)
    today = timezone.localdate()
    posts = queries.posts_of(request.user, [who.pk]).get(who.pk, [])
    why_not = actions.why_not_account(request.user, who, today)
    link = ""
    if settings.DEMONSTRATION and why_not is None and not who.has_usable_password():
        link = request.build_absolute_uri(password_path(who))
    context = {
        "who": who,
        "posts": [post for post in posts if _stands(post, today)],
        "former": [post for post in posts if not _stands(post, today)],
        "hours": hours_words(who.working_hours.all()),
        "leaves": [leave for leave in who.leaves.all() if leave.ends_on > today],
        "past_leaves": [leave for leave in who.leaves.all() if leave.ends_on <= today][:5],
        "covering": who.covering.filter(ends_on__gt=today).select_related("user"),
        "has_second_step": second_factor.has_one(who),
        "needs_second_step": second_factor.is_required(who),
        "why_not": why_not,
        "invited": not who.has_usable_password(),
        "link": link,
        "without": where_items_go(who, today),
        "today": today,
    }
    return render(request, "agencies/person.html", context)


@recently_signed_in
@require_http_methods(["GET", "POST"])
def invite(request: SignedInRequest) -> HttpResponseBase:
    """Bring somebody in: an account, one post, and the link that sets her password."""
    require_administrator(request)
    form = InvitationForm(request.POST or None, **post_choices(request))
    now = timezone.now()
    if request.method == "POST" and form.is_valid():
        key = request.POST.get("submission_key")
        try:
            with once(key, user=request.user, path=request.path, at=now) as submission:
                if submission.first:
                    who = actions.invite(
                        name=form.cleaned_data["name"],
                        email=form.cleaned_data["email"],
                        language=form.cleaned_data["language"],
                        post=form.facts(),
                        by=request.user,
                        at=now,
                        address=request.build_absolute_uri("/"),
                    )
                    submission.leads_to(reverse("agencies:person", args=[who.pk]))
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Added. A letter with the link to set a password is on its way.")
            )
            return redirect(submission.result_url)
    page = {
        "form": form,
        "title": _("Add a person"),
        "lead": _("She gets an e-mail with a link and chooses her own password."),
        "button": _("Add and send the link"),
        "back": reverse("agencies:staff"),
        "crumb": _("Staff"),
    }
    return show_form(request, page)


@recently_signed_in
@require_http_methods(["GET", "POST"])
def add_post(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Another post for somebody who is here already."""
    who = find_person(request, pk)
    form = PostForm(request.POST or None, **post_choices(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_post(person=who, post=form.facts(), by=request.user, at=timezone.now())
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved. It counts from the next page on."))
            return redirect("agencies:person", who.pk)
    return show_form(
        request, {"form": form, "title": _("Add a post"), "button": _("Save post"), **_of(who)}
    )


@recently_signed_in
@require_http_methods(["GET", "POST"])
def change_post(request: SignedInRequest, pk: int, post_pk: int) -> HttpResponseBase:
    """Change role, region, title, supervisor or training."""
    who = find_person(request, pk)
    post = find_post(request, who, post_pk)
    form = PostForm(
        request.POST or None,
        of=post,
        initial=PostForm.starting(post),
        **post_choices(request),
    )
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            actions.change_post(
                membership=post,
                post=form.facts(),
                by=request.user,
                on=timezone.localdate(now),
                at=now,
            )
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved. It counts from the next page on."))
            return redirect("agencies:person", who.pk)
    page = {
        "form": form,
        "title": _("Change a post"),
        "lead": _(
            "%(agency)s, %(site)s. A new role, region or specialty begins today; "
            "the post until now stays in the record."
        )
        % {"agency": post.agency.name, "site": post.site.name},
        "button": _("Save post"),
        **_of(who),
    }
    return show_form(request, page)


@require_POST
def send_link(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Send the link to set a password once more."""
    who = find_person(request, pk)
    now = timezone.now()
    try:
        actions.send_link_again(
            person=who,
            by=request.user,
            on=timezone.localdate(now),
            at=now,
            address=request.build_absolute_uri("/"),
        )
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The link is on its way to %(email)s.") % {"email": who.email})
    return redirect("agencies:person", who.pk)


@recently_signed_in
@require_http_methods(["GET", "POST"])
def remove_second_step(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Ask, then remove the second step of somebody who lost hers."""
    who = find_person(request, pk)
    if request.method == "POST":
        now = timezone.now()
        try:
            actions.remove_lost_step(
                person=who, by=request.user, on=timezone.localdate(now), at=now
            )
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Removed. She is signed out everywhere."))
        return redirect("agencies:person", who.pk)
    return render(request, "agencies/remove_second_step.html", {"who": who})


def find_person(request: SignedInRequest, pk: int) -> User:
    """Somebody whom the reader looks after; anybody else does not exist for her."""
    require_administrator(request)
    rows = queries.with_everything(queries.people(request.user))
    return get_object_or_404(rows, pk=pk)


def find_post(request: SignedInRequest, who: User, pk: int) -> Membership:
    """One of her posts that the reader looks after."""
    rows = Membership.objects.filter(queries.administered(request.user), user=who)
    return get_object_or_404(rows.select_related("agency", "site", "user"), pk=pk)


def require_administrator(request: SignedInRequest) -> None:
    """404 for whoever looks after nobody: these pages are not for her."""
    if not queries.administering(request.user):
        raise Http404


def post_choices(request: SignedInRequest) -> dict[str, Any]:
    """Where the reader may give posts, and who can supervise there."""
    today = timezone.localdate()
    posts = queries.administering(request.user)
    present = Presence.objects.exclude(ends_on__lte=today).filter(
        site__in={p.site_id for p in posts}
    )
    places: dict[tuple[int, int], Presence] = {}
    for one in present.select_related("agency", "site").order_by(
        "site__name", "agency__name", "pk"
    ):
        if actions.why_not_administer(request.user, site_id=one.site_id, agency=one.agency) is None:
            places.setdefault((one.site_id, one.agency_id), one)
    supervisors = queries.supervisors({one.site_id for one in places.values()}, today)
    return {"places": list(places.values()), "supervisors": supervisors, "today": today}


def show_form(
    request: SignedInRequest, page: dict[str, Any], template: str = "agencies/form.html"
) -> HttpResponse:
    """A form on a page of its own; 422 when it has something to correct."""
    return render(request, template, page, status=422 if page["form"].errors else 200)


def _of(who: User) -> dict[str, Any]:
    return {"back": reverse("agencies:person", args=[who.pk]), "crumb": who.name}


def _choices(request: SignedInRequest) -> dict[str, Any]:
    posts = Membership.objects.filter(queries.administered(request.user))
    return {
        "sites": Site.objects.filter(pk__in=posts.values("site_id")).order_by("name", "pk"),
        "agencies": Agency.objects.filter(pk__in=posts.values("agency_id")).order_by("name", "pk"),
    }


def _stands(post: Membership, today: Any) -> bool:
    return post.ends_on is None or post.ends_on > today
