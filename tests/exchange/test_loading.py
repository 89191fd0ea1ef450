"""From a file to cases: every line has one fate, and nothing happens before somebody agrees."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseway.agencies.models import EmployerKind, Presence, Region, RegionKind, Role
from caseway.cases.models import (
    Address,
    Assignment,
    Case,
    Contact,
    ContactPoint,
    HouseholdMember,
    Identifier,
    Part,
    Person,
    PersonName,
)
from caseway.exchange import queries
from caseway.exchange.actions import applying, deciding, purging
from caseway.exchange.codes import Code
from caseway.exchange.meaning import DateOrder
from caseway.exchange.models import Batch, BatchState, Decision, Fate, FilePart, Issue, Row
from caseway.kernel.refusals import NotAllowed
from tests.factories import make_case, make_person, make_worker, make_world

from .files import HEADER, PEOPLE, messy_workbook
from .loading import NOW, TODAY, check, codes, csv_of, fates, load, preview, send, undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def boss(world):
    return make_worker(world, Role.ADMINISTRATOR, agency=world.public, name="Bo Lind")


HEAD = ("Case No", "Name", "DOB")
ANA = ("A-100", '"Rivera, Ana"', "3/14/1988")
LUZ = ("A-101", '"Peña, Luz"', "7/24/2001")


def _messy(tmp_path, world):
    make_worker(world, name="Kim Ode").__class__.objects.filter(name="Kim Ode").update(
        email="kim@example.org"
    )
    world.program.name = "FA"
    world.program.save()
    return messy_workbook(tmp_path / "m.xlsx").read_bytes()


def test_the_messy_workbook_goes_in_with_every_line_accounted_for(tmp_path, world, boss):
    content = _messy(tmp_path, world)

    batch = preview(world, boss, content, name="m.xlsx")

    counts = queries.counts(batch)
    assert sum(counts.values()) == batch.data_count == 7
    assert batch.line_count == 12
    assert batch.blank_count == 1
    assert batch.rows.filter(fate=Fate.OUTSIDE).count() == 4
    assert fates(batch) == {
        6: "new",
        7: "new",
        8: "refused",  # SNA is not a program here
        9: "new",  # twins
        10: "new",
        11: "held",  # line 6 with its names turned round and another number
        12: "refused",  # totals
    }
    assert codes(batch, 11)[-1] == Code.MAYBE_SAME_LINE
    assert codes(batch, 12) == [Code.TOTALS_LINE]
    assert Case.objects.count() == 0


def test_what_the_workbook_says_is_what_the_cases_hold(tmp_path, world, boss):
    batch = load(preview(world, boss, _messy(tmp_path, world), name="m.xlsx"), boss)

    assert batch.state == BatchState.APPLIED
    ana = Case.objects.get(number="432202").participant
    name = PersonName.objects.get(person=ana)
    assert (name.given, name.family, name.full_name) == (
        "Ana María",
        "RIVERA-GOMEZ",
        "Ana María RIVERA-GOMEZ",
    )
    assert ana.birth_on.isoformat() == "1988-03-14"
    assert ana.language == "es"
    assert Identifier.objects.get(person=ana).unseal("number") == "219099999"
    assert set(ContactPoint.objects.filter(person=ana).values_list("normal", flat=True)) == {
        "+12125551234",
        "ana@example.org",
    }
    home = Address.objects.get(person=ana)
    assert (home.lines, home.zip_code, home.borough) == ("12 Grand St, Apt 4", "10013", "Manhattan")
    lead = Assignment.objects.get(case__number="432202", is_lead=True)
    assert lead.staff.email == "kim@example.org"
    assert lead.part == Part.CONTRACTOR_WORKER
    assert Assignment.objects.filter(case__number="432202", staff=None).count() == 1


def test_the_same_file_twice_changes_nothing(tmp_path, world, boss):
    content = _messy(tmp_path, world)
    load(preview(world, boss, content, name="m.xlsx"), boss)
    before = (Person.objects.count(), Case.objects.count(), Contact.objects.count())

    again = preview(world, boss, content, name="m.xlsx")
    counts = queries.counts(again)
    load(again, boss)

    assert (counts[Fate.NEW], counts[Fate.CHANGED], counts[Fate.SAME]) == (0, 0, 4)
    assert (Person.objects.count(), Case.objects.count(), Contact.objects.count()) == before


def test_a_changed_line_shows_each_difference_and_makes_it(world, boss):
    load(preview(world, boss, csv_of(HEAD, ANA)), boss)
    head = (*HEAD, "Phone", "Language", "Stage", "Note", "Strengths")
    line = (*ANA, "212-555-1234", "Spanish", "Job search", "Called her", "Bilingual; patient")

    batch = preview(world, boss, csv_of(head, line))
    changes = batch.rows.get(line=2).changes["list"]

    assert fates(batch) == {2: "changed"}
    assert [one[0] for one in changes] == [
        "phone", "language", "strengths", "strengths", "stage", "note",
    ]  # fmt: skip
    load(batch, boss)
    case = Case.objects.get(number="A-100")
    assert (case.stage, case.participant.language) == ("job_search", "es")
    assert list(case.stage_changes.values_list("stage", flat=True)) == [
        "initial_contact",
        "job_search",
    ]
    assert case.contacts.get().text == "Called her"
    assert fates(preview(world, boss, csv_of(head, line))) == {2: "same"}


@pytest.mark.parametrize(
    ("name", "birth", "fate"),
    [
        ("Ana Rivera", "3/14/1988", "new"),  # surely she: her case opens in the other program
        ("Rivera Ana", "3/14/1988", "new"),
        ("Ana Rivera", "3/15/1988", "held"),  # one digit apart
        ("Anna Rivera", "3/14/1988", "held"),
        ("Eva Rivera", "3/14/1988", "new"),  # a twin, perhaps: never the same person
        ("Ana Rivera", "5/23/1961", "new"),
    ],
)
def test_somebody_who_may_be_known_is_held_and_a_twin_is_not(world, boss, name, birth, fate):
    from tests.factories import make_person as person_of

    known = person_of(world, "Ana Rivera", birth_on="1988-03-14")
    make_case(world, person=known)
    from caseway.cases.actions.people import rewrite_keys

    rewrite_keys(known)
    other = world.site.programs.create(name="Other program", kind="workforce")

    batch = send(world, boss, csv_of((*HEAD, "Program"), ("B-1", name, birth, other.name)))
    batch = check(batch, boss)

    assert fates(batch) == {2: fate}


def _held_for(world, boss):
    known = make_person(world, "Ana Rivera", birth_on="1988-03-14")
    make_case(world, person=known)
    from caseway.cases.actions.people import rewrite_keys

    rewrite_keys(known)
    other = world.site.programs.create(name="Other program", kind="workforce")
    batch = preview(
        world, boss, csv_of((*HEAD, "Program"), ("B-1", "Anna Rivera", "3/14/1988", other.name))
    )
    return known, batch, batch.rows.get(line=2)


def test_saying_the_same_person_opens_the_case_for_her(world, boss):
    known, batch, row = _held_for(world, boss)

    row = deciding.decide(row=row, decision=Decision.SAME_PERSON, person_id=known.pk, on=TODAY)
    load(batch, boss)

    assert row.fate == Fate.NEW
    assert Case.objects.get(number="B-1").participant == known
    assert Person.objects.count() == 1


def test_saying_a_new_person_makes_one(world, boss):
    known, batch, row = _held_for(world, boss)

    deciding.decide(row=row, decision=Decision.NEW_PERSON, person_id=None, on=TODAY)
    load(batch, boss)

    assert Case.objects.get(number="B-1").participant != known


def test_leaving_a_line_out_refuses_it_and_the_counts_still_add_up(world, boss):
    _known, batch, row = _held_for(world, boss)

    deciding.decide(row=row, decision=Decision.LEAVE_OUT, person_id=None, on=TODAY)

    assert codes(batch, 2) == [Code.LEFT_OUT]
    assert sum(queries.counts(batch).values()) == batch.data_count


def test_only_a_person_who_was_shown_can_be_chosen(world, boss):
    _known, _batch, row = _held_for(world, boss)
    stranger = make_person(world, "Zoe Kant")

    with pytest.raises(NotAllowed):
        deciding.decide(row=row, decision=Decision.SAME_PERSON, person_id=stranger.pk, on=TODAY)


def test_a_held_line_can_be_decided_after_the_others_were_loaded(world, boss):
    _known, batch, row = _held_for(world, boss)
    batch = load(batch, boss)
    assert not Case.objects.filter(number="B-1").exists()

    deciding.decide(row=row, decision=Decision.NEW_PERSON, person_id=None, on=TODAY)
    load(batch, boss)

    assert Case.objects.filter(number="B-1").exists()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("", "Ana Rivera", "3/14/1988"), Code.CASE_NUMBER_MISSING),
        (("B-1", "", "3/14/1988"), Code.NAME_MISSING),
        (("4.32322E+10", "Ana Rivera", "3/14/1988"), Code.DIGITS_LOST),
        (("B-1", "x" * 129, "3/14/1988"), Code.NAME_TOO_LONG),
    ],
)
def test_a_line_that_cannot_be_a_case_is_refused_with_its_reason(world, boss, line, code):
    batch = preview(world, boss, csv_of(HEAD, line, LUZ))

    assert fates(batch) == {2: "refused", 3: "new"}
    assert codes(batch, 2)[0] == code


def test_dates_that_can_be_read_in_two_ways_wait_until_somebody_says_the_order(world, boss):
    lines = csv_of(HEAD, ("B-1", "Ana Rivera", "3/4/1988"), ("B-2", "Luz Peña", "5/6/2001"))
    batch = preview(world, boss, lines)
    assert fates(batch) == {2: "held", 3: "held"}

    batch = check(batch, boss, date_order=DateOrder.DAY_FIRST)

    assert fates(batch) == {2: "new", 3: "new"}
    load(batch, boss)
    assert Case.objects.get(number="B-1").participant.birth_on.isoformat() == "1988-04-03"


def test_zeros_that_excel_dropped_find_the_case_that_has_them(world, boss):
    load(preview(world, boss, csv_of(HEAD, ("00432202", *ANA[1:]))), boss)

    batch = preview(world, boss, csv_of(HEAD, ("432202.0", *ANA[1:])))

    assert fates(batch) == {2: "same"}
    assert Code.ZEROS_RESTORED in codes(batch, 2)


def test_one_case_number_on_two_lines_is_refused_unless_a_relation_tells_them_apart(world, boss):
    twice = preview(world, boss, csv_of(HEAD, ANA, ("A-100", "Sol Rivera", "1/15/2015")))
    assert fates(twice) == {2: "new", 3: "refused"}
    assert codes(twice, 3) == [Code.CASE_TWICE]

    head = (*HEAD, "Relation")
    family = preview(
        world, boss,
        csv_of(head, ("A-100", "Sol Rivera", "1/15/2015", "Daughter"), (*ANA, "Self")),
    )  # fmt: skip
    # The child stands above the participant: the order of lines does not matter.
    assert fates(family) == {2: "new", 3: "new"}
    load(family, boss)
    assert HouseholdMember.objects.filter(household=Case.objects.get().household).count() == 2


def test_members_join_the_household_of_their_case_once(world, boss):
    head = (*HEAD, "Relation")
    lines = csv_of(head, (*ANA, "Self"), ("A-100", "Sol Rivera", "1/15/2015", "Daughter"))

    load(preview(world, boss, lines), boss)

    case = Case.objects.get(number="A-100")
    relations = HouseholdMember.objects.filter(household=case.household).values_list(
        "person__name_used", "relation"
    )
    assert set(relations) == {("Ana Rivera", "self"), ("Sol Rivera", "child")}
    assert fates(preview(world, boss, lines)) == {2: "same", 3: "same"}


def test_a_region_where_the_sender_may_not_load_is_refused_line_by_line(world):
    north = Region.objects.create(site=world.site, name="North", kind=RegionKind.PUBLIC)
    boss = make_worker(world, Role.SUPERVISOR, agency=world.public, region=world.region)
    lines = csv_of(
        (*HEAD, "Region"), (*ANA, "Central"), (*LUZ, north.name), ("B-9", "X Y", "", "Moon")
    )

    batch = preview(world, boss, lines)

    assert fates(batch) == {2: "new", 3: "refused", 4: "refused"}
    assert codes(batch, 3) == [Code.REGION_NOT_YOURS]
    assert codes(batch, 4) == [Code.REGION_UNKNOWN]
    assert "administrator" in queries.spoken(batch.rows.get(line=3).issues.get()).how_to_fix


def test_who_agrees_needs_the_right_too_line_by_line(world, boss):
    north = Region.objects.create(site=world.site, name="North", kind=RegionKind.PUBLIC)
    Presence.objects.create(
        agency=world.public, site=world.site, region=north, starts_on=date(2026, 1, 1)
    )
    batch = preview(world, boss, csv_of((*HEAD, "Region"), (*ANA, "Central"), (*LUZ, north.name)))
    central = make_worker(world, Role.SUPERVISOR, agency=world.public, region=world.region)

    load(batch, central)

    assert fates(batch) == {2: "new", 3: "refused"}
    assert codes(batch, 3) == [Code.NOT_LOADED]
    assert list(Case.objects.values_list("number", flat=True)) == ["A-100"]


def test_another_agencys_case_is_refused_without_a_word_about_it(world):
    case = make_case(world, "Ana Rivera")
    Assignment.objects.filter(case=case).update(agency=world.public)
    boss = make_worker(world, Role.SUPERVISOR)  # of the contractor

    batch = preview(
        world, boss, csv_of(HEAD, (case.number, "Ana Rivera", "")), agency=world.contractor
    )

    assert codes(batch, 2) == [Code.CASE_NOT_YOURS]
    row = batch.rows.get(line=2)
    assert (row.candidates, row.changes["person"], row.case_ref) == ([], None, None)


def test_a_contractor_cannot_give_cases_to_another_agencys_worker(world):
    make_worker(world, Role.CASE_MANAGER, agency=world.public, name="Pat Public")
    boss = make_worker(world, Role.SUPERVISOR)
    lines = csv_of((*HEAD, "Case Manager"), (*ANA, "Pat Public"))

    batch = preview(world, boss, lines, agency=world.contractor)

    assert codes(batch, 2) == [Code.WORKER_NOT_YOURS]
    assert world.public.employer_kind == EmployerKind.PUBLIC


def test_a_worker_without_the_post_sends_no_file(world):
    worker = make_worker(world, Role.CASE_MANAGER)

    with pytest.raises(NotAllowed):
        send(world, worker, csv_of(HEAD, ANA), agency=world.contractor)
    assert not Batch.objects.exists()


def test_an_ssn_on_record_is_never_overwritten_and_no_message_repeats_one(world, boss):
    head = (*HEAD, "SSN")
    load(preview(world, boss, csv_of(head, (*ANA, "219-09-9999"))), boss)

    batch = preview(world, boss, csv_of(head, (*ANA, "219-09-9998")))

    assert fates(batch) == {2: "held"}
    texts = [str(issue.params) for issue in Issue.objects.all()]
    texts += [str(row.changes) for row in Row.objects.all()]
    assert not any("2190999" in text.replace("-", "") for text in texts)


def test_a_confidential_address_is_neither_shown_nor_ended(world, boss):
    load(preview(world, boss, csv_of(HEAD, ANA)), boss)
    ana = Case.objects.get(number="A-100").participant
    Address.objects.create(
        site=world.site, person=ana, lines="1 Safe House", zip_code="10001", is_confidential=True
    )

    batch = preview(world, boss, csv_of((*HEAD, "Address"), (*ANA, "9 Elm Av")))
    shown = str(batch.rows.get(line=2).changes)
    load(batch, boss)

    assert "Safe House" not in shown
    assert Address.objects.filter(person=ana, ends_on=None, is_confidential=True).count() == 2


def test_a_case_that_changed_after_the_preview_is_left_alone_and_says_so(world, boss):
    load(preview(world, boss, csv_of(HEAD, ANA)), boss)
    batch = preview(world, boss, csv_of((*HEAD, "Language"), (*ANA, "Spanish")))
    Person.objects.update(version=7)

    load(batch, boss)

    assert codes(batch, 2) == [Code.CHANGED_SINCE]
    assert Person.objects.get().language == "en"


def test_a_line_that_the_database_refuses_stops_no_other(world, boss):
    head = (*HEAD, "Household")
    batch = preview(world, boss, csv_of(head, (*ANA, "H1"), (*LUZ, "H1"), ("B-3", "X Y", "", "H2")))

    load(batch, boss)

    assert fates(batch) == {2: "new", 3: "refused", 4: "new"}
    assert codes(batch, 3) == [Code.NOT_LOADED]
    assert (
        "household has an open case" in queries.spoken(batch.rows.get(line=3).issues.get()).message
    )


def test_undoing_leaves_no_trace_of_what_the_file_made(world, boss):
    everything = [(*HEADER,), *PEOPLE]
    content = "\r\n".join(";".join(row) for row in everything).encode()
    world.program.name = "FA"
    world.program.save()
    batch = load(preview(world, boss, content), boss)
    assert Case.objects.count() > 2

    batch = undo(batch, boss)

    assert batch.state == BatchState.UNDONE
    for model in (Case, Person, HouseholdMember, Contact, ContactPoint, Address, Identifier):
        assert not model.objects.exists(), model


def test_undoing_puts_back_what_a_line_changed(world, boss):
    kim, lee = (make_worker(world, name=name) for name in ("Kim Ode", "Lee Fox"))
    head = (*HEAD, "Phone", "Language", "Stage", "Note", "Address", "Case Manager", "SSN")
    first = (*ANA, "", "English", "", "", "1 Oak St", "Kim Ode", "")
    load(preview(world, boss, csv_of(head, first)), boss)
    ana = Person.objects.get()
    second = (
        "A-100", '"Rivera-Gomez, Ana"', "3/14/1988", "212-555-1234", "Spanish", "Planning", "Hi",
        "2 Elm St", "Lee Fox", "219-09-9999",
    )  # fmt: skip
    batch = load(preview(world, boss, csv_of(head, second)), boss)
    assert Assignment.objects.get(is_lead=True, ends_on=None).staff == lee

    undo(batch, boss)

    ana.refresh_from_db()
    case = Case.objects.get()
    assert (ana.name_used, ana.language, case.stage) == ("Ana Rivera", "en", "initial_contact")
    assert Assignment.objects.get(is_lead=True, ends_on=None).staff == kim
    assert Address.objects.get(ends_on=None).lines == "1 Oak St"
    assert not Contact.objects.exists()
    assert not ContactPoint.objects.exists()
    assert not Identifier.objects.exists()
    assert fates(preview(world, boss, csv_of(head, first))) == {2: "same"}


def test_a_case_that_somebody_has_worked_on_is_not_undone(world, boss):
    batch = load(preview(world, boss, csv_of(HEAD, ANA, LUZ)), boss)
    case = Case.objects.get(number="A-100")
    Contact.objects.create(site=world.site, case=case, kind="brief", at=NOW, by=boss)

    batch = undo(batch, boss)

    assert list(Case.objects.values_list("number", flat=True)) == ["A-100"]
    assert codes(batch, 2) == [Code.WORKED_ON_SINCE]
    assert queries.undone_counts(batch) == (1, 1)


def test_a_senders_columns_are_remembered_and_dated(world, boss):
    batch = send(world, boss, csv_of(("Ref", "Who", "DOB"), ANA))
    batch.columns = {"0": "case_number", "1": "full_name", "2": "birth_on"}
    check(batch, boss)

    later = send(world, boss, csv_of(("Who", "Ref", "DOB", "Phone"), (ANA[1], ANA[0], "", "")))

    assert later.columns == {
        "0": "full_name", "1": "case_number", "2": "birth_on", "3": "phone",
    }  # fmt: skip
    assert send(world, boss, csv_of(("Who", "Ref"), ANA), sender="Another").columns == {}


def test_words_that_were_explained_once_are_understood_ever_after(world, boss):
    lines = csv_of((*HEAD, "Program"), (*ANA, "SNA"))
    batch = preview(world, boss, lines)
    assert queries.words_to_explain(batch) == {"program": [("SNA", 1)]}

    deciding.explain_words(
        batch=batch, words={"program": {"sna": world.program.pk}}, by=boss, at=NOW
    )

    assert fates(check(send(world, boss, lines), boss)) == {2: "new"}


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_a_file_that_cannot_be_read_ends_as_refused_with_a_sentence(world, boss, content):
    batch = send(world, boss, content)

    assert batch.state == BatchState.REFUSED
    ((message, how),) = queries.said([batch.refusal])
    assert message.endswith(".")
    assert how.endswith(".")


def test_what_a_file_said_is_forgotten_on_its_day_and_its_account_stays(world, boss):
    batch = load(preview(world, boss, csv_of(HEAD, ANA)), boss)
    day = batch.expires_on

    assert purging.purge_expired(today=day.replace(day=day.day - 1), at=NOW) == 0
    assert purging.purge_expired(today=day, at=NOW) == 1

    row = batch.rows.get(line=2)
    assert (row.source, row.values, row.changes, row.sha256) == (None, None, {}, "")
    assert not FilePart.objects.filter(batch=batch).exists()
    assert queries.counts(batch)[Fate.NEW] == 1
    assert purging.purge_expired(today=day, at=NOW) == 0
    with pytest.raises(NotAllowed):
        undo(batch, boss)
    with pytest.raises(NotAllowed):
        load(batch, boss)
    assert Case.objects.count() == 1


def test_nothing_that_a_file_said_stands_in_the_tables_unsealed(world, boss):
    send(world, boss, csv_of(HEAD, ("A-100", "Zephyrine Quux", "3/14/1988")))

    stored = str(list(Row.objects.values())) + str(list(FilePart.objects.values()))

    assert "Quux" not in stored


def test_reading_and_checking_again_after_a_stop_gives_the_same(world, boss, monkeypatch):
    from caseway.exchange.actions import checking, reading

    monkeypatch.setattr(reading, "CHUNK", 2)
    monkeypatch.setattr(checking, "CHUNK", 2)
    lines = csv_of(HEAD, *[(f"B-{n}", f"Person{n} Name{n}", "") for n in range(9)])
    whole = preview(world, boss, lines)

    class Power(BaseException):
        pass

    real, calls = reading._row, []

    def cut(*args):
        calls.append(args)
        if len(calls) == 6:
            raise Power
        return real(*args)

    monkeypatch.setattr(reading, "_row", cut)
    with pytest.raises(Power):
        send(world, boss, lines)
    monkeypatch.setattr(reading, "_row", real)
    stopped = Batch.objects.latest("pk")
    assert 0 < stopped.rows.count() < 10
    reading.read(batch_id=stopped.pk)
    stopped.refresh_from_db()
    again = check(stopped, boss)

    assert (again.line_count, again.data_count) == (whole.line_count, whole.data_count)
    assert fates(again) == fates(whole)


def _queries(act):
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked)


def _people(count):
    return [(f"B-{n}", f"Person{n} Name{n}", f"1/{n % 14 + 13}/1980") for n in range(count)]


def test_checking_forty_lines_asks_as_much_as_checking_two(world, boss):
    asked = []
    for count in (1, 2, 40):
        batch = send(world, boss, csv_of(HEAD, *_people(count)), sender=f"S{count}")
        asked.append(_queries(lambda batch=batch: check(batch, boss)))

    assert asked[1] == asked[2]


def test_loading_a_line_costs_a_fixed_number_of_queries(world, boss, monkeypatch):
    monkeypatch.setattr(applying, "LONGEST_SECONDS", 1_000)  # one transaction, however slow
    asked = []
    for count in (10, 30):
        lines = [(f"{count}-{number}", *rest) for number, *rest in _people(count)]
        batch = preview(world, boss, csv_of(HEAD, *[(n, f"{w} {count}", b) for n, w, b in lines]))
        asked.append(_queries(lambda batch=batch: load(batch, boss)))

    per_line = (asked[1] - asked[0]) / 20
    assert per_line <= 21


@pytest.mark.parametrize(
    ("heading", "text", "fate", "code"),
    [
        ("Opened On", "2/30/2026", "held", Code.DATE_UNREADABLE),
        ("Opened On", "#REF!", "held", Code.ERROR_VALUE),
        ("Opened On", "11/24/2026", "held", Code.DATE_FUTURE),  # tomorrow
        ("Opened On", "12/31/1899", "held", Code.DATE_TOO_OLD),
        ("Opened On", "11/23/2026", "new", None),  # today
        ("Opened On", "", "new", None),
        ("Opened On", "n/a", "new", None),
        ("DOB", "2/30/1988", "held", Code.DATE_UNREADABLE),
        ("DOB", "", "new", None),
        # The case can do without it: the line goes in and the cell is left out.
        ("Last Contact", "2/30/2026", "new", Code.DATE_UNREADABLE),
    ],
)
def test_a_date_that_the_case_needs_and_nobody_can_read_holds_its_line(
    world, boss, heading, text, fate, code
):
    lines = csv_of(("Case No", "Name", heading), ("B-1", "Ana Rivera", text), ("B-2", "Luz", ""))

    batch = preview(world, boss, lines)

    assert fates(batch) == {2: fate, 3: "new"}
    assert (code in codes(batch, 2)) if code else (Code.DATE_UNREADABLE not in codes(batch, 2))
