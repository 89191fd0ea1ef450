"""Too many tries: who is held, until when, and the page that says so.

Wrong passwords are counted by django-axes in the database, for each pair of e-mail address and
network address: a stranger elsewhere cannot lock anybody out of her own desk. Second steps, and
passwords for one account from everywhere together, are counted in the shared cache.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caseway.kernel.signin import clock


def typed_email(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """The address somebody tried to sign in with: the same for "Ana@x.org " and "ana@x.org"."""
    said = (credentials or {}).get("email") or request.POST.get("login") or ""
    return str(said).strip().lower()[:255]


@dataclass(frozen=True)
class Held:
    """One e-mail address held back from one network address."""

    email: str
    address: str
    tries: int
    last_try_at: datetime

    @property
    def until(self) -> datetime:
        return self.last_try_at + settings.AXES_COOLOFF_TIME


def held(*, at: datetime, email: str | None = None, address: str | None = None) -> list[Held]:
    """Everybody held back at `at`, the latest first. One query."""
    tries = AccessAttempt.objects.filter(attempt_time__gte=at - settings.AXES_COOLOFF_TIME)
    if email is not None:
        tries = tries.filter(username=email)
    if address is not None:
        tries = tries.filter(ip_address=address)
    rows = (
        tries.order_by()
        .values("username", "ip_address")
        .annotate(tries=Sum("failures_since_start"), last_try_at=Max("attempt_time"))
        .filter(tries__gte=settings.AXES_FAILURE_LIMIT)
        .order_by("-last_try_at", "username", "ip_address")
    )
    return [
        Held(row["username"] or "", row["ip_address"] or "", row["tries"], row["last_try_at"])
        for row in rows
    ]


def answer_locked(
    request: HttpRequest,
    response: HttpResponse | None = None,
    credentials: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page for somebody held back after wrong passwords. Status 429."""
    email = typed_email(request, credentials)
    address = getattr(request, "axes_ip_address", None)
    found = held(at=clock.now(), email=email, address=address)
    until = found[0].until if found else clock.now() + settings.AXES_COOLOFF_TIME
    return slow_down(request, until=until)


def slow_down(request: HttpRequest, *, until: datetime) -> HttpResponse:
    """The page that says when to try again. It never says whether the account exists."""
    answer = render(request, "account/too_many_tries.html", {"until": until}, status=429)
    wait = (until - clock.now()).total_seconds()
    answer["Retry-After"] = str(max(1, int(wait)))
    return answer
