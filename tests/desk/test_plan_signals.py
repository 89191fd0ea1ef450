"""What of a plan calls for attention on Today."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from caseway.desk.facts.pieces import Row
from caseway.desk.facts.plans import plan_signals
from caseway.rules.caseload.signals import SignalKind

ON = date(2026, 11, 20)


def at(day, hour=10):
    return datetime(2026, 11, day, hour, tzinfo=ZoneInfo("America/New_York"))


def row(piece="", id=1, **fields):
    empty = dict.fromkeys(("code", "sort", "text", "name"), "")
    empty |= dict.fromkeys(("number", "person", "day", "until", "moment"))
    return Row(piece=piece, case=7, id=id, **{**empty, **fields})


def version(id=5, number=1, kind="ep"):
    return row(id=id, code=kind, number=number, person=3, moment=at(2))


def act(code, role, day, id=1, of=5):
    return row(id=id, code=code, sort=role, number=of, person=3, moment=at(day))


def signals(versions=(), acts=(), reviews=(), proposals=(), supports=()):
    return list(plan_signals(versions, acts, reviews, proposals, supports, ON))


def test_a_promise_of_the_agency_is_named_by_its_day():
    (found,) = signals(supports=[row(id=9, text="Bus card", day=date(2026, 11, 18))])

    assert (found.kind, found.on, found.ref) == (SignalKind.PLAN_SUPPORT, date(2026, 11, 18), "9")
    assert found.about["what"] == "Bus card"


def test_a_change_that_the_person_asked_for_waits_since_that_day():
    (found,) = signals(proposals=[row(id=4, text="Mornings", moment=at(17))])

    assert (found.kind, found.on) == (SignalKind.PLAN_PROPOSAL, date(2026, 11, 17))


@pytest.mark.parametrize(
    ("acts", "what"),
    [
        ([], None),
        ([act("signed", "staff", 3)], None),
        ([act("signed", "participant", 3)], "Your signature is missing on the plan"),
        ([act("declined", "participant", 3)], "Declined to sign the plan"),
        ([act("paper", "participant", 3)], "Asked for the plan on paper"),
        (
            [act("declined", "participant", 3), act("signed", "participant", 4, id=2)],
            "Your signature is missing on the plan",
        ),
    ],
)
def test_the_newest_version_waits_for_what_the_person_has_done(acts, what):
    found = [one for one in signals([version()], acts) if one.kind == "plan_signature"]

    assert [str(one.about["what"]) for one in found] == ([what] if what else [])


def test_an_older_version_waits_for_nobody():
    older = [act("signed", "participant", 3)]

    assert signals([version(), version(id=6, number=2)], older) == []


@pytest.mark.parametrize(
    ("kind", "reviews", "due"),
    [
        ("ep", [], date(2027, 2, 4)),
        ("prp", [], date(2027, 5, 4)),
        ("ep", [row(person=3, day=date(2026, 11, 15))], date(2027, 2, 15)),
        ("ep", [row(person=8, day=date(2026, 11, 15))], date(2027, 2, 4)),
    ],
)
def test_a_review_is_due_after_the_last_agreement_or_review(kind, reviews, due):
    both = [act("signed", "participant", 3), act("signed", "staff", 4, id=2)]

    (found,) = signals([version(kind=kind)], both, reviews)

    assert (found.kind, found.on) == (SignalKind.PLAN_REVIEW, due)
