"""Safety records: written and read by trained staff of the case, and not there for anybody else."""

import re
from datetime import date

import pytest
from django.urls import reverse

from caseway.agencies.models import Role
from caseway.cases.models import Address, SafetyRecord
from caseway.kernel.models import AccessEvent
from tests.factories import make_case, make_person, make_worker, make_world

pytestmark = pytest.mark.django_db
SECRET = "Never call before noon"
STREET = "77 Windlass Terrace"


@pytest.fixture
def world(now):
    world = make_world()
    world.carla = make_worker(world, name="Carla Contractor", safety_trained=True)
    world.untrained = make_worker(world, name="Colin Colleague")
    world.boss = make_worker(world, Role.SUPERVISOR, agency=world.public, name="Simon Supervisor")
    world.case = make_case(world, worker=world.carla, public_worker=world.boss)
    world.other = make_person(world, "Ana Riviera")
    make_case(world, person=world.other, worker=world.carla)
    world.url = reverse("cases:safety", args=[world.case.pk])
    Address.objects.create(
        site=world.site, person=world.case.participant, lines="1 Plain Road", zip_code="10456"
    )
    return world


def keep_safe(world):
    """A safety record and a confidential address."""
    SafetyRecord.objects.create(
        site=world.site,
        person=world.case.participant,
        kind="violence",
        instructions=SECRET,
        starts_on=date(2026, 11, 2),
    )
    return Address.objects.create(
        site=world.site,
        person=world.case.participant,
        lines=STREET,
        zip_code="10452",
        is_confidential=True,
        is_mailing=True,
    )


def record(page, world, key, **fields):
    url = reverse("cases:safety_add", args=[world.case.pk])
    sent = {"kind": "violence", "instructions": SECRET, **fields, "submission_key": key()}
    return page.post(url, sent)


def test_trained_staff_of_the_case_write_and_read_it_and_reading_is_written_down(
    world, sign_in, key
):
    page = sign_in(world.carla)

    record(page, world, key, review_on="2026-12-01")
    html = page.get(world.url).content.decode()

    assert SECRET in html
    assert "look at it again on Tue, Dec 1, 2026" in html
    event = AccessEvent.objects.get(kind="revealed")
    assert (event.field_class, event.case_id) == ("safety", world.case.pk)


def test_sent_twice_it_is_one_record(world, sign_in, key):
    page, same = sign_in(world.carla), key()

    record(page, world, lambda: same)
    record(page, world, lambda: same)

    assert SafetyRecord.objects.count() == 1


def test_without_words_nothing_is_saved_and_the_review_day_is_kept(world, sign_in, key):
    answer = record(sign_in(world.carla), world, key, instructions="", review_on="2026-12-01")

    assert answer.status_code == 422
    assert 'value="2026-12-01"' in answer.content.decode()
    assert not SafetyRecord.objects.exists()


def test_it_is_changed_ended_and_an_address_is_hidden_and_shown_again(world, sign_in, key):
    page, place = sign_in(world.carla), keep_safe(world)
    row = SafetyRecord.objects.get()
    change = reverse("cases:safety_change", args=[world.case.pk, row.pk])
    p = f"r{row.pk}"
    words = {f"{p}-kind": "threat", f"{p}-instructions": "Meet at the library."}

    page.post(change, words | {f"{p}-version": row.version, "submission_key": key()})
    stale = page.post(change, words | {f"{p}-version": row.version, "submission_key": key()})
    url = reverse("cases:safety_end", args=[world.case.pk, row.pk])
    page.post(url, {"submission_key": key()})
    url = reverse("cases:safety_address", args=[world.case.pk, place.pk])
    page.post(url, {"keep": "no", "submission_key": key()})

    row.refresh_from_db()
    place.refresh_from_db()
    assert (row.instructions, row.kind) == ("Meet at the library.", "threat")
    assert stale.status_code == 409
    assert "Somebody changed this record" in stale.content.decode()
    assert row.ends_on == date(2026, 11, 23)
    assert place.is_confidential is False


@pytest.mark.parametrize("who", ["untrained", "boss", "stranger"])
def test_for_everybody_else_the_pages_do_not_exist(world, sign_in, key, who):
    place = keep_safe(world)
    row = SafetyRecord.objects.get()
    reader = getattr(world, who, None) or make_worker(make_world("Elsewhere"), safety_trained=True)
    page = sign_in(reader)
    pk = world.case.pk

    assert page.get(world.url).status_code == 404
    for name, args in (
        ("safety_add", [pk]),
        ("safety_change", [pk, row.pk]),
        ("safety_end", [pk, row.pk]),
        ("safety_address", [pk, place.pk]),
    ):
        answer = page.post(reverse(f"cases:{name}", args=args), {"submission_key": key()})
        assert answer.status_code == 404, name
    end = reverse("cases:person_end", args=[world.case.participant_id, "addresses", place.pk])
    assert page.post(end, {"submission_key": key()}).status_code == 404
    assert not AccessEvent.objects.filter(kind="revealed").exists()


def pages_of(world):
    """Every page on which something about the person stands, as addresses and what is sent."""
    case, person, other = world.case.pk, world.case.participant_id, world.other.pk
    get = [
        reverse("cases:person", args=[person]),
        reverse("cases:ssn", args=[person]),
        reverse("cases:household", args=[case]),
        reverse("cases:team", args=[case]),
        reverse("cases:safety", args=[case]),
        reverse("cases:merge"),
        reverse("cases:merge_pair", args=[person, other]),
        reverse("desk:case", args=[case]),
        reverse("desk:case", args=[case]) + "?kind=note",
        reverse("desk:who", args=[case]),
        reverse("desk:today"),
        reverse("desk:caseload"),
        reverse("desk:find"),
        reverse("desk:log_contact", args=[case]),
        reverse("desk:hand_off", args=[case]),
        reverse("cases:close_case", args=[case]),
    ]
    who = {"name": "Ana Rivera", "language": "en", "site": world.site.pk}
    post = [
        (reverse("cases:new_person"), {"step": "search", **who}),
        (reverse("cases:matches"), who),
        (reverse("desk:find"), {"q": "Ana Rivera"}),
        (reverse("desk:find"), {"q": "Windlass"}),
        (reverse("desk:find"), {"q": "10452"}),
        (reverse("desk:search_words", args=[case]), {"words": "noon"}),
    ]
    return get, post


def rendered(page, world):
    """Each page's status and text, without what differs every time."""
    seen = {}
    get, post = pages_of(world)
    for url in get:
        answer = page.get(url)
        seen[url] = (answer.status_code, _plain(answer.content.decode()))
    for url, fields in post:
        answer = page.post(url, fields)
        seen[f"{url} {sorted(fields.items())}"] = (
            answer.status_code,
            _plain(answer.content.decode()),
        )
    return seen


def _plain(html):
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", html)
    html = re.sub(r'<meta name="csrf-token" content="[^"]+">', "", html)
    html = re.sub(r'<meta name="caseway-session" content="\d+">', "", html)
    return re.sub(r'name="submission_key" value="[^"]+"', "", html)


@pytest.mark.parametrize("who", ["untrained", "boss"])
def test_no_page_of_an_untrained_colleague_differs_by_a_byte(world, sign_in, who):
    page = sign_in(getattr(world, who))
    rendered(page, world)  # the first look at a case is remembered, so that the next say the same
    before = rendered(page, world)
    events = list(AccessEvent.objects.values_list("kind", "hits", "field_class").distinct())

    keep_safe(world)
    after = rendered(page, world)

    assert before.keys() == after.keys()
    for url, (status, html) in before.items():
        assert after[url] == (status, html), url
    assert sum(status == 200 for status, _html in before.values()) >= 15
    again = AccessEvent.objects.values_list("kind", "hits", "field_class").distinct()
    assert set(again) == set(events)


def test_the_same_pages_do_differ_for_trained_staff(world, sign_in):
    page = sign_in(world.carla)
    rendered(page, world)
    before = rendered(page, world)

    keep_safe(world)
    after = rendered(page, world)

    person = reverse("cases:person", args=[world.case.participant_id])
    assert STREET in after[person][1]
    assert SECRET in after[world.url][1]
    assert before[world.url] != after[world.url]
