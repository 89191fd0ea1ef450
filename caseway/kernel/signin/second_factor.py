"""Who must prove a second thing at sign-in, and whether they have one.

The setting SECOND_FACTOR_REQUIRED names a predicate by its dotted path. It takes a user and
answers whether this person's work needs a second step. It is asked at every request, so that a
changed role counts on the next click; keep it to one query or none.
"""

from typing import TYPE_CHECKING

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from caseway.kernel.models import User

# Recovery codes alone are not a second step: they only stand in for one.
STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def nobody(user: "User") -> bool:
    """For the demonstration, where people share the sign-ins that it prints."""
    return False


def is_required(user: "User") -> bool:
    """Whether this person must have a second step."""
    if settings.SECOND_FACTOR_FOR_ALL:
        return True
    return bool(import_string(settings.SECOND_FACTOR_REQUIRED)(user))


def has_one(user: "User") -> bool:
    """Whether this person has set one up. One query."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=STEPS).exists())


def is_missing(request: HttpRequest, user: "User") -> bool:
    """Whether this person has yet to set up the second step that her work needs."""
    if not is_required(user):
        return False
    if any(record["method"] == "mfa" for record in get_authentication_records(request, user)):
        return False
    return not has_one(user)
