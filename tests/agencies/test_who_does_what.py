"""Who does what here: the table equals the study's, and a change is previewed, dated and kept."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseway.agencies.actions.functions import place_holders
from caseway.agencies.models import FunctionHolder, Region, RegionKind, Role, Site
from caseway.agencies.queries.functions import columns, table
from caseway.rules.functions import RegionKind as RuleRegionKind
from caseway.rules.functions import SiteCode, site_holders
from tests.factories import LONG_AGO, make_worker, make_world

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)

# Table II.1 as the report has it: C contractor, CP shared (note b), P public.
REFERENCE = """\
initial_contact,P,P,P,C,P,C
assessment,CP,C,C,C,C,C
prp_development,P,P,P,C,P,C
ep_development,C,C,C,C,C,C
referrals,CP,C,C,C,C,C
job_search_placement_retention,C,C,C,C,C,C
ep_monitoring,CP,C,CP,C,CP,C
sanction_recommendation,CP,C,C,C,C,C
tanf_eligibility,P,P,P,C,P,C
ongoing_eligibility,P,P,P,C,P,C
nonemployment_monitoring,P,P,P,C,CP,C
sanction_imposition,P,P,P,C,P,C
food_stamp_eligibility,P,P,P,P,P,P
medicaid_eligibility,P,P,P,P,P,P
"""


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *a, **k: TODAY)


@pytest.fixture
def study():
    """The six sites of the study, with the public regions of two of them."""
    for code in SiteCode:
        site = Site.objects.create(
            slug=code.lower(), name=code.value, model="two_worker", study_code=code.value
        )
        kinds = ["contracted", "public"] if code in (SiteCode.SD, SiteCode.WI) else ["contracted"]
        for kind in kinds:
            region = Region.objects.create(site=site, name=kind, kind=kind)
            place_holders(region, site_holders(code, RuleRegionKind(kind)), on=LONG_AGO)


def test_the_table_drawn_from_the_rows_equals_the_reference_in_every_cell(study):
    sites = list(Site.objects.order_by("study_code"))

    drawn = [
        [row.function.code, *(held.value for _column, held in row.cells)]
        for group in table(columns(sites, TODAY))
        for row in group.rows
    ]

    assert drawn == list(csv.reader(io.StringIO(REFERENCE)))


def test_the_totals_and_the_footnotes_stand_under_it(study, client):
    client.force_login(make_worker(make_world()))

    page = client.get(reverse("agencies:who_does_what"), {"sites": "study"})

    drawn = {column.site.study_code: column for column in page.context["columns"]}
    totals = {code: column.contractor_total for code, column in drawn.items()}
    assert totals == {"DE": 6, "HENN": 6, "LRGV": 6, "PBC": 12, "SD": 7, "WI": 12}
    assert {code for code, column in drawn.items() if column.note_a} == {"SD", "WI"}
    html = page.content.decode()
    assert html.count('href="#note-b"') == 7
    assert "In some regions, a public agency performs all TANF case management functions." in html
    assert "A public agency also performs some of this function." in html


def test_the_study_says_how_to_read_its_table_and_where_its_text_differs(study, client):
    client.force_login(make_worker(make_world()))

    html = client.get(reverse("agencies:who_does_what"), {"sites": "study"}).content.decode()

    assert "How to read this table" in html
    site = Site.objects.get(study_code="SD").name
    assert f"{site}, “Monitoring compliance with nonemployment aspects" in html
    assert "The report&#x27;s text leaves this function to the public agency" in html


@pytest.mark.parametrize(("code", "has_note"), [(SiteCode.LRGV, True), (SiteCode.PBC, False)])
def test_a_note_stands_under_the_table_only_when_a_cell_has_it(client, code, has_note):
    world = make_world(code=code)
    client.force_login(make_worker(world))

    html = client.get(reverse("agencies:who_does_what")).content.decode()

    assert ('href="#note-b"' in html) is has_note
    assert ('id="note-b" value="2"' in html) is has_note
    assert 'id="note-a"' not in html
    assert "How to read this table" not in html


@pytest.fixture
def county():
    world = make_world(code=SiteCode.LRGV)
    world.admin = make_worker(world, Role.ADMINISTRATOR, agency=world.public)
    return world


def answers(world, **changes):
    held = {code.value: held.value for code, held in site_holders(SiteCode.LRGV).items()}
    return {"starts_on": "2026-12-01", "reason": "New contract", **held, **changes}


def test_a_change_is_shown_before_it_is_made(county, client):
    for _number in range(3):
        make_worker(county)
    client.force_login(county.admin)
    change = answers(county, assessment="P")

    page = client.post(reverse("agencies:change", args=[county.region.pk]), change)

    assert (page.context["lose"], page.context["gain"]) == (3, 1)
    assert FunctionHolder.objects.filter(starts_on=date(2026, 12, 1)).count() == 0


def test_the_preview_names_those_who_lose_and_those_who_gain(county, client):
    for name in ("Zoe Zapata", "Ana Abel"):
        make_worker(county, name=name)
    client.force_login(county.admin)
    url = reverse("agencies:change", args=[county.region.pk])

    page = client.post(url, answers(county, assessment="P"))

    named = [(one["sentence"], one["people"]) for one in page.context["effects"]]
    admin = f"{county.admin.name}, {county.public.name}"
    theirs = county.contractor.name
    assert named == [
        ("2 people lose this: Assessments", [f"Ana Abel, {theirs}", f"Zoe Zapata, {theirs}"]),
        ("1 person gains this: Assessments", [admin]),
    ]
    assert "Who these 2 people are" in page.content.decode()


def test_a_change_that_touches_nobody_says_so(county, client):
    county.admin.memberships.update(agency=county.contractor)
    client.force_login(county.admin)
    url = reverse("agencies:change", args=[county.region.pk])

    page = client.post(url, answers(county, tanf_eligibility="P", assessment="CP"))

    assert page.context["effects"] == []
    assert "Nobody loses or gains a function." in page.content.decode()


def test_naming_forty_people_asks_as_many_questions_as_naming_two(county, client):
    client.force_login(county.admin)
    url = reverse("agencies:change", args=[county.region.pk])
    client.get(url)

    asked = []
    for many in (2, 38):
        for number in range(many):
            make_worker(county, name=f"Worker {many} {number}")
        with CaptureQueriesContext(connection) as queries:
            page = client.post(url, answers(county, assessment="P"))
        asked.append(len(queries))

    assert page.context["lose"] == 40
    assert asked[0] == asked[1] <= 14


def test_an_agreed_change_holds_from_its_day_and_keeps_what_was(county, client):
    client.force_login(county.admin)
    change = answers(county, assessment="P", agree="yes")

    page = client.post(reverse("agencies:change", args=[county.region.pk]), change)

    assert page.status_code == 302
    rows = FunctionHolder.objects.filter(region=county.region, function="assessment")
    assert sorted(rows.values_list("employer_kind", "starts_on", "ends_on")) == [
        ("contractor", LONG_AGO, date(2026, 12, 1)),
        ("public", date(2026, 12, 1), None),
    ]


def test_regions_that_divide_the_work_differently_stand_in_columns_of_their_own(county, client):
    north = Region.objects.create(site=county.site, name="North", kind=RegionKind.CONTRACTED)
    place_holders(north, site_holders(SiteCode.LRGV), on=LONG_AGO)
    same = Region.objects.create(site=county.site, name="West", kind=RegionKind.CONTRACTED)
    place_holders(same, site_holders(SiteCode.LRGV), on=LONG_AGO)
    client.force_login(county.admin)
    assert [c.regions for c in columns([county.site], TODAY)] == [()]

    client.post(
        reverse("agencies:change", args=[north.pk]),
        answers(county, starts_on="2026-11-23", assessment="P", agree="yes"),
    )

    drawn = columns([county.site], TODAY)
    assert [(c.regions, c.contractor_total) for c in drawn] == [
        (("Central", "West"), 6),
        (("North",), 5),
    ]


@pytest.mark.parametrize("day", ["2026-11-22", "", "soon"])
def test_a_past_or_unreadable_day_is_refused_and_keeps_what_was_typed(county, client, day):
    client.force_login(county.admin)

    page = client.post(
        reverse("agencies:change", args=[county.region.pk]), answers(county, starts_on=day)
    )

    assert page.status_code == 422
    assert "New contract" in page.content.decode()


def test_a_reserved_function_cannot_be_given_away_by_a_forged_form(county, client):
    client.force_login(county.admin)
    change = answers(county, medicaid_eligibility="C", agree="yes")

    client.post(reverse("agencies:change", args=[county.region.pk]), change)

    kinds = FunctionHolder.objects.filter(function="medicaid_eligibility", region=county.region)
    assert set(kinds.values_list("employer_kind", flat=True)) == {"public"}


def test_a_case_manager_reads_the_table_and_is_told_who_changes_it(county, client):
    client.force_login(make_worker(county))

    page = client.get(reverse("agencies:region", args=[county.region.pk]))

    assert "administrator" in page.content.decode()
    assert client.get(reverse("agencies:change", args=[county.region.pk])).status_code == 403


def test_another_sites_region_does_not_exist(county, client):
    client.force_login(make_worker(make_world()))

    assert client.get(reverse("agencies:region", args=[county.region.pk])).status_code == 404
