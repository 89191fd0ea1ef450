"""Loading: the same seed gives the same county, in any size, and only into an empty database."""

import hashlib
import json
import signal
import subprocess
from datetime import date, datetime, time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction

from caseway.agencies.models import EmployerKind, Leave, Membership, Role, Site, WorkingHours
from caseway.cases.models import Assignment, Case, Contact, Person
from caseway.demo.county.design import HARBOR, SITES
from caseway.demo.loader import aside, county
from caseway.demo.loader.bare import bare
from caseway.demo.loader.county import TABLES, load
from caseway.demo.loader.office import Office
from caseway.demo.loader.plan import plan, shares
from caseway.demo.loader.sheets import Sheet, stored_form
from caseway.demo.management.commands import load_demo
from caseway.demo.stories.story import EVERYWHERE
from caseway.demo.stories.told import STORIES
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from tests.demo.told.conftest import TODAY

# A nonce makes each sealed number new, and a salt each hash.
_NEW_EACH_TIME = {"number", "body", "password"}


def _fingerprint() -> dict[str, str]:
    """A digest of every table that the county fills, without what must differ."""
    prints = {}
    for model in (*TABLES, User, Membership, Leave, WorkingHours, Site):
        columns = [f.attname for f in model._meta.concrete_fields if f.name not in _NEW_EACH_TIME]
        rows = list(model._base_manager.order_by("pk").values_list(*columns))
        prints[model.__name__] = hashlib.sha256(json.dumps(rows, default=str).encode()).hexdigest()
    return prints


def _loaded_and_undone(**options) -> dict[str, str]:
    with transaction.atomic():
        _start_ids_again()
        load(**options)
        prints = _fingerprint()
        transaction.set_rollback(True)
    return prints


def _start_ids_again() -> None:
    """A PostgreSQL sequence is not rolled back; a fresh database starts at one."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names():
                for sequence in connection.introspection.get_sequences(cursor, table):
                    cursor.execute(f"ALTER SEQUENCE {sequence['name']} RESTART")


@pytest.mark.once
@pytest.mark.django_db
def test_the_same_seed_size_and_day_give_the_same_county_to_the_byte():
    first = _loaded_and_undone(cases=120, seed=3, today=TODAY)
    second = _loaded_and_undone(cases=120, seed=3, today=TODAY)

    assert first == second


@pytest.mark.django_db
def test_one_process_and_two_give_the_same_county_to_the_byte_in_batches_of_any_size(monkeypatch):
    one = _loaded_and_undone(cases=120, seed=3, today=TODAY)
    monkeypatch.setattr(county, "ROWS_AT_ONCE", 700)
    # A database that nobody answers for: the process that tells must not need one.
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")

    batches = []
    two = _loaded_and_undone(cases=120, seed=3, today=TODAY, aside=True, progress=batches.append)

    assert len(batches) > 5
    assert batches[-1] == 120
    assert one == two


@pytest.mark.django_db
def test_what_the_second_process_took_is_known():
    loaded = load(cases=3, seed=7, today=TODAY, aside=True)

    assert loaded.aside.processor_seconds > 0
    assert 20 < loaded.aside.peak_mb < 400


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("module", "sentence"),
    [
        ("tests.demo.tellers.killed", r"was ended by signal 9 before all was told"),
        ("tests.demo.tellers.failing", r"ended with code 1 before all was told"),
        ("tests.demo.tellers.silent", r"ended with code 0 before all was told"),
    ],
)
def test_a_second_process_that_ends_early_is_said_and_leaves_nothing(monkeypatch, module, sentence):
    monkeypatch.setattr(aside, "MODULE", module)

    with pytest.raises(CommandError, match=sentence), transaction.atomic():
        call_command("load_demo", cases=60, today=TODAY, processes=2, stderr=StringIO())

    assert not Site.objects.exists()
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_the_second_process_is_gone_when_the_first_breaks_off(monkeypatch):
    started = []
    popen = subprocess.Popen

    def kept(*args, **options):
        started.append(popen(*args, **options))
        return started[0]

    def broken(done):
        raise RuntimeError("disk full")

    monkeypatch.setattr(aside.subprocess, "Popen", kept)
    monkeypatch.setattr(county, "ROWS_AT_ONCE", 50)

    with pytest.raises(RuntimeError), transaction.atomic():
        load(cases=150, seed=7, today=TODAY, aside=True, progress=broken)

    assert started[0].returncode == -signal.SIGKILL
    assert not Site.objects.exists()


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite loads without indexes")
@pytest.mark.parametrize("breaks", [False, True])
def test_indexes_and_triggers_stand_after_a_load_as_before(breaks):
    def stop(done):
        if breaks:
            raise RuntimeError("power cut")

    before = _schema()
    try:
        with transaction.atomic():
            load(cases=20, seed=7, today=TODAY, progress=stop)
    except RuntimeError:
        assert breaks

    assert _schema() == before
    assert Case.objects.exists() is not breaks


def _schema() -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
        return cursor.fetchall()


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite loads without indexes")
def test_rows_that_break_a_unique_index_are_refused_when_it_is_put_back():
    load(cases=2, seed=7, today=TODAY)
    first = Case.objects.order_by("pk")[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        _enter_again(first)

    assert Case.objects.count() == 2


def _enter_again(case: Case) -> None:
    with bare([Case]):
        Case.objects.bulk_create([Case(**_values(case))])


def _values(case: Case) -> dict[str, object]:
    fields = [field.attname for field in Case._meta.concrete_fields if not field.primary_key]
    return {name: getattr(case, name) for name in fields}


def test_indexes_are_not_taken_away_outside_a_transaction(transactional_db):
    if connection.vendor == "sqlite":
        with pytest.raises(ValueError, match="inside a transaction"), bare([Case]):
            pass


@pytest.mark.parametrize(
    ("cases", "processors", "processes"),
    [(300, 8, 1), (2_000, 2, 1), (2_001, 2, 2), (100_000, 1, 1), (100_000, 64, 2)],
)
def test_a_second_process_is_started_for_a_large_county_where_there_is_a_processor(
    monkeypatch, cases, processors, processes
):
    monkeypatch.setattr(
        load_demo.os, "sched_getaffinity", lambda pid: set(range(processors)), raising=False
    )

    assert load_demo._processes(cases) == processes


@pytest.mark.once
@pytest.mark.django_db
def test_another_seed_tells_other_families():
    first = _loaded_and_undone(cases=60, seed=3, today=TODAY)
    second = _loaded_and_undone(cases=60, seed=4, today=TODAY)

    assert first["Person"] != second["Person"]
    assert first["Contact"] != second["Contact"]


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("cases", [1, 2, 37, 301])
def test_a_county_has_exactly_as_many_cases_as_asked_for(cases):
    loaded = load(cases=cases, seed=7, today=TODAY)

    assert Case.objects.count() == loaded.cases == cases
    leads = Assignment.objects.filter(is_lead=True, ends_on=None)
    assert leads.count() == Case.objects.filter(closed_on=None).count()


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize(
    "today",
    [
        date(2026, 11, 20),  # a Friday
        date(2026, 11, 22),  # a Sunday
        date(2026, 3, 9),  # the Monday after clocks go forward
        date(2028, 2, 29),
        date(2027, 1, 1),
    ],
)
def test_a_county_can_stand_on_any_day(today):
    load(cases=90, seed=7, today=today)

    assert Case.objects.count() == 90
    assert not Contact.objects.filter(at__date__gte=today).exists()
    assert not Contact.objects.filter(at__week_day__in=(1, 7)).exists()


@pytest.mark.django_db
def test_rows_added_later_get_ids_of_their_own():
    load(cases=5, seed=7, today=TODAY)
    last = Person.objects.order_by("-pk")[0]

    new = Person.objects.create(site=last.site, name_used="Inés", sort_name="Inés")

    assert new.pk > last.pk


@pytest.mark.django_db
def test_a_database_with_a_site_is_left_alone():
    Site.objects.create(slug="real", name="A real county", model="two_worker")

    with pytest.raises(NotAllowed, match="already holds sites or cases"):
        load(cases=5, seed=7, today=TODAY)

    assert not Person.objects.exists()


@pytest.mark.django_db
def test_what_is_not_a_demonstration_gets_no_invented_family(settings):
    settings.DEMONSTRATION = False

    with pytest.raises(NotAllowed, match="not a demonstration"):
        load(cases=5, seed=7, today=TODAY)

    assert not Site.objects.exists()


@pytest.mark.django_db
def test_a_load_that_breaks_off_leaves_nothing(monkeypatch):
    def broken(self, told, rng):
        if told.story.key == "silent":
            raise RuntimeError("power cut")
        return whole(self, told, rng)

    whole = Office._tell
    monkeypatch.setattr(Office, "_tell", broken)
    monkeypatch.setattr(county, "ROWS_AT_ONCE", 50)

    with pytest.raises(RuntimeError), transaction.atomic():
        load(cases=150, seed=7, today=TODAY)

    assert not Site.objects.exists()
    assert not Case.objects.exists()


@pytest.mark.once
@pytest.mark.django_db
def test_caseloads_are_those_of_the_study_once_the_county_is_large_enough():
    load(cases=2500, seed=7, today=TODAY)

    def held(role, kind, site):
        people = Membership.objects.filter(
            role=role, site__slug=site, agency__employer_kind=kind, ends_on=None
        ).values("user")
        return [
            Assignment.objects.filter(staff=row["user"], ends_on=None, site__slug=site).count()
            for row in people
        ]

    public = held(Role.ELIGIBILITY_WORKER, EmployerKind.PUBLIC, "harbor-county")
    contractor = held(Role.CASE_MANAGER, EmployerKind.CONTRACTOR, "harbor-county")
    coaches = held(Role.JOB_COACH, EmployerKind.CONTRACTOR, "five-borough-coaching")
    assert all(200 <= n <= 300 for n in public), public
    assert all(40 <= n <= 90 for n in contractor), contractor
    assert all(15 <= n <= 26 for n in coaches), coaches


@pytest.mark.parametrize("cases", [1, 9, 300, 301, 20_000, 99_999])
def test_the_sites_shares_add_up_to_the_county(cases):
    assert sum(shares(SITES, cases)) == cases


def test_every_story_is_told_at_the_site_it_is_made_for():
    from random import Random

    for site, n in zip(SITES, shares(SITES, 300), strict=True):
        told = {row.story.key for row in plan(site, n, 300, Random(1))}
        assert {story.key for story in STORIES if site.letter in story.always} <= told


def test_every_story_can_happen_somewhere():
    for story in STORIES:
        assert story.always or story.weight, story.key
        assert set(story.sites) <= set(EVERYWHERE)
    assert len({story.key for story in STORIES}) == len(STORIES)


def test_there_are_more_long_histories_in_a_larger_county():
    from random import Random

    def long(cases):
        rows = plan(HARBOR, round(cases * 0.6), cases, Random(1))
        return sum(row.story.key == "long_history" for row in rows)

    assert (long(300), long(5000), long(20_000)) == (1, 2, 5)


@pytest.mark.django_db
def test_bulk_rows_are_stored_as_the_fields_themselves_would_store_them():
    from zoneinfo import ZoneInfo

    instant = datetime(2026, 11, 23, 9, 30, 15, 250, ZoneInfo("America/New_York"))
    samples = {
        models.DateTimeField: instant,
        models.DateField: date(2024, 2, 29),
        models.TimeField: time(7, 30),
    }
    seen = set()
    for model in TABLES:
        for field in model._meta.concrete_fields:
            sample = samples.get(type(field))
            if sample is None:
                continue
            seen.add(type(field))
            stored = stored_form(field)
            ours = stored(sample) if stored else sample
            assert ours == field.get_db_prep_save(sample, connection), field
    assert seen == set(samples)


@pytest.mark.django_db
def test_a_sheet_refuses_a_column_that_is_not_there():
    with pytest.raises(TypeError, match=r"cases\.Case has no colour"):
        Sheet(Case, 1).add(number="W-1", colour="blue")


@pytest.mark.django_db
def test_the_command_loads_keeps_the_passphrase_private_and_says_who_can_sign_in(
    settings, tmp_path, client
):
    settings.VAR_DIR = tmp_path
    out = StringIO()

    call_command("load_demo", cases=60, today=TODAY, stdout=out, stderr=StringIO())
    call_command("demo_sign_ins", stdout=out)

    said = out.getvalue()
    kept = tmp_path / "demo-sign-ins.txt"
    passphrase = kept.read_text().strip()
    assert "Loaded 60 cases" in said
    assert kept.stat().st_mode & 0o777 == 0o600
    assert len(passphrase.split()) == 5
    assert passphrase in said
    assert f"(kept in {kept})" in said
    settings.PROJECT_DIR, kept_in = tmp_path.parent, f"{tmp_path.name}/demo-sign-ins.txt"
    call_command("demo_sign_ins", stdout=(again := StringIO()))
    assert f"(kept in {kept_in})" in again.getvalue()
    for name in ("marisol.vega", "denise.wardlaw", "kofi.asante.reed", "miriam.adelstein"):
        assert f"{name}@example.org" in said
    assert User.objects.get(name="Marisol Vega").check_password(passphrase)
    assert not User.objects.filter(name="Marisol Vega", password__contains=passphrase).exists()


@pytest.mark.django_db
def test_each_installation_has_a_passphrase_of_its_own():
    with transaction.atomic():
        first = load(cases=1, seed=7, today=TODAY).passphrase
        transaction.set_rollback(True)

    assert load(cases=1, seed=7, today=TODAY).passphrase != first


@pytest.mark.django_db
def test_sign_ins_are_not_made_up_where_nothing_is_loaded(settings, tmp_path):
    settings.VAR_DIR = tmp_path

    with pytest.raises(CommandError, match="load_demo"):
        call_command("demo_sign_ins")


@pytest.mark.django_db
@pytest.mark.parametrize("cases", ["0", "-3", "many"])
def test_a_number_of_cases_that_is_none_is_refused(cases):
    with pytest.raises(CommandError, match="--cases"):
        call_command("load_demo", f"--cases={cases}")
