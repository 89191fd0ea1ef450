"""The keys that seal values: where they come from and what they are called.

A key ring is JSON, kept in a file (`CASEWAY_KEYRING_FILE`) or in the environment
(`CASEWAY_KEYRING`):

    {"current": "k2", "keys": {"k1": "...", "k2": "..."},
     "index_current": "i1", "index_keys": {"i1": "..."}}

Each key is 32 random bytes in base64. New values are sealed under `current`;
older keys stay in the ring until `manage.py rotate_keys` has moved every value
off them. Index keys make blind indexes and never seal. The file is read again
when it changes, so a key added while serving is known at the next value.
"""

import base64
import binascii
import json
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32


@dataclass(frozen=True, repr=False)
class KeyRing:
    """Keys by id, and which of them is used for what is written now."""

    current: str
    keys: Mapping[str, bytes]
    index_current: str
    index_keys: Mapping[str, bytes]

    def __repr__(self) -> str:
        return f"KeyRing(current={self.current!r}, keys={sorted(self.keys)})"

    def with_key(self) -> "tuple[KeyRing, str]":
        """This ring with one more sealing key, not yet current, and that key's id."""
        new = _next_id("k", self.keys)
        return replace(self, keys={**self.keys, new: secrets.token_bytes(KEY_BYTES)}), new

    def with_index_key(self) -> "tuple[KeyRing, str]":
        """This ring with one more index key, not yet current, and that key's id."""
        new = _next_id("i", self.index_keys)
        keys = {**self.index_keys, new: secrets.token_bytes(KEY_BYTES)}
        return replace(self, index_keys=keys), new

    def using(self, key_id: str) -> "KeyRing":
        """This ring with `key_id` current. Raises KeyError when it holds no such key."""
        if key_id in self.keys:
            return replace(self, current=key_id)
        if key_id in self.index_keys:
            return replace(self, index_current=key_id)
        raise KeyError(key_id)

    def without(self, key_id: str) -> "KeyRing":
        """This ring without `key_id`. Raises KeyError when it is current or unknown."""
        if key_id in (self.current, self.index_current):
            raise KeyError(key_id)
        if key_id not in self.keys and key_id not in self.index_keys:
            raise KeyError(key_id)
        keys = {name: key for name, key in self.keys.items() if name != key_id}
        index_keys = {name: key for name, key in self.index_keys.items() if name != key_id}
        return replace(self, keys=keys, index_keys=index_keys)

    def as_json(self) -> str:
        return json.dumps(
            {
                "current": self.current,
                "keys": _encoded(self.keys),
                "index_current": self.index_current,
                "index_keys": _encoded(self.index_keys),
            },
            indent=2,
        )


def new_ring() -> KeyRing:
    """A ring with one fresh key of each kind."""
    return KeyRing(
        current="k1",
        keys={"k1": secrets.token_bytes(KEY_BYTES)},
        index_current="i1",
        index_keys={"i1": secrets.token_bytes(KEY_BYTES)},
    )


def ring() -> KeyRing:
    """The key ring in force. Raises ImproperlyConfigured when there is none or it is damaged."""
    if settings.KEYRING:
        return parsed(settings.KEYRING)
    path = settings.KEYRING_FILE
    try:
        stat = os.stat(path)  # noqa: PTH116 - asked for every value, and a Path takes longer
    except FileNotFoundError:
        raise ImproperlyConfigured(
            f"There is no key ring at {path}. Make one with"
            f" `manage.py make_keyring --if-absent --path {path}`, or put back the one"
            " that sealed this database: nothing sealed can be read without it."
        ) from None
    return _read(str(path), stat.st_mtime_ns, stat.st_size, stat.st_ino)


@lru_cache(maxsize=8)
def _read(path: str, _mtime: int, _size: int, _inode: int) -> KeyRing:
    return parsed(Path(path).read_text())


@lru_cache(maxsize=8)
def parsed(text: str) -> KeyRing:
    """The key ring that `text` (JSON) holds. Raises ImproperlyConfigured, never quoting a key."""
    try:
        raw = json.loads(text)
        found = KeyRing(
            current=raw["current"],
            keys=_decoded(raw["keys"]),
            index_current=raw["index_current"],
            index_keys=_decoded(raw["index_keys"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        # The cause is dropped on purpose: its message could quote the text.
        raise ImproperlyConfigured("The key ring is not JSON of the expected form.") from None
    if found.current not in found.keys or found.index_current not in found.index_keys:
        raise ImproperlyConfigured("The key ring names a current key that it does not hold.")
    for key_id, key in {**found.keys, **found.index_keys}.items():
        if len(key) != KEY_BYTES or not key_id.isalnum():
            raise ImproperlyConfigured(f"Key {key_id} of the key ring is not 32 bytes long.")
    return found


def write(found: KeyRing, path: Path) -> None:
    """Put the ring at `path`, readable by its owner only, in one step.

    Written beside and renamed, so that a server reading now sees the old ring
    or the new one and never half of either.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".keyring-")  # made with mode 0600
    try:
        with os.fdopen(handle, "w") as file:
            file.write(found.as_json() + "\n")
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _next_id(prefix: str, keys: Mapping[str, bytes]) -> str:
    numbers = [int(name[1:]) for name in keys if name[:1] == prefix and name[1:].isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1}"


def _encoded(keys: Mapping[str, bytes]) -> dict[str, str]:
    return {name: base64.b64encode(key).decode() for name, key in keys.items()}


def _decoded(raw: dict[str, Any]) -> dict[str, bytes]:
    return {str(name): base64.b64decode(key, validate=True) for name, key in raw.items()}
