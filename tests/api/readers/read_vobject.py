"""vobject: the same."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import vobject

found = []
for event in vobject.readOne(Path(sys.argv[1]).read_bytes().decode()).vevent_list:
    begins, ends = event.dtstart.value, event.dtend.value
    if isinstance(begins, datetime):
        begins, ends = begins.astimezone(UTC), ends.astimezone(UTC)
    found.append([event.uid.value, begins.isoformat(), ends.isoformat()])
print(json.dumps(found))
