"""Staff: who may give a post, what it opens and when, and where work goes when somebody is away."""

import re
from datetime import date, time

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from caseway.agencies.actions import absence
from caseway.agencies.actions import staff as actions
from caseway.agencies.actions.absence import Hours
from caseway.agencies.actions.staff import PostFacts
from caseway.agencies.models import Leave, Membership, Role, StaffLanguage, WorkingHours
from caseway.kernel.models import AuditEntry, User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.signin import jobs
from tests.agencies.staffing import NOW, TODAY, make_office, sign_in
from tests.factories import LONG_AGO, make_worker, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def office():
    return make_office()


def post(world, **changes):
    facts = {
        "agency": world.contractor,
        "site": world.site,
        "role": Role.CASE_MANAGER,
        "starts_on": TODAY,
    }
    return PostFacts(**{**facts, **changes})


def answers(world, **changes):
    return {
        "name": "Nadia Novak",
        "email": "Nadia@example.org",
        "language": "en",
        "place": f"{world.contractor.pk}-{world.site.pk}",
        "role": "case_manager",
        "title": "Case worker",
        "starts_on": "2026-11-23",
        "submission_key": "6f3a1f0e-9f0e-4a53-8f5e-2f0a8d1f7c11",
        **changes,
    }


# Who may


@pytest.mark.parametrize(
    ("who", "agency", "may"),
    [
        ("root", "public", True),
        ("root", "contractor", True),  # the public agency answers for what it contracts out
        ("contractor root", "contractor", True),
        ("contractor root", "public", False),  # or a contractor could make itself public
    ],
)
def test_an_administrator_gives_posts_of_the_agencies_she_answers_for(office, who, agency, may):
    person = make_worker(office, agency=office.public, role=Role.ELIGIBILITY_WORKER)
    facts = post(office, agency=getattr(office, agency), role=Role.SUPERVISOR)

    if may:
        row = actions.add_post(person=person, post=facts, by=office.workers[who], at=NOW)
        assert row.role == Role.SUPERVISOR
    else:
        with pytest.raises(NotAllowed, match="looked after by its own administrator"):
            actions.add_post(person=person, post=facts, by=office.workers[who], at=NOW)


@pytest.mark.parametrize("role", [Role.CASE_MANAGER, Role.SUPERVISOR, Role.PRIVACY_OFFICER])
def test_staff_pages_do_not_exist_for_anybody_else(office, client, role):
    sign_in(client, make_worker(office, role))

    for url in (
        reverse("agencies:staff"),
        reverse("agencies:invite"),
        reverse("agencies:person", args=[office.workers["root"].pk]),
    ):
        assert client.get(url).status_code == 404


def test_nobody_gives_herself_a_post_or_the_training(office):
    root = office.workers["root"]
    own = root.memberships.get()

    with pytest.raises(NotAllowed, match="Another administrator"):
        actions.add_post(
            person=root,
            post=post(office, role=Role.PRIVACY_OFFICER, safety_trained=True),
            by=root,
            at=NOW,
        )
    with pytest.raises(NotAllowed, match="Another administrator"):
        actions.change_post(
            membership=own, post=post(office, safety_trained=True), by=root, on=TODAY, at=NOW
        )


def test_people_of_another_site_do_not_exist(office, client):
    stranger = make_worker(make_world("Elsewhere"))
    sign_in(client, office.workers["root"])

    assert client.get(reverse("agencies:person", args=[stranger.pk])).status_code == 404
    assert stranger.name not in client.get(reverse("agencies:staff")).content.decode()


def test_a_contractors_administrator_sees_her_own_people_only(office, client):
    ours, theirs = (
        make_worker(office, name="Olga Ours"),
        make_worker(office, Role.ELIGIBILITY_WORKER, agency=office.public, name="Thea Theirs"),
    )
    sign_in(client, office.workers["contractor root"])

    page = client.get(reverse("agencies:staff")).content.decode()

    assert ours.name in page
    assert theirs.name not in page


def test_an_account_with_a_post_elsewhere_is_touched_only_by_who_looks_after_both(office):
    other = make_office("Elsewhere")
    person = make_worker(office)
    actions.add_post(person=person, post=post(other), by=other.workers["root"], at=NOW)

    assert "its own administrator" in actions.why_not_account(office.workers["root"], person, TODAY)


# Bringing somebody in


def test_an_invited_person_has_a_post_and_no_password_until_she_follows_the_link(office, client):
    sign_in(client, office.workers["root"])

    page = client.post(reverse("agencies:invite"), answers(office, safety_trained="on"))

    nadia = User.objects.get(email="nadia@example.org")
    assert page.headers["Location"] == reverse("agencies:person", args=[nadia.pk])
    assert not nadia.has_usable_password()
    row = nadia.memberships.get()
    assert (row.role, row.title, row.safety_trained, row.starts_on) == (
        "case_manager", "Case worker", True, TODAY,
    )  # fmt: skip


def test_the_letter_brings_a_link_that_sets_a_password(office, client):
    nadia = actions.invite(
        name="Nadia Novak", email="nadia@example.org", language="es", post=post(office),
        by=office.workers["root"], at=NOW, address="https://cw.example/",
    )  # fmt: skip

    jobs.send_invitation.call(user_id=nadia.pk, site="https://cw.example/")

    letter = mail.outbox[0]
    assert letter.to == ["nadia@example.org"]
    # Read from the letter: a link made anew a second later is another one.
    path = re.search(r"https://cw\.example(/password/new/\S+)", letter.body)[1]
    page = client.get(path, follow=True)
    assert page.status_code == 200
    assert 'type="password"' in page.content.decode()


def test_a_second_letter_goes_only_to_who_has_no_password_yet(office):
    with pytest.raises(NotAllowed, match="has set a password already"):
        actions.send_link_again(
            person=make_worker(office), by=office.workers["root"], on=TODAY, at=NOW, address="/"
        )


def test_sending_the_form_twice_makes_one_person(office, client):
    sign_in(client, office.workers["root"])

    for _time in range(2):
        page = client.post(reverse("agencies:invite"), answers(office))

    assert page.status_code == 302
    assert User.objects.filter(email="nadia@example.org").count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"email": "worker"}, "e-mail"),
        ({"role": "specialist"}, "Choose what this specialist does"),
        ({"ends_on": "2026-11-23"}, "The last day must come after the first"),
        ({"place": "1-999999"}, "Select a valid choice"),
        ({"starts_on": "soon"}, "Enter a day"),
    ],
)
def test_what_cannot_stand_is_said_and_what_was_typed_stays(office, client, change, words):
    sign_in(client, office.workers["root"])

    page = client.post(reverse("agencies:invite"), answers(office, **change))

    assert page.status_code == 422
    assert words in page.content.decode()
    assert "Nadia Novak" in page.content.decode()
    assert not User.objects.filter(name="Nadia Novak").exists()


def test_an_address_that_has_an_account_is_refused(office, client):
    sign_in(client, office.workers["root"])
    answer = answers(office, email=office.workers["contractor root"].email.upper())

    page = client.post(reverse("agencies:invite"), answer)

    assert page.status_code == 422
    assert "already has an account" in page.content.decode()


def test_a_role_is_changed_only_after_proving_again_who_one_is(office, client):
    person = make_worker(office)
    row = person.memberships.get()
    sign_in(client, office.workers["root"], recently=False)

    for url in (
        reverse("agencies:invite"),
        reverse("agencies:add_post", args=[person.pk]),
        reverse("agencies:change_post", args=[person.pk, row.pk]),
        reverse("agencies:remove_second_step", args=[person.pk]),
        reverse("administration:end_post", args=[person.pk, row.pk]),
    ):
        page = client.post(url, {"role": "administrator"})
        assert page.headers["Location"].startswith(reverse("account_reauthenticate"))
    row.refresh_from_db()
    assert row.role == Role.CASE_MANAGER


# Posts


def test_a_changed_role_acts_on_the_next_request(office, client):
    person = make_worker(office)
    row = person.memberships.get()
    client.force_login(person)
    assert client.get(reverse("agencies:staff")).status_code == 404

    actions.change_post(
        membership=row,
        post=post(office, role=Role.ADMINISTRATOR),
        by=office.workers["root"],
        on=TODAY,
        at=NOW,
    )

    assert client.get(reverse("agencies:staff")).status_code == 200


def test_a_new_role_is_a_new_post_and_the_old_one_stays_in_the_record(office):
    person = make_worker(office, title="Case worker")

    actions.change_post(
        membership=person.memberships.get(),
        post=post(office, role=Role.SUPERVISOR, title="Team lead"),
        by=office.workers["root"],
        on=TODAY,
        at=NOW,
    )

    rows = person.memberships.order_by("starts_on").values_list(
        "role", "title", "starts_on", "ends_on"
    )
    assert list(rows) == [
        ("case_manager", "Case worker", LONG_AGO, TODAY),
        ("supervisor", "Team lead", TODAY, None),
    ]


def test_a_new_title_or_supervisor_changes_the_post_in_place(office):
    person, chief = make_worker(office), make_worker(office, Role.SUPERVISOR)

    actions.change_post(
        membership=person.memberships.get(),
        post=post(office, title="Financial worker", supervisor=chief),
        by=office.workers["root"],
        on=TODAY,
        at=NOW,
    )

    row = person.memberships.get()
    assert (row.title, row.supervisor, row.starts_on) == ("Financial worker", chief, LONG_AGO)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "refused"),
    [
        (date(2026, 12, 1), None, True),
        (date(2027, 3, 1), None, False),  # the first one has ended by then
        (date(2027, 2, 28), None, True),
    ],
)
def test_one_post_is_held_once_at_a_time(office, starts_on, ends_on, refused):
    person = make_worker(office, ends_on=date(2027, 3, 1))
    facts = post(office, starts_on=starts_on, ends_on=ends_on)

    if refused:
        with pytest.raises(NotAllowed, match="holds this post already"):
            actions.add_post(person=person, post=facts, by=office.workers["root"], at=NOW)
    else:
        actions.add_post(person=person, post=facts, by=office.workers["root"], at=NOW)


def test_an_agency_that_is_not_at_the_site_has_no_posts_there(office):
    foreign = make_world("Elsewhere").contractor

    with pytest.raises(NotAllowed, match="is not at"):
        actions.add_post(
            person=make_worker(office),
            post=post(office, agency=foreign),
            by=office.workers["root"],
            at=NOW,
        )


def test_a_site_keeps_an_administrator(office):
    office.workers["contractor root"].memberships.all().delete()
    second = make_worker(office, Role.ADMINISTRATOR, agency=office.public)
    root = office.workers["root"]

    actions.close_post(second.memberships.get(), by=root, on=TODAY, at=NOW, reason="Left")
    third = make_office("Elsewhere").workers["root"]
    actions.add_post(person=third, post=post(office, agency=office.public), by=root, at=NOW)

    with pytest.raises(NotAllowed, match="Another administrator ends your own"):
        actions.close_post(root.memberships.get(), by=root, on=TODAY, at=NOW, reason="Left")


# Leave


def leave(office, person, first, back, cover=None):
    return absence.plan_leave(
        person=person,
        starts_on=first,
        ends_on=back,
        cover=cover,
        by=office.workers["root"],
        on=TODAY,
    )


@pytest.mark.parametrize(
    ("first", "back", "refused"),
    [
        (date(2026, 12, 4), date(2026, 12, 7), True),
        (date(2026, 12, 7), date(2026, 12, 9), True),
        (date(2026, 11, 30), date(2026, 12, 4), False),  # back on the day the other begins
        (date(2026, 12, 8), date(2026, 12, 10), False),
        (date(2026, 11, 30), date(2026, 12, 20), True),  # around it
    ],
)
def test_leave_does_not_overlap_leave(office, first, back, refused):
    person = make_worker(office)
    leave(office, person, date(2026, 12, 4), date(2026, 12, 8))

    if refused:
        with pytest.raises(NotAllowed, match="already away"):
            leave(office, person, first, back)
    else:
        leave(office, person, first, back)


def test_whoever_covers_must_hold_cases_there_on_all_those_days(office):
    person = make_worker(office)
    days = date(2026, 12, 4), date(2026, 12, 8)

    def why_not(cover):
        return absence.why_not_cover(person, cover, *days)

    assert why_not(make_worker(office)) is None
    assert why_not(make_worker(office, ends_on=date(2026, 12, 8))) is None  # still there on the 7th
    assert "cannot hold cases" in why_not(make_worker(office, ends_on=date(2026, 12, 7)))
    assert "cannot hold cases" in why_not(make_worker(office, starts_on=date(2026, 12, 5)))
    assert "cannot hold cases" in why_not(make_worker(office, Role.SUPERVISOR))
    assert "cannot hold cases" in why_not(
        make_worker(office, Role.ELIGIBILITY_WORKER, agency=office.public)
    )
    assert "cannot hold cases" in why_not(make_worker(make_world("Elsewhere")))
    assert "cannot cover for herself" in why_not(person)


def test_whoever_is_away_herself_cannot_cover(office):
    person, cover = make_worker(office), make_worker(office, name="Colin Colleague")
    leave(office, cover, date(2026, 12, 7), date(2026, 12, 9))

    with pytest.raises(NotAllowed, match="Colin Colleague is away"):
        leave(office, person, date(2026, 12, 4), date(2026, 12, 8), cover)


def test_who_is_offered_as_cover_shows_when_she_is_away_herself(office, client):
    person, away = make_worker(office), make_worker(office, name="Colin Colleague")
    make_worker(office, name="Dora Daily")
    leave(office, away, date(2026, 12, 7), date(2026, 12, 9))
    Leave.objects.create(
        user=away, starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 23), covered_by=None
    )
    sign_in(client, office.workers["root"])

    page = client.get(reverse("agencies:plan_leave", args=[person.pk]))

    offered = [label for _value, label in page.context["form"].fields["cover"].choices]
    assert "Colin Colleague (away from Mon, Dec 7, 2026, back Wed, Dec 9, 2026)" in offered
    assert "Dora Daily" in offered


@pytest.mark.parametrize("many", [2, 40])
def test_offering_covers_asks_the_same_questions_for_two_and_for_forty(
    office, client, django_assert_max_num_queries, many
):
    person = make_worker(office)
    for _number in range(many):
        leave(office, make_worker(office), date(2026, 12, 7), date(2026, 12, 9))
    sign_in(client, office.workers["root"])

    with django_assert_max_num_queries(14):
        client.get(reverse("agencies:plan_leave", args=[person.pk]))


def test_regions_stand_under_their_sites(office, client):
    other = make_world("Prairie County")
    make_worker(other, Role.ADMINISTRATOR, agency=other.public)
    root = office.workers["root"]
    Membership.objects.create(
        user=root, agency=other.public, site=other.site, role=Role.ADMINISTRATOR, starts_on=LONG_AGO
    )
    sign_in(client, root)

    page = client.get(reverse("agencies:add_post", args=[make_worker(office).pk]))

    choices = list(page.context["form"].fields["region"].choices)
    assert choices[0] == ("", "The whole site")
    regions = {site: [str(pk) for pk, _name in rows] for site, rows in choices[1:]}
    assert regions[office.site.name] == [str(office.region.pk)]
    assert regions[other.site.name] == [str(other.region.pk)]
    assert f'<optgroup label="{other.site.name}">' in page.content.decode()


def test_nobody_covering_is_allowed_and_the_page_says_where_items_go(office, client):
    chief = make_worker(office, Role.SUPERVISOR, name="Simon Supervisor")
    person = make_worker(office, supervisor=chief)
    sign_in(client, office.workers["root"])
    url = reverse("agencies:plan_leave", args=[person.pk])

    assert "queue of Simon Supervisor" in client.get(url).content.decode()
    client.post(url, {"starts_on": "2026-12-04", "ends_on": "2026-12-08", "cover": ""})

    assert Leave.objects.get().covered_by is None
    shown = client.get(reverse("agencies:person", args=[person.pk])).content.decode()
    assert "Nobody covers" in shown
    assert "queue of Simon Supervisor" in shown


def test_a_leave_ends_early_or_is_taken_out(office):
    person = make_worker(office)
    now_away = Leave.objects.create(user=person, starts_on=LONG_AGO, ends_on=date(2026, 12, 1))
    planned = leave(office, person, date(2026, 12, 4), date(2026, 12, 8))

    for row in (now_away, planned):
        absence.end_leave(leave=row, by=office.workers["root"], on=TODAY)

    assert list(Leave.objects.values_list("starts_on", "ends_on")) == [(LONG_AGO, TODAY)]


# Languages and hours


def test_languages_are_added_and_taken_away_by_their_codes(office, client):
    person = make_worker(office)
    StaffLanguage.objects.create(user=person, code="fr")
    sign_in(client, office.workers["root"])

    client.post(
        reverse("agencies:languages", args=[person.pk]), {"spoken": ["es", "ht"], "another": "de"}
    )

    assert sorted(person.languages_spoken.values_list("code", flat=True)) == ["de", "es", "ht"]
    page = client.get(reverse("agencies:person", args=[person.pk])).content.decode()
    assert "Haitian Creole" in page


def test_a_language_that_does_not_exist_is_refused(office):
    with pytest.raises(NotAllowed, match="not a language"):
        absence.set_languages(
            person=make_worker(office), codes=["qqq"], by=office.workers["root"], on=TODAY
        )


def test_hours_are_kept_by_weekday_and_unchanged_days_are_not_written(office):
    person = make_worker(office)
    root = office.workers["root"]
    usual = [Hours(0, time(9), time(17)), Hours(1, time(9), time(17))]
    absence.set_hours(person=person, hours=usual, by=root, on=TODAY)
    monday = WorkingHours.objects.get(weekday=0)

    absence.set_hours(
        person=person, hours=[usual[0], Hours(1, time(10), time(18))], by=root, on=TODAY
    )

    rows = WorkingHours.objects.order_by("weekday").values_list("weekday", "opens_at")
    assert list(rows) == [(0, time(9)), (1, time(10))]
    assert WorkingHours.objects.get(weekday=0).pk == monday.pk


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [
        ("09:00", "", "Enter both times"),
        ("", "17:00", "Enter both times"),
        ("17:00", "17:00", "The end must come after the start"),
    ],
)
def test_half_a_day_of_hours_is_refused(office, client, opens, closes, words):
    person = make_worker(office)
    sign_in(client, office.workers["root"])
    form = {"from-0-0": opens, "until-0-0": closes}

    page = client.post(reverse("agencies:hours", args=[person.pk]), form)

    assert page.status_code == 422
    assert words in page.content.decode()


# The list


@pytest.mark.parametrize("many", [2, 40])
def test_the_list_asks_the_same_questions_for_two_people_and_for_forty(
    office, client, django_assert_num_queries, many
):
    for _number in range(many):
        person = make_worker(office)
        StaffLanguage.objects.create(user=person, code="es")
        Leave.objects.create(user=person, starts_on=LONG_AGO, ends_on=date(2026, 12, 1))
    sign_in(client, office.workers["root"])
    client.get(reverse("agencies:staff"))

    with django_assert_num_queries(10):
        page = client.get(reverse("agencies:staff"))

    assert len(page.context["worklist"]["rows"]) == many + 2


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("show=away", {"Away Anna"}),
        ("show=former", {"Former Fred"}),
        ("role=job_coach", {"Coach Carl"}),
        ("q=anna", {"Away Anna"}),
        ("role=specialist", set()),
    ],
)
def test_the_list_is_narrowed_by_role_leave_and_name(office, client, query, names):
    anna = make_worker(office, name="Away Anna")
    Leave.objects.create(user=anna, starts_on=LONG_AGO, ends_on=date(2026, 12, 1))
    make_worker(office, Role.JOB_COACH, name="Coach Carl")
    make_worker(office, name="Former Fred", ends_on=TODAY)
    sign_in(client, office.workers["root"])

    page = client.get(f"{reverse('agencies:staff')}?{query}")

    assert {row["name"] for row in page.context["worklist"]["rows"]} == names


def test_looking_at_staff_writes_nothing(office, client):
    person = make_worker(office)
    sign_in(client, office.workers["root"])
    before = AuditEntry.objects.count()

    for url in (
        reverse("agencies:staff"),
        reverse("agencies:person", args=[person.pk]),
        reverse("agencies:invite"),
        reverse("agencies:hours", args=[person.pk]),
        reverse("administration:end_post", args=[person.pk, person.memberships.get().pk]),
    ):
        assert client.get(url).status_code == 200

    assert AuditEntry.objects.count() == before
    assert Membership.objects.filter(user=person).count() == 1
