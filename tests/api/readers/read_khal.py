"""khal: the same, as it files events in its own calendar."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytz
from khal.icalendar import split_ics
from khal.khalendar.backend import SQLiteDb

LOCALE = {"default_timezone": pytz.utc, "local_timezone": pytz.utc}

kept = SQLiteDb(["visits"], str(Path(sys.argv[1]).with_suffix(".khal")), locale=LOCALE)
for number, one in enumerate(split_ics(Path(sys.argv[1]).read_bytes().decode())):
    kept.update(one, f"{number}.ics", calendar="visits")
first, last = datetime(2025, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
found = []


def uid_of(item: str) -> str:
    return next(line[4:] for line in item.splitlines() if line.startswith("UID:"))


for item, _href, begins, ends, *_rest in kept.get_localized(first, last):
    found.append([uid_of(item), begins.isoformat(), ends.isoformat()])
naive = (first.replace(tzinfo=None), last.replace(tzinfo=None))
for item, _href, begins, ends, *_rest in kept.get_floating(*naive):
    found.append([uid_of(item), begins.isoformat(), ends.isoformat()])
print(json.dumps(found))
