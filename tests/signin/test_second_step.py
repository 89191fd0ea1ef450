"""The second step: setting it up, using it, losing it, and who must have it."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth import get_user
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from caseway.agencies.models import Role
from caseway.agencies.sign_in import may_unlock, needs_second_step
from caseway.kernel.models import AuditEntry
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.signin import actions, sealing, second_factor
from tests import factories
from tests.signin.conftest import code_now

STEP = "/sign-in/second-step/"


def everybody(user):
    return True


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = f"{__name__}.everybody"


class TestSigningInWithIt:
    def test_the_password_alone_does_not_open_the_door(self, client, app_secret, sign_in):
        answer = sign_in(to="/me/")

        assert answer.headers["Location"] == STEP
        assert not get_user(client).is_authenticated
        assert client.get("/me/").status_code == 302

    def test_the_code_of_the_app_opens_it_and_leads_back(self, client, ana, app_secret, sign_in):
        sign_in(to="/me/")

        answer = client.post(STEP, {"code": code_now(app_secret)})

        assert answer.headers["Location"] == "/me/"
        assert get_user(client) == ana

    def test_a_wrong_code_does_not(self, client, app_secret, sign_in):
        sign_in()

        answer = client.post(STEP, {"code": code_now(app_secret, steps=40)})

        assert answer.status_code == 422
        assert "This code is not right" in answer.content.decode()
        assert not get_user(client).is_authenticated

    @pytest.mark.parametrize(("steps", "opens"), [(-3, False), (-1, True), (3, False)])
    def test_a_clock_may_be_half_a_minute_off_and_not_more(
        self, client, app_secret, sign_in, steps, opens
    ):
        sign_in()

        client.post(STEP, {"code": code_now(app_secret, steps=steps)})

        assert get_user(client).is_authenticated is opens

    def test_a_code_works_once(self, ana, app_secret, sign_in):
        code = code_now(app_secret)
        first, second = Client(), Client()
        sign_in(by=first)
        sign_in(by=second)

        first.post(STEP, {"code": code})
        again = second.post(STEP, {"code": code})

        assert get_user(first) == ana
        assert again.status_code == 422

    def test_a_recovery_code_works_once(self, ana, recovery_codes, sign_in):
        first, second = Client(), Client()
        sign_in(by=first)
        sign_in(by=second)

        first.post(STEP, {"code": recovery_codes[0]})
        again = second.post(STEP, {"code": recovery_codes[0]})
        other = second.post(STEP, {"code": recovery_codes[1]})

        assert get_user(first) == ana
        assert again.status_code == 422
        assert other.status_code == 302

    def test_the_sixth_wrong_code_is_not_even_looked_at(self, client, app_secret, sign_in):
        sign_in()

        wrong = [client.post(STEP, {"code": "000000"}).status_code for _ in range(5)]
        right = client.post(STEP, {"code": code_now(app_secret)})

        assert wrong == [422] * 5
        assert right.status_code == 429
        assert not get_user(client).is_authenticated

    def test_starting_over_does_not_give_new_tries(self, app_secret, sign_in):
        for _ in range(5):
            visitor = Client()
            sign_in(by=visitor)
            visitor.post(STEP, {"code": "000000"})
        last = Client()
        sign_in(by=last)

        assert last.post(STEP, {"code": "000000"}).status_code == 429

    def test_the_second_step_cannot_be_opened_without_the_first(self, client, app_secret):
        assert client.get(STEP).headers["Location"] == "/sign-in/"
        assert client.post(STEP, {"code": code_now(app_secret)}).headers["Location"] == "/sign-in/"

    def test_signing_in_is_in_the_audit(self, client, ana, app_secret, sign_in):
        sign_in()
        before = AuditEntry.objects.filter(action="person.signed_in").count()
        client.post(STEP, {"code": code_now(app_secret)})

        entry = AuditEntry.objects.filter(action="person.signed_in").get()
        assert before == 0
        assert (entry.actor, entry.row) == (str(ana.pk), str(ana.pk))


class TestSettingItUp:
    APP = "/me/second-step/app/"

    def test_the_app_is_on_after_a_right_code_and_codes_are_shown_once(self, client, ana, sign_in):
        sign_in()
        page = client.get(self.APP)
        secret = page.context["form"].secret

        done = client.post(self.APP, {"code": code_now(secret)}, follow=True)
        again = client.get("/me/second-step/recovery/")

        shown = done.context["unused_codes"]
        assert second_factor.has_one(ana)
        assert len(set(shown)) == 10
        assert all(code in done.content.decode() for code in shown)
        assert not any(code in again.content.decode() for code in shown)

    def test_a_wrong_code_turns_nothing_on(self, client, ana, sign_in):
        sign_in()
        secret = client.get(self.APP).context["form"].secret

        answer = client.post(self.APP, {"code": code_now(secret, steps=40)})

        assert answer.status_code == 422
        assert not second_factor.has_one(ana)

    def test_the_picture_is_part_of_the_page(self, client, ana, sign_in):
        sign_in()

        page = client.get(self.APP).content.decode()

        assert "<svg" in page
        assert "data:image" not in page

    def test_its_owner_gets_a_letter(self, client, ana, sign_in):
        sign_in()
        secret = client.get(self.APP).context["form"].secret

        with TestSettingItUp.commits():
            client.post(self.APP, {"code": code_now(secret)})

        assert "An authenticator app was turned on." in mail.outbox[0].body

    @staticmethod
    def commits():
        from django.test import TestCase

        return TestCase.captureOnCommitCallbacks(execute=True)

    def test_secrets_are_sealed_in_the_database(self, ana, app_secret, recovery_codes):
        for row in Authenticator.objects.all():
            kept = str(row.data)
            assert app_secret not in kept
        assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).generate_codes()

    def test_it_needs_a_recent_sign_in(self, client, ana):
        client.force_login(ana)

        answer = client.get(self.APP)

        assert answer.headers["Location"] == "/sign-in/again/?next=%2Fme%2Fsecond-step%2Fapp%2F"


class TestSealing:
    def test_what_is_sealed_opens_again(self):
        assert sealing.unseal(sealing.seal("JBSWY3DPEHPK3PXP")) == "JBSWY3DPEHPK3PXP"

    def test_equal_secrets_look_different(self):
        assert sealing.seal("same") != sealing.seal("same")

    def test_a_former_key_still_opens(self, settings):
        sealed = sealing.seal("secret")
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "a new key " * 6

        assert sealing.unseal(sealed) == "secret"

    def test_an_unknown_key_is_an_error_and_not_an_empty_secret(self, settings):
        sealed = sealing.seal("secret")
        settings.SECRET_KEY = "a new key " * 6

        with pytest.raises(ValueError, match="cannot be read"):
            sealing.unseal(sealed)


class TestWhoMustHaveIt:
    def test_whoever_needs_it_and_has_none_gets_no_further(self, client, ana, sign_in, required):
        sign_in()

        answer = client.get("/me/")
        page = client.get("/me/second-step/").content.decode()

        assert answer.headers["Location"] == "/me/second-step/?next=%2Fme%2F"
        assert "Set up a second step to go on" in page

    def test_a_piece_of_a_page_is_answered_with_a_move_of_the_whole(
        self, client, ana, sign_in, required
    ):
        sign_in()

        answer = client.get("/me/", headers={"HX-Request": "true"})

        assert answer.status_code == 200
        assert answer.headers["HX-Redirect"].startswith("/me/second-step/")
        assert answer.content == b""

    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("/me/second-step/", 200),
            ("/me/second-step/app/", 200),
            ("/me/second-step/keys/add/", 200),
            ("/sign-out/", 200),
            ("/me/password/", 302),
            ("/me/sessions/", 302),
            ("/me/second-step/keys/", 302),
        ],
    )
    def test_only_the_way_to_set_it_up_is_open(self, client, ana, sign_in, required, path, status):
        sign_in()

        assert client.get(path).status_code == status

    def test_a_role_given_while_she_works_counts_on_the_next_click(
        self, client, ana, sign_in, settings
    ):
        sign_in()
        before = client.get("/me/").status_code
        settings.SECOND_FACTOR_REQUIRED = f"{__name__}.everybody"

        assert (before, client.get("/me/").status_code) == (200, 302)

    def test_with_it_she_goes_on(self, client, app_secret, sign_in, required):
        sign_in()
        client.post(STEP, {"code": code_now(app_secret)})

        assert client.get("/me/").status_code == 200

    def test_the_only_second_step_of_somebody_who_needs_one_cannot_be_turned_off(
        self, client, ana, app_secret, sign_in, required
    ):
        sign_in()
        client.post(STEP, {"code": code_now(app_secret)})

        answer = client.post("/me/second-step/app/remove/")

        assert "Add another one before you remove this one" in answer.content.decode()
        assert second_factor.has_one(ana)

    def test_nor_the_only_security_key(self, client, ana, sign_in, required):
        key = Authenticator.objects.create(user=ana, type="webauthn", data={"name": "blue"})
        client.force_login(ana)
        _freshly(client, ana)

        answer = client.post(f"/me/second-step/keys/{key.pk}/remove/")

        assert answer.headers["Location"] == "/me/second-step/"
        assert second_factor.has_one(ana)

    def test_whoever_does_not_need_it_may_turn_it_off(self, client, ana, app_secret, sign_in):
        sign_in()
        client.post(STEP, {"code": code_now(app_secret)})

        client.post("/me/second-step/app/remove/")

        assert not second_factor.has_one(ana)

    def test_recovery_codes_alone_are_not_a_second_step(self, ana):
        RecoveryCodes.activate(ana)

        assert not second_factor.has_one(ana)

    def test_under_the_strict_profile_everybody_needs_it(self, ana, settings):
        settings.SECOND_FACTOR_FOR_ALL = True

        assert second_factor.is_required(ana)

    def test_another_persons_key_is_not_found(self, client, ana, rosa, sign_in):
        key = Authenticator.objects.create(user=rosa, type="webauthn", data={"name": "blue"})
        sign_in()

        assert client.get(f"/me/second-step/keys/{key.pk}/rename/").status_code == 404
        assert client.post(f"/me/second-step/keys/{key.pk}/remove/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "needs", "unlocks"),
    [
        (Role.CASE_MANAGER, False, False),
        (Role.JOB_COACH, False, False),
        (Role.ELIGIBILITY_WORKER, False, False),
        (Role.SPECIALIST, False, False),
        (Role.SUPERVISOR, False, False),
        (Role.ADMINISTRATOR, True, True),
        (Role.PRIVACY_OFFICER, True, False),
    ],
)
def test_administrators_and_privacy_officers_need_it(role, needs, unlocks):
    user = factories.make_worker(factories.make_world(), role=role)

    assert needs_second_step(user) is needs
    assert may_unlock(user) is unlocks


def _freshly(client, user):
    """As if she had just typed her password."""
    import time

    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


class TestLosingIt:
    def test_another_administrator_removes_it_and_the_password_opens_the_door(
        self, client, ana, rosa, app_secret, recovery_codes, sign_in, at
    ):
        removed = actions.remove_second_steps(user=ana, by=rosa, at=at.now)

        sign_in()

        entry = AuditEntry.objects.get(action="person.second_steps_removed")
        assert removed == 2
        assert get_user(client) == ana
        assert (entry.actor, entry.row) == (str(rosa.pk), str(ana.pk))

    def test_a_colleague_cannot_and_nobody_can_for_herself(self, ana, rosa, app_secret, at):
        for by, whose in ((ana, rosa), (rosa, rosa)):
            with pytest.raises(NotAllowed, match="Only another administrator"):
                actions.remove_second_steps(user=whose, by=by, at=at.now)

    def test_whoever_runs_the_server_can(self, ana, app_secret, capsys):
        call_command("remove_second_step", "Ana@county.example")

        assert "1 removed." in capsys.readouterr().out
        assert not second_factor.has_one(ana)

    def test_the_command_says_when_there_is_nobody(self, db):
        with pytest.raises(CommandError, match=r"Nobody signs in with x@county\.example"):
            call_command("remove_second_step", "x@county.example")
