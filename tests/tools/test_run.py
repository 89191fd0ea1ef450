"""`make run` starts the server and the worker, says who can sign in, and stops both."""

import os
import signal
import subprocess
import sys

import pytest

from tools import ports, run
from tools.project import ROOT

# The web server and the management commands, as small as they can be: each says its number.
GUNICORN = """
import http.server, os, sys
host, port = sys.argv[sys.argv.index("--bind") + 1].split(":")
print("pid", os.getpid(), flush=True)
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(os.environ.get("ANSWER", "200")))
        self.end_headers()
    def log_message(self, *_): pass
http.server.ThreadingHTTPServer((host, int(port)), Page).serve_forever()
"""
MANAGE = """
import os, signal, sys
if sys.argv[1] == "demo_sign_ins":
    print("    Case manager    ana@example.org")
elif sys.argv[1] == "work":
    print("pid", os.getpid(), flush=True)
    if "CRASH" in os.environ:
        sys.exit(7)
    signal.pause()
else:
    sys.exit(f"unknown command {sys.argv[1]}")
"""
SERVE = """
import os, pathlib, sys
from tools import run
run.ROOT, run.PYTHON = pathlib.Path({root!r}), pathlib.Path(sys.executable)
sys.exit(run.serve({{**os.environ, **{environment!r}}}, {port}))
"""


@pytest.fixture
def serving(tmp_path):
    """Start `serve` for a miniature project; the answer is the running program."""
    (tmp_path / "gunicorn.py").write_text(GUNICORN)
    (tmp_path / "manage.py").write_text(MANAGE)
    started = []

    def go(**environment):
        code = SERVE.format(root=str(tmp_path), environment=environment, port=ports.any_free_port())
        started.append(
            subprocess.Popen(
                [sys.executable, "-c", code],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        )
        return started[-1]

    yield go
    for process in started:
        process.kill()
        process.stdout.close()
        process.wait()


def said_until(process, phrase):
    """What the program prints, up to the line with `phrase`."""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if phrase in line:
            return lines
    pytest.fail(f"never said {phrase!r}: {lines}")


def pids(lines):
    return [int(line.split()[1]) for line in lines if line.startswith("pid ")]


def exists(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_leaves_no_program_running(serving, number):
    process = serving(CASEWAY_DEMONSTRATION="1")
    lines = said_until(process, "Press Ctrl+C")
    while len(pids(lines)) < 2:  # nobody waits for the worker to speak
        lines += said_until(process, "pid ")

    process.send_signal(number)

    assert process.wait(timeout=30) == 0
    assert not any(exists(each) for each in pids(lines))


def test_it_says_the_address_and_who_can_sign_in_once_it_answers(serving):
    said = "".join(said_until(serving(CASEWAY_DEMONSTRATION="1"), "Press Ctrl+C"))

    assert "Caseway is ready: http://localhost:" in said
    assert "Case manager    ana@example.org" in said


def test_without_a_demonstration_no_sign_in_is_printed(serving):
    said = "".join(said_until(serving(CASEWAY_DEMONSTRATION="0"), "Press Ctrl+C"))

    assert "ana@example.org" not in said


def test_a_first_page_in_error_is_said(serving):
    said = "".join(said_until(serving(ANSWER="500"), "Press Ctrl+C"))

    assert "its first page answers 500" in said


def test_a_worker_that_crashes_is_named_and_takes_the_server_with_it(serving):
    process = serving(CRASH="1")
    lines = process.stdout.readlines()

    assert process.wait(timeout=30) == 1
    assert any("The background worker stopped by itself (exit code 7)." in line for line in lines)
    assert not any(exists(pid) for pid in pids(lines))


@pytest.mark.parametrize(
    ("asked", "level"), [({}, "warning"), ({"CASEWAY_LOG_LEVEL": "debug"}, "debug")]
)
def test_the_terminal_stays_quiet_unless_asked_otherwise(monkeypatch, tmp_path, asked, level):
    served = []
    monkeypatch.delenv("CASEWAY_LOG_LEVEL", raising=False)
    monkeypatch.delenv("CASEWAY_LOG", raising=False)
    monkeypatch.setenv("CASEWAY_VAR", str(tmp_path))
    for name, value in asked.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(run.venv, "ensure", lambda _name: None)
    monkeypatch.setattr(run, "prepare", lambda _environment: None)
    monkeypatch.setattr(run, "serve", lambda environment, _port: served.append(environment) or 0)

    assert run.run([]) == 0

    assert served[0]["CASEWAY_LOG"] == "text"
    assert served[0]["CASEWAY_LOG_LEVEL"] == level
