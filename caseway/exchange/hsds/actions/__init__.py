"""Taking in a directory file: receive and read it, load it, take that back, forget it.

A small file is done while the person waits, a large one by the worker, a few records at a
time: what `read`, `load_on` and `undo_on` are asked for again they do from where it stands.
"""

from caseway.exchange.hsds.actions.applying import apply, load_on
from caseway.exchange.hsds.actions.purging import forget_expired
from caseway.exchange.hsds.actions.receiving import Upload, map_columns, read, receive
from caseway.exchange.hsds.actions.undoing import undo, undo_on

__all__ = [
    "Upload",
    "apply",
    "forget_expired",
    "load_on",
    "map_columns",
    "read",
    "receive",
    "undo",
    "undo_on",
]
