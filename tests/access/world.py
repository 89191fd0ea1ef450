"""One case, and everybody who stands to it in another way."""

import json
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from caseway.agencies.models import (
    Agency,
    ContactPromise,
    EmployerKind,
    Leave,
    Membership,
    Presence,
    Role,
    SpecialistElement,
)
from caseway.attendance.actions.closing import close_month
from caseway.attendance.actions.recompute import mark_stale
from caseway.attendance.models import (
    ActivityEnrolment,
    AgreedHours,
    Evidence,
    EvidenceKind,
    HoursProjection,
    Module,
    ModuleDone,
    MonthDifference,
)
from caseway.cases.actions.assignments import Holder
from caseway.cases.actions.hand_offs import hand_off
from caseway.cases.models import (
    Address,
    Assignment,
    Case,
    Contact,
    ContactKind,
    ContactPoint,
    EmergencyAccess,
    HouseholdMember,
    Identifier,
    Merge,
    Part,
    SafetyKind,
    SafetyRecord,
    Task,
)
from caseway.coaching.actions.approved import Letter, record_hours
from caseway.coaching.actions.checklists import save_checklist
from caseway.coaching.actions.summaries import draft_summary
from caseway.coaching.actions.visits.photos import keep_photo
from caseway.coaching.models import (
    CalendarFeed,
    ChecklistDraft,
    CoachDuty,
    CoachingEnrolment,
    CoachSetup,
    FeedKind,
    MonthPlan,
    ProposedSession,
    TravelTable,
    Visit,
)
from caseway.documents.actions.receive import Paper, keep
from caseway.documents.models import DocumentKind
from caseway.employment.models import Employer, Job, JobSite, Setting
from caseway.exchange.hsds import actions as directories
from caseway.exchange.hsds.records import Record
from caseway.exchange.models import Batch, HeldRecord, Roster, Row
from caseway.intake.actions import interviews
from caseway.intake.actions.questions import start_of
from caseway.intake.models import (
    AskedPaper,
    Barrier,
    FirstContact,
    GroupSeat,
    GroupSession,
    Interest,
    ProposalDecision,
    QuestionDraft,
    WayIn,
    WayInStep,
)
from caseway.kernel.models import User
from caseway.network.actions import referrals, supports, words
from caseway.network.models import Capacity, Place, Service
from caseway.network.needs import Need
from caseway.plans.actions.proposing import propose
from caseway.plans.models import Side, SigningLink
from caseway.reporting.actions.filing import file_rate
from caseway.rules.dates import Month
from caseway.rules.records.visits.asks import asks_of
from caseway.rules.records.visits.template import shipped
from tests.factories import (
    LONG_AGO,
    World,
    make_case,
    make_enrolment,
    make_family_month,
    make_provider,
    make_worker,
    make_world,
)
from tests.plans.rows import make_plan, offered

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("America/New_York"))
# A header, a scan and the end: as little as a picture can be.
PHOTO = b"\xff\xd8\xff\xe0\x00\x04JF\xff\xda\x00\x04\x01\x01 a photo\xff\xd9"

# Who asks, from nearest to the case to farthest from it.
ACTORS = (
    "own",  # the contractor's case manager who leads the case
    "colleague",  # another case manager of her agency
    "public",  # the eligibility worker of the public agency on the case
    "other",  # a case manager of another contractor at the same site
    "away",  # a case manager of another site
    "supervisor",  # of the contractor
    "administrator",  # of the public agency
    "privacy",  # the privacy officer
    "provider",  # staff of the place where the participant spends her hours
    "nobody",  # signed out
)


@dataclass
class AccessWorld:
    """The people of the matrix and the rows that addresses name."""

    world: World
    people: dict[str, User | None]
    case: Case
    rows: dict[str, int]


def build() -> AccessWorld:
    """A world in which every address of Caseway names something that exists."""
    world = make_world()
    third = Agency.objects.create(name="Third Works", employer_kind=EmployerKind.CONTRACTOR)
    Presence.objects.create(agency=third, site=world.site, region=world.region, starts_on=LONG_AGO)
    school = Agency.objects.create(name="LaGuardia Works", employer_kind=EmployerKind.CONTRACTOR)
    own = make_worker(world, name="Dana Reyes")
    people: dict[str, User | None] = {
        "own": own,
        "colleague": make_worker(world),
        "public": make_worker(world, Role.ELIGIBILITY_WORKER, agency=world.public),
        "other": make_worker(world, agency=third),
        "away": make_worker(make_world("Elsewhere")),
        "supervisor": make_worker(world, Role.SUPERVISOR),
        "administrator": make_worker(world, Role.ADMINISTRATOR, agency=world.public),
        "privacy": make_worker(world, Role.PRIVACY_OFFICER, agency=world.public),
        "provider": make_worker(world, Role.PROVIDER, agency=school),
        "nobody": None,
    }
    case = make_case(world, "Ana Rivera", worker=own, public_worker=people["public"])
    rows = _rows(world, own, case) | _of_attendance(world, school, case)
    rows |= _of_rates(world, people["administrator"], case)
    rows |= _of_directory(world, rows["provider_place"], people["supervisor"])
    rows |= _of_help(case, rows["service"], own)
    rows |= _of_intake(world, own, case)
    rows |= _of_plan(own, case)
    rows |= _of_work(world, case)
    rows |= _of_records(world, own, case)
    return AccessWorld(world, people, case, rows)


def _rows(world: World, own: User, case: Case) -> dict[str, int]:
    contact = Contact.objects.create(
        site=world.site, case=case, kind=ContactKind.NOTE, at=NOW, text="Brought the lease.", by=own
    )
    task = Task.objects.create(
        site=world.site,
        case=case,
        kind="follow_up",
        title="Call about the lease",
        function="ep_monitoring",
        due_on=date(2026, 11, 27),
    )
    record = SafetyRecord.objects.create(
        site=world.site,
        person=case.participant,
        kind=SafetyKind.THREAT,
        instructions="Meet at the library.",
        starts_on=date(2026, 3, 2),
    )
    lead = case.assignments.get(is_lead=True)
    passed = hand_off(
        assignment=make_case(world, "Luz Ortega", worker=own).assignments.get(is_lead=True),
        to=Holder(world.contractor),
        note="Prefers mornings.",
        by=own,
        at=NOW,
        on=date(2026, 11, 20),
    )
    return {
        "case": case.pk,
        "person": case.participant_id,
        "contact": contact.pk,
        "task": task.pk,
        "assignment": lead.pk,
        "hand_off": passed.pk,
        "handed_case": passed.case_id,
        "other_person": passed.case.participant_id,
        "safety": record.pk,
        **_of_person(world, own, case, passed.case),
        **_of_site(world),
    }


def _of_attendance(world: World, school: Agency, case: Case) -> dict[str, int]:
    provider = make_provider(world, agency=school)
    enrolment = make_enrolment(case, provider=provider)
    roster = Roster(
        site=world.site,
        agency=world.contractor,
        file_name="week.csv",
        sha256="0" * 64,
        first_on=date(2026, 11, 16),
        last_on=date(2026, 11, 22),
        received_by=case.assignments.exclude(staff=None).order_by("pk").first().staff,
        received_at=NOW,
        expires_on=date(2027, 2, 20),
    )
    table = TravelTable.objects.create(
        site=world.site,
        agency=world.contractor,
        travels_by="transit",
        starts_on=date(2026, 12, 1),
        minutes=[["Manhattan", "Queens", 55]],
        taken_by=roster.received_by,
        taken_at=NOW,
    )
    roster.put("content", [["Name", "Mon"], ["Ana Rivera", "6"]])
    roster.save()
    return {
        "roster": roster.pk,
        "travel_table": table.pk,
        "provider_place": provider.pk,
        "enrolment": enrolment.pk,
        **_of_proof(world, enrolment, case),
    }


def _of_proof(world: World, enrolment: ActivityEnrolment, case: Case) -> dict[str, int]:
    given = Paper(DocumentKind.TIME_SHEET, b"%PDF-1.7 a sheet")
    by = case.assignments.get(is_lead=True).staff
    paper = keep(case=case, paper=given, by=by, today=date(2026, 11, 20)).document
    about = {"site": world.site, "case": case, "person": case.participant}
    proof = Evidence.objects.create(
        **about,
        enrolment=enrolment,
        document=paper,
        kind=EvidenceKind.TIME_SHEET,
        covers_from=date(2026, 11, 2),
        covers_until=date(2026, 11, 7),
        submitted_by=by,
        submitted_at=NOW,
    )
    ahead = HoursProjection.objects.create(
        **about,
        enrolment=enrolment,
        evidence=proof,
        minutes_a_week=1440,
        starts_on=date(2026, 11, 1),
        holds_until=date(2027, 5, 1),
    )
    agreed = AgreedHours.objects.create(
        **about, minutes_a_week=900, basis="Doctor's note", starts_on=date(2026, 3, 3)
    )
    module = Module.objects.create(site=world.site, name="Resume")
    done = ModuleDone.objects.create(
        site=world.site, enrolment=enrolment, module=module, on=date(2026, 11, 6)
    )
    return {
        "document": paper.pk,
        "proof": proof.pk,
        "ahead": ahead.pk,
        "agreed": agreed.pk,
        "module": module.pk,
        "module_done": done.pk,
    }


def _of_rates(world: World, administrator: User | None, case: Case) -> dict[str, int]:
    """A month that was worked out, closed and filed, and an alarm about it."""
    make_family_month(case, 202603)
    mark_stale([(case.pk, 202603)], NOW)
    assert administrator is not None
    close_month(site=world.site, period=202603, by=administrator, at=NOW)
    filing = file_rate(site=world.site, period=202603, by=administrator, at=NOW)
    result = case.months.get(period=202603)
    alarm = MonthDifference.objects.create(case_month=result, found_at=NOW, stored={}, fresh={})
    return {"filing": filing.pk, "alarm": alarm.pk}


def _of_intake(world: World, own: User, case: Case) -> dict[str, int]:
    """A way in with its first step open, a conversation, and what was made of it."""
    about = {"site": world.site, "case": case}
    way_in = WayIn.objects.create(**about, flow="mini_interview", began_at=NOW, began_by=own)
    AskedPaper.objects.create(way_in=way_in, site=world.site, code="income")
    step = WayInStep.objects.create(
        **about,
        way_in=way_in,
        code="documents",
        function="assessment",
        begins_at=NOW,
        due_on=date(2026, 11, 27),
    )
    talk = interviews.begin(
        case=case,
        person=case.participant,
        slug="comprehensive",
        language="en",
        by=own,
        at=NOW,
    )
    decision = ProposalDecision.objects.create(
        site=world.site,
        interview=talk,
        key="referral:food:0",
        kind="referral",
        decided="dismissed",
        by=own,
        at=NOW,
    )
    barrier = Barrier.objects.create(
        **about,
        person=case.participant,
        kind="transport",
        severity="much",
        found_on=date(2026, 11, 20),
        found_by=own,
    )
    interest = Interest.objects.create(
        site=world.site,
        person=case.participant,
        code="35-2014.00",
        title="Cooks, Restaurant",
        starts_on=date(2026, 11, 20),
        recorded_by=own,
    )
    contact = FirstContact(
        site=world.site,
        region=world.region,
        agency=world.contractor,
        program="here",
        by=own,
        at=NOW,
        case=case,
    )
    contact.seal("name", "Ana Rivera")
    contact.save()
    session = GroupSession.objects.create(
        site=world.site,
        region=world.region,
        agency=world.contractor,
        kind="orientation",
        title="Orientation",
        place="Room 2",
        starts_at=NOW,
        minutes=60,
        led_by=own,
        at=NOW,
    )
    GroupSeat.objects.create(
        session=session, **about, person=case.participant, invited_by=own, invited_at=NOW
    )
    draft = QuestionDraft.objects.create(
        site=world.site,
        slug="comprehensive",
        content=start_of(world.site.pk, "comprehensive"),
        edited_by=own,
        edited_at=NOW,
    )
    return {
        "step": step.pk,
        "interview": talk.pk,
        "decision": decision.pk,
        "barrier": barrier.pk,
        "interest": interest.pk,
        "first_contact": contact.pk,
        "draft": draft.pk,
        "group": session.pk,
    }


def _of_work(world: World, case: Case) -> dict[str, int]:
    """A job at a place of an employer."""
    firm = Employer.objects.create(site=world.site, name="Astoria Fresh Market")
    place = JobSite.objects.create(site=world.site, employer=firm, name="Steinway Street")
    job = Job.objects.create(
        site=world.site,
        case=case,
        person=case.participant,
        employer=firm,
        job_site=place,
        title="Stock clerk",
        setting=Setting.COMPETITIVE,
        began_on=date(2026, 9, 1),
    )
    return {"employer": firm.pk, "job_site": place.pk, "job_held": job.pk}


def _of_plan(own: User, case: Case) -> dict[str, int]:
    """A plan with one of each part, offered for signing."""
    plan = make_plan(case, own)
    version = offered(plan, own)
    proposal = propose(plan=plan, side=Side.PARTICIPANT, words="Mornings", why="", by=own, at=NOW)
    link = SigningLink.objects.create(
        version=version,
        token_sha256="0" * 64,
        language="en",
        made_by=own,
        made_at=NOW,
        expires_at=NOW + timedelta(days=3650),
    )
    return {
        "plan": plan.pk,
        "plan_goal": plan.goals.get().pk,
        "plan_step": plan.steps.get().pk,
        "plan_support": plan.supports.get().pk,
        "plan_duty": plan.duties.get().pk,
        "plan_proposal": proposal.pk,
        "plan_version": version.pk,
        "plan_link": link.pk,
    }


def _of_directory(world: World, provider: int, by: User | None) -> dict[str, int]:
    place = Place.objects.create(provider_id=provider, name="Hall")
    service = Service.objects.create(provider_id=provider, name="Food pantry")
    capacity = Capacity.objects.create(
        service=service, unit="bags", unit_uuid=uuid.UUID(int=7), available=3, updated_at=NOW
    )
    upload = directories.Upload("a.json", "Theirs", [b'[{"id": "7", "name": "Casa Luz"}]'])
    file = directories.receive(upload=upload, site=world.site, by=by, at=NOW)
    held = HeldRecord(
        site=world.site, source="Theirs", kind="organization", uuid=uuid.UUID(int=8), held_at=NOW
    )
    held.seal("record", json.dumps(Record("organization", str(held.uuid)).as_json()))
    held.save()
    return {
        "place": place.pk,
        "service": service.pk,
        "capacity": capacity.pk,
        "directory": file.pk,
        "held": held.pk,
    }


def _of_help(case: Case, service: int, own: User) -> dict[str, int]:
    """Somebody was sent to a service, money was asked for, a word was put in."""
    sent = referrals.Sent(
        provider=Service.objects.get(pk=service).provider, need=Need.FOOD, person=case.participant
    )
    told = referrals.Told(consent="spoken")
    row = referrals.make_referral(case=case, sent=sent, told=told, by=own, at=NOW, send=True)
    link, _secret = referrals.make_link(referral=row, sent_to="", by=own, at=NOW)
    wanted = supports.Wanted("transport", "Bus card", Decimal(132), date(2026, 11, 20))
    asked = supports.ask_for(case=case, wanted=wanted, by=own, at=NOW)
    word = words.Word("spoke_up", date(2026, 11, 19), "The landlord", "Three more weeks")
    put_in = words.put_in(case=case, word=word, by=own, at=NOW)
    return {"referral": row.pk, "link": link.pk, "support": asked.pk, "word": put_in.pk}


def _of_person(world: World, own: User, case: Case, other: Case) -> dict[str, int]:
    person = case.participant
    address = Address.objects.create(site=world.site, person=person, lines="12 Juniper Walk")
    point = ContactPoint.objects.create(
        site=world.site, person=person, kind="phone", value="212-555-0141", normal="+12125550141"
    )
    merge = Merge.objects.create(
        site=world.site,
        kept=person,
        gone=other.participant,
        moved={},
        reason="Same",
        by=own,
        at=NOW,
    )
    emergency = EmergencyAccess.objects.create(
        site=world.site,
        user=own,
        case=case,
        reason="A call from the shelter",
        starts_at=NOW,
        ends_at=NOW + timedelta(hours=4),
    )
    ssn = Identifier(site=world.site, person=person, last_four="6789")
    ssn.seal("number", "900456789")
    ssn.save()
    member = HouseholdMember.objects.get(household=case.household_id)
    return {
        "address": address.pk,
        "point": point.pk,
        "merge": merge.pk,
        "emergency": emergency.pk,
        "member": member.pk,
        "household": case.household_id,
    }


def _of_site(world: World) -> dict[str, int]:
    post = Membership.objects.filter(agency=world.contractor).order_by("pk")[1]
    leave = Leave.objects.create(
        user=post.user, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 8)
    )
    element = SpecialistElement.objects.create(
        site=world.site,
        region=world.region,
        function="job_search_placement_retention",
        name="Job club",
        agency=world.contractor,
        starts_on=LONG_AGO,
    )
    batch = Batch.objects.create(
        site=world.site,
        agency=world.public,
        file_name="cases.csv",
        sha256="0" * 64,
        state="preview",
        received_by=post.user,
        received_at=NOW,
        expires_on=date(2027, 1, 1),
    )
    row = Row(batch=batch, site=world.site, line=2, role="data", sha256="0" * 64, fate="new")
    row.save()
    return {
        "region": world.region.pk,
        "site": world.site.pk,
        "program_row": world.program.pk,
        "post": post.pk,
        "colleague": post.user_id,
        "leave": leave.pk,
        "element": element.pk,
        "promise": ContactPromise.objects.filter(site=world.site).first().pk,
        "presence": Presence.objects.filter(site=world.site).first().pk,
        "batch": batch.pk,
        "line": 2,
        "key": 1,
    }


def _of_records(world: World, own: User, case: Case) -> dict[str, int]:
    """Somebody coached, a visit held with her, its signed record, and one that was sent beside it.

    March is told and closed.
    """
    about = {"site": world.site}
    coached = CoachingEnrolment.objects.create(
        **about, case=case, person=case.participant, program="semp", began_on=date(2026, 3, 2)
    )
    visit = Visit.objects.create(
        **about,
        agency=world.contractor,
        enrolment=coached,
        coach=own,
        day=date(2026, 3, 16),
        minutes=60,
        mode="visit",
    )
    said = {"visit": visit, "template": 1, "base_version": 0, "by": own, "at": NOW}
    save_checklist(**said, key=uuid.UUID(int=1), answers={"note": "At the office"})
    sent = save_checklist(**said, key=uuid.UUID(int=2), answers={"note": "On the phone"}).sending
    approved = record_hours(
        enrolment=coached,
        letter=Letter("SE-4711", 1200, "month", date(2026, 1, 5), None),
        by=own,
        at=NOW,
    )
    photo = keep_photo(visit=visit, photo=PHOTO, by=own, at=NOW)
    draft_summary(enrolment=coached, month=Month(2026, 3), by=own, at=NOW)
    ChecklistDraft.objects.create(
        **about,
        program="semp",
        content=shipped(asks_of("semp", date(2026, 11, 20))),
        edited_by=own,
        edited_at=NOW,
    )
    feed = CalendarFeed.objects.create(
        **about,
        agency=world.contractor,
        owner=own,
        kind=FeedKind.OWN,
        token_sha256="0" * 64,
        made_at=NOW,
    )
    return {
        "coached": coached.pk,
        "approved": approved.pk,
        "visit": visit.pk,
        "sending": sent.pk,
        "visit_photo": photo.pk,
        "feed": feed.pk,
        "job_coach": _coach(world).pk,
        **_of_months(world, own, coached),
    }


def _of_months(world: World, own: User, coached: CoachingEnrolment) -> dict[str, int]:
    """How the worker of the case plans her months, one proposal with a session, and a dentist."""
    about = {"site": world.site, "agency": world.contractor, "coach": own}
    CoachSetup.objects.create(**about, base_name="Office", latitude=40.7, longitude=-73.9)
    duty = CoachDuty.objects.create(
        **about, what="Dentist", day=date(2027, 3, 3), begins_at="13:00", ends_at="14:00"
    )
    plan = MonthPlan.objects.create(
        **about,
        month=date(2027, 3, 1),
        state="ready",
        asked_by=own,
        asked_at=NOW,
        ready_at=NOW,
    )
    session = ProposedSession.objects.create(
        site=world.site,
        plan=plan,
        enrolment=coached,
        day=date(2027, 3, 9),
        begins_at="10:00",
        minutes=60,
        mode="visit",
    )
    return {
        "coach": own.pk,
        "month_plan": plan.pk,
        "coach_duty": duty.pk,
        "proposed_session": session.pk,
    }


def _coach(world: World) -> User:
    """A job coach of the contractor, with a part on a case of her own."""
    coach = make_worker(world, Role.JOB_COACH, name="Kofi Test")
    case = make_case(world, "Noor Saleh")
    Assignment.objects.create(
        site=world.site,
        agency=world.contractor,
        case=case,
        staff=coach,
        part=Part.JOB_COACH,
        starts_on=LONG_AGO,
    )
    return coach
