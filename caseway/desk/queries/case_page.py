"""One case on one screen. The same number of queries whatever its history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import models
from django.http import Http404
from django.utils import timezone

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.policy import Act, Relation
from caseway.agencies.prepared import PreparedFor
from caseway.agencies.standing import Standing, standing_of
from caseway.cases.access import relation_given
from caseway.cases.actions import attention
from caseway.cases.models import Case, HouseholdMember, LastLook
from caseway.desk.facts.basics import basics
from caseway.desk.facts.dossier import TASKS_FOR, dossier
from caseway.desk.facts.hours import hours_pieces
from caseway.desk.facts.pictures import card_of, parts_by_case, pictures
from caseway.desk.facts.pieces import Questions, Row
from caseway.desk.facts.plans import page_pieces
from caseway.desk.facts.shapes import Held, Picture
from caseway.desk.facts.signals import case_signals, decider_of, keeps, promise_of
from caseway.desk.queries.timeline import PAGE, Wanted, entries
from caseway.kernel import audit
from caseway.kernel.models import AccessEvent, User
from caseway.kernel.prepared import Asked, Prepared, Whole
from caseway.rules.caseload.ranking import Rank, rank
from caseway.rules.caseload.weights import weights_on
from caseway.rules.contacts.promises import Contact as Met
from caseway.rules.contacts.promises import Standing as PromiseStanding
from caseway.rules.contacts.promises import standing as promise_standing


class Member(NamedTuple):
    """Somebody of the household. `until` is empty while she lives there."""

    name: str
    birth_on: date | None
    birth_is_estimated: bool
    relation: str
    until: date | None


@dataclass(frozen=True)
class CasePage:
    """Everything that one case page tells."""

    case: Case
    picture: Picture
    relation: Relation
    standing: Standing
    rank: Rank | None
    told: Mapping[str, list[Row]]
    household: list[Member]
    entries: list[dict[str, Any]]
    # When the newest entry of the page after this one was made; None on the last page.
    next_at: datetime | None
    wanted: Wanted
    refusals: Mapping[Act, str | None]
    safety: bool
    last_look: datetime | None
    promises: list[tuple[Any, PromiseStanding, Any]] = field(default_factory=list)

    def may(self, act: Act) -> bool:
        return self.refusals[act] is None


_QUESTIONS = {
    True: Questions(lambda: [*basics(), *dossier(safety=True), *hours_pieces(), *page_pieces()]),
    False: Questions(lambda: [*basics(), *dossier(safety=False), *hours_pieces(), *page_pieces()]),
}
ACTS = (
    Act.LOG_CONTACT,
    Act.CHANGE_STAGE,
    Act.HAND_OFF,
    Act.ASSIGN,
    Act.EDIT_PERSON,
    Act.READ_SAFETY,
    Act.TAKE_FROM_POOL,
)


def open_case(user: User, pk: int, wanted: Wanted, now: datetime) -> CasePage:
    """Read a case for its page, and write down that she opened it. Raises Http404.

    What cannot be written down is not shown: the event comes before the page.
    """
    case = find_case(user, pk)
    page = _read(user, case, wanted, now)
    with audit.acting_as(user.pk):
        audit.read(AccessEvent.Kind.OPENED, on=case, by=user, at=now, case_id=case.pk)
        attention.look(case=case, by=user, at=now, last=_last_look(case, user, page.told))
    return page


def find_case(user: User, pk: int) -> Case:
    """The case with what its card shows; 404 when it does not exist for this person."""
    for row in _CASE.rows(standing_of(user), case=pk):
        return _CASES.made(row)  # type: ignore[no-any-return]
    raise Http404


_CASES = Whole(Case, "participant", "region", "program", "site")
_CASE = PreparedFor(
    lambda her: (
        Case.objects.visible_to(her)
        .filter(pk=Asked("case", models.BigIntegerField()))
        .values_list(*_CASES.columns)
    )
)


def where_stands(standing: Standing, case: Case, parts: Iterable[Held]) -> Where:
    """Where an access question about this case is asked, for many questions at once."""
    held = [(part.agency_id, part.staff_id) for part in parts]
    return Where(case.site_id, case.region_id, relation_given(standing, case, held))


def _read(user: User, case: Case, wanted: Wanted, now: datetime) -> CasePage:
    standing = standing_of(user)
    parts = parts_by_case([case.pk], standing.on)
    where = where_stands(standing, case, parts[case.pk])
    refusals = {act: access.why_not(user, act, where) for act in ACTS}
    safety = refusals[Act.READ_SAFETY] is None
    found, rows = pictures(
        [case.pk],
        standing=standing,
        safety_of=[case.pk] if safety else (),
        also=_QUESTIONS[safety],
        about={
            "case": case.pk,
            "person": case.participant_id,
            "user": user.pk,
            "ended_since": now - TASKS_FOR,
        },
        cards={case.pk: card_of(case)},
        parts=parts,
        now=now,
    )
    picture = found[case.pk]
    told = {name: [row for some in by.values() for row in some] for name, by in rows.items()}
    listed = entries(user, case.pk, wanted)
    return CasePage(
        case=case,
        picture=picture,
        relation=where.relation,
        standing=standing,
        rank=_rank(picture, standing, where.relation),
        told=told,
        household=_household(case),
        entries=listed[:PAGE],
        next_at=listed[PAGE]["at"] if len(listed) > PAGE else None,
        wanted=wanted,
        refusals=refusals,
        safety=safety,
        last_look=_seen_until(told, now),
        promises=_promises(picture, told.get("meetings", []), standing.on),
    )


def _rank(picture: Picture, standing: Standing, relation: Relation) -> Rank | None:
    """What needs attention: of her parts; for a colleague or supervisor, of all her agency's."""
    hers = [part for part in picture.parts if part.staff_id in standing.hands]
    if not hers:
        hers = [part for part in picture.parts if part.agency_id in standing.agency_ids]
    if not hers and relation == Relation.OVERSEEN:
        hers = list(picture.parts)
    ids = {part.id for part in hers}
    signals = case_signals(picture, ids, standing.on, decider_of(standing))
    return rank(signals, weights_on(standing.on), standing.on, may_see_restricted=True)


def _household(case: Case) -> list[Member]:
    return [Member(*row) for row in _MEMBERS.rows(household=case.household_id)]


_MEMBERS = Prepared(
    lambda: (
        HouseholdMember.objects.filter(household=Asked("household", models.BigIntegerField()))
        .order_by("ends_on", "starts_on", "id")
        .values_list(
            "person__name_used",
            "person__birth_on",
            "person__birth_is_estimated",
            "relation",
            "ends_on",
        )
    )
)


def _promises(
    picture: Picture, meetings: list[Row], on: date
) -> list[tuple[Any, PromiseStanding, Any]]:
    """Promised against kept, by part: (part, standing, promise)."""
    told = []
    for held in picture.parts:
        found = promise_of(picture, held)
        if found is None:
            continue
        dated, since = found
        counted = [
            Met(timezone.localdate(row.moment), "meeting")
            for row in meetings
            if row.moment and keeps(picture, held, row.person, row.number)
        ]
        told.append((held, promise_standing(dated.promise, counted, on, since), dated.promise))
    return told


def _last_look(case: Case, user: User, told: Mapping[str, list[Row]]) -> LastLook | None:
    looked = next(iter(told.get("looked", [])), None)
    if looked is None or looked.moment is None:
        return None
    before = next(iter(told.get("looked_before", [])), None)
    return LastLook(
        case=case, user=user, looked_at=looked.moment, before_at=before.moment if before else None
    )


def _seen_until(told: Mapping[str, list[Row]], now: datetime) -> datetime | None:
    """What is newer than this is new to her: her look before this one, if there was one."""
    looked = next(iter(told.get("looked", [])), None)
    if looked is None or looked.moment is None:
        return None
    if now - looked.moment >= attention.SAME_LOOK:
        return looked.moment
    before = next(iter(told.get("looked_before", [])), None)
    return before.moment if before else None
