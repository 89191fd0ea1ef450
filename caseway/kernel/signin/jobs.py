"""Letters that go out after the page is answered, so that its speed tells nothing; and sweeping."""

from datetime import timedelta
from urllib.parse import urljoin

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from caseway.kernel.models import User
from caseway.kernel.signin import clock


def password_path(user: User) -> str:
    """The address, without its host, at which this person sets a password. A secret: do not log."""
    key = PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    return reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key}
    )


# Not atomic, because a slow mail server must not hold a transaction open. Dropped when later than
# the link would last from the moment it was asked for.
@task(atomic=False, stale_after=timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT))
def send_password_link(*, user_id: int, site: str, language: str) -> None:
    """Send the link that sets a new password. With `user_id` 0, do nothing.

    The job is enqueued for every address that somebody types, known or not. The link is made
    here, so that it never stands in the queue. Sending twice is harmless: both links work until
    one is used.
    """
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is not None:
        with translation.override(language):
            subject = _("%(product)s: set a new password")
            _send(user, site, subject, "account/email/password_link.txt")


@task(atomic=False)
def send_invitation(*, user_id: int, site: str) -> None:
    """Tell somebody that she has an account, with the link that sets her first password.

    However late it comes it serves: the link is made here, and lasts from now.
    """
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is not None and not user.has_usable_password():
        with translation.override(user.language):
            subject = _("%(product)s: your account is ready")
            _send(user, site, subject, "account/email/invitation.txt")


def _send(user: User, site: str, subject: str, template: str) -> None:
    page = {
        "user": user,
        "link": urljoin(site, password_path(user)),
        "forgotten": urljoin(site, reverse("account_reset_password")),
        "site": site,
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
        "product_name": settings.PRODUCT_NAME,
    }
    named = subject % {"product": settings.PRODUCT_NAME}
    body = render_to_string(template, page)
    send_mail(named, body, settings.DEFAULT_FROM_EMAIL, [user.email])


@task(atomic=False)
def forget_old_sign_ins() -> int:
    """Forget sessions that are over, and tries that hold nobody back any more.

    Where somebody tried to sign in from is not kept longer than it serves. Returns how many rows
    went. Can be done twice.
    """
    at = clock.now()
    over, _ = Session.objects.filter(expire_date__lt=at).delete()
    known, _ = UserSession.objects.exclude(
        session_key__in=Session.objects.values("session_key")
    ).delete()
    tries, _ = AccessAttempt.objects.filter(
        attempt_time__lt=at - settings.AXES_COOLOFF_TIME
    ).delete()
    return int(over + known + tries)
