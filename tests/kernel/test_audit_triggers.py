"""Every audited table has its triggers, after every migration, or nothing is served."""

import runpy

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection

from caseway.kernel.audit.registry import append_only_models, audited_models
from caseway.kernel.audit.triggers import install
from caseway.kernel.models import AuditEntry
from caseway.kernel.personal import own_models
from tests.kernel.sample.models import Record

# What the audit leaves out, and why. A model missing here is audited.
NOT_AUDITED = {
    "attendance.CaseMonth": "computed from audited rows, and recomputed at any time",
    "attendance.HoursAhead": "computed from audited rows, and recomputed at any time",
    "attendance.MonthDifference": "found by a job in results that are themselves computed",
    "attendance.PersonMonth": "computed from audited rows, and recomputed at any time",
    "cases.LastLook": "machinery: where a reader left off, which the read audit knows better",
    "coaching.FeedReading": "machinery: when a calendar asked last, every few minutes",
    "coaching.MonthPlan": "made anew at any time; that one was accepted is an entry of its own",
    "coaching.ProposedSession": "made anew at any time; what people decide stands in visits",
    "documents.DocumentContent": "the bytes; that they came and their hash stand on the document",
    "reporting.FiledFamily": "written once; the fingerprint on the audited filing shows a change",
    "exchange.DirectoryPart": "gone with the file; what was done to records is audited there",
    "exchange.FilePart": "gone with the file; that it came and expired stands on the batch",
    "exchange.Issue": "belongs to its row",
    "exchange.Row": "a working copy: what it does to people and cases is audited there",
    "kernel.AccessEvent": "is audit itself",
    "kernel.AuditEntry": "is audit itself",
    "kernel.AuditSeal": "is audit itself",
    "kernel.Disclosure": "is audit itself",
    "kernel.Job": "machinery: states of background work",
    "kernel.Schedule": "machinery: when background work is due",
    "kernel.SharedCache": "machinery: counts of tries, gone in minutes",
    "kernel.Submission": "machinery: keys of forms, gone in two days",
}


def test_every_model_is_audited_or_says_why_not():
    left_out = {model._meta.label for model in own_models()} - {
        model._meta.label for model in audited_models()
    }

    assert left_out == set(NOT_AUDITED)


# What people put their names to is never changed either: docs/adr/0089.
SIGNED = {
    "coaching.ChecklistAddendum",
    "coaching.SummaryAddendum",
    "plans.PlanApproval",
    "plans.PlanVersion",
    "plans.Signature",
    "plans.VersionText",
}


# What was asked, because answers rest on its words: docs/adr/0085.
ASKED = {"coaching.ChecklistVersion", "intake.QuestionSetVersion"}
# What came from the field, because it proves what was sent and when: docs/adr/0095.
SENT = {"coaching.FieldSending"}


def test_only_audit_itself_what_was_signed_and_what_was_asked_are_only_added_to():
    kept = {model._meta.label for model in append_only_models()}

    audit = {name for name, why in NOT_AUDITED.items() if why == "is audit itself"}
    assert kept == audit | SIGNED | ASKED | SENT


def test_nothing_is_missing_after_migrating(db):
    assert install.missing(connection) == []


def test_every_audited_table_has_three_triggers(db):
    tables = list(install.present(connection).values())

    refusing = {model._meta.db_table for model in append_only_models()}
    for model in audited_models():
        table = model._meta.db_table
        # Two more refuse every change where rows are only added to.
        assert tables.count(table) == (5 if table in refusing else 3)


def drop_one(prefix):
    present = install.present(connection)
    name = next(name for name in sorted(present) if name.startswith(prefix))
    with connection.cursor() as cursor:
        cursor.execute(install._drop(connection, name, present[name]))
    return name


@pytest.mark.parametrize("prefix", ["cw_insert_sample_record_", "cw_refuse_"])
def test_a_missing_trigger_keeps_the_product_from_serving(db, prefix):
    name = drop_one(prefix)

    with pytest.raises(ImproperlyConfigured, match=name):
        install.refuse_unaudited()
    with pytest.raises(ImproperlyConfigured):
        runpy.run_module("caseway.config.wsgi")


def test_the_check_of_the_database_says_so_too(db):
    assert "caseway.W001" not in [m.id for m in run_checks(databases=["default"])]

    drop_one("cw_update_")

    assert "caseway.W001" in [m.id for m in run_checks(databases=["default"])]


def test_a_trigger_of_an_older_model_is_replaced(db):
    name = drop_one("cw_update_sample_record_")
    stale = name[:-10] + "0" * 10
    with connection.cursor() as cursor:
        cursor.execute(install.wanted(connection)[name].sql.replace(name, stale))
    assert stale in install.present(connection)

    install.install(connection)

    assert name in install.present(connection)
    assert stale not in install.present(connection)


def test_a_disabled_trigger_counts_as_missing(db):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL can disable a trigger")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE sample_record DISABLE TRIGGER USER")

    assert len(install.missing(connection)) == 3


@pytest.mark.django_db(transaction=True)
def test_a_table_rebuilt_by_a_migration_has_its_triggers_again():
    call_command("migrate", "sample", "zero", verbosity=0)
    call_command("migrate", "sample", verbosity=0)

    assert install.missing(connection) == []
    Record.objects.create(name="x")
    assert AuditEntry.objects.filter(table="sample_record").count() == 1


@pytest.mark.django_db(transaction=True)
def test_migrating_back_to_an_older_state_still_audits_the_columns_there_are():
    call_command("migrate", "kernel", "0003", verbosity=0)
    try:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE kernel_user SET name = name")
    finally:
        call_command("migrate", verbosity=0)

    assert install.missing(connection) == []


@pytest.mark.django_db(transaction=True)
def test_a_second_migrate_finishes_an_interrupted_upgrade():
    install.before_migrate(using="default", plan=["something to do"])
    install.remove(connection)
    with pytest.raises(ImproperlyConfigured):
        install.refuse_unaudited()

    call_command("migrate", verbosity=0)

    assert install.missing(connection) == []


def test_a_migration_with_nothing_to_do_leaves_the_triggers_in_place(db):
    before = install.present(connection)

    install.before_migrate(using="default", plan=[])

    assert install.present(connection) == before
