"""The virtual environment in .venv: made once, brought up to date when the locked parts change."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from tools import apt, say
from tools.processes import call
from tools.project import PYTHON, ROOT, VENV
from tools.say import CannotGoOn

Kind = Literal["run", "dev", "whatif", "planner"]


def ensure(kind: Kind) -> None:
    """See that .venv holds the parts to run Caseway, or to run and test it ("dev").

    "whatif" are the optional parts that work out a state in columns, beside those of "run";
    "planner" those that compile the month planner's search.

    Does nothing when the stamp of the last install is that of the locked file today.
    Raises CannotGoOn, with what to do, if the parts cannot be installed.
    """
    if is_current(kind) and _answers("import django"):
        return
    # A system upgraded to a newer Python leaves a .venv that no longer finds its parts.
    if not _answers("import pip, sys; sys.exit(sys.version_info < (3, 11))"):
        _make()
    _install(kind)


def requirements(kind: Kind, root: Path = ROOT) -> Path:
    """The locked file of every part, with the hashes that each download must match."""
    return root / "requirements" / f"{kind}.txt"


def stamp(kind: Kind, root: Path = ROOT) -> str:
    """What identifies an install: the locked file's content, and where the copy lives."""
    digest = hashlib.sha256(requirements(kind, root).read_bytes())
    digest.update(str(root).encode())  # scripts in a .venv name the folder it was made in
    return digest.hexdigest()


def is_current(kind: Kind, root: Path = ROOT) -> bool:
    """Whether the last install of `kind` was of the parts locked today."""
    kept = root / ".venv" / f"installed-{kind}"
    return kept.is_file() and kept.read_text() == stamp(kind, root)


def mark_current(kind: Kind, root: Path = ROOT) -> None:
    """Keep the stamp of an install that has just succeeded.

    The parts for tests contain those for running and the optional ones, which a test proves.
    """
    kinds: tuple[Kind, ...] = ("run", "whatif", "planner", "dev") if kind == "dev" else (kind,)
    for each in kinds:
        (root / ".venv" / f"installed-{each}").write_text(stamp(each, root))


def pinned(kind: Kind, root: Path = ROOT) -> list[str]:
    """Each part with its version, such as "django==5.2.19"."""
    lines = requirements(kind, root).read_text().splitlines()
    return [line.split()[0] for line in lines if line[:1].isalnum()]


def _answers(code: str) -> bool:
    """Whether the Python in .venv is there and runs `code` without complaint."""
    return os.access(PYTHON, os.X_OK) and _runs(PYTHON, code)


def _runs(python: str | Path, code: str) -> bool:
    return subprocess.run([python, "-c", code], capture_output=True).returncode == 0


def _make() -> None:
    say.step(f"Making .venv with Python {sys.version.split()[0]}")
    if VENV.exists():
        shutil.rmtree(VENV)
    if not _has_ensurepip():
        _get_ensurepip()
    options = [] if _has_ensurepip() else ["--without-pip"]
    if call([sys.executable, "-m", "venv", *options, VENV], cwd=ROOT):
        shutil.rmtree(VENV, ignore_errors=True)
        raise CannotGoOn("The virtual environment .venv could not be made; see above.")
    if options:
        _copy_pip()


# Asked in a fresh process, because the module may have been installed a moment ago.


def _has_ensurepip() -> bool:
    return _runs(sys.executable, "import ensurepip; ensurepip.version()")


def _has_pip() -> bool:
    return _runs(sys.executable, "import pip; pip.__version__")


def _get_ensurepip() -> None:
    """Install Debian's package of it, unless this machine's pip can stand in."""
    package = f"python3.{sys.version_info.minor}-venv"
    say.note(f"This Python lacks ensurepip, which Debian keeps in {package}.")
    if not apt.install([package]) and not _has_pip():
        raise CannotGoOn(f"Install it, as root, and try again: apt-get install {package}")


def _copy_pip() -> None:
    """Put a copy of this machine's own pip into .venv, where there is no other to be had."""
    spec = importlib.util.find_spec("pip")
    if spec is None or spec.origin is None:
        raise CannotGoOn("Neither ensurepip nor pip is here. Install python3-venv and try again.")
    say.note("Using a copy of this machine's own pip instead.")
    target = next((VENV / "lib").glob("python3*")) / "site-packages" / "pip"
    shutil.copytree(Path(spec.origin).parent, target)


_PURPOSES = {
    "run": "run",
    "dev": "run and test",
    "whatif": "work out a whole state in columns",
    "planner": "plan months with a compiled search",
}


def _install(kind: Kind) -> None:
    parts = pinned(kind)
    say.step(f"Installing the {len(parts)} parts that Caseway needs to {_PURPOSES[kind]}")
    arguments: list[str | Path] = [
        *(PYTHON, "-m", "pip", "install", "--require-hashes", "--no-compile"),
        *("--disable-pip-version-check", "--progress-bar", "off", "--no-input"),
        *("--requirement", requirements(kind)),
    ]
    process = subprocess.Popen(
        arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    with process:
        try:
            last_words = _show_progress(process.stdout or (), len(parts))
        except BaseException:
            process.terminate()
            raise
    if process.returncode:
        sys.stderr.write("".join(last_words))
        raise CannotGoOn("The parts could not be installed; pip's last words are above.")
    mark_current(kind)


def _show_progress(lines: Iterable[str], total: int) -> list[str]:
    """Say after each ten parts how far pip is; return its last words, to show on failure."""
    heard: list[str] = []
    ready = 0
    for line in lines:
        heard.append(line)
        if line.startswith(("Collecting ", "Requirement already satisfied: ")):
            ready += 1
            if ready % 10 == 0:
                say.note(f"{min(ready, total)} of {total} fetched")
        elif line.startswith("Installing collected"):
            say.note(f"{total} of {total} fetched; unpacking")
    return heard[-30:]
