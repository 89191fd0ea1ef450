"""Run in a process of its own: loads a file, and dies by SIGKILL at a chosen line.

    python -m tests.exchange.killed prepare LINES
    python -m tests.exchange.killed apply [DIE_AT]
    python -m tests.exchange.killed prepare_directory SERVICES
    python -m tests.exchange.killed load_directory [DIE_AT]

Prints what stands in the database as JSON. DATABASE_URL says which.
"""

import json
import os
import signal
import sys

import django


def main() -> None:
    django.setup()
    from tests.exchange import killed_steps

    act, *numbers = sys.argv[1:]
    getattr(killed_steps, act)(*(int(number) for number in numbers))
    print(json.dumps(killed_steps.STANDING[act]()))


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
