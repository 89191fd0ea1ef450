"""Every string is collected, translated into Spanish and compiled."""

import os
from pathlib import Path

import pytest
from babel.messages import Catalog
from django.conf import settings
from django.core.management import call_command

from caseway.config.words import catalogs
from caseway.config.words.collecting import collect, sources

FILES = catalogs.catalog_files(settings.PROJECT_DIR / "locale")
SPANISH = settings.PROJECT_DIR / "locale" / "es" / "LC_MESSAGES" / "django.po"

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext

LABEL = _("Caseload")
asked = _(some_variable)

def due(n):
    # Translators: a person, not a day
    who = pgettext("author", "By")
    return ngettext("%(n)d day", "%(n)d days", n)
"""
TEMPLATE = """{% load i18n %}
<ul>
    {# Translators: the page of who comes first #}
    <li title="{% translate 'Today' %}">{{ _("Me") }}</li>
  {% if this < 3 and "it's" %}
  {% blocktranslate trimmed count n=n %}
    {{ n }} person needs you
    <b>today</b>
  {% plural %}
    {{ n }} people need you
    <b>today</b>
  {% endblocktranslate %}
  {% endif %}
      {% blocktranslate trimmed context "author" %}By{% endblocktranslate %}
  {% include "c/empty.html" with sentence=_("Nothing is due.") %}
</ul>
"""


@pytest.fixture
def app(tmp_path):
    """A small app whose strings we know."""
    root = tmp_path / "app"
    (root / "templates" / "app").mkdir(parents=True)
    (root / "migrations").mkdir()
    (root / "words.py").write_text(PYTHON)
    (root / "migrations" / "0001_initial.py").write_text('label = _("Not for people")')
    (root / "templates" / "app" / "today.html").write_text(TEMPLATE)
    (root / "readme.txt").write_text("{% translate 'Not a template' %}")
    return root


def test_strings_of_python_and_templates_are_found_with_plurals_contexts_and_notes(app):
    found = collect(app)

    assert {(message.context, message.id) for message in found if message.id} == {
        (None, "Caseload"),
        ("author", "By"),
        (None, ("%(n)d day", "%(n)d days")),
        (None, "Today"),
        (None, "Me"),
        (
            None,
            ("%(n)s person needs you <b>today</b>", "%(n)s people need you <b>today</b>"),
        ),
        (None, "Nothing is due."),
    }
    assert found.get("Caseload").locations == [("app/words.py", 0)]
    assert found.get("By", "author").auto_comments == ["Translators: a person, not a day"]
    assert found.get("Today").auto_comments == ["Translators: the page of who comes first"]


def test_a_catalog_is_renewed_without_losing_a_translation(tmp_path, app):
    path = tmp_path / "es" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    old = Catalog(locale="es", header_comment="# Spanish")
    old.add("Caseload", "Carga de casos", user_comments=[catalogs.DRAFT])
    old.add("Case load", "Casos")
    catalogs.write(path, old)

    renewed = catalogs.renew(path, collect(app))
    catalogs.write(path, renewed)
    again = catalogs.read(path)

    assert again.get("Caseload").string == "Carga de casos"
    assert [message.id for message in catalogs.drafts(again)] == ["Caseload"]
    assert again.obsolete["Case load"].string == "Casos"
    assert again.get("Today").string == ""
    catalogs.write(path, catalogs.renew(path, collect(app)))
    assert catalogs.read(path).obsolete["Case load"].string == "Casos"


@pytest.mark.parametrize(
    ("english", "spanish", "fault"),
    [
        ("Nobody", "Nadie", ""),
        ("Nobody", "", "not translated"),
        ("Until %(day)s", "Hasta el %(day)s", ""),
        ("Until %(day)s", "Hasta el %(dia)s", "placeholders differ"),
        ("Until %(day)s", "Hasta entonces", "placeholders differ"),
        (("%(n)d day", "%(n)d days"), ("%(n)d día", "%(n)d días"), ""),
        (("%(n)d day", "%(n)d days"), ("un día", "%(n)d días"), ""),
        (("%(n)d day", "%(n)d days"), ("%(n)d día", ""), "not translated"),
        (("a day", "%(n)d days"), ("%(x)s día", "%(n)d días"), "placeholders unknown"),
        ("50%% of %(n)d", "50% de %(n)d", "percent signs differ"),
    ],
)
def test_a_translation_that_cannot_be_shown_is_a_fault(english, spanish, fault):
    catalog = Catalog(locale="es")
    catalog.add(english, spanish)

    faults = list(catalogs.faults(catalog))

    assert [line.partition(":")[0] for line in faults] == ([fault] if fault else [])


def test_a_catalog_is_compiled_once_and_again_when_it_is_newer(tmp_path):
    path = tmp_path / "es" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    catalogs.write(path, Catalog(locale="es", header_comment="# Spanish"))

    assert catalogs.compile_if_newer(path)
    assert not catalogs.compile_if_newer(path)
    later = path.with_suffix(".mo").stat().st_mtime + 1
    os.utime(path, (later, later))
    assert catalogs.compile_if_newer(path)
    assert [file.name for file in path.parent.iterdir() if file.suffix == ".part"] == []


def test_the_commands_find_nothing_left_to_do(capsys):
    call_command("compile_words", verbosity=0)

    assert SPANISH.with_suffix(".mo").stat().st_mtime >= SPANISH.stat().st_mtime


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.parent.name)
def test_no_string_of_the_code_is_missing_from_the_catalog(path):
    kept = {(m.context, m.id) for m in catalogs.read(path) if m.id}
    found = {(m.context, m.id) for m in collect(settings.BASE_DIR) if m.id}

    assert found - kept == set(), "run `manage.py collect_words` and translate what is new"
    assert kept - found == set(), "run `manage.py collect_words`"


def test_every_string_is_said_in_spanish_with_the_same_places():
    assert list(catalogs.faults(catalogs.read(SPANISH))) == []


def test_every_language_of_the_switch_has_a_catalog():
    wanted = {code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}

    assert {path.parent.parent.name for path in FILES} == wanted


def test_a_string_that_a_translation_aliases_away_is_not_lost():
    """A marker under another name would never be collected."""
    for path in sources(settings.BASE_DIR):
        if path.suffix == ".py" and "config/words" not in path.as_posix():
            text = path.read_text(encoding="utf-8")
            for line in text.splitlines():
                if "gettext" in line and " as " in line and "import" in line:
                    assert line.rstrip(" ,").endswith(" as _"), f"{path}: {line}"


def test_the_drafts_are_said_to_be_drafts_in_the_documents():
    text = (Path(settings.PROJECT_DIR) / "docs" / "translating.md").read_text(encoding="utf-8")

    assert catalogs.DRAFT in text
