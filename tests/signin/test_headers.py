"""What every answer says about itself, and that no page reaches outside."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted(ROOT.glob("**/templates/**/*.*"))
OWN_STATIC = sorted(
    p
    for p in (ROOT / "config" / "static").rglob("*")
    if p.suffix in {".css", ".js", ".svg"} and "vendor" not in p.parts
)
POLICY = {
    "default-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}


def policy(answer):
    parts = (part.strip() for part in answer.headers["Content-Security-Policy"].split(";"))
    return dict(part.split(" ", 1) for part in parts)


@pytest.mark.parametrize("path", ["/sign-in/", "/me/", "/no-such-page/", "/password/forgotten/"])
def test_the_security_policy_is_this_and_nothing_else(client, ana, path):
    answer = client.get(path)

    assert policy(answer) == POLICY
    assert "Content-Security-Policy-Report-Only" not in answer.headers


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("X-Frame-Options", "DENY"),
    ],
)
def test_other_headers_protect_too(client, ana, header, value):
    assert client.get("/sign-in/").headers[header] == value


def test_pages_may_not_use_the_camera_or_the_place(client, ana):
    allowed = client.get("/sign-in/").headers["Permissions-Policy"]

    assert "camera=()" in allowed
    assert "geolocation=()" in allowed


@pytest.mark.parametrize("path", ["/me/", "/me/sessions/", "/me/second-step/", "/no-such-page/"])
def test_no_signed_in_page_is_kept_by_anybody(client, ana, sign_in, path):
    sign_in()

    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_a_half_open_sign_in_is_not_kept_either(client, app_secret, sign_in):
    sign_in()

    assert "no-store" in client.get("/sign-in/second-step/").headers["Cache-Control"]


# Files to keep: they are printed and opened far from our own style sheets.
STAND_ALONE = {"copy.html"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_template_reaches_outside_or_carries_script_or_style(path):
    text = re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", path.read_text(), flags=re.S)

    assert not re.findall(r"""(?:src|href|action|srcset)\s*=\s*["'](?:https?:)?//[^"']*""", text)
    assert not re.findall(r"\sstyle\s*=\s*[\"']", text)
    assert not re.findall(r"\son[a-z]+\s*=\s*[\"']", text)
    assert not re.findall(r"hx-on|javascript:", text)
    assert path.name in STAND_ALONE or not re.findall(r"<style\b", text)
    for tag in re.findall(r"<script\b[^>]*>", text):
        assert re.search(r'\ssrc="\{% static|type="application/json"', tag), tag


@pytest.mark.parametrize("path", OWN_STATIC, ids=lambda p: p.name)
def test_no_style_or_script_of_ours_reaches_outside(path):
    text = path.read_text().replace("http://www.w3.org/2000/svg", "")

    assert not re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z]{2,}", text)
    assert not re.findall(r"\beval\s*\(|new Function\b|innerHTML\s*=\s*`", text)


def test_there_are_templates_and_scripts_to_look_at():
    assert len(TEMPLATES) > 40
    assert {"app.js", "base.css", "security-key.js"} <= {p.name for p in OWN_STATIC}


PUBLIC = {
    "/sign-in/",
    "/sign-in/closed/",
    "/password/forgotten/",
    "/password/forgotten/sent/",
    "/password/new/done/",
    "/password/new/1-abc/",
}
SIGNED_IN = {
    "/me/",
    "/me/password/",
    "/me/password/first/",
    "/me/sessions/",
    "/me/second-step/",
    "/me/second-step/app/",
    "/me/second-step/app/remove/",
    "/me/second-step/keys/",
    "/me/second-step/keys/add/",
    "/me/second-step/keys/1/rename/",
    "/me/second-step/keys/1/remove/",
    "/me/second-step/recovery/",
    "/me/second-step/recovery/new/",
    "/administration/locked-out/",
    "/administration/locked-out/unlock/",
    "/sign-in/again/",
    "/sign-in/again/code/",
    "/sign-in/again/key/",
    "/still-here/",
}


@pytest.mark.parametrize("path", sorted(PUBLIC))
def test_pages_for_people_outside_open_without_a_sign_in(db, path):
    assert Client().get(path).status_code == 200


@pytest.mark.parametrize("path", sorted(SIGNED_IN))
def test_all_other_pages_ask_for_a_sign_in_first(db, path):
    for answer in (Client().get(path), Client().post(path)):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/sign-in/?next=")


def test_no_address_of_signing_in_is_missing_from_these_lists():
    from caseway.kernel.signin.urls import urlpatterns

    known = PUBLIC | SIGNED_IN | {"/sign-out/", "/language/", "/sign-in/second-step/"}
    missing = {
        f"/{pattern.pattern}"
        for pattern in urlpatterns
        if not any(pattern.resolve(path.lstrip("/")) for path in known)
    }
    assert missing == set()
