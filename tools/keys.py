"""The secrets of a local copy, made on the first start and kept in var/."""

import os
import secrets
from pathlib import Path


def local_settings(environment: dict[str, str], var: Path) -> dict[str, str]:
    """`environment`, completed for a copy on one's own machine.

    What the operator has set stays. Otherwise the secret key and the ring of
    data-encryption keys are files in `var`, and the data are for demonstration.
    """
    completed = {"CASEWAY_DEMONSTRATION": "1", **environment, "CASEWAY_VAR": str(var)}
    if not {"CASEWAY_SECRET_KEY", "CASEWAY_SECRET_KEY_FILE"} & environment.keys():
        completed["CASEWAY_SECRET_KEY_FILE"] = str(secret_key_file(var))
    completed.setdefault("CASEWAY_KEYRING_FILE", str(var / "keyring"))
    return completed


def secret_key_file(var: Path) -> Path:
    """The file with the key that signs sessions, made when absent, for its owner alone."""
    path = var / "secret-key"
    if not path.exists():
        # Written whole under another name, so that a stop midway leaves no empty key.
        draft = var / "secret-key.new"
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        draft.rename(path)
    return path
