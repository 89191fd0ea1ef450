"""Holding a conversation: answer by answer, any order, two writers, and who may read what."""

import time
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from caseway.agencies.models import Membership
from caseway.intake.actions import interviews
from caseway.intake.actions.interviews import Overtaken, given_of
from caseway.intake.models import Answer, AnswerSource, Interview, QuestionSetVersion
from caseway.intake.queries.conversation import conversation
from caseway.kernel.models import AuditEntry
from caseway.kernel.refusals import NotAllowed
from caseway.rules.interviews.words import Given, State
from tests.factories import make_worker, make_world
from tests.intake.conftest import form_of

pytestmark = pytest.mark.django_db


def test_what_is_shipped_becomes_the_sites_first_version(talk, world):
    version = QuestionSetVersion.objects.get(site=world.site)

    assert (version.slug, version.number) == ("comprehensive", 1)
    assert talk.asks == version


def test_beginning_twice_goes_on_with_the_same_conversation(talk, world, now):
    again = interviews.begin(
        case=world.case,
        person=world.case.participant,
        slug="comprehensive",
        language="en",
        by=world.carla,
        at=now,
    )

    assert again == talk
    assert Interview.objects.count() == 1


def test_the_four_states_of_an_answer_stay_apart(talk, say):
    say(talk, "resume", "yes")
    say(talk, "references", state=State.NO)
    say(talk, "practised", state=State.PREFER_NOT)
    say(talk, "email_phone", "yes")
    say(talk, "email_phone", state=State.UNANSWERED, version=1)

    assert dict(talk.answers.values_list("key", "state")) == {
        "resume": "answered",
        "references": "no",
        "practised": "prefer_not",
        "email_phone": "",
    }


@pytest.mark.parametrize(("state", "words"), [("no", "cw1.x"), ("answered", None)])
def test_the_database_refuses_words_without_an_answer(talk, say, state, words):
    row = say(talk, "story", "I came on the bus.")

    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.objects.filter(pk=row.pk).update(state=state, words=words)


def test_words_are_sealed_in_the_table_and_in_the_audit(talk, say):
    say(talk, "story", "My sister drove me.")

    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM intake_answer")
        assert "sister" not in cursor.fetchone()[0]
    entries = AuditEntry.objects.filter(table="intake_answer")
    assert entries.exists()
    assert not any("sister" in str(one.after) for one in entries)


def test_the_second_of_two_writers_sees_both_texts(talk, say, world):
    say(talk, "dream", "A kitchen")
    colleague = make_worker(world, name="Ben Ortiz")
    say(talk, "dream", "A school kitchen", version=1, by=colleague)

    with pytest.raises(Overtaken) as found:
        say(talk, "dream", "A big kitchen", version=1)

    assert given_of(found.value.theirs).values == ("A school kitchen",)
    assert found.value.mine.values == ("A big kitchen",)
    assert given_of(Answer.objects.get(key="dream")).values == ("A school kitchen",)


def test_two_first_answers_at_once_make_one_row(talk, say, world):
    say(talk, "dream", "A kitchen", by=make_worker(world))

    with pytest.raises(Overtaken):
        say(talk, "dream", "A garden", version=0)

    assert Answer.objects.filter(key="dream").count() == 1


def test_sending_the_same_words_again_is_one_save(talk, say):
    first = say(talk, "dream", "A kitchen")
    again = say(talk, "dream", "A kitchen", version=0)

    assert (again.pk, again.version) == (first.pk, 1)


def test_nothing_said_in_an_earlier_conversation_is_asked_twice(talk, say, world, now):
    say(talk, "schooling", "high_school")
    say(talk, "unfair", state=State.PREFER_NOT)
    interviews.finish(interview=talk, by=world.carla, at=now)

    again = interviews.begin(
        case=world.case,
        person=world.case.participant,
        slug="comprehensive",
        language="en",
        by=world.carla,
        at=now + timedelta(days=90),
    )

    kept = {row.key: row for row in again.answers.all()}
    assert set(kept) == {"schooling", "unfair"}
    assert given_of(kept["schooling"]) == Given(State.ANSWERED, ("high_school",))
    assert {row.source for row in kept.values()} == {AnswerSource.EARLIER}
    assert kept["schooling"].at == now


def test_what_is_on_record_is_not_asked(talk, world, sign_in):
    client = sign_in(world.carla)

    page = client.get(reverse("intake:section", args=[talk.pk, "school"])).content.decode()

    assert "On record already; we do not ask twice." in page
    assert 'name="a-language_home.0"' not in page
    assert 'name="a-interpreter.0"' in page  # nothing on record says that she needs one


def test_a_finished_conversation_takes_no_answer_until_it_is_opened_again(talk, say, world, now):
    interviews.finish(interview=talk, by=world.carla, at=now)
    talk.refresh_from_db()

    with pytest.raises(NotAllowed, match="Open it again"):
        say(talk, "dream", "A kitchen")

    interviews.reopen(interview=talk, by=world.carla)
    assert say(talk, "dream", "A kitchen").version == 1


def test_the_public_agency_here_does_not_hold_the_assessment(world, now):
    with pytest.raises(NotAllowed, match="contractor"):
        interviews.begin(
            case=world.case,
            person=world.case.participant,
            slug="comprehensive",
            language="en",
            by=world.paula,
            at=now,
        )


def test_private_answers_exist_for_the_workers_of_the_case_alone(talk, say, world):
    say(talk, "mood", "most")
    say(talk, "dream", "A kitchen")
    # The public agency looks on here, and holds no part of the case.
    world.case.assignments.filter(part="public_worker").delete()
    overseer = make_worker(world, "supervisor", agency=world.public)

    hers = conversation(world.carla, talk)
    theirs = conversation(overseer, talk)

    assert ("mood", 0) in hers.given
    assert ("mood", 0) not in theirs.given
    assert ("dream", 0) in theirs.given
    assert "feelings" not in [section.key for section in theirs.sections()]


def test_questions_of_safety_do_not_exist_for_the_untrained(talk, say, world, sign_in):
    url = reverse("intake:section", args=[talk.pk, "safety"])
    client = sign_in(world.carla)
    assert client.get(url).status_code == 404
    answer = reverse("intake:answer", args=[talk.pk, "safe_home", 0])
    assert client.post(answer, form_of("safe_home", "~no")).status_code == 404

    Membership.objects.filter(user=world.carla).update(safety_trained=True)
    assert client.get(url).status_code == 200
    assert client.post(answer, form_of("safe_home", "~no")).status_code == 200
    assert given_of(Answer.objects.get(key="safe_home")).state is State.NO


def test_another_site_finds_no_conversation(talk, sign_in):
    client = sign_in(make_worker(make_world("Elsewhere")))

    assert client.get(reverse("intake:interview", args=[talk.pk])).status_code == 404
    section = reverse("intake:section", args=[talk.pk, "story"])
    assert client.get(section).status_code == 404
    answer = reverse("intake:answer", args=[talk.pk, "story", 0])
    assert client.post(answer, form_of("story", "words")).status_code == 404


def test_one_answer_is_saved_as_it_is_given(talk, world, sign_in):
    client = sign_in(world.carla)

    answer = client.post(
        reverse("intake:answer", args=[talk.pk, "works_now", 0]), form_of("works_now", "yes")
    )

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="v-works_now.0" value="1"' in page
    assert "Saved 10:00 a.m." in page
    # The question that hangs on it comes along, no longer hidden.
    assert 'id="q-hours_now-0" hx-swap-oob' in page
    assert '<nav class="c-talk__map" id="sections"' in page


def test_an_answer_is_saved_within_a_tenth_of_a_second(talk, world, sign_in, say):
    for name in ("story", "hopes", "dream", "liked"):
        say(talk, name, "word " * 200)
    client = sign_in(world.carla)
    url = reverse("intake:answer", args=[talk.pk, "resume", 0])
    client.post(url, form_of("resume", "yes"))

    took = []
    for version in range(1, 12):
        mark = ("yes",) if version % 2 == 0 else ("~no",)
        began = time.process_time()
        client.post(url, form_of("resume", *mark, version=version))
        took.append(time.process_time() - began)

    # What the product itself takes, the middle of eleven: how busy the machine is says nothing.
    assert sorted(took)[len(took) // 2] < 0.1


def test_saving_costs_the_same_number_of_queries_however_much_was_said(
    talk, world, sign_in, say, django_assert_num_queries, django_assert_max_num_queries
):
    client = sign_in(world.carla)
    url = reverse("intake:answer", args=[talk.pk, "dream", 0])
    say(talk, "dream", "Work")
    client.post(url, form_of("dream", "A job", version=1))
    with django_assert_max_num_queries(40) as few:
        client.post(url, form_of("dream", "A kitchen", version=2))
    for name in ("story", "hopes", "good_at", "proud_of", "last_job", "never", "wants_from_us"):
        say(talk, name, "words")

    with django_assert_num_queries(len(few)):
        client.post(url, form_of("dream", "A big kitchen", version=3))


def test_without_a_script_save_takes_the_whole_section_and_goes_on(talk, world, sign_in):
    client = sign_in(world.carla)
    data = form_of("resume", "yes") | form_of("id_papers", "~no")
    for name in ("references", "interview_clothes", "email_phone", "practised"):
        data |= form_of(name, "")

    answer = client.post(reverse("intake:section", args=[talk.pk, "ready"]), data)

    assert answer.url == reverse("intake:section", args=[talk.pk, "wishes"])
    assert dict(talk.answers.values_list("key", "state")) == {
        "resume": "answered",
        "id_papers": "no",
    }


def test_without_a_script_an_answer_that_opens_a_question_stays_in_the_section(
    talk, world, sign_in
):
    client = sign_in(world.carla)
    url = reverse("intake:section", args=[talk.pk, "work"])

    answer = client.post(url, form_of("works_now", "yes") | form_of("worked_before", "~no"))

    assert answer.url == url + "#q-hours_now-0"


def test_what_cannot_be_read_comes_back_as_typed_and_keeps_nothing_else_back(
    talk, world, sign_in, say
):
    say(talk, "works_now", "yes")
    client = sign_in(world.carla)
    data = form_of("works_now", "yes", version=1) | form_of("hours_now", "about twelve")
    data |= form_of("worked_before", "yes")

    answer = client.post(reverse("intake:section", args=[talk.pk, "work"]), data)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="about twelve"' in page
    assert "Enter a number" in page
    assert talk.answers.get(key="worked_before").state == "answered"
    assert not talk.answers.filter(key="hours_now").exists()


def test_an_answer_beside_a_mark_that_there_is_none_is_asked_about(talk, world, sign_in):
    client = sign_in(world.carla)

    answer = client.post(
        reverse("intake:answer", args=[talk.pk, "dream", 0]),
        form_of("dream", "A kitchen", mark="~prefer_not"),
    )

    assert answer.status_code == 422
    assert "Keep one of them" in answer.content.decode()
    assert not talk.answers.exists()


def test_two_texts_are_shown_and_the_second_writer_chooses(talk, world, sign_in, say):
    say(talk, "dream", "A kitchen", by=make_worker(world, name="Ben Ortiz"))
    client = sign_in(world.carla)
    url = reverse("intake:answer", args=[talk.pk, "dream", 0])

    clash = client.post(url, form_of("dream", "A garden"))
    page = clash.content.decode()
    assert clash.status_code == 409
    assert "Ben Ortiz wrote" in page
    assert "A kitchen" in page
    assert "A garden" in page
    assert 'name="mine-dream.0" value="1"' in page
    # What is typed meanwhile does not settle it by itself.
    assert client.post(url, form_of("dream", "A garden too")).status_code == 409

    chosen = client.post(url, form_of("dream", "A garden") | {"mine-dream.0": "1"})
    assert chosen.status_code == 200
    assert given_of(talk.answers.get(key="dream")).values == ("A garden",)


def test_it_goes_on_at_the_answer_given_last(talk, world, sign_in, say, child):
    say(talk, "story", "Words")
    say(talk, "child_enjoys", "Soccer", about=child.pk)
    client = sign_in(world.carla)

    answer = client.get(reverse("intake:interview", args=[talk.pk]))

    section = reverse("intake:section", args=[talk.pk, "children"])
    assert answer.url == f"{section}#q-child_enjoys-{child.pk}"


def test_each_child_is_asked_about_and_nobody_elses(talk, world, sign_in, child):
    client = sign_in(world.carla)
    stranger = world.case.participant.pk
    url = reverse("intake:section", args=[talk.pk, "children"])

    assert f'name="a-child_days.{child.pk}"' in client.get(url).content.decode()
    wrong = reverse("intake:answer", args=[talk.pk, "child_days", stranger])
    assert client.post(wrong, form_of("child_days", "home", about=stranger)).status_code == 404


def test_a_family_without_children_is_not_asked_about_any(talk, world, sign_in):
    client = sign_in(world.carla)

    assert client.get(reverse("intake:section", args=[talk.pk, "children"])).status_code == 404


def test_questions_are_read_in_spanish_with_their_language_marked(talk, world, sign_in):
    client = sign_in(world.carla)
    client.post(
        reverse("intake:interview_language", args=[talk.pk]), {"language": "es", "section": "story"}
    )

    page = client.get(reverse("intake:section", args=[talk.pk, "story"])).content.decode()

    assert '<legend class="c-ask__words" lang="es">¿Qué le gustaría' in page
