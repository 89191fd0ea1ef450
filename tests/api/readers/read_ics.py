"""ics: the same."""

import json
import sys
from pathlib import Path

import ics

found = []
for event in ics.Calendar(Path(sys.argv[1]).read_bytes().decode()).events:
    if event.all_day:
        # Counts the last day in; the others name the day after.
        found.append([event.uid, event.begin.date().isoformat(), event.end.date().isoformat()])
    else:
        begins, ends = event.begin.to("utc").datetime, event.end.to("utc").datetime
        found.append([event.uid, begins.isoformat(), ends.isoformat()])
print(json.dumps(found))
