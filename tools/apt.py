"""Installing what a Debian machine lacks, when that is allowed."""

import functools
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from typing import IO

from tools import say
from tools.processes import call
from tools.project import ROOT

_APT = ("apt-get", "-qq", "-o", "Dpkg::Use-Pty=0")


def why_not() -> str | None:
    """Why packages cannot be installed here, or None when they can."""
    if shutil.which("apt-get") is None:
        return "this machine has no apt-get"
    if os.geteuid() != 0:
        return "only root may install packages"
    return None


def install(packages: Sequence[str]) -> bool:
    """Install Debian packages, saying so; the answer is whether it worked."""
    if why_not():
        return False
    _refresh()
    say.note(f"Installing with apt-get, which may take a minute: {' '.join(packages)}")
    return _apt("install", "--yes", "--no-install-recommends", *packages)


@functools.cache
def _refresh() -> None:
    say.note("Refreshing apt's list of packages")
    _apt("update")  # where it fails, the install says why


def _apt(*arguments: str) -> bool:
    """Run apt-get, showing what it prints only when it fails."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with tempfile.TemporaryFile("w+") as output:
        if call([*_APT, *arguments], cwd=ROOT, environment=environment, output=output) == 0:
            return True
        _show(output)
    return False


def _show(output: IO[str]) -> None:
    output.seek(0)
    sys.stderr.write(output.read())
