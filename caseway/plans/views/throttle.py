"""So many questions a minute from one network address, for pages that ask for no account."""

import threading
from collections import OrderedDict

from axes.helpers import get_client_ip_address
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

PER_MINUTE = 60
_ADDRESSES = 10_000  # remembered at once; the longest silent are forgotten
_counts: "OrderedDict[str, tuple[int, int]]" = OrderedDict()
_lock = threading.Lock()


def slow_down(request: HttpRequest) -> HttpResponse | None:
    """None, or the page that says to wait. Counted by each server process."""
    now = timezone.now()
    minute = int(now.timestamp()) // 60
    address = str(get_client_ip_address(request) or "")
    with _lock:
        known, count = _counts.pop(address, (minute, 0))
        count = count + 1 if known == minute else 1
        _counts[address] = (minute, count)
        if len(_counts) > _ADDRESSES:
            _counts.popitem(last=False)
    if count <= PER_MINUTE:
        return None
    answer = render(request, "429.html", status=429)
    answer["Retry-After"] = str(60 - int(now.timestamp()) % 60)
    return answer
