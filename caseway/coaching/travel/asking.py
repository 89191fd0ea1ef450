"""Asking one travel server, and nobody else: a base address, a deadline, a largest answer.

Redirects are not followed and proxies are not used, so that coordinates of homes and workplaces go
to the configured address only.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

LARGEST = 20_000_000  # bytes of an answer
PIECE = 65_536


class NoAnswer(Exception):  # noqa: N818 - what happened, not an error of ours
    """The server did not give what was asked; `kind` says how, in a word for the log."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class _Nowhere(HTTPRedirectHandler):
    """Follows nothing."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """A redirect is an answer like any other that is not 200."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server by its base address, such as `http://osrm.internal:5000`, and seconds of patience.

    Raises ValueError for an address that is not http or https, or that carries a sign-in.
    """

    base: str
    seconds: float = 5.0

    def __post_init__(self) -> None:
        parts = urlsplit(self.base)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("A travel server needs an address with http:// or https://")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise ValueError("A travel server's address has no sign-in, question or fragment")

    def get(self, path: str) -> Any:
        """The JSON at a path under the base. Raises NoAnswer."""
        return self._ask(Request(self._under(path)))  # noqa: S310 - http or https, as checked

    def post(self, path: str, told: Any) -> Any:
        """The JSON that a path under the base answers to JSON. Raises NoAnswer."""
        body = json.dumps(told).encode()
        headers = {"Content-Type": "application/json"}
        return self._ask(Request(self._under(path), body, headers))  # noqa: S310

    def _under(self, path: str) -> str:
        return f"{self.base.rstrip('/')}/{path.lstrip('/')}"

    def _ask(self, request: Request) -> Any:
        until = time.monotonic() + self.seconds
        try:
            with _opener().open(request, timeout=self.seconds) as response:
                if response.status != 200:
                    raise NoAnswer("status")
                return json.loads(_read(response, until))
        except TimeoutError:
            raise NoAnswer("timeout") from None
        except HTTPError:
            raise NoAnswer("status") from None
        except (OSError, HTTPException) as fault:
            late = isinstance(getattr(fault, "reason", None), TimeoutError)
            raise NoAnswer("timeout" if late else "unreachable") from None
        except (ValueError, RecursionError):
            raise NoAnswer("shape") from None


def _opener() -> OpenerDirector:
    return build_opener(ProxyHandler({}), _Nowhere())


def _read(response: HTTPResponse, until: float) -> bytes:
    """The whole answer, in time: one that drips in is late as well."""
    pieces, size = [], 0
    while piece := response.read1(PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST:
            raise NoAnswer("shape")
        if time.monotonic() > until:
            raise NoAnswer("timeout")
    return b"".join(pieces)
