import pytest

from tests.access.test_matrix import *

NAMES = [n for n in ADDRESSES if n.startswith("coaching:") and n not in matrix.ACCESS]


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_x(name, client):
    there = build()
    url = address(name, there.rows)
    row = {}
    for method in ("GET", "POST"):
        row[method] = " ".join(answer(client, there.people[w], method, url) for w in ACTORS)
    with open("/tmp/plan5/table.txt", "a") as f:
        f.write(
            f'    "{name}": {{\n        "GET": "{row["GET"]}",\n        "POST": "{row["POST"]}",\n    }},\n'
        )
