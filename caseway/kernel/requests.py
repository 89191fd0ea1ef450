"""A request by somebody who signed in."""

from django.http import HttpRequest

from caseway.kernel.models import User


class SignedInRequest(HttpRequest):
    """What every view behind the sign-in is handed: `user` is always a person."""

    user: User
