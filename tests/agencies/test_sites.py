"""Sites: settings that two people edit, dated facts, and a new site from a preset of the study."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from caseway.agencies.actions import presets, sites
from caseway.agencies.actions.presets import NewSite
from caseway.agencies.actions.sites import Rhythm
from caseway.agencies.facts import holders_by_region
from caseway.agencies.models import (
    Agency,
    CaseloadMode,
    ContactPromise,
    EmployerKind,
    Membership,
    Presence,
    ProgramKind,
    Region,
    RegionKind,
    Role,
    Site,
)
from caseway.kernel.models import AuditEntry
from caseway.kernel.refusals import NotAllowed
from caseway.rules.functions import PRESETS, FunctionCode, Holders, SiteCode, site_holders
from caseway.rules.functions import RegionKind as PresetRegion
from tests.agencies.staffing import NOW, TODAY, make_office, sign_in
from tests.factories import LONG_AGO, make_worker

pytestmark = pytest.mark.django_db
TOMORROW = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def office():
    return make_office()


def settings_of(site, **changes):
    values = {name: getattr(site, name) for name in sites.SETTINGS}
    return {**values, "version": site.version, **changes}


def names(**changes):
    facts = {
        "name": "Lakeshore",
        "program": "Work First",
        "public_agency": "Lakeshore Human Services",
        "contractor": "Ways to Work",
        "regions": {PresetRegion.CONTRACTED: "Center", PresetRegion.PUBLIC: "Shore"},
    }
    return NewSite(**{**facts, **changes})


# Who


@pytest.mark.parametrize(
    ("who", "status"), [("root", 200), ("contractor root", 200), ("worker", 404), ("stranger", 404)]
)
def test_the_sites_administrators_open_its_pages(office, client, who, status):
    office.workers["worker"] = make_worker(office)
    office.workers["stranger"] = make_office("Elsewhere").workers["root"]
    sign_in(client, office.workers[who])

    for name in ("site", "site_settings", "add_region", "add_agency", "add_element", "add_program"):
        assert client.get(reverse(f"agencies:{name}", args=[office.site.pk])).status_code == status
    url = reverse("agencies:end_presence", args=[office.site.pk, office.site.presences.first().pk])
    assert client.post(url).status_code == (302 if status == 200 else 404)


@pytest.mark.parametrize(("who", "status"), [("root", 200), ("contractor root", 404)])
def test_only_a_public_agency_opens_a_site(office, client, who, status):
    sign_in(client, office.workers[who])

    assert client.get(reverse("agencies:presets")).status_code == status
    assert client.get(reverse("agencies:set_up", args=["LRGV"])).status_code == status


# Settings


def test_settings_are_saved_with_the_words_that_the_office_uses(office, client):
    sign_in(client, office.workers["root"])
    change = settings_of(
        office.site,
        caseload_mode="pool",
        plan_name="family agreement",
        public_worker_title="financial worker",
    )

    client.post(reverse("agencies:site_settings", args=[office.site.pk]), change)

    site = Site.objects.get(pk=office.site.pk)
    assert (site.caseload_mode, site.plan_name, site.public_worker_title, site.version) == (
        CaseloadMode.POOL, "family agreement", "financial worker", 2,
    )  # fmt: skip


def test_a_second_save_shows_both_texts_and_keeps_the_first(office, client):
    sign_in(client, office.workers["root"])
    url = reverse("agencies:site_settings", args=[office.site.pk])
    client.post(url, settings_of(office.site, plan_name="family agreement"))

    page = client.post(url, settings_of(office.site, plan_name="work pact", caseload_mode="pool"))

    assert page.status_code == 409
    html = page.content.decode()
    for words in (
        "family agreement",
        "work pact",
        "Each case has a named worker",
        "Miriam Adelstein",
    ):
        assert words in html
    assert Site.objects.get(pk=office.site.pk).plan_name == "family agreement"


def test_what_was_chosen_after_a_conflict_is_saved(office, client):
    sign_in(client, office.workers["root"])
    url = reverse("agencies:site_settings", args=[office.site.pk])
    client.post(url, settings_of(office.site, plan_name="family agreement"))
    page = client.post(url, settings_of(office.site, plan_name="work pact"))
    conflict = page.context["conflict"]
    chosen = {**dict(conflict["hidden"]), "version": conflict["version"], "plan_name": "work pact"}

    assert client.post(url, chosen).status_code == 302

    assert Site.objects.get(pk=office.site.pk).plan_name == "work pact"


# What is there


def test_a_region_begins_as_divided_as_another_or_all_public(office, client):
    root = office.workers["root"]
    like = sites.add_region(
        site=office.site,
        name="North",
        kind=RegionKind.CONTRACTED,
        like=office.region,
        by=root,
        on=TODAY,
    )
    public = sites.add_region(
        site=office.site,
        name="South",
        kind=RegionKind.PUBLIC,
        like=office.region,
        by=root,
        on=TODAY,
    )

    held = holders_by_region([like.pk, public.pk, office.region.pk], TODAY)
    assert held[like.pk] == held[office.region.pk]
    assert set(held[public.pk].values()) == {Holders.PUBLIC}
    with pytest.raises(NotAllowed, match="of that name already"):
        sites.add_region(
            site=office.site, name="north", kind=RegionKind.PUBLIC, like=None, by=root, on=TODAY
        )


@pytest.mark.parametrize(("day", "status"), [("2026-11-22", 422), ("2026-11-23", 302)])
def test_what_begins_does_not_begin_in_the_past(office, client, day, status):
    sign_in(client, office.workers["root"])
    answer = {
        "name": "Ways to Work", "kind": "contractor", "region": office.region.pk, "starts_on": day,
    }  # fmt: skip

    page = client.post(reverse("agencies:add_agency", args=[office.site.pk]), answer)

    assert page.status_code == status


def test_a_known_agency_is_used_and_keeps_its_kind(office):
    root = office.workers["root"]
    known = Agency.objects.create(name="Ways to Work", employer_kind=EmployerKind.CONTRACTOR)
    place = {"site": office.site, "region": office.region, "name": "ways to work", "by": root}

    row = sites.add_agency(**place, kind=EmployerKind.CONTRACTOR, on=TODAY)

    assert row.agency == known
    with pytest.raises(NotAllowed, match="is in this region already"):
        sites.add_agency(**place, kind=EmployerKind.CONTRACTOR, on=TOMORROW)
    with pytest.raises(NotAllowed, match="is known as"):
        sites.add_agency(**place, kind=EmployerKind.PUBLIC, on=TODAY)


def test_an_agency_leaves_after_its_people(office):
    root, worker = office.workers["root"], make_worker(office)
    row = Presence.objects.get(agency=office.contractor, site=office.site)

    with pytest.raises(NotAllowed, match="still have posts here"):
        sites.end_presence(presence=row, by=root, on=TODAY)
    Membership.objects.filter(agency=office.contractor).update(ends_on=TODAY)
    sites.end_presence(presence=row, by=root, on=TODAY)

    row.refresh_from_db()
    assert row.ends_on == TODAY
    assert worker.memberships.get().ends_on == TODAY


def test_a_job_club_is_held_by_another_agency(office, client):
    root = office.workers["root"]
    club = Agency.objects.create(name="Job Club Inc.", employer_kind=EmployerKind.CONTRACTOR)
    piece = {"site": office.site, "region": office.region, "name": "Job club"}
    piece |= {"agency": club, "by": root}

    with pytest.raises(NotAllowed, match="Add it first"):
        sites.add_element(**piece, function=FunctionCode.JOB_SEARCH, on=TODAY)
    sites.add_agency(
        site=office.site,
        region=office.region,
        name=club.name,
        kind=EmployerKind.CONTRACTOR,
        by=root,
        on=TODAY,
    )
    sites.add_element(**piece, function=FunctionCode.JOB_SEARCH, on=TODAY)
    with pytest.raises(NotAllowed, match="public employees"):
        sites.add_element(**piece, function=FunctionCode.MEDICAID_ELIGIBILITY, on=TODAY)

    sign_in(client, root)
    page = client.get(reverse("agencies:site", args=[office.site.pk])).content.decode()
    assert "Job club" in page
    assert "held by Job Club Inc. in Central" in page


# Promises


def rows_of(program):
    found = ContactPromise.objects.filter(program=program, part="contractor_worker", stage="")
    return list(
        found.order_by("starts_on").values_list(
            "every_days", "every_months", "starts_on", "ends_on"
        )
    )


def test_a_new_rhythm_ends_the_one_before_on_its_first_day(office, client):
    sign_in(client, office.workers["root"])
    url = reverse("agencies:add_promise", args=[office.site.pk, office.program.pk])
    answer = {
        "part": "contractor_worker",
        "stage": "",
        "every": 14,
        "unit": "days",
        "starts_on": "2026-11-24",
    }

    client.post(url, answer)

    assert rows_of(office.program) == [
        (7, None, LONG_AGO, TOMORROW),
        (14, None, TOMORROW, None),
    ]


def test_a_rhythm_corrected_on_its_first_day_leaves_no_trace_but_the_audits(office):
    root = office.workers["root"]
    for days in (14, 10):
        rhythm = Rhythm(part="contractor_worker", every_days=days)
        sites.promise_contact(program=office.program, rhythm=rhythm, by=root, on=TODAY)

    assert rows_of(office.program) == [(7, None, LONG_AGO, TODAY), (10, None, TODAY, None)]


def test_reviews_are_promised_in_months(office):
    rhythm = Rhythm(part="public_worker", stage="job_search", every_months=6)

    row = sites.promise_contact(
        program=office.program, rhythm=rhythm, by=office.workers["root"], on=TODAY
    )

    assert (row.every_days, row.every_months) == (None, 6)


@pytest.mark.parametrize(("days", "months"), [(None, None), (7, 1)])
def test_a_rhythm_has_one_interval(office, days, months):
    rhythm = Rhythm(part="public_worker", every_days=days, every_months=months)

    with pytest.raises(NotAllowed, match="one of the two"):
        sites.promise_contact(
            program=office.program, rhythm=rhythm, by=office.workers["root"], on=TODAY
        )


def test_a_rhythm_that_begins_later_is_not_overtaken(office):
    root = office.workers["root"]
    late = Rhythm(part="contractor_worker", every_days=14)
    sites.promise_contact(program=office.program, rhythm=late, by=root, on=date(2027, 1, 4))

    with pytest.raises(NotAllowed, match="begins later"):
        sites.promise_contact(program=office.program, rhythm=late, by=root, on=TODAY)


# Presets


@pytest.mark.parametrize("code", list(SiteCode))
def test_a_new_site_divides_the_work_as_its_preset_in_every_region(office, code):
    root = office.workers["root"]

    site = presets.set_up_site(code, facts=names(), by=root, on=TODAY, at=NOW)

    for kind in PRESETS[code].region_kinds:
        region = Region.objects.get(site=site, kind=kind.value)
        assert holders_by_region([region.pk], TODAY)[region.pk] == site_holders(code, kind)
        agencies = set(region.presences.values_list("agency__name", flat=True))
        contractor = {"Ways to Work"} if kind == PresetRegion.CONTRACTED else set()
        assert agencies == {"Lakeshore Human Services"} | contractor
    assert site.regions.count() == len(PRESETS[code].region_kinds)
    assert (site.preset, site.study_code, site.plan_name) == (code, "", PRESETS[code].plan_name)


def test_whoever_sets_a_site_up_is_its_first_administrator(office):
    root = office.workers["root"]

    site = presets.set_up_site("LRGV", facts=names(), by=root, on=TODAY, at=NOW)

    post = Membership.objects.get(site=site)
    assert (post.user, post.role, post.agency.name) == (
        root, Role.ADMINISTRATOR, "Lakeshore Human Services",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "promised"),
    [
        # As reported of this site: public every six months, contractor weekly in job search.
        ("LRGV", {("public_worker", "", None, 6), ("contractor_worker", "job_search", 7, None)}),
        ("WI", {("case_manager", "", 7, None)}),
        # Weekly in every stage says weekly in job search, too.
        ("SD", {("public_worker", "", None, 6), ("contractor_worker", "", 7, None)}),
    ],
)
def test_a_new_site_begins_with_the_promises_of_its_kind(office, code, promised):
    site = presets.set_up_site(code, facts=names(), by=office.workers["root"], on=TODAY, at=NOW)

    rows = site.promises.values_list("part", "stage", "every_days", "every_months")
    assert set(rows) == promised


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": " "}, "needs a name"),
        ({"regions": {PresetRegion.CONTRACTED: "Center"}}, "names of its regions"),
        ({"regions": dict.fromkeys(PresetRegion, "Center")}, "same name"),
        ({"name": "Lakeshore", "contractor": "Lakeshore Human Services"}, "is known as"),
    ],
)
def test_a_site_that_cannot_stand_leaves_nothing_behind(office, change, words):
    before = (Site.objects.count(), Region.objects.count(), Agency.objects.count())

    with pytest.raises(NotAllowed, match=words):
        presets.set_up_site(
            "SD", facts=names(**change), by=office.workers["root"], on=TODAY, at=NOW
        )

    assert (Site.objects.count(), Region.objects.count(), Agency.objects.count()) == before


def test_the_page_shows_the_column_and_makes_the_site_once(office, client):
    sign_in(client, office.workers["root"])
    url = reverse("agencies:set_up", args=["SD"])
    page = client.get(url).content.decode()
    assert "A public agency performs all functions" in page
    answer = {
        "name": "Lakeshore", "program": "Work First", "program_kind": ProgramKind.WORK_FIRST,
        "public_agency": "Lakeshore Human Services", "contractor": "Ways to Work",
        "region_contracted": "Center", "region_public": "Shore", "starts_on": "2026-11-23",
        "submission_key": "6f3a1f0e-9f0e-4a53-8f5e-2f0a8d1f7c11",
    }  # fmt: skip

    for _time in range(2):
        answered = client.post(url, answer)

    site = Site.objects.get(name="Lakeshore")
    assert answered.headers["Location"] == reverse("agencies:site", args=[site.pk])


def test_a_preset_that_does_not_exist_is_not_found(office, client):
    sign_in(client, office.workers["root"])

    assert client.get(reverse("agencies:set_up", args=["NYC"])).status_code == 404


# The pages


@pytest.mark.parametrize("many", [2, 40])
def test_a_sites_page_asks_the_same_questions_however_much_is_there(
    office, client, django_assert_num_queries, many
):
    for number in range(many):
        Region.objects.create(site=office.site, name=f"Region {number}", kind="public")
        sites.add_agency(
            site=office.site, region=office.region, name=f"Agency {number}",
            kind=EmployerKind.CONTRACTOR, by=office.workers["root"], on=TODAY,
        )  # fmt: skip
        sites.add_program(
            site=office.site, name=f"Program {number}", kind=ProgramKind.WORKFORCE,
            by=office.workers["root"],
        )  # fmt: skip
    sign_in(client, office.workers["root"])

    with django_assert_num_queries(12):
        client.get(reverse("agencies:site", args=[office.site.pk]))


def test_looking_at_sites_writes_nothing(office, client):
    sign_in(client, office.workers["root"])
    before = AuditEntry.objects.count()

    for url in (
        reverse("agencies:sites"),
        reverse("agencies:site", args=[office.site.pk]),
        reverse("agencies:presets"),
        reverse("agencies:set_up", args=["WI"]),
    ):
        assert client.get(url).status_code == 200

    assert AuditEntry.objects.count() == before
