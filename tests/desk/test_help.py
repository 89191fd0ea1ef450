"""Help: a page for every role and subject, with pictures that exist, open before the door."""

import re
import struct
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from caseway.config.pictures import SHOTS, WINDOWS
from caseway.desk.help import glossary
from caseway.desk.help.days import DAYS
from caseway.desk.help.subjects import SUBJECTS, WHEN_ON
from caseway.desk.help.views import PAGES

PICTURES = Path(settings.PROJECT_DIR) / "docs" / "pictures"
LARGEST = 160_000


def test_each_role_has_its_day():
    assert [page.slug for page in DAYS] == [
        "case-manager",
        "job-coach",
        "eligibility-worker",
        "specialist",
        "provider",
        "supervisor",
        "administrator",
        "privacy-officer",
    ]
    assert all(page.steps for page in DAYS)


@pytest.mark.django_db
@pytest.mark.parametrize("slug", PAGES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_page_of_help_opens_for_somebody_who_cannot_sign_in(
    client, django_assert_num_queries, slug, language
):
    client.cookies["django_language"] = language

    with django_assert_num_queries(0):
        page = client.get(reverse("desk:help_page", args=[slug]))

    assert page.status_code == 200
    text = page.content.decode()
    assert text.count("<h1") == 1
    for step in PAGES[slug].steps:
        assert not step.picture or f"{step.picture.name}-1280.png" in text
        assert not step.to or f'href="{reverse(step.to)}"' in text


@pytest.mark.django_db
def test_the_first_page_leads_to_every_other(client):
    text = client.get(reverse("desk:help")).content.decode()

    for one in (*DAYS, *SUBJECTS):
        assert f'href="{reverse("desk:help_page", args=[one.slug])}"' in text


@pytest.mark.django_db
def test_a_page_that_is_not_there_is_not_found(client):
    assert client.get("/help/nothing/").status_code == 404


def test_every_picture_is_there_light_and_of_its_size():
    used = {step.picture.name for page in PAGES.values() for step in page.steps if step.picture}

    assert used == {shot.name for shot in SHOTS}
    for name in used:
        for width, height in WINDOWS:
            path = PICTURES / f"{name}-{width}.png"
            assert finders.find(f"pictures/{path.name}") == str(path)
            assert path.stat().st_size < LARGEST, path.name
            assert struct.unpack(">II", path.read_bytes()[16:24]) == (width, height), path.name


def test_no_picture_lies_about_unused():
    wanted = {f"{shot.name}-{width}.png" for shot in SHOTS for width, _height in WINDOWS}

    assert {path.name for path in PICTURES.iterdir()} == wanted


def test_every_key_that_acts_is_told():
    source = Path(settings.BASE_DIR) / "config" / "static" / "js" / "shortcuts.js"
    acting = set(re.findall(r'key === "(.)"', source.read_text()))
    acting |= set(re.findall(r"[{,] (\w): -?1", source.read_text()))

    assert {shortcut.keys[0].lower() for shortcut in WHEN_ON} - {"enter"} == acting


def test_the_words_are_those_of_the_glossary():
    sections = glossary.glossary()

    assert [str(section.title) for section in sections] == list(glossary.HEADINGS)
    text = (Path(settings.PROJECT_DIR) / "docs" / "glossary.md").read_text()
    rows = [line for line in text.splitlines() if re.match(r"^\| (?!Word|---)", line)]
    assert sum(len(section.entries) for section in sections) == len(rows)
    caseload = [one for section in sections for one in section.entries if one.word == "caseload"]
    assert [one.spanish for one in caseload] == ["carga de casos"]
