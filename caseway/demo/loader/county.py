"""Loading the demonstration county: sites, staff, then one story after another."""

import secrets
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from random import Random

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils.translation import gettext as _

from caseway.agencies.models import Site
from caseway.cases.models import Case
from caseway.demo import words
from caseway.demo.calendar import Calendar
from caseway.demo.coaching import tell_coaching
from caseway.demo.county.design import SITES
from caseway.demo.county.sites import Built, build_sites, build_study_sites
from caseway.demo.county.staff import Employer, staff
from caseway.demo.directory.loading import open_directory
from caseway.demo.helping import tell_help
from caseway.demo.hours.months import WORKED_OUT_UP_TO, note_months, work_out_months
from caseway.demo.hours.offices import open_offices
from caseway.demo.intake.loading import open_intakes
from caseway.demo.jobs import tell_jobs
from caseway.demo.loader.aside import Spent, told_aside
from caseway.demo.loader.bare import bare
from caseway.demo.loader.plan import shares
from caseway.demo.loader.sheets import Writer, check_keys_now, next_ids
from caseway.demo.loader.telling import TABLES, Batch, Telling, tell
from caseway.demo.plans.writing import write_plans
from caseway.demo.visits import tell_visits
from caseway.demo.visits.log import tell_the_log
from caseway.demo.year import finish_year, tell_months_before
from caseway.kernel.audit import suspended_audit
from caseway.kernel.refusals import NotAllowed

ROWS_AT_ONCE = 40_000
COUNTED_FROM = 100  # cases; of fewer, even a bad plan is a quick one
PASSWORD_WORDS = 5


@dataclass(frozen=True)
class Loaded:
    """What was written."""

    cases: int
    rows: int
    staff: int
    passphrase: str
    aside: Spent | None = None  # by the process that told the stories, when it was another


def _silent(done: int) -> None:
    """Nobody watches."""


def why_not_load() -> str | None:
    """The sentence to show when the county may not be loaded here; None when it may."""
    if not settings.DEMONSTRATION:
        return _(
            "This is not a demonstration, so no invented family is loaded. "
            "Set CASEWAY_DEMONSTRATION=1 for a database of its own."
        )
    if Case.objects.exists() or Site.objects.exists():
        return _(
            "This database already holds sites or cases, and the demonstration county is only "
            "loaded into an empty one. Start with a new database."
        )
    return None


def load(
    *,
    cases: int,
    seed: int,
    today: date,
    progress: Callable[[int], None] = _silent,
    aside: bool = False,
    year: bool = False,
) -> Loaded:
    """Fill an empty database with the county as it stands on `today`, all of it or nothing.

    The same seed, size and day give the same rows; only password hashes and
    sealed numbers differ. `aside` has the stories told by a second process,
    while this one writes; the rows are the same. `year` tells the job coaches'
    year before, with cases beside those asked for that ended in it. Raises NotAllowed where
    `why_not_load` says so, and EndedEarly when the second process does not
    come to its end.
    """
    if sentence := why_not_load():
        raise NotAllowed(sentence)
    passphrase = " ".join(secrets.choice(words.passphrase_words()) for _ in range(PASSWORD_WORDS))
    with suspended_audit("Loading the demonstration county"), transaction.atomic():
        check_keys_now()
        cal = Calendar(today, settings.TIME_ZONE)
        sites, study = build_sites(cal.opening), build_study_sites()
        counts = shares(SITES, cases)
        by_site = {built.site.pk: n for built, n in zip(sites, counts, strict=True)}
        employer = Employer(make_password(passphrase), cal, Random(f"{seed}:staff"))
        roster = staff(sites, study, by_site, employer, cal)
        offered = open_offices(sites, employer, cal, cases, seed)
        for built in sites:
            if built.site.pk in offered:
                open_directory(built, offered[built.site.pk].providers, cal, seed)
        telling = Telling(
            sites, by_site, roster.teams, offered, cal, seed, next_ids(TABLES), ROWS_AT_ONCE
        )
        done, rows, spent = _write(telling, progress, aside=aside)
        _go_on(sites, cal, seed, cases, year=year)
    return Loaded(done, rows, len(roster.users), passphrase, spent)


def _write(
    telling: Telling, progress: Callable[[int], None], *, aside: bool
) -> tuple[int, int, Spent | None]:
    """Have every story told and write its rows. Says how many cases and rows that was."""
    writer, done, spent = Writer(TABLES), 0, None
    told: Generator[Batch | Spent, None, None] = told_aside(telling) if aside else tell(telling)
    # Closed here, because an error keeps what it passed through: the process would stay.
    with bare(TABLES), closing(told) as batches:
        for batch in batches:
            if isinstance(batch, Spent):
                spent = batch
                continue
            writer.write(batch.rows)
            done += batch.cases
            progress(done)
    writer.close()
    return done, writer.written, spent


def _go_on(sites: list[Built], cal: Calendar, seed: int, cases: int, *, year: bool) -> None:
    """What is told of families that stand in the database already, by the acts of a worker."""
    _count(cases)
    tell_help(sites, cal, seed)
    open_intakes(sites, cal, seed)
    write_plans([built.site for built in sites], cal, seed)
    tell_coaching(sites, cal, seed)
    _count(cases)
    coaches = tell_months_before(sites, cal, seed) if year else []
    tell_visits(sites, cal, seed)
    finish_year(coaches, cal, seed)
    tell_the_log()
    tell_jobs(sites, cal, seed)
    note_months(cal.at(cal.today, 6))
    if cases <= WORKED_OUT_UP_TO:
        work_out_months(cal.at(cal.today, 6))


def _count(cases: int) -> None:
    """Have PostgreSQL count what was written: before a commit nobody else does.

    It plans by such counts, and thinks tables empty that hold a county; one
    question then took a minute at 300 cases. Counting takes less than a second. Our tables alone:
    those that all databases of a server share stay locked until the commit, and others would wait.
    """
    if connection.vendor == "postgresql" and cases >= COUNTED_FROM:
        ours = connection.introspection.django_table_names(only_existing=True)
        quote = connection.ops.quote_name
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(map(quote, sorted(ours)))}")
