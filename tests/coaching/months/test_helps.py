"""What would help an unserved person leads to the form that changes it, or says who can."""

from datetime import date
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from caseway.coaching.models import MeetingWindow
from caseway.coaching.shown.month import unserved
from caseway.rules.dates import Month
from caseway.rules.reasons import because
from caseway.rules.scheduling import words
from caseway.rules.scheduling.plans import Relaxation, Unserved
from tests.agencies.staffing import sign_in
from tests.coaching.months.rows import make_client, make_team
from tests.coaching.months.test_pages import AHEAD, send

pytestmark = pytest.mark.django_db


def helps_of(*sentences, sets_hours=False):
    helps = tuple(Relaxation(one.code, one) for one in sentences)
    missed = Unserved("a", 1, (because(words.UNSERVED, count=1, name="Ana"),), helps)
    ahead = SimpleNamespace(name="Ana", number=1, case=7, enrolment=9)
    page = SimpleNamespace(
        result=SimpleNamespace(unserved=[missed]),
        people={"a": ahead},
        month=Month(2027, 3),
        setup=SimpleNamespace(coach_id=4),
    )
    return unserved(page, sets_hours)[0]["helps"]


def test_another_weekday_leads_to_the_times_of_the_person():
    (help_,) = helps_of(because(words.HELPS_WEEKDAY))

    address = urlsplit(help_["url"])
    assert address.path == reverse("coaching:case", args=[7])
    assert parse_qs(address.query) == {"days": ["9"], "month": ["2027-03"]}
    assert address.fragment == "times-9"


def test_overtime_leads_an_administrator_to_the_hours_and_tells_others_who_can():
    longer = because(words.HELPS_OVERTIME, minutes=30)

    (hers,) = helps_of(longer, sets_hours=True)
    (others,) = helps_of(longer)

    assert hers["url"] == f"{reverse('agencies:hours', args=[4])}?later=30&month=2027-03"
    assert "url" not in others
    assert "administrator" in others["who"]


def test_another_coach_is_for_who_leads():
    (help_,) = helps_of(because(words.HELPS_COACH))

    assert "url" not in help_
    assert "leads the team" in help_["who"]


@pytest.fixture
def met():
    """A coach whose one client is met on Tuesdays from 9 to 12."""
    team = make_team(0)
    row = make_client(team, works=False)
    MeetingWindow.objects.filter(enrolment=row).delete()
    MeetingWindow.objects.create(
        site=row.site,
        enrolment=row,
        weekday=1,
        opens_at="09:00",
        closes_at="12:00",
        starts_on=date(2026, 1, 1),
    )
    return team, row


def test_the_form_is_filled_in_with_the_other_workdays_and_leads_back_to_the_month(client, met):
    team, row = met
    sign_in(client, team.coach)
    address = reverse("coaching:case", args=[row.case_id])

    page = client.get(f"{address}?days={row.pk}&month={AHEAD}")

    form = page.context["enrolments"][0]["forms"]["times"]
    filled = {name: str(value) for name, value in form.initial.items()}
    assert filled["starts_on"] == AHEAD.first.isoformat()
    assert (filled["opens_1"], filled["closes_1"]) == ("09:00:00", "12:00:00")
    assert (filled["opens_3"], filled["closes_3"]) == ("09:00:00", "12:00:00")
    assert "opens_6" not in filled
    assert 'name="month"' in page.content.decode()
    sent = {name: value for name, value in filled.items() if name[-1] in "13"}
    answer = send(
        client,
        "coaching:set_times",
        row.pk,
        starts_on=filled["starts_on"],
        month=str(AHEAD),
        **sent,
    )
    assert answer.url == reverse("coaching:month_of", args=[team.coach.pk, str(AHEAD)])
    now = MeetingWindow.objects.filter(enrolment=row, ends_on=None)
    assert list(now.order_by("weekday").values_list("weekday", flat=True)) == [1, 3]


@pytest.mark.parametrize("asked", ["days=x&month=2099-03", "days=1", "month=2099-03", "month=13"])
def test_an_address_that_names_nobody_is_the_ordinary_page(client, met, asked):
    team, row = met
    sign_in(client, team.coach)

    page = client.get(f"{reverse('coaching:case', args=[row.case_id])}?{asked}")

    assert page.status_code == 200
    assert not page.context["opened"]


def test_a_month_before_the_first_numbers_can_be_looked_at(client, met):
    team, _row = met
    sign_in(client, team.coach)

    page = client.get(reverse("coaching:month_of", args=[team.coach.pk, "2025-09"]))

    assert page.status_code == 200
