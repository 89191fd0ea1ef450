"""Settings for the tests: fast password hashing, everything else as served."""

from caseway.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DEMONSTRATION = True
