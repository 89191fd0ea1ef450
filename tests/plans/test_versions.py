"""A signed version is never changed, by whatever way it is tried, and a change would show."""

import json
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from caseway.kernel.audit.triggers import install
from caseway.kernel.refusals import NotAllowed
from caseway.plans.models import PlanVersion, Signature, SigningLink, VersionText
from caseway.plans.verifying import faults_of
from tests.plans.rows import (
    both_sign,
    make_goal,
    make_step,
    offered,
    participant_signs,
    staff_signs,
)

pytestmark = pytest.mark.django_db

KEPT = (PlanVersion, VersionText, Signature)


@pytest.fixture
def signed(there):
    version = offered(there.plan, there.own)
    both_sign(version, there.own)
    return version


@pytest.mark.parametrize("model", KEPT)
def test_saving_updating_and_deleting_are_refused_through_the_models(signed, model):
    row = model.objects.order_by("pk").first()
    field = {PlanVersion: "number", VersionText: "sha256", Signature: "typed_name"}[model]
    other = 9 if field == "number" else "x" * 8

    for attempt in (
        lambda: model.objects.filter(pk=row.pk).update(**{field: other}),
        lambda: setattr(row, field, other) or row.save(),
        lambda: model.objects.bulk_update([row], [field]),
        lambda: model.objects.filter(pk=row.pk)._raw_delete(model.objects.db),
    ):
        with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
            attempt()

    assert faults_of(signed.plan) == []


@pytest.mark.parametrize("model", KEPT)
@pytest.mark.parametrize(
    "words",
    [
        "UPDATE {table} SET id = id + 1000",
        "DELETE FROM {table}",
        "UPDATE {table} SET {column} = {column}",
    ],
)
def test_raw_sql_is_refused_too(signed, model, words):
    table, column = model._meta.db_table, model._meta.fields[-1].column

    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        run(words.format(table=table, column=column))

    assert model.objects.count() >= 1


def test_a_replacing_insert_is_refused_as_well(signed):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite replaces rows")
    table = VersionText._meta.db_table

    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        run(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


def test_emptying_the_table_is_refused_on_postgresql(signed):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL empties tables at once")

    # What was written in this transaction is checked first: an emptied table must not wait for it.
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        run(f"TRUNCATE {Signature._meta.db_table} CASCADE")


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


@contextmanager
def without_triggers():
    """Somebody with every right over the database, who took the triggers away first."""
    install.remove(connection)
    try:
        yield
    finally:
        install.install(connection)


@pytest.mark.parametrize(
    ("model", "change", "said"),
    [
        (PlanVersion, {"content": b"{}"}, "content is not what was kept"),
        (PlanVersion, {"offered_at": "2026-01-01T00:00Z"}, "is not what was kept"),
        (PlanVersion, {"former": "1" * 64}, "does not follow the one before"),
        (VersionText, {"body": b"<p>Other</p>"}, "text in"),
        (Signature, {"typed_name": "Eva Rivera"}, "is not what was kept"),
        (Signature, {"disclosure": "Nothing"}, "is not what was kept"),
        (Signature, {"helper_kind": "helper", "helper_name": "Rosa"}, "is not what was kept"),
        (Signature, {"number": 7}, "is missing"),
    ],
)
def test_what_was_changed_behind_the_triggers_shows_on_the_command_line(
    signed, model, change, said
):
    call_command("verify_plan")

    with without_triggers():
        model.objects.filter(pk=model.objects.order_by("pk").first().pk).update(**change)

    with pytest.raises(CommandError, match=said):
        call_command("verify_plan", signed.plan_id)


def test_a_signature_or_version_that_was_left_out_shows(signed, there):
    make_goal(there.plan, there.own, "See a dentist with Leo")
    second = offered(there.plan, there.own)
    staff_signs(second, there.own)

    with without_triggers():
        Signature.objects.filter(version=signed, number=1)._raw_delete("default")
    assert any("does not follow" in fault for fault in faults_of(there.plan))

    with without_triggers():
        Signature.objects.filter(version=signed)._raw_delete("default")
        SigningLink.objects.filter(version=signed)._raw_delete("default")
        VersionText.objects.filter(version=signed)._raw_delete("default")
        PlanVersion.objects.filter(pk=signed.pk)._raw_delete("default")
    assert any("a version is missing" in fault for fault in faults_of(there.plan))


def test_a_command_for_no_plan_fails():
    with pytest.raises(CommandError, match="no plan 77"):
        call_command("verify_plan", 77)


def test_the_next_version_names_the_digest_of_the_one_before(signed, there):
    make_step(there.plan.goals.get(), there.own, "Cook once with the chef")

    second = offered(there.plan, there.own)

    assert (second.number, second.former) == (2, signed.digest)
    assert faults_of(there.plan) == []


def test_nothing_is_offered_twice_nor_without_a_goal_or_a_step(signed, there):
    with pytest.raises(NotAllowed, match="Nothing has changed since version 1"):
        offered(there.plan, there.own)

    there.plan.goals.update(left_out_on="2026-11-20")
    with pytest.raises(NotAllowed, match="at least one goal"):
        offered(there.plan, there.own)

    make_goal(there.plan, there.own, "Another")
    with pytest.raises(NotAllowed, match="at least one small step"):
        offered(there.plan, there.own)


def test_the_texts_are_in_both_languages_and_hold_her_words(signed):
    texts = {text.language: bytes(text.body).decode() for text in signed.texts.all()}

    assert set(texts) == {"en", "es"}
    for text in texts.values():
        assert "Work in a kitchen near Leo’s school" in text
        assert "I cook for forty people at church." in text
    assert 'lang="es"' in texts["es"]
    assert "Duty 1" in texts["en"]


def test_the_content_is_one_spelling_of_plain_data(signed):
    content = json.loads(bytes(signed.content))

    assert content["goals"][0]["proposed_by"] == "participant"
    assert content["steps"][0]["ramp"] == [[1, 2, 60], [3, 3, 120]]
    assert content["duties"][0]["number"] == 1


def test_a_side_signs_a_version_once_and_only_the_newest(there):
    first = offered(there.plan, there.own)
    participant_signs(first, there.own)
    with pytest.raises(NotAllowed, match="signed already"):
        participant_signs(first, there.own)

    make_goal(there.plan, there.own, "See a dentist with Leo")
    offered(there.plan, there.own)

    with pytest.raises(NotAllowed, match="Version 2 was offered since"):
        staff_signs(first, there.own)
