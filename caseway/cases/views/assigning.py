"""Choosing who holds a part: the workers who can, best match first, and carrying it out."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.agencies.functions import function_name
from caseway.agencies.languages import language_name
from caseway.agencies.models import Agency
from caseway.agencies.standing import standing_of
from caseway.cases.actions import assignments, hand_offs
from caseway.cases.actions.assignments import Holder
from caseway.cases.forms.changes import AssignForm
from caseway.cases.models import Assignment, Case, Part
from caseway.cases.queries.workers import KIND_OF_PART, agencies_for, workers_for
from caseway.cases.views.common import save_once, today
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.requests import SignedInRequest
from caseway.rules.functions import EmployerKind
from caseway.rules.functions.codes import FunctionCode


class Assigning:
    """One choice of a worker. `before` is the part as held now; None when it is new."""

    def __init__(
        self,
        request: SignedInRequest,
        case: Case,
        part: Part,
        function: str,
        *,
        before: Assignment | None = None,
    ) -> None:
        self.request, self.case, self.part, self.function = request, case, part, function
        self.before = before
        self.agencies = self._agencies()
        able = workers_for(
            self.agencies,
            site_id=case.site_id,
            region_id=case.region_id,
            language=case.participant.language,
            on=today(),
        )
        held_by = before.staff_id if before else None
        able = [one for one in able if one.can_hold(part)]
        self.workers = [one for one in able if one.user_id != held_by]
        # A part waits where somebody could take it up. A team member is somebody from the start.
        serving = {one.agency.pk for one in able} | {before.agency_id if before else 0}
        queues = [agency for agency in self.agencies if agency.pk in serving]
        if part == Part.TEAM_MEMBER:
            queues = []
        if before is not None and before.staff_id is None:
            queues = [agency for agency in queues if agency.pk != before.agency_id]
        data = request.POST if request.method == "POST" else None
        self.form = AssignForm(data, workers=self.workers, queues=queues)

    @property
    def language(self) -> str:
        """The person's language in words; empty when it is English."""
        code = self.case.participant.language
        return "" if code == "en" else language_name(code)

    @property
    def function_name(self) -> str:
        return function_name(FunctionCode(self.function)) if self.function else ""

    @property
    def several_agencies(self) -> bool:
        return len(self.agencies) > 1

    def is_done(self) -> bool:
        """Save the choice once; a refusal goes beside the form."""
        if not self.form.is_valid():
            return False
        try:
            save_once(self.request, self._act)
        except NotAllowed as refusal:
            self.form.add_error(None, str(refusal))
        return not self.form.errors

    @transaction.atomic
    def _act(self, now: datetime) -> str:
        kept, to = self.form.cleaned_data, self._holder()
        on = timezone.localdate(now)
        if self.before is not None and kept["note"].strip():
            hand_offs.hand_off(
                assignment=self.before,
                to=to,
                note=kept["note"],
                by=self.request.user,
                at=now,
                on=on,
            )
            if kept["is_lead"]:
                assignments.make_lead(assignment=self._held(), by=self.request.user)
        else:
            assignments.assign(
                case=self.case,
                part=self.part,
                to=to,
                by=self.request.user,
                on=on,
                function=self.function,
                is_lead=kept["is_lead"] or None,
                reason=kept["reason"],
            )
        if to.staff is None:
            return _("The part waits in the queue of %(agency)s.") % {"agency": to.agency.name}
        said = {"name": to.staff.name, "part": self.part.label}
        return _("%(name)s has the part from today: %(part)s.") % said

    def _held(self) -> Assignment:
        rows = Assignment.objects.filter(case=self.case, part=self.part, function=self.function)
        return rows.get(ends_on=None)

    def _holder(self) -> Holder:
        chosen = self.form.cleaned_data["to"]
        if worker := self.form.workers.get(chosen):
            return Holder(worker.agency, User.objects.get(pk=worker.user_id))
        return Holder(self.form.queues[chosen])

    def _agencies(self) -> list[Agency]:
        here = agencies_for(self.part, self.case.region_id, today())
        return assigned_by(self.request.user, self.case, here)


def assigned_by(user: User, case: Case, here: list[Agency]) -> list[Agency]:
    """The public agency assigns for all that are here; a contractor for itself."""
    posts = standing_of(user).posts
    if any(p.employer_kind == EmployerKind.PUBLIC and p.site_id == case.site_id for p in posts):
        return here
    mine = {post.agency_id for post in posts}
    return [agency for agency in here if agency.pk in mine]


def parts_held_here(user: User, case: Case) -> set[str]:
    """The parts that somebody could hold whom this reader may assign. Five queries."""
    every = {agency.pk: agency for agency in agencies_for("", case.region_id, today())}
    able = workers_for(
        assigned_by(user, case, list(every.values())),
        site_id=case.site_id,
        region_id=case.region_id,
        language="en",
        on=today(),
    )
    return {
        part
        for part in Part
        for one in able
        if one.can_hold(part)
        and KIND_OF_PART.get(part, one.agency.employer_kind) == one.agency.employer_kind
    }
