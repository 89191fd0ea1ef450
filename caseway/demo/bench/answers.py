"""How long it takes to save an answer of an interview, down to the disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.urls import reverse
from django.utils import timezone

from caseway.cases.models import Assignment
from caseway.demo.bench.measure import measure
from caseway.demo.bench.pages import Page, trivial_page
from caseway.intake.actions import interviews
from caseway.intake.models import Answer, Interview
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed

NAME = "Saving an answer of an interview"
BAR_MS = 100
MOST = 40  # conversations that are held in turn
QUESTION = "story"
_SAID = "I cooked in a school for nine years, until the kitchen closed. My sister told me of you. "
# Visits before the first that is timed, with some to spare.
_BEFORE = 10


def answers(rounds: int) -> list[dict[str, Any]]:
    """Time saving the longest kind of answer, turn and turn about with the trivial page.

    The conversations are begun for it and removed afterwards; the audit log keeps that they were.
    Nothing is measured where the busiest case manager holds no interviews.
    """
    trivial = trivial_page()
    with _begun(trivial.user) as talks:
        if not talks:
            return []
        addresses = tuple(reverse("intake:answer", args=[pk, QUESTION, 0]) for pk in talks)
        sent = tuple(_sent(list(talks.values()), visit) for visit in range(rounds + _BEFORE))
        page = Page(NAME, trivial.user, addresses, BAR_MS, None, sent)
        return measure([trivial, page], rounds)[1:]


def _sent(versions: list[int], visit: int) -> dict[str, str]:
    """What a visit sends: other words each time, over the version that the last one left."""
    turn, which = divmod(visit, len(versions))
    return {
        f"a-{QUESTION}.0": f"{_SAID * 4}{visit}",
        f"v-{QUESTION}.0": str(versions[which] + turn),
    }


@contextmanager
def _begun(user: User) -> Iterator[dict[int, int]]:
    """Conversations begun with people of hers, by id, with the version of the answer that stands.

    Nobody's own unfinished conversation is touched.
    """
    held = Assignment.objects.filter(staff=user, ends_on=None, case__closed_on=None)
    rows = held.exclude(case__interviews__finished_at=None, case__interviews__isnull=False)
    begun: list[Interview] = []
    try:
        for one in rows.select_related("case__participant").order_by("case_id")[:MOST]:
            begun += _begin(one, user)
        ids = [row.pk for row in begun]
        stands = Answer.objects.filter(interview__in=ids, key=QUESTION, about=None)
        versions = dict(stands.values_list("interview_id", "version"))
        yield {pk: versions.get(pk, 0) for pk in ids}
    finally:
        Interview.objects.filter(pk__in=[row.pk for row in begun]).delete()


def _begin(one: Assignment, user: User) -> list[Interview]:
    person = one.case.participant
    try:
        row = interviews.begin(
            case=one.case,
            person=person,
            slug="comprehensive",
            language="en",
            by=user,
            at=timezone.now(),
        )
    except NotAllowed:
        return []
    return [row]
