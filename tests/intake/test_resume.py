"""The server is killed in the middle of a conversation, and it goes on at the same answer."""

import contextlib
import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest
from django.conf import settings

pytestmark = pytest.mark.slow

PATIENCE = 90  # seconds for a busy machine; the loop ends as soon as the server answers
SET_UP = """
from django.utils import timezone
from caseway.intake.actions import interviews
from tests.factories import make_case, make_worker, make_world
world = make_world()
carla = make_worker(world, name="Carla Contractor")
case = make_case(world, "Ana Rivera", worker=carla)
talk = interviews.begin(case=case, person=case.participant, slug="comprehensive", language="en",
                        by=carla, at=timezone.now())
print("BEGUN", carla.email, talk.pk)
"""


def run(env, *words, **how):
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.PROJECT_DIR,
        env=env,
        check=True,
        capture_output=True,
        text=True,
        **how,
    ).stdout


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Site:
    """A server of its own, with a browser that remembers its cookies."""

    def __init__(self, env, port):
        self.env, self.home = env, f"http://127.0.0.1:{port}"
        self.port = port
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.server, self.token = None, ""

    def start(self):
        words = [sys.executable, "manage.py", "runserver", str(self.port), "--noreload"]
        self.server = subprocess.Popen(
            words,
            cwd=settings.PROJECT_DIR,
            env=self.env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                self.open("/sign-in/")
                return
            assert self.server.poll() is None, "the server went away by itself"
        raise AssertionError("the server did not answer")

    def kill(self):
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()

    def open(self, path, data=None):
        body = urllib.parse.urlencode(data, doseq=True).encode() if data else None
        request = urllib.request.Request(self.home + path, body, {"Referer": self.home + path})
        with self.opener.open(request, timeout=30) as answer:
            url, page = answer.geturl(), answer.read().decode()
        if found := re.search(r'<meta name="csrf-token" content="([^"]+)"', page):
            self.token = found.group(1)
        return url, page

    def post(self, path, data):
        return self.open(path, data | {"csrfmiddlewaretoken": self.token})


@pytest.fixture
def site(tmp_path, migrated):
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env |= {
        "CASEWAY_VAR": str(tmp_path),
        "CASEWAY_DEMONSTRATION": "1",
        "CASEWAY_DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "caseway.config.settings",
    }
    run(env, "make_keyring", "--if-absent", "--path", str(tmp_path / "keyring.json"))
    migrated(tmp_path / "caseway.sqlite3")
    run(env, "migrate", "-v0")
    there = Site(env, free_port())
    yield there
    if there.server and there.server.poll() is None:
        there.kill()


def test_a_conversation_goes_on_at_the_same_answer_after_the_server_was_killed(
    site,
):
    from tests.factories import PASSWORD

    told = run(site.env, "shell", "-v0", input=SET_UP)
    email, talk = re.search(r"BEGUN (\S+) (\d+)", told).groups()
    site.start()
    site.open("/sign-in/")
    site.post("/sign-in/", {"login": email, "password": PASSWORD})
    answer = f"/intake/interviews/{talk}/answer"
    site.post(f"{answer}/story/0/", {"v-story.0": "0", "a-story.0": "I came with my sister."})
    site.post(f"{answer}/dream/0/", {"v-dream.0": "0", "a-dream.0": "A school kitchen"})

    site.kill()
    site.start()

    where, page = site.open(f"/intake/interviews/{talk}/")
    assert where.endswith(f"/intake/interviews/{talk}/sections/wishes/#q-dream-0")
    assert "A school kitchen" in page
    _where, story = site.open(f"/intake/interviews/{talk}/sections/story/")
    assert "I came with my sister." in story
