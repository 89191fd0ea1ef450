"""Caseway's settings. An operator's choices are environment variables: docs/settings.md."""

import os
from pathlib import Path

from caseway.config.database import database_from_url
from caseway.config.environment import switched_on
from caseway.config.security import *  # noqa: F403 - DEBUG, DEMONSTRATION and all that protects
from caseway.config.security import DEBUG, DEMONSTRATION, VAR_DIR  # noqa: F401 - said for the type checker
from caseway.kernel import logging

BASE_DIR = Path(__file__).resolve().parent.parent
PROJECT_DIR = BASE_DIR.parent

INSTALLED_APPS = [
    "caseway.config.apps.ConfigConfig",
    "caseway.demo",
    "caseway.desk",
    "caseway.api",
    "caseway.exchange",
    "caseway.reporting",
    "caseway.coaching",
    "caseway.employment",
    "caseway.attendance",
    "caseway.plans",
    "caseway.intake",
    "caseway.network",
    "caseway.documents",
    "caseway.cases",
    "caseway.agencies",
    "caseway.kernel",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
    "template_partials",
    # Its widget templates stand behind what config/forms.py draws.
    "django.forms",
    "django_tasks",
    "django_tasks_db",
]
# Whose models must be classed and audited: see kernel/personal.py.
OWN_PACKAGES = ["caseway"]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "caseway.kernel.middleware.RequestLog",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "caseway.config.middleware.ProtectiveHeaders",
    "caseway.kernel.signin.middleware.SessionLimits",
    "caseway.config.middleware.ReadersLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "caseway.kernel.signin.middleware.SignInRequired",
    "caseway.kernel.signin.middleware.SecondFactorRequired",
    "caseway.config.middleware.OwnPlaceOnly",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "caseway.kernel.middleware.ActingMiddleware",
]

ROOT_URLCONF = "caseway.config.urls"
WSGI_APPLICATION = "caseway.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "caseway.config.context.every_page",
            ],
        },
    },
]
FORM_RENDERER = "caseway.config.forms.DrawnForms"

DATABASES = {"default": database_from_url(os.environ.get("DATABASE_URL"), VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "kernel.User"

# The keys that seal identifiers, as JSON or as a file: see kernel/keyring.py.
KEYRING = os.environ.get("CASEWAY_KEYRING", "")
KEYRING_FILE = Path(os.environ.get("CASEWAY_KEYRING_FILE", VAR_DIR / "keyring.json"))

# One line an event, ids only: see kernel/logging.py.
LOGGING = logging.settings(
    lines="text" if DEBUG or os.environ.get("CASEWAY_LOG") == "text" else "json",
    level=logging.level(os.environ.get("CASEWAY_LOG_LEVEL", "info")),
)

# The largest paper that is taken in, in megabytes of 1024 * 1024 bytes.
LARGEST_PAPER_BYTES = int(os.environ.get("CASEWAY_LARGEST_PAPER", "20")) * 1024**2

# Where a page for participants is left to in one tap: somewhere nobody asks about.
QUICK_EXIT = os.environ.get("CASEWAY_QUICK_EXIT", "https://www.weather.gov/")

# Travel servers of the agency's own: their base addresses, and how many seconds a plan waits.
OSRM = os.environ.get("CASEWAY_OSRM", "")
VALHALLA = os.environ.get("CASEWAY_VALHALLA", "")
TRAVEL_SECONDS = float(os.environ.get("CASEWAY_TRAVEL_SECONDS", "5"))

# Whether the published directory answers programs that nobody signed in: see caseway/api/hsds.
DIRECTORY_API = switched_on("CASEWAY_DIRECTORY_API")

TASKS = {"default": {"BACKEND": "caseway.kernel.jobs.backend.JobBackend", "QUEUES": []}}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [PROJECT_DIR / "locale"]
FORMAT_MODULE_PATH = ["caseway.config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("CASEWAY_TIME_ZONE", "America/New_York")

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "config" / "static",
    # Shown by the README and by Help; made by `manage.py take_pictures`.
    ("pictures", PROJECT_DIR / "docs" / "pictures"),
]
# Only what this folder holds is served: packages bring copies and maps that nothing here links to.
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "caseway.config.storage.HashedStatic"
    },
}
