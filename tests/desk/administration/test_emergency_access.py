"""Opening a case in an emergency: who may ask, what the answer tells, how long, who reviews."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from caseway.agencies.models import Region, RegionKind, Role
from caseway.agencies.policy import Act, Relation
from caseway.cases import access
from caseway.cases.actions import emergencies
from caseway.cases.models import Case, EmergencyAccess, Person
from caseway.kernel.models import AccessEvent, AuditEntry
from caseway.kernel.refusals import NotAllowed
from tests.desk.rows import TODAY, at
from tests.factories import make_case, make_worker, make_world

pytestmark = pytest.mark.django_db
NOW = at(TODAY, 10)
REASON = "Her brother called: she did not come home and left a note."
ASK = "administration:emergency_access"


@pytest.fixture
def office():
    """A case of one contractor, and people of another one at the same site."""
    world = make_world()
    other = make_world("Elsewhere")
    second = other.contractor
    world.second = second
    worker = make_worker(world, name="Carla Contractor")
    world.case = make_case(world, worker=worker)
    world.workers = {
        "supervisor": make_worker(world, Role.SUPERVISOR, agency=second, name="Sue Second"),
        "worker": make_worker(world, agency=second, name="Walt Second"),
        "officer": make_worker(
            world, Role.PRIVACY_OFFICER, agency=world.public, name="Emeka Okoro"
        ),
        "stranger": make_worker(other, Role.SUPERVISOR, name="Stan Stranger"),
    }
    return world


def ask(world, who="supervisor", number=None, when=NOW, reason=REASON):
    return emergencies.open_in_emergency(
        number=number or world.case.number, reason=reason, by=fresh(world, who), at=when
    )


def fresh(world, who):
    """As a new request reads her, without what was kept on the object."""
    return type(world.workers[who]).objects.get(pk=world.workers[who].pk)


def sees(world, who="supervisor"):
    return Case.objects.visible_to(fresh(world, who)).filter(pk=world.case.pk).exists()


def test_a_supervisor_of_another_agency_opens_a_case_of_her_site(office):
    assert not sees(office)

    assert ask(office) == office.case

    assert sees(office)
    assert Person.objects.visible_to(fresh(office, "supervisor")).get() == office.case.participant


@pytest.mark.parametrize(
    ("after", "open_"),
    [
        (timedelta(0), True),
        (timedelta(hours=4, seconds=-1), True),
        (timedelta(hours=4), False),
    ],
)
def test_it_stays_open_for_four_hours(office, monkeypatch, after, open_):
    ask(office)
    monkeypatch.setattr(timezone, "now", lambda: NOW + after)

    assert sees(office) is open_


def test_a_post_that_ends_ends_the_access_with_it(office):
    ask(office)

    office.workers["supervisor"].memberships.update(ends_on=TODAY)

    assert not sees(office)


def test_a_role_that_may_not_ask_does_not_keep_what_was_opened(office):
    ask(office)

    office.workers["supervisor"].memberships.update(role=Role.CASE_MANAGER)

    assert not sees(office)


@pytest.mark.parametrize(
    ("act", "may"),
    [
        (Act.READ_CASE, True),
        (Act.LOG_CONTACT, True),
        (Act.ASSIGN, False),
        (Act.MOVE_REGION, False),
        (Act.EDIT_PERSON, False),
        (Act.HAND_OFF, False),
        (Act.READ_SAFETY, False),
        (Act.REVEAL_IDENTIFIER, False),
    ],
)
def test_it_opens_the_case_to_read_and_to_log_and_for_nothing_else(office, act, may):
    office.workers["supervisor"].memberships.update(safety_trained=True)
    ask(office)

    assert access.can(fresh(office, "supervisor"), act, office.case) is may
    assert access.relation_to(fresh(office, "supervisor"), office.case) == Relation.EMERGENCY


def test_only_who_asked_sees_it(office):
    ask(office)

    assert not sees(office, "worker")
    assert not sees(office, "stranger")


def test_a_public_worker_of_one_region_opens_a_case_of_another(office):
    region = Region.objects.create(site=office.site, name="North", kind=RegionKind.PUBLIC)
    office.workers["public"] = make_worker(
        office, Role.ELIGIBILITY_WORKER, agency=office.public, region=region
    )
    assert not sees(office, "public")

    ask(office, "public")

    assert sees(office, "public")


@pytest.mark.parametrize("who", ["worker", "officer"])
def test_who_may_not_ask_is_told_who_can(office, client, who):
    client.force_login(office.workers[who])

    page = client.post(reverse(ASK), {"number": office.case.number, "reason": REASON})

    assert page.status_code == 403
    assert "Supervisors and workers of the public agency" in page.content.decode()
    assert not EmergencyAccess.objects.exists()


def test_the_answer_is_the_same_for_no_number_and_for_another_sites(office, client):
    client.force_login(office.workers["stranger"])

    foreign = client.post(reverse(ASK), {"number": office.case.number, "reason": REASON})
    nothing = client.post(reverse(ASK), {"number": "W-999999", "reason": REASON})

    assert foreign.status_code == nothing.status_code == 404
    assert _words(foreign) == _words(nothing)
    assert office.case.number not in foreign.content.decode()
    kept = EmergencyAccess.objects.values_list("case", "reason", "user")
    assert set(kept) == {(None, REASON, office.workers["stranger"].pk)}
    assert len(kept) == 2
    assert AuditEntry.objects.filter(action="emergency.opened_nothing").count() == 2
    assert "W-999999" not in str(list(AuditEntry.objects.values()))


def _words(page):
    import re

    return re.sub(r'(value|nonce|content)="[\w-]{20,}"', "", page.content.decode())


def test_numbers_cannot_be_tried_out(office):
    for number in range(emergencies.MOST_MISSES):
        assert ask(office, number=f"W-99{number}") is None

    with pytest.raises(NotAllowed, match="Call the privacy officer"):
        ask(office)
    assert ask(office, when=NOW + emergencies.MISSES_WITHIN) == office.case


@pytest.mark.parametrize("reason", ["", "urgent", " " * 40])
def test_without_a_reason_nothing_opens(office, client, reason):
    client.force_login(office.workers["supervisor"])

    page = client.post(reverse(ASK), {"number": office.case.number, "reason": reason})

    assert page.status_code == 422
    assert not EmergencyAccess.objects.exists()


def test_a_case_that_one_sees_anyway_opens_without_a_record(office):
    office.workers["own"] = make_worker(office, Role.SUPERVISOR)

    assert ask(office, "own") == office.case
    assert not EmergencyAccess.objects.exists()


def test_opening_leads_to_the_case_and_is_written_down(office, client):
    client.force_login(office.workers["supervisor"])

    page = client.post(
        reverse(ASK), {"number": office.case.number.lower(), "reason": REASON}, follow=True
    )

    assert page.status_code == 200
    assert page.redirect_chain[-1][0] == reverse("desk:case", args=[office.case.pk])
    assert "The privacy officer reviews this access" in page.content.decode()
    event = AccessEvent.objects.filter(reason=REASON).get()
    assert (event.case_id, event.kind) == (office.case.pk, "opened")
    assert AuditEntry.objects.get(action="emergency.opened").after == {"case": office.case.pk}


def test_asking_by_get_writes_nothing(office, client):
    client.force_login(office.workers["supervisor"])
    before = AuditEntry.objects.count()

    assert client.get(reverse(ASK)).status_code == 200

    assert (AuditEntry.objects.count(), AccessEvent.objects.count()) == (before, 0)


# The review


@pytest.fixture
def opened(office):
    ask(office)
    return EmergencyAccess.objects.get()


def test_a_privacy_officer_reads_the_reason_and_reviews_once(office, opened, client):
    client.force_login(office.workers["officer"])
    url = reverse("administration:break_glass")
    assert REASON in client.get(url).content.decode()

    for note in ("Called Sue: police were told, justified.", "Again"):
        client.post(reverse("administration:review", args=[opened.pk]), {"note": note})

    opened.refresh_from_db()
    assert opened.review_note == "Called Sue: police were told, justified."
    assert opened.reviewed_by == office.workers["officer"]
    assert client.get(url).context["waiting"] == []


def test_a_review_needs_a_note(office, opened, client):
    client.force_login(office.workers["officer"])

    client.post(reverse("administration:review", args=[opened.pk]), {"note": " "})

    opened.refresh_from_db()
    assert opened.reviewed_at is None


def test_nobody_reviews_what_she_opened_herself(office, opened):
    make_post = office.workers["supervisor"].memberships.create
    make_post(agency=office.second, site=office.site, role=Role.PRIVACY_OFFICER, starts_on=TODAY)

    with pytest.raises(NotAllowed, match="Another privacy officer"):
        emergencies.review(emergency=opened, note="Fine", by=fresh(office, "supervisor"), at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        EmergencyAccess.objects.update(reviewed_by=opened.user, reviewed_at=NOW, review_note="Fine")


@pytest.mark.parametrize(
    ("role", "agency", "status", "shown", "reviews"),
    [
        (Role.PRIVACY_OFFICER, "public", 200, True, True),
        (Role.ADMINISTRATOR, "public", 200, True, False),
        (Role.PRIVACY_OFFICER, "contractor", 200, True, True),  # it is her agency's case
        (Role.PRIVACY_OFFICER, "second", 200, False, False),  # the case is not hers to know of
        (Role.SUPERVISOR, "public", 404, False, False),
        (Role.CASE_MANAGER, "contractor", 404, False, False),
    ],
)
def test_who_reads_and_reviews_the_list(
    office, opened, client, role, agency, status, shown, reviews
):
    reader = make_worker(office, role, agency=getattr(office, agency))
    client.force_login(reader)

    page = client.get(reverse("administration:break_glass"))
    client.post(reverse("administration:review", args=[opened.pk]), {"note": "Looked at it."})

    assert page.status_code == status
    assert (REASON in page.content.decode()) is shown
    opened.refresh_from_db()
    assert (opened.reviewed_at is not None) is reviews


def test_another_sites_officer_sees_none_of_it(office, opened, client):
    elsewhere = make_world("Far")
    client.force_login(make_worker(elsewhere, Role.PRIVACY_OFFICER, agency=elsewhere.public))

    assert REASON not in client.get(reverse("administration:break_glass")).content.decode()
    url = reverse("administration:review", args=[opened.pk])
    assert client.post(url, {"note": "Looked at it."}).status_code == 404


@pytest.mark.parametrize("many", [2, 40])
def test_the_list_asks_the_same_questions_for_two_and_for_forty(
    office, client, django_assert_num_queries, many
):
    for number in range(many):
        ask(office, number=make_case(office, f"Person {number}").number, when=NOW)
    client.force_login(office.workers["officer"])

    with django_assert_num_queries(8):
        page = client.get(reverse("administration:break_glass"))

    assert len(page.context["waiting"]) == many
