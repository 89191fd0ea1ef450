"""`python -m caseway.demo.bench.periodic.child`: one instance, in a process of its own; JSON.

Runs under any interpreter that has NumPy; Django is not needed. What Numba compiles is compiled
before the clock starts, as an installation would.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from caseway.demo.bench.periodic.instances import read
from caseway.demo.bench.periodic.kernel.compiled import IS_COMPILED
from caseway.demo.bench.periodic.search import solve


def main(arguments: list[str]) -> int:
    """Search one instance and write what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("path", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--iterations", type=int)
    asked = parser.parse_args(arguments)
    instance = read(asked.path)
    if IS_COMPILED:
        solve(instance, asked.seed, 1.0, iterations=1)
    found = solve(instance, asked.seed, asked.seconds, asked.iterations)
    sys.stdout.write(json.dumps({**asdict(found), "compiled": IS_COMPILED}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
