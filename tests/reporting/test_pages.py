"""The pages of the rate: what they say, whom they let in, and how often they ask the database."""

import re
import uuid

import pytest
from django.urls import reverse

from caseway.agencies.models import Role
from caseway.attendance.actions.closing import close_month
from caseway.attendance.models import CaseMonth, MonthClosing
from caseway.attendance.words import month_words, reason_of
from caseway.kernel.models.audit import AccessEvent
from caseway.reporting.actions.filing import file_rate
from caseway.reporting.models import CaseloadYear, FiledRate
from caseway.reporting.queries.scope import Rate
from caseway.reporting.shown.families import _ENGAGED_BY, _MISSED_BY, _ONLY, for_rate
from caseway.rules.participation.grounds import GROUNDS
from tests.attendance.book import MARCH, NOW
from tests.factories import make_worker, make_world
from tests.reporting.rows import MET, MISSED, county, result

pytestmark = pytest.mark.django_db

RATES = "/rates/?month=202603"


def read(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def words(html):
    """The text of a page, with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


# The overview


def test_the_month_shows_both_rates_with_their_numbers_and_what_is_missing(
    world, leader, signed_in
):
    county(world)

    said = words(read(signed_in(leader), RATES))

    assert "28.6%" in said
    assert "2 of 7 families" in said
    assert "2 more families would meet the target" in said
    assert "100.0%" in said
    assert "Target met" in said
    assert "Adjusted by 30% limit: 1 family engaged by education does not count" in said
    assert "As of Thu, Apr 2, 2026, 11:00 a.m." in said
    assert "The month is not closed" in said


def test_the_latest_month_with_results_is_shown_unasked(world, leader, signed_in):
    result(world, "Ana Rivera", MET, period=202602)

    assert "February 2026" in words(read(signed_in(leader), "/rates/"))


def test_every_tile_leads_to_a_list_of_as_many_families(world, leader, signed_in):
    county(world)
    client = signed_in(leader)
    page = read(client, RATES)

    tiles = re.findall(
        r'<li class="c-tile"><a href="([^"]+)"><span class="c-tile__value">(\d+)', page
    )
    assert [int(value) for _url, value in tiles] == [2, 7, 4, 1, 2, 1]
    for url, value in tiles:
        listing = read(client, url.replace("&amp;", "&"))
        assert listing.count('class="c-row"') == int(value)
        assert f'<span class="c-count">{value}</span>' in listing


def test_every_bar_says_its_month_and_the_table_says_the_same(world, leader, signed_in):
    county(world)
    county(world, period=202602)

    page = read(signed_in(leader), RATES)

    assert "The target was met in 0 of 2 months" in page
    assert page.count('class="c-chart__bar ') + page.count('class="c-chart__bar"') == 2
    said = "March 2026: 28.6% so far, 2 of 7 families. Target 50%."
    assert f"<title>{said}</title>" in page
    assert words(page).count("Not final") == 13  # the key, and twelve rows of the table


def test_a_closed_month_is_final_and_an_open_one_is_not(world, leader, signed_in):
    county(world)
    close_month(site=world.site, period=MARCH, by=leader, at=NOW)

    page = read(signed_in(leader), RATES)

    assert "The month is not closed" not in page
    assert "<title>March 2026: 28.6%, 2 of 7 families. Target 50%.</title>" in page
    assert "Fiscal year 2026 so far" in page
    assert "28.57 percent, the rate of 1 month" in page


def test_a_page_of_numbers_that_will_move_says_how_many_and_which(world, leader, signed_in):
    rows = county(world)
    CaseMonth.objects.filter(pk=rows[3].pk).update(stale_since=NOW)
    client = signed_in(leader)

    page = read(client, RATES)

    assert "1 family is still being worked out" in page
    listing = read(client, "/rates/families/?month=202603&group=stale")
    assert listing.count('class="c-row"') == 1
    assert "Being worked out again" in listing


def test_an_empty_month_says_why_and_leads_on(leader, signed_in):
    said = words(read(signed_in(leader), "/rates/?month=202001"))

    assert "No family has a result in January 2020." in said


def test_odd_addresses_fall_back_to_what_makes_sense(world, leader, signed_in):
    county(world)
    client = signed_in(leader)

    for query in ("month=202699", "rate=none&by=moon", "site=x&region=99999999999999999999"):
        read(client, f"/rates/?{query}")
    read(client, "/rates/families/?group=nonsense&rows=7&page=99")


def test_a_contractor_is_told_that_it_sees_a_part(world, signed_in):
    county(world)

    page = read(signed_in(make_worker(world, Role.SUPERVISOR)), RATES)

    assert "not the whole site" in page


def test_a_pilot_state_is_told_that_nothing_is_filed(world, leader, signed_in):
    county(world, wpr_applies=False)

    assert "federal pilot" in read(signed_in(leader), RATES)


@pytest.mark.parametrize("role", [Role.CASE_MANAGER, Role.PRIVACY_OFFICER, Role.PROVIDER])
def test_whoever_sees_no_rate_finds_no_page(world, signed_in, role):
    county(world)
    client = signed_in(make_worker(world, role))

    for name in ("rates", "families", "filings", "target"):
        assert client.get(reverse(f"reporting:{name}")).status_code == 404


def test_the_menu_and_the_team_lead_to_the_rate_for_those_who_may(world, signed_in):
    client = signed_in(make_worker(world, Role.SUPERVISOR))
    assert read(client, "/team/").count('href="/rates/"') == 2

    client = signed_in(make_worker(world))
    assert 'href="/rates/"' not in read(client, "/help/")


def test_the_overview_asks_as_often_for_forty_families_as_for_two(
    world, leader, signed_in, django_assert_num_queries
):
    client = signed_in(leader)
    result(world, "Ana Rivera", MET)
    result(world, "Bo Chen", MISSED)
    read(client, RATES)  # the first visit of a session renews it
    for _more in range(2):
        with django_assert_num_queries(14):
            read(client, RATES)
        for number in range(38):
            result(world, f"Cleo Diaz{number}", MISSED, worker=make_worker(world))


# The families


def test_a_list_names_the_reasons_of_its_own_rate_with_their_paragraphs(world, leader, signed_in):
    county(world)
    client = signed_in(leader)

    overall = words(read(client, "/rates/families/?month=202603&group=missed"))
    both = words(read(client, "/rates/families/?month=202603&rate=two_parent&group=out"))

    assert "no work-eligible person met the hours" in overall
    assert "45 CFR 261.22(b)" in overall
    assert "only one of the parents" not in overall
    assert "12 of 30 hours a week" in overall
    assert "only one of the parents is work-eligible" in both
    assert "no work-eligible person met" not in both


def _said_of(row, *notes):
    row.people.update(reasons=[["wpr.eligible.recipient"], *notes])


def test_a_list_says_of_a_person_why_the_family_was_engaged_without_the_hours(
    world, leader, signed_in
):
    _said_of(result(world, "Ana Rivera", MET), ["wpr.person.teen_school"])
    address = "/rates/families/?month=202603&group="

    said = words(read(signed_in(leader), address + "numerator"))

    assert "with satisfactory school attendance" in said
    assert "45 CFR 261.33(b)(1)(i)" in said


def test_a_list_says_of_a_person_what_kept_the_family_from_its_hours(world, leader, signed_in):
    row = result(world, "Ana Rivera", MISSED, two_parent=MET)
    _said_of(row, ["wpr.person.core_first", 6, 20], ["wpr.hours.unproven", 90])
    address = "/rates/families/?month=202603&group="

    said = words(read(signed_in(leader), address + "missed"))
    both = words(read(signed_in(leader), address + "numerator&rate=two_parent"))

    assert "1.5 h do not count: their proof is not verified" in said
    assert said.index("no work-eligible person met") < said.index("1.5 h do not count")
    assert "of other activities cannot count" not in said  # the most telling one alone
    assert "Ana Rivera" in both
    assert "proof is not verified" not in both


def test_every_note_of_a_person_that_a_list_shows_is_a_note_of_the_rules():
    assert {*_ENGAGED_BY, *_MISSED_BY} <= set(GROUNDS)


def test_every_note_that_is_kept_to_one_rate_is_a_note_of_the_rules():
    assert {code for codes in _ONLY.values() for code in codes} <= set(GROUNDS)
    assert not _ONLY[Rate.OVERALL] & _ONLY[Rate.TWO_PARENT]
    assert for_rate([["wpr.family.no_eligible"]], Rate.TWO_PARENT) == [["wpr.family.no_eligible"]]


def test_a_list_of_forty_asks_as_often_as_one_of_two(
    world, leader, signed_in, django_assert_num_queries
):
    client = signed_in(leader)
    result(world, "Ana Rivera", MISSED)
    result(world, "Bo Chen", MISSED)
    read(client, RATES)  # the first visit of a session renews it
    for rows in (2, 40):
        with django_assert_num_queries(9):
            page = read(client, "/rates/families/?month=202603&group=missed&rows=50")
        assert page.count('class="c-row"') == rows
        for number in range(38):
            result(world, f"Cleo Diaz{number}", MISSED, worker=make_worker(world))


def test_one_family_is_explained_rule_by_rule_and_the_reading_is_recorded(world, leader, signed_in):
    row = county(world)[3]
    client = signed_in(leader)

    said = words(read(client, reverse("reporting:why", args=[row.case_id, MARCH])))

    assert "Dana Egan0: work participation in March 2026" in said
    assert "Counted, hours not met" in said
    assert "45 CFR 261.22(b)" in said
    assert "12 of 30 hours a week count; 12 of them are core hours, of which 20" in said
    assert "Unsubsidized job" in said
    assert "from Sat, Feb 28, 2026 to Fri, Mar 27, 2026, divided by 4 weeks" in said
    assert "Version of the rules 1-test" in said
    event = AccessEvent.objects.get(case_id=row.case_id)
    assert (event.kind, event.user_id) == (AccessEvent.Kind.OPENED, leader.pk)


def test_a_worker_of_the_case_reads_why_and_a_stranger_finds_nothing(world, signed_in):
    worker = make_worker(world)
    row = result(world, "Ana Rivera", MET, worker=worker)
    address = reverse("reporting:why", args=[row.case_id, MARCH])

    assert "Facts of the month" in read(signed_in(worker), address)
    read(signed_in(make_worker(make_world())), address, status=404)
    read(signed_in(worker), address.replace("202603", "202613"), status=404)


def test_a_month_without_a_result_says_so(world, signed_in):
    worker = make_worker(world)
    row = result(world, "Ana Rivera", MET, worker=worker)

    said = read(signed_in(worker), reverse("reporting:why", args=[row.case_id, 202505]))

    assert "no result in May 2025" in said
    assert "Nobody entered what the family received." in said


def test_one_family_asks_as_often_for_four_people_as_for_one(
    world, signed_in, django_assert_num_queries
):
    worker = make_worker(world)
    row = result(world, "Ana Rivera", MET, worker=worker)
    client = signed_in(worker)
    address = reverse("reporting:why", args=[row.case_id, MARCH])
    read(client, address)
    for _more in range(2):
        with django_assert_num_queries(11):
            read(client, address)
        for other in ("Luis", "Marta", "Noor"):
            person = result(world, f"{other} {_more}", MET).case.participant
            row.people.create(site=world.site, person=person, period=MARCH, work_eligible=11)


def test_notes_of_our_own_are_said_like_those_of_the_rules():
    assert "Nobody recorded" in reason_of(["facts.none"]).text
    assert reason_of(["wpr.family.engaged"]).source == "45 CFR 261.22(b)(1)"
    assert month_words(202603) == "March 2026"


# Closing, filing, the target


def press(client, name, world, **more):
    data = {"site": world.site.pk, "month": MARCH, **more}
    return client.post(reverse(f"reporting:{name}"), data, follow=True)


def test_a_month_is_closed_filed_and_reopened_from_its_page(world, leader, signed_in):
    county(world)
    client = signed_in(leader)

    assert "is closed at" in press(client, "close", world).content.decode()
    key = str(uuid.uuid4())
    filed = press(client, "file", world, submission_key=key, **{f"f{world.site.pk}-note": "No. 1"})
    assert "is filed for" in filed.content.decode()
    press(client, "file", world, submission_key=key)
    assert [row.note for row in FiledRate.objects.all()] == ["No. 1"]
    refused = press(client, "reopen", world).content.decode()
    assert "Say why the month is reopened" in refused
    press(client, "reopen", world, **{f"s{world.site.pk}-reason": "Late stubs"})
    assert MonthClosing.objects.get().reason == "Late stubs"
    page = words(read(client, RATES))
    assert "opened it again" in page
    assert "Late stubs" in page


def test_an_open_month_cannot_be_filed_from_its_page(world, leader, signed_in):
    county(world)

    page = press(signed_in(leader), "file", world, submission_key=str(uuid.uuid4()))

    assert "Close March 2026 first" in page.content.decode()
    assert not FiledRate.objects.exists()


def test_the_buttons_of_another_site_are_not_there(world, leader, signed_in):
    other = make_world()
    client = signed_in(leader)

    for name in ("close", "reopen", "file"):
        assert press(client, name, other).status_code == 404
    boss = signed_in(make_worker(world, Role.SUPERVISOR))
    assert press(boss, "file", world).status_code == 404


def test_a_filing_shows_each_family_that_differs_and_why(world, leader, signed_in):
    rows = county(world)
    close_month(site=world.site, period=MARCH, by=leader, at=NOW)
    filing = file_rate(site=world.site, period=MARCH, by=leader, at=NOW)
    client = signed_in(leader)
    address = reverse("reporting:filing", args=[filing.pk])
    assert "Every family stands as it was filed." in read(client, address)

    CaseMonth.objects.filter(pk=rows[3].pk).update(overall=MET, input_hash="other")

    said = words(read(client, address))
    assert "Families that differ 1" in said
    assert "Dana Egan0" in said
    assert "Overall rate: filed as not engaged in work, now engaged in work" in said
    assert "Hours, proof or facts of the month have changed since it was filed" in said
    assert "2 of 7 families" in said
    assert "4 of 7 families" in said
    assert "1 family fell to the 30% limit when filed, and does not now" in said
    assert "March 2026" in read(client, "/rates/filings/")
    stranger = signed_in(make_worker(make_world(), Role.ADMINISTRATOR))
    read(stranger, address, status=404)


def test_caseloads_are_entered_and_the_target_follows(world, leader, signed_in):
    client = signed_in(leader)
    sent = {
        "site": world.site.pk,
        "year": 2026,
        "version": 0,
        "base_cases": 20000,
        "comparison_cases": 13000,
        "cut_cases": 600,
        "added_cases": 0,
        "excess_cases": 0,
        "two_parent_choice": "two_parent",
        "two_parent_base_cases": 1000,
        "two_parent_comparison_cases": 500,
        "two_parent_cut_cases": 100,
        "two_parent_added_cases": 0,
        "two_parent_excess_cases": 0,
        "taken_from": "Caseload Reduction Report of Dec 18, 2025",
    }

    answer = client.post("/rates/target/", sent, follow=True)

    said = words(answer.content.decode())
    assert "All families: 18%" in said
    assert "Two-parent families: 50%" in said
    assert "the State takes the change of the two-parent caseload" in said
    assert "From Caseload Reduction Report of Dec 18, 2025. Saved by Miriam Adelstein" in said
    assert "The rate to reach is 50 percent less 32.0 points: 18.0" in said
    stale = client.post("/rates/target/", {**sent, "version": 7, "base_cases": 25000})
    assert stale.status_code == 409
    conflict = words(stale.content.decode())
    assert "Miriam Adelstein wrote" in conflict
    assert "two-parent families a month" not in conflict  # both wrote the same
    assert 'name="two_parent_base_cases" value="1000"' in stale.content.decode()
    without = {**sent, "version": 1, "two_parent_base_cases": "", "two_parent_comparison_cases": ""}
    half = client.post("/rates/target/", without)
    assert half.status_code == 422
    assert "Enter the two-parent families of both years, or choose" in half.content.decode()
    bad = client.post("/rates/target/", {**sent, "version": 1, "excess_cases": 99999})
    assert bad.status_code == 422
    assert "cannot be left out" in bad.content.decode()
    assert CaseloadYear.objects.get().base_cases == 20000
