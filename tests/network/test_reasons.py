"""What is on record is picked, not typed again; and nobody is sent who was not asked."""

import pytest
from django.urls import reverse

from caseway.agencies.models import Membership, Role
from caseway.intake.actions.barriers import note_barrier
from caseway.intake.models import BarrierKind, BarrierReferral, Severity
from caseway.network.models import Referral
from caseway.network.reasons import linked_to, reasons_for
from tests.factories import make_case, make_worker
from tests.network.test_referral_pages import html_of, nursery, refer  # noqa: F401
from tests.plans.rows import make_goal, make_plan, make_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def barrier(world, now):
    def noted(kind=BarrierKind.CHILD_CARE, case=None, by=None):
        case = case or world.case
        return note_barrier(
            case=case,
            person=case.participant,
            kind=kind,
            severity=Severity.MUCH,
            story="",
            named_by_person=True,
            by=by or world.carla,
            at=now,
            on=now.date(),
        )

    return noted


@pytest.fixture
def form(world, nursery, key):  # noqa: F811
    """Sends the form of a referral."""
    url = reverse("network:refer", args=[world.case.pk]) + f"?service={nursery.pk}"

    def sent(client, **fields):
        return client.post(
            url,
            {
                "person": world.case.participant_id,
                "need": "child_care",
                "urgency": "routine",
                "shares": "initials",
                "later": "1",
                "submission_key": key(),
            }
            | fields,
        )

    sent.url = url
    return sent


def test_what_is_in_the_way_is_picked_tied_and_kept_in_words(world, barrier, form, sign_in):
    row = barrier()
    client = sign_in(world.carla)
    assert f'value="barrier:{row.pk}" selected' in client.get(form.url).content.decode()

    form(client, about=f"barrier:{row.pk}")

    made = Referral.objects.get()
    assert made.barrier == "Care of children"
    assert BarrierReferral.objects.get().referral == made
    assert f'href="{reverse("intake:barrier", args=[row.pk])}"' in html_of(
        client, "network:referral", made.pk
    )
    assert reverse("network:referral", args=[made.pk]) in html_of(client, "intake:barrier", row.pk)


def test_what_she_typed_stays_beside_the_link(world, barrier, form, sign_in):
    row = barrier()

    form(sign_in(world.carla), about=f"barrier:{row.pk}", barrier="Nobody after five")

    assert Referral.objects.get().barrier == "Nobody after five"
    assert BarrierReferral.objects.get().barrier == row


def test_a_step_is_picked_with_what_its_goal_helps_with(world, barrier, form, sign_in):
    row = barrier()
    plan = make_plan(world.case, world.carla, whole=False)
    step = make_step(make_goal(plan, world.carla, barrier=row), world.carla, "Visit two nurseries")

    form(sign_in(world.carla), about=f"step:{step.pk}")

    assert Referral.objects.get().barrier == "Visit two nurseries"
    assert BarrierReferral.objects.get().barrier == row


def test_what_was_told_in_private_is_tied_but_its_words_do_not_travel(
    world, barrier, form, sign_in
):
    row = barrier(BarrierKind.MENTAL_HEALTH)

    form(sign_in(world.carla), about=f"barrier:{row.pk}")

    made = Referral.objects.get()
    assert made.barrier == ""
    assert BarrierReferral.objects.get().barrier == row
    assert [one.of for one in linked_to(world.carla, made)] == [row.pk]
    assert linked_to(make_worker(world, Role.ADMINISTRATOR, agency=world.public), made) == []


def test_nobody_picks_what_she_may_not_know_or_what_is_another_cases(world, barrier, form, sign_in):
    Membership.objects.filter(user=world.carla).update(safety_trained=True)
    world.carla._standing = None
    safety = barrier(BarrierKind.SAFETY)
    other = barrier(case=make_case(world, "Bea Quispe", worker=world.carla))
    Membership.objects.filter(user=world.carla).update(safety_trained=False)
    world.carla._standing = None
    assert reasons_for(world.carla, world.case) == []

    for row in (safety, other):
        form(sign_in(world.carla), about=f"barrier:{row.pk}")

    assert not BarrierReferral.objects.exists()


def test_agreement_is_a_choice_and_is_never_filled_in(world, form, sign_in):
    html = sign_in(world.carla).get(form.url).content.decode()

    assert 'name="consent" value=""' in html.replace(' id="id_consent_0"', "").replace(
        ' class="usa-radio__input"', ""
    )
    assert 'value="2026-11-23"' not in html
    send, ask = html.index("c-refer__send"), html.index("c-refer__ask")
    assert "usa-button--outline" in html[send : send + 60]
    assert "usa-button--outline" not in html[ask : ask + 60]


def test_who_was_not_asked_is_asked_before_anything_is_sent(world, form, sign_in, key):
    client = sign_in(world.carla)
    answer = form(client)
    made = Referral.objects.get()
    assert answer.status_code == 302

    html = html_of(client, "network:referral", made.pk)
    assert "The person was not asked yet" in html
    assert f'class="usa-button" href="{reverse("network:change_referral", args=[made.pk])}' in html
    assert "Ask them first" in html_of(client, "network:case", world.case.pk)
    assert "Ask them first" in html_of(client, "network:referrals")

    change = reverse("network:change_referral", args=[made.pk])
    agreed = {"urgency": "routine", "shares": "initials", "consent": "spoken", "version": 1}
    client.post(change, agreed | {"submission_key": key()})

    made.refresh_from_db()
    assert made.consent_on.isoformat() == "2026-11-23"
    assert "Ask them first" not in html_of(client, "network:referral", made.pk)
