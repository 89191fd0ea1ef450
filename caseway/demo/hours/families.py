"""What each family received in the months told, and who was who in it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from caseway.attendance.models import FactSource, FamilyMonth, FamilyRole, MemberMonth
from caseway.cases.models import Relation, Stage
from caseway.demo.calendar import months_before
from caseway.demo.hours import offers
from caseway.demo.hours.engagements import Engagement
from caseway.demo.stories.family import Child, Habit, Home
from caseway.demo.stories.way import INTAKE, Way

if TYPE_CHECKING:
    from caseway.demo.hours.book import Book

_OFF_THE_GRANT = 0.45  # of those who keep a job, before a worker sees them in retention
_FEDERAL_CARE = 0.25
_DIPLOMA = 0.6


class FamilyBook:
    """Months since the grant began, until the case closed. A family without a child has none."""

    def __init__(
        self, book: "Book", way: Way, closed_on: date | None, told: Sequence[Engagement]
    ) -> None:
        self._book, self._told, self._closed_on = book, told, closed_on
        self._family, self._rng = book.family, book.rng
        self._since = next((day for stage, day in way if stage not in INTAKE), None)
        kept = next((day for stage, day in way if stage == Stage.RETENTION), None)
        self._off_on = kept if kept and self._rng.random() < _OFF_THE_GRANT else None
        drawn = self._rng.random() < _FEDERAL_CARE
        home = self._home
        self._child_care = drawn if home.federal_child_care is None else home.federal_child_care
        self._has_diploma = self._rng.random() < _DIPLOMA

    @property
    def _home(self) -> Home:
        return self._family.shape.home

    def keep(self) -> None:
        if self._off_on:
            self._book.remembered.off_benefit_on = self._off_on
        if self._since is None or not self._family.children:
            return
        periods = self._book.offered.periods
        for place, period in enumerate(periods):
            first = date(period // 100, period % 100, 1)
            after = months_before(first, -1)
            if self._since < after and (self._closed_on is None or self._closed_on > first):
                self._month(
                    period, first, after, sanctioned=place >= len(periods) - self._home.sanctioned
                )

    def _month(self, period: int, first: date, after: date, *, sanctioned: bool) -> None:
        on_grant = self._off_on is None or self._off_on >= first
        people = self._receiving(on_grant)
        grant = offers.amounts().grant(people) if on_grant else 0
        works = any(
            one.is_paid and one.starts_on < first + timedelta(days=14) and one.ends_on is None
            for one in self._told
        )
        if works:
            grant = int(round(grant * offers.amounts().working_share, -2))
        penalty = round(grant * offers.amounts().sanction_share, -2) if sanctioned else 0
        state = self._home.state_funded
        food = offers.amounts().food(self._size)
        month_id = self._book.sheets[FamilyMonth].add(
            site_id=self._book.site_id,
            case_id=self._book.case_id,
            period=period,
            tanf_cents=0 if state else int(grant - penalty),
            ssp_cents=int(grant - penalty) if state else 0,
            snap_cents=int(round(food * 0.7, -2)) if works else food,
            snap_persons=self._size,
            assistance_persons=people if grant else 0,
            has_federal_child_care=self._child_care,
            work_sanction_cents=int(penalty),
            has_violence_waiver=self._home.waiver,
            is_tribal=False,
            first_day=self._since.day if self._since and self._since > first else None,
            last_day=self._last_day(after),
            source=FactSource.CARRIED if after > self._book.today else FactSource.PAYMENT_FILE,
            recorded_at=self._book.at(first, 6),
        )
        for member in self._members(bool(grant), first):
            self._book.sheets[MemberMonth].add(
                site_id=self._book.site_id, family_month_id=month_id, **member
            )

    def _last_day(self, after: date) -> int | None:
        ends = self._closed_on
        return ends.day if ends is not None and ends < after else None

    @property
    def _size(self) -> int:
        return 1 + len(self._family.children) + (self._family.partner is not None)

    def _receiving(self, on_grant: bool) -> int:
        """How many people the grant is for."""
        if not on_grant:
            return 0
        without = self._is_caretaker or self._home.on_ssi
        return self._size - without

    @property
    def _is_caretaker(self) -> bool:
        return self._family.child_relation == Relation.GRANDCHILD

    def _members(self, receives: bool, first: date) -> list[dict[str, Any]]:
        rows = [self._participant(receives, first)]
        if self._family.partner is not None:
            rows.append({
                "person_id": self._family.partner.person_id, "role": FamilyRole.PARENT,
                "receives": receives, "is_married": self._family.partner.married,
                "has_diploma": self._has_diploma,
            })  # fmt: skip
        rows += [self._child(child, receives) for child in self._family.children]
        return rows

    def _participant(self, receives: bool, first: date) -> dict[str, Any]:
        home, partner = self._home, self._family.partner
        teen = months_before(first, 19 * 12) < self._family.born
        row = {
            "person_id": self._family.person_id,
            "role": FamilyRole.CARETAKER if self._is_caretaker else FamilyRole.PARENT_HEAD,
            "receives": receives and not self._is_caretaker and not home.on_ssi,
            "is_married": partner is not None and partner.married,
            "gets_ssi": home.on_ssi,
            "has_disability": home.disability or home.on_ssi,
            "cares_for_disabled": home.cares_for_disabled,
            "cares_for_disabled_child": home.cares_for_disabled,
            "care_is_documented": home.care_is_documented,
            "in_secondary_school": teen,
            "has_diploma": self._has_diploma and not teen and not self._in_school,
            "school_satisfactory": teen and self._book.habit not in {Habit.GONE, Habit.SLIPPING},
        }
        if home.braids_hair:
            row |= {"gross_cents": self._rng.randrange(900, 1500) * 100, "expense_cents": 17500}
        return row

    @property
    def _in_school(self) -> bool:
        return any(one.activity in (10, 11) for one in self._told)

    @staticmethod
    def _child(child: Child, receives: bool) -> dict[str, Any]:
        return {"person_id": child.person_id, "role": FamilyRole.CHILD, "receives": receives}
