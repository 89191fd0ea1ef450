"""The steps of killed.py, importable once Django is set up."""

from django.core.management import call_command

from caseway.agencies.models import Role
from caseway.cases.models import Assignment, Case, Person, PersonName, StageChange
from caseway.exchange.actions import applying
from caseway.exchange.hsds import actions as directory
from caseway.exchange.hsds.actions import applying as directory_applying
from caseway.exchange.hsds.judging import total
from caseway.exchange.models import Batch, DirectoryFile, HeldRecord
from caseway.kernel.models import AuditEntry
from caseway.network.models import Service
from tests.factories import make_worker, make_world

from .killed import die
from .loading import NOW, TODAY, csv_of, preview


def prepare(lines):
    call_command("migrate", verbosity=0)
    world = make_world()
    boss = make_worker(world, Role.ADMINISTRATOR, agency=world.public)
    rows = [(f"B-{n}", f"Person{n} Name{n}", f"1/{n % 27 + 1}/1980") for n in range(lines)]
    batch = preview(world, boss, csv_of(("Case No", "Name", "DOB"), *rows))
    applying.agree(batch=batch, by=boss, at=NOW)


def apply(die_at=0):
    real, done = applying._make, []

    def make(row, desk):
        made = real(row, desk)
        done.append(row.line)
        if len(done) == die_at:
            die()  # the case is written and its transaction is not yet over
        return made

    applying._make = make
    applying.LONGEST_SECONDS = 0.05
    applying.apply(batch_id=Batch.objects.get().pk, clock=lambda: NOW, on=TODAY)


def standing():
    batch = Batch.objects.get()
    return {
        "state": batch.state,
        "applied": batch.rows.exclude(applied_at=None).count(),
        "cases": Case.objects.count(),
        "people": Person.objects.count(),
        "names": PersonName.objects.count(),
        "stages": StageChange.objects.count(),
        "parts": Assignment.objects.count(),
        "audited": AuditEntry.objects.filter(table=Case._meta.db_table, action="insert").count(),
    }


def prepare_directory(services):
    from tests.exchange.hsds.test_large import county

    call_command("migrate", verbosity=0)
    world = make_world()
    boss = make_worker(world, Role.SUPERVISOR)
    upload = directory.Upload("directory.json", "Their list", [county(services)])
    file = directory.receive(upload=upload, site=world.site, by=boss, at=NOW)
    directory.read(file_id=file.pk)
    directory_applying.LOAD_AT_ONCE = 0
    directory.apply(file=file, by=boss, at=NOW)


def load_directory(die_at=0):
    real, done = directory_applying.load, []

    def load(judged, **options):
        made = real(judged, **options)
        done.append(len(judged))
        if len(done) == die_at:
            die()  # the records are written and their transaction is not yet over
        return made

    directory_applying.load = load
    directory_applying.CHUNK = 5
    directory.load_on(file_id=DirectoryFile.objects.get().pk, clock=lambda: NOW)


def standing_directory():
    file = DirectoryFile.objects.get()
    return {
        "state": file.state,
        "records": total(file.counts),
        "services": Service.objects.count(),
        "held": HeldRecord.objects.count(),
        "audited": AuditEntry.objects.filter(table=Service._meta.db_table, action="insert").count(),
    }


STANDING = {
    "prepare": standing,
    "apply": standing,
    "prepare_directory": standing_directory,
    "load_directory": standing_directory,
}
