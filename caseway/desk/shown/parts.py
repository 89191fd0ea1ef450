"""What the page's components take, with every key filled.

A template that looks for a key and does not find it raises and catches an
error on the way: ten times the cost of an empty value, for every cell of every row.
"""

from collections.abc import Mapping
from typing import Any

_CELL: Mapping[str, Any] = {
    "text": "",
    "sub": "",
    "url": "",
    "tag": "",
    "tone": "",
    "label": "",
    "numeric": False,
    "nowrap": False,
}
_WHY: Mapping[str, Any] = {
    "label": "",
    "summary": "",
    "inputs": (),
    "steps": (),
    "result": "",
    "rule": "",
    "rule_version": "",
    "effective_on": None,
    "citation": "",
    "citation_url": "",
}
_EVENT: Mapping[str, Any] = {
    "url": "",
    "on": None,
    "lang": "",
    "agency": "",
    "text": "",
    "tone": "",
    "tag": "",
    "mine": False,
    "line": False,
    "actions": (),
}


def cell(**given: Any) -> dict[str, Any]:
    """A cell of a worklist's row."""
    return {**_CELL, **given}


def why(**given: Any) -> dict[str, Any]:
    """How a figure came about, for the why-panel."""
    return {**_WHY, **given}


def event(**given: Any) -> dict[str, Any]:
    """An item of a timeline."""
    return {**_EVENT, **given}
