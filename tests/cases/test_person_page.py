"""A person's page: her words first, every fact with its days, and no save over another's."""

from datetime import date

import pytest
from django.urls import reverse

from caseway.agencies.models import Role
from caseway.cases.actions.people import set_ssn
from caseway.cases.models import Address, Characteristic, ContactPoint, Identifier, PersonName
from caseway.kernel.audit import acting_as
from caseway.kernel.models import AccessEvent
from tests.factories import make_case, make_worker, make_world

pytestmark = pytest.mark.django_db
SSN = "900123456"


@pytest.fixture
def world(now):
    world = make_world()
    world.carla = make_worker(world, name="Carla Contractor")
    world.case = make_case(world, worker=world.carla)
    world.person = world.case.participant
    world.url = reverse("cases:person", args=[world.person.pk])
    return world


@pytest.fixture
def page(world, sign_in):
    return sign_in(world.carla)


def about(person, **fields):
    return {
        "birth_on_month": "",
        "birth_on_day": "",
        "birth_on_year": "",
        "language": person.language,
        "pronouns": "",
        "identity": "",
        "version": person.version,
        **fields,
    }


def add(page, world, key, what, **fields):
    url = reverse("cases:person_add", args=[world.person.pk, what])
    return page.post(url, fields | {"submission_key": key()})


def test_the_page_puts_strengths_first_and_writes_only_that_it_was_opened(world, page):
    answer = page.get(world.url)

    html = answer.content.decode()
    assert answer.status_code == 200
    assert html.index('id="strengths-title"') < html.index('id="about-title"')
    assert "leaving it empty is a full answer" in html
    event = AccessEvent.objects.get()
    assert (event.kind, event.row, event.case_id) == (
        "opened",
        str(world.person.pk),
        world.case.pk,
    )


def test_what_stands_on_the_person_is_saved_in_her_own_words(world, page):
    fields = about(world.person, language="es", identity="Taína, mamá de tres", pronouns="ella")
    fields |= {"birth_on_month": "2", "birth_on_day": "29", "birth_on_year": "1992"}

    answer = page.post(world.url, fields)

    world.person.refresh_from_db()
    assert answer.status_code == 302
    assert world.person.identity == "Taína, mamá de tres"
    assert (world.person.birth_on, world.person.language) == (date(1992, 2, 29), "es")


def test_the_languages_spoken_here_come_first_and_bengali_is_found_by_both_names(world, page):
    world.person.language = "bn"
    world.person.save(update_fields=["language"])

    field = page.get(world.url).context["forms"]["about"].fields["language"]

    (often, first), (every, rest) = field.choices
    assert (often, every) == ("Often spoken here", "All languages")
    assert first[:2] == [("en", "English"), ("bn", "Bangla")]
    assert ("bn", "Bengali (Bangla)") in rest
    assert page.get(world.url).content.decode().count('value="bn" selected') == 1


@pytest.mark.parametrize(("length", "status"), [(128, 302), (129, 422)])
def test_a_name_that_is_too_long_comes_back_whole_with_a_sentence_beside_it(
    world, page, key, length, status
):
    name = "Ñ" * length

    answer = add(page, world, key, "names", full=name, kind="used")

    html = answer.content.decode()
    assert answer.status_code == status
    assert world.person.names.filter(full_name=name).exists() is (status == 302)
    if status == 422:
        said = "A name has room for 128 characters; this one has 129."
        assert f'value="{name}"' in html
        assert html.count(said) >= 1
        assert "maxlength" not in html


def test_a_stale_save_shows_both_versions_and_changes_nothing(world, page):
    opened = about(world.person, pronouns="she/her", identity="")
    with acting_as(world.carla.pk):
        page.post(world.url, about(world.person, pronouns="ella", language="es"))

    answer = page.post(world.url, opened)

    html = answer.content.decode()
    world.person.refresh_from_db()
    assert answer.status_code == 409
    assert "ella" in html
    assert "she/her" in html
    assert "Carla Contractor" in html
    assert "Spanish" in html
    assert world.person.pronouns == "ella"


def test_what_was_chosen_on_the_conflict_page_is_saved(world, page):
    with_birth = about(world.person) | {
        "birth_on_month": "4",
        "birth_on_day": "3",
        "birth_on_year": "1991",
    }
    page.post(world.url, with_birth | {"needs_interpreter": "on"})
    stale = page.post(world.url, with_birth | {"birth_on_day": "4", "pronouns": "ella"})
    conflict = stale.context["conflict"]
    chosen = {field["name"]: field["mine"] for field in conflict["fields"]}

    page.post(world.url, dict(conflict["hidden"]) | chosen | {"version": conflict["version"]})

    world.person.refresh_from_db()
    assert world.person.birth_on == date(1991, 4, 4)
    assert world.person.pronouns == "ella"
    assert world.person.needs_interpreter is False


def test_a_birth_in_the_future_is_refused_and_the_rest_is_kept(world, page):
    fields = about(world.person, pronouns="ella")
    fields |= {"birth_on_month": "11", "birth_on_day": "24", "birth_on_year": "2026"}

    answer = page.post(world.url, fields)

    assert answer.status_code == 422
    assert "lies in the future" in answer.content.decode()
    assert 'value="ella"' in answer.content.decode()


def test_a_name_keeps_its_capitals_and_becomes_the_name_used(world, page, key):
    add(page, world, key, "names", full="ana maría de la O", kind="used", is_used="on")

    world.person.refresh_from_db()
    assert world.person.name_used == "ana maría de la O"
    assert PersonName.objects.filter(person=world.person).count() == 2


def test_sent_twice_a_name_is_added_once(world, page, key):
    fields = {"full": "Ana Castillo", "kind": "former", "submission_key": key()}
    url = reverse("cases:person_add", args=[world.person.pk, "names"])

    page.post(url, fields)
    page.post(url, fields)

    assert PersonName.objects.filter(full_name="Ana Castillo").count() == 1


def test_the_name_used_does_not_end_and_another_does(world, page, key):
    add(page, world, key, "names", full="Ana Castillo", kind="former")
    used = PersonName.objects.get(is_used=True)
    other = PersonName.objects.get(is_used=False)

    for row in (used, other):
        url = reverse("cases:person_end", args=[world.person.pk, "names", row.pk])
        page.post(url, {"submission_key": key()})

    used.refresh_from_db()
    other.refresh_from_db()
    assert used.ends_on is None
    assert other.ends_on == date(2026, 11, 23)


def test_a_phone_is_kept_in_one_form_and_what_was_agreed_with_it(world, page, key):
    add(page, world, key, "points", kind="mobile", value="(718) 555-0134", ok_to_text="on")
    add(page, world, key, "points", kind="phone", value="212 555 0199", note="her sister’s")

    first, second = ContactPoint.objects.order_by("pk")
    assert (first.normal, first.is_preferred, first.ok_to_text) == ("+17185550134", True, True)
    assert (second.is_preferred, second.ok_to_text) == (False, False)


def test_a_phone_that_is_none_is_refused_with_the_words_kept(world, page, key):
    answer = add(page, world, key, "points", kind="mobile", value="12", note="mornings")

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter a phone number with its area code." in html
    assert 'value="mornings"' in html
    assert not ContactPoint.objects.exists()


def test_an_ended_phone_is_texted_no_more_and_stays_in_the_history(world, page, key):
    add(page, world, key, "points", kind="mobile", value="718 555 0134", ok_to_text="on")
    row = ContactPoint.objects.get()
    url = reverse("cases:person_end", args=[world.person.pk, "points", row.pk])

    page.post(url, {"submission_key": key()})

    row.refresh_from_db()
    assert (row.ok_to_text, row.ends_on) == (False, date(2026, 11, 23))
    assert "until Mon, Nov 23, 2026" in page.get(world.url).content.decode()


@pytest.mark.parametrize(
    ("zip_code", "borough", "status"),
    [("10456", "Bronx", 302), ("10801", "", 302), ("1045", None, 422)],
)
def test_the_borough_follows_from_the_zip_code(world, page, key, zip_code, borough, status):
    answer = add(page, world, key, "addresses", lines="12 Tallow Street", zip_code=zip_code)

    row = Address.objects.first()
    assert answer.status_code == status
    assert (row.borough if row else None) == borough


def test_a_characteristic_is_dated_ended_and_never_deleted(world, page, key):
    add(page, world, key, "traits", kind="veteran", starts_on="2026-03-02", source="She said")
    row = Characteristic.objects.get()
    again = add(page, world, key, "traits", kind="veteran", starts_on="2026-04-02")

    page.post(
        reverse("cases:person_end", args=[world.person.pk, "traits", row.pk]),
        {"submission_key": key()},
    )

    row.refresh_from_db()
    assert again.status_code == 422
    assert row.ends_on == date(2026, 11, 23)
    assert "Mon, Mar 2, 2026 to Mon, Nov 23, 2026" in page.get(world.url).content.decode()


def test_a_strength_says_whose_words_it_is_in(world, page, key):
    add(page, world, key, "strengths", words="I keep calm", by_worker="")
    add(page, world, key, "strengths", words="Never late in six months", by_worker="on")

    html = page.get(world.url).content.decode()
    assert "<q>I keep calm</q>" in html
    assert "Noticed by Carla Contractor" in html


def test_another_agencys_person_does_not_exist(world, sign_in):
    page = sign_in(make_worker(make_world("Elsewhere")))

    assert page.get(world.url).status_code == 404
    assert page.post(world.url, about(world.person)).status_code == 404


def test_who_oversees_reads_and_is_told_why_she_does_not_write(world, sign_in, key):
    world.case.assignments.filter(part="public_worker").delete()
    page = sign_in(make_worker(world, Role.ELIGIBILITY_WORKER, agency=world.public))

    html = page.get(world.url).content.decode()
    refused = add(page, world, key, "strengths", words="Patient")

    assert "This is done by the workers of the case or their supervisor." in html
    assert "Add a strength" not in html
    assert refused.status_code == 422
    assert not world.person.strengths.exists()


@pytest.mark.parametrize("rows", [2, 40])
def test_the_page_asks_as_often_for_two_rows_as_for_forty(
    world, page, rows, django_assert_num_queries
):
    for number in range(rows):
        for model, fields in (
            (PersonName, {"full_name": f"Ana {number}", "kind": "also"}),
            (ContactPoint, {"kind": "mobile", "value": str(number), "normal": str(number)}),
            (Characteristic, {"kind": "other", "starts_on": date(2026, 1, 1)}),
            (Address, {"lines": f"{number} Tallow Street"}),
        ):
            model.objects.create(site=world.site, person=world.person, **fields)

    with django_assert_num_queries(PERSON_QUERIES):
        page.get(world.url)


PERSON_QUERIES = 21


class TestSocialSecurityNumber:
    @pytest.fixture(autouse=True)
    def number(self, world):
        set_ssn(person=world.person, ssn=SSN)
        world.show = reverse("cases:show_ssn", args=[world.person.pk])

    @pytest.fixture
    def recent(self, world, sign_in):
        return sign_in(world.carla, recently=True)

    def test_it_is_masked_on_every_page(self, world, page):
        for url in (world.url, reverse("cases:ssn", args=[world.person.pk])):
            html = page.get(url).content.decode()

            assert "•••-••-3456" in html
            assert SSN not in html.replace("-", "")

    def test_it_shows_once_for_a_reason_that_is_kept(self, world, recent, key):
        fields = {"reason": "verify", "words": "wage match", "submission_key": key()}

        shown, again = recent.post(world.show, fields), recent.post(world.show, fields)

        assert "900-12-3456" in shown.content.decode()
        assert shown.headers["Cache-Control"] == "no-store"
        assert again.status_code == 302
        event = AccessEvent.objects.get(kind="revealed")
        assert (event.field_class, event.reason) == ("identifier", "verify: wage match")
        assert event.case_id == world.case.pk

    @pytest.mark.parametrize(
        "fields", [{}, {"reason": "other", "words": " "}, {"reason": "curious"}]
    )
    def test_without_a_reason_nothing_shows(self, world, recent, key, fields):
        answer = recent.post(world.show, fields | {"submission_key": key()})

        assert answer.status_code == 422
        assert "900-12-3456" not in answer.content.decode()
        assert not AccessEvent.objects.filter(kind="revealed").exists()

    def test_whoever_signed_in_long_ago_proves_first_who_she_is(self, world, page, key):
        answer = page.post(world.show, {"reason": "verify", "submission_key": key()})

        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_reauthenticate"))
        assert not AccessEvent.objects.filter(kind="revealed").exists()

    def test_an_address_shows_nothing_by_itself(self, world, recent):
        assert recent.get(world.show).status_code == 405

    def test_a_colleague_is_told_who_can(self, world, sign_in, key):
        colleague = sign_in(make_worker(world, name="Colin Colleague"), recently=True)

        answer = colleague.post(world.show, {"reason": "verify", "submission_key": key()})

        assert answer.status_code == 403
        assert not AccessEvent.objects.filter(kind="revealed").exists()

    def test_it_is_replaced_and_a_wrong_one_is_refused(self, world, page, key):
        url = reverse("cases:set_ssn", args=[world.person.pk])

        wrong = page.post(url, {"ssn": "12345678", "submission_key": key()})
        page.post(url, {"ssn": "900-65-4321", "submission_key": key()})
        warned = page.get(reverse("cases:person", args=[world.person.pk])).content.decode()
        page.post(url, {"ssn": "219-09-9999", "submission_key": key()})
        quiet = page.get(reverse("cases:person", args=[world.person.pk])).content.decode()
        page.post(url, {"ssn": "900-65-4321", "submission_key": key()})

        assert wrong.status_code == 422
        assert "12345678" not in wrong.content.decode()
        assert Identifier.objects.get(person=world.person).unseal("number") == "900654321"
        assert "not a number that Social Security issues" in warned
        assert "not a number that Social Security issues" not in quiet
