"""Support in money: small amounts at once, larger ones by another, refusals with a reason."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from caseway.agencies.models import Role
from caseway.kernel.refusals import NotAllowed
from caseway.network.actions import supports
from caseway.network.models import SupportLimit, SupportRequest
from caseway.rules.supports import SupportMove
from tests.factories import make_case, make_worker, make_world

MON = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/New_York"))
TODAY = date(2026, 11, 23)


@pytest.fixture
def leader(world):
    return make_worker(world, Role.SUPERVISOR, name="Sela Supervisor")


@pytest.fixture
def admin(world):
    return make_worker(world, Role.ADMINISTRATOR, agency=world.public)


@pytest.fixture
def limited(world, admin):
    return supports.set_limit(
        site=world.site, kind="", amount=Decimal(100), starts_on=TODAY, by=admin, at=MON
    )


@pytest.fixture
def fund(world, admin):
    return supports.open_fund(
        site=world.site,
        name="Fund",
        amount=Decimal(500),
        starts_on=date(2026, 10, 1),
        ends_on=date(2027, 10, 1),
        by=admin,
        at=MON,
    )


def ask(world, amount, kind="transport", **more):
    wanted = supports.Wanted(kind, "Bus card", Decimal(amount), TODAY, **more)
    return supports.ask_for(case=world.case, wanted=wanted, by=world.carla, at=MON)


def decide(row, by, move=SupportMove.APPROVE, words=""):
    return supports.decide(request=row, move=move, words=words, by=by, at=MON)


@pytest.mark.parametrize(("amount", "state"), [("100.00", "approved"), ("100.01", "asked")])
def test_up_to_the_limit_it_is_decided_when_it_is_asked(world, limited, amount, state):
    row = ask(world, amount)

    assert row.state == state
    assert row.decided_by == (world.carla if state == "approved" else None)


def test_above_the_limit_another_decides_and_the_database_holds_it(world, limited, leader):
    row = ask(world, "132.00")

    with pytest.raises(NotAllowed):
        decide(row, world.carla)
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportRequest.objects.filter(pk=row.pk).update(
            state="approved", decided_by=world.carla, decided_at=MON
        )
    assert decide(row, leader).state == "approved"


def test_a_leader_who_asks_does_not_decide_on_it_herself(world, limited, leader):
    wanted = supports.Wanted("car", "Brakes", Decimal(540), TODAY)
    row = supports.ask_for(case=world.case, wanted=wanted, by=leader, at=MON)

    with pytest.raises(NotAllowed, match="somebody other than who asks"):
        decide(row, leader)


def test_a_colleague_of_the_asker_who_leads_nobody_decides_nothing(world, limited):
    row = ask(world, "132.00")

    with pytest.raises(NotAllowed, match="supervisor"):
        decide(row, make_worker(world))


def test_a_limit_of_a_kind_goes_before_that_of_all_and_each_from_its_day(world, limited, admin):
    later = TODAY + timedelta(days=7)
    for kind, amount, day in (("car", 300, TODAY), ("", 50, later)):
        supports.set_limit(
            site=world.site, kind=kind, amount=Decimal(amount), starts_on=day, by=admin, at=MON
        )

    assert supports.limit_for(world.site.pk, "car", TODAY) == 300
    assert supports.limit_for(world.site.pk, "books", later - timedelta(days=1)) == 100
    assert supports.limit_for(world.site.pk, "books", later) == 50
    assert SupportLimit.objects.filter(ends_on=None).count() == 2


def test_a_limit_never_begins_in_the_past(world, admin):
    yesterday = TODAY - timedelta(days=1)

    with pytest.raises(NotAllowed, match="today or later"):
        supports.set_limit(
            site=world.site, kind="", amount=Decimal(1), starts_on=yesterday, by=admin, at=MON
        )


def test_money_is_set_by_administrators_of_the_site(world, leader):
    stranger = make_worker(make_world("Elsewhere"), Role.ADMINISTRATOR)

    for by in (world.carla, leader, stranger):
        with pytest.raises(NotAllowed):
            supports.set_limit(
                site=world.site, kind="", amount=Decimal(9), starts_on=TODAY, by=by, at=MON
            )


def test_a_fund_counts_what_was_paid_and_what_was_promised(world, limited, fund, leader):
    first = decide(ask(world, "300.00"), leader)
    paid = supports.Payment(Decimal("250.00"), TODAY, "card")
    supports.pay(request=first, payment=paid, by=world.carla, at=MON)
    decide(ask(world, "200.00"), leader)
    third = ask(world, "150.00")

    assert supports.left_in(fund) == 50
    with pytest.raises(NotAllowed, match=r"The fund has \$50.00 left"):
        decide(third, leader)


def test_small_support_is_refused_too_when_the_fund_is_empty(world, limited, fund, leader):
    decide(ask(world, "450.00"), leader)

    with pytest.raises(NotAllowed, match=r"\$50.00 left"):
        ask(world, "60.00")
    assert SupportRequest.objects.count() == 1


def test_a_refusal_has_a_reason_and_is_final(world, limited, leader):
    row = ask(world, "132.00")

    with pytest.raises(NotAllowed, match="Say why"):
        decide(row, leader, SupportMove.REFUSE)
    row = decide(row, leader, SupportMove.REFUSE, "The college pays.")
    assert row.state == "refused"
    with pytest.raises(NotAllowed, match="any more"):
        decide(row, leader)


def test_the_worker_withdraws_what_is_no_longer_needed(world, limited):
    row = ask(world, "132.00")

    row = decide(row, world.carla, SupportMove.WITHDRAW, "The employer gave one.")

    assert row.state == "withdrawn"


def test_no_more_is_paid_than_was_approved_and_not_tomorrow(world, limited):
    row = ask(world, "80.00")
    pay = {"request": row, "by": world.carla, "at": MON}

    with pytest.raises(NotAllowed, match=r"at most the \$80.00"):
        supports.pay(payment=supports.Payment(Decimal(81), TODAY, "card"), **pay)
    tomorrow = supports.Payment(Decimal(80), TODAY + timedelta(days=1), "card")
    with pytest.raises(NotAllowed, match="today or an earlier day"):
        supports.pay(payment=tomorrow, **pay)
    done = supports.pay(payment=supports.Payment(Decimal(80), TODAY, "card"), **pay)
    assert done.state == "paid"


def test_it_is_asked_decided_and_paid_on_the_pages(world, limited, leader, sign_in, key):
    client = sign_in(world.carla)
    form = {
        "person": world.case.participant_id,
        "kind": "fees",
        "what": "Guard license",
        "amount": "$138.25",
        "starts_on": "2026-11-23",
        "submission_key": key(),
    }
    for _click in range(2):
        answer = client.post(reverse("network:ask_support", args=[world.case.pk]), form)
        assert answer.status_code == 302
    row = SupportRequest.objects.get()
    page = reverse("network:support", args=[row.pk])
    assert "This is done by: supervisor, administrator." in client.get(page).content.decode()

    client = sign_in(leader)
    decision = reverse("network:decide_support", args=[row.pk])
    client.post(decision, {"move": "approve", "submission_key": key()})
    client = sign_in(world.carla)
    paid = {"amount": "138.25", "on": "2026-11-23", "how": "provider", "submission_key": key()}
    client.post(reverse("network:pay_support", args=[row.pk]), paid)

    row.refresh_from_db()
    assert (row.state, row.decided_by, row.paid_amount) == ("paid", leader, Decimal("138.25"))


def test_an_administrator_sets_limits_and_opens_funds_on_a_page(world, admin, sign_in, key):
    client = sign_in(admin)
    page = reverse("network:support_money")
    limit = {"add": "limit", "limit-amount": "75", "limit-starts_on": "2026-11-23"}
    fund = {
        "add": "fund",
        "fund-name": "Fund 2027",
        "fund-amount": "1,800.00",
        "fund-starts_on": "2026-10-01",
        "fund-ends_on": "2027-10-01",
    }
    for form in (limit, fund):
        answer = client.post(page, form | {"submission_key": key()})
        assert answer.status_code == 302

    html = client.get(page).content.decode()
    assert "$75.00" in html
    assert "$1,800.00 left of $1,800.00" in html
    assert sign_in(world.carla).get(page).status_code == 403


@pytest.mark.parametrize("many", [2, 40])
def test_the_list_asks_the_same_however_many(
    world, sign_in, django_assert_num_queries, many, leader
):
    for number in range(many):
        case = make_case(world, f"Person {number}", worker=world.carla)
        wanted = supports.Wanted("transport", "Bus card", Decimal(132), TODAY)
        supports.ask_for(case=case, wanted=wanted, by=world.carla, at=MON)
    client = sign_in(leader)
    client.get(reverse("network:supports"))

    with django_assert_num_queries(7):
        html = client.get(reverse("network:supports")).content.decode()

    assert f"1–{min(many, 25)} of {many}" in html
