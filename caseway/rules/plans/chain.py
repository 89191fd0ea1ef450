"""What was agreed, as bytes that cannot be changed unseen.

Each version names the digest of the version before, each signature that of the signature before
it on the same version: changing, leaving out or moving any of them shows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

FORMAT = 1
FIRST = "0" * 64
"""What the first of a chain names as the one before."""


def canonical(content: Mapping[str, Any]) -> bytes:
    """One spelling for one content: keys in order, no spaces, UTF-8. Raises TypeError."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def digest(body: bytes) -> str:
    """SHA-256, as 64 hexadecimal digits."""
    return sha256(body).hexdigest()


def link(former: str, facts: Mapping[str, Any]) -> str:
    """The digest of one member of a chain: its facts, and the digest of the one before."""
    return digest(canonical({"former": former, **facts}))


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a chain as it is stored: its name for people, its facts, and two digests."""

    name: str
    facts: Mapping[str, Any]
    former: str
    digest: str


def faults(members: Sequence[Member], first: str = FIRST) -> tuple[str, ...]:
    """What is wrong with a chain, in English for the command line; nothing when it holds."""
    found = []
    before = first
    for member in members:
        if member.former != before:
            found.append(f"{member.name} does not follow the one before it")
        if link(member.former, member.facts) != member.digest:
            found.append(f"{member.name} is not what was kept")
        before = member.digest
    return tuple(found)
