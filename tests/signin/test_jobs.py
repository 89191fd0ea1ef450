"""Letters sent by the worker."""

from django.core import mail

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
