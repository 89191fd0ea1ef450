"""So many questions a minute from one network address, counted by each server process."""

import threading
from collections import OrderedDict
from datetime import datetime

PER_MINUTE = 120
_ADDRESSES = 10_000  # remembered at once; the longest silent are forgotten


class Throttle:
    """Counts by address and by minute of the clock."""

    def __init__(self, per_minute: int = PER_MINUTE) -> None:
        self.per_minute = per_minute
        self._counts: OrderedDict[str, tuple[int, int]] = OrderedDict()
        self._lock = threading.Lock()

    def seconds_to_wait(self, address: str, at: datetime) -> int:
        """0 when the question may be answered; else how long until the next minute."""
        minute = int(at.timestamp()) // 60
        with self._lock:
            known, count = self._counts.pop(address, (minute, 0))
            count = count + 1 if known == minute else 1
            self._counts[address] = (minute, count)
            if len(self._counts) > _ADDRESSES:
                self._counts.popitem(last=False)
        return 0 if count <= self.per_minute else 60 - int(at.timestamp()) % 60
