"""What this house changes in django-allauth: words, clocks, throttles and where things are kept."""

import io
from typing import Any, cast

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathImage

from caseway.kernel.models import User
from caseway.kernel.signin import clock, second_factor, sessions, throttle
from caseway.kernel.signin.answers import is_own
from caseway.kernel.signin.events import note, record
from caseway.kernel.signin.letters import tell
from caseway.kernel.signin.recent import did_sign_in_recently
from caseway.kernel.signin.sealing import seal, unseal


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "This e-mail address and password do not match. Check both and try again."
        ),
        "incorrect_password": _("This is not your password. Try again."),
        "enter_current_password": _("This is not your current password. Try again."),
        "incorrect_code": _("This code is not right. Wait for the next one and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: administrators make the accounts."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        return bool(url) and is_own(self.request, str(url))

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        sessions.begin(request.session, at=clock.now())
        record("person.signed_in", user=user)

    def logout(self, request: HttpRequest) -> None:
        record("person.signed_out", user=cast("User", request.user))
        super().logout(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count every try for this account, from wherever it comes; a right one is not counted."""
        self._login_failed_rl_usage = ratelimit.consume(
            request,
            app="allauth.account",
            action="account_tries",
            key=throttle.typed_email(request, credentials),
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        note("password.refused")

    def reauthenticate(self, user: User, password: str) -> bool:
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return not did_sign_in_recently(self.request)

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        if code in {"too_many_login_attempts", "rate_limited"}:
            until = clock.now() + settings.AXES_COOLOFF_TIME
            raise ImmediateHttpResponse(throttle.slow_down(self.request, until=until))
        return cast("ValidationError", super().validation_error(code, *args))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("me")

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        tell(user, template_prefix, request=self.request)


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Wait for the next one and try again."),
        "cannot_delete_authenticator": _(
            "Your work needs a second step at sign-in. Add another one before you remove this one."
        ),
    }

    def get_totp_issuer(self) -> str:
        return str(settings.PRODUCT_NAME)

    def build_totp_svg(self, url: str) -> str:
        """The picture as an element of the page: the security policy allows no data address."""
        image = qrcode.make(url, image_factory=SvgPathImage, border=2)
        out = io.BytesIO()
        image.save(out)
        return out.getvalue().decode().partition("?>\n")[2]

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if not second_factor.is_required(authenticator.user):
            return True
        others = Authenticator.objects.filter(
            user_id=authenticator.user_id, type__in=second_factor.STEPS
        ).exclude(pk=authenticator.pk)
        return bool(others.exists())

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return str(_("Security key %(number)d")) % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": str(settings.PRODUCT_NAME)}
