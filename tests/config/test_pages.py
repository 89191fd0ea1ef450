"""Pages of no app: the gallery, errors, the top bar; all safe under a strict policy."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from caseway.config import context, gallery, pages
from caseway.kernel.refusals import NotAllowed


@pytest.fixture
def request_():
    request = RequestFactory().get("/somewhere/")
    request.user = AnonymousUser()
    request.session = {}
    return request


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("sheet", sorted(gallery.SHEETS))
def test_every_sheet_of_the_gallery_opens_in_both_languages(client, sheet, language):
    client.cookies["django_language"] = language

    response = client.get(f"/gallery/{sheet}/")

    assert response.status_code == 200
    html = response.content.decode()
    if sheet != "found":
        assert f'<html lang="{language}">' in html
        assert html.count("<h1") == 1
    assert "{#" not in html
    assert "{%" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("sheet", sorted(gallery.SHEETS))
def test_no_page_carries_script_or_style_that_the_policy_would_block(client, sheet):
    html = client.get(f"/gallery/{sheet}/").content.decode()

    assert not re.search(r"<style|\sstyle=|\son\w+=|hx-on|javascript:|<script(?![^>]*\ssrc=)", html)
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', html)


@pytest.mark.django_db
def test_every_id_on_a_page_is_there_once(client):
    for sheet in gallery.SHEETS:
        html = client.get(f"/gallery/{sheet}/").content.decode()
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), sheet


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/gallery/", "/gallery/case/"])
def test_where_data_are_real_there_is_no_gallery(client, settings, path):
    settings.DEMONSTRATION = False

    assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_the_demonstration_says_so_on_every_page(client, settings):
    assert "All people and cases are invented." in client.get("/gallery/case/").content.decode()
    assert "All people and cases are invented." in client.get("/nowhere/").content.decode()

    settings.DEMONSTRATION = False

    assert "invented" not in client.get("/nowhere/").content.decode()


@pytest.mark.django_db
def test_a_missing_page_is_404_and_says_what_to_do(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "We cannot find this page" in response.content.decode()


def test_a_refusal_prints_its_own_sentence(request_):
    sentence = "Only public employees can approve this. Ask Denise Okafor."

    response = pages.forbidden(request_, NotAllowed(sentence))

    assert response.status_code == 403
    assert sentence in response.content.decode()


def test_another_403_never_prints_the_exceptions_text(request_):
    response = pages.forbidden(request_, PermissionDenied("internal: case 17"))

    assert "internal" not in response.content.decode()


def test_the_error_page_needs_no_database_and_no_one_signed_in(rf):
    response = pages.server_error(rf.get("/"))

    assert response.status_code == 500
    html = response.content.decode()
    assert "What you saved before is safe" in html
    assert re.search(r"<strong>\w{3}, \w{3} \d{1,2}, 20\d\d, ", html)


def test_two_versions_are_both_on_the_page(request_):
    html = render_to_string("409.html", {"conflict": gallery.conflict()}, request_)

    assert "Child care is arranged with her sister." in html
    assert "She will send the schedule." in html
    assert 'name="version" value="7"' in html


def test_only_served_and_allowed_pages_are_in_the_navigation(settings):
    table = (
        context.Place("Gallery", ("no:such", "gallery")),
        context.Place("Not served", ("no:such",)),
        context.Place("Not for you", ("gallery",), lambda _user: False),
    )

    found = context.links(table, user=AnonymousUser(), path="/gallery/case/")

    assert found == [context.NavLink("/gallery/", "Gallery", "true")]


@pytest.mark.parametrize(
    ("path", "current"),
    [("/gallery/", "page"), ("/gallery/case/", "true"), ("/galleryx", ""), ("/", "")],
)
def test_the_place_where_one_is_is_marked(path, current):
    [link] = context.links(
        (context.Place("Gallery", ("gallery",)),), user=AnonymousUser(), path=path
    )

    assert link.current == current


def test_home_is_current_only_on_itself(monkeypatch):
    monkeypatch.setattr(context, "first_url", lambda _names: "/")

    place = (context.Place("Today", ("home",)),)

    assert context.links(place, user=AnonymousUser(), path="/")[0].current == "page"
    assert context.links(place, user=AnonymousUser(), path="/caseload/")[0].current == ""


def test_the_error_summary_leads_to_each_field():
    with translation.override("en"):
        form = gallery.components()["bad_form"]
        html = render_to_string("c/error_summary.html", {"form": form})

    assert "There are 4 problems" in html
    assert 'href="#bad_on"' in html
    assert 'href="#bad_kind_0"' in html  # the first radio of the group
