"""Languages, working hours and leave of one person."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caseway.agencies.actions import absence
from caseway.agencies.forms.staff import HoursForm, LanguagesForm, LeaveForm
from caseway.agencies.queries import staff as queries
from caseway.agencies.views.staff import find_person, show_form
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest


@require_http_methods(["GET", "POST"])
def set_languages(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Which languages she speaks with participants."""
    who = find_person(request, pk)
    form = LanguagesForm(
        request.POST or None, known=[one.code for one in who.languages_spoken.all()]
    )
    # No box ticked is an answer too, so the method tells whether there is one.
    if request.method == "POST" and form.is_valid():
        try:
            absence.set_languages(
                person=who, codes=form.codes(), by=request.user, on=timezone.localdate()
            )
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Languages saved."))
            return redirect("agencies:person", who.pk)
    return show_form(
        request,
        {
            "form": form,
            "title": _("Languages"),
            "lead": _("Cases are offered to workers who speak the person's language."),
            "button": _("Save languages"),
            "back": reverse("agencies:person", args=[who.pk]),
            "crumb": who.name,
        },
    )


@require_http_methods(["GET", "POST"])
def set_hours(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Her usual hours, weekday by weekday."""
    who = find_person(request, pk)
    later = request.GET.get("later", "")
    form = HoursForm(
        request.POST or None,
        standing=who.working_hours.all(),
        later=int(later) if later.isdecimal() and len(later) < 4 else 0,
    )
    if request.method == "POST" and form.is_valid():
        try:
            absence.set_hours(
                person=who, hours=form.hours(), by=request.user, on=timezone.localdate()
            )
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Working hours saved."))
            return redirect("agencies:person", who.pk)
    page = {
        "form": form,
        "who": who,
        "back": reverse("agencies:person", args=[who.pk]),
        "later": form.later,
    }
    return show_form(request, page, "agencies/hours.html")


@require_http_methods(["GET", "POST"])
def plan_leave(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """When she is away, and who covers."""
    who = find_person(request, pk)
    today = timezone.localdate()
    form = LeaveForm(
        request.POST or None,
        covers=queries.could_cover(who, today),
        without=absence.where_items_go(who, today),
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            absence.plan_leave(
                person=who,
                starts_on=said["starts_on"],
                ends_on=said["ends_on"],
                cover=said["cover"],
                by=request.user,
                on=today,
            )
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Leave saved."))
            return redirect("agencies:person", who.pk)
    return show_form(
        request,
        {
            "form": form,
            "title": _("Plan leave"),
            "lead": _("Whoever covers sees these cases on her own Today for those days."),
            "button": _("Save leave"),
            "back": reverse("agencies:person", args=[who.pk]),
            "crumb": who.name,
        },
    )


@require_POST
def end_leave(request: SignedInRequest, pk: int, leave_pk: int) -> HttpResponseBase:
    """Back today, or not going."""
    who = find_person(request, pk)
    leave = get_object_or_404(who.leaves, pk=leave_pk)
    try:
        absence.end_leave(leave=leave, by=request.user, on=timezone.localdate())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The leave is ended."))
    return redirect("agencies:person", who.pk)
