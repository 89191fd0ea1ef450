"""Settings that keep people's data safe: keys, sign-in, sessions, headers.

Imported whole by `settings`. What an operator may choose is read here and told in docs/settings.md;
why things are as they are is told in docs/adr/0030-sign-in.md.
"""

from django.utils.translation import gettext_lazy as _

from caseway.config import environment
from caseway.config.environment import secret_key, setting, switched_on, words
from caseway.kernel.signin import profiles

DEBUG = environment.DEBUG
DEMONSTRATION = environment.DEMONSTRATION
VAR_DIR = environment.VAR_DIR

_PROFILE = profiles.named(setting("CASEWAY_PROFILE", "standard"))
_LOCAL = DEBUG or DEMONSTRATION
# Plain http is for one's own machine. Everything below that needs https hangs on this.
_HTTPS = switched_on("CASEWAY_HTTPS", default=not _LOCAL)
# How many proxies of ours stand in front: their word on scheme and address is believed.
_PROXIES = int(setting("CASEWAY_PROXIES", "0"))

SECRET_KEY = secret_key(debug=DEBUG, demonstration=DEMONSTRATION, var=VAR_DIR)
SECRET_KEY_FALLBACKS = words("CASEWAY_FORMER_SECRET_KEYS")
ALLOWED_HOSTS = words("CASEWAY_HOSTS", "localhost,127.0.0.1")
CSRF_TRUSTED_ORIGINS = words("CASEWAY_ORIGINS")

# --- Who are you: password -------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_HASHERS = list(_PROFILE.password_hashers)
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60
_RULES = "caseway.kernel.signin.passwords"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": f"{_RULES}.NotTooLong"},
    {"NAME": f"{_RULES}.NotOneCommonWord"},
    {"NAME": f"{_RULES}.NotAPattern"},
    {"NAME": f"{_RULES}.NotAboutYou"},
    {
        "NAME": f"{_RULES}.NotTheSitesWords",
        "OPTIONS": {"words": ["caseway", "casework", *words("CASEWAY_PASSWORD_WORDS")]},
    },
]

_FORMS = "caseway.kernel.signin.forms"
ACCOUNT_ADAPTER = "caseway.kernel.signin.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# Administrators make accounts with addresses they know; there is nothing to verify.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - a class
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if _HTTPS else "http"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.SignInForm",
    "reset_password": f"{_FORMS}.ForgotPasswordForm",
    "reset_password_from_key": f"{_FORMS}.NewPasswordForm",
    "change_password": f"{_FORMS}.ChangePasswordForm",
    "reauthenticate": f"{_FORMS}.ConfirmPasswordForm",
}

# --- Too many tries --------------------------------------------------------------------------
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_FAILURE_LIMIT = _PROFILE.tries
AXES_COOLOFF_TIME = _PROFILE.locked_for
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "caseway.kernel.signin.throttle.typed_email"
AXES_LOCKOUT_CALLABLE = "caseway.kernel.signin.throttle.answer_locked"
# The page says when to try again; a try before that must not move the time.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# Masked in what django-axes keeps and logs.
AXES_SENSITIVE_PARAMETERS = [
    "username",
    "ip_address",
    "login",
    "email",
    "code",
    "next",
    "csrfmiddlewaretoken",
]
AXES_IPWARE_PROXY_COUNT = _PROXIES
AXES_IPWARE_META_PRECEDENCE_ORDER = (
    ("HTTP_X_FORWARDED_FOR", "REMOTE_ADDR") if _PROXIES else ("REMOTE_ADDR",)
)
ALLAUTH_TRUSTED_PROXY_COUNT = _PROXIES
_WINDOW = f"{int(_PROFILE.locked_for.total_seconds())}s"
ACCOUNT_RATE_LIMITS = {
    # A whole office may share one address and come in at nine o'clock.
    "login": "200/m/ip",
    # Second steps, for each account.
    "login_failed": f"{_PROFILE.tries}/{_WINDOW}/key",
    # Wrong passwords for one account from everywhere together.
    "account_tries": "100/d/key",
    "reset_password": "60/m/ip,5/h/key",
    "reauthenticate": "20/m/user",
    "change_password": "10/m/user",
}
# Counted across all workers, and used codes remembered: one table serves both.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kernel_shared_cache",
    },
    # What travel servers answered: within one process, apart from what guards the sign-in.
    "travel": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "travel",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

# --- A second step ---------------------------------------------------------------------------
MFA_ADAPTER = "caseway.kernel.signin.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
# Keys are bound to a name, so on one's own machine they work at http://localhost only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _HTTPS
MFA_FORMS = {
    "authenticate": f"{_FORMS}.SecondStepForm",
    "reauthenticate": f"{_FORMS}.ConfirmCodeForm",
    "activate_totp": f"{_FORMS}.ActivateAppForm",
    "add_webauthn": f"{_FORMS}.AddKeyForm",
    "edit_webauthn": f"{_FORMS}.RenameKeyForm",
}
SECOND_FACTOR_FOR_ALL = _PROFILE.second_step_for_all
SECOND_FACTOR_REQUIRED = (
    "caseway.kernel.signin.second_factor.nobody"
    if DEMONSTRATION
    else "caseway.agencies.sign_in.needs_second_step"
)
MAY_UNLOCK = "caseway.agencies.sign_in.may_unlock"

# --- Sessions and cookies --------------------------------------------------------------------
SESSION_IDLE = _PROFILE.idle
SESSION_ABSOLUTE = _PROFILE.absolute
RECENTLY_SIGNED_IN = _PROFILE.recent
SESSION_COOKIE_AGE = int(_PROFILE.absolute.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# The prefix makes browsers refuse the cookie unless it is ours alone and came over https.
_PREFIX = "__Host-" if _HTTPS else ""
SESSION_COOKIE_NAME = f"{_PREFIX}session"
CSRF_COOKIE_NAME = f"{_PREFIX}csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60

# --- Transport and headers -------------------------------------------------------------------
SECURE_SSL_REDIRECT = _HTTPS
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _PROXIES else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}

# --- Mail ------------------------------------------------------------------------------------
# Without a mail server, letters are files in var/mail, so that no link ever stands in a log.
EMAIL_HOST = setting("CASEWAY_MAIL_HOST")
EMAIL_PORT = int(setting("CASEWAY_MAIL_PORT", "587"))
EMAIL_HOST_USER = setting("CASEWAY_MAIL_USER")
EMAIL_HOST_PASSWORD = setting("CASEWAY_MAIL_PASSWORD")
EMAIL_USE_TLS = switched_on("CASEWAY_MAIL_TLS", default=True)
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = setting("CASEWAY_MAIL_FROM", "caseway@localhost")

PRODUCT_NAME = _("Caseway")
