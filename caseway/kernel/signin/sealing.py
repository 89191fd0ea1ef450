"""Second-step secrets are kept sealed, so that a stolen database opens no door.

AES-256-GCM with a key derived from SECRET_KEY. Former keys (SECRET_KEY_FALLBACKS) still unseal.
"""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_PURPOSE = b"caseway second step"
_NONCE = 12


def seal(text: str) -> str:
    nonce = os.urandom(_NONCE)
    sealed = _cipher(settings.SECRET_KEY).encrypt(nonce, text.encode(), _PURPOSE)
    return base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(text: str) -> str:
    """Undo `seal`. Raises ValueError when no key fits: never an empty secret."""
    raw = base64.urlsafe_b64decode(text)
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _cipher(key).decrypt(raw[:_NONCE], raw[_NONCE:], _PURPOSE).decode()
        except InvalidTag:
            continue
    raise ValueError("A second-step secret cannot be read with any key that is set.")


def _cipher(key: str) -> AESGCM:
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=_PURPOSE)
    return AESGCM(derive.derive(key.encode()))
