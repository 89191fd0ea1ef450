"""`kill -9` of server and worker while four people write and send files, again and again."""

import random
import statistics
import threading
import time
from dataclasses import dataclass

from tools import say
from tools.drills.ledger import Ledger, differences
from tools.drills.served import BACK_WITHIN_SECONDS, Served
from tools.drills.visitor import LOST, Note, Visitor

# Saved before each blow, so that every one falls into the middle of writing.
SAVED_BEFORE = 6
LOOK_EVERY = 10  # rounds
ENOUGH = 20  # faults; more say nothing new
_ROUND_SECONDS = 60
_FILE_LINES = 300


@dataclass
class Desk:
    """A writer: who she is, on which cases she writes, and whether she sends files too."""

    number: int
    visitor: Visitor
    cases: list[int]
    sends_files: bool


def drill(served: Served, rounds: int, seed: int = 7) -> dict[str, object]:
    """Rounds of writing, a blow at a moment left to chance, and coming back. Figures."""
    rng, ledger, back = random.Random(seed), Ledger(), []
    served.start()
    try:
        served.wait()
        desks = _desks(served)
        for number in range(1, rounds + 1):
            _write_until_the_blow(served, desks, ledger, rng)
            seconds = _come_back(served, desks[0].visitor)
            back.append(seconds)
            _send_again(desks, ledger)
            say.note(
                f"round {number} of {rounds}: back in {seconds:.1f} s,"
                f" {len(ledger.acknowledged)} entries acknowledged"
            )
            if number % LOOK_EVERY == 0 or number == rounds or ledger.errors:
                _let_files_be_read(served)
                ledger.errors[:] = differences(ledger, served)
                if ledger.errors:
                    break
    finally:
        served.stop()
    late = [f"back only after {one:.1f} s" for one in back if one > BACK_WITHIN_SECONDS]
    return {
        "drill": "kill -9 of server and worker while people write",
        "rounds": len(back),
        "acknowledged": len(ledger.acknowledged),
        "files": ledger.files,
        "back_seconds_median": round(statistics.median(back), 2),
        "back_seconds_longest": round(max(back), 2),
        "wrong": ledger.errors + late,
    }


def _desks(served: Served) -> list[Desk]:
    visitors = served.visitors()
    return [
        Desk(number, visitor, visitor.cases(), visitor is visitors[-1])
        for number, visitor in enumerate(visitors)
    ]


def _write_until_the_blow(
    served: Served, desks: list[Desk], ledger: Ledger, rng: random.Random
) -> None:
    struck = threading.Event()
    started = len(ledger.acknowledged)
    threads = [
        threading.Thread(target=_write, args=(desk, ledger, struck, rng.randrange(2**32)))
        for desk in desks
    ]
    for thread in threads:
        thread.start()
    until = time.monotonic() + _ROUND_SECONDS
    while _goes_on(ledger, started) and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(rng.random() / 2)
    struck.set()
    served.kill()
    for thread in threads:
        thread.join()
    if len(ledger.acknowledged) == started:
        ledger.wrong("a round went by in which nothing could be saved")


def _goes_on(ledger: Ledger, started: int) -> bool:
    return len(ledger.acknowledged) - started < SAVED_BEFORE and len(ledger.errors) < ENOUGH


def _write(desk: Desk, ledger: Ledger, struck: threading.Event, seed: int) -> None:
    rng = random.Random(seed)
    if desk.sends_files:
        key = Note(0, "").key
        try:
            _send_file(desk, ledger, key)
        except LOST:
            ledger.open_files.append(key)
            return
    while not struck.is_set() and len(ledger.errors) < ENOUGH:
        note = ledger.next(rng.choice(desk.cases))
        try:
            _settle(desk, ledger, note)
        except LOST:
            ledger.lost(desk.number, note)
            return


def _settle(desk: Desk, ledger: Ledger, note: Note) -> None:
    answer = desk.visitor.log(note)
    if answer.status == 302 and answer.location.startswith("/cases/"):
        ledger.saved(note)
    else:
        ledger.wrong(f"{note.text[:40]} was answered {answer.status} {answer.location}")


def _send_file(desk: Desk, ledger: Ledger, key: str) -> None:
    """A small spreadsheet for the worker to read."""
    lines = [f"Person {n},Drill,199{n % 10}-01-0{n % 9 + 1}" for n in range(_FILE_LINES)]
    content = "\n".join(["First name,Last name,Date of birth", *lines]).encode()
    page = desk.visitor.get("/files/new/").text
    post = page.partition('name="post" value="')[2].partition('"')[0]
    fields = {"submission_key": key, "sender": "Drill", "post": post}
    answer = desk.visitor.upload("/files/new/", fields, "drill.csv", content)
    if answer.status == 302:
        ledger.files += 1
    else:
        ledger.wrong(f"a file was answered {answer.status}")


def _come_back(served: Served, visitor: Visitor) -> float:
    began = time.monotonic()
    served.start()
    served.wait(visitor)
    return time.monotonic() - began


def _send_again(desks: list[Desk], ledger: Ledger) -> None:
    """Whoever got no answer sends the same form again: it is one entry, saved before or now."""
    waiting, ledger.open[:] = list(ledger.open), []
    for number, note in waiting:
        _settle(desks[number], ledger, note)
    files, ledger.open_files[:] = list(ledger.open_files), []
    for key in files:
        _send_file(desks[-1], ledger, key)


def _let_files_be_read(served: Served) -> None:
    served.stop()
    # A job that lost its worker four times waits a minute and more before it is tried again.
    served.manage("shell", "-v0", "-c", _AT_ONCE)
    served.manage("work", "--until-empty")
    served.start()
    served.wait()


_AT_ONCE = """
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
DBTaskResult.objects.filter(status="READY", run_after__gt=timezone.now()).update(
    run_after=timezone.now())
"""
