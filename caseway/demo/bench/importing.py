"""How long the preview of a spreadsheet takes: read, mapped and held against the county."""

import csv
import io
import time
from datetime import timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from caseway.agencies.models import EmployerKind, Membership, Role
from caseway.cases.models import Case
from caseway.demo import names
from caseway.exchange.actions import checking, deciding, reading, receiving
from caseway.exchange.meaning import Field
from caseway.exchange.models import Batch

BAR_SECONDS = 30
LINES = 20_000
_HEADINGS = ("Case number", "Last name", "First name", "Date of birth", "Phone", "ZIP code")


def preview(lines: int = LINES) -> dict[str, Any]:
    """Take a file of so many lines to its preview, and take it all back. Seconds and lines.

    Half of the lines are known cases, half are new. Everything runs in one
    transaction that is undone, so the county stays as it was.
    """
    post = _leader()
    content = _spreadsheet(post.site_id, lines)
    with transaction.atomic():
        began = time.perf_counter()
        batch = receiving.receive(
            upload=receiving.Upload("bench.csv", [content], "Measuring"),
            site=post.site,
            agency=post.agency,
            region=None,
            by=post.user,
            at=timezone.now(),
        )
        reading.read(batch_id=batch.pk)
        batch.refresh_from_db()
        said = deciding.Columns(
            {int(place): Field(field) for place, field in batch.columns.items()},
            program_id=post.site.programs.order_by("pk")[0].pk,
        )
        deciding.map_columns(batch=batch, said=said, by=post.user, at=timezone.now())
        checking.check(batch_id=batch.pk, at=timezone.now(), on=timezone.localdate())
        seconds = time.perf_counter() - began
        result = _result(batch, seconds)
        transaction.set_rollback(True)
    return result


def _leader() -> Membership:
    """A supervisor of a public agency: she loads files, and sees every case of her site."""
    return (
        Membership.objects.filter(
            role=Role.SUPERVISOR, agency__employer_kind=EmployerKind.PUBLIC, ends_on=None
        )
        .select_related("site", "agency", "user")
        .order_by("pk")[0]
    )


def _spreadsheet(site_id: int, lines: int) -> bytes:
    rng, text = Random(7), io.StringIO()
    sheet = csv.writer(text)
    sheet.writerow(_HEADINGS)
    known = Case.objects.filter(site_id=site_id, closed_on=None).order_by("pk")
    columns = ("number", "participant__names__family", "participant__names__given")
    rows = known.filter(participant__names__is_used=True).values_list(
        *columns, "participant__birth_on"
    )
    written = 0
    for number, family, given, born in rows[: lines // 2]:
        sheet.writerow((number, family, given, born, "", ""))
        written += 1
    for place in range(lines - written):
        where = names.draw_community(rng)
        born = timezone.localdate() - timedelta(days=rng.randrange(18 * 365, 50 * 365))
        given = rng.choice(where.women + where.men)
        phone = f"718-555-01{place % 100:02d}"
        sheet.writerow((f"W-{900_000 + place}", rng.choice(where.surnames), given, born, phone, ""))
    return text.getvalue().encode()


def _result(batch: Batch, seconds: float) -> dict[str, Any]:
    batch.refresh_from_db()
    return {
        "lines": batch.rows.count() - 1,
        "seconds": round(seconds, 1),
        "state": batch.state,
        "bar_seconds": BAR_SECONDS,
        "met": seconds <= BAR_SECONDS,
    }
