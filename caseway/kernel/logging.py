"""What is written while serving: one line an event, ids only.

A log is read by more people than a record is, and kept elsewhere. So no line
holds a name, what somebody typed, an address with its query, an error's
message or SQL. Lines are JSON, or text for a terminal.
"""

import logging
import re
import sys
from collections.abc import MutableMapping
from pathlib import Path
from traceback import extract_tb
from typing import Any

import structlog
from django.core.exceptions import ImproperlyConfigured

Event = MutableMapping[str, Any]

_QUERY = re.compile(r"\?[^\s\"']+")
_OWN = "caseway"
_LEVELS = ("debug", "info", "warning", "error")
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def level(said: str) -> str:
    """The least level written, as Python names it. Raises ImproperlyConfigured for another word."""
    if said.lower() not in _LEVELS:
        raise ImproperlyConfigured(f"CASEWAY_LOG_LEVEL is one of {', '.join(_LEVELS)}.")
    return said.upper()


def settings(*, lines: str, level: str = "INFO") -> dict[str, Any]:
    """Django's LOGGING, after telling structlog to use it.

    `lines` is "json" or "text". Loggers of packages that would write what
    somebody typed are silenced here.
    """
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    to_root: dict[str, Any] = {"handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": formatter, "lines": lines}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["lines"], "level": level},
        "loggers": {
            # No mail to administrators: it would carry the request and what was sent.
            "django": {**to_root, "level": level},
            "django.server": {**to_root, "level": level},
            # SQL holds values, and axes writes what was typed as a name.
            "django.db.backends": {**to_root, "level": "WARNING"},
            "axes": {**to_root, "level": "CRITICAL"},
        },
    }


def formatter(lines: str) -> logging.Formatter:
    """The formatter that every line goes through, ours and the packages'."""
    last: Any = structlog.processors.JSONRenderer(ensure_ascii=False)
    if lines == "text":
        last = structlog.dev.ConsoleRenderer(colors=False)
    return structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            with_own_facts,
            without_messages,
            without_addresses,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            last,
        ]
    )


def with_own_facts(_logger: Any, _name: str, event: Event) -> Event:
    """Adds what our own loggers pass as `extra`; what packages pass is left out."""
    record: logging.LogRecord | None = event.get("_record")
    if record is None or event.get("_from_structlog") or str(record.name).split(".")[0] != _OWN:
        return event
    for name, value in vars(record).items():
        if name not in _STANDARD and isinstance(value, (int, float, bool, str)):
            event.setdefault(name, value)
    return event


def without_messages(_logger: Any, _name: str, event: Event) -> Event:
    """An error becomes its kind and places. Its message may quote a row, or what was typed."""
    caught = event.pop("exc_info", None)
    event.pop("stack_info", None)
    if caught is True:
        caught = sys.exc_info()
    if isinstance(caught, BaseException):
        caught = (type(caught), caught, caught.__traceback__)
    if isinstance(caught, tuple) and caught[0] is not None:
        kind, _, trace = caught
        event["error"] = f"{kind.__module__}.{kind.__qualname__}"
        event["places"] = [
            f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}"
            for frame in extract_tb(trace)
        ]
    return event


def without_addresses(_logger: Any, _name: str, event: Event) -> Event:
    """Cuts what stands behind a question mark, where a search goes.

    Django's own word on a failed request ("Not Found: /path/") loses the path,
    which may hold a one-time key: our line tells the page by its pattern.
    """
    if str(event.get("logger")) == "django.request":
        event["event"] = str(event.get("event", "")).split(":")[0]
    event["event"] = _QUERY.sub("?…", str(event.get("event", "")))
    return event
