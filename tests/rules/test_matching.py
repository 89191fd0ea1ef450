"""Search before create: is the person already here?"""

import string
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from caseway.rules.records.identity import Birth, Identity, compare_births
from caseway.rules.records.matching import Verdict, best, score
from caseway.rules.records.names import normal, read_name

V = Verdict
BORN = date(1990, 3, 4)


def person(name, born=BORN, **more):
    names = [name] if isinstance(name, str) else name
    return Identity.of(names, born, **more)


@pytest.mark.parametrize(
    ("known", "typed", "verdict"),
    [
        ("Ana Ruiz", "Ana Ruiz", V.SAME),
        ("Ana Ruiz", "RUIZ, ANA", V.SAME),
        ("José Muñoz", "Jose Munoz", V.SAME),
        ("María de la Cruz", "Maria Delacruz", V.SAME),
        ("Mary O'Connor", "Mary O Connor", V.SAME),
        ("Van Tran", "Tran Van", V.SAME),
        ("Ana O'Neil Díaz", "O Neil Diaz, Ana", V.SAME),
        ("王小明", "王小明", V.SAME),
        ("William Smith", "Bill Smith", V.LIKELY),
        ("José García", "Pepe Garcia", V.LIKELY),
        ("Ana Martínez", "Ana Martimez", V.LIKELY),
        ("Ana Vázquez", "Ana Basques", V.LIKELY),
        ("Mary-Ann Lee", "Maryann Lee", V.LIKELY),
        ("Cui Ping Wu", "Wu Cuiping", V.LIKELY),  # two words or one, in either order
        ("Cui Ping Wu", "Wu Pingcui", V.POSSIBLE),
        ("Thị Hồng Nguyễn", "Nguyen Thihong", V.LIKELY),
        ("Ana María Ruiz López", "Ana Ruiz", V.LIKELY),
        ("Ana Ruiz", "A. Ruiz", V.LIKELY),
        ("Ana Ruiz", "Eva Ruiz", V.POSSIBLE),  # twins
        ("Juan Carlos Ruiz", "Juan José Ruiz", V.POSSIBLE),
        ("Ana Ruiz", "Ana Delgado", V.POSSIBLE),  # a new surname
        ("Juan Ortiz López Jr.", "Juan Ortiz López Sr.", V.POSSIBLE),
        ("Ana", "Ana", V.LIKELY),  # one word is not enough to be sure
        ("Ana Ruiz", "Robert Washington", V.DIFFERENT),
        ("王小明", "李雷", V.DIFFERENT),
    ],
)
def test_names_with_the_same_birth_date(known, typed, verdict):
    assert score(person(known), person(typed)).verdict is verdict


@pytest.mark.parametrize(
    ("born", "compared", "verdict"),
    [
        (date(1990, 3, 4), Birth.SAME, V.SAME),
        (date(1990, 4, 3), Birth.SWAPPED, V.LIKELY),
        (date(1991, 3, 4), Birth.ONE_DIGIT, V.LIKELY),
        (date(1980, 3, 4), Birth.ONE_DIGIT, V.LIKELY),
        (date(1909, 3, 4), Birth.TWO_DIGITS_SWAPPED, V.LIKELY),
        (None, Birth.UNKNOWN, V.LIKELY),
        (date(1990, 5, 17), Birth.DIFFERENT, V.DIFFERENT),
        (date(1985, 3, 9), Birth.DIFFERENT, V.DIFFERENT),
    ],
)
def test_the_same_name_with_another_birth_date(born, compared, verdict):
    assert compare_births(BORN, born) is compared
    assert score(person("Ana Ruiz"), person("Ana Ruiz", born)).verdict is verdict


@pytest.mark.parametrize(
    ("known", "typed", "verdict"),
    [
        ({"ssn_index": "x"}, {"ssn_index": "x"}, V.SAME),
        ({"ssn_index": "x"}, {"ssn_index": "y"}, V.POSSIBLE),
        ({"last_four": "1234"}, {"last_four": "1234"}, V.SAME),
        ({"last_four": "1234"}, {"last_four": "9999"}, V.POSSIBLE),
        ({"ssn_index": "x"}, {}, V.SAME),
        # All else equal, phone included: a number that differs still decides.
        (
            {"last_four": "1234", "phones": ["+12125550100"]},
            {"last_four": "9999", "phones": ["+12125550100"]},
            V.POSSIBLE,
        ),
    ],
)
def test_different_social_security_numbers_stop_a_match_of_equal_names(known, typed, verdict):
    found = score(person("Ana Ruiz", **known), person("Ana Ruiz", **typed))

    assert found.verdict is verdict


@pytest.mark.parametrize(
    ("typed", "born", "verdict"),
    [
        ("Anna Ruiz", BORN, V.SAME),
        ("Anna Ruiz", None, V.SAME),
        ("Ana Ruiz", date(1970, 12, 31), V.LIKELY),  # the number says yes, the date says no
        ("Wei Chen", date(1970, 12, 31), V.POSSIBLE),  # somebody must look at this
    ],
)
def test_an_equal_number_is_always_looked_at_and_sure_only_with_a_like_name(typed, born, verdict):
    found = score(person("Ana Ruiz", ssn_index="x"), person(typed, born, ssn_index="x"))

    assert found.verdict is verdict


@pytest.mark.parametrize(
    ("one", "other"), [("Jayden Ruiz", "Kayden Ruiz"), ("Mario Ruiz", "Maria Ruiz")]
)
def test_twins_with_one_phone_are_never_matched_without_a_person_looking(one, other):
    phone = {"phones": ["+12125550100"]}

    assert score(person(one, **phone), person(other, **phone)).verdict is V.LIKELY


@pytest.mark.parametrize(
    ("known", "typed", "points"),
    [
        ("Junel Fleurant", "Fleurant", 57),
        ("Junel Fleurant", "Flurant", 56),
        ("Junel Fleurant", "Fluerant", 56),
        ("Junel Fleurant", "Flerant", 56),
        ("Junel Fleurant", "Fleurrant", 56),
        ("Alla Panchenko", "Panchenco", 56),
        ("Zoya Belov", "Beloff", 55),  # sounds alike
        ("Siobhan O'Neill", "oneill", 57),
        ("Siobhan O'Neill", "o neill", 57),
        ("Siobhan O'Neill", "Shivaun", 55),
        ("Ana María de la Cruz López", "Delacruz", 57),  # the more words, no less exact
        ("William Smith", "Bill", 56),
        ("Xiomara Washington", "Wakhingtom", 52),  # two letters of ten
        # Too little to go by.
        ("Ana Ruiz", "Owen", 0),  # one code of two symbols
        ("Ana Ruiz", "A", 0),
        ("Van Nguyen", "Van Tran", 0),  # two words stay two words
        ("Mei Li", "Lee", 0),
        ("Ana Martinez", "Marquez", 0),
    ],
)
def test_one_word_alone_is_possible_where_it_is_or_nearly_is_a_name_of_the_person(
    known, typed, points
):
    found = score(person(known), person(typed, None))

    assert found.verdict is (V.POSSIBLE if points else V.DIFFERENT)
    assert found.score == points or (not points and found.score < 50)


def test_one_word_alone_is_below_two_that_fit_and_is_nothing_against_other_facts():
    known = [(1, person("Junel Fleurant")), (2, person("Fleurant Junior Pierre"))]

    assert [key for key, _ in best(known, person("Junel Fleurant", None))] == [1]
    assert score(person("Junel Fleurant"), person("Junel Flurant", None)).score > 57
    other_day = score(person("Junel Fleurant"), person("Fleurant", date(1970, 12, 31)))
    assert other_day.verdict is V.DIFFERENT
    known_number = person("Junel Fleurant", ssn_index="x")
    assert score(known_number, person("Fleurant", None, ssn_index="y")).verdict is V.DIFFERENT


def test_a_whole_name_in_common_counts_before_a_single_word_whichever_comes_first():
    one, other = person(["Ana", "Lu Lu"]), person(["Lu Lu", "Ana"])

    assert score(one, other).verdict is score(other, one).verdict is V.SAME


def test_any_of_a_persons_names_may_match():
    known = person(["Ana Delgado", "Ana Ruiz"])

    assert score(known, person("Ana Ruiz")).verdict is V.SAME


def test_a_match_says_what_speaks_for_it_and_against():
    found = score(
        person("María Elena de la Cruz", phones=["+12125550100"], ssn_index="x"),
        person("Crux Maria", date(1990, 4, 3), phones=["+12125550100"], ssn_index="y"),
    )

    assert [reason.text for reason in found.reasons] == [
        "One letter differs",
        "Names in another order",
        "A name is missing on one side",
        "Day and month of birth swapped",
        "Different social security numbers",
        "Same phone number",
    ]


def test_the_best_candidates_come_first_and_the_different_are_left_out():
    candidates = [
        (1, person("Robert Washington", date(1950, 1, 1))),
        (2, person("Bill Smith")),
        (3, person("William Smith")),
        (4, person("William Smyth")),
    ]

    found = best(candidates, person("William Smith"))

    assert [key for key, _ in found] == [3, 2, 4]
    assert [key for key, _ in best(candidates, person("William Smith"), limit=1)] == [3]


def test_a_person_without_a_name_matches_nobody_by_name():
    assert score(Identity.of([]), Identity.of([])).verdict is V.DIFFERENT
    assert score(Identity.of(["!!!"]), Identity.of(["???"])).verdict is V.DIFFERENT


# Properties.

WORDS = st.sampled_from(
    [
        "Ana",
        "María",
        "José",
        "Guadalupe",
        "Lupe",
        "Bill",
        "William",
        "García",
        "Garcia",
        "Vázquez",
        "Basques",
        "Ruiz",
        "Cruz",
        "de",
        "la",
        "O'Connor",
        "Smith-Jones",
        "Nguyễn",
        "Chen",
        "王小明",
        "Иванов",
        "Jr",
        "J",
    ]
)
NAMES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
IDENTITIES = st.builds(
    Identity.of,
    st.lists(NAMES | st.text(max_size=12), max_size=2),
    st.none() | st.dates(date(1950, 1, 1), date(2020, 12, 31)) | st.just(BORN),
    st.lists(st.sampled_from(["1", "2"]), max_size=2),
    st.sampled_from(["", "x", "y"]),
    st.sampled_from(["", "1234", "9999"]),
)


@given(IDENTITIES, IDENTITIES)
def test_matching_is_symmetric_and_stays_in_bounds(one, other):
    there, back = score(one, other), score(other, one)

    assert (there.score, there.verdict) == (back.score, back.verdict)
    assert 0 <= there.score <= 100
    assert there.verdict is (
        V.SAME
        if there.score >= 95
        else V.LIKELY
        if there.score >= 75
        else V.POSSIBLE
        if there.score >= 50
        else V.DIFFERENT
    )


@given(NAMES, WORDS)
def test_a_word_alone_without_a_birth_date_is_never_more_than_possible(name, word):
    found = score(person(name), person(word, None))

    assume(len(read_name(name).words) > 1 and normal(name).replace(" ", "") != normal(word))
    assume(len(normal(word).split()) == 1)
    assert found.verdict in (V.POSSIBLE, V.DIFFERENT)
    particles = {"de", "la", "jr"}
    if normal(word) in {*normal(name).split()} - particles:
        assert found.score >= 57  # a floor: names that run together may score more


@given(IDENTITIES, IDENTITIES)
def test_the_best_are_the_same_as_if_every_pair_of_names_had_been_compared(one, other):
    found = score(one, other)
    shown = [] if found.verdict is Verdict.DIFFERENT else [("one", found)]

    assert best([("one", one)], other) == shown


@given(NAMES, NAMES)
def test_given_and_family_names_in_the_other_order_are_at_least_likely(given_names, family):
    assume(not {"jr", "de", "la"} & set(normal(f"{given_names} {family}").split()))

    one, other = person(f"{given_names} {family}"), person(f"{family} {given_names}")

    assert score(one, other).verdict in (V.SAME, V.LIKELY)
    assert score(person(f"{given_names} {family}", None), other).verdict in (V.SAME, V.LIKELY)


@given(
    st.sampled_from(["Guadalupe", "Jonathan", "Xiomara", "Deshawn"]),
    st.sampled_from(["Hernández", "Washington", "Kowalczyk"]),
    st.data(),
)
def test_one_letter_slip_with_the_same_birth_date_is_at_least_likely(first, last, data):
    name = f"{first} {last}"
    at = data.draw(st.sampled_from([n for n, char in enumerate(name) if char.isalpha()]))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))

    slipped = name[:at] + letter + name[at + 1 :]

    assert score(person(name), person(slipped)).verdict in (V.SAME, V.LIKELY)


@given(IDENTITIES, IDENTITIES)
def test_contrary_numbers_are_never_more_than_possible(one, other):
    if one.ssn_index and other.ssn_index and one.ssn_index != other.ssn_index:
        assert score(one, other).verdict in (V.POSSIBLE, V.DIFFERENT)
