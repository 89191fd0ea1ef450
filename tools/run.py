"""`make run`: from a fresh copy to a served demonstration county, with one command."""

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping

from tools import say, venv
from tools.alone import alone_in
from tools.main import main
from tools.ports import HOST, free_port, wanted_port
from tools.processes import Crew, call
from tools.project import PYTHON, ROOT, local_settings, make_private, var_dir

CASES = 300
# The terminal is read by a person: only what needs her, so that the sign-ins stay in view.
QUIET = {"CASEWAY_LOG": "text", "CASEWAY_LOG_LEVEL": "warning"}
_WEB_PROCESSES = 2


def run(arguments: list[str]) -> int:
    """Set up, prepare and serve until asked to stop.

    Returns 0 after Ctrl+C or a request to end, 1 if the server or the worker stopped by itself.
    """
    if arguments:
        raise say.CannotGoOn("`make run` takes no arguments. The port is chosen by PORT=9000.")
    wanted = wanted_port()
    var = make_private(var_dir())
    environment = {**QUIET, **local_settings(os.environ, var)}
    with alone_in(var) as serving_at:
        venv.ensure("run")
        prepare(environment)
        port = free_port(wanted)
        if port != wanted:
            say.note(f"Port {wanted} is taken, so Caseway uses {port}.")
        serving_at(_address(port))
        return serve(environment, port)


def prepare(environment: Mapping[str, str], cases: int = CASES) -> None:
    """Keys, translations, database, static files and, where there is nobody yet, the county."""
    demonstration = environment.get("CASEWAY_DEMONSTRATION") == "1"
    options = ["--cases", str(cases)] if demonstration else []
    if call([PYTHON, "-m", "tools.prepare", *options], cwd=ROOT, environment=environment):
        raise say.CannotGoOn("Caseway could not be made ready; what happened is above.")


def serve(environment: Mapping[str, str], port: int) -> int:
    """Run the web server and the background worker side by side until asked to stop."""
    say.step("Starting the web server and the background worker")
    with Crew(cwd=ROOT, environment=environment) as crew:
        crew.start("The web server", _web_server(port))
        crew.start("The background worker", _worker())
        sign_ins = _sign_ins(environment)
        well = crew.wait(until=lambda: _is_listening(port))
        if well and not crew.asked_to_end:
            _welcome(port, sign_ins)
            well = crew.wait()
        say.step("Stopping" if well else "Stopping the rest")
    say.note("Stopped. Everything is saved." if well else "Stopped.")
    return 0 if well else 1


def _address(port: int) -> str:
    return f"http://localhost:{port}/"


def _web_server(port: int) -> list[str]:
    return [
        *(str(PYTHON), "-m", "gunicorn", "caseway.config.wsgi:application"),
        *("--bind", f"{HOST}:{port}", "--workers", str(_WEB_PROCESSES)),
        *("--timeout", "60", "--graceful-timeout", "10", "--log-level", "warning"),
        "--no-control-socket",  # it would lie in the home folder, one for all copies
    ]


def _worker() -> list[str]:
    # Its grace to finish a job ends before the crew's patience does.
    return [str(PYTHON), "manage.py", "work", "--grace", "10"]


def _sign_ins(environment: Mapping[str, str]) -> str:
    """The table of who can sign in, for a demonstration; nothing otherwise."""
    if environment.get("CASEWAY_DEMONSTRATION") != "1":
        return ""
    answer = subprocess.run(
        [str(PYTHON), "manage.py", "demo_sign_ins"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl+C is for this process to hear
    )
    return answer.stdout


def _is_listening(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True


def _welcome(port: int, sign_ins: str) -> None:
    """Say where Caseway is and who can sign in, once it has truly answered a request."""
    try:
        urllib.request.urlopen(f"http://{HOST}:{port}/", timeout=60).close()
    except urllib.error.HTTPError as error:
        say.trouble(f"The server runs, but its first page answers {error.code}.")
    except OSError:
        return  # it has stopped again, which the crew is about to say
    print(f"\n    Caseway is ready: {_address(port)}\n\n{sign_ins}", flush=True)
    say.step("Press Ctrl+C to stop.")


if __name__ == "__main__":
    sys.exit(main(run))
