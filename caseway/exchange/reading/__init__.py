"""Reading what offices send: CSV and XLSX into rows, with every line accounted for.

Plain Python. `open_source` is the one way in; the sentences for its findings are in `words.py`.
"""

from caseway.exchange.codes import Code, Finding, UnreadableFile
from caseway.exchange.reading.source import Kind, Role, SourceRow
from caseway.exchange.reading.table import SourceFile, open_source

__all__ = [
    "Code",
    "Finding",
    "Kind",
    "Role",
    "SourceFile",
    "SourceRow",
    "UnreadableFile",
    "open_source",
]
