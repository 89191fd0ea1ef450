"""Taking a file from its bytes to its fates, as the pages do it."""

from datetime import UTC, date, datetime

from caseway.exchange.actions import applying, checking, deciding, reading, receiving, undoing
from caseway.exchange.meaning import Field
from caseway.exchange.models import Batch

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def send(world, by, content, *, name="cases.csv", agency=None, sender="Data unit"):
    """A file received and read, waiting for its columns."""
    batch = receiving.receive(
        upload=receiving.Upload(name, [content], sender),
        site=world.site,
        agency=agency or world.public,
        region=None,
        by=by,
        at=NOW,
    )
    reading.read(batch_id=batch.pk)
    return Batch.objects.get(pk=batch.pk)


def check(batch, by, **said):
    """The columns as guessed, and the lines judged."""
    columns = {int(at): Field(name) for at, name in batch.columns.items()}
    deciding.map_columns(batch=batch, said=deciding.Columns(columns, **said), by=by, at=NOW)
    checking.check(batch_id=batch.pk, at=NOW, on=TODAY)
    return Batch.objects.get(pk=batch.pk)


def preview(world, by, content, **options):
    said = {"date_order": options.pop("date_order")} if "date_order" in options else {}
    return check(send(world, by, content, **options), by, **said)


def load(batch, by):
    applying.agree(batch=batch, by=by, at=NOW)
    applying.apply(batch_id=batch.pk, clock=lambda: NOW, on=TODAY)
    return Batch.objects.get(pk=batch.pk)


def undo(batch, by):
    undoing.ask_to_undo(batch=batch, by=by)
    undoing.undo(batch_id=batch.pk, clock=lambda: NOW)
    return Batch.objects.get(pk=batch.pk)


def fates(batch):
    """Fate by line."""
    return dict(batch.rows.exclude(fate="outside").values_list("line", "fate"))


def codes(batch, line):
    return list(batch.rows.get(line=line).issues.values_list("code", flat=True))


def csv_of(*rows):
    return "\r\n".join(",".join(row) for row in rows).encode()
