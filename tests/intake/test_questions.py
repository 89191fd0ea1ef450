"""What is asked, edited on screen: drafts, previews, versions that nobody changes any more."""

import re
from html import unescape

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from caseway.agencies.models import Role
from caseway.intake.actions import interviews
from caseway.intake.actions.questions import digest_of
from caseway.intake.models import QuestionDraft, QuestionSetVersion
from caseway.intake.shipped import shipped_sets
from tests.factories import make_worker, make_world

TEXTAREA = r'<textarea[^>]*name="([^"]+)"[^>]*>\s?(.*?)</textarea>'

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(world):
    """She decides what is asked."""
    return make_worker(world, Role.SUPERVISOR, name="Sue Chief")


@pytest.fixture
def draft(world, chief, sign_in):
    client = sign_in(chief)
    client.post(reverse("intake:begin_draft", args=[world.site.pk, "comprehensive"]))
    return QuestionDraft.objects.get()


def fields(client, draft, section, **changes):
    """The section's form as the browser would send it back, with changes."""
    page = client.get(reverse("intake:draft_section", args=[draft.pk, section])).content.decode()
    sent = {}
    for name, value in re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page):
        sent[name] = unescape(value)
    for name, body in re.findall(TEXTAREA, page, re.S):
        sent[name] = unescape(body)
    for name, body in re.findall(r'<select[^>]*name="([^"]+)".*?>(.*?)</select>', page, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        sent[name] = unescape(chosen.group(1)) if chosen else ""
    for box in re.findall(r'<input[^>]*type="checkbox"[^>]*>', page):
        if "checked" not in box:
            sent.pop(re.search(r'name="([^"]+)"', box).group(1), None)
    sent.pop("csrfmiddlewaretoken", None)
    return sent | {"do": "save"} | changes


def section_of(content, key):
    return next(one for one in content["sections"] if one["key"] == key)


@pytest.mark.parametrize("section", ["work", "care", "money_law", "children", "school"])
def test_saving_a_section_as_it_stands_changes_nothing(draft, sign_in, chief, section):
    client = sign_in(chief)

    client.post(
        reverse("intake:draft_section", args=[draft.pk, section]), fields(client, draft, section)
    )

    draft.refresh_from_db()
    assert section_of(draft.content, section) == section_of(
        shipped_sets()["comprehensive"], section
    )


def test_a_changed_question_is_asked_by_conversations_that_begin_afterwards(
    draft, sign_in, chief, world, talk, now, key
):
    client = sign_in(chief)
    changed = fields(client, draft, "story", **{"q0-text_en": "How did you come to us?"})
    client.post(reverse("intake:draft_section", args=[draft.pk, "story"]), changed)
    client.post(reverse("intake:publish_draft", args=[draft.pk]), {"submission_key": key()})

    newest = QuestionSetVersion.objects.order_by("-number").first()
    assert newest.number == 2
    assert newest.digest == digest_of(newest.content)
    assert not QuestionDraft.objects.exists()

    reader = sign_in(world.carla)
    url = reverse("intake:section", args=[talk.pk, "story"])
    assert "What would you like us to know" in reader.get(url).content.decode()
    interviews.finish(interview=talk, by=world.carla, at=now)
    after = interviews.begin(
        case=world.case,
        person=world.case.participant,
        slug="comprehensive",
        language="en",
        by=world.carla,
        at=now,
    )
    url = reverse("intake:section", args=[after.pk, "story"])
    assert "How did you come to us?" in reader.get(url).content.decode()


def test_the_database_refuses_to_change_or_delete_what_was_asked(talk):
    for act in (lambda rows: rows.update(slug="other"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act(QuestionSetVersion.objects.filter(pk=talk.asks_id))


def test_a_question_is_added_with_choices_and_what_they_lead_to(draft, sign_in, chief):
    client = sign_in(chief)
    url = reverse("intake:draft_section", args=[draft.pk, "transport"])
    client.post(url, fields(client, draft, "transport", do="add"))
    draft.refresh_from_db()
    client.post(url, fields(client, draft, "transport", do="lead:3"))
    draft.refresh_from_db()
    client.post(
        url,
        fields(
            client,
            draft,
            "transport",
            **{
                "q3-text_en": "Do you have a bicycle?",
                "q3-text_es": "¿Tiene bicicleta?",
                "q3-kind": "choice",
                "q3-options": "Yes | Sí\nYes, broken | Sí, rota\nNo",
                "q3-if_question": "gets_around",
                "q3-if_answers": "walk, rides",
                "q3-l0-when": "yes_broken",
                "q3-l0-need": "transport",
            },
        ),
    )

    draft.refresh_from_db()
    made = section_of(draft.content, "transport")["questions"][3]
    assert made["text"] == {"en": "Do you have a bicycle?", "es": "¿Tiene bicicleta?"}
    assert [one["code"] for one in made["options"]] == ["yes", "yes_broken", "no"]
    assert made["only_if"] == [{"question": "gets_around", "is": ["walk", "rides"]}]
    assert made["leads"] == [{"when": ["yes_broken"], "needs": ["transport"]}]


def test_what_cannot_be_asked_is_said_and_not_published(draft, sign_in, chief, key):
    client = sign_in(chief)
    changed = fields(client, draft, "story", **{"q0-text_en": ""})
    client.post(reverse("intake:draft_section", args=[draft.pk, "story"]), changed)

    page = client.get(reverse("intake:draft", args=[draft.pk])).content.decode()
    client.post(reverse("intake:publish_draft", args=[draft.pk]), {"submission_key": key()})

    assert "has no words in English" in page
    assert not QuestionSetVersion.objects.filter(number=2).exists()


def test_the_second_of_two_editors_wipes_nothing_out(draft, sign_in, chief, key):
    client = sign_in(chief)
    mine = fields(client, draft, "story", **{"q0-text_en": "Mine", "submission_key": key()})
    theirs = fields(client, draft, "story", **{"q0-text_en": "Theirs", "submission_key": key()})
    url = reverse("intake:draft_section", args=[draft.pk, "story"])
    client.post(url, theirs)

    answer = client.post(url, mine, follow=True)

    assert "Somebody saved this draft" in answer.content.decode()
    draft.refresh_from_db()
    assert section_of(draft.content, "story")["questions"][0]["text"]["en"] == "Theirs"


def test_sections_move_are_added_and_taken_out(draft, sign_in, chief):
    client = sign_in(chief)
    url = reverse("intake:draft", args=[draft.pk])
    for version, do in enumerate(("down:story", "remove:safety", "add"), 1):
        client.post(url, {"do": do, "version": str(version), "title": "Pets"})

    draft.refresh_from_db()
    keys = [one["key"] for one in draft.content["sections"]]
    assert keys[:2] == ["strengths", "story"]
    assert "safety" not in keys
    assert draft.content["sections"][-1]["title"] == {"en": "Pets"}


def test_the_preview_shows_the_draft_in_either_language_and_keeps_nothing(draft, sign_in, chief):
    client = sign_in(chief)
    url = reverse("intake:preview_draft", args=[draft.pk])

    assert "Do you work now" in client.get(url).content.decode()
    assert "¿Trabaja ahora" in client.get(url, {"in": "es"}).content.decode()


def test_workers_read_what_is_asked_and_do_not_edit_it(world, sign_in):
    client = sign_in(world.carla)
    url = reverse("intake:question_set", args=[world.site.pk, "comprehensive"])

    assert "Edit in a draft" not in client.get(url).content.decode()
    begin = reverse("intake:begin_draft", args=[world.site.pk, "comprehensive"])
    assert client.post(begin).status_code == 403
    assert not QuestionDraft.objects.exists()


def test_another_sites_draft_does_not_exist(draft, sign_in):
    stranger = make_worker(make_world("Elsewhere"), Role.SUPERVISOR)

    assert sign_in(stranger).get(reverse("intake:draft", args=[draft.pk])).status_code == 404
