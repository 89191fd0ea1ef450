"""At every request: is she signed in, still, and as strongly as her work needs?"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import reverse

from caseway.kernel.signin import clock, second_factor, sessions
from caseway.kernel.signin.answers import go_to, page_before
from caseway.kernel.signin.events import note

Answer = Callable[[HttpRequest], HttpResponseBase]

# A request that the page makes by itself (a count that refreshes, a queue that polls) says so
# with this header, and does not keep anybody signed in.
BACKGROUND = "X-Caseway-Background"


class SessionLimits:
    """Sign out whoever was idle or signed in for too long; keep the clock for the others."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            self._keep_time(request)
        return self.get_response(request)

    def _keep_time(self, request: HttpRequest) -> None:
        at = clock.now()
        ended = sessions.why_ended(request.session, at=at, limits=sessions.limits())
        if ended:
            note("session.ended", user_id=request.user.pk, why=ended)
            logout(request)
            request.session_ended = ended  # type: ignore[attr-defined]
        elif BACKGROUND not in request.headers:
            sessions.touch(request.session, at=at)


class SignInRequired(LoginRequiredMiddleware):
    """Every page needs a sign-in unless its view is marked otherwise, and leads back afterwards."""

    def handle_no_permission(  # type: ignore[override]  # a piece of a page is not redirected
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        query = {"next": page_before(request)}
        if ended := getattr(request, "session_ended", None):
            query["ended"] = ended
        return go_to(request, f"{resolve_url(self.get_login_url(view_func))}?{urlencode(query)}")


class SecondFactorRequired:
    """Whoever needs a second step sets it up before anything else."""

    # Namespaced views belong to other apps and are never among these.
    OPEN = frozenset(
        {
            "account_reauthenticate",
            "account_logout",
            "set_language",
            "still_here",
            "mfa_index",
            "mfa_activate_totp",
            "mfa_add_webauthn",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
        }
    )

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., Any],
        _args: tuple[Any, ...],
        _kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if not request.user.is_authenticated or not getattr(view_func, "login_required", True):
            return None
        if match is not None and match.view_name in self.OPEN:
            return None
        if not second_factor.is_missing(request, request.user):
            return None
        query = urlencode({"next": page_before(request)})
        return go_to(request, f"{reverse('mfa_index')}?{query}")
