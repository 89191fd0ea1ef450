"""What a list or a page needs to know of many cases at once: few queries, always as many."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import FilteredRelation, Max, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from caseway.agencies.facts import site_holders
from caseway.agencies.models import ContactPromise
from caseway.agencies.standing import Standing, open_on
from caseway.cases.models import (
    Assignment,
    Case,
    Contact,
)
from caseway.desk.facts.basics import basics
from caseway.desk.facts.pieces import Questions, Row
from caseway.desk.facts.plans import NAMES as PLANS
from caseway.desk.facts.shapes import Card, DatedPromise, Held, Met, Picture
from caseway.kernel.prepared import Asked, OneOf, Prepared
from caseway.rules.contacts.promises import REACHED, Promise
from caseway.rules.functions import required_parts

# How long a missed appointment stays on the list when nobody followed it up.
MISSED_FOR = timedelta(days=30)
# How long after its beginning who came to a group session should be noted.
TO_NOTE = timedelta(hours=4)


def pictures(
    case_ids: Collection[int],
    *,
    standing: Standing,
    safety_of: Collection[int] = (),
    also: Questions | None = None,
    about: Mapping[str, Any] | None = None,
    cards: dict[int, Card] | None = None,
    parts: dict[int, list[Held]] | None = None,
    now: datetime | None = None,
) -> tuple[dict[int, Picture], Mapping[str, Mapping[int, list[Row]]]]:
    """Pictures by case id, and the rows of all pieces. Four queries, however many cases.

    `safety_of` are the cases whose safety records the reader may know of: for
    all others none is read, so that nothing can show through. `also` are the
    questions of a page that asks for more than `basics`, and `about` what these
    ask. `cards` and `parts` are given when they were read already.
    """
    moment = now or timezone.now()
    cards = cards or {row[0]: Card._make(row) for row in _CARDS.rows(cases=case_ids)}
    parts = parts or parts_by_case(case_ids, standing.on)
    met = _met_by_case(case_ids)
    found = (also or _BASICS).ask(
        cases=case_ids,
        programs={card.program_id for card in cards.values()},
        regions={card.region_id for card in cards.values()},
        safety_of=safety_of,
        reader=standing.user_id,
        on=standing.on,
        missed_since=moment - MISSED_FOR,
        held_before=moment - TO_NOTE,
        held_since=moment - MISSED_FOR,
        **(about or {}),
    )
    promises = {pk: tuple(map(_promise, rows)) for pk, rows in found["promises"].items()}
    holders = {
        region: site_holders((row.code, row.sort) for row in found["holders"][region])
        for region in {card.region_id for card in cards.values()}
    }
    required = {
        (region, work): required_parts(held, work)
        for region, held in holders.items()
        for work in (True, False)
    }
    return {
        case_id: Picture(
            card=card,
            parts=tuple(parts[case_id]),
            met=tuple(met[case_id]),
            promises=promises.get(card.program_id, ()),
            holders=holders[card.region_id],
            required=required[card.region_id, card.work_required],
            **{name: tuple(found[name][case_id]) for name in _NAMES},
        )
        for case_id, card in cards.items()
    }, found


_BASICS = Questions(basics)
_NAMES = (
    "tasks",
    "missed",
    "messages",
    "hand_offs",
    "snoozes",
    "safety",
    "hours_short",
    "hours_unproven",
    "unmarked",
    "projections",
    "referrals",
    "supports",
    "interviews",
    "groups",
    "jobs",
    "job_checks",
    "way_in",
    *PLANS,
)


_ON = Asked("on", models.DateField())
_CARDS = Prepared(
    lambda: Case.objects.filter(OneOf("pk", "cases")).values_list(
        "id",
        "number",
        "participant__name_used",
        "participant__sort_name",
        "participant__language",
        "participant__needs_interpreter",
        "site_id",
        "region_id",
        "region__name",
        "program_id",
        "program__name",
        "participant_id",
        "stage",
        "stage_since",
        "work_required",
        "opened_on",
        "version",
    )
)


def card_of(case: Case) -> Card:
    """The card of a case whose participant, region and program were read with it."""
    person = case.participant
    return Card(
        id=case.pk,
        number=case.number,
        name=person.name_used,
        sort_name=person.sort_name,
        language=person.language,
        needs_interpreter=person.needs_interpreter,
        site_id=case.site_id,
        region_id=case.region_id,
        region=case.region.name,
        program_id=case.program_id,
        program=case.program.name,
        participant_id=case.participant_id,
        stage=case.stage,
        stage_since=case.stage_since,
        work_required=case.work_required,
        opened_on=case.opened_on,
        version=case.version,
    )


def parts_by_case(case_ids: Collection[int], on: date) -> dict[int, list[Held]]:
    """The parts open that day, the lead first, with who is away and who covers. One query."""
    found: dict[int, dict[int, Held]] = {case_id: {} for case_id in case_ids}
    for row in _PARTS.rows(cases=case_ids, on=on):
        # Two overlapping leaves give two rows; the first keeps its place.
        found[row[1]].setdefault(row[0], Held._make(row))
    return {case_id: list(parts.values()) for case_id, parts in found.items()}


_PARTS = Prepared(
    lambda: (
        Assignment.objects.filter(open_on(_ON), OneOf("case_id", "cases"))
        .alias(
            leave=FilteredRelation(
                "staff__leaves",
                condition=Q(staff__leaves__starts_on__lte=_ON, staff__leaves__ends_on__gt=_ON),
            )
        )
        .order_by("case", "-is_lead", "part", "starts_on", "id")
        .values_list(
            "id",
            "case_id",
            "agency_id",
            "agency__name",
            "agency__phone",
            "agency__employer_kind",
            "staff_id",
            Coalesce("staff__name", Value("")),
            "part",
            "function",
            "is_lead",
            "starts_on",
            "leave__starts_on",
            "leave__ends_on",
            "leave__covered_by_id",
            Coalesce("leave__covered_by__name", Value("")),
        )
    )
)


def _promise(row: Row) -> DatedPromise:
    assert row.day is not None
    promise = Promise(
        part=row.code,
        stage=row.sort,
        every_days=row.number,
        every_months=row.person,
        source=row.text,
    )
    return DatedPromise(promise, row.day)


def promises_by_program(program_ids: Collection[int], on: date) -> dict[int, list[DatedPromise]]:
    """The promises in force that day. One query."""
    found: dict[int, list[DatedPromise]] = {program_id: [] for program_id in program_ids}
    for row in ContactPromise.objects.filter(open_on(on), program__in=program_ids):
        promise = Promise(
            part=row.part,
            stage=row.stage,
            every_days=row.every_days,
            every_months=row.every_months,
            source=row.source,
        )
        found[row.program_id].append(DatedPromise(promise, row.starts_on))
    return found


def _met_by_case(case_ids: Collection[int]) -> dict[int, list[Met]]:
    """The latest contact of each kind that reached the person, by each worker. One query."""
    found: dict[int, list[Met]] = defaultdict(list)
    zone = timezone.get_current_timezone()
    for case_id, kind, by, agency, last in _MET.rows(cases=case_ids):
        found[case_id].append(Met(kind, by, agency, last.astimezone(zone).date()))
    return found


_MET = Prepared(
    lambda: (
        Contact.objects.filter(
            OneOf("case_id", "cases"), kind__in=sorted(REACHED), corrected_by=None
        )
        .order_by()
        .values_list("case_id", "kind", "by_id", "agency_id")
        .annotate(last=Max("at"))
    )
)
