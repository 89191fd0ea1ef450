"""How much memory and disk Caseway takes."""

import re
import resource
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from django.conf import settings

MEGA = 1024 * 1024


def peak_memory() -> float:
    """The most memory that this process has held, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        # A started process inherits its parent's ru_maxrss; the kernel's own mark does not lie.
        found = re.search(r"^VmHWM:\s+(\d+) kB", status.read_text(), re.MULTILINE)
        if found:
            return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def worker_memory(rounds: int) -> float | None:
    """Peak memory in MB of a fresh process that serves each measured page `rounds` times.

    None when the process did not come to its end.
    """
    command = [sys.executable, "manage.py", "bench", "--serve-only", "--rounds", str(rounds)]
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=settings.PROJECT_DIR, capture_output=True, text=True, check=False
    )
    found = re.search(r"peak ([\d.]+) MB", done.stdout)
    return float(found[1]) if found else None


def installed_size() -> dict[str, float]:
    """What the default install takes on disk, in MB: Caseway itself and its pinned parts."""
    pinned = settings.PROJECT_DIR / "requirements" / "run.txt"
    names = re.findall(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==", pinned.read_text(), re.MULTILINE)
    parts = sum(_distribution(name) for name in names)
    own = sum(_tree(settings.PROJECT_DIR / name) for name in ("caseway", "locale", "tools"))
    return {
        "caseway_mb": round(own / MEGA, 1),
        "parts_mb": round(parts / MEGA, 1),
        "whole_mb": round((own + parts) / MEGA, 1),
        "number_of_parts": len(names),
    }


def _distribution(name: str) -> int:
    try:
        files = metadata.distribution(name).files or []
    except metadata.PackageNotFoundError:
        return 0
    found = (Path(str(file.locate())) for file in files)
    return sum(path.stat().st_size for path in found if path.is_file())


def _tree(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
