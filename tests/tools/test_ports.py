"""The port: the one asked for if it is free, otherwise the next that is."""

import socket

import pytest

from tools import ports
from tools.say import CannotGoOn


@pytest.fixture
def taken():
    """A port that somebody listens on."""
    with socket.socket() as listener:
        listener.bind((ports.HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_free_port_is_used_as_asked():
    port = ports.any_free_port()

    assert ports.is_free(port)
    assert ports.free_port(port) == port


def test_a_taken_port_gives_way_to_a_later_one(taken):
    assert not ports.is_free(taken)
    assert taken < ports.free_port(taken) < taken + 50


def test_the_next_port_in_line_is_taken_first(monkeypatch):
    monkeypatch.setattr(ports, "is_free", lambda port: port not in {8000, 8001})

    assert ports.free_port(8000) == 8002


def test_fifty_taken_ports_are_enough_to_give_up(monkeypatch):
    tried = []
    monkeypatch.setattr(ports, "is_free", tried.append)

    with pytest.raises(CannotGoOn, match="8000 to 8049 are all taken"):
        ports.free_port(8000)

    assert tried == list(range(8000, 8050))


def test_no_port_is_sought_beyond_the_last(monkeypatch):
    monkeypatch.setattr(ports, "is_free", lambda port: False)

    with pytest.raises(CannotGoOn, match="65530 to 65535"):
        ports.free_port(65530)


@pytest.mark.parametrize(
    ("environment", "port"),
    [({}, 8000), ({"PORT": ""}, 8000), ({"PORT": "1"}, 1), ({"PORT": "65535"}, 65535)],
)
def test_port_says_where_to_listen(environment, port):
    assert ports.wanted_port(environment) == port


@pytest.mark.parametrize("said", ["0", "65536", "-1", "http", "80 81", "²"])
def test_what_is_no_port_is_refused(said):
    with pytest.raises(CannotGoOn, match="from 1 to 65535"):
        ports.wanted_port({"PORT": said})
