"""`make setup`: install what Caseway needs. With "dev", also what its tests need."""

import sys

from tools import say, venv
from tools.main import main


def setup(arguments: list[str]) -> int:
    """Bring .venv up to date for running, or with "dev" for testing too."""
    if arguments not in ([], ["run"], ["dev"]):
        raise say.CannotGoOn("Say `make setup`, or `make setup ARGS=dev` for the tests too.")
    venv.ensure("dev" if arguments == ["dev"] else "run")
    say.step("Everything is installed. Next: make run")
    return 0


if __name__ == "__main__":
    sys.exit(main(setup))
