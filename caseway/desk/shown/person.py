"""The person of a case, her family and how to reach them, as the page prints them."""

from typing import Any

from caseway.cases.bar import tel
from caseway.cases.models import CharacteristicKind, NameKind, PointKind, Relation, SafetyKind
from caseway.desk.queries.case_page import CasePage
from caseway.rules.dates import age_on


def household(page: CasePage) -> list[dict[str, Any]]:
    """Who lives together, and who did; ages in years."""
    on = page.standing.on
    return [
        {
            "name": member.name,
            "relation": Relation(member.relation).label,
            "age": age_on(member.birth_on, on) if member.birth_on else None,
            "about": member.birth_is_estimated,
            "until": member.until if member.until and member.until <= on else None,
        }
        for member in page.household
    ]


def traits(page: CasePage) -> list[dict[str, Any]]:
    """What describes the person, now and before."""
    on = page.standing.on
    return [
        {
            "label": CharacteristicKind(row.code).label,
            "detail": row.text,
            "source": row.sort,
            "since": row.day,
            "until": row.until,
            "past": bool(row.until and row.until <= on),
        }
        for row in page.told.get("traits", [])
    ]


def other_names(page: CasePage) -> list[dict[str, str]]:
    used = page.case.participant.name_used
    return [
        {"name": row.text, "kind": str(NameKind(row.code).label)}
        for row in page.told.get("names", [])
        if row.text != used
    ]


def points(page: CasePage) -> list[dict[str, Any]]:
    """Phones and addresses of mail, the preferred first, with what may be done with each."""
    rows = sorted(page.told.get("points", []), key=lambda row: "p" not in row.sort)
    return [
        {
            "kind": PointKind(row.code).label,
            "value": row.text,
            "is_mail": row.code == PointKind.EMAIL,
            "tel": "" if row.code == PointKind.EMAIL else tel(row.text),
            "preferred": "p" in row.sort,
            "text": "t" in row.sort,
            "message": "m" in row.sort,
            "note": row.name,
        }
        for row in rows
    ]


def safety_records(page: CasePage) -> list[dict[str, Any]]:
    """Only ever filled for trained staff of the case."""
    on = page.standing.on
    return [
        {"kind": SafetyKind(row.code).label, "instructions": row.text, "review": row.day}
        for row in page.told.get("safety_records", [])
        if row.until is None or row.until > on
    ]
