"""Every address of signing in. Names are those that django-allauth looks up.

There is no address for making an account: administrators make them.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as key
from django.urls import path, re_path

from caseway.kernel.signin import views
from caseway.kernel.signin.recent import recently_signed_in
from caseway.kernel.signin.views import says_422

urlpatterns = [
    path("sign-in/", says_422(views.SignIn.as_view()), name="account_login"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-in/second-step/", says_422(second_step.authenticate), name="mfa_authenticate"),
    path("sign-in/again/", says_422(account.reauthenticate), name="account_reauthenticate"),
    path("sign-in/again/code/", says_422(second_step.reauthenticate), name="mfa_reauthenticate"),
    path("sign-in/again/key/", key.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("sign-out/", account.logout, name="account_logout"),
    path("language/", views.set_language, name="set_language"),
    path("password/forgotten/", says_422(account.password_reset), name="account_reset_password"),
    path(
        "password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"
    ),
    path(
        "password/new/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    # The key has hyphens of its own, so the first part must stop at the first one.
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        says_422(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("me/", views.me, name="me"),
    path("me/password/", says_422(account.password_change), name="account_change_password"),
    path(
        "me/password/first/",
        recently_signed_in(says_422(account.password_set)),
        name="account_set_password",
    ),
    path("me/sessions/", views.my_places, name="usersessions_list"),
    path("me/second-step/", views.SecondStep.as_view(), name="mfa_index"),
    path(
        "me/second-step/app/",
        recently_signed_in(says_422(app.activate_totp)),
        name="mfa_activate_totp",
    ),
    path(
        "me/second-step/app/remove/",
        recently_signed_in(app.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path("me/second-step/keys/", key.list_webauthn, name="mfa_list_webauthn"),
    path(
        "me/second-step/keys/add/",
        recently_signed_in(says_422(key.add_webauthn)),
        name="mfa_add_webauthn",
    ),
    path(
        "me/second-step/keys/<int:pk>/rename/",
        recently_signed_in(says_422(key.edit_webauthn)),
        name="mfa_edit_webauthn",
    ),
    path(
        "me/second-step/keys/<int:pk>/remove/",
        recently_signed_in(views.RemoveKey.as_view()),
        name="mfa_remove_webauthn",
    ),
    path(
        "me/second-step/recovery/",
        recently_signed_in(recovery.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "me/second-step/recovery/new/",
        recently_signed_in(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("administration/locked-out/", views.locked, name="locked_out"),
    path("administration/locked-out/unlock/", views.unlock, name="unlock"),
]
