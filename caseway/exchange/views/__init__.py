"""The pages of a file: send it, say what it means, look, agree, mend, undo."""

from caseway.exchange.views.batches import batch, index, mend, progress, upload
from caseway.exchange.views.deciding import agree, check, columns, explain, sheet, undo
from caseway.exchange.views.lines import line, lines

__all__ = [
    "agree",
    "batch",
    "check",
    "columns",
    "explain",
    "index",
    "line",
    "lines",
    "mend",
    "progress",
    "sheet",
    "undo",
    "upload",
]
