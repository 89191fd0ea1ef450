"""Everything between an installed Caseway and one that can serve, in one process.

Runs inside .venv. One process, because each management command by itself
would spend a second starting Django again.
"""

import argparse
import hashlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import django
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command, get_commands

from tools import say
from tools.project import ROOT, var_dir

_IN_PART = (
    "The demonstration county was loaded only in part the last time, and nobody has worked with it "
    "yet. Delete {var} and start again. With a DATABASE_URL, empty that database as well."
)


def main(arguments: list[str]) -> int:
    """Prepare keys, words, database, static files and the demonstration county."""
    wanted = _parser().parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caseway.config.settings")
    try:
        django.setup()
        words()
        if not wanted.words_only:
            everything(wanted.cases)
    except (ImproperlyConfigured, CommandError) as reason:
        say.trouble(str(reason))
        return 1
    except KeyboardInterrupt:
        return 130  # whoever started this says so
    return 0


def everything(cases: int | None) -> None:
    """Keys, database, static files and, when `cases` is given, the demonstration county."""
    call_command("make_keyring", "--if-absent")
    database()
    static_files()
    if cases:
        demonstration(cases)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.prepare", description=__doc__)
    parser.add_argument("--words-only", action="store_true", help="compile translations, no more")
    parser.add_argument("--cases", type=int, help="load this many when there is no one to sign in")
    return parser


def words() -> None:
    """Compile the translations whose source is newer than what was compiled from it."""
    sources = sorted((ROOT / "locale").rglob("*.po"))
    if "compile_words" in get_commands() and any(map(_is_stale, sources)):
        say.step("Compiling the translations")
        call_command("compile_words")


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def database() -> None:
    """Bring the tables up to date."""
    say.step("Bringing the database up to date")
    call_command("migrate", "--no-input", verbosity=0)


def static_files() -> None:
    """Collect, hash and compress the static files, unless none has changed since."""
    kept = var_dir() / "static.stamp"
    seen = _fingerprint(_static_sources())
    if kept.is_file() and kept.read_text() == seen:
        return
    say.step("Collecting the static files")
    kept.unlink(missing_ok=True)
    call_command("collectstatic", "--no-input", "--clear", verbosity=0)
    kept.write_text(seen)


def _static_sources() -> Iterable[Path]:
    """Every static file of Caseway's own, and the list of parts, which bring theirs."""
    yield ROOT / "requirements" / "run.txt"
    for folder in (ROOT / "caseway").glob("*/static"):
        yield from folder.rglob("*")
    yield from (ROOT / "docs" / "pictures").glob("*.png")


def _fingerprint(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        facts = path.stat()
        digest.update(f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def demonstration(cases: int) -> None:
    """Load the demonstration county, unless there is anybody who could sign in already.

    Raises CommandError when an earlier load was cut short and left a part of it.
    """
    loading = var_dir() / "loading-demonstration"
    if get_user_model()._default_manager.exists():
        if loading.exists():
            raise CommandError(_IN_PART.format(var=var_dir()))
        return
    say.step(f"Loading the demonstration county: {cases:,} cases")
    loading.touch()
    call_command("load_demo", cases=cases)
    loading.unlink()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
