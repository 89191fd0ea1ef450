"""A backup under load, restored elsewhere: equal sums, whole audit chain, and the door opens."""

import random
import shutil
import statistics
import threading
import time
from contextlib import suppress
from pathlib import Path

from tools.drills.ledger import Ledger, differences
from tools.drills.served import Served, serving
from tools.drills.visitor import LOST, Visitor

SLOWEST_WRITE_SECONDS = 0.1
COPIES = 5
_WARM_SECONDS = 3


def drill(served: Served, restored: Served) -> dict[str, object]:
    """Copy while people write, then at rest; restore both and compare. Figures."""
    ledger, times = Ledger(), _Times()
    with serving(served) as visitors:
        with _load(visitors, ledger, times):
            time.sleep(_WARM_SECONDS)
            seconds, known = [], 0
            for number in range(COPIES):
                known = len(ledger.acknowledged)
                began = time.monotonic()
                times.copying = True
                served.manage("backup", served.var / f"copy-{number}.sqlite3")
                times.copying = False
                seconds.append(time.monotonic() - began)
                time.sleep(1)
        before = ledger.acknowledged[:known]
    wrong = _restored_under_load(served, restored, before)
    wrong += ledger.errors + _restored_at_rest(served, restored, ledger)
    return {
        "drill": "backup while people write, and restore",
        "copies": COPIES,
        "copy_seconds_median": round(statistics.median(seconds), 2),
        "writes_alone": times.figures(times.alone),
        "writes_meanwhile": times.figures(times.meanwhile),
        "wrong": wrong,
    }


class _Times:
    """How long each write took, while a copy was being made and while none was."""

    def __init__(self) -> None:
        self.alone: list[float] = []
        self.meanwhile: list[float] = []
        self.copying = False

    def add(self, seconds: float, *, copying: bool) -> None:
        (self.meanwhile if copying else self.alone).append(seconds)

    @staticmethod
    def figures(found: list[float]) -> dict[str, float]:
        in_order = sorted(found)
        return {
            "writes": len(in_order),
            "p50_ms": round(1000 * in_order[len(in_order) // 2]),
            "p99_ms": round(1000 * in_order[int(len(in_order) * 0.99)]),
            "slowest_ms": round(1000 * in_order[-1]),
        }


class _load:  # noqa: N801 - used as a block
    """Everybody writes, each an entry every tenth of a second or so, until the block ends."""

    def __init__(self, visitors: list[Visitor], ledger: Ledger, times: _Times) -> None:
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._write, args=(one, ledger, times, number))
            for number, one in enumerate(visitors)
        ]

    def __enter__(self) -> None:
        for thread in self._threads:
            thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _write(self, visitor: Visitor, ledger: Ledger, times: _Times, number: int) -> None:
        rng, cases = random.Random(number), visitor.cases()
        while not self._over.wait(rng.uniform(0.05, 0.15)):
            note, copying = ledger.next(rng.choice(cases)), times.copying
            with suppress(*LOST):
                answer = visitor.log(note)
                times.add(answer.seconds, copying=copying or times.copying)
                if answer.status == 302:
                    ledger.saved(note)
                    continue
            ledger.wrong(f"{note.text} was not saved while a copy was made")


def _restore(served: Served, restored: Served, copy: Path) -> None:
    """What docs/operations.md says to do: the copy under its name, the key ring beside it."""
    shutil.rmtree(restored.var, ignore_errors=True)
    restored.var.mkdir(mode=0o700)
    shutil.copyfile(copy, restored.database)
    for name in ("keyring.json", "secret-key", "demo-sign-ins.txt"):
        with suppress(FileNotFoundError):
            shutil.copyfile(served.var / name, restored.var / name)
    shutil.copytree(served.var / "static", restored.var / "static", dirs_exist_ok=True)


def _restored_under_load(served: Served, restored: Served, before: list[str]) -> list[str]:
    """The last copy made under load holds all that was acknowledged before it began."""
    _restore(served, restored, served.var / f"copy-{COPIES - 1}.sqlite3")
    restored.manage("verify_audit")
    kept = restored.manage("shell", "-v0", "-c", _TEXTS).splitlines()
    wrong = [f"missing from the copy: {text}" for text in set(before) - set(kept)]
    return wrong + _use(restored)


def _restored_at_rest(served: Served, restored: Served, ledger: Ledger) -> list[str]:
    """A copy made while nobody writes has the sums of its original, and every head of its chain."""
    wrong = differences(ledger, served)
    served.manage("shell", "-v0", "-c", _CHAIN)
    heads = served.manage("audit_head").split()
    served.manage("backup", served.var / "rest.sqlite3")
    _restore(served, restored, served.var / "rest.sqlite3")
    ours, theirs = served.manage("checksums"), restored.manage("checksums")
    for one, other in zip(ours.splitlines(), theirs.splitlines(), strict=True):
        if one != other:
            wrong.append(f"sums differ: {one.split()[0]}")
    restored.manage("verify_audit", *(part for head in heads for part in ("--head", head)))
    return wrong + _use(restored)


def _use(restored: Served) -> list[str]:
    """Sign in to the restored copy and write an entry."""
    with serving(restored) as visitors:
        ledger = Ledger()
        note = ledger.next(visitors[0].cases()[0], " after the restore")
        status = visitors[0].log(note).status
    return [] if status == 302 else [f"the restored copy answered {status} to an entry"]


_TEXTS = """
from caseway.cases.models import Contact
print("\\n".join(Contact.objects.filter(text__startswith="drill ").values_list("text", flat=True)))
"""
_CHAIN = """
from django.utils import timezone
from caseway.kernel.audit.chain import chain_audit
chain_audit(at=timezone.now())
"""
