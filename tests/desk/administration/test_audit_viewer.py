"""The audit log on screen: who reads it, what it tells in words, what stays hidden from whom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from caseway.agencies.models import Role
from caseway.cases.models import Address, Contact, Identifier, NameKey, SafetyRecord
from caseway.desk.administration.audit import names, tables
from caseway.kernel import audit, chores
from caseway.kernel.audit import chain
from caseway.kernel.audit.registry import audited_models
from caseway.kernel.models import AccessEvent, AuditEntry, AuditSeal
from caseway.kernel.personal import FieldClass
from caseway.rules.records.names import name_keys
from tests.agencies.staffing import sign_in
from tests.desk.rows import TODAY, at
from tests.factories import make_case, make_person, make_worker, make_world

pytestmark = pytest.mark.django_db
NOW = at(TODAY, 10)
URL = "administration:audit"


@pytest.fixture
def office():
    world = make_world()
    world.workers = {
        "carla": make_worker(world, name="Carla Contractor"),
        "officer": make_worker(
            world, Role.PRIVACY_OFFICER, agency=world.public, name="Emeka Okoro"
        ),
        "trained": make_worker(
            world, Role.PRIVACY_OFFICER, agency=world.public, safety_trained=True
        ),
        "root": make_worker(world, Role.ADMINISTRATOR, agency=world.public, safety_trained=True),
        "contractor": make_worker(world, Role.PRIVACY_OFFICER),
    }
    world.case = make_case(world, "Ana Rivera", worker=world.workers["carla"])
    return world


def read(client, world, who="officer", **query):
    sign_in(client, world.workers[who])
    return client.get(reverse(URL), query)


def rename(world, to="Ana Rivera Ortiz"):
    with audit.acting_as(world.workers["carla"].pk, "Married"):
        world.case.participant.name_used = to
        world.case.participant.save()


# Who


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.PRIVACY_OFFICER, 200),
        (Role.ADMINISTRATOR, 200),
        (Role.SUPERVISOR, 404),
        (Role.CASE_MANAGER, 404),
        (Role.ELIGIBILITY_WORKER, 404),
    ],
)
def test_privacy_officers_and_administrators_read_the_log(office, client, role, status):
    sign_in(client, make_worker(office, role))

    assert client.get(reverse(URL)).status_code == status
    assert client.get(reverse("administration:audit_head")).status_code == status
    assert client.post(reverse("administration:audit_find"), {"q": "Ana"}).status_code == status


def test_another_sites_changes_do_not_show(office, client):
    rename(office)
    elsewhere = make_world("Far")
    sign_in(client, make_worker(elsewhere, Role.PRIVACY_OFFICER, agency=elsewhere.public))

    page = client.get(reverse(URL))

    assert "Ana Rivera" not in page.content.decode()
    assert client.get(reverse(URL), {"case": office.case.pk}).status_code == 404
    assert client.get(reverse(URL), {"who": office.workers["carla"].pk}).status_code == 404


def test_a_contractors_officer_reads_of_the_cases_her_agency_holds(office, client):
    rename(office)
    other = make_case(office, "Public Pia")
    other.assignments.filter(agency=office.contractor).delete()

    page = read(client, office, "contractor").content.decode()

    assert "Ana Rivera Ortiz" in page
    assert "Public Pia" not in page
    assert client.get(reverse(URL), {"case": other.pk}).status_code == 404


# What it tells


def test_a_change_is_told_with_its_fields_before_and_after_by_whom_and_why(office, client):
    rename(office)

    page = read(client, office, kind="update")

    told = next(row for row in page.context["told"] if row.what == "Person: Ana Rivera Ortiz")
    assert (told.who, told.did, told.reason) == ("Carla Contractor", "Changed", "Married")
    assert [(c.label, c.before, c.after) for c in told.changes] == [
        ("Name used", "Ana Rivera", "Ana Rivera Ortiz")
    ]


def test_choices_days_links_and_yes_are_written_as_people_read_them(office, client):
    page = read(client, office, case=office.case.pk, kind="insert")

    told = next(row for row in page.context["told"] if row.what.startswith("Case"))
    shown = {change.label: change.after for change in told.changes}
    assert shown["Stage"] == "Job search"
    assert shown["Site"] == office.site.name
    assert shown["Work is required"] == "yes"
    assert shown["Opened on"] == "Mon, Mar 2, 2026"


def test_a_removed_row_tells_what_it_held(office, client):
    office.case.assignments.filter(part="public_worker").delete()

    page = read(client, office, kind="delete")

    told = page.context["told"][0]
    assert {c.label: (c.before, c.after) for c in told.changes}["Part"] == (
        "Public worker",
        "nothing",
    )


def test_identifiers_stay_masked_for_everybody(office, client):
    row = Identifier(site=office.site, person=office.case.participant, last_four="6789")
    row.seal("number", "123456789")
    row.save()

    for who in ("officer", "trained", "root"):
        page = read(client, office, who, case=office.case.pk).content.decode()
        assert "Identifier" in page
        assert "6789" not in page
        assert row.number not in page


@pytest.mark.parametrize(
    ("who", "shown"),
    [("trained", True), ("officer", False), ("root", False), ("contractor", False)],
)
def test_safety_rows_show_to_trained_privacy_officers_only(office, client, who, shown):
    SafetyRecord.objects.create(
        site=office.site, person=office.case.participant, kind="threat",
        instructions="Never call after six", starts_on=TODAY,
    )  # fmt: skip
    audit.read(
        AccessEvent.Kind.REVEALED, on=SafetyRecord.objects.get(), at=NOW, case_id=office.case.pk,
        by=office.workers["carla"], field_class=FieldClass.SAFETY,
    )  # fmt: skip

    changes = read(client, office, who).content.decode()
    looks = read(client, office, who, show="reads").content.decode()

    assert ("Never call after six" in changes) is shown
    assert ("Safety record" in changes) is shown
    assert ("Revealed: " in looks) is shown


@pytest.mark.parametrize(("who", "shown"), [("trained", True), ("officer", False), ("root", False)])
def test_a_confidential_address_shows_to_trained_privacy_officers_only(office, client, who, shown):
    home = Address.objects.create(
        site=office.site, person=office.case.participant, lines="12 Hidden Lane", city="Queens",
        is_confidential=True, starts_on=TODAY,
    )  # fmt: skip
    open_one = Address.objects.create(
        site=office.site, person=make_person(office, "Bo Berg"), lines="1 Open Street",
        city="Queens", starts_on=TODAY,
    )  # fmt: skip
    home.is_confidential = False  # said to be open now: what was written before is not
    home.save()

    page = read(client, office, who).content.decode()

    assert ("12 Hidden Lane" in page) is shown
    assert open_one.lines in page


def test_a_private_entry_of_the_contact_log_stays_private(office, client):
    Contact.objects.create(
        site=office.site, case=office.case, person=office.case.participant, kind="note",
        at=NOW, text="A private thought", by=office.workers["carla"], is_private=True,
    )  # fmt: skip

    assert "A private thought" not in read(client, office).content.decode()
    assert "A private thought" in read(client, office, "trained").content.decode()


def test_every_audited_table_and_every_link_has_a_name():
    ours = [model for model in audited_models() if model.__module__.startswith("caseway.")]
    assert [one._meta.db_table for one in ours if one._meta.db_table not in tables.TABLES] == []
    unnamed = {
        f"{model._meta.label}.{field.name}"
        for model in ours
        for field in model._meta.concrete_fields
        if field.is_relation
        and field.name not in names.FIELDS
        and str(field.verbose_name) == field.name.replace("_", " ")
        and not model._meta.auto_created
    }
    assert unnamed == set()


# Narrowing


def test_a_case_shows_its_rows_and_its_peoples(office, client):
    rename(office)
    make_case(office, "Bo Berg")

    page = read(client, office, case=office.case.pk)

    whats = {row.what.partition(":")[0] for row in page.context["told"]}
    assert {"Case", "Person", "Name of a person", "Part on a case", "Household"} <= whats
    assert "Bo Berg" not in page.content.decode()


def test_days_hold_from_their_first_minute_to_their_last(office, client):
    def entry(when):
        return AuditEntry.objects.create(
            at=when, action="update", table="cases_case", row=str(office.case.pk),
            before={"close_reason": ""}, after={"close_reason": f"at {when.isoformat()}"},
        )  # fmt: skip

    first, last = at(TODAY, 0), at(TODAY + timedelta(days=1), 0)
    rows = [
        entry(first - timedelta(seconds=1)),
        entry(first),
        entry(last - timedelta(seconds=1)),
        entry(last),
    ]

    page = read(client, office, since=str(TODAY), until=str(TODAY), kind="update")

    assert [row.pk for row in page.context["told"]] == [rows[2].pk, rows[1].pk]


def test_seals_narrow_the_days_without_losing_a_row(office, client):
    def entry(when, name):
        return AuditEntry.objects.create(
            at=when,
            action="post.given",
            table="agencies_site",
            row=str(office.site.pk),
            reason=name,
        )

    entry(at(TODAY - timedelta(days=3), 9), "before")
    chain.chain_audit(at=at(TODAY - timedelta(days=3), 10))
    entry(at(TODAY, 9), "on the day")
    chain.chain_audit(at=at(TODAY, 10))
    entry(at(TODAY, 23, 59), "late on the day")
    chain.chain_audit(at=at(TODAY + timedelta(days=1), 2))
    entry(at(TODAY + timedelta(days=2), 9), "after")

    page = read(client, office, since=str(TODAY), until=str(TODAY), kind="post.given")

    assert [row.reason for row in page.context["told"]] == ["late on the day", "on the day"]


def test_who_acted_and_what_was_done_narrow_the_log(office, client):
    rename(office)

    sign_in(client, office.workers["officer"])
    page = client.get(reverse(URL), {"who": office.workers["carla"].pk, "kind": "update"})

    assert {row.who for row in page.context["told"]} == {"Carla Contractor"}


def test_a_name_is_found_by_post_and_never_stands_in_the_address(office, client):
    person = office.case.participant
    for key in name_keys(person.name_used):
        NameKey.objects.create(site=office.site, person=person, key=key)
    sign_in(client, office.workers["officer"])
    find = reverse("administration:audit_find")

    by_number = client.post(find, {"q": office.case.number.lower(), "show": "reads"})
    by_name = client.post(find, {"q": "Ana Rivera"})
    worker = client.post(find, {"q": "carla"})

    link = f"{reverse(URL)}?show=reads&amp;case={office.case.pk}"
    assert link in by_number.content.decode()
    assert [case.pk for case in by_name.context["cases"]] == [office.case.pk]
    assert worker.context["workers"] == [office.workers["carla"]]
    assert client.get(find, {"q": "Ana"}).status_code == 405


@pytest.mark.parametrize(("length", "status"), [(100, 200), (101, 422)])
def test_a_search_that_is_too_long_comes_back_whole(office, client, length, status):
    sign_in(client, office.workers["officer"])

    page = client.post(reverse("administration:audit_find"), {"q": "x" * length})

    html = page.content.decode()
    assert page.status_code == status
    assert f'value="{"x" * length}"' in html
    assert ("this one has 101." in html) is (status == 422)
    assert "maxlength" not in html


def test_until_before_since_is_said(office, client):
    page = read(client, office, since="2026-11-23", until="2026-11-22")

    assert page.status_code == 422
    assert "must not come before the first" in page.content.decode()


# Reading is read


def test_reading_the_log_is_written_down_and_nothing_else(office, client):
    sign_in(client, office.workers["officer"])
    before = AuditEntry.objects.count()

    client.get(reverse(URL), {"case": office.case.pk})

    event = AccessEvent.objects.get()
    assert (event.user_id, event.kind, event.table) == (
        office.workers["officer"].pk, "searched", "kernel_auditentry",
    )  # fmt: skip
    assert event.case_id == office.case.pk
    assert event.hits > 0
    assert AuditEntry.objects.count() == before


def test_who_looked_tells_of_looks_and_of_reading_the_log_itself(office, client):
    audit.read(
        AccessEvent.Kind.OPENED, on=office.case, by=office.workers["carla"], at=NOW,
        case_id=office.case.pk,
    )  # fmt: skip
    read(client, office)

    told = read(client, office, show="reads").context["told"]

    assert [(row.who, row.did) for row in told] == [
        ("Emeka Okoro", "Searched"),
        ("Carla Contractor", "Opened"),
    ]


def test_who_looked_names_the_person_and_her_case_when_a_person_was_opened(office, client):
    audit.read(
        AccessEvent.Kind.OPENED, on=office.case.participant, by=office.workers["carla"], at=NOW
    )
    page = read(client, office, show="reads")

    (row,) = page.context["told"]
    assert (row.did, row.what) == ("Opened", "Person: Ana Rivera")
    assert row.case == (office.case.pk, office.case.number)


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("verify", "To verify wages or benefits with another agency"),
        ("other: Court asks", "Another reason: Court asks"),
        ("something older", "something older"),
    ],
)
def test_why_a_number_was_shown_is_told_in_words_and_whose_it_was(office, client, kept, said):
    person = office.case.participant
    number = Identifier(site=office.site, person=person)
    number.seal("number", "219099999")
    number.save()
    audit.read(
        AccessEvent.Kind.REVEALED, on=number, by=office.workers["carla"], at=NOW,
        case_id=office.case.pk, field_class=FieldClass.IDENTIFIER, reason=kept,
    )  # fmt: skip

    (row,) = read(client, office, show="reads").context["told"]

    assert (row.what, row.reason) == ("Identifier: Ana Rivera", said)


def test_what_was_done_is_offered_with_one_use_of_capitals(office, client):
    kinds = read(client, office, show="reads").context["form"].fields["kind"].choices

    assert all(label[0].isupper() for _code, label in kinds)


# Pages


def test_pages_follow_the_number_of_the_row_and_lose_none(office, client):
    for number in range(120):
        AuditEntry.objects.create(
            at=NOW,
            action="post.given",
            table="agencies_site",
            row=str(office.site.pk),
            reason=str(number),
        )
    sign_in(client, office.workers["officer"])
    seen, url = [], f"{reverse(URL)}?kind=post.given"

    while url:
        page = client.get(url)
        seen += [row.reason for row in page.context["told"]]
        url = reverse(URL) + page.context["older"] if page.context["older"] else ""

    assert seen == [str(number) for number in reversed(range(120))]


def test_rows_of_other_sites_are_passed_over_between_pages(office, client):
    far = make_world("Far")
    for number in range(300):
        site = office.site if number % 100 == 0 else far.site
        AuditEntry.objects.create(
            at=NOW, action="post.given", table="agencies_site", row=str(site.pk), reason=str(number)
        )

    page = read(client, office, kind="post.given")

    assert [row.reason for row in page.context["told"]] == ["200", "100", "0"]


@pytest.mark.parametrize("many", [2, 40])
def test_a_page_asks_the_same_questions_for_two_rows_and_for_forty(
    office, client, django_assert_num_queries, many
):
    for number in range(many):
        rename(office, f"Ana {number}")
    sign_in(client, office.workers["officer"])
    query = {"kind": "update", "who": office.workers["carla"].pk}
    client.get(reverse(URL), query)

    with django_assert_num_queries(15):
        page = client.get(reverse(URL), query)

    assert len(page.context["told"]) == many


# The chain


def test_the_page_says_until_where_the_log_is_sealed_and_whole(office, client):
    newest = AuditEntry.objects.last().pk
    chain.chain_audit(at=at(TODAY, 9, 30))
    whole = chores.check_audit.call()
    assert whole["kernel_auditentry"] == newest
    DBTaskResult.objects.create(
        task_path=chores.check_audit.module_path, status=TaskResultStatus.SUCCESSFUL,
        finished_at=at(TODAY, 9, 31), return_value=whole, args_kwargs={"args": [], "kwargs": {}},
        backend_name="default", exception_class_path="", traceback="",
    )  # fmt: skip
    rename(office)

    page = read(client, office).content.decode()

    assert f": entries 1–{newest:d}." in page.replace(",", "")
    newer = AuditEntry.objects.filter(pk__gt=newest).count()
    assert newer >= 2
    assert f"{newer} newer entries are sealed with the next run" in page
    assert f"nothing in entries 1–{newest:d} was changed" in page.replace(",", "")
    assert "Mon, Nov 23, 2026" in page


def test_a_check_that_finds_a_change_fails_loudly(office, monkeypatch):
    chain.chain_audit(at=NOW)
    monkeypatch.setattr(chain, "verify", lambda: [chain.Break("kernel_auditentry", 1, "changed")])

    with pytest.raises(chores.ChainBroken, match="kernel_auditentry seal 1"):
        chores.check_audit.call()


def test_the_head_is_a_file_to_keep_elsewhere_and_its_export_is_written_down(office, client):
    chain.chain_audit(at=NOW)
    sign_in(client, office.workers["officer"])

    answer = client.get(reverse("administration:audit_head"))

    seal = AuditSeal.objects.get(stream="kernel_auditentry")
    assert f"kernel_auditentry:{seal.number}:{seal.digest}" in answer.content.decode().splitlines()
    assert "attachment" in answer.headers["Content-Disposition"]
    assert AccessEvent.objects.filter(kind="exported", table="kernel_auditseal").count() == 1


def test_the_head_asks_for_the_password_again(office, client):
    sign_in(client, office.workers["officer"], recently=False)

    answer = client.get(reverse("administration:audit_head"))

    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
