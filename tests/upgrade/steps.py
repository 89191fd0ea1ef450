"""Run in a process of its own: an upgrade from a release, step by step, or killed on the way.

    python -m tests.upgrade.steps build 0.1.0
    python -m tests.upgrade.steps todo
    python -m tests.upgrade.steps forward [NUMBER]   dies in that migration; 0: after the last
    python -m tests.upgrade.steps sums 0.1.0
    python -m tests.upgrade.steps whole

Prints what stands in the database as JSON. DATABASE_URL says which.
"""

import json
import os
import signal
import sys
from pathlib import Path

import django

RELEASES = Path(__file__).parent / "releases"


def kept(release):
    return json.loads((RELEASES / f"{release}.json").read_text(encoding="utf-8"))


def build(release):
    """A database as that release left it, with its rows and its triggers. Gives its sums."""
    from django.core.management.color import no_style
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    from caseway.kernel.audit.triggers import install
    from tests.upgrade.rows import fill

    known = kept(release)
    targets = sorted(known["migrations"].items())
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    apps = executor.loader.project_state(targets).apps
    with transaction.atomic():
        fill(apps, known["rows"])
    found = [apps.get_model(label) for label in known["rows"]]
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), found):
            cursor.execute(sql)
    install.install(connection)
    return {"sums": _sums(known, apps.get_model), "empty": _without_rows(apps)}


def _without_rows(then):
    """Tables of ours that the release had and of which it kept no row."""
    from django.apps import apps

    ours = {one.label for one in apps.get_app_configs() if one.name.startswith("caseway.")}
    models = [model for model in then.get_models() if model._meta.app_label in ours]
    return sorted(m._meta.label_lower for m in models if not m._base_manager.exists())


def todo():
    """How many migrations there are between here and today."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return {"migrations": len(executor.migration_plan(executor.loader.graph.leaf_nodes()))}


def forward(number=None):
    """Migrate to the newest state, and die on the way if asked to."""
    from django.core.management import call_command
    from django.db.migrations.migration import Migration

    if number is not None:
        _die_in(Migration, int(number))
    call_command("migrate", verbosity=0)
    return todo()


def _die_in(kind, number):
    """Die when so many migrations have done their work and the last is not yet noted."""
    if number == 0:
        from caseway.kernel.audit.triggers import install

        install.install = lambda _connection: os.kill(os.getpid(), signal.SIGKILL)
        return
    real, done = kind.apply, []

    def apply(self, *args, **options):
        state = real(self, *args, **options)
        done.append(self)
        if len(done) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return state

    kind.apply = apply


def sums(release):
    """The sums of the release's columns as they stand now."""
    from django.apps import apps

    return _sums(kept(release), apps.get_model)


def whole():
    """What is wrong with the triggers, the chain of the audit, the migrations or the keys."""
    from io import StringIO

    from django.core.management import CommandError, call_command
    from django.db import connection

    from caseway.kernel.audit.chain import verify
    from caseway.kernel.audit.triggers import install

    wrong = [*install.missing(connection), *map(str, verify())]
    for command, options in (("migrate", {"check_unapplied": True}), ("check", {})):
        try:
            call_command(command, **options, stdout=StringIO(), stderr=StringIO())
        except (CommandError, SystemExit) as error:
            wrong.append(f"{command}: {error}")
    connection.check_constraints()
    return {"wrong": wrong}


def _sums(known, model_of):
    """Rows and digest by table, over the columns that the release had."""
    from django.db.models import Q

    from caseway.kernel.copies import checksum_of

    found = {}
    for label, rows in known["rows"].items():
        model, columns = model_of(label), sorted(rows[0])
        old = Q()
        if label in known["only_added_to"]:  # a migration's own changes are audited, too
            old = Q(pk__lte=max(row[model._meta.pk.attname] for row in rows))
        found[label] = str(checksum_of(model._base_manager.filter(old), columns))
    return found


STEPS = {"build": build, "todo": todo, "forward": forward, "sums": sums, "whole": whole}

if __name__ == "__main__":
    django.setup()
    step, *arguments = sys.argv[1:]
    print(json.dumps(STEPS[step](*arguments)))
