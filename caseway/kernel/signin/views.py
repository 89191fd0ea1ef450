"""Pages for signing in, for one's own account, and for those who help others in."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.views import LoginView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import IndexView
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language as django_set_language

from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.signin import actions, clock, queries, second_factor, sessions, throttle
from caseway.kernel.signin.forms import AboutMeForm

View = Callable[..., HttpResponseBase]


def says_422(view: View) -> View:
    """Answer 422 when the form that comes back has something to correct."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and form is not None:
            response.status_code = 422 if form.errors else 200
        return response

    return answered


class SignIn(LoginView):  # type: ignore[misc]
    """E-mail address and password; says why when a session has just ended."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ended = self.request.GET.get("ended")
        idle = int(settings.SESSION_IDLE.total_seconds() // 60)
        absolute = int(settings.SESSION_ABSOLUTE.total_seconds() // 3600)
        return {
            **super().get_context_data(**kwargs),
            "ended_idle": idle if ended == sessions.Ended.IDLE else None,
            "ended_absolute": absolute if ended == sessions.Ended.ABSOLUTE else None,
        }


class RemoveKey(RemoveWebAuthnView):  # type: ignore[misc]
    """Remove a security key, unless it is the only second step of somebody who needs one."""

    def form_valid(self, form: Any) -> HttpResponse:
        if get_adapter().can_delete_authenticator(self.get_object()):
            answer: HttpResponse = super().form_valid(form)
            return answer
        messages.error(self.request, get_adapter().error_messages["cannot_delete_authenticator"])
        return redirect("mfa_index")


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)


@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """My account: name, language, shortcuts, and the ways to the rest."""
    # A second object, so that a refused form does not rename the person in the page's head.
    form = AboutMeForm(request.POST or None, instance=User.objects.get(pk=_me(request).pk))
    if request.method == "POST" and form.is_valid():
        user = form.save()
        with override(user.language):
            messages.success(request, _("Your account is saved."))
        return _with_language(redirect("me"), user.language)
    page = {
        "form": form,
        "has_second_step": second_factor.has_one(_me(request)),
        "needs_second_step": second_factor.is_required(_me(request)),
        "may_unlock": actions.may_unlock(_me(request)),
    }
    return render(request, "account/me.html", page, status=422 if form.errors else 200)


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Change the language of this page, and remember it for whoever is signed in."""
    language = request.POST.get("language", "")
    known = language in dict(settings.LANGUAGES)
    if known and request.user.is_authenticated:
        user = _me(request)
        actions.choose_language(user=user, language=language, by=user, at=clock.now())
    response: HttpResponse = django_set_language(request)
    return response


@require_http_methods(["GET", "POST"])
def my_places(request: HttpRequest) -> HttpResponse:
    """Where I am signed in, and a button that ends it everywhere else."""
    if request.method == "POST":
        end_other_sessions(request, _me(request))
        messages.success(request, _("You are signed out everywhere else."))
        return redirect("usersessions_list")
    places = queries.places(_me(request), this_session=request.session.session_key, at=clock.now())
    return render(request, "usersessions/usersession_list.html", {"places": places})


class SecondStep(IndexView):  # type: ignore[misc]
    """What second steps I have; says so when my work needs one and I have none."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        missing = second_factor.is_missing(self.request, _me(self.request))
        return {**super().get_context_data(**kwargs), "is_missing": missing}


def locked(request: HttpRequest) -> HttpResponse:
    """Who is held back after wrong passwords, and a button to let each try again."""
    user = _me(request)
    if not actions.may_unlock(user):
        raise Http404
    rows = throttle.held(at=clock.now())
    known = User.objects.filter(email__in={row.email for row in rows})
    names = dict(known.values_list("email", "name"))
    people = [(row, names.get(row.email, "")) for row in rows]
    return render(request, "account/locked.html", {"people": people})


@require_POST
def unlock(request: HttpRequest) -> HttpResponse:
    user = _me(request)
    email, address = request.POST.get("email", ""), request.POST.get("address", "")
    try:
        cleared = actions.unlock(email=email, address=address, by=user, at=clock.now())
    except NotAllowed as refusal:
        raise Http404 from refusal
    if cleared:
        messages.success(request, _("%(email)s can try again now.") % {"email": email})
    else:
        messages.info(request, _("%(email)s was not held back any more.") % {"email": email})
    return redirect("locked_out")


def _with_language(response: HttpResponse, language: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response
