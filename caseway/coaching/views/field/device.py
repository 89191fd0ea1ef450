"""Whose phone it is: a name for what it keeps, and a token by which it may ask whether to stop."""

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from caseway.agencies.standing import standing_of
from caseway.kernel.models import User

_SALT = "caseway.field.device"
HEADER = "X-Field-Device"


def store_of(user: User) -> str:
    """The name of what a phone keeps for this person. It tells nobody who she is."""
    return salted_hmac(_SALT, str(user.pk), secret=settings.SECRET_KEY).hexdigest()[:24]


def token_of(user: User) -> str:
    """What the phone shows later, signed out or not, to ask whether it may go on."""
    return signing.dumps(user.pk, salt=_SALT)


def must_stop(token: str) -> bool:
    """Whether the account that the token was given to is closed, or holds no post any more.

    A token that is not ours says nothing about anybody: nothing is to stop.
    """
    try:
        pk = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return False
    user = User.objects.filter(pk=pk).first()
    return user is None or not standing_of(user).case_posts
