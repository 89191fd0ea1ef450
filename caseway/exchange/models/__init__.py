from caseway.exchange.models.batches import Batch, BatchState, ColumnMap, FilePart
from caseway.exchange.models.directory import (
    DirectoryFile,
    DirectoryMap,
    DirectoryPart,
    DirectoryState,
    HeldRecord,
    HeldState,
    Kept,
)
from caseway.exchange.models.rosters import Roster, RosterState
from caseway.exchange.models.rows import DATA_FATES, Decision, Fate, Issue, Row

__all__ = [
    "DATA_FATES",
    "Batch",
    "BatchState",
    "ColumnMap",
    "Decision",
    "DirectoryFile",
    "DirectoryMap",
    "DirectoryPart",
    "DirectoryState",
    "Fate",
    "FilePart",
    "HeldRecord",
    "HeldState",
    "Issue",
    "Kept",
    "Roster",
    "RosterState",
    "Row",
]
