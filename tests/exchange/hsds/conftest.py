"""An office that takes in directories, and the clock of the other offices."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from caseway.agencies.models import Role
from caseway.exchange.hsds import actions
from tests.attendance.cases.conftest import NOW, key, now, sign_in  # noqa: F401
from tests.factories import make_worker, make_world
from tools.project import ROOT


@pytest.fixture
def world(db, now):  # noqa: F811
    world = make_world()
    world.boss = make_worker(world, Role.SUPERVISOR, name="Sara Supervisor")
    world.carla = make_worker(world, name="Carla Contractor")
    return world


@pytest.fixture
def receive(world):
    """Takes a file in for its preview."""

    def received(content: bytes, name="directory.json", source="Their list", site=None, by=None):
        upload = actions.Upload(name, source, [content])
        return worked(
            actions.receive(upload=upload, site=site or world.site, by=by or world.boss, at=NOW)
        )

    return received


@pytest.fixture
def load(world, receive):
    """Takes a file in and loads it."""

    def loaded(content: bytes, name="directory.json", **options):
        file = receive(content, name, **options)
        return worked(actions.apply(file=file, by=world.boss, at=NOW))

    return loaded


def worked(file):
    """The file when the worker is done with it."""
    actions.read(file_id=file.pk)
    actions.load_on(file_id=file.pk, clock=lambda: NOW)
    actions.undo_on(file_id=file.pk, clock=lambda: NOW)
    file.refresh_from_db()
    return file


def zipped(**files: str) -> bytes:
    """CSV files in a zip; "services" stands for services.csv."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.csv", text)
    return target.getvalue()


# Where the reference data stand beside a clone of the project, unless a variable says otherwise.
BESIDE = ROOT.parent / "shared" / "data"
REFERENCES = {"CASEWAY_HSDS_REFERENCE": "hsds-3.1.1", "CASEWAY_HSDS_FLORIDA": "hsds-florida"}


def reference(variable: str) -> Path:
    """A folder of real data that is not part of the project; the test says that it is skipped."""
    folder = Path(os.environ.get(variable) or BESIDE / REFERENCES[variable])
    if not folder.is_dir():
        pytest.skip(f"NOT RUN: set {variable} to the folder of the reference data")
    return folder
