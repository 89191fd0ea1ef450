"""The second process: reads a telling from its input, and says the batches on its output.

`python -m caseway.demo.loader.teller`, started by `aside`. It opens no database.
"""

import os
import pickle
import signal
import sys
import time
from typing import IO

import django


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's, who then ends this too
    # What anything else prints must not come between the batches.
    said = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    django.setup()
    try:
        _tell(sys.stdin.buffer, said)
    except BrokenPipeError:  # whoever wanted to hear it has gone
        os._exit(1)


def _tell(asked: IO[bytes], said: IO[bytes]) -> None:
    # Models can only be imported once Django is set up.
    from caseway.demo.bench.sizes import peak_memory
    from caseway.demo.loader.aside import Spent
    from caseway.demo.loader.telling import tell
    from caseway.kernel.memory import settle

    telling = pickle.load(asked)  # noqa: S301 - our own parent asks it
    settle()
    for batch in tell(telling):
        pickle.dump(batch, said, pickle.HIGHEST_PROTOCOL)
        said.flush()
    pickle.dump(Spent(time.process_time(), peak_memory()), said, pickle.HIGHEST_PROTOCOL)
    said.flush()


if __name__ == "__main__":
    main()
