"""Approved hours: recorded, changed, ended, taken back; counted; told where the month goes over."""

import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from caseway.agencies.models import Role
from caseway.coaching.actions.approved import (
    Letter,
    change_hours,
    end_hours,
    record_hours,
    withdraw_hours,
)
from caseway.coaching.actions.months import planning
from caseway.coaching.models import ApprovedHours, Visit
from caseway.coaching.queries.approved import approved_of, balances_on
from caseway.kernel.refusals import NotAllowed
from caseway.rules.dates import Month
from tests.agencies.staffing import sign_in
from tests.coaching.months.rows import make_team
from tests.factories import make_worker, make_world

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)  # a Friday, 10 a.m. in New York
TODAY = date(2026, 11, 20)
DECEMBER = Month(2026, 12)
JULY, JUNE = date(2026, 7, 1), date(2027, 6, 30)


@pytest.fixture(autouse=True)
def _friday(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def team():
    return make_team(1)


@pytest.fixture
def row(team):
    return team.people[0]


def letter(hours=20, per="month", first=JULY, last=JUNE, number="SE-4711"):
    return Letter(number, round(hours * 60), per, first, last)


def recorded(row, by, said=None):
    return record_hours(enrolment=row, letter=said or letter(), by=by, at=NOW)


def visit(team, row, day, *, state="held", minutes=60, recorded=None, **fields):
    if recorded is not None:
        begins = datetime.combine(day, time(15), tzinfo=UTC)
        fields |= {"held_begins_at": begins, "held_ends_at": begins + timedelta(minutes=recorded)}
    return Visit.objects.create(
        site=row.site,
        agency=team.world.contractor,
        enrolment=row,
        coach=fields.pop("coach", team.coach),
        day=day,
        begins_at=time(10),
        minutes=minutes,
        mode="visit",
        state=state,
        **fields,
    )


def text_of(row):
    (one,) = approved_of(row, TODAY).now
    return one.balance.reason.text


def test_the_balance_is_drawn_from_what_was_recorded_and_not_from_what_was_agreed(team, row):
    recorded(row, team.coach)
    visit(team, row, date(2026, 11, 3), recorded=75)
    visit(team, row, date(2026, 11, 4), minutes=60)  # nobody wrote down when it ended
    visit(team, row, date(2026, 10, 31), recorded=75)
    visit(team, row, date(2026, 11, 10), state="no_show", why_not="client_absent")
    visit(team, row, date(2026, 11, 27), state="planned")

    assert text_of(row) == "Used 2.25 of 20 hours this month; 17.75 left."
    assert approved_of(row, TODAY).now[0].balance.planned == 60


def test_what_another_coach_held_uses_it_up_as_well(team, row):
    recorded(row, team.coach)
    visit(team, row, date(2026, 11, 3), coach=team.leader)

    assert text_of(row) == "Used 1 of 20 hours this month; 19 left."


@pytest.mark.parametrize(
    ("first", "last", "refused"),
    [
        (date(2027, 7, 1), date(2027, 12, 31), False),  # the day after
        (date(2027, 6, 30), date(2027, 12, 31), True),
        (date(2026, 1, 1), date(2026, 6, 30), False),  # the day before
        (date(2026, 1, 1), date(2026, 7, 1), True),
        (date(2026, 1, 1), None, True),
    ],
)
def test_two_letters_never_hold_on_one_day(team, row, first, last, refused):
    recorded(row, team.coach)
    other = letter(10, first=first, last=last, number="SE-2")

    if refused:
        with pytest.raises(NotAllowed, match="Hours are approved from Wed, Jul 1, 2026"):
            recorded(row, team.coach, other)
    else:
        recorded(row, team.coach, other)


def test_one_without_a_last_day_is_ended_before_another_begins(team, row):
    open_one = recorded(row, team.coach, letter(last=None))
    later = letter(30, first=date(2026, 12, 1), number="SE-2")
    with pytest.raises(NotAllowed, match="End them first"):
        recorded(row, team.coach, later)

    end_hours(row=open_one, last_on=date(2026, 11, 30), reason="More", by=team.coach, at=NOW)
    recorded(row, team.coach, later)

    assert [one.row.minutes for one in approved_of(row, TODAY).now] == [1200, 1800]


def test_a_change_leaves_what_was_with_who_and_why(team, row):
    first = recorded(row, team.coach)

    made = change_hours(
        row=first, letter=letter(24), reason="Raised by letter", by=team.leader, at=NOW
    )

    (one,) = approved_of(row, TODAY).now
    assert (one.row, one.row.minutes, one.row.recorded_by) == (made, 24 * 60, team.leader)
    assert one.row.reason == "Raised by letter"
    assert [(each.minutes, each.recorded_by) for each in one.before] == [(1200, team.coach)]


def test_a_change_of_what_somebody_changed_meanwhile_is_refused(team, row):
    first = recorded(row, team.coach)
    change_hours(row=first, letter=letter(24), reason="Raised", by=team.leader, at=NOW)

    with pytest.raises(NotAllowed, match="Somebody changed these hours meanwhile"):
        change_hours(row=first, letter=letter(22), reason="A slip", by=team.coach, at=NOW)

    assert approved_of(row, TODAY).now[0].row.minutes == 24 * 60


@pytest.mark.parametrize(
    ("last_on", "sentence"),
    [
        (date(2026, 6, 30), "If it never held, take it back"),
        (date(2026, 7, 1), ""),
        (date(2027, 6, 29), ""),
        (date(2027, 6, 30), "It ends on Wed, Jun 30, 2027 anyway"),
    ],
)
def test_an_early_end_lies_between_its_days(team, row, last_on, sentence):
    held = recorded(row, team.coach)
    about = {"row": held, "last_on": last_on, "reason": "Moved away", "by": team.coach, "at": NOW}

    if sentence:
        with pytest.raises(NotAllowed, match=sentence):
            end_hours(**about)
    else:
        assert end_hours(**about).last_on == last_on


def test_what_was_taken_back_counts_no_more_and_stays_to_be_seen(team, row):
    held = recorded(row, team.coach)
    withdraw_hours(row=held, reason="Another person’s letter", by=team.coach, at=NOW)

    page = approved_of(row, TODAY)
    assert page.now == ()
    assert (page.over[0].row.withdrawn, page.over[0].balance) == (True, None)
    assert balances_on([row.pk], TODAY) == {}
    recorded(row, team.coach)  # its days are free again
    with pytest.raises(NotAllowed, match="taken back"):
        change_hours(row=page.over[0].row, letter=letter(), reason="So", by=team.coach, at=NOW)


@pytest.mark.parametrize("act", ["change", "end", "withdraw"])
def test_nothing_changes_without_a_reason(team, row, act):
    held = recorded(row, team.coach)
    about = {"row": held, "reason": "  ", "by": team.coach, "at": NOW}

    with pytest.raises(NotAllowed, match="Say why"):
        {
            "change": lambda: change_hours(letter=letter(), **about),
            "end": lambda: end_hours(last_on=TODAY, **about),
            "withdraw": lambda: withdraw_hours(**about),
        }[act]()


@pytest.mark.parametrize(
    "wrong",
    [{"minutes": 0}, {"number": ""}, {"last_on": date(2026, 6, 30)}],
)
def test_the_database_keeps_no_approval_that_is_none(team, row, wrong):
    kept = recorded(row, team.coach)

    with pytest.raises(IntegrityError), transaction.atomic():
        ApprovedHours.objects.filter(pk=kept.pk).update(**wrong)


def send(client, name, pk, **fields):
    url = reverse(f"coaching:{name}", args=[pk])
    return client.post(url, {"submission_key": uuid.uuid4(), **fields})


TYPED = {
    "number": "SE-4711", "hours": "20", "per": "month", "starts_on": "2026-07-01",
    "last_on": "2027-06-30",
}  # fmt: skip


def test_the_page_records_changes_and_ends(client, team, row):
    sign_in(client, team.coach)
    page = reverse("coaching:approved_hours", args=[row.pk])
    assert "No approved hours are on record." in client.get(page).content.decode()

    assert send(client, "add_approved", row.pk, **TYPED)["Location"] == page
    visit(team, row, date(2026, 11, 3), recorded=14 * 60)
    shown = client.get(page).content.decode()
    assert "Used 14 of 20 hours this month; 6 left." in shown
    assert "840 minutes" in shown  # how we got this

    held = ApprovedHours.objects.get()
    more = {**TYPED, "hours": "24.5", "reason": "Raised by letter"}
    assert send(client, "change_approved", held.pk, **more).status_code == 302
    now = ApprovedHours.objects.get(replaced_by=None)
    assert now.minutes == 1470
    ended = send(client, "end_approved", now.pk, last_on="2026-11-19", reason="Moved away")
    assert ended.status_code == 302
    shown = client.get(page).content.decode()
    assert "Raised by letter" in shown
    assert "Moved away" in shown
    assert "Over" in shown


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("hours", "0", "greater than or equal to 0.25"),
        ("hours", "745", "less than or equal to 744"),
        ("last_on", "2026-06-30", "The last day comes after the first day"),
        ("number", "", "This field is required"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_keeps_what_was_typed(
    client, team, row, field, value, sentence
):
    sign_in(client, team.coach)

    answer = send(client, "add_approved", row.pk, **{**TYPED, field: value})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ApprovedHours.objects.exists()
    if field != "number":
        assert 'value="SE-4711"' in answer.content.decode()


def test_a_late_change_shows_what_was_typed_beside_what_holds(client, team, row):
    sign_in(client, team.coach)
    held = recorded(row, team.coach)
    change_hours(row=held, letter=letter(24), reason="Raised", by=team.leader, at=NOW)

    answer = send(client, "change_approved", held.pk, **TYPED, reason="Mine")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody changed these hours meanwhile" in page
    assert "What you typed" in page
    assert "Mine" in page
    assert "24 hours a month" in page


def test_a_double_click_records_one(client, team, row):
    sign_in(client, team.coach)
    key = uuid.uuid4()

    for _twice in range(2):
        client.post(
            reverse("coaching:add_approved", args=[row.pk]), {"submission_key": key, **TYPED}
        )

    assert ApprovedHours.objects.count() == 1


def test_another_agency_finds_nothing_and_who_reads_along_changes_nothing(client, team, row):
    held = recorded(row, team.coach)
    sign_in(client, make_worker(make_world("Elsewhere")))
    assert client.get(reverse("coaching:approved_hours", args=[row.pk])).status_code == 404
    assert send(client, "withdraw_approved", held.pk, reason="So").status_code == 404

    sign_in(client, reader := make_worker(team.world, Role.ADMINISTRATOR, name="Ada Admin"))
    page = client.get(reverse("coaching:approved_hours", args=[row.pk]))
    answer = send(client, "withdraw_approved", held.pk, reason="So")

    assert "Take it back" not in page.content.decode()
    assert answer.status_code == 422
    with pytest.raises(NotAllowed):
        recorded(row, reader, letter(first=date(2028, 1, 1), last=None))
    assert ApprovedHours.objects.filter(replaced_by=None, withdrawn=False).count() == 1


def month_url(team, month=DECEMBER):
    return reverse("coaching:month_of", args=[team.coach.pk, str(month)])


@pytest.mark.parametrize(("less", "warns"), [(0, False), (15, True)])
def test_the_month_says_when_the_plan_goes_over(client, team, row, less, warns):
    plan = planning.plan_now(setup=team.setup, month=DECEMBER, by=team.coach, at=NOW)
    minutes = sum(plan.sessions.values_list("minutes", flat=True))
    assert plan.sessions.count() == 2  # every two weeks
    recorded(row, team.coach, letter((minutes - less) / 60))
    sign_in(client, team.coach)

    page = client.get(month_url(team)).content.decode()

    assert ("approved: 0.25 too many." in page) is warns
    assert ("More hours than approved" in page) is warns
    assert (reverse("coaching:approved_hours", args=[row.pk]) in page) is warns


def test_a_proposal_takes_the_place_of_what_it_moves_and_is_not_counted_besides(client, team, row):
    recorded(row, team.coach, letter(2))
    visit(team, row, date(2026, 12, 8), state="planned")
    visit(team, row, date(2026, 12, 22), state="planned")
    planning.plan_now(setup=team.setup, month=DECEMBER, by=team.coach, at=NOW)
    sign_in(client, team.coach)

    page = client.get(month_url(team)).content.decode()

    assert "More hours than approved" not in page


def test_sessions_after_the_last_approved_day_are_told_in_the_month(client, team, row):
    recorded(row, team.coach, letter(last=date(2026, 12, 14)))
    visit(team, row, date(2026, 12, 14), state="planned")
    visit(team, row, date(2026, 12, 15), state="planned")
    sign_in(client, team.coach)

    page = client.get(month_url(team)).content.decode()

    assert "1 session is planned on a day without approved hours: Tue, Dec 15, 2026." in page


def test_the_month_of_records_and_the_case_tell_what_is_used(client, team, row):
    recorded(row, team.coach)
    visit(team, row, date(2026, 11, 3), recorded=90)
    sign_in(client, team.coach)

    month = client.get(reverse("coaching:record_month", args=[202611])).content.decode()
    case = client.get(reverse("coaching:case", args=[row.case_id])).content.decode()

    assert "Approved hours from Sun, Nov 1, 2026 to Mon, Nov 30, 2026: 1.5 of 20 used." in month
    assert "Used 1.5 of 20 hours this month; 18.5 left." in case


@pytest.mark.parametrize("many", [2, 40])
def test_a_month_with_approved_hours_asks_two_questions_more_however_many(
    client, django_assert_num_queries, many
):
    team = make_team(many)
    for one in team.people:
        recorded(one, team.coach)
    planning.plan_now(setup=team.setup, month=DECEMBER, by=team.coach, at=NOW)
    sign_in(client, team.coach)
    client.get(month_url(team))

    with django_assert_num_queries(36):
        answer = client.get(month_url(team))

    assert answer.status_code == 200


@pytest.mark.parametrize("many", [2, 40])
def test_the_page_asks_the_same_however_long_the_history(
    client, django_assert_num_queries, team, row, many
):
    held = recorded(row, team.coach)
    for number in range(many):
        held = change_hours(
            row=held, letter=letter(20 + number), reason="Again", by=team.coach, at=NOW
        )
        visit(team, row, date(2026, 11, 1 + number % 19), minutes=10)
    sign_in(client, team.coach)
    url = reverse("coaching:approved_hours", args=[row.pk])
    client.get(url)

    with django_assert_num_queries(11):
        assert client.get(url).status_code == 200
