"""Somebody at a browser, as far as a drill needs one: cookies, forms, and no following of links."""

import http.client
import re
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.cookiejar import CookieJar
from typing import Any

PATIENCE_SECONDS = 30
# What a request meets when the server dies under it.
LOST = (OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Answer:
    """What came back, and how long it took."""

    status: int
    text: str
    location: str
    seconds: float


@dataclass
class Note:
    """One entry for the contact log, to be sent until it is acknowledged."""

    case: int
    text: str
    key: str = field(default_factory=lambda: str(uuid.uuid4()))

    def fields(self) -> dict[str, str]:
        # Two days ago: in every zone before now on the office's clock.
        day = datetime.now(tz=UTC) - timedelta(days=2)
        return {
            "submission_key": self.key,
            "kind": "note",
            "mode": "none",
            "at": f"{day:%Y-%m-%d}T09:30",
            "text": self.text,
        }


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class Visitor:
    """One person with one browser."""

    def __init__(self, address: str, email: str, password: str) -> None:
        self.address, self.email, self.password = address, email, password
        self.jar = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.jar), _Stay()
        )

    def get(self, path: str) -> Answer:
        return self._ask(path)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        data = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": self._token()})
        return self._ask(path, data.encode())

    def upload(self, path: str, fields: dict[str, str], name: str, content: bytes) -> Answer:
        """Send a form with one file in it, as a browser does."""
        edge = uuid.uuid4().hex
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in (fields | {"csrfmiddlewaretoken": self._token()}).items()
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        parts += [f"{head}Content-Type: text/csv\r\n\r\n".encode(), content, b"\r\n"]
        body = b"".join([*parts, f"--{edge}--\r\n".encode()])
        kind = {"Content-Type": f"multipart/form-data; boundary={edge}"}
        return self._ask(path, body, kind)

    def log(self, note: Note) -> Answer:
        """Save an entry in the contact log. 302 is the acknowledgement."""
        return self.post(f"/cases/{note.case}/log/", note.fields())

    def sign_in(self) -> bool:
        """Whether the password opens the door."""
        self.get("/sign-in/")
        self.post("/sign-in/", {"login": self.email, "password": self.password})
        return self.get("/").status == 200

    def cases(self) -> list[int]:
        """Numbers of the cases on the first page of her caseload."""
        page = self.get("/caseload/").text
        return sorted({int(number) for number in re.findall(r'href="/cases/(\d+)/', page)})

    def _token(self) -> str:
        found = (cookie.value for cookie in self.jar if cookie.name.endswith("csrf"))
        return next(found, None) or ""

    def _ask(
        self, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        # Always the drill's own server.
        request = urllib.request.Request(self.address + path, body, headers or {})  # noqa: S310
        began = time.monotonic()
        try:
            with self._opener.open(request, timeout=PATIENCE_SECONDS) as response:
                return _answer(response.status, response, began)
        except urllib.error.HTTPError as response:
            with response:
                return _answer(response.code, response, began)


def _answer(status: int, response: Any, began: float) -> Answer:
    text = response.read().decode("utf-8", "replace")
    return Answer(status, text, response.headers.get("Location", ""), time.monotonic() - began)
