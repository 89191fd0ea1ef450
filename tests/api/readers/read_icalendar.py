"""icalendar: prints uid, first and last instant of each event of a file."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import icalendar

found = []
for event in icalendar.Calendar.from_ical(Path(sys.argv[1]).read_bytes()).walk("VEVENT"):
    begins, ends = event.decoded("DTSTART"), event.decoded("DTEND")
    if isinstance(begins, datetime):
        begins, ends = begins.astimezone(UTC), ends.astimezone(UTC)
    found.append([str(event["UID"]), begins.isoformat(), ends.isoformat()])
print(json.dumps(found))
