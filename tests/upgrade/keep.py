"""Keep a release: its migrations, and rows of every table, for the tests of later ones.

    CASEWAY_VAR=$(mktemp -d) DJANGO_SETTINGS_MODULE=caseway.config.settings_test \\
        python -m tests.upgrade.keep 0.2.0

Run once when a release is made, with its code; what it writes is never changed again.
"""

import json
import sys
from datetime import date

import django

FEW = 3
TODAY = date(2026, 11, 23)
# Made anew by every database for itself.
OF_THE_DATABASE = {"contenttypes", "auth", "sessions", "axes"}
OF_THE_TESTS = {"sample"}


def main(release):
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    from tests.upgrade.steps import RELEASES

    call_command("migrate", verbosity=0)
    _people_and_work()
    last = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        if app not in OF_THE_TESTS:
            last[app] = max(name, last.get(app, ""))
    rows = _rows()
    kept = {"migrations": last, "only_added_to": _only_added_to(), "rows": rows}
    path = RELEASES / f"{release}.json"
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    empty = sorted(m._meta.label_lower for m in _own() if m._meta.label_lower not in rows)
    print(f"Tables of ours without a row: {', '.join(empty) or 'none'}")
    print(f"{path.name}: {sum(map(len, rows.values()))} rows of {len(rows)} tables")


def _people_and_work():
    """A small county, a file loaded into it, and one of everything else that people do."""
    from tests.upgrade import keep_work

    keep_work.do()


def _only_added_to():
    from caseway.kernel.audit.registry import append_only_models

    return [model._meta.label_lower for model in append_only_models()]


def _rows():
    """A few rows of each table and whatever they point to; of the audit all, for its chain."""
    from django.apps import apps

    from tests.upgrade.rows import columns, written

    wanted = {}
    whole = set(_only_added_to()) | {"kernel.auditseal"}
    for model in _tables(apps):
        keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
        chosen = keys if model._meta.label_lower in whole else [*keys[:FEW], *keys[-1:]]
        _want(model, chosen, wanted)
    order = [model for model in _tables(apps) if wanted.get(model)]
    return {
        model._meta.label_lower: [
            {name: written(value) for name, value in zip(columns(model), row, strict=True)}
            for row in model._base_manager.filter(pk__in=wanted[model])
            .order_by("pk")
            .values_list(*columns(model))
        ]
        for model in order
    }


def _own():
    from caseway.kernel.personal import own_models

    return [model for model in own_models() if model.__module__.startswith("caseway.")]


def _tables(apps):
    every = apps.get_models(include_auto_created=True)
    others = OF_THE_DATABASE | OF_THE_TESTS
    found = [m for m in every if m._meta.managed and m._meta.app_label not in others]
    return sorted((m for m in found if not m._meta.auto_created), key=lambda m: m._meta.label_lower)


def _want(model, keys, wanted):
    """These rows, and the rows that they point to."""
    known = wanted.setdefault(model, set())
    fresh = set(keys) - known
    known |= fresh
    if not fresh:
        return
    for field in model._meta.concrete_fields:
        if field.remote_field is None:
            continue
        linked = model._base_manager.filter(pk__in=fresh).exclude(**{field.name: None})
        _want(field.remote_field.model, set(linked.values_list(field.attname, flat=True)), wanted)


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1])
