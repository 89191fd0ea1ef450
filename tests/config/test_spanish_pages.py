"""What is translated is said in Spanish wherever a page says it; every page answers somebody."""

import re
from functools import cache

import pytest
from django.conf import settings
from django.utils import translation

from caseway.config.words import catalogs
from tests.county import give_second_step, load_county, monday_morning, signed_in
from tests.pages import NO_PAGE, Rows, Shape, patterns

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]

PLACE = re.compile(r"%\(\w+\)[sd]")
TITLES = {"Public agency", "case manager", "job coach"}
PLACES = {"Office"}
# What a page may say in English: each language by its own name, the headings of a sender's
# file, and a site's own titles, courses and places, as it typed them.
WANTED = {
    "me": {"English"},
    "agencies:invite": {"English"},
    "plans:version": {"English"},
    "exchange:columns": {"Case number", "Name", "Date of birth", "Phone", "Stage"},
    "exchange:line": {"Case number", "Name", "Date of birth", "Phone", "Stage"},
    "agencies:region": TITLES,
    "agencies:presets": TITLES,
    "agencies:set_up": TITLES,
    "agencies:site": TITLES,
    "attendance:modules": {"Getting along at work"},
    "employment:add_job": PLACES,
    "employment:employers": PLACES,
    "employment:job": PLACES,
}


@cache
def english():
    """Plain sentences and patterns of those with places, each that Spanish says differently."""
    plain, placed = set(), []
    said = set()
    path = settings.PROJECT_DIR / "locale" / "es" / "LC_MESSAGES" / "django.po"
    for message in catalogs.read(path):
        ours = message.id if isinstance(message.id, tuple) else (message.id,)
        theirs = message.string if isinstance(message.string, tuple) else (message.string,)
        said.update(theirs)
        for one in {*ours} - {*theirs, ""}:
            if PLACE.search(one):
                parts = [re.escape(part) for part in PLACE.split(one)]
                if len(re.findall(r"\w+", PLACE.sub(" ", one))) > 1:  # a single word proves little
                    placed.append(re.compile(".{1,40}".join(parts)))
            else:
                plain.add(" ".join(one.split()))
    return plain - said, placed


def left_in_english(texts):
    return [text for text in texts if is_english(text)]


@cache  # the same words stand on many pages, and each is held against some thousand patterns
def is_english(text):
    plain, placed = english()
    return text in plain or any(one.fullmatch(text) for one in placed)


def test_what_is_left_in_english_would_be_noticed():
    html = '<i lang="en">Today</i><p title="Caseload">Hoy</p><p>3 days late</p><b>Log contact</b>'

    assert left_in_english(Shape(html).texts) == ["Caseload", "3 days late", "Log contact"]


def test_every_page_answers_somebody_and_speaks_spanish_throughout():
    answered, left = {}, set()
    with monday_morning(), translation.override("en"):  # a request leaves its language behind
        people, password = load_county()
        for person in people:
            user, client = signed_in(person.email, password, "es")
            if person is not people[0]:  # who sees how to set one up
                give_second_step(user)
            rows = Rows(user)
            for pattern in patterns():
                for path in pattern.paths(rows) if pattern.name != "gallery" else ():
                    answer = client.get(path)
                    answered.setdefault(pattern.name, set()).add(answer.status_code)
                    if answer.status_code == 200 and "html" in answer["Content-Type"]:
                        texts = Shape(answer.content.decode()).texts
                        left |= {(pattern.name, text) for text in left_in_english(texts)}

    # 405: no page, only an address for buttons. Provider staff get 404 for all but their own place.
    unseen = {name for name, codes in answered.items() if not codes & {200, 405}}
    said = [f"{name}: {text}" for name, text in sorted(left) if text not in WANTED.get(name, ())]
    unanswered = [f"nobody may open {name}" for name in sorted(unseen - NO_PAGE.keys())]
    assert not said + unanswered, "\n".join([*said, *unanswered])
