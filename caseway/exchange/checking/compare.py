"""What a line would change in a case and a person that are known."""

import re
from collections.abc import Iterator
from datetime import date

from caseway.cases.actions.people import normal_point
from caseway.cases.models import Part, PointKind
from caseway.exchange.checking.line import Change, Line
from caseway.exchange.codes import Code
from caseway.exchange.facts.known import Home, KnownCase, KnownPerson
from caseway.exchange.meaning import Field, Weight
from caseway.rules.records.names import normal

HOME_FIELDS = (Field.ADDRESS, Field.CITY, Field.STATE, Field.ZIP_CODE, Field.BOROUGH)
LEADING_PARTS = (Part.CASE_MANAGER, Part.CONTRACTOR_WORKER, Part.JOB_COACH)


def case_changes(line: Line, known: KnownCase) -> list[Change]:
    """Differences in the case itself."""
    return [
        *_stage(line, known),
        *_workers(line, known),
        *_last_contact(line, known),
        *_note(line, known),
    ]


def person_changes(line: Line, known: KnownPerson) -> list[Change]:
    """Differences in the person. What is doubtful is held by an issue on the line."""
    return [
        *_name(line, known),
        *_birth(line, known),
        *_ssn(line, known),
        *_points(line, known),
        *_home(line, known),
        *_language(line, known),
        *_strengths(line, known),
    ]


def strengths_in(text: str) -> list[str]:
    """Strengths one by one: offices separate them by semicolons or new lines."""
    parts = (" ".join(part.split())[:200] for part in re.split(r"[;\n•]", text))
    return list(dict.fromkeys(part for part in parts if part))


def home_in(line: Line) -> Home:
    return Home(*(str(line.values.get(field, "")) for field in HOME_FIELDS))


def _name(line: Line, known: KnownPerson) -> Iterator[Change]:
    """Another name is added; one that she has already, in any order or capitals, is the same."""
    if line.name is None:
        return
    has = {name.run_together for name in known.identity.names}
    words = {tuple(sorted(w.text for w in name.words)) for name in known.identity.names}
    mine = line.identity.names[0] if line.identity.names else None
    if mine is None or mine.run_together in has:
        return
    if tuple(sorted(word.text for word in mine.words)) in words:
        line.say(Weight.NOTE, Code.NAME_OTHER_ORDER, Field.FULL_NAME, name=known.name)
        return
    yield Change(Field.FULL_NAME, known.name, line.name["full"])


def _birth(line: Line, known: KnownPerson) -> Iterator[Change]:
    born = line.values.get(Field.BIRTH_ON)
    if not born or (known.birth_on and known.birth_on.isoformat() == born):
        return
    old = known.birth_on.isoformat() if known.birth_on else ""
    if old:
        line.hold(Code.BIRTH_DIFFERS, Field.BIRTH_ON, old=old, new=born)
    yield Change(Field.BIRTH_ON, old, born)


def _ssn(line: Line, known: KnownPerson) -> Iterator[Change]:
    """A number is added where none is known; one that differs is never overwritten by a file."""
    ssn = line.values.get(Field.SSN)
    if not ssn:
        return
    if not known.identity.ssn_index:
        yield Change(Field.SSN, "", f"***-**-{ssn[-4:]}")
    elif known.identity.ssn_index != line.identity.ssn_index:
        line.hold(Code.SSN_DIFFERS, Field.SSN)


def _points(line: Line, known: KnownPerson) -> Iterator[Change]:
    for field, kind in ((Field.PHONE, PointKind.PHONE), (Field.EMAIL, PointKind.EMAIL)):
        value = line.values.get(field)
        if value and normal_point(kind, value) not in known.points:
            yield Change(field, "", value)


def _home(line: Line, known: KnownPerson) -> Iterator[Change]:
    """An address is the same when every part that the line gives is."""
    mine = home_in(line)
    if not (mine.lines or mine.zip_code or mine.borough):
        return
    if any(_agrees(mine, home) for home in known.homes):
        return
    yield Change(Field.ADDRESS, _shown(known.home), _shown(mine))


def _agrees(mine: Home, home: Home) -> bool:
    pairs = (
        (mine.lines, home.lines),
        (mine.city, home.city),
        (mine.state, home.state),
        (mine.zip_code[:5], home.zip_code[:5]),
        (mine.borough, home.borough),
    )
    return all(not one or normal(one) == normal(other) for one, other in pairs)


def _shown(home: Home) -> str:
    region = " ".join(part for part in (home.state, home.zip_code) if part)
    return ", ".join(part for part in (home.lines, home.city, region, home.borough) if part)


def _language(line: Line, known: KnownPerson) -> Iterator[Change]:
    language = line.values.get(Field.LANGUAGE)
    if language and language != known.language:
        yield Change(Field.LANGUAGE, known.language, language)


def _strengths(line: Line, known: KnownPerson) -> Iterator[Change]:
    for words in strengths_in(line.values.get(Field.STRENGTHS, "")):
        if words.casefold() not in known.strengths:
            yield Change(Field.STRENGTHS, "", words)


def _stage(line: Line, known: KnownCase) -> Iterator[Change]:
    if line.stage and line.stage != known.stage:
        yield Change(Field.STAGE, known.stage, line.stage)


def _workers(line: Line, known: KnownCase) -> Iterator[Change]:
    if line.worker and line.worker.user_id not in _leaders(known):
        yield Change(Field.WORKER, "", line.worker.name)
    public = line.public_worker
    if public and known.parts.get(Part.PUBLIC_WORKER) != public.user_id:
        yield Change(Field.PUBLIC_WORKER, "", public.name)


def _leaders(known: KnownCase) -> set[int | None]:
    return {known.parts.get(part) for part in LEADING_PARTS}


def _last_contact(line: Line, known: KnownCase) -> Iterator[Change]:
    on = line.values.get(Field.LAST_CONTACT_ON)
    if on and (known.last_contact_on is None or known.last_contact_on < date.fromisoformat(on)):
        old = known.last_contact_on.isoformat() if known.last_contact_on else ""
        yield Change(Field.LAST_CONTACT_ON, old, on)


def _note(line: Line, known: KnownCase) -> Iterator[Change]:
    text = line.values.get(Field.NOTE, "")
    if text and " ".join(text.split()) not in known.notes:
        yield Change(Field.NOTE, "", text[:200])
