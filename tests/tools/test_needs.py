"""What a machine lacks is installed where that is allowed, and otherwise said."""

import pytest

from tools import apt, needs, test
from tools.needs import Need
from tools.stages import Outcome, Result

PASSED = Result("browser tests", Outcome.PASSED)


@pytest.fixture
def shelf(monkeypatch):
    """What is installed, as a set; packages can be added to it."""
    installed = set()
    monkeypatch.setattr(apt, "why_not", lambda: None)
    monkeypatch.setattr(apt, "install", lambda packages: not installed.update(packages))
    return installed


def need(shelf, package):
    return Need(package.title(), package, (package,), lambda: package in shelf)


def test_nothing_is_installed_where_nothing_is_missing(shelf, capsys):
    shelf.add("chromium")

    assert needs.missing((need(shelf, "chromium"),)) == ()
    assert capsys.readouterr().out == ""


def test_what_is_missing_is_named_and_installed(shelf, capsys):
    shelf.add("chromium")

    assert needs.missing((need(shelf, "chromium"), need(shelf, "pango"))) == ()

    assert shelf == {"chromium", "pango"}
    assert "lacks: Pango" in capsys.readouterr().out


def test_what_cannot_be_installed_stays_missing_and_says_why(shelf, monkeypatch, capsys):
    monkeypatch.setattr(apt, "why_not", lambda: "only root may install packages")
    monkeypatch.setattr(apt, "install", lambda packages: False)
    pango = need(shelf, "pango")

    assert needs.missing((pango,)) == (pango,)
    assert "only root may install packages" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("", Outcome.SKIPPED),
        ("false", Outcome.SKIPPED),
        ("true", Outcome.FAILED),
        ("1", Outcome.FAILED),
    ],
)
def test_a_missing_need_is_a_warning_here_and_a_failure_for_ci(said, outcome, shelf, monkeypatch):
    monkeypatch.setenv("CI", said)

    result = test._unless(need(shelf, "chromium"), "browser tests", lambda: PASSED)()

    assert result.outcome is outcome
    assert result.detail == "Chromium is missing; install chromium"


def test_a_stage_whose_need_is_met_runs(monkeypatch):
    assert test._unless(None, "browser tests", lambda: PASSED)() == PASSED


def test_every_marker_of_a_need_is_known_to_pytest(pytestconfig):
    known = {line.split(":")[0] for line in pytestconfig.getini("markers")}

    assert {each.marker for each in needs.NEEDS} <= known


@pytest.mark.parametrize(
    ("apt_get", "user", "reason"),
    [
        ("/usr/bin/apt-get", 0, None),
        ("/usr/bin/apt-get", 1000, "only root may install packages"),
        (None, 0, "this machine has no apt-get"),
    ],
)
def test_only_root_on_debian_installs(apt_get, user, reason, monkeypatch):
    monkeypatch.setattr(apt.shutil, "which", lambda name: apt_get)
    monkeypatch.setattr(apt.os, "geteuid", lambda: user)

    assert apt.why_not() == reason
