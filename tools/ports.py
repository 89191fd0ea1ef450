"""Finding a port to listen on."""

import os
import socket
from collections.abc import Mapping

from tools.say import CannotGoOn

HOST = "127.0.0.1"
DEFAULT_PORT = 8000
_TRIES = 50


def wanted_port(environment: Mapping[str, str] = os.environ) -> int:
    """The port that PORT asks for, or 8000. Raises CannotGoOn when PORT is no port."""
    said = environment.get("PORT") or str(DEFAULT_PORT)
    if not said.isascii() or not said.isdigit() or not 1 <= int(said) <= 65535:
        raise CannotGoOn(f"PORT is {said!r}; give a number from 1 to 65535.")
    return int(said)


def free_port(wanted: int) -> int:
    """The first free port from `wanted` upwards. Raises CannotGoOn after fifty that are taken."""
    last = min(wanted + _TRIES - 1, 65535)
    for port in range(wanted, last + 1):
        if is_free(port):
            return port
    raise CannotGoOn(f"Ports {wanted} to {last} are all taken. Choose another: make run PORT=9000")


def any_free_port() -> int:
    """A port that nobody listens on, chosen by the system."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


def is_free(port: int) -> bool:
    """Whether a server could listen on `port` now."""
    with socket.socket() as listener:
        # As the web server itself asks: a port just left is free, one in use is not.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError:
            return False
    return True
