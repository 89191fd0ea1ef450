"""Writing the county's support in money, the funds it comes from, and words put in for families."""

from datetime import date
from decimal import Decimal
from random import Random

from caseway.agencies.models import Membership, Role
from caseway.cases.models import Case
from caseway.demo.calendar import Calendar
from caseway.demo.county.sites import Built
from caseway.demo.helping.referrals import said, workers_by_case
from caseway.kernel.models import User
from caseway.network.actions import supports, words
from caseway.network.models import PaidHow, WordOutcome
from caseway.rules.supports import SupportMove, SupportState

LIMIT = Decimal(100)
MOST = 24  # of a site
ONE_IN = 8  # cases
# What became of a request, as often as it stands here. Small ones are approved when asked.
_FATES = ("wait", "wait", "approve", "approve", "pay", "pay", "pay", "pay", "refuse")


def tell_supports(built: Built, cal: Calendar, seed: int) -> int:
    """Ask for support for families of one site, and decide on it. Returns how many."""
    rng = Random(f"{seed}:{built.design.letter}:supports")
    leader = _leader(built, Role.SUPERVISOR)
    administrator = _leader(built, Role.ADMINISTRATOR)
    if leader is None or administrator is None:
        return 0
    _money(built, cal, administrator)
    told = 0
    for case, by in _chosen(built, rng):
        told += _ask(case, by, leader, cal, rng)
        if rng.random() < 0.6:
            _word(case, by, cal, rng)
    return told


def _leader(built: Built, role: Role) -> User | None:
    rows = Membership.objects.filter(site=built.site, role=role, ends_on=None)
    found = rows.select_related("user").order_by("-agency__employer_kind", "pk").first()
    return found.user if found else None


def _money(built: Built, cal: Calendar, by: User) -> None:
    year = cal.today.year if cal.today.month >= 10 else cal.today.year - 1
    at = cal.at(cal.day(-300), 9)
    supports.open_fund(
        site=built.site,
        name=f"Support fund {year + 1}",
        amount=Decimal(18_000),
        starts_on=min(date(year, 10, 1), cal.day(-60)),
        ends_on=date(year + 1, 10, 1),
        by=by,
        at=at,
    )
    supports.set_limit(
        site=built.site, kind="", amount=LIMIT, starts_on=cal.day(-300), by=by, at=at
    )


def _chosen(built: Built, rng: Random) -> list[tuple[Case, User]]:
    workers = workers_by_case(built)
    ids = rng.sample(sorted(workers), min(len(workers) // ONE_IN, MOST))
    cases = Case.objects.select_related("participant").in_bulk(ids)
    found = []
    for pk in ids:
        able = (by for by in workers[pk] if supports.why_not_ask(by, cases[pk]) is None)
        if by := next(able, None):
            found.append((cases[pk], by))
    return found


def _ask(case: Case, by: User, leader: User, cal: Calendar, rng: Random) -> int:
    one = rng.choice(said()["supports"])
    back = rng.randrange(3, 28)
    if cal.workday(-back) <= case.opened_on:
        return 0
    wanted = supports.Wanted(
        kind=one["kind"],
        what=one["what"],
        why=one["why"],
        amount=Decimal(one["amount"]),
        starts_on=cal.workday(-back),
        person=case.participant,
    )
    row = supports.ask_for(case=case, wanted=wanted, by=by, at=cal.at(cal.workday(-back), 10))
    fate = rng.choice(_FATES)
    decided = cal.at(cal.workday(2 - back), 14)
    if row.state == SupportState.ASKED and supports.why_not_decide(leader, row) is None:
        if fate == "refuse":
            reason = "The college pays for this; the form is in the folder."
            supports.decide(
                request=row, move=SupportMove.REFUSE, words=reason, by=leader, at=decided
            )
        elif fate != "wait":
            row = supports.decide(
                request=row, move=SupportMove.APPROVE, words="", by=leader, at=decided
            )
    if row.state == SupportState.APPROVED and fate == "pay":
        paid = supports.Payment(row.amount, cal.workday(3 - back), rng.choice(PaidHow.values))
        supports.pay(request=row, payment=paid, by=by, at=cal.at(cal.workday(3 - back), 15))
    return 1


def _word(case: Case, by: User, cal: Calendar, rng: Random) -> None:
    one = rng.choice(said()["words"])
    back = rng.randrange(4, 40)
    if cal.workday(-back) <= case.opened_on:
        return
    word = words.Word(
        kind=one["kind"],
        on=cal.workday(-back),
        to_whom=one["to_whom"],
        about=one["about"],
        person=case.participant,
    )
    row = words.put_in(case=case, word=word, by=by, at=cal.at(cal.workday(-back), 16))
    if one["outcome"] != WordOutcome.OPEN:
        came = words.Came(one["outcome"], cal.workday(3 - back), one["note"])
        words.say_outcome(
            word=row, came=came, version=row.version, by=by, at=cal.at(cal.workday(3 - back), 16)
        )
