"""recurring-ical-events: the same, as it unrolls events between two years."""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import recurring_ical_events

whole = icalendar.Calendar.from_ical(Path(sys.argv[1]).read_bytes())
found = []
for event in recurring_ical_events.of(whole).between(date(2025, 1, 1), date(2029, 1, 1)):
    begins, ends = event["DTSTART"].dt, event["DTEND"].dt
    if isinstance(begins, datetime):
        begins, ends = begins.astimezone(UTC), ends.astimezone(UTC)
    found.append([str(event["UID"]), begins.isoformat(), ends.isoformat()])
print(json.dumps(found))
