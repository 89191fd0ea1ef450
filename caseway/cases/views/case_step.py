"""The forms of the case step, with the choices that follow from the site, region and person."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from caseway.agencies.languages import language_name
from caseway.agencies.models import Agency, Program, Region
from caseway.agencies.standing import standing_of
from caseway.cases.actions.assignments import Holder
from caseway.cases.actions.opening import needed_parts
from caseway.cases.actions.regions import agency_for
from caseway.cases.forms.newcomers import QUEUE, CaseForm, MemberForm
from caseway.cases.models import Part, Person, Stage
from caseway.cases.queries.homes import homes_of
from caseway.cases.queries.numbers import next_number
from caseway.cases.queries.workers import Worker, agencies_for, workers_for
from caseway.cases.views.common import as_typed, today
from caseway.cases.views.members import chosen, is_settled
from caseway.cases.views.typed import Typed
from caseway.kernel.models import User
from caseway.kernel.requests import SignedInRequest

MOST_MEMBERS = 15


class CaseStep:
    """One showing of the case step. `sent` when its own fields came back with the request."""

    def __init__(
        self, request: SignedInRequest, typed: Typed, *, sent: bool, more: bool = False
    ) -> None:
        self.user: User = request.user
        self.typed, self.data = typed, request.POST if sent else None
        self.today = today()
        self.programs = Program.objects.filter(site=typed.site).order_by("name", "pk")
        self.regions = self._regions()
        self.region = self._region()
        self.workers = self._workers()
        self.form = self._form()
        self.members = [self._member(number) for number in range(self._how_many(more))]

    def is_valid(self) -> bool:
        """Judge every form, and search for every member who is new to us."""
        sound = self.form.is_valid()
        for member in self.members:
            if not member.is_bound:
                continue
            if not member.is_valid():
                sound = False
            elif member.is_filled:
                sound = self._is_known_or_new(member) and sound
        return sound

    def unjudged(self) -> "CaseStep":
        """The same, as typed, with no error said yet."""
        for form in (self.form, *self.members):
            as_typed(form)
        return self

    def holders(self) -> Iterator[tuple[Part, Holder]]:
        """Who is to hold each part: the worker chosen, or the agency's queue."""
        for part in self.workers:
            chosen = self.form.cleaned_data[f"worker_{part}"]
            able = {one.value: one for one in self.workers[part]}
            if chosen != QUEUE:
                one = able[chosen]
                yield part, Holder(one.agency, User.objects.get(pk=one.user_id))
            else:
                yield part, Holder(self._queue(part))

    def known_member(self, member: MemberForm) -> Person | None:
        """The record that the reader chose for a member; None for somebody new."""
        return chosen(member, self.typed.known())

    @property
    def language_name(self) -> str:
        return language_name(self.typed.language)

    @property
    def birth_on(self) -> date | None:
        """The birth date on record, or as typed."""
        if self.typed.person is not None:
            return self.typed.person.birth_on
        born: date | None = self.typed.form.cleaned_data.get("birth")
        return born

    def _is_known_or_new(self, member: MemberForm) -> bool:
        if self.known_member(member):
            return True
        me = self.typed.person.pk if self.typed.person else 0
        assert self.data is not None
        return is_settled(member, self.data, self.user, but=me)

    def _regions(self) -> QuerySet[Region]:
        rows = Region.objects.filter(site=self.typed.site).order_by("name", "pk")
        posts = [p for p in standing_of(self.user).posts if p.site_id == self.typed.site.pk]
        if posts and all(post.region_id is not None for post in posts):
            rows = rows.filter(pk__in=[post.region_id for post in posts])
        return rows

    def _region(self) -> Region:
        sent = self.data.get("region", "") if self.data else ""
        regions = list(self.regions)
        return next((one for one in regions if str(one.pk) == sent), regions[0])

    def _workers(self) -> dict[Part, list[Worker]]:
        required = "work_required" in self.data if self.data else True
        parts = needed_parts(self.region.pk, required, self.today)
        agencies = {part: agencies_for(part, self.region.pk, self.today) for part in parts}
        every = {agency.pk: agency for found in agencies.values() for agency in found}
        able = workers_for(
            every.values(),
            site_id=self.region.site_id,
            region_id=self.region.pk,
            language=self.typed.language,
            on=self.today,
        )
        return {
            part: [one for one in able if one.agency in agencies[part] and one.can_hold(part)]
            for part in parts
        }

    def _queue(self, part: Part) -> Agency:
        """The reader's own agency where it may hold the part, else the one that is present."""
        mine = standing_of(self.user).agency_ids
        here = agencies_for(part, self.region.pk, self.today)
        own = next((agency for agency in here if agency.pk in mine), None)
        return own or agency_for(part, self.region.pk, self.today)

    def _form(self) -> CaseForm:
        person = self.typed.person
        homes = homes_of(person, self.today) if person else []
        return CaseForm(
            self.data,
            programs=self.programs,
            regions=self.regions,
            workers=self.workers,
            homes=homes,
            initial={
                "program": next(iter(self.programs), None),
                "region": self.region,
                "stage": Stage.INITIAL_CONTACT,
                "opened_on": self.today,
                "number": next_number(self.typed.site.pk),
                "household": homes[0][0] if homes else "",
                **{f"worker_{part}": self._first_choice(part) for part in self.workers},
            },
        )

    def _first_choice(self, part: Part) -> str:
        """The reader herself, when she takes such cases; otherwise the queue."""
        own = (one.value for one in self.workers[part] if one.user_id == self.user.pk)
        return next(own, QUEUE)

    def _member(self, number: int) -> MemberForm:
        data = self.data if self.data and f"m{number}-name" in self.data else None
        return MemberForm(data, prefix=f"m{number}", today=self.today, use_required_attribute=False)

    def _how_many(self, more: bool) -> int:
        sent = self.data.get("members", "") if self.data else ""
        many = int(sent) if sent.isdecimal() and len(sent) < 4 else 1
        return max(1, min(many + more, MOST_MEMBERS))
