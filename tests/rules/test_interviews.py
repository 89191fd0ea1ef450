"""Question sets as the rules read them: what is asked, how far it is, and what follows."""

import copy
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseway.rules.functions.flows import FLOWS, STEP_LABELS, can_begin, flow_of, steps_for, wants
from caseway.rules.functions.intake import Program
from caseway.rules.functions.presets import IntakeFlow
from caseway.rules.interviews.checking import problems
from caseway.rules.interviews.proposals import ProposalKind, proposals, readiness
from caseway.rules.interviews.questions import depends_on, progress, read
from caseway.rules.interviews.words import Given, Keeping, State

FOLDER = Path(__file__).parents[2] / "caseway" / "intake" / "data"
SHIPPED = {
    name: tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    for name in ("comprehensive", "mini")
}
ASKED = read(SHIPPED["comprehensive"])


def yes(*values):
    return Given(State.ANSWERED, values or ("yes",))


NO, PREFER_NOT = Given(State.NO), Given(State.PREFER_NOT)


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_what_is_shipped_can_be_asked(name):
    assert problems(SHIPPED[name]) == []


def test_every_question_shipped_is_there_in_both_languages():
    lacking = [
        question.key
        for _section, question in ASKED.questions()
        for text in (question.text, question.why, *(one.text for one in question.options))
        if text and not text.es
    ]

    assert lacking == []


def test_the_story_comes_first_and_strengths_before_anything_in_the_way():
    first = [section.key for section in ASKED.sections[:2]]

    assert first == ["story", "strengths"]
    assert not any(
        leads.barrier for s in ASKED.sections[:2] for q in s.questions for leads in q.leads
    )


def test_every_topic_of_a_comprehensive_interview_is_asked_about():
    named = {leads.barrier for _s, q in ASKED.questions() for leads in q.leads if leads.barrier}

    assert named >= {
        "child_care", "elder_care", "transport", "health", "housing", "credit", "record",
        "long_unemployment", "mental_health", "safety", "substance_use", "language", "education",
        "child",
    }  # fmt: skip


def test_safety_is_for_trained_staff_and_health_and_record_for_the_workers_of_the_case():
    kept = {question.key: question.keeping for _s, question in ASKED.questions()}

    assert {kept[key] for key in ("safe_home", "safe_work", "safe_contact")} == {Keeping.SAFETY}
    assert {kept[key] for key in ("mood", "substance", "health_hard", "record", "unfair")} == {
        Keeping.PRIVATE
    }


@pytest.mark.parametrize(
    ("said", "asked"),
    [({}, False), ({("works_now", 0): yes()}, True), ({("works_now", 0): NO}, False),
     ({("works_now", 0): PREFER_NOT}, False)],
)  # fmt: skip
def test_hours_are_asked_only_of_those_who_work(said, asked):
    _section, question = ASKED.find("hours_now")

    assert question.is_asked(said) is asked


def test_no_and_prefer_not_to_say_are_answers_and_silence_is_none():
    section, _question = ASKED.find("resume")
    said = {("resume", 0): NO, ("references", 0): PREFER_NOT, ("practised", 0): Given()}

    done = progress(section, said, ())

    assert (done.said, done.asked) == (2, 6)


def test_a_section_for_each_child_counts_every_child():
    section, _question = ASKED.find("child_enjoys")

    assert progress(section, {("child_enjoys", 7): yes("Soccer")}, (7, 9)).asked == 10
    assert progress(section, {}, ()).asked == 0


def test_what_hangs_on_an_answer_is_found_near_and_far():
    assert {q.key for q in depends_on(ASKED, "worked_before")} == {
        "last_job", "liked", "left_because", "without_work"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "severity"),
    [("easy", None), ("some", "some"), ("very", "much"), ("cannot", "stops")],
)
def test_the_answer_says_how_much_is_in_the_way(choice, severity):
    made = proposals(ASKED, {("transport_hard", 0): yes(choice)}, ())

    found = [one.severity for one in made if one.kind is ProposalKind.BARRIER]
    assert found == ([severity] if severity else [])


def test_two_answers_about_one_thing_make_one_proposal_as_severe_as_the_worse():
    said = {("housing_now", 0): yes("others"), ("utilities", 0): NO}

    (barrier,) = [o for o in proposals(ASKED, said, ()) if o.kind is ProposalKind.BARRIER]

    assert (barrier.code, barrier.severity, barrier.because) == ("housing", "much", "utilities")


def test_what_rests_on_a_private_answer_is_kept_as_closely():
    made = proposals(ASKED, {("mood", 0): yes("most")}, ())

    assert {one.keeping for one in made} == {Keeping.PRIVATE}


def test_strengths_are_proposed_first_in_their_own_words():
    said = {("good_at", 0): yes("Fixing bikes"), ("care_while_work", 0): yes("nobody")}

    made = proposals(ASKED, said, ())

    assert made[0].kind is ProposalKind.STRENGTH
    assert made[0].words.en == "Fixing bikes"


def test_an_answer_to_a_question_no_longer_asked_leads_to_nothing():
    said = {("housing_now", 0): yes("shelter"), ("rent_proof", 0): NO}

    assert not [o for o in proposals(ASKED, said, ()) if o.kind is ProposalKind.PROOF]


def test_readiness_is_a_list_and_what_was_not_said_is_neither_there_nor_lacking():
    found = readiness(
        ASKED, {("resume", 0): yes(), ("references", 0): NO, ("practised", 0): PREFER_NOT}
    )

    assert [q.key for q in found.ready] == ["resume"]
    assert [q.key for q in found.lacking] == ["references"]
    assert "practised" in [q.key for q in found.open]


def broken(change):
    content = copy.deepcopy(SHIPPED["mini"])
    change(content)
    return [one.code for one in problems(content)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda c: c.update(sections=[]), "questions.empty"),
        (lambda c: c["sections"][0].update(title={}), "questions.no_title"),
        (lambda c: c["sections"][0].update(questions=[]), "questions.no_questions"),
        (lambda c: c["sections"][0].update(each="cousin"), "questions.no_each"),
        (lambda c: c["sections"][0]["questions"][0].update(text={}), "questions.no_text"),
        (lambda c: c["sections"][0]["questions"][0].update(key="Two words"), "questions.bad_key"),
        (lambda c: c["sections"][0]["questions"][0].update(key="covered"), "questions.twice"),
        (lambda c: c["sections"][0]["questions"][0].update(kind="poem"), "questions.no_kind"),
        (lambda c: c["sections"][0]["questions"][1].update(options=[]), "questions.no_options"),
        (lambda c: c["sections"][0]["questions"][0].update(keeping="secret"),
         "questions.no_keeping"),
        (lambda c: c["sections"][0]["questions"][0].update(keeping="private"), "questions.no_why"),
        (lambda c: c["sections"][0]["questions"][0].update(
            only_if=[{"question": "nobody", "is": ["yes"]}]), "questions.unknown"),
        (lambda c: c["sections"][0]["questions"][0].update(
            only_if=[{"question": "covered", "is": ["yes"]}]), "questions.not_before"),
        (lambda c: c["sections"][0]["questions"][2].update(
            only_if=[{"question": "food_today", "is": ["plenty"]}]), "questions.no_answer"),
        (lambda c: c.update(sections=[{"title": {"en": "x"}}]), "questions.shape"),
    ],
)  # fmt: skip
def test_what_keeps_a_set_from_being_asked_is_said(change, code):
    assert code in broken(change)


SETS_OF_NEEDS = st.sets(st.sampled_from(list(Program)), min_size=1)


@given(flow=st.sampled_from(list(IntakeFlow)), needs=SETS_OF_NEEDS, work=st.booleans())
def test_every_way_in_comes_to_its_end_with_each_step_taken_once(flow, needs, work):
    wanted, done = wants(needs, work_required=work), []

    while turn := can_begin(flow, wanted, done):
        done.append(turn[0].code)
        assert len(done) <= len(FLOWS[flow])

    assert sorted(done) == sorted(step.code for step in steps_for(flow, wanted))


def test_food_stamps_alone_open_no_step_of_the_work_program():
    for flow in IntakeFlow:
        taken = {step.code for step in steps_for(flow, wants({Program.SNAP}, work_required=True))}
        assert not taken & {"interview", "employment_plan", "to_case_manager", "to_contractor"}


@pytest.mark.parametrize(
    ("preset", "model", "flow"),
    [
        ("PBC", "single_private", IntakeFlow.MINI_INTERVIEW),
        ("WI", "single_private", IntakeFlow.TWO_REFERRALS),
        ("LRGV", "two_worker", IntakeFlow.PUBLIC_FIRST),
        ("", "single_private", IntakeFlow.TWO_REFERRALS),
        ("", "two_worker", IntakeFlow.PUBLIC_FIRST),
    ],
)
def test_a_site_follows_the_flow_it_was_set_up_with(preset, model, flow):
    assert flow_of(preset, model) is flow


def test_every_step_has_a_name_and_names_only_steps_of_its_own_flow():
    for steps in FLOWS.values():
        codes = {step.code for step in steps}
        assert codes <= set(STEP_LABELS)
        assert all(set(step.after) <= codes for step in steps)
