"""How every tool begins and ends."""

import sys
from collections.abc import Callable

from tools import say
from tools.processes import ending_signals_raise

INTERRUPTED = 130  # what shells report after Ctrl+C


def main(tool: Callable[[list[str]], int]) -> int:
    """Run `tool` with the command's arguments; turn what stops it into a sentence and a code."""
    try:
        with ending_signals_raise():
            return tool(sys.argv[1:])
    except say.CannotGoOn as reason:
        say.trouble(str(reason))
        return 1
    except KeyboardInterrupt:
        say.trouble("Interrupted.")
        return INTERRUPTED
