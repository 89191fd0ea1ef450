"""The catalogs in locale/: read, brought up to date, written and compiled."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

# Beside each translation that no person has read yet; docs/translating.md.
DRAFT = "Draft by machine, not yet reviewed"
_HEADER = """\
{it.header_comment}
msgid ""
msgstr ""
"Language: {it.locale}\\n"
"Plural-Forms: {it.plural_forms}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
_PLACE = re.compile(r"%\((\w+)\)[sd]")


def catalog_files(folder: Path) -> list[Path]:
    """The catalogs below a locale folder, one for each language."""
    return sorted(folder.glob("*/LC_MESSAGES/django.po"))


def read(path: Path) -> Catalog:
    """A catalog as it stands, obsolete entries with it."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def renew(path: Path, found: Catalog) -> Catalog:
    """The catalog at `path` with every string of `found`, translations kept.

    What is no longer found is kept as obsolete, since words often come back. A changed
    string is a new one: a likeness to the old is not a translation.
    """
    catalog = read(path)
    catalog.update(found, no_fuzzy_matching=True, update_creation_date=False)
    return catalog


def write(path: Path, catalog: Catalog) -> None:
    """Write a catalog in one order and without dates, so that only what changed differs."""
    with path.open("wb") as file:
        file.write(_HEADER.format(it=catalog).encode())
        write_po(file, catalog, width=96, omit_header=True, sort_by_file=True, include_lineno=False)


def compile_if_newer(path: Path) -> bool:
    """Make the .mo beside a .po when it is missing or older. Whether there was need to.

    The file is replaced in one step: tests in several processes may all be first.
    """
    compiled = path.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
        return False
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        write_mo(file, read(path))
    Path(temporary).chmod(0o644)
    Path(temporary).replace(compiled)
    return True


def faults(catalog: Catalog) -> Iterator[str]:
    """A line for each message that cannot be shown: untranslated, or with other placeholders."""
    for message in catalog:
        if not message.id:
            continue
        said = _texts(message.string)
        if not all(said) or len(said) != len(_expected(catalog, message)):
            yield f"not translated: {message.id!r}"
        elif problem := _other_places(message, said):
            yield f"{problem}: {message.id!r} -> {message.string!r}"


def _expected(catalog: Catalog, message: Message) -> range:
    return range(catalog.num_plurals if message.pluralizable else 1)


def _texts(text: object) -> tuple[str, ...]:
    return cast(tuple[str, ...], tuple(text) if isinstance(text, list | tuple) else (text or "",))


def _other_places(message: Message, said: tuple[str, ...]) -> str:
    """What is wrong with the placeholders, or "". One may be left out of "one day" only."""
    asked = set().union(*(_PLACE.findall(text) for text in _texts(message.id)))
    last = set(_PLACE.findall(said[-1]))
    if last != asked:
        return "placeholders differ"
    if any(not set(_PLACE.findall(text)) <= asked for text in said):
        return "placeholders unknown"
    if any(_stray(text) != _stray(source) for text, source in _pairs(message, said)):
        return "percent signs differ"
    return ""


def _pairs(message: Message, said: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    sources = _texts(message.id)
    for at, text in enumerate(said):
        yield text, sources[min(at, len(sources) - 1)]


def _stray(text: str) -> int:
    """Percent signs that belong to no placeholder: doubled in a format, single in plain text."""
    return _PLACE.sub("", text).count("%")


def drafts(catalog: Catalog) -> list[Message]:
    """The messages that no person has read yet."""
    return [message for message in catalog if message.id and DRAFT in message.user_comments]
