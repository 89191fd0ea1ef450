"""Employers: found, added once by number, put right, no longer used; their places on the map."""

from datetime import date

import pytest
from django.urls import reverse

from caseway.agencies.models import Role
from caseway.employment.actions import employers
from caseway.employment.actions.employers import Firm, Spot
from caseway.employment.models import Employer, JobSite
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import StaleRecord
from tests.employment.rows import TODAY, make_employer, make_job, make_place
from tests.factories import make_case, make_worker, make_world


def test_one_federal_number_is_one_employer(world):
    firm = Firm("Queens Bakery", tax_id="12-3456789")
    first = employers.add_employer(site=world.site, firm=firm, by=world.dana)

    with pytest.raises(NotAllowed, match="Queens Bakery has this employer number already"):
        employers.add_employer(site=world.site, firm=Firm("QB", tax_id="12-3456789"), by=world.dana)
    changed = employers.change_employer(employer=first, firm=firm, version=1, by=world.dana)
    assert changed.version == 2


def test_a_place_stands_in_the_middle_of_its_zip_area_and_in_its_borough(page, world):
    row = make_employer(world)
    url = reverse("employment:add_place", args=[row.pk])

    answer = page.post(url, {"line_1": "31-01 Steinway St", "zip_code": "11103"})

    place = JobSite.objects.get()
    assert answer.status_code == 302
    assert place.zone == "Queens"
    assert place.latitude == pytest.approx(40.76, abs=0.02)
    assert place.longitude == pytest.approx(-73.91, abs=0.02)


def test_a_zip_code_nobody_knows_leaves_the_place_without_a_point_and_says_so(page, world):
    url = reverse("employment:add_place", args=[make_employer(world).pk])

    answer = page.post(url, {"name": "Far away", "zip_code": "99999"}, follow=True)

    assert JobSite.objects.get().latitude is None
    assert "no travel to it can be planned yet" in answer.content.decode()


def test_another_zip_code_moves_the_point_and_the_same_one_keeps_it(world):
    place = employers.add_job_site(
        employer=make_employer(world), spot=Spot("Shop", zip_code="11103"), by=world.dana
    )
    JobSite.objects.filter(pk=place.pk).update(latitude=40.7, longitude=-73.9)
    place.refresh_from_db()

    kept = employers.change_job_site(
        place=place, spot=Spot("The shop", zip_code="11103-1234"), version=1, by=world.dana
    )
    assert kept.latitude == 40.7
    moved = employers.change_job_site(
        place=kept, spot=Spot("The shop", zip_code="10451"), version=2, by=world.dana
    )
    assert moved.latitude == pytest.approx(40.82, abs=0.02)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("tax_id", "1234", "An employer number has nine digits"),
        ("naics", "10", "No industry has this code"),
        ("name", "", "This field is required"),
    ],
)
def test_what_cannot_be_comes_back_with_all_that_was_typed(page, world, field, typed, sentence):
    sent = {"name": "Queens Bakery", "phone": "212-555-0142", field: typed}

    answer = page.post(reverse("employment:add_employer"), sent)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html
    assert "212-555-0142" in html
    assert not Employer.objects.exists()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bak", ["Queens Bakery"]),
        ("bakery queens", ["Queens Bakery"]),
        ("12-3456789", ["Queens Bakery"]),
        ("72", ["Astoria Fresh Market"]),
        ("", ["Astoria Fresh Market", "Queens Bakery"]),
        ("tailor", []),
    ],
)
def test_employers_are_found_by_words_of_their_name_industry_or_number(page, world, words, found):
    make_employer(world, naics="722513")
    make_employer(world, "Queens Bakery", tax_id="12-3456789")
    make_employer(world, "Gone Ltd", closed_on=date(2026, 1, 5))

    answer = page.get(reverse("employment:employers"), {"q": words})

    assert [row.name for row in answer.context["page"]] == found


@pytest.mark.parametrize("count", [2, 40])
def test_the_list_asks_as_much_at_two_rows_as_at_forty(
    page, world, count, django_assert_num_queries
):
    for number in range(count):
        make_place(make_employer(world, f"Firm {number}"))
    page.get(reverse("employment:employers"))

    with django_assert_num_queries(7):
        page.get(reverse("employment:employers"))


def test_who_works_there_is_told_only_of_cases_that_the_reader_sees(page, world):
    row = make_employer(world)
    make_job(world.case, row)
    hidden = make_case(world, "Luz Ortega")
    hidden.assignments.all().delete()
    make_job(hidden, row)

    html = page.get(reverse("employment:employer", args=[row.pk])).content.decode()
    listed = page.get(reverse("employment:employers")).context["page"][0]

    assert "Ana Rivera" in html
    assert "Luz Ortega" not in html
    assert listed.working == 1


def test_a_closed_employer_is_offered_no_more_and_can_be_used_again(page, world):
    row = make_employer(world)
    employers.close_employer(employer=row, on=TODAY, by=world.dana, today=TODAY)

    choose = page.get(reverse("employment:add_job", args=[world.case.pk]))
    assert list(choose.context["page"]) == []
    page.post(reverse("employment:reopen_employer", args=[row.pk]))
    choose = page.get(reverse("employment:add_job", args=[world.case.pk]))
    assert list(choose.context["page"]) == [row]


def test_nothing_is_closed_ahead_nor_twice(world):
    row = make_employer(world)

    with pytest.raises(NotAllowed, match="Choose today"):
        employers.close_employer(employer=row, on=date(2026, 11, 24), by=world.dana, today=TODAY)
    employers.close_employer(employer=row, on=TODAY, by=world.dana, today=TODAY)
    with pytest.raises(NotAllowed, match="already"):
        employers.close_employer(employer=row, on=TODAY, by=world.dana, today=TODAY)


def test_two_people_at_once_see_both_texts(page, world):
    row = make_employer(world)
    firm = Firm("Astoria Fresh Market", note="Ask for Lena")
    employers.change_employer(employer=row, firm=firm, version=1, by=world.dana)

    sent = {"name": "Astoria Fresh Market", "note": "Ask for Omar", "version": 1}
    answer = page.post(reverse("employment:employer", args=[row.pk]), sent)

    assert answer.status_code == 409
    assert "Ask for Lena" in answer.content.decode()
    assert "Ask for Omar" in answer.content.decode()
    with pytest.raises(StaleRecord):
        employers.change_employer(employer=row, firm=firm, version=1, by=world.dana)


def test_provider_staff_and_other_sites_see_no_employer(client, world):
    row = make_employer(world)
    for stranger in (make_worker(world, Role.PROVIDER), make_worker(make_world("Elsewhere"))):
        client.force_login(stranger)
        assert client.get(reverse("employment:employer", args=[row.pk])).status_code == 404
        assert row.name not in client.get(reverse("employment:employers")).content.decode()
