"""Who does what on one case: the owner of each function, and who can where the reader cannot."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseway.agencies.functions import function_name
from caseway.desk.facts.shapes import Held
from caseway.desk.facts.signals import as_owned, part_label
from caseway.desk.queries.case_page import CasePage
from caseway.kernel.words import say
from caseway.rules.functions import (
    FunctionCode,
    Owner,
    owner_of,
    why_not_hold,
)
from caseway.rules.functions.codes import CASE_FUNCTIONS, PROCESSING_FUNCTIONS, RESERVED_FUNCTIONS
from caseway.rules.functions.words import EmployerKind

GROUPS = (
    (gettext_lazy("Case management"), CASE_FUNCTIONS),
    (gettext_lazy("Processing and monitoring"), PROCESSING_FUNCTIONS),
    (gettext_lazy("Reserved to public employees by federal law"), RESERVED_FUNCTIONS),
)


def who_does_what(page: CasePage) -> list[dict[str, Any]]:
    """Every function in its group, with its owner on this case."""
    return [
        {"title": title, "rows": [_row(page, code) for code in codes]} for title, codes in GROUPS
    ]


def _row(page: CasePage, code: FunctionCode) -> dict[str, Any]:
    picture = page.picture
    staffed = {held.id: held for held in picture.parts if not held.vacant}
    rows = [as_owned(held) for held in staffed.values()]
    answer = owner_of(code, rows, picture.holders[code], picture.required)
    owner = staffed[answer.person] if isinstance(answer, Owner) else None
    return {
        "function": function_name(code),
        "owner": owner,
        "local": page.case.site.plan_name if code == FunctionCode.PRP_DEVELOPMENT else "",
        "part": part_label(owner) if owner else "",
        "why": say(answer.reason),
        "needed": owner is not None or getattr(answer, "needed", False),
        "yours": bool(owner and owner.staff_id in page.standing.hands),
        "refusal": _refusal(page, code),
        "ask": _ask(owner),
    }


def _refusal(page: CasePage, code: FunctionCode) -> str:
    """Why the reader's agency may not do it; empty when it may."""
    kinds = {post.employer_kind for post in page.standing.posts}
    refusals = [
        why_not_hold(code, EmployerKind(kind), page.picture.holders[code]) for kind in kinds
    ]
    if not refusals or any(refusal is None for refusal in refusals):
        return ""
    return say(next(refusal for refusal in refusals if refusal))


def _ask(owner: Held | None) -> str:
    """Whom to ask; her phone stands beside her name."""
    return _("Ask %(name)s") % {"name": owner.staff} if owner else ""
