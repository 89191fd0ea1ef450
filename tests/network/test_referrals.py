"""Referrals: made with consent, moved step by step, closed with a result, never lost."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from caseway.agencies.models import Role
from caseway.cases.actions import merging
from caseway.kernel.models import AuditEntry, Disclosure
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.versions import StaleRecord
from caseway.network.actions import referrals as actions
from caseway.network.actions.referrals import Report, Sent, Told
from caseway.network.models import Referral, ReferralLink, Service
from caseway.network.needs import Need
from caseway.rules.referrals.codes import Move, Refusal, Result
from caseway.rules.referrals.moves import Given
from tests.factories import make_case, make_person, make_provider, make_worker, make_world

EASTERN = ZoneInfo("America/New_York")
MON = datetime(2026, 11, 23, 10, 0, tzinfo=EASTERN)
THU = datetime(2026, 11, 26, 14, 30, tzinfo=EASTERN)
YES = Told(why="The nights are the problem.", message="Two children", consent="spoken")


@pytest.fixture
def nursery(world):
    owner = make_provider(world, "Morning Nursery")
    return Service.objects.create(provider=owner, name="Full-day child care")


@pytest.fixture
def sent(world, nursery):
    return Sent(
        provider=nursery.provider,
        service=nursery,
        need=Need.CHILD_CARE,
        person=world.case.participant,
    )


@pytest.fixture
def made(world, sent):
    return actions.make_referral(
        case=world.case, sent=sent, told=YES, by=world.carla, at=MON, send=True
    )


def move(world, row, what, at=MON, **given):
    report = Report(given.pop("expected_on", None), given.pop("said_by", ""))
    return actions.move_referral(
        referral=row, move=what, given=Given(**given), by=world.carla, at=at, report=report
    )


def test_a_referral_that_is_sent_waits_for_an_answer_by_its_day(made):
    assert made.state == "sent"
    assert made.sent_on == date(2026, 11, 23)
    assert made.due_on == date(2026, 11, 30)
    assert [step.move for step in made.steps.all()] == ["make", "send"]


def test_without_a_yes_it_is_made_and_not_sent(world, sent):
    unasked = Told(why="Needs care from six")

    with pytest.raises(NotAllowed, match="Ask the person first"):
        actions.make_referral(
            case=world.case, sent=sent, told=unasked, by=world.carla, at=MON, send=True
        )
    row = actions.make_referral(case=world.case, sent=sent, told=unasked, by=world.carla, at=MON)

    assert Referral.objects.count() == 1
    assert row.state == "made"
    with pytest.raises(NotAllowed, match="Ask the person first"):
        move(world, row, Move.SEND)


def test_the_database_keeps_what_was_sent_without_a_yes_out(made):
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=made.pk).update(consent="", consent_on=None)


def test_each_step_is_dated_and_says_who(world, made):
    row = actions.move_referral(
        referral=made,
        move=Move.APPOINT,
        given=Given(at=THU, words="Bring the shot record."),
        by=world.carla,
        at=MON + timedelta(hours=1),
        report=Report(said_by="Mrs. Bell"),
    )

    step = row.steps.order_by("-pk").first()
    assert (step.by, step.said_by, step.note) == (
        world.carla,
        "Mrs. Bell",
        "Bring the shot record.",
    )
    assert row.appointment_at == THU
    assert row.due_on == date(2026, 11, 27)


def test_it_closes_only_with_a_result_and_the_database_holds_it(world, made):
    with pytest.raises(NotAllowed, match="Say what came of it"):
        move(world, made, Move.CLOSE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=made.pk).update(state="closed", due_on=None)

    row = move(world, made, Move.CLOSE, result=Result.NO_ANSWER)
    assert (row.state, row.result, row.due_on) == ("closed", "no_answer", None)


def test_asking_again_gives_a_new_day_and_the_wait_goes_on(world, made):
    row = move(world, made, Move.REMIND, at=MON + timedelta(days=8))

    assert row.state_since == MON
    assert row.due_on == date(2026, 12, 8)


def test_who_declined_and_why_stays_and_goes_when_they_think_again(world, made):
    row = move(world, made, Move.DECLINE, reason=Refusal.FULL)
    assert (row.state, row.refusal, row.due_on) == ("declined", "full", date(2026, 11, 25))

    row = move(world, row, Move.ACCEPT)
    assert row.refusal == ""


def test_the_latest_step_is_taken_back_and_both_stay_on_record(world, made):
    row = move(world, made, Move.DECLINE, reason=Refusal.FULL)
    row = move(world, row, Move.CLOSE, result=Result.DECLINED)

    row = actions.take_back(referral=row, by=world.carla, at=MON)
    assert (row.state, row.refusal, row.result, row.closed_at) == ("declined", "full", "", None)
    row = actions.take_back(referral=row, by=world.carla, at=MON)
    assert (row.state, row.refusal, row.state_since) == ("sent", "", MON)
    row = actions.take_back(referral=row, by=world.carla, at=MON)
    assert (row.state, row.sent_on) == ("made", None)

    with pytest.raises(NotAllowed, match="no step to take back"):
        actions.take_back(referral=row, by=world.carla, at=MON)
    assert row.steps.count() == 7


def test_who_performs_referrals_here_decides(world, sent):
    stranger = make_worker(make_world("Elsewhere"))
    privacy = make_worker(world, Role.PRIVACY_OFFICER, agency=world.public)

    for by in (stranger, privacy):
        with pytest.raises(NotAllowed):
            actions.make_referral(case=world.case, sent=sent, told=YES, by=by, at=MON)


def test_of_a_closed_case_nobody_is_sent_and_results_are_still_noted(world, sent, made):
    world.case.closed_on, world.case.stage = date(2026, 11, 23), "closed"
    world.case.save()

    with pytest.raises(NotAllowed, match="case is closed"):
        actions.make_referral(case=world.case, sent=sent, told=YES, by=world.carla, at=MON)
    assert move(world, made, Move.CLOSE, result=Result.NOT_NEEDED).state == "closed"


def test_only_somebody_of_the_household_is_sent(world, nursery):
    other = Sent(
        provider=nursery.provider, need=Need.FOOD, person=make_person(world, "Somebody Else")
    )

    with pytest.raises(NotAllowed, match="Choose somebody of this household"):
        actions.make_referral(case=world.case, sent=other, told=YES, by=world.carla, at=MON)


def test_a_household_is_sent_as_a_whole(world, nursery):
    whole = Sent(provider=nursery.provider, need=Need.FOOD)

    row = actions.make_referral(case=world.case, sent=whole, told=YES, by=world.carla, at=MON)

    assert row.person is None


@pytest.fixture
def trained(world):
    return make_worker(world, safety_trained=True, name="Tess Trained")


def test_a_guarded_referral_exists_for_trained_staff_of_the_case_only(world, nursery, trained):
    case = make_case(world, "Luz Ortega", worker=trained)
    shelter = Sent(provider=nursery.provider, need=Need.DOMESTIC_VIOLENCE)
    signed = Told(consent="signed")

    with pytest.raises(NotAllowed, match="trained for it"):
        actions.make_referral(case=world.case, sent=shelter, told=signed, by=world.carla, at=MON)
    row = actions.make_referral(case=case, sent=shelter, told=signed, by=trained, at=MON)

    assert row.is_guarded
    assert list(Referral.objects.visible_to(trained)) == [row]
    assert not Referral.objects.visible_to(world.carla).exists()
    assert not Referral.objects.visible_to(world.paula).exists()


def test_for_guarded_help_a_spoken_yes_is_not_enough(world, nursery, trained):
    case = make_case(world, "Luz Ortega", worker=trained)
    shelter = Sent(provider=nursery.provider, need=Need.SUBSTANCE_USE)

    with pytest.raises(NotAllowed, match="agree in writing"):
        actions.make_referral(case=case, sent=shelter, told=YES, by=trained, at=MON, send=True)


def test_two_who_put_it_right_at_once_see_both_texts(world, made):
    version = made.version
    change = {"referral": made, "version": version, "by": world.carla, "at": MON}
    actions.change_referral(told=Told(message="Mine", consent="spoken"), **change)

    with pytest.raises(StaleRecord) as stale:
        actions.change_referral(told=Told(message="Theirs", consent="spoken"), **change)

    assert stale.value.theirs["message"] == "Mine"
    assert stale.value.mine["message"] == "Theirs"


def test_a_yes_that_was_taken_back_closes_the_link(world, made):
    link, _secret = actions.make_link(referral=made, sent_to="", by=world.carla, at=MON)
    made.refresh_from_db()

    actions.change_referral(
        referral=made,
        told=Told(shares="nothing"),
        version=made.version,
        by=world.carla,
        at=MON,
    )

    link.refresh_from_db()
    assert link.revoked_at == MON


def test_a_link_sends_what_was_not_sent_and_its_secret_is_kept_nowhere(world, sent):
    row = actions.make_referral(case=world.case, sent=sent, told=YES, by=world.carla, at=MON)

    link, secret = actions.make_link(referral=row, sent_to="", by=world.carla, at=MON)

    row.refresh_from_db()
    assert row.state == "sent"
    assert len(secret) >= 40
    assert secret not in str(ReferralLink.objects.values_list())
    assert not AuditEntry.objects.filter(after__icontains=secret).exists()
    assert actions.link_of(secret) == link
    assert actions.link_of(secret + "x") is None
    assert link.expires_at == datetime(2026, 12, 23, tzinfo=EASTERN)


@pytest.mark.parametrize(
    ("at", "open_then"),
    [
        (datetime(2026, 12, 22, 23, 59, tzinfo=EASTERN), True),
        (datetime(2026, 12, 23, 0, 0, tzinfo=EASTERN), False),
    ],
)
def test_a_link_runs_out(world, made, at, open_then):
    link, _secret = actions.make_link(referral=made, sent_to="", by=world.carla, at=MON)

    assert actions.opens(link, at) is open_then


def test_a_new_link_closes_the_former(world, made):
    first, _ = actions.make_link(referral=made, sent_to="", by=world.carla, at=MON)
    second, _ = actions.make_link(referral=made, sent_to="", by=world.carla, at=MON)

    first.refresh_from_db()
    assert not actions.opens(first, MON)
    assert actions.opens(second, MON)


def test_nobody_gets_a_link_about_a_person_who_shares_nothing(world, sent):
    row = actions.make_referral(
        case=world.case, sent=sent, told=Told(shares="nothing"), by=world.carla, at=MON, send=True
    )

    assert row.state == "told"
    with pytest.raises(NotAllowed, match="share nothing"):
        actions.make_link(referral=row, sent_to="", by=world.carla, at=MON)


def test_who_accepts_is_told_the_name_and_that_is_written_down(world, made):
    link, _ = actions.make_link(referral=made, sent_to="", by=world.carla, at=MON)
    told = list(Disclosure.objects.values_list("what", flat=True))
    assert told == ["initials, need, language, message"]

    row = actions.answer_by_link(
        link=link, move=Move.ACCEPT, given=Given(), report=Report(said_by="Bell"), at=THU
    )

    assert actions.knows_name(row)
    assert Disclosure.objects.order_by("-pk").first().what == "name, phone, language"
    step = row.steps.order_by("-pk").first()
    assert (step.by, step.link, step.said_by) == (None, link, "Bell")
    entry = AuditEntry.objects.filter(table="network_referralstep").order_by("-pk").first()
    assert (entry.actor, entry.reason) == ("system", f"partner's link {link.pk}")


def test_a_referral_goes_with_the_person_when_two_records_become_one(world, made):
    supervisor = make_worker(world, Role.SUPERVISOR, agency=world.public)
    kept = make_case(world, "Ana R. Rivera", public_worker=world.paula).participant

    merge = merging.merge_people(kept=kept, gone=made.person, reason="Same", by=supervisor, at=MON)
    made.refresh_from_db()
    assert made.person_id == kept.pk

    merging.undo_merge(merge=merge, by=supervisor, at=MON)
    made.refresh_from_db()
    assert made.person_id == world.case.participant_id
