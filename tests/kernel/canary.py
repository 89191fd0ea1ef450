"""Plant values and see that they come up nowhere in what is logged.

with canary("Ana Ruiz", "123-45-6789"):
    client.post("/people/new/", {...})
"""

import io
import logging
from contextlib import contextmanager

import pytest

from caseway.kernel.logging import formatter


@contextmanager
def logged(level=logging.INFO):
    """Everything logged inside, by ours and by packages, as text as it would be written."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(formatter("json"))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(level)
    try:
        yield said
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


@contextmanager
def canary(*planted):
    """Fails when a planted value, in any capitals, stands in a line logged inside."""
    with logged() as said:
        yield said
    text = said.getvalue()
    if found := [value for value in planted if value.lower() in text.lower()]:
        pytest.fail(f"logged: {found}\n{text}")
