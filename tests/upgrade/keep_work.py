"""What people do in a small county before it is kept: something in every table."""

import uuid
from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone

from caseway.agencies.models import Role
from caseway.cases.actions import contacts, merging
from caseway.cases.models import ContactKind, EmergencyAccess, SafetyKind, SafetyRecord
from caseway.demo.loader.county import load
from caseway.kernel.audit import chain, reading
from caseway.kernel.audit.actor import acting_as
from caseway.kernel.jobs import schedules
from caseway.kernel.submissions import once
from tests.exchange import loading
from tests.factories import make_case, make_worker, make_world

from .keep import TODAY

CASES = 40


def do():
    load(cases=CASES, seed=7, today=TODAY)
    now = timezone.now()
    schedules.learn(at=now)
    schedules.enqueue_due(at=now + timedelta(days=2))
    world = make_world()
    boss = make_worker(world, Role.ADMINISTRATOR, agency=world.public)
    worker = make_worker(world)
    case = make_case(world, worker=worker)
    _load_a_file(world, boss)
    _write(case, worker, now)
    _rare(world, case, boss, now)
    chain.chain_audit(at=now)


def _load_a_file(world, boss):
    rows = [("B-1", "Ana Rivera", "1/2/1980"), ("B-2", "", "x"), ("B-3", "José Núñez", "")]
    batch = loading.preview(
        world, boss, loading.csv_of(("Case No", "Name", "DOB"), *rows), sender="Data unit"
    )
    loading.load(batch, boss)


def _write(case, worker, now):
    path = f"/cases/{case.pk}/log/"
    with (
        acting_as(worker.pk),
        once(str(uuid.uuid4()), user=worker, path=path, at=now) as submission,
    ):
        what = contacts.What(kind=ContactKind.NOTE, at=now, text="Met her at the library; ñ.")
        contacts.log_contact(case=case, what=what, by=worker, now=now)
        submission.leads_to(path)


def _rare(world, case, boss, now):
    """Rows that a small county seldom has."""
    EmergencyAccess.objects.create(
        site=case.site,
        user=boss,
        case=case,
        reason="She called at night.",
        starts_at=now,
        ends_at=now + timedelta(hours=4),
    )
    SafetyRecord.objects.create(
        site=case.site,
        person=case.participant,
        kind=SafetyKind.values[0],
        instructions="Meet at the library.",
        recorded_by=boss,
        starts_on=TODAY,
    )
    cache.set("kept", "for an hour", 3600)
    reading.read(reading.Kind.OPENED, on=case, by=boss, at=now, case_id=case.pk)
    reading.disclose(
        on=case,
        to="A landlord",
        what="That she is enrolled",
        legal_basis="Consent",
        by=boss,
        at=now,
    )
    other = make_case(world, "Anna Rivera")
    with acting_as(boss.pk):
        merging.merge_people(
            kept=case.participant,
            gone=other.participant,
            reason="Same card.",
            by=boss,
            at=now,
        )
