"""Programs started together end together, and none is left behind."""

import os
import select
import signal
import subprocess
import sys
import textwrap

import pytest

from tools.processes import Crew, call, end, start
from tools.project import ROOT

PATIENT = "import signal; print('up', flush=True); signal.pause()"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {PATIENT}"
WITH_OFFSPRING = textwrap.dedent(
    """
    import signal, subprocess, sys
    child = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
    print(child.pid, flush=True)
    signal.pause()
    """
)


def assert_gone(pid):
    """Wait for the end of a process that is not this one's child, ten seconds at the most."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    ready, _, _ = select.select([handle], [], [], 10)
    os.close(handle)
    assert ready


@pytest.fixture
def reader():
    """A pipe's two ends: programs write to one, the test reads lines from the other."""
    read, write = os.pipe()
    with os.fdopen(read) as lines, os.fdopen(write, "w") as output:
        yield lines, output


def python(code):
    return [sys.executable, "-c", code]


def test_a_program_that_is_asked_ends(reader, tmp_path):
    lines, output = reader
    child = start("A program", python(PATIENT), cwd=tmp_path, output=output)
    assert lines.readline() == "up\n"

    end([child])

    assert child.process.returncode == -signal.SIGTERM


def test_a_program_that_will_not_end_is_killed_and_named(reader, tmp_path, capsys):
    lines, output = reader
    child = start("A stubborn program", python(STUBBORN), cwd=tmp_path, output=output)
    assert lines.readline() == "up\n"

    end([child], patience_seconds=0.1)

    assert child.process.returncode == -signal.SIGKILL
    assert "A stubborn program did not end in 0.1 seconds" in capsys.readouterr().err


def test_what_a_dead_program_leaves_behind_is_swept_up(reader, tmp_path):
    lines, output = reader
    child = start("A server", python(WITH_OFFSPRING), cwd=tmp_path, output=output)
    offspring = int(lines.readline())

    end([child])

    assert_gone(offspring)


def test_the_first_to_stop_ends_the_crew_and_is_named(tmp_path, capsys):
    with Crew(cwd=tmp_path, environment={}) as crew:
        crew.start("The web server", python(PATIENT))
        crew.start("The background worker", python("raise SystemExit(7)"))

        assert crew.wait() is False

    assert "The background worker stopped by itself (exit code 7)." in capsys.readouterr().err


def test_a_killed_program_is_said_to_have_been_killed(tmp_path, capsys):
    with Crew(cwd=tmp_path, environment={}) as crew:
        crew.start("The web server", python("import os; os.kill(os.getpid(), 9)"))

        assert crew.wait() is False

    assert "killed by SIGKILL" in capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_crew_that_is_asked_to_end_ends_well(number, tmp_path):
    before = signal.getsignal(number)
    with Crew(cwd=tmp_path, environment={}) as crew:
        crew.start("The web server", python(PATIENT))
        os.kill(os.getpid(), number)

        assert crew.wait() is True
        assert crew.asked_to_end

    assert signal.getsignal(number) == before


def test_a_crew_can_wait_for_something_else(tmp_path):
    answers = iter([False, False, True])
    with Crew(cwd=tmp_path, environment={}) as crew:
        crew.start("The web server", python(PATIENT))

        assert crew.wait(until=lambda: next(answers)) is True
        assert not crew.asked_to_end


def test_a_call_gives_the_programs_own_exit_code(tmp_path):
    assert call(python("raise SystemExit(3)"), cwd=tmp_path) == 3


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_call_interrupts_its_program_and_waits_for_it(number, tmp_path):
    inner = (
        "import signal\n"
        "try:\n    print('up', flush=True); signal.pause()\n"
        "except KeyboardInterrupt:\n    print('tidied', flush=True)"
    )
    outer = (
        "import pathlib, sys\n"
        "from tools import main, processes\n"
        f"inner = [sys.executable, '-c', {inner!r}]\n"
        "tool = lambda _: processes.call(inner, cwd=pathlib.Path('.'))\n"
        "sys.exit(main.main(tool))"
    )
    process = subprocess.Popen(python(outer), stdout=subprocess.PIPE, text=True, cwd=ROOT)
    with process:
        assert process.stdout.readline() == "up\n"

        process.send_signal(number)

        assert process.communicate(timeout=20)[0] == "tidied\n"
    assert process.returncode == 130


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells the child")
def test_killing_the_parent_outright_ends_its_programs_too(tmp_path):
    outer = (
        "import pathlib, signal, sys\n"
        "from tools import processes\n"
        f"c = processes.start('x', [sys.executable, '-c', {PATIENT!r}], cwd=pathlib.Path('.'))\n"
        "print(c.process.pid, flush=True)\n"
        "signal.pause()"
    )
    process = subprocess.Popen(python(outer), stdout=subprocess.PIPE, text=True, cwd=ROOT)
    with process:
        said = {process.stdout.readline().strip(), process.stdout.readline().strip()}
        child = int((said - {"up"}).pop())

        process.kill()

    assert_gone(child)
