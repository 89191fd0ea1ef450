"""Signing here, by link, on paper; declining; asking for paper; what each signer saw."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from caseway.kernel.refusals import NotAllowed
from caseway.plans.actions import links, signing
from caseway.plans.actions.signing import WORKER_PRESENT, Act
from caseway.plans.facts.kept import in_force
from caseway.plans.models import Signature, SignatureAct, SignedHow, SignerRole, SigningLink
from caseway.plans.verifying import faults_of
from tests.factories import Role, make_worker
from tests.plans.rows import (
    NOW,
    both_sign,
    make_goal,
    make_paper,
    offered,
    participant_act,
    participant_signs,
    staff_signs,
)

pytestmark = pytest.mark.django_db
BORN = date(1994, 5, 2)


@pytest.fixture
def version(there):
    return offered(there.plan, there.own)


def test_a_plan_is_in_force_when_both_have_signed_and_not_before(there, version):
    participant_signs(version, there.own)
    assert in_force([there.plan.pk]) == {}

    staff_signs(version, there.own, NOW + timedelta(days=1))

    assert in_force([there.plan.pk]) == {there.plan.pk: (version.pk, 1, date(2026, 11, 21))}


def test_a_newer_version_that_one_side_signed_leaves_the_older_in_force(there, version):
    both_sign(version, there.own)
    make_goal(there.plan, there.own, "See a dentist with Leo")
    staff_signs(offered(there.plan, there.own), there.own)

    assert in_force([there.plan.pk])[there.plan.pk][1] == 1


def test_a_signature_keeps_what_was_seen_said_and_done(there, version):
    with translation.override("es"):
        row = participant_signs(version, there.own, helper_kind="interpreter", helper_name="Rosa P")

    text = version.texts.get(language="es")
    assert (row.language, row.text_sha256) == ("es", text.sha256)
    assert (row.method, row.identity, row.by) == ("link", "phone_and_birth_date", None)
    assert row.helper_name == "Rosa P"
    assert row.disclosure_version
    assert row.disclosure
    assert row.intent
    assert row.former == version.digest


def test_the_worker_signs_with_her_own_name_only(there, version):
    act = Act(
        SignerRole.STAFF, SignatureAct.SIGNED, SignedHow.HERE, "en", "signed_in", "Somebody Else"
    )

    with pytest.raises(NotAllowed, match="Dana Reyes"):
        signing.act_here(version=version, act=act, by=there.own, at=NOW)


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"typed_name": "  "}, "Type your name"),
        ({"act": SignatureAct.DECLINED, "reason": ""}, "Say why"),
        ({"helper_kind": "interpreter"}, "who helped"),
        ({"helper_name": "Rosa"}, "who helped"),
        ({"method": SignedHow.PAPER}, "photo or scan"),
    ],
)
def test_what_is_not_whole_is_refused(there, version, change, match):
    facts = {
        "role": SignerRole.PARTICIPANT,
        "act": SignatureAct.SIGNED,
        "method": SignedHow.HERE,
        "language": "en",
        "identity": WORKER_PRESENT,
        "typed_name": "Ana Rivera",
        **change,
    }

    with pytest.raises(NotAllowed, match=match):
        signing.act_here(version=version, act=Act(**facts), by=there.own, at=NOW)
    assert not Signature.objects.exists()


def test_a_plan_signed_on_paper_keeps_the_scan(there, version):
    act = Act(
        SignerRole.PARTICIPANT,
        SignatureAct.SIGNED,
        SignedHow.PAPER,
        "en",
        WORKER_PRESENT,
        "Ana Rivera",
        document=make_paper(there.case, there.own),
    )

    row = signing.act_here(version=version, act=act, by=there.own, at=NOW)

    assert row.document is not None
    assert faults_of(there.plan) == []


def test_who_declined_may_sign_later(there, version):
    act = participant_act(SignatureAct.DECLINED, reason="Evenings are too long.")
    made = links.make_link(version=version, language="es", by=there.own, at=NOW)
    signing.act_by_link(link=made.link, act=act, at=NOW)

    signing.act_by_link(link=made.link, act=participant_act(), at=NOW)

    assert list(version.signatures.values_list("act", flat=True)) == ["declined", "signed"]


def test_whoever_may_not_write_the_plan_may_not_sign_it_for_the_agency(there, version):
    other = make_worker(there.world, Role.PRIVACY_OFFICER, agency=there.world.public)

    with pytest.raises(NotAllowed):
        staff_signs(version, other)


def test_a_link_is_kept_as_a_hash_and_closes_those_before(there, version):
    first = links.make_link(version=version, language="en", by=there.own, at=NOW)
    second = links.make_link(version=version, language="en", by=there.own, at=NOW)

    assert links.find_link(second.token) == second.link
    assert second.token not in str(SigningLink.objects.values())
    assert signing.why_not_use(links.find_link(first.token), NOW) is not None
    assert second.token not in repr(second)


@pytest.mark.parametrize(("hours", "opens"), [(167, True), (168, False)])
def test_a_link_runs_out(there, version, hours, opens):
    made = links.make_link(version=version, language="en", by=there.own, at=NOW)
    at = NOW + timedelta(hours=hours)

    assert (signing.why_not_use(made.link, at) is None) is opens
    if not opens:
        with pytest.raises(NotAllowed, match="run out"):
            signing.act_by_link(link=made.link, act=participant_act(), at=at)


def test_without_a_date_of_birth_no_link_is_made(there, version):
    there.person.birth_on = None
    there.person.save()
    version.plan.person.birth_on = None

    with pytest.raises(NotAllowed, match="date of birth first"):
        links.make_link(version=version, language="en", by=there.own, at=NOW)


def test_five_wrong_dates_close_a_link_and_four_do_not(there, version):
    made = links.make_link(version=version, language="en", by=there.own, at=NOW)
    for _ in range(4):
        assert links.unlock(link=made.link, born=date(1990, 1, 1), at=NOW) is not None
    assert links.unlock(link=made.link, born=BORN, at=NOW) is None

    assert "closed" in links.unlock(link=made.link, born=None, at=NOW)

    with pytest.raises(NotAllowed, match="closed"):
        links.unlock(link=made.link, born=BORN, at=NOW)
