"""What the drills sent and what was acknowledged, held against what the database keeps."""

import json
import threading
from dataclasses import dataclass, field

from tools.drills.served import Served
from tools.drills.visitor import Note

# Run by `manage.py shell`: everything that the drills can have written, seen from all sides.
_LOOK = """
import json
from collections import Counter
from django.db import connection
from caseway.cases.models import Contact
from caseway.exchange.models import Batch
from caseway.kernel.models import AuditEntry, Job, Submission
texts = Counter(Contact.objects.filter(text__startswith="drill ").values_list("text", flat=True))
audited = Counter(AuditEntry.objects.filter(table="cases_contact", action="insert",
    row__in=[str(pk) for pk in Contact.objects.filter(text__startswith="drill ")
             .values_list("pk", flat=True)]).values_list("row", flat=True))
logs = Submission.objects.filter(path__startswith="/cases/", path__endswith="/log/")
whole = ["ok"]
if connection.vendor == "sqlite":
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        whole = [row[0] for row in cursor.fetchall()]
        cursor.execute("PRAGMA foreign_key_check")
        whole += [f"loose row {row}" for row in cursor.fetchall()]
batches = [[b.pk, b.state, b.line_count, b.rows.count()]
           for b in Batch.objects.filter(sender="Drill").order_by("pk")]
print(json.dumps({"texts": texts, "audited": audited, "keys": logs.count(), "whole": whole,
    "batches": batches, "dead": Job.objects.exclude(dead_at=None).count()}))
"""
BUSY = {"received", "reading"}


@dataclass
class Ledger:
    """Entries by what became of them. Several writers keep it at once."""

    acknowledged: list[str] = field(default_factory=list)
    open: list[tuple[int, Note]] = field(default_factory=list)
    open_files: list[str] = field(default_factory=list)  # the keys of their forms
    files: int = 0
    errors: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _number: int = 0

    def next(self, case: int, more: str = "") -> Note:
        with self._lock:
            self._number += 1
            return Note(case, f"drill {self._number:06d}{more}")

    def saved(self, note: Note) -> None:
        with self._lock:
            self.acknowledged.append(note.text)

    def lost(self, writer: int, note: Note) -> None:
        """No answer came: it may be saved or not, and is sent again."""
        with self._lock:
            self.open.append((writer, note))

    def wrong(self, sentence: str) -> None:
        with self._lock:
            self.errors.append(sentence)


def differences(ledger: Ledger, served: Served) -> list[str]:
    """Each way in which the database is not what was acknowledged. Empty when all is well."""
    kept = json.loads(served.manage("shell", "-v0", "-c", _LOOK))
    texts = kept["texts"]
    wrong = list(ledger.errors)
    wrong += [f"lost: {text[:40]}" for text in ledger.acknowledged if text not in texts]
    wrong += [f"{many} times: {text[:40]}" for text, many in texts.items() if many != 1]
    known = {*ledger.acknowledged, *(note.text for _writer, note in ledger.open)}
    wrong += [f"never sent: {text[:40]}" for text in texts if text not in known]
    wrong += [
        f"audited {many} times: row {row}" for row, many in kept["audited"].items() if many != 1
    ]
    if len(kept["audited"]) != len(texts):
        wrong.append(f"{len(texts)} entries, but {len(kept['audited'])} audit entries")
    if kept["keys"] != len(texts):
        wrong.append(f"{len(texts)} entries, but {kept['keys']} keys of forms")
    wrong += [] if kept["whole"] == ["ok"] else kept["whole"]
    wrong += _of_files(ledger, kept)
    return wrong


def _of_files(ledger: Ledger, kept: dict[str, list[list[object]]]) -> list[str]:
    batches = kept["batches"]
    wrong = [] if len(batches) == ledger.files else [f"{ledger.files} files, kept {len(batches)}"]
    for pk, state, lines, rows in batches:
        if state in BUSY or lines != rows:
            wrong.append(f"file {pk} is {state} with {rows} of {lines} lines")
    return wrong + ([f"{kept['dead']} jobs given up"] if kept["dead"] else [])
