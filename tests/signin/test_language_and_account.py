"""The reader's language, and what a person may change about her own account."""

import pytest

from caseway.kernel.models import User

LANG = {"en": '<html lang="en">', "es": '<html lang="es">'}


def test_signed_out_the_switch_works_and_is_remembered_by_the_browser(client, ana):
    answer = client.post("/language/", {"language": "es", "next": "/sign-in/"})

    assert answer.headers["Location"] == "/sign-in/"
    assert LANG["es"] in client.get("/sign-in/").content.decode()


def test_signed_in_the_switch_is_remembered_with_the_account(client, ana, sign_in):
    sign_in()

    client.post("/language/", {"language": "es", "next": "/me/"})

    ana.refresh_from_db()
    assert ana.language == "es"
    assert LANG["es"] in client.get("/me/").content.decode()


def test_her_own_language_wins_over_what_the_browser_asks_for(client, ana, sign_in):
    ana.language = "es"
    ana.save()
    sign_in()

    assert LANG["es"] in client.get("/me/", headers={"Accept-Language": "en"}).content.decode()


@pytest.mark.parametrize("language", ["xx", "", "en; drop table"])
def test_a_language_we_do_not_have_changes_nothing(client, ana, sign_in, language):
    sign_in()

    client.post("/language/", {"language": language, "next": "/me/"})

    ana.refresh_from_db()
    assert ana.language == "en"


def test_the_switch_never_leads_to_another_site(client, ana):
    answer = client.post("/language/", {"language": "es", "next": "https://evil.example/"})

    assert answer.headers["Location"] == "/"


def test_one_persons_language_is_not_the_next_ones(client, ana, sign_in):
    User.objects.filter(pk=ana.pk).update(language="es")
    sign_in()
    client.get("/me/")
    client.post("/sign-out/")

    assert LANG["en"] in client.get("/sign-in/").content.decode()


def test_she_changes_her_name_language_and_shortcuts(client, ana, sign_in):
    sign_in()

    answer = client.post("/me/", {"name": "Ana María Rivera", "language": "es", "shortcuts": "on"})

    ana.refresh_from_db()
    assert answer.headers["Location"] == "/me/"
    assert (ana.name, ana.language, ana.shortcuts) == ("Ana María Rivera", "es", True)


def test_a_refused_form_keeps_what_was_typed_and_says_what_is_wrong(client, ana, sign_in):
    sign_in()

    answer = client.post("/me/", {"name": "", "language": "es"})

    assert answer.status_code == 422
    assert "There is 1 problem" in answer.content.decode()
    assert '<option value="es" selected>' in answer.content.decode()


@pytest.mark.parametrize("field", ["email", "is_superuser", "is_active", "password"])
def test_nothing_else_about_her_account_is_hers_to_change(client, ana, sign_in, field):
    sign_in()
    before = User.objects.values().get(pk=ana.pk)

    client.post("/me/", {"name": ana.name, "language": "en", field: "x@evil.example"})

    after = User.objects.values().get(pk=ana.pk)
    assert after[field] == before[field]
