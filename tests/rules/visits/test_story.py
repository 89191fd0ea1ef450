"""The month told from its checklists: every sentence has its evidence, and nothing is invented."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.records.visits.codes import (
    Activity,
    Change,
    Mode,
    Problem,
    Progress,
    Response,
    Seen,
    Support,
)
from caseway.rules.records.visits.elements import Topic
from caseway.rules.records.visits.story import words
from caseway.rules.records.visits.story.draft import draft
from caseway.rules.records.visits.story.evidence import (
    Ahead,
    Evidence,
    From,
    Source,
    Terms,
    Toward,
    Visit,
)

BUS = Toward(Activity.TRAVEL_TRAINING, "g1", "Ride the bus to work alone", Progress.FORWARD)


def visit(key, day, **said):
    return Visit(key=key, day=date(2026, 11, day), mode=said.pop("mode", Mode.VISIT), **said)


def told(*visits, **more):
    return [one.reason.text for one in draft(Evidence(visits, **more))]


MONTH = Evidence(
    (
        visit(
            "v3",
            17,
            minutes=45,
            toward=(BUS,),
            response=Response.ALONE,
            support=Support.LITTLE,
            seen=(Seen.ON_TIME,),
        ),
        visit(
            "v1",
            3,
            minutes=60,
            toward=(BUS,),
            response=Response.REMINDERS,
            support=Support.MUCH,
            problems=(Problem.TRAVEL,),
            changes=(Change.TRAVEL_HELP,),
            note="Missed the first bus, took the next.",
        ),
        visit("v2", 10, mode=Mode.PHONE, minutes=15, seen=(Seen.ON_TIME,)),
        visit("v4", 24, held=False),
    ),
    (Terms("j1", date(2026, 9, 1), 1110, 1850),),
    (
        Ahead("p1", date(2026, 12, 1), Mode.VISIT),
        Ahead("p2", date(2026, 12, 15), Mode.VISIT),
    ),
)


def test_a_month_is_told_topic_by_topic():
    assert [(one.topic.value, one.reason.text) for one in draft(MONTH)] == [
        ("done", "We met 2 times, from Tue, Nov 3, 2026 to Tue, Nov 17, 2026."),
        ("done", "We spoke once by phone, on Tue, Nov 10, 2026."),
        ("done", "Together this came to 120 minutes."),
        ("done", "1 planned visit did not take place."),
        ("done", "In 2 sessions we practiced the way to work."),
        ("response", "1 time the person did the work without help."),
        ("response", "1 time the person did the work with reminders."),
        (
            "response",
            "Less support was needed: from much on Tue, Nov 3, 2026 to little on"
            " Tue, Nov 17, 2026.",
        ),
        ("response", "The person was on time in 2 sessions."),
        ("response", "Noted on Tue, Nov 3, 2026: “Missed the first bus, took the next.”"),
        ("progress", "2 sessions served the goal “Ride the bus to work alone”."),
        (
            "progress",
            "Toward the goal “Ride the bus to work alone” there was a step forward by"
            " Tue, Nov 17, 2026.",
        ),
        ("work", "From Tue, Sep 1, 2026: 18.5 hours of work a week at $18.50 an hour."),
        ("problems", "Getting to work was hard in 1 session."),
        ("problems", "Planned: help with the way to work."),
        ("next", "2 sessions are planned, from Tue, Dec 1, 2026 to Tue, Dec 15, 2026."),
    ]


def test_each_sentence_carries_the_visits_and_the_field_it_came_from():
    by_text = {one.reason.text: one.sources for one in draft(MONTH)}

    assert by_text["The person was on time in 2 sessions."] == (
        Source(From.VISIT, "v2", "seen"),
        Source(From.VISIT, "v3", "seen"),
    )
    assert by_text["From Tue, Sep 1, 2026: 18.5 hours of work a week at $18.50 an hour."] == (
        Source(From.JOB, "j1", "terms"),
    )
    assert by_text["1 planned visit did not take place."] == (Source(From.VISIT, "v4", "state"),)


def test_without_evidence_nothing_is_told():
    assert draft(Evidence(())) == ()


def test_a_bare_visit_tells_only_that_it_was_held():
    assert told(visit("v1", 3)) == ["We met once, on Tue, Nov 3, 2026."]


@pytest.mark.parametrize(
    ("visits", "text"),
    [
        ([visit("a", 3, minutes=1)], "Together this came to 1 minute."),
        ([visit("a", 3, mode=Mode.VIDEO)], "We spoke once by video, on Tue, Nov 3, 2026."),
        (
            [visit("a", 3, held=False, moved=True), visit("b", 4, held=False, moved=True)],
            "2 visits were moved to another time.",
        ),
        (
            [visit("a", 3, seen=(Seen.SAFE,)), visit("b", 4, seen=(Seen.SAFE,))],
            "The person worked safely in 2 sessions.",
        ),
        (
            [visit("a", 3, support=Support.SOME), visit("b", 4, support=Support.SOME)],
            "The support needed was: some.",
        ),
        (
            [visit("a", 3, support=Support.LITTLE), visit("b", 4, support=Support.CONSTANT)],
            "More support was needed: from little on Tue, Nov 3, 2026 to constant on"
            " Wed, Nov 4, 2026.",
        ),
        (
            [
                visit("a", 3, support=Support.SOME),
                visit("b", 4, support=Support.MUCH),
                visit("c", 5, support=Support.SOME),
            ],
            "The support needed changed from time to time, from some to much.",
        ),
    ],
)
def test_grammar_is_right_for_one_and_for_many(visits, text):
    assert text in told(*visits)


@pytest.mark.parametrize(
    ("terms", "texts"),
    [
        (
            Terms("j", date(2026, 11, 9), 1200, None),
            ["From Mon, Nov 9, 2026: 20 hours of work a week."],
        ),
        (
            Terms("j", date(2026, 11, 9), None, 120005),
            ["From Mon, Nov 9, 2026: a wage of $1,200.05 an hour."],
        ),
        (Terms("j", date(2026, 11, 9), None, None), []),
        (
            Terms("j", date(2026, 9, 1), None, None, date(2026, 11, 20)),
            ["A job ended on Fri, Nov 20, 2026."],
        ),
    ],
)
def test_hours_and_wage_are_told_as_far_as_they_are_known(terms, texts):
    assert told(jobs=(terms,)) == texts


def test_a_note_of_a_group_is_not_quoted():
    assert not any("Sat with" in text for text in told(visit("a", 3, note="Sat with", group=True)))
    assert any("Sat with" in text for text in told(visit("a", 3, note="Sat with")))


def test_what_a_visit_that_was_not_held_says_is_not_told():
    missed = visit("a", 3, held=False, minutes=60, seen=(Seen.SAFE,), note="Nobody home")

    assert told(missed) == ["1 planned visit did not take place."]


def test_where_a_goal_stands_is_told_of_its_last_visit():
    back = Toward(Activity.COACHING, "g1", "Ride the bus to work alone", Progress.BACK)

    found = told(visit("b", 17, toward=(BUS,)), visit("a", 3, toward=(back,)))

    assert any("there was a step forward by Tue, Nov 17" in text for text in found)
    assert not any("harder than before" in text for text in found)


def test_two_activities_for_one_goal_are_one_session():
    coached = Toward(Activity.COACHING, "g1", BUS.words)

    assert "1 session served the goal “Ride the bus to work alone”." in told(
        visit("a", 3, toward=(BUS, coached))
    )


def test_a_percent_sign_in_the_persons_words_is_only_that():
    half = Toward(Activity.COACHING, "g1", "Be on time 100% of the days %(x)s")

    assert "1 session served the goal “Be on time 100% of the days %(x)s”." in told(
        visit("a", 3, toward=(half,))
    )


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (words.ONCE, Mode),
        (words.OFTEN, Mode),
        (words.DID, Activity),
        (words.TOOK_PART, Response),
        (words.SAW, Seen),
        (words.STANDS, Progress),
        (words.STOOD, Problem),
        (words.PLANNED, Change),
    ],
)
def test_every_pick_has_its_sentence(table, codes):
    assert set(table) == set(codes)


maybe = st.one_of
toward = st.builds(
    Toward,
    st.sampled_from(Activity),
    st.sampled_from(["g1", "g2", ""]),
    st.sampled_from(["Keep a calendar", "Cook lunch", ""]),
    maybe(st.none(), st.sampled_from(Progress)),
)


@st.composite
def months(draw):
    count = draw(st.integers(0, 6))
    visits = tuple(
        Visit(
            key=f"v{number}",
            day=date(2026, 11, draw(st.integers(1, 30))),
            mode=draw(st.sampled_from(Mode)),
            held=draw(st.booleans()),
            moved=draw(st.booleans()),
            group=draw(st.booleans()),
            minutes=draw(maybe(st.none(), st.integers(0, 300))),
            toward=tuple(draw(st.lists(toward, max_size=3))),
            response=draw(maybe(st.none(), st.sampled_from(Response))),
            support=draw(maybe(st.none(), st.sampled_from(Support))),
            seen=tuple(draw(st.lists(st.sampled_from(Seen), max_size=3))),
            problems=tuple(draw(st.lists(st.sampled_from(Problem), max_size=2))),
            changes=tuple(draw(st.lists(st.sampled_from(Change), max_size=2))),
            note=draw(st.sampled_from(["", "Greeted everybody"])),
        )
        for number in range(count)
    )
    ahead = tuple(
        Ahead(f"p{number}", date(2026, 12, 1 + number), Mode.VISIT)
        for number in range(draw(st.integers(0, 4)))
    )
    return Evidence(visits, (), ahead)


FIELDS = {
    "minutes": lambda one: one.minutes,
    "activities": lambda one: one.toward,
    "progress": lambda one: [done for done in one.toward if done.progress],
    "response": lambda one: one.response,
    "support": lambda one: one.support,
    "seen": lambda one: one.seen,
    "problems": lambda one: one.problems,
    "changes": lambda one: one.changes,
    "note": lambda one: one.note,
    "mode": lambda one: one.held,
    "state": lambda one: not one.held,
}


@given(months())
def test_the_sources_of_every_sentence_exist_and_say_it(evidence):
    visits = {one.key: one for one in evidence.visits}
    ahead = {one.key for one in evidence.ahead}

    for sentence in draft(evidence):
        assert sentence.sources
        assert len(set(sentence.sources)) == len(sentence.sources)
        for source in sentence.sources:
            if source.field == "day":
                assert source.key in ahead
            else:
                assert FIELDS[source.field](visits[source.key])
        assert "%(" not in sentence.reason.text


@given(months())
def test_a_count_is_the_number_of_its_sources(evidence):
    for sentence in draft(evidence):
        count = sentence.reason.values.get("count")
        if count is not None and sentence.sources[0].field != "minutes":
            assert count == len(sentence.sources)


@given(months(), st.randoms())
def test_the_order_in_which_visits_come_changes_nothing(evidence, random):
    shuffled = list(evidence.visits)
    random.shuffle(shuffled)

    again = draft(Evidence(tuple(shuffled), (), evidence.ahead))

    assert [one.reason.text for one in again] == [one.reason.text for one in draft(evidence)]


def test_topics_come_in_the_order_of_the_summary():
    topics = [one.topic for one in draft(MONTH)]

    assert topics == sorted(topics, key=list(Topic).index)
