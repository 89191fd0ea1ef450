"""The way in of a case, step by step: whose turn it is, since when, and what is in the way."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caseway.agencies.functions import function_name
from caseway.agencies.models import EmployerKind, FunctionHolder
from caseway.agencies.standing import open_on
from caseway.intake.actions.ways_in import Wanted, flow_step, lacking_of, results_now, why_not_end
from caseway.intake.lacking import Lacking
from caseway.intake.models import AskedPaper, StepResult, WayIn, WayInStep
from caseway.kernel.models import User
from caseway.rules.functions import FunctionCode, IntakeFlow
from caseway.rules.functions.flows import STEP_LABELS, StepKind, steps_for, wants

FLOW_LABELS = {
    IntakeFlow.PUBLIC_FIRST: gettext_lazy("Public agency first, then the contractor"),
    IntakeFlow.MINI_INTERVIEW: gettext_lazy("Papers, mini interview, decisions, case manager"),
    IntakeFlow.TWO_REFERRALS: gettext_lazy("Two referrals, neither waits for the other"),
}
PAPER_LABELS = {
    "identity": gettext_lazy("Photo identification of the adults"),
    "ssn_cards": gettext_lazy("Social Security cards, or proof that they were applied for"),
    "births": gettext_lazy("Birth certificates of the children"),
    "income": gettext_lazy("Income of the last four weeks"),
    "rent": gettext_lazy("Lease, rent receipt or a letter about where they stay"),
    "residence": gettext_lazy("Proof that they live in the county"),
}
RESULT_TONES = {
    StepResult.DONE: "met",
    StepResult.APPROVED: "met",
    StepResult.DENIED: "late",
    StepResult.WITHDRAWN: "",
}
# A step of these is work on a plan.
_PLAN_FUNCTIONS = frozenset({FunctionCode.PRP_DEVELOPMENT, FunctionCode.EP_DEVELOPMENT})


def step_name(code: str) -> str:
    """A step's name in the reader's language."""
    return _(STEP_LABELS[code])


def way_in(row: WayIn, user: User, now: datetime) -> dict[str, Any]:
    """Every step that this family takes, in order: done, in turn, or still to come."""
    begun = {step.code: step for step in row.steps.select_related("case", "by", "way_in")}
    today = timezone.localdate(now)
    wanted = wants(
        Wanted(row.wants_tanf, row.wants_snap, row.wants_medicaid).needs,
        work_required=row.work_required,
    )
    holders = _holders(row, today)
    return {
        "flow": FLOW_LABELS[IntakeFlow(row.flow)],
        "came_for": came_for(row),
        "began_at": row.began_at,
        "ended_at": row.ended_at,
        "steps": [
            _step(one.code, one.function, begun.get(one.code), user, today, holders)
            for one in steps_for(IntakeFlow(row.flow), wanted)
        ],
    }


def came_for(row: Any) -> list[str]:
    """What the family came for, in words. Takes a way in or a first contact."""
    named = [
        (row.wants_tanf, _("Cash and help into work (TANF)")),
        (row.wants_snap, _("Food stamps (SNAP)")),
        (row.wants_medicaid, _("Medicaid")),
        (row.wants_child_care, _("Child care")),
    ]
    return [words for wanted, words in named if wanted]


def papers(row: WayIn) -> list[dict[str, Any]]:
    """The checklist of papers, in order."""
    return [
        {"row": one, "label": PAPER_LABELS[one.code], "state": _paper_state(one)}
        for one in row.papers.select_related("by").order_by("pk")
    ]


def missing(row: WayIn) -> int:
    """How many papers are neither here nor waived."""
    return row.papers.filter(is_here=False, waived_because="").count()


def _step(
    code: str,
    function: str,
    row: WayInStep | None,
    user: User,
    today: date,
    holders: dict[str, set[str]],
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "code": code,
        "name": step_name(code),
        "function": function_name(function),
        "who": _who(holders.get(str(function), set())),
        "state": "later",
    }
    if row is None:
        return told
    if row.ends_at is not None:
        days = (timezone.localdate(row.ends_at) - timezone.localdate(row.begins_at)).days
        return told | {
            "state": "done",
            "on": row.ends_at,
            "by": row.by.name if row.by else "",
            "employer": EmployerKind(row.employer_kind).label if row.employer_kind else "",
            "result": StepResult(row.result).label,
            "tone": RESULT_TONES[StepResult(row.result)],
            "note": row.note,
            "days": days,
        }
    late = (today - row.due_on).days
    refusal = why_not_end(row, user)
    lacks = None if refusal else lacking_of(row)
    return told | {
        "state": "now",
        "since": row.begins_at,
        "days": (today - timezone.localdate(row.begins_at)).days,
        "due": row.due_on,
        "late": late if late > 0 else 0,
        "refusal": refusal,
        "lacks": lacks_words(lacks),
        "can_end": not refusal and bool(results_now(row, lacks)),
        "url": reverse("intake:step", args=[row.pk]),
        "ways": _ways(row),
    }


def lacks_words(lacks: Lacking | None) -> dict[str, str] | None:
    """What a step lacks, and the way to it."""
    if lacks is None:
        return None
    url = reverse(lacks.page, args=[lacks.of]) if lacks.page else ""
    at = f"#{lacks.at}" if lacks.at else ""
    return {"sentence": lacks.sentence, "label": lacks.label, "url": url + at}


def _ways(row: WayInStep) -> list[dict[str, str]]:
    """Where the work of a step is done, on pages that are there already."""
    kind, case = flow_step(row).kind, row.case_id
    if kind is StepKind.PAPERS:
        url = reverse("intake:papers", args=[case])
        return [{"label": _("Papers of the checklist"), "url": url}]
    if kind is StepKind.HAND:
        return [
            {"label": _("Hand off with a note"), "url": reverse("desk:hand_off", args=[case])},
            {"label": _("Team of the case"), "url": reverse("cases:team", args=[case])},
        ]
    if kind is StepKind.INTERVIEW:
        return [{"label": _("The interview"), "url": "#interviews"}]
    if kind is StepKind.TALK:
        return [{"label": _("The mini interview"), "url": "#interviews"}]
    if row.function in _PLAN_FUNCTIONS:
        return [{"label": _("Plans"), "url": reverse("plans:case", args=[case])}]
    return []


def _holders(row: WayIn, on: date) -> dict[str, set[str]]:
    """Which kinds of agency may perform each function in the region that day. One query."""
    rows = FunctionHolder.objects.filter(open_on(on), region=row.case.region_id)
    found: dict[str, set[str]] = {}
    for function, kind in rows.values_list("function", "employer_kind"):
        found.setdefault(function, set()).add(kind)
    return found


def _who(kinds: set[str]) -> str:
    if len(kinds) > 1:
        return _("Public agency or contractor")
    return str(EmployerKind(next(iter(kinds))).label) if kinds else _("Nobody here yet")


def _paper_state(row: AskedPaper) -> dict[str, str]:
    if row.is_here:
        return {"label": _("Here"), "tone": "met"}
    if row.waived_because:
        return {"label": _("Not needed"), "tone": "info"}
    return {"label": _("Missing"), "tone": "due"}
