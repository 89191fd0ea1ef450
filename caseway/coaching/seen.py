"""What somebody saw of a visit, as one short text: the same again, or changed meanwhile."""

import hashlib
import json

from caseway.coaching.models import Visit

# What a phone shows and writes. That a visit was pinned or confirmed meanwhile is no conflict.
_FIELDS = (
    "state",
    "day",
    "begins_at",
    "mode",
    "place_name",
    "held_begins_at",
    "held_ends_at",
    "before_minutes",
    "after_minutes",
    "travel_minutes",
    "why_not",
    "note",
)


def seen_of(visit: Visit) -> str:
    """The fingerprint of a visit as it is now: 64 hexadecimal digits."""
    told = [str(getattr(visit, name) or "") for name in _FIELDS]
    return hashlib.sha256(json.dumps([str(visit.uuid), *told]).encode()).hexdigest()
