"""Letters sent by the worker."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from caseway.kernel.signin import jobs


def test_nothing_is_sent_for_nobody_or_a_closed_account(ana):
    ana.is_active = False
    ana.save()

    for user_id in (0, ana.pk):
        jobs.send_password_link.call(user_id=user_id, site="http://testserver/", language="en")

    assert mail.outbox == []


def test_the_letter_names_the_person_and_says_how_long_the_link_works(ana):
    jobs.send_password_link.call(user_id=ana.pk, site="https://cw.example/", language="en")

    letter = mail.outbox[0]
    assert letter.to == ["ana@county.example"]
    assert letter.subject == "Caseway: set a new password"
    assert "Hello Ana Rivera," in letter.body
    assert "It works once, for 2 hours:" in letter.body
    assert "\nhttps://cw.example/password/new/" in letter.body


def test_sessions_and_tries_are_kept_only_as_long_as_they_serve(ana, sign_in):
    now = timezone.now()
    over, open_still = Client(), Client()
    for visitor in (over, open_still):
        sign_in(by=visitor)
    Session.objects.filter(session_key=over.session.session_key).update(
        expire_date=now - timedelta(seconds=1)
    )
    for minutes, name in ((16, "old@county.example"), (14, "new@county.example")):
        attempt = AccessAttempt.objects.create(
            username=name, ip_address="203.0.113.7", failures_since_start=5
        )
        AccessAttempt.objects.filter(pk=attempt.pk).update(
            attempt_time=now - timedelta(minutes=minutes)
        )

    gone = jobs.forget_old_sign_ins.call()

    assert gone == 3  # the session, what was known of its device, the tries
    assert open_still.get("/me/").status_code == 200
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["new@county.example"]
