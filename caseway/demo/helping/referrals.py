"""Writing the county's referrals: some just sent, some silent for weeks, some that helped."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from caseway.cases.models import Assignment, Case
from caseway.demo.calendar import Calendar
from caseway.demo.county.sites import Built
from caseway.kernel.models import User
from caseway.network.actions import referrals as actions
from caseway.network.actions.referrals import Report, Sent, Told
from caseway.network.models import Referral, ReferralLink, Service
from caseway.network.needs import GUARDED, Need
from caseway.rules.referrals.codes import Move, Refusal, Result
from caseway.rules.referrals.moves import Given

_FILE = Path(__file__).parent / "helping.toml"
MOST = 60  # of a site
ONE_IN = 5  # cases


@cache
def said() -> Mapping[str, Any]:
    """What `helping.toml` says."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def workers_by_case(built: Built) -> dict[int, list[User]]:
    """Who works on the open cases of a site, the lead first."""
    found: dict[int, list[User]] = defaultdict(list)
    rows = Assignment.objects.filter(
        case__site=built.site, case__closed_on=None, ends_on=None, staff__is_active=True
    )
    order = rows.order_by("case_id", "-is_lead", "pk").values_list("case_id", "staff_id")
    # One object for each worker, not one for each of her cases.
    held = list(order)
    staff = User.objects.in_bulk({by for _case, by in held if by is not None})
    for case, by in held:
        if by is not None:
            found[case].append(staff[by])
    return found


def tell_referrals(built: Built, cal: Calendar, seed: int) -> int:
    """Refer families of one site. The same seed and day give the same rows, but for the secrets of
    links. Returns how many."""
    rng = Random(f"{seed}:{built.design.letter}:referrals")
    services = _services(built)
    if not services:
        return 0
    workers = workers_by_case(built)
    ids = rng.sample(sorted(workers), min(len(workers) // ONE_IN, MOST))
    cases = Case.objects.select_related("participant").in_bulk(ids)
    told = 0
    for pk in ids:
        for by in workers[pk]:
            if actions.why_not_refer(by, cases[pk]) is None:
                told += _Teller(cases[pk], by, cal, rng).tell(services)
                break
    return told


def _services(built: Built) -> dict[str, list[Service]]:
    found: dict[str, list[Service]] = defaultdict(list)
    rows = Service.objects.filter(provider__site=built.site, is_confidential=False)
    rows = rows.filter(provider__is_confidential=False).select_related("provider")
    for row in rows.prefetch_related("needs").order_by("pk"):
        for need in row.needs.all():
            if need.need in said()["needs"]:
                found[need.need].append(row)
    return found


class _Teller:
    """One family's referral, step by step on its days."""

    def __init__(self, case: Case, by: User, cal: Calendar, rng: Random) -> None:
        self.case, self.by, self.cal, self.rng = case, by, cal, rng
        self.link: ReferralLink | None = None
        self.minute = 0

    def tell(self, services: Mapping[str, list[Service]]) -> int:
        ways = said()["ways"]
        way = self.rng.choices(ways, [one["weight"] for one in ways])[0]
        need = self.rng.choice(sorted(services))
        service = self.rng.choice(services[need])
        days = [day for _move, day, *_partner in way["steps"]]
        begin = -way["ago"] - sum(days)
        began = self.cal.workday(begin)
        if began <= self.case.opened_on:
            return 0
        row = self._make(service, Need(need), way, began)
        past = begin
        for name, later, *partner in way["steps"]:
            past += later
            row = self._step(row, Move(name), way, past, partner=bool(partner))
        return 1

    def _make(self, service: Service, need: Need, way: Mapping[str, Any], on: date) -> Referral:
        words = said()["needs"][need]
        consent = way.get("consent", "signed" if need in GUARDED else "spoken")
        shares = way.get("shares", self.rng.choice(("initials", "initials", "name")))
        return actions.make_referral(
            case=self.case,
            sent=Sent(
                provider=service.provider,
                service=service,
                need=need,
                person=self.case.participant if self.rng.random() < 0.85 else None,
            ),
            told=Told(
                why=words["why"],
                barrier=words["barrier"],
                message=words["message"],
                urgency=way.get("urgency", "routine"),
                shares=shares,
                consent="" if shares == "nothing" else consent,
                consent_on=None if shares == "nothing" or not consent else on,
            ),
            by=self.by,
            at=self._at(on),
        )

    def _step(
        self, row: Referral, move: Move, way: Mapping[str, Any], day: int, *, partner: bool
    ) -> Referral:
        on = self.cal.workday(day)
        given = Given(
            reason=Refusal.FULL if move is Move.DECLINE else None,
            result=Result(way["result"]) if move is Move.CLOSE else None,
            at=self._visit(day) if move is Move.APPOINT else None,
        )
        if partner and row.shares != "nothing":
            return self._answer(row, move, given, on)
        return actions.move_referral(
            referral=row, move=move, given=given, by=self.by, at=self._at(on)
        )

    def _answer(self, row: Referral, move: Move, given: Given, on: date) -> Referral:
        if self.link is None:
            assert row.sent_on is not None
            self.link, _secret = actions.make_link(
                referral=row, sent_to=row.provider.email, by=self.by, at=self._at(row.sent_on)
            )
            actions.note_opened(link=self.link, at=self._at(on))
        self.link.referral = row
        return actions.answer_by_link(
            link=self.link,
            move=move,
            given=given,
            report=Report(said_by=row.provider.contact_name),
            at=self._at(on, later=True),
        )

    def _visit(self, day: int) -> datetime:
        return self.cal.at(self.cal.workday(day + 4), self.rng.choice((9, 11, 14)))

    def _at(self, on: date, *, later: bool = False) -> datetime:
        # Steps of one day follow one another.
        self.minute += 4
        return self.cal.at(on, 13 if later else 9, self.minute)
