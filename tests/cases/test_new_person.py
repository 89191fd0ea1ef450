"""A new person or case: searched for first, recorded once, and nothing typed is lost."""

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from caseway.agencies.models import Role, StaffLanguage
from caseway.cases.actions.people import Name, PersonFacts, Point, add_person
from caseway.cases.models import Case, HouseholdMember, Identifier, Person, PointKind
from caseway.kernel.models import AccessEvent
from tests.cases.conftest import TODAY
from tests.factories import make_case, make_worker, make_world

pytestmark = pytest.mark.django_db
URL = "/people/new/"


@pytest.fixture
def world():
    world = make_world()
    world.eligibility = make_worker(
        world, Role.ELIGIBILITY_WORKER, agency=world.public, name="Paula Public"
    )
    return world


@pytest.fixture
def page(world, sign_in):
    return sign_in(world.eligibility)


def who(world, name="Ana Rivera", **fields):
    return {"name": name, "language": "en", "site": world.site.pk, **fields}


def born(day):
    return {"birth_month": day.month, "birth_day": day.day, "birth_year": day.year}


def case_fields(world, number="W-900001", **fields):
    return {
        "program": world.program.pk,
        "region": world.region.pk,
        "stage": "initial_contact",
        "opened_on": "2026-11-23",
        "number": number,
        "work_required": "on",
        "worker_public_worker": "queue",
        "worker_contractor_worker": "queue",
        "members": "0",
        **fields,
    }


def known(world, name="Ana Rivera", **facts):
    """Somebody on record, with an open case."""
    made = add_person(site=world.site, facts=PersonFacts(name=Name(name), **facts), today=TODAY)
    return make_case(world, person=made)


def test_the_first_page_asks_who_it_is_and_writes_nothing(world, page):
    before = Person.objects.count(), AccessEvent.objects.count()

    answer = page.get(URL)

    assert answer.status_code == 200
    assert "Name, as they say it" in answer.content.decode()
    assert (Person.objects.count(), AccessEvent.objects.count()) == before


def test_a_search_shows_who_may_be_meant_with_reasons_and_their_case(world, page):
    case = known(world, "Ana Rivera", birth_on=date(1991, 4, 3))
    known(world, "Ama Riviera", birth_on=date(1991, 3, 4))

    answer = page.post(
        URL, {"step": "search", **who(world, "Ana Rivera", **born(date(1991, 3, 4)))}
    )

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Same name" in html
    assert "Day and month of birth swapped" in html
    assert reverse("desk:case", args=[case.pk]) in html
    assert html.index("Ana Rivera</") > 0
    assert "This is the same person" in html
    event = AccessEvent.objects.get(kind="searched")
    assert (event.user_id, event.hits) == (world.eligibility.pk, 2)


def test_twins_are_both_shown_and_the_right_name_comes_first(world, page):
    known(world, "Paz Ortega", birth_on=date(1999, 4, 3))
    known(world, "Luz Ortega", birth_on=date(1999, 4, 3))

    answer = page.post(
        URL, {"step": "search", **who(world, "Luz Ortega", **born(date(1999, 4, 3)))}
    )

    names = [one.person.name_used for one in answer.context["found"]]
    assert names[0] == "Luz Ortega"


def test_a_nickname_is_found_while_typing_and_the_reason_says_so(world, page):
    known(world, "Robert Delgado")

    answer = page.post(URL + "matches/", who(world, "Bob Delgado"))

    assert "Robert Delgado" in answer.content.decode()
    assert "A short form of the same name" in answer.content.decode()


def test_one_letter_is_too_little_to_look_for(world, page):
    known(world, "A")

    answer = page.post(URL + "matches/", who(world, "A"))

    assert not AccessEvent.objects.exists()
    assert answer.context["found"] == []


def test_when_nobody_is_like_them_the_case_comes_next(world, page):
    answer = page.post(URL, {"step": "search", **who(world, "Xiomara Quispe")})

    assert "A case for Xiomara Quispe" in answer.content.decode()
    assert answer.context["form"]["number"].value().startswith("C-")


def test_the_suggested_number_follows_the_highest_of_the_same_form(world, page):
    for number in ("W-000041", "W-000107", "X-9"):
        made = make_case(world, f"Somebody {number}")
        Case.objects.filter(pk=made.pk).update(number=number)
    newest = make_case(world, "Last One")
    Case.objects.filter(pk=newest.pk).update(number="W-000099")

    answer = page.post(URL, {"step": "search", **who(world, "Xiomara Quispe")})

    assert answer.context["form"]["number"].value() == "W-000108"


def test_a_person_a_case_and_a_child_are_recorded_in_one_act(world, page, key):
    fields = {
        **who(world, "Xiomara Quispe", phone="718 555 0134", ok_to_text="on", ssn="900-12-3456"),
        **born(date(1994, 2, 28)),
        **case_fields(world, members="1"),
        "m0-name": "Inti Quispe",
        "m0-relation": "child",
        "m0-birth_month": "5",
        "m0-birth_day": "6",
        "m0-birth_year": "2020",
        "step": "open",
        "submission_key": key(),
    }

    answer = page.post(URL, fields)

    case = Case.objects.get(number="W-900001")
    assert answer.status_code == 302
    assert answer.url == reverse("desk:case", args=[case.pk])
    person = case.participant
    assert (person.name_used, person.birth_on) == ("Xiomara Quispe", date(1994, 2, 28))
    assert person.contact_points.get().normal == "+17185550134"
    assert Identifier.objects.get(person=person).last_four == "3456"
    members = HouseholdMember.objects.filter(household=case.household).order_by("pk")
    assert [(row.person.name_used, row.relation) for row in members] == [
        ("Xiomara Quispe", "self"),
        ("Inti Quispe", "child"),
    ]


def test_sent_twice_it_makes_one_record(world, page, key):
    fields = {**who(world, "Xiomara Quispe"), **case_fields(world)}
    fields |= {"step": "open", "submission_key": key()}

    first, second = page.post(URL, fields), page.post(URL, fields)

    assert Person.objects.filter(name_used="Xiomara Quispe").count() == 1
    assert first.url == second.url


def test_nobody_is_recorded_past_a_search_that_was_not_answered(world, page, key):
    known(world, "Ana Rivera")
    fields = {**who(world), **case_fields(world), "step": "open", "submission_key": key()}

    answer = page.post(URL, fields)

    assert answer.status_code == 200
    assert "Are they here already?" in answer.content.decode()
    assert Person.objects.filter(name_used="Ana Rivera").count() == 1


def test_somebody_recorded_meanwhile_is_shown_before_a_second_record_is_made(world, page, key):
    first = known(world, "Ana Rivera")
    known(world, "Anna Rivera")  # a colleague was faster
    fields = {**who(world), **case_fields(world), "step": "open", "submission_key": key()}

    answer = page.post(URL, fields | {"shown": str(first.participant_id)})

    assert "Anna Rivera" in answer.content.decode()
    assert Case.objects.count() == 2


def test_none_of_these_makes_a_new_record(world, page, key):
    twin = known(world, "Ana Rivera")
    fields = {**who(world), **case_fields(world), "step": "open", "submission_key": key()}

    page.post(URL, fields | {"shown": str(twin.participant_id)})

    assert Person.objects.filter(name_used="Ana Rivera").count() == 2


def test_the_same_person_gets_a_case_without_a_second_record(world, page, key):
    case = known(world, "Ana Rivera")
    Case.objects.filter(pk=case.pk).update(closed_on=TODAY, stage="closed")
    page.post(URL, {"step": f"same:{case.participant_id}", **who(world)})
    fields = {**who(world), **case_fields(world), "person": case.participant_id}
    fields |= {"household": case.household_id, "step": "open", "submission_key": key()}

    page.post(URL, fields)

    new = Case.objects.get(number="W-900001")
    assert (new.participant_id, new.household_id) == (case.participant_id, case.household_id)
    assert Person.objects.count() == 1


def test_a_second_open_case_in_one_program_is_refused_with_every_word_kept(world, page, key):
    case = known(world, "Ana Rivera")
    fields = {**who(world), **case_fields(world), "person": case.participant_id}
    fields |= {"household": case.household_id, "step": "open", "submission_key": key()}

    answer = page.post(URL, fields)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "This household has an open case in this program already." in html
    assert 'value="W-900001"' in html


def test_a_household_is_taken_only_from_those_the_person_lives_in(world, page, key):
    case, other = known(world, "Ana Rivera"), known(world, "Li Wei")
    fields = {**who(world), **case_fields(world), "person": case.participant_id}
    fields |= {"household": other.household_id, "step": "open", "submission_key": key()}

    assert page.post(URL, fields).status_code == 422
    assert Case.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "This field is required."),
        ({"birth_month": "2", "birth_day": "30", "birth_year": "1990"}, "There is no such day"),
        ({"birth_month": "2", "birth_day": "", "birth_year": "1990"}, "Enter the month, the day"),
        ({"birth_month": "11", "birth_day": "24", "birth_year": "2026"}, "lies in the future"),
        ({"phone": "12"}, "Enter a phone number with its area code."),
        ({"ssn": "12345678"}, "has nine digits"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_the_rest_is_kept(world, page, typed, sentence):
    fields = who(world, "Xiomara Quispe", family="Quispe", phone="718 555 0134") | typed

    answer = page.post(URL, {"step": "search", **fields})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html
    assert 'value="Quispe"' in html
    assert not Person.objects.exists()


def test_a_social_security_number_is_never_in_a_page_that_comes_back(world, page):
    known(world, "Ana Rivera")
    plain = "900123456"
    steps = [
        {"step": "search", "birth_day": "3"},  # refused
        {"step": "search"},
        {"step": "none", "shown": "1"},
        {"step": "who"},
        {"step": "refresh"},
    ]
    for step in steps:
        html = page.post(URL, who(world, ssn=plain) | step).content.decode()

        assert plain not in html
        assert "900-12-3456" not in html
        assert 'name="ssn_kept"' in html


def test_the_sealed_number_travels_to_the_end_and_only_for_the_person_who_typed_it(
    world, page, sign_in, key, client
):
    html = page.post(URL, {"step": "search", **who(world, "Xiomara Quispe", ssn="900123456")})
    kept = html.context["typed"].sealed_ssn
    other = make_worker(world, Role.ELIGIBILITY_WORKER, agency=world.public)
    fields = {**who(world, "Xiomara Quispe"), **case_fields(world), "ssn_kept": kept}
    fields |= {"step": "open"}
    sign_in(other)
    client.post(URL, fields | {"submission_key": key(), "number": "W-900002"})
    sign_in(world.eligibility)

    fields["shown"] = str(Person.objects.get().pk)
    client.post(URL, fields | {"submission_key": key()})

    numbers = Identifier.objects.values_list("person__cases__number", "last_four")
    assert list(numbers) == [("W-900001", "3456")]


@pytest.mark.parametrize(("length", "status"), [(128, 200), (129, 422)])
def test_a_pasted_name_is_never_cut_but_comes_back_with_a_sentence(world, page, length, status):
    name = "A" * length

    answer = page.post(URL, {"step": "search", **who(world, name)})

    html = answer.content.decode()
    assert answer.status_code == status
    assert ("this one has 129" in html) is (status == 422)
    assert f'value="{name}"' in html
    assert "maxlength" not in html


def test_workers_who_speak_the_language_come_first_and_the_choice_says_so(world, page):
    make_worker(world, name="Aaron Alone")
    speaks = make_worker(world, name="Zoila Zapata")
    StaffLanguage.objects.create(user=speaks, code="es")

    answer = page.post(URL, {"step": "search", **who(world, "Xiomara Quispe", language="es")})

    labels = [text for _v, text in answer.context["form"]["worker_contractor_worker"].field.choices]
    assert [label.split(":")[0] for label in labels[1:]] == ["Zoila Zapata", "Aaron Alone"]
    assert labels[1] == "Zoila Zapata: speaks Spanish, 0 cases"


def test_a_chosen_worker_holds_the_part_and_leads(world, page, key):
    worker = make_worker(world, name="Carla Contractor")
    chosen = f"{world.contractor.pk}:{worker.pk}"
    fields = {**who(world), **case_fields(world, worker_contractor_worker=chosen)}

    page.post(URL, fields | {"step": "open", "submission_key": key()})

    parts = Case.objects.get().assignments.order_by("part")
    assert [(row.part, row.staff, row.is_lead) for row in parts] == [
        ("contractor_worker", worker, True),
        ("public_worker", None, False),
    ]


def test_a_worker_of_another_agency_cannot_be_chosen(world, page, key):
    stranger = make_worker(make_world("Elsewhere"))
    chosen = f"{world.contractor.pk}:{stranger.pk}"
    fields = {**who(world), **case_fields(world, worker_contractor_worker=chosen)}

    answer = page.post(URL, fields | {"step": "open", "submission_key": key()})

    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_a_child_like_somebody_on_record_is_asked_about_and_then_joins(world, page, key):
    case = known(world, "Leo Rivera", birth_on=date(2019, 6, 1))
    member = {"m0-name": "Leo Rivera", "m0-relation": "child"}
    member |= {"m0-birth_month": "6", "m0-birth_day": "1", "m0-birth_year": "2019"}
    fields = {**who(world, "Xiomara Quispe"), **case_fields(world, members="1"), **member}
    fields |= {"step": "open", "submission_key": key()}

    asked = page.post(URL, fields)
    page.post(URL, fields | {"m0-choice": case.participant_id})

    assert asked.status_code == 422
    assert "Is it the same person?" in asked.content.decode()
    new = Case.objects.get(number="W-900001")
    assert new.household.members.get(relation="child").person_id == case.participant_id


def test_another_row_is_added_and_what_was_typed_stays(world, page):
    fields = {**who(world, "Xiomara Quispe"), **case_fields(world, members="1", number="Z-77")}

    answer = page.post(URL, fields | {"m0-name": "Inti", "step": "refresh:more"})

    html = answer.content.decode()
    assert answer.status_code == 200
    assert len(answer.context["members"]) == 2
    assert 'value="Inti"' in html
    assert 'value="Z-77"' in html
    assert "This field is required" not in html


def test_somebody_of_another_site_is_not_found_and_cannot_be_chosen(world, page):
    elsewhere = known(make_world("Elsewhere"), "Ana Rivera")

    searched = page.post(URL, {"step": "search", **who(world)})
    chosen = page.post(URL, {"step": f"same:{elsewhere.participant_id}", **who(world)})

    assert "A case for Ana Rivera" in searched.content.decode()
    assert chosen.status_code == 404


def test_a_contractor_who_opens_a_case_keeps_it_in_her_agencys_queue(world, sign_in, key):
    carla = make_worker(world, name="Carla Contractor")
    page = sign_in(carla)
    fields = {**who(world), **case_fields(world), "step": "open", "submission_key": key()}

    answer = page.post(URL, fields)

    case = Case.objects.get()
    assert answer.url == reverse("desk:case", args=[case.pk])
    assert case.assignments.get(part="contractor_worker").agency == world.contractor


@pytest.mark.parametrize(("role", "status"), [("privacy_officer", 403), ("supervisor", 200)])
def test_who_may_open_cases(world, sign_in, role, status):
    page = sign_in(make_worker(world, role, agency=world.public))

    assert page.get(URL).status_code == status


def test_the_pages_speak_spanish_where_the_catalogue_does(world, page):
    world.eligibility.language = "es"
    world.eligibility.save()

    assert '<html lang="es"' in page.get(URL).content.decode()


@pytest.mark.parametrize("rows", [2, 40])
def test_a_search_asks_the_same_number_of_questions_for_two_and_for_forty(
    world, page, rows, django_assert_num_queries
):
    for number in range(rows):
        known(world, "Ana Rivera", points=(Point(PointKind.MOBILE, f"718 555 01{number:02d}"),))

    # PostgreSQL is told who asks, and that it is over, around what is written down.
    told = 2 if connection.vendor == "postgresql" else 0
    with django_assert_num_queries(SEARCH_QUERIES + told):
        page.post(URL, {"step": "search", **who(world)})


SEARCH_QUERIES = 22
