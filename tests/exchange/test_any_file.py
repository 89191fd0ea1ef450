"""Whatever the cells say, a file reaches its preview, each line has one fate, and loading ends."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseway.agencies.models import Role
from caseway.exchange import fixfile, queries
from caseway.exchange.meaning import FIELD_NAMES, Field
from caseway.exchange.models import BatchState, Fate
from tests.factories import make_worker, make_world

from .loading import load, preview

_CELL = (
    st.text(max_size=12)
    | st.sampled_from(
        ["A-1", "A-2", "3/4/1990", "Ana Rivera", "Rivera, Ana", "self", "child", "es", "#N/A",
         "212-555-1234", "x@y.org", "219-09-9999", "Planning", "closed", "10013", "=1+1", "'", '"']
    )
)  # fmt: skip


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.lists(_CELL, min_size=4, max_size=len(Field)), min_size=1, max_size=8))
def test_any_cells_reach_a_preview_and_an_end(db, rows):
    world = make_world()
    boss = make_worker(world, Role.ADMINISTRATOR, agency=world.public)
    text = io.StringIO()
    heading = [str(FIELD_NAMES[field]) for field in Field]
    csv.writer(text).writerows([heading, *rows])

    batch = preview(world, boss, text.getvalue().encode("utf-8", "replace"))
    assert sum(queries.counts(batch).values()) == batch.data_count
    batch = load(batch, boss)

    assert batch.state == BatchState.APPLIED
    assert sum(queries.counts(batch).values()) == batch.data_count
    assert not batch.rows.filter(fate=Fate.UNREAD).exists()
    for line in fixfile.lines_to_mend(batch):
        assert len(line) == len(batch.header) + 3
    for row in batch.rows.prefetch_related("issues"):
        assert queries.seen(row).line == row.line
