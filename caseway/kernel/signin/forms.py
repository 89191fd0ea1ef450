"""What people type to sign in and about themselves."""

import textwrap
from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from caseway.kernel.models import User
from caseway.kernel.signin import jobs


class PlainWords:
    """A form whose labels stand above the fields, never inside them as placeholders."""

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, field.help_text)


_GOOD_PASSWORD = _(
    "At least 12 characters. A few unrelated words are easy to remember and hard to guess. "
    "You can paste from a password manager."
)


class SignInForm(PlainWords, account.LoginForm):  # type: ignore[misc]
    labels = {"login": _("E-mail address"), "password": _("Password")}
    hints = {"password": ""}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ForgotPasswordForm(PlainWords, account.ResetPasswordForm):  # type: ignore[misc]
    labels = {"email": _("E-mail address")}

    def clean_email(self) -> str:
        """Whether the account exists is found out later, so that nothing here depends on it."""
        return str(self.cleaned_data["email"]).lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email = str(self.cleaned_data["email"])
        user = User.objects.filter(email__iexact=email, is_active=True).order_by("pk").first()
        jobs.send_password_link.enqueue(
            user_id=user.pk if user else 0,
            site=request.build_absolute_uri("/"),
            language=(user.language if user else None) or get_language() or "en",
        )
        return email


class NewPasswordForm(PlainWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    labels = {"password1": _("New password"), "password2": _("New password once more")}
    hints = {"password1": _GOOD_PASSWORD}


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):  # type: ignore[misc]
    labels = {
        "oldpassword": _("Current password"),
        "password1": _("New password"),
        "password2": _("New password once more"),
    }
    hints = {"oldpassword": "", "password1": _GOOD_PASSWORD}


class ConfirmPasswordForm(PlainWords, account.ReauthenticateForm):  # type: ignore[misc]
    labels = {"password": _("Password")}
    hints = {"password": ""}


_CODE = _("Code from your app, or a recovery code")


class SecondStepForm(PlainWords, second_step.AuthenticateForm):  # type: ignore[misc]
    labels = {"code": _CODE}


class ConfirmCodeForm(PlainWords, second_step.ReauthenticateForm):  # type: ignore[misc]
    labels = {"code": _CODE}


class ActivateAppForm(PlainWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    labels = {"code": _("The six digits that the app shows now")}

    def spelled(self) -> str:
        """The key in groups of four, for typing it over. Apps drop the blanks."""
        return " ".join(textwrap.wrap(self.secret, 4))


class AddKeyForm(PlainWords, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    labels = {"name": _("Name of this key")}
    hints = {"name": _("So that you know it again, such as “blue key on my key ring”.")}


class RenameKeyForm(PlainWords, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    labels = {"name": _("Name of this key")}


class AboutMeForm(forms.ModelForm[User]):
    """What a person may change about her own account. The e-mail address is not hers to change."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields = ["name", "language", "shortcuts"]
        labels = {"shortcuts": _("One-key shortcuts")}
        help_texts = {
            "name": _("As your colleagues know you. It stands under what you write."),
            "shortcuts": _("Such as N for a note. They never act while you type in a field."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
