"""Seal single values, so that the database, its copies and its audit hold no plain text.

A sealed value is text: `cw1.<key id>.<base64 of nonce, cipher text and tag>`,
AES-256-GCM with a fresh 96-bit nonce. The table, the column and the row are
part of what is authenticated: a value copied to another place does not open.
Equal values are found through a blind index, HMAC-SHA-256 under a separate key.

Source: NIST SP 800-38D (GCM), FIPS 198-1 (HMAC).
"""

import base64
import binascii
import hmac
import json
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from caseway.kernel.keyring import ring

FORMAT = "cw1"
NONCE_BYTES = 12


class Unreadable(Exception):  # noqa: N818 - reads as what the value is
    """A sealed value does not open. Names the place and never the value."""

    def __init__(self, why: str, *, table: str, column: str, row: str) -> None:
        super().__init__(f"{table}.{column} of row {row} cannot be read: {why}.")
        self.table, self.column, self.row = table, column, row


def seal(value: str, *, table: str, column: str, row: object) -> str:
    """`value` sealed for one place, under the current key.

    `row` is whatever names the row for ever and is known before it is written:
    the `seal_key` of a `Sealed` model.
    """
    keys = ring()
    nonce = secrets.token_bytes(NONCE_BYTES)
    place = _place(keys.current, table, column, str(row))
    box = AESGCM(keys.keys[keys.current]).encrypt(nonce, value.encode(), place)
    return f"{FORMAT}.{keys.current}.{base64.urlsafe_b64encode(nonce + box).decode()}"


def unseal(sealed: str, *, table: str, column: str, row: object) -> str:
    """The value that was sealed for this place.

    Raises Unreadable when it was sealed for another place, changed on the way,
    or sealed under a key that the ring no longer holds. Never returns a blank
    in place of what it cannot read.
    """
    name = str(row)

    def refuse(why: str) -> Unreadable:
        return Unreadable(why, table=table, column=column, row=name)

    form, _, rest = sealed.partition(".")
    key_id, dot, body = rest.partition(".")
    if form != FORMAT or not dot:
        raise refuse("it is not a sealed value")
    key = ring().keys.get(key_id)
    if key is None:
        raise refuse(f"key {key_id} is not in the key ring")
    try:
        raw = base64.b64decode(body, altchars=b"-_", validate=True)
        if base64.urlsafe_b64encode(raw).decode() != body:  # spare bits of the last letter
            raise refuse("it was changed, or sealed for another place")
        box = AESGCM(key).decrypt(
            raw[:NONCE_BYTES], raw[NONCE_BYTES:], _place(key_id, table, column, name)
        )
    except (InvalidTag, binascii.Error, ValueError):
        raise refuse("it was changed, or sealed for another place") from None
    return box.decode()


def sealed_prefix() -> str:
    """How a value sealed under the current key begins; anything else awaits rotation."""
    return f"{FORMAT}.{ring().current}."


def blind_index(value: str, *, purpose: str) -> str:
    """What to store beside a sealed value so that an equal one can be found.

    `purpose` keeps indexes apart: one value gives two unlike indexes for two
    purposes. Bring the value to one form first (digits only, say).
    """
    keys = ring()
    return _index(keys.index_current, keys.index_keys[keys.index_current], value, purpose)


def blind_indexes(value: str, *, purpose: str) -> list[str]:
    """Every index that `value` may be stored under, for a search while keys are rotated."""
    return [_index(name, key, value, purpose) for name, key in ring().index_keys.items()]


def index_prefix() -> str:
    """How an index under the current index key begins."""
    return f"{ring().index_current}."


def _index(key_id: str, key: bytes, value: str, purpose: str) -> str:
    text = json.dumps([purpose, value]).encode()
    return f"{key_id}.{hmac.digest(key, text, 'sha256').hex()}"


def _place(key_id: str, table: str, column: str, row: str) -> bytes:
    return json.dumps([FORMAT, key_id, table, column, row]).encode()
