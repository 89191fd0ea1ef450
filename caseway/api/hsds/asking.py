"""What a question to the directory says, each value checked before anything is asked."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from caseway.network.points import zip_of

PER_PAGE, MOST_PER_PAGE = 50, 500
_TRUE, _FALSE = {"true", "1"}, {"false", "0", ""}


class Malformed(Exception):  # noqa: N818 - a finding to show
    """A value that cannot be read; the sentence says which."""


@dataclass(frozen=True)
class Question:
    search: str = ""
    page: int = 1
    per_page: int = PER_PAGE
    ndjson: bool = False
    term: uuid.UUID | None = None
    taxonomy: uuid.UUID | None = None
    organization: uuid.UUID | None = None
    parent: uuid.UUID | None = None
    modified_after: datetime | None = None
    minimal: bool = False
    full: bool = False
    full_service: bool = False
    postcode: str = ""
    meters: float | None = None
    nothing: bool = False  # an identifier that no record can have


def question_of(query: QueryDict) -> Question:
    """Read the parameters. Raises Malformed."""
    ids, nothing = _ids(query)
    return Question(
        search=query.get("search", "").strip()[:200],
        page=_number(query, "page", 1, low=1),
        per_page=min(_number(query, "per_page", PER_PAGE, low=1), MOST_PER_PAGE),
        ndjson=_format(query),
        term=ids.get("taxonomy_term_id"),
        taxonomy=ids.get("taxonomy_id"),
        organization=ids.get("organization_id"),
        parent=ids.get("parent_id"),
        modified_after=_moment(query, "modified_after"),
        minimal=_flag(query, "minimal"),
        full=_flag(query, "full"),
        full_service=_flag(query, "full_service"),
        postcode=_postcode(query),
        meters=_meters(query),
        nothing=nothing,
    )


def _ids(query: QueryDict) -> tuple[dict[str, uuid.UUID], bool]:
    """Identifiers by parameter. What is no UUID names nothing here, which is no mistake."""
    found: dict[str, uuid.UUID] = {}
    nothing = False
    for name in ("taxonomy_term_id", "taxonomy_id", "organization_id", "parent_id"):
        if text := query.get(name, "").strip():
            try:
                found[name] = uuid.UUID(text)
            except ValueError:
                nothing = True
    return found, nothing


def _number(query: QueryDict, name: str, default: int, *, low: int) -> int:
    text = query.get(name, "").strip()
    if not text:
        return default
    if not text.lstrip("-").isascii() or not text.lstrip("-").isdecimal() or len(text) > 9:
        raise Malformed(_("%(name)s must be a whole number.") % {"name": name})
    if int(text) < low:
        raise Malformed(_("%(name)s must be %(low)s or more.") % {"name": name, "low": low})
    return int(text)


def _flag(query: QueryDict, name: str) -> bool:
    text = query.get(name, "").strip().lower()
    if text not in _TRUE | _FALSE:
        raise Malformed(_("%(name)s must be true or false.") % {"name": name})
    return text in _TRUE


def _format(query: QueryDict) -> bool:
    text = query.get("format", "").strip().lower()
    if text not in {"", "json", "ndjson"}:
        raise Malformed(_("format must be json or ndjson."))
    return text == "ndjson"


def _moment(query: QueryDict, name: str) -> datetime | None:
    text = query.get(name, "").strip()
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text.replace(" ", "+"))
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return at.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Malformed(_("%(name)s must be a moment, as in ISO 8601.") % {"name": name}) from error


def _postcode(query: QueryDict) -> str:
    text = query.get("postcode", "").strip()
    return zip_of(text) or text[:20]


def _meters(query: QueryDict) -> float | None:
    text = query.get("proximity", "").strip()
    if not text:
        return None
    try:
        meters = float(text)
    except ValueError as error:
        raise Malformed(_("proximity must be a number of meters.")) from error
    if not 0 <= meters < 1e9:
        raise Malformed(_("proximity must be a number of meters."))
    return meters
