"""Solvers measured in a process of their own, ended when they do not return."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings


class LeftOut(Exception):  # noqa: N818 - what happened, as the message says
    """Something could not be measured; its text says why."""


def has(python: Path | str, module: str) -> bool:
    """Whether an interpreter can import a module."""
    asked = [str(python), "-c", f"import {module}"]
    try:
        return subprocess.run(asked, capture_output=True, timeout=120).returncode == 0  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False


def answer(
    python: Path | str, module: str, arguments: Sequence[str], told: str, most_seconds: float
) -> Any:
    """What `python -m module` says in JSON. Raises LeftOut if it fails or does not return.

    Only one thread is used, as far as the environment can say so.
    """
    one_thread = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMBA")}
    try:
        done = subprocess.run(  # noqa: S603 - a module of ours, under an interpreter that was named
            [str(python), "-m", module, *arguments],
            input=told,
            capture_output=True,
            text=True,
            timeout=most_seconds,
            cwd=settings.PROJECT_DIR,
            env={**os.environ, **one_thread},
        )
    except subprocess.TimeoutExpired:
        raise LeftOut(f"did not return within {most_seconds:.0f} s and was ended") from None
    except OSError as fault:
        raise LeftOut(f"{python} cannot be started: {fault}") from None
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"ended with {done.returncode}"]
        raise LeftOut(f"failed: {lines[-1]}")
    return json.loads(done.stdout)
