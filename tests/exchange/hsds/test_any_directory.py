"""Whatever a directory says, it is read, each record has one fate, and loading and undoing end."""

import csv
import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseway.exchange.hsds import actions
from caseway.exchange.hsds.judging import total
from caseway.exchange.hsds.tables import MAIN, TABLES
from caseway.exchange.models import DirectoryState
from caseway.kernel.refusals import NotAllowed
from tests.attendance.cases.conftest import NOW
from tests.exchange.hsds.conftest import worked, zipped

PARTS = ("phone", "schedule", "language", "address", "service_area", "service_capacity", "unit")
_ID = st.sampled_from(["1", "2", "3", "1d0f7c26-7b21-4b2c-8f29-3e26b3a80f02", ""])
_CELL = (
    st.text(max_size=12)
    | st.sampled_from(
        ["Third Table", "x" * 300, "active", "es", "Spanish", "WEEKLY", "MO,TU", "9:00 AM", "25:00",
         "2026-11-20", "2026-11-20T15:00:00Z", "99999999", "-1", "1e30", "nan", "0.5", "physical",
         "12 Heron Street", "10456", "US", "x@y.org", "www.table.example.org", "\x00", "=1+1"]
    )
)  # fmt: skip


@st.composite
def sheets(draw):
    """Files of a few lines: identifiers from a small bag, so that they meet, and any cells."""
    found = {}
    for table in (*MAIN, *draw(st.lists(st.sampled_from(PARTS), unique=True))):
        columns = list(TABLES[table].columns)
        lines = draw(st.integers(0, 3))
        text = io.StringIO()
        sheet = csv.writer(text)
        sheet.writerow(columns)
        for _line in range(lines):
            sheet.writerow(
                [draw(_ID if name == "id" or name.endswith("_id") else _CELL) for name in columns]
            )
        found[TABLES[table].file.removesuffix(".csv")] = text.getvalue()
    return found


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=sheets(), again=sheets())
def test_any_cells_reach_a_preview_and_an_end(world, receive, files, again):
    for each in (files, again):  # the second meets what the first left here
        try:
            file = receive(zipped(**each), "theirs.zip")
        except NotAllowed:
            continue
        records = total(file.counts)
        file = worked(actions.apply(file=file, by=world.boss, at=NOW))
        assert (file.state, total(file.counts)) == (DirectoryState.APPLIED, records)
    newest = world.site.directory_files.filter(state=DirectoryState.APPLIED).first()
    if newest is not None:
        undone = worked(actions.undo(file=newest, by=world.boss, at=NOW))
        assert undone.state == DirectoryState.UNDONE
