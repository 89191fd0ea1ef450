"""`make bench`: measure the pages at 20,000 cases, in a database kept for that alone.

`make bench ARGS="planner --periodic FOLDER --python PATH"` holds the month planner against bars.
"""

import os
import sys
from pathlib import Path

from tools import say, venv
from tools.main import main
from tools.processes import call
from tools.project import PYTHON, ROOT, local_settings, make_private, var_dir
from tools.run import prepare

CASES = 20_000


PLANNER = "planner"


def planner(arguments: list[str]) -> int:
    """The evidence for the month planner; needs no county, and HiGHS from the parts for tests."""
    venv.ensure("dev")
    environment = local_settings(os.environ, make_private(var_dir() / "bench"))
    command: list[str | Path] = [PYTHON, "manage.py", "bench_planner", *arguments]
    return call(command, cwd=ROOT, environment=environment)


def bench(arguments: list[str]) -> int:
    """Load the county in its size for measuring, once, and run `manage.py bench`."""
    if arguments[:1] == [PLANNER]:
        return planner(arguments[1:])
    venv.ensure("run")
    venv.ensure("whatif")
    var = make_private(var_dir() / "bench")
    environment = local_settings(os.environ, var)
    prepare(environment, cases=CASES)
    say.step("Measuring")
    return call([PYTHON, "manage.py", "bench", *arguments], cwd=ROOT, environment=environment)


if __name__ == "__main__":
    sys.exit(main(bench))
