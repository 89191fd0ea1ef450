"""Sixteen connections to one SQLite file, reading and writing: nobody meets an error."""

import random
import threading
import time
from collections import Counter

from tools.drills.ledger import Ledger, differences
from tools.drills.served import Served, serving
from tools.drills.visitor import LOST, Visitor

CONNECTIONS = 16
WEB = ("--workers", "4", "--threads", "4")  # each thread keeps a connection of its own


def drill(served: Served, seconds: float) -> dict[str, object]:
    """So many at once for so long. Figures."""
    ledger, answers, times = Ledger(), Counter[str](), list[float]()
    with serving(served) as visitors:
        cases = [one.cases() for one in visitors]
        until = time.monotonic() + seconds
        threads = []
        for number in range(CONNECTIONS):
            place = number % len(visitors)
            work = (visitors[place], cases[place], number, until, ledger, answers, times)
            threads.append(threading.Thread(target=_work, args=work))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    wrong = [f"{many} times {said}" for said, many in answers.items() if said not in _WELL]
    in_order = sorted(times)
    return {
        "drill": f"{CONNECTIONS} connections on SQLite",
        "seconds": seconds,
        "requests": sum(answers.values()),
        "written": len(ledger.acknowledged),
        "write_p50_ms": round(1000 * in_order[len(in_order) // 2]),
        "write_p99_ms": round(1000 * in_order[int(len(in_order) * 0.99)]),
        "wrong": wrong + differences(ledger, served),
    }


_WELL = {"read 200", "write 302"}


def _work(
    visitor: Visitor,
    cases: list[int],
    number: int,
    until: float,
    ledger: Ledger,
    answers: "Counter[str]",
    times: list[float],
) -> None:
    """Open a case, write an entry, look at Today; and again."""
    rng = random.Random(number)
    while time.monotonic() < until:
        case = rng.choice(cases)
        try:
            answers[f"read {visitor.get(f'/cases/{case}/').status}"] += 1
            note = ledger.next(case)
            answer = visitor.log(note)
            answers[f"write {answer.status}"] += 1
            times.append(answer.seconds)
            if answer.status == 302:
                ledger.saved(note)
            answers[f"read {visitor.get('/').status}"] += 1
        except LOST as error:
            answers[type(error).__name__] += 1
