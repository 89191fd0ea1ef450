"""What somebody may do about a person: as much as about the nearest of the person's cases.

A person takes part in cases and lives in households that have cases. Health facts and the
like follow the field classes of `agencies.policy`; safety records and confidential
addresses ask more: the person must be the participant of the case.
"""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.agencies import access as posts
from caseway.agencies.access import Where
from caseway.agencies.policy import READS, Act
from caseway.agencies.standing import open_on
from caseway.cases.access import relations_to
from caseway.cases.models import Address, Case, HouseholdMember, Person
from caseway.kernel.models import User
from caseway.kernel.personal import FieldClass
from caseway.kernel.refusals import NotAllowed


class PersonAccess:
    """One person's cases as one reader sees them, read once, asked often. Two queries."""

    def __init__(self, user: User | AnonymousUser, person: Person, on: date | None = None) -> None:
        self.user, self.person = user, person
        self.cases = cases_of(user, person, on or timezone.localdate())
        self._relations = relations_to(user, self.cases) if self.cases else {}

    def why_not(self, act: Act) -> str | None:
        """The sentence to show when no case of the person lets the reader do this."""
        return self._first_refusal(act, self.cases)

    def may(self, act: Act) -> bool:
        return self.why_not(act) is None

    def may_read(self, field_class: FieldClass) -> bool:
        """Whether a field of that class may be shown in full."""
        return self.may(READS[field_class])

    @property
    def knows_safety(self) -> bool:
        """Whether safety records and confidential addresses of the person exist for the reader."""
        return self.safety_case is not None

    @property
    def safety_case(self) -> Case | None:
        """The person's own case through which the reader knows what keeps her safe, if any."""
        own = [case for case in self.cases if case.participant_id == self.person.pk]
        known = (c for c in own if self._first_refusal(Act.READ_SAFETY, [c]) is None)
        return next(known, None)

    @property
    def case(self) -> Case | None:
        """The case to go back to: her own before her household's, open before closed."""
        mine = self.person.pk
        ranked = sorted(
            self.cases, key=lambda c: (c.closed_on is not None, c.participant_id != mine, -c.pk)
        )
        return ranked[0] if ranked else None

    def _first_refusal(self, act: Act, cases: list[Case]) -> str | None:
        refusals = [
            posts.why_not(
                self.user, act, Where(case.site_id, case.region_id, self._relations[case.pk])
            )
            for case in cases
        ]
        if not refusals:
            return _("This is done by the workers of the case or their supervisor.")
        return None if None in refusals else refusals[0]


def cases_of(user: User | AnonymousUser, person: Person, on: date) -> list[Case]:
    """The visible cases that the person takes part in or lives in the household of. One query."""
    homes = HouseholdMember.objects.filter(open_on(on), person=person)
    rows = Case.objects.visible_to(user).filter(
        Q(participant=person) | Q(household__in=homes.values("household"))
    )
    return list(rows.select_related("participant", "site", "region", "program").order_by("pk"))


def require(user: User | AnonymousUser, act: Act, person: Person) -> None:
    """Raise NotAllowed with the sentence to show unless the reader may do this."""
    if sentence := PersonAccess(user, person).why_not(act):
        raise NotAllowed(sentence)


def addresses_for(access: PersonAccess) -> list[Address]:
    """The person's addresses that exist for the reader, those that hold first. One query."""
    rows = Address.objects.filter(person=access.person)
    if not access.knows_safety:
        rows = rows.filter(is_confidential=False)
    return sorted(rows.order_by("-pk"), key=lambda row: row.ends_on is not None)
