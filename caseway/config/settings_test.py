"""Settings for the tests: fast password hashing, everything else as the demonstration is served."""

import os

os.environ.setdefault("CASEWAY_DEMONSTRATION", "1")
os.environ.setdefault("CASEWAY_SECRET_KEY", "only-for-tests-" + "x" * 40)

from caseway.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Hashed names need a collected manifest; the hashing itself is tested in tests/config.
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # noqa: F405
WHITENOISE_USE_FINDERS = True

INSTALLED_APPS = [*INSTALLED_APPS, "tests.kernel.sample"]  # noqa: F405
OWN_PACKAGES = [*OWN_PACKAGES, "tests"]  # noqa: F405

# Fixed and public: it seals nothing but what the tests make up.
KEYRING = """{
  "current": "k1",
  "keys": {"k1": "dGhpcyBpcyBhIGtleSBmb3IgdGVzdHMgb25seSwgazE="},
  "index_current": "i1",
  "index_keys": {"i1": "dGhpcyBpcyBhIGtleSBmb3IgdGVzdHMgb25seSwgaTE="}
}"""
