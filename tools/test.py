"""`make test`: every check and every test, on both databases. `make check`: the fast ones.

A stage that fails does not stop the next, so that one run shows all there is to mend.
`make cover` says how much of the code the tests on SQLite go through, which takes them twice
as long.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from tools import needs, say, venv
from tools.main import main
from tools.needs import Need
from tools.postgres import scratch_server
from tools.processes import call, end, start
from tools.project import PYTHON, ROOT
from tools.stages import Outcome, Result, Stages, exit_code, run_all

_NO_TEST_FOUND = 5  # pytest's exit code
_LADDER = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
CHECKS: dict[str, tuple[str, ...]] = {
    "style": ("-m", "ruff", "check", "--quiet"),
    "format": ("-m", "ruff", "format", "--check", "--quiet"),
    "types": ("-m", "mypy"),
    "ladder": ("-c", _LADDER, "--no-logo"),
}
ON_SQLITE, ON_POSTGRES, IN_BROWSER = "tests on SQLite", "tests on PostgreSQL", "browser tests"


def test(arguments: list[str]) -> int:
    """Run the checks, then pytest with `arguments`, and close with a summary.

    Returns 0 when nothing failed, 1 otherwise.
    """
    kind = arguments[0] if arguments[:1] in (["--fast"], ["--cover"]) else ""
    chosen = arguments[1:] if kind else arguments
    venv.ensure("dev")
    compile_words()
    if kind == "--fast":
        return exit_code(run_all({**_checks(), **_fast_tests(chosen)}))
    if kind == "--cover":
        return exit_code(run_all({ON_SQLITE: lambda: _covering(chosen)}))
    missing = needs.missing()
    with _migrating() as migrated:
        return exit_code(run_all({**_checks(), **_all_tests(chosen, missing, migrated)}))


@contextlib.contextmanager
def _migrating() -> Iterator[Callable[[], str]]:
    """Migrate a database for the tests on SQLite beside the checks, which keep one core busy.

    Gives a function that waits for it and says where it is. If that came to no good end,
    nothing is there, and the tests migrate one themselves and show why.
    """
    with tempfile.TemporaryDirectory(prefix="caseway-migrated-") as folder:
        file = Path(folder) / "migrated.sqlite3"
        environment = _environment(DJANGO_SETTINGS_MODULE="caseway.config.settings_test")
        with (Path(folder) / "log").open("w") as log:
            command: list[str | Path] = [PYTHON, "-m", "tests.template", file]
            child = start("The migration", command, cwd=ROOT, environment=environment, output=log)

        def there() -> str:
            child.process.wait()
            return str(file)

        try:
            yield there
        finally:
            if child.process.poll() is None:
                end([child])


def compile_words() -> None:
    """Compile the translations, which the pages' tests read."""
    environment = _environment(DJANGO_SETTINGS_MODULE="caseway.config.settings_test")
    if call([PYTHON, "-m", "tools.prepare", "--words-only"], cwd=ROOT, environment=environment):
        raise say.CannotGoOn("The translations could not be compiled; see above.")


def pytest_marks(*left_out: str, wanted: str = "") -> list[str]:
    """pytest's options to leave out the tests with these marks, and those without `wanted`."""
    return ["-m", " and ".join([*filter(None, [wanted]), *(f"not {mark}" for mark in left_out)])]


def _checks() -> Stages:
    return {name: _check(name, options) for name, options in CHECKS.items()}


def _check(name: str, options: tuple[str, ...]) -> Callable[[], Result]:
    def body() -> Result:
        code = call([PYTHON, *options], cwd=ROOT, environment=_environment())
        return Result(name, Outcome.FAILED if code else Outcome.PASSED)

    return body


def _fast_tests(chosen: list[str]) -> Stages:
    options = pytest_marks("slow", "browser", "postgres", "pdf")
    return {ON_SQLITE: lambda: _pytest(ON_SQLITE, options, chosen, _environment())}


def _all_tests(chosen: list[str], missing: tuple[Need, ...], migrated: Callable[[], str]) -> Stages:
    absent = {need.marker: need for need in missing}
    pdf = tuple(mark for mark in ("pdf",) if mark in absent)

    def on_sqlite() -> Result:
        options = pytest_marks("browser", "postgres", *pdf)
        environment = _environment(CASEWAY_MIGRATED=migrated())
        return _pytest(ON_SQLITE, options, chosen, environment)

    def on_postgres() -> Result:
        # What asks no database has proved the same beside SQLite.
        options = pytest_marks("browser", *pdf, wanted="database")
        with scratch_server() as address:
            environment = _environment(DATABASE_URL=address)
            return _pytest(ON_POSTGRES, options, chosen, environment)

    def in_browser() -> Result:
        chromium = needs.chromium() or ""
        environment = _environment(CASEWAY_CHROMIUM=chromium, CASEWAY_MIGRATED=migrated())
        return _pytest(IN_BROWSER, ["-m", "browser"], chosen, environment)

    stages: dict[str, Callable[[], Result]] = {ON_SQLITE: on_sqlite}
    stages[ON_POSTGRES] = _unless(absent.get("postgres"), ON_POSTGRES, on_postgres)
    stages[IN_BROWSER] = _unless(absent.get("browser"), IN_BROWSER, in_browser)
    if pdf:
        stages["PDF tests"] = _unless(absent["pdf"], "PDF tests", on_sqlite)
    return stages


def _unless(need: Need | None, name: str, body: Callable[[], Result]) -> Callable[[], Result]:
    """The stage itself, or one that says what is missing: a failure for CI, else a warning."""
    if need is None:
        return body
    outcome = Outcome.FAILED if needs.must_have_all() else Outcome.SKIPPED
    detail = f"{need.name} is missing; install {' '.join(need.packages)}"
    return lambda: Result(name, outcome, detail)


def _pytest(
    name: str, options: list[str], chosen: list[str], environment: Mapping[str, str]
) -> Result:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    # Neighbours stay together, so that what a module sets up is set up once; who is done helps on.
    spread = ["-n", str(cores or 1), "--dist", "worksteal"]
    command = ["-m", "pytest", "-q", "-rfEs", *spread, *options, *chosen]
    code = call([PYTHON, *command], cwd=ROOT, environment=environment)
    if code == _NO_TEST_FOUND:
        outcome = Outcome.PASSED if chosen else Outcome.FAILED
        return Result(name, outcome, "no test was found")
    return Result(name, Outcome.FAILED if code else Outcome.PASSED)


def _covering(chosen: list[str]) -> Result:
    """The tests on SQLite, watched: each file with the lines and branches they left out."""
    options = pytest_marks("browser", "postgres")
    watched = [*options, "--cov", "--cov-report=term-missing:skip-covered"]
    result = _pytest(ON_SQLITE, watched, chosen, _environment())
    return replace(result, detail=f"{result.detail} {_coverage()}".strip())


def _coverage() -> str:
    """The share of lines and branches that the tests went through, for the summary."""
    command = ("-m", "coverage", "report", "--format=total")
    answer = subprocess.run([PYTHON, *command], cwd=ROOT, capture_output=True, text=True)
    return f"covering {answer.stdout.strip()}%" if answer.returncode == 0 else ""


def _environment(**extra: str) -> dict[str, str]:
    """This process's environment, without what would point the tests at somebody's data."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("CASEWAY_", "DATABASE_URL"))}
    return kept | extra


if __name__ == "__main__":
    sys.exit(main(test))
