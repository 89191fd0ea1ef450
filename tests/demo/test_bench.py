"""Measuring: every page beside a trivial one, in a small county."""

import json
import os
import subprocess
import sys
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from caseway.cases.models import Case
from caseway.demo.bench import answers, directory, importing, measure, report, sizes
from caseway.demo.bench.measure import Times, Unwell
from caseway.demo.bench.pages import Page, pages
from caseway.demo.loader.county import load
from caseway.exchange.models import Batch
from caseway.intake.models import Interview
from caseway.kernel.models import User
from caseway.network.models import Service


@pytest.mark.parametrize(
    ("share", "value"),
    [(50, 50), (95, 95), (99, 99), (100, 100), (1, 1)],
)
def test_a_percentile_is_the_smallest_value_that_so_many_do_not_exceed(share, value):
    assert measure._percentile([float(n) for n in range(100, 0, -1)], share) == value


def test_of_one_visit_every_percentile_is_that_visit():
    assert measure._percentile([7.0], 99) == 7.0


@pytest.mark.parametrize(
    ("wall", "processor", "met"),
    [
        ([200.0] * 10, [12.0] * 10, True),  # both bars, just
        ([200.1] * 10, [12.0] * 10, False),
        ([200.0] * 10, [12.1] * 10, False),
        ([1.0] * 19 + [900.0], [1.0] * 20, True),  # one slow visit in twenty is not the p95
        ([1.0] * 18 + [900.0] * 2, [1.0] * 20, False),
    ],
)
def test_a_page_meets_its_bars_by_clock_and_by_ratio(wall, processor, met):
    page = Page("Some page", User(), ("/",), bar_ms=200, bar_ratio=6)

    assert Times(page, wall, processor).summary(yardstick=2.0)["met"] is met


@pytest.mark.django_db
def test_every_page_is_measured_and_each_with_the_person_who_may_see_it(settings):
    load(cases=90, seed=7, today=timezone.localdate())
    settings.ROOT_URLCONF = "caseway.demo.bench.trivial"

    found, absent = pages()
    results = measure.measure(found, rounds=2)

    by_name = {row["page"]: row for row in results}
    trivial = by_name["Trivial page (T)"]
    assert not absent
    assert len(results) == len(found) >= 9
    assert trivial["times_t"] == 1.0
    assert all(row["visits"] == 2 and row["p50_ms"] > 0 for row in results)
    assert all(row["queries"] > trivial["queries"] for row in results if row is not trivial)


@pytest.mark.django_db
def test_searches_are_timed_in_a_directory_that_is_gone_afterwards(settings):
    load(cases=5, seed=7, today=timezone.localdate())
    settings.ROOT_URLCONF = "caseway.demo.bench.trivial"
    before = Service.objects.count()

    (row,) = directory.searches(rounds=6, services=40)

    assert row["page"] == f"Find a service among {before + 40:,}"
    assert (row["bar_ms"], row["visits"]) == (150, 6)
    assert row["met"] is (row["p95_ms"] <= 150)
    assert Service.objects.count() == before


@pytest.mark.django_db
def test_saving_an_answer_is_timed_in_conversations_that_are_gone_afterwards(settings):
    load(cases=40, seed=7, today=timezone.localdate())
    settings.ROOT_URLCONF = "caseway.demo.bench.trivial"
    before = set(Interview.objects.values_list("pk", "last_at"))

    (row,) = answers.answers(rounds=50)

    assert row["page"] == "Saving an answer of an interview"
    assert (row["bar_ms"], row["visits"]) == (100, 50)
    assert row["met"] is (row["p95_ms"] <= 100)
    assert set(Interview.objects.values_list("pk", "last_at")) == before


@pytest.mark.django_db
def test_a_page_that_does_not_answer_well_is_never_timed(settings):
    load(cases=5, seed=7, today=timezone.localdate())
    settings.ROOT_URLCONF = "caseway.demo.bench.trivial"
    user = User.objects.get(name="Marisol Vega")

    with pytest.raises(Unwell, match="answered 404"):
        measure.measure([Page("Nowhere", user, ("/cases/99999999/",))], rounds=1)


@pytest.mark.django_db
def test_the_trivial_page_stands_only_while_pages_are_measured(client):
    assert client.get("/bench/trivial/").status_code in {302, 404}
    with pytest.raises(Exception, match="bench_trivial"):
        reverse("bench_trivial")


@pytest.mark.django_db
def test_a_preview_is_timed_and_leaves_the_county_as_it_was():
    load(cases=60, seed=7, today=timezone.localdate())

    result = importing.preview(lines=80)

    assert result["lines"] == 80
    assert result["state"] == "preview"
    assert not Batch.objects.exists()
    assert Case.objects.count() == 60


def test_memory_is_that_of_the_process_itself_and_not_of_who_started_it():
    ballast = bytearray(300 * sizes.MEGA)
    command = "from caseway.demo.bench.sizes import peak_memory; print(peak_memory())"
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "caseway.config.settings_test"}
    done = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True, env=env
    )

    assert len(ballast) == 300 * sizes.MEGA
    assert sizes.peak_memory() > 300
    assert 5 < float(done.stdout) < 200


def test_the_installation_is_weighed_part_by_part():
    disk = sizes.installed_size()

    assert disk["whole_mb"] == pytest.approx(disk["caseway_mb"] + disk["parts_mb"], abs=0.2)
    assert disk["number_of_parts"] > 20
    assert 20 < disk["whole_mb"] < 250


@pytest.mark.django_db
def test_results_are_written_as_json_and_as_a_page(tmp_path):
    page = Page("Some page", User(), ("/",), bar_ms=200)
    result = {
        "cases": 300,
        "on": report.surroundings(),
        "pages": [Times(page, [10.0] * 5, [5.0] * 5, queries=9).summary(yardstick=2.5)],
        "absent": ["A page to come"],
        "loading": None,
        "importing": None,
        "worker_mb": 90.0,
        "disk": {"whole_mb": 130.0, "number_of_parts": 38},
    }

    data, words = report.write(result, tmp_path, date(2026, 11, 23))

    assert data.name.startswith("2026-11-23-")
    assert data.name.endswith("-300.json")
    assert json.loads(data.read_text())["pages"][0]["times_t"] == 2.0
    said = words.read_text()
    assert "Mon, Nov 23, 2026: 300 cases" in said
    assert "| Some page | 10 | 10 | 10 | 5 | 5 | 2.0 | 9 | met: p95 200 ms |" in said
    assert "A page to come" in said
    assert "Some page" in report.table(result)


@pytest.mark.django_db
def test_measuring_is_only_for_a_demonstration(settings):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="CASEWAY_DEMONSTRATION"):
        call_command("bench", stdout=StringIO())
