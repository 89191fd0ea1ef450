"""The identity bar of the desk's own pages, out of what they have read already."""

from typing import Any

from caseway.cases import bar
from caseway.desk.queries.case_page import CasePage
from caseway.desk.shown.person import points, safety_records


def identity(page: CasePage, current: str = "case") -> dict[str, Any]:
    """The identity bar of a page of the case."""
    phones = [row["value"] for row in points(page) if not row["is_mail"]]
    seen = bar.About(
        case=page.case,
        refusals=page.refusals,
        phone=phones[0] if phones else "",
        safety=bool(safety_records(page)) if page.safety else None,
    )
    return bar.identity(seen, current)
