"""Before an export, a reveal or a change of role: prove again that it is you."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from caseway.kernel.signin import clock
from caseway.kernel.signin.answers import go_to, page_before

View = Callable[..., HttpResponseBase]


def did_sign_in_recently(request: HttpRequest, *, within: timedelta | None = None) -> bool:
    """Whether this person proved who she is, at sign-in or later, less than `within` ago."""
    user = request.user
    if not user.is_authenticated:
        return False
    records = get_authentication_records(request, user)
    if not records:
        return False
    age = clock.now().timestamp() - float(records[-1]["at"])
    return age < (within or settings.RECENTLY_SIGNED_IN).total_seconds()


def recently_signed_in(view: View) -> View:
    """Ask for the password again, or the second step, unless that was minutes ago.

    A GET comes back to where it was going. What a POST carried is not kept, because it may be
    somebody's social security number: the person returns to the page she came from.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if did_sign_in_recently(request):
            return view(request, *args, **kwargs)
        if request.method not in {"GET", "HEAD"}:
            messages.info(request, _("Confirm that it is you. Then press the button once more."))
        query = urlencode({"next": page_before(request)})
        return go_to(request, f"{reverse('account_reauthenticate')}?{query}")

    return guarded
