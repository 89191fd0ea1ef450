"""How the tools speak: short plain lines, in order, whoever is reading."""

import sys


def step(sentence: str) -> None:
    """Announce what begins now."""
    print(f"==> {sentence}", flush=True)


def note(sentence: str) -> None:
    """Add a detail to the last step."""
    print(f"    {sentence}", flush=True)


def trouble(sentence: str) -> None:
    """Say what went wrong, where errors are looked for."""
    print(f"!!! {sentence}", file=sys.stderr, flush=True)


class CannotGoOn(Exception):  # noqa: N818 - a sentence for the person at the terminal, not a bug
    """Something outside Caseway is missing; the message says what, and what to do."""
