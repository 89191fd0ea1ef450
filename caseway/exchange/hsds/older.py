"""HSDS 1.1 and 2.x as 3.1.1: what moved since, and what was words and is a code now."""

import uuid
from collections.abc import Iterable

from caseway.exchange.hsds.tables import Row, Tables
from caseway.network.needs import NAMESPACE

_DAYS = {
    "monday": "MO", "tuesday": "TU", "wednesday": "WE", "thursday": "TH",
    "friday": "FR", "saturday": "SA", "sunday": "SU",
}  # fmt: skip
_DAYS |= {name[:3]: code for name, code in _DAYS.items()} | {
    code.lower(): code for code in set(_DAYS.values())
}
# 1.0 and 1.1 count from Monday: 1 is Monday, 7 Sunday.
_DAYS |= {str(number): code for number, code in enumerate(dict.fromkeys(_DAYS.values()), 1)}
_OWNERS = ("service_id", "location_id", "service_at_location_id")
_WEEK = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def modernize(tables: Tables) -> Tables:
    """Rows of an older directory in today's tables. Every row that came is in what is given."""
    found: Tables = {
        name: rows for name, rows in tables.items() if name not in _MOVED and name != "schedule"
    }
    found["schedule"] = _schedules(tables)
    found["address"] = [
        *tables.get("address", []),
        *_addresses(tables.get("physical_address", []), "physical"),
        *_addresses(tables.get("postal_address", []), "postal"),
    ]
    found["location"] = [{"location_type": "physical"} | row for row in tables.get("location", [])]
    found["language"] = [_language(row) for row in tables.get("language", [])]
    found["accessibility"] = [_access(row) for row in tables.get("accessibility", [])]
    found["phone"] = [*tables.get("phone", [])]
    found["service"] = _services(tables)
    found["term_words"] = list(_terms(tables))
    return {name: rows for name, rows in found.items() if rows}


_MOVED = frozenset(
    {
        "regular_schedule",
        "holiday_schedule",
        "physical_address",
        "postal_address",
        "service_taxonomy",
        "eligibility",
        "fee",
        "taxonomy",
        "language",
        "accessibility",
        "phone",
        "service",
        "location",
    }
)


def _schedules(tables: Tables) -> list[Row]:
    """A row for each weekday becomes one weekly rule for all days with the same hours."""
    grouped: dict[tuple[str, ...], list[tuple[str, Row]]] = {}
    for row in tables.get("regular_schedule", []):
        owner = tuple(row.get(name, "") for name in _OWNERS)
        hours = (row.get("opens_at", ""), row.get("closes_at", ""))
        day = _DAYS.get(row.get("weekday", "").strip().casefold(), "")
        # A day that cannot be read keeps its row and its words.
        key = (*owner, *hours, "" if day else row.get("weekday", "?"))
        grouped.setdefault(key, []).append((day, row))
    found = [row for row in tables.get("schedule", []) if "weekday" not in row]
    found += [_rule(rows) for rows in grouped.values()]
    found += [_holiday(row) for row in tables.get("holiday_schedule", [])]
    return found


def _rule(rows: list[tuple[str, Row]]) -> Row:
    days = sorted({day for day, _row in rows if day}, key=_WEEK.index)
    first = rows[0][1]
    rule = {name: first[name] for name in (*_OWNERS, "opens_at", "closes_at") if name in first}
    ids = sorted(row.get("id", "") for _day, row in rows)
    rule["id"] = str(uuid.uuid5(NAMESPACE, f"schedule:{ids}"))
    if days:
        rule |= {"freq": "WEEKLY", "interval": "1", "byday": ",".join(days)}
    else:
        rule["description"] = first.get("weekday", "")
    return rule


def _holiday(row: Row) -> Row:
    kept = {name: row[name] for name in ("id", *_OWNERS, "opens_at", "closes_at") if name in row}
    span = {"valid_from": row.get("start_date", ""), "valid_to": row.get("end_date", "")}
    closed = row.get("closed", "").strip().casefold() in {"true", "1", "yes", "t"}
    words = "Closed" if closed else "Holiday hours"
    return kept | {name: text for name, text in span.items() if text} | {"description": words}


def _addresses(rows: Iterable[Row], kind: str) -> list[Row]:
    return [{"address_type": kind} | row for row in rows]


def _language(row: Row) -> Row:
    """2.x called the words "language"; the code is found later, when the words are certain."""
    words = row.get("name") or row.get("language", "")
    return {name: text for name, text in row.items() if name != "language"} | {"name": words}


def _access(row: Row) -> Row:
    words = row.get("description") or row.get("accessibility", "")
    return {name: text for name, text in row.items() if name != "accessibility"} | {
        "description": words
    }


def _services(tables: Tables) -> list[Row]:
    """Who can come and what it costs were tables of their own in 2.x."""
    who: dict[str, list[str]] = {}
    for row in tables.get("eligibility", []):
        who.setdefault(row.get("service_id", ""), []).append(row.get("eligibility", ""))
    costs: dict[str, list[str]] = {}
    for row in tables.get("fee", []):
        costs.setdefault(row.get("service_id", ""), []).append(
            " ".join(filter(None, (row.get("fee", ""), row.get("fee_description", ""))))
        )
    found = []
    for row in tables.get("service", []):
        key = row.get("id", "")
        given = {"status": "active"} | row
        if who.get(key) and "eligibility_description" not in given:
            given["eligibility_description"] = "\n".join(filter(None, who[key]))
        if costs.get(key) and "fees_description" not in given:
            given["fees_description"] = "\n".join(filter(None, costs[key]))
        found.append(given)
    return found


def _terms(tables: Tables) -> Iterable[Row]:
    """What the services are about, in somebody else's vocabulary."""
    known = {row.get("id", ""): row for row in tables.get("taxonomy", [])}
    known |= {row.get("id", ""): row for row in tables.get("taxonomy_term", [])}
    for row in tables.get("service_taxonomy", []):
        code = row.get("taxonomy_id") or row.get("taxonomy_term_id", "")
        term = known.get(code, {})
        yield {
            "id": row.get("id", ""),
            "service_id": row.get("service_id", ""),
            "vocabulary": row.get("vocabulary") or term.get("vocabulary", ""),
            "code": code,
            "name": term.get("name") or term.get("term") or row.get("taxonomy_detail", ""),
        }
