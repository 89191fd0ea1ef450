"""Four thousand services are searched, in any combination, with few questions."""

import pytest

from caseway.demo.bench.directory import SERVICES, grow
from caseway.network.queries.finding import Asked, find, in_full
from tests.attendance.cases.conftest import NOW

MOST_QUESTIONS = 18
ASKED = (
    Asked(),
    Asked(words="class train"),
    Asked(need="food", language="es", free=True),
    Asked(near="10451", miles=5),
    Asked(need="food", near="10451", day="now"),
    Asked(near="10451", day="now"),
)


@pytest.fixture
def large(world):
    """Providers, places and services with hours, languages, needs and free places."""
    grow(world.site, SERVICES, NOW)
    return world


@pytest.mark.slow
def test_a_search_among_four_thousand_asks_few_questions(large, django_assert_max_num_queries):
    """One test, because four thousand services take longer to make than all of this to ask."""
    for asked in ASKED:
        with django_assert_max_num_queries(MOST_QUESTIONS, info=str(asked)):
            found = find(large.carla, asked, NOW)
            shown = in_full(found.ids[:25])

        assert found.ids, asked
        assert len(list(shown)) == min(25, len(found.ids)), asked
