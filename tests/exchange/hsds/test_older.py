"""Directories of the older editions: weekday rows, two kinds of address, languages in words."""

import pytest

from caseway.exchange.hsds import values
from caseway.exchange.models import HeldRecord
from caseway.network.models import (
    Language,
    PlaceAddress,
    Schedule,
    Service,
    ServiceCode,
    ServiceNeed,
)
from tests.exchange.hsds.conftest import zipped

ORGANIZATIONS = "id,name,description\no1,Casa Luz,Help in Spanish\n"
SERVICES = "id,organization_id,name,status\ns1,o1,Legal clinic,active\n"
LOCATIONS = "id,organization_id,name\nl1,o1,Hall\n"


def test_weekday_rows_become_one_weekly_rule_for_the_days_with_the_same_hours(load):
    files = zipped(
        organizations=ORGANIZATIONS,
        services=SERVICES,
        regular_schedules="id,service_id,weekday,opens_at,closes_at\n"
        "1,s1,Monday,09:00,17:00\n"
        "2,s1,Friday,09:00,17:00\n"
        "3,s1,Wednesday,12:00,20:00\n"
        "4,s1,Tuesday,09:00,17:00\n"
        "5,s1,by appointment,09:00,17:00\n",
    )

    load(files, "old.zip")

    rules = Schedule.objects.order_by("byday", "opens_at")
    assert [(r.freq, r.byday, r.opens_at and r.opens_at.isoformat()) for r in rules] == [
        ("", "", "09:00:00"),
        ("WEEKLY", "MO,TU,FR", "09:00:00"),
        ("WEEKLY", "WE", "12:00:00"),
    ]
    assert rules[0].description == "by appointment"


def test_both_kinds_of_address_become_addresses_and_an_incomplete_one_is_held(load):
    files = zipped(
        organizations=ORGANIZATIONS,
        services=SERVICES,
        locations=LOCATIONS + "l2,o1,Annex\n",
        physical_addresses="id,location_id,address_1,city,state_province,postal_code,country\n"
        "1,l1,5 Osprey Hollow Road,Bronx,NY,10451,US\n"
        "2,l2,9 Tallow Street,,NY,10451,US\n",
        postal_addresses="id,location_id,address_1,city,state_province,postal_code,country\n"
        "1,l1,P.O. Box 12,Bronx,NY,10451,United States\n",
    )

    load(files, "old.zip")

    kinds = PlaceAddress.objects.values_list("kind", "address_1", "country").order_by("kind")
    assert list(kinds) == [
        ("physical", "5 Osprey Hollow Road", "US"),
        ("postal", "P.O. Box 12", "US"),
    ]
    assert HeldRecord.objects.get().name == "Annex"


def test_languages_in_words_become_codes_when_that_is_certain(load):
    files = zipped(
        organizations=ORGANIZATIONS,
        services=SERVICES,
        languages="id,service_id,language\n"
        '1,s1,"English, Spanish and Haitian Creole"\n'
        "2,s1,Kreyòl and whatever Rosa speaks\n",
    )

    load(files, "old.zip")

    found = Language.objects.order_by("code").values_list("code", "name")
    assert list(found) == [
        ("", "Kreyòl and whatever Rosa speaks"),
        ("en", "English"),
        ("es", "Spanish"),
        ("ht", "Haitian Creole"),
    ]


def test_terms_of_others_are_kept_as_they_are_and_name_a_need_only_when_they_say_it(load):
    files = zipped(
        organizations=ORGANIZATIONS,
        services=SERVICES,
        taxonomy="id,name,vocabulary\nt1,Legal Services,Theirs\nt2,Moon landing,Theirs\n",
        services_taxonomy="id,service_id,taxonomy_id\n1,s1,t1\n2,s1,t2\n",
        eligibility="id,service_id,eligibility\n1,s1,Anybody over 60\n",
    )

    load(files, "old.zip")

    assert sorted(ServiceCode.objects.values_list("code", flat=True)) == ["t1", "t2"]
    assert [need.need for need in ServiceNeed.objects.all()] == ["legal"]
    assert Service.objects.get().eligibility_description == "Anybody over 60"
    assert "moon landing" in Service.objects.get().search_text


@pytest.mark.parametrize(
    ("text", "code"),
    [("Spanish", "es"), ("español", "es"), ("ES", "es"), ("ASL", "ase"), ("Haitian Creole", "ht"),
     ("Chinese", "zh"), ("many", ""), ("Spanish only on Mondays", ""), ("", "")],
)  # fmt: skip
def test_a_language_has_a_code_only_when_the_words_are_certain(text, code):
    assert values.language_code(text) == code


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("time", "9:00 AM", "09:00:00"),
        ("time", "12:15 a.m.", "00:15:00"),
        ("time", "12:00 pm", "12:00:00"),
        ("time", "23:59", "23:59:00"),
        ("time", "08:30:00-05:00", "08:30:00"),
        ("time", "24:00", None),
        ("time", "9", None),
        ("time", "13:00 pm", None),
        ("date", "2026-11-22T10:00", "2026-11-22"),
        ("date", "11/2/2026", "2026-11-02"),
        ("date", "2026-02-30", None),
        ("uri", "www.bals.org", "http://www.bals.org"),
        ("uri", "https://x.example.org/a b", None),
        ("uri", "ask at the desk", None),
        ("email", "a@example.org", "a@example.org"),
        ("email", "a at example.org", None),
        ("number", "12.50", "12.5"),
        ("number", "nan", None),
        ("integer", "x204", "204"),
        ("integer", "-3", None),
        ("datetime", "2026-03-04T05:00:00-05:00", "2026-03-04T10:00:00Z"),
        ("datetime", "soon", None),
    ],
)
def test_a_cell_says_what_it_certainly_says(kind, text, value):
    assert values.cleaned(kind, text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("2", "2"), ("999", "999"), ("1000", None), ("0", None), ("40000", None), ("often", None)],
)
def test_a_rule_comes_back_every_so_many_weeks(text, value):
    assert values.every_so_many(text) == value
