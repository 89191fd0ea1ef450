"""The four ways over a state's month. Each runs in a process of its own, so that memory is its own.

`scan` fetches the rows, `plain` puts them through the rule, `group` adds the entries up in
columns, `columns` works the month out in columns. `snapshot` writes what the last two read.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db.models import Q

from caseway.attendance.actions.reckoning import assessed
from caseway.attendance.facts import entries, families
from caseway.attendance.facts import families as facts
from caseway.attendance.models import FamilyMonth
from caseway.demo.bench.sizes import peak_memory
from caseway.demo.bench.state.design import MONTH
from caseway.rules.participation.results import FamilyResult

SHARD = 5_000
Measured = dict[str, Any]
