"""Letters that tell a person that her way of signing in has changed."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseway.kernel.models import User
from caseway.kernel.signin import clock, events

_LOG = logging.getLogger("caseway.signin")

# By the name that django-allauth gives the occasion.
WHAT = {
    "account/email/password_changed": gettext_lazy("Your password was changed."),
    "account/email/password_reset": gettext_lazy("A new password was set from a link in a letter."),
    "account/email/password_set": gettext_lazy("A password was set."),
    "mfa/email/totp_activated": gettext_lazy("An authenticator app was turned on."),
    "mfa/email/totp_deactivated": gettext_lazy("Your authenticator app was turned off."),
    "mfa/email/webauthn_added": gettext_lazy("A security key was added."),
    "mfa/email/webauthn_removed": gettext_lazy("A security key was removed."),
    "mfa/email/recovery_codes_generated": gettext_lazy("New recovery codes were made."),
}


def tell(user: User, occasion: str, *, request: HttpRequest) -> None:
    """Record `occasion`, one of WHAT, and send its letter.

    A mail server that is down does not undo what the person did: it is logged, with her id.
    """
    events.record(f"person.{occasion.rpartition('/')[2]}", user=user)
    with translation.override(user.language):
        subject = _("%(product)s: your sign-in was changed") % {"product": settings.PRODUCT_NAME}
        page = {
            "user": user,
            "what": WHAT[occasion],
            "at": clock.now(),
            "address": events.address(request),
            "link": request.build_absolute_uri(reverse("account_reset_password")),
        }
        body = render_to_string("account/email/notice.txt", page)
    try:
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [user.email])
    except (SMTPException, OSError):
        _LOG.exception("letter.not_sent", extra={"user_id": user.pk, "occasion": occasion})
