"""Static files: hashed, compressed, complete, and nothing asked of another machine."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

STATIC = Path(settings.STATICFILES_DIRS[0])


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    root = tmp_path_factory.mktemp("static")
    hashed = {"staticfiles": {"BACKEND": "caseway.config.storage.HashedStatic"}}
    with override_settings(STATIC_ROOT=root, STORAGES={**settings.STORAGES, **hashed}):
        call_command("collectstatic", interactive=False, verbosity=0)
    return root


def test_every_file_gets_a_hashed_name_and_large_ones_a_compressed_twin(collected):
    [style] = collected.glob("css/base.????????????.css")

    assert style.with_name(style.name + ".br").exists()
    assert style.with_name(style.name + ".gz").exists()


def test_modules_import_each_other_by_hashed_name(collected):
    [app] = collected.glob("js/app.????????????.js")

    imported = re.findall(r"""(?:from|import)\s*\(?["']([^"']+)["']""", app.read_text())

    written = (STATIC / "js" / "app.js").read_text(encoding="utf-8").count('.js"')
    assert len(imported) == written > 5
    for path in imported:
        assert re.search(r"\.[0-9a-f]{12}\.js$", path), path
        assert (app.parent / path).resolve().exists()


def test_the_first_visit_to_a_page_fits_in_its_bytes(collected):
    """170 KB cold is the bar for a page: what every page loads must leave room for its own."""
    every_page = {
        *(f"css/{name}.*.css.br" for name in ("base", "forms", "lists", "components")),
        *(f"js/{name}.*.js.br" for name in ("app", "live", "forms")),
        "vendor/uswds/css/uswds.*.css.br",
        "vendor/uswds/js/uswds.*.js.br",
        "vendor/htmx/htmx.min.*.js.br",
        "vendor/uswds/img/sprite.*.svg.br",
        "vendor/uswds/fonts/PublicSans-Regular.*.woff2",
        "vendor/uswds/fonts/PublicSans-SemiBold.*.woff2",
    }

    sizes = {}
    for pattern in every_page:
        [path] = [p for p in collected.glob(pattern) if re.search(r"\.[0-9a-f]{12}\.", p.name)]
        sizes[pattern] = path.stat().st_size

    assert sum(sizes.values()) < 140_000, sizes


def test_no_served_file_asks_another_machine_for_anything():
    for path in STATIC.rglob("*"):
        if path.suffix in {".css", ".js"}:
            text = path.read_text(encoding="utf-8")
            assert "sourceMappingURL" not in text, path
            assert not re.search(r"""(url\(|import\s*\(?|from\s*)["']?(https?:)?//""", text), path


def test_vendored_files_keep_their_notices():
    notices = (STATIC / "vendor" / "NOTICES.md").read_text(encoding="utf-8")

    for name in ("@uswds/uswds 3.14.0", "htmx.org 2.0.11", "Public Sans", "Apache-2.0", "0BSD"):
        assert name in notices


def test_every_icon_that_a_template_names_is_in_the_sprite():
    sprite = (STATIC / "vendor" / "uswds" / "img" / "sprite.svg").read_text(encoding="utf-8")
    there = set(re.findall(r'<symbol[^>]*\bid="([^"]+)"', sprite))
    package = Path(settings.BASE_DIR)
    sources = [*package.rglob("templates/**/*.html"), package / "config" / "gallery.py"]

    named = {
        name
        for path in sources
        for name in re.findall(
            r"""(?:\{% icon |icon_name=|"icon": )"(\w+)\"""", path.read_text(encoding="utf-8")
        )
    }

    assert len(named) > 10
    assert named <= there
