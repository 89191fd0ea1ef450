"""The few lines of plans on a case's own page."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from caseway.desk.queries.case_page import CasePage
from caseway.plans.shown.terms import plan_title


def plans_panel(page: CasePage) -> dict[str, Any]:
    """Each open plan with where it stands, and the steps that come next."""
    signed: dict[int | None, dict[int, set[str]]] = {}
    for act in page.picture.plan_acts:
        if act.code == "signed":
            signed.setdefault(act.person, {}).setdefault(act.number or 0, set()).add(act.sort)
    newest: dict[int | None, Any] = {}
    for row in page.picture.plan_versions:
        if row.person not in newest or (row.number or 0) > (newest[row.person].number or 0):
            newest[row.person] = row
    name = page.case.site.plan_name
    plans = []
    for row in page.told.get("plans", []):
        version = newest.get(row.id)
        both = version is not None and len(signed.get(row.id, {}).get(version.id, ())) >= 2
        tag, tone = _standing(version is not None, both)
        plans.append(
            {
                "id": row.id,
                "title": plan_title(row.code, name if row.code == "prp" else ""),
                "words": row.text,
                "tag": tag,
                "tone": tone,
            }
        )
    steps = sorted(page.told.get("plan_steps", []), key=lambda row: (row.day or date.max, row.id))
    return {"plans": plans, "steps": steps[:4]}


def _standing(offered: bool, both: bool) -> tuple[str, str]:
    if both:
        return _("Agreed"), "met"
    return (_("Waits for signatures"), "due") if offered else (_("Being written"), "info")
