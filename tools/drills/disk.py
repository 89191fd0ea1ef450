"""A disk without room: said plainly, nothing saved in part, and on again when there is some."""

import contextlib
import os
import resource
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tools import say
from tools.drills.ledger import Ledger, differences
from tools.drills.served import Served, serving
from tools.drills.visitor import Answer, Note, Visitor

SAID = "The disk that keeps the records is full."
_ROOM = 4 << 20
_RECOVERY_SECONDS = 20
_WORDS = " and talked about the way to work" * 200  # characters enough to fill a disk


def drill(served: Served) -> dict[str, object]:
    """Write until the disk is full, look at what is said, make room, and write again. Figures."""
    ledger = Ledger()
    with _small_disk(served) as (fill, clear, how), serving(served) as visitors:
        say.note(f"the disk is {how}")
        one = visitors[0]
        case = one.cases()[0]
        for _time in range(3):
            _saved(one, ledger, ledger.next(case))
        fill()
        refused, kept = _write_until_full(one, case, ledger)
        clear()
        seconds = _recover(one, kept, ledger) if kept else 0.0
        _saved(one, ledger, ledger.next(case))
        served.manage("work", "--until-empty") if not served.pids() else None
        ledger.errors[:] = differences(ledger, served)
    return {
        "drill": "disk full while somebody writes",
        "disk": how,
        "acknowledged": len(ledger.acknowledged),
        "refused": refused,
        "recovered_seconds": round(seconds, 2),
        "wrong": ledger.errors,
    }


def _saved(visitor: Visitor, ledger: Ledger, note: Note) -> Answer:
    answer = visitor.log(note)
    if answer.status == 302:
        ledger.saved(note)
    else:
        ledger.wrong(f"with room on the disk an entry was answered {answer.status}")
    return answer


def _write_until_full(visitor: Visitor, case: int, ledger: Ledger) -> tuple[int, list[Note]]:
    """Entries refused, and the notes to send again. Three refusals are enough."""
    kept: list[Note] = []
    for _time in range(4000):
        note = ledger.next(case, _WORDS)
        answer = visitor.log(note)
        if answer.status == 302:
            ledger.saved(note)
            continue
        kept.append(note)
        for sentence in why_not_plain(answer, note):
            ledger.wrong(sentence)
        if len(kept) == 3:
            return len(kept), kept
    ledger.wrong("the disk never became full")
    return len(kept), kept


def why_not_plain(answer: Answer, note: Note) -> list[str]:
    """What is missing from the answer of a full disk: its sentence, its status, the words typed."""
    wrong = []
    if answer.status != 503:
        wrong.append(f"a full disk was answered {answer.status}")
    if SAID not in answer.text:
        wrong.append("a full disk was not named as the reason")
    if note.text[:60] not in answer.text or note.key not in answer.text:
        wrong.append("what was typed was not kept on the page")
    return wrong


def _recover(visitor: Visitor, kept: list[Note], ledger: Ledger) -> float:
    """Seconds until what was refused is saved, with nobody doing anything but sending it again."""
    began = time.monotonic()
    for note in kept:
        while (answer := visitor.log(note)).status != 302:
            if time.monotonic() - began > _RECOVERY_SECONDS:
                ledger.wrong(f"with room again, an entry is still answered {answer.status}")
                return time.monotonic() - began
            time.sleep(0.1)
        ledger.saved(note)
    return time.monotonic() - began


Act = Callable[[], None]


@contextlib.contextmanager
def _small_disk(served: Served) -> Iterator[tuple[Act, Act, str]]:
    """A way to fill the disk and one to clear it: a small file system, or else limits on files."""
    folder = served.var / "small"
    folder.mkdir()
    size = served.database.stat().st_size + (24 << 20)
    options = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(options, capture_output=True).returncode:
        yield _limit_files(served), _unlimit_files(served), "one on which files may not grow"
        return
    try:
        database = folder / "caseway.sqlite3"
        shutil.copyfile(served.database, database)
        served.environment["DATABASE_URL"] = f"sqlite://{database}"
        filler = folder / "filler"
        yield lambda: _fill(folder, filler), filler.unlink, f"of {size >> 20} MB"
    finally:
        served.environment.pop("DATABASE_URL", None)
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _fill(folder: Path, filler: Path) -> None:
    """Leave some room, so that it is the writing itself that meets the end."""
    room = shutil.disk_usage(folder).free - _ROOM
    with filler.open("wb") as file:
        for _block in range(room >> 16):
            file.write(b"\0" * (1 << 16))


def _limit_files(served: Served) -> Act:
    return lambda: _set_limit(served, 1 << 16)


def _unlimit_files(served: Served) -> Act:
    return lambda: _set_limit(served, resource.RLIM_INFINITY)


def _set_limit(served: Served, size: int) -> None:
    """No process of the copy may write beyond so many bytes of a file: Linux only."""
    for pid in served.pids():
        _soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))
