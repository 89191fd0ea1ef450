"""When a plan is looked at anew as a whole: after so many months, or because something changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseway.rules.dates import add_months
from caseway.rules.params import load
from caseway.rules.reasons import Reason, Sentence, _, because, ngettext

BY_TIME = Sentence(
    "plan_review.time",
    *ngettext(
        "Review due %(due)s: %(months)s month after it was last agreed",
        "Review due %(due)s: %(months)s months after it was last agreed",
    ),
    count_by="months",
)
HOME_CHANGED = Sentence(
    "plan_review.home", _("Somebody came into the home or left it on %(day)s, after it was agreed")
)
STAGE_CHANGED = Sentence(
    "plan_review.stage", _("The stage changed on %(day)s, after it was agreed")
)
STEPS_LATE = Sentence(
    "plan_review.steps",
    *ngettext(
        "%(count)s step is late: ask whether the plan still fits",
        "%(count)s steps are late: ask whether the plan still fits",
    ),
    count_by="count",
)
SUPPORT_LATE = Sentence(
    "plan_review.support",
    *ngettext(
        "%(count)s support that was promised is late",
        "%(count)s supports that were promised are late",
    ),
    count_by="count",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What has become of a plan since it was agreed or last reviewed on `since`.

    `kind` is "prp", "ep" or "iss". Days are None where nothing changed since.
    """

    kind: str
    since: date
    home_changed_on: date | None = None
    stage_changed_on: date | None = None
    late_steps: int = 0
    late_supports: int = 0


@dataclass(frozen=True, slots=True)
class Review:
    """The day by which the plan is to be reviewed, and every reason for it, the first one first."""

    due_on: date
    reasons: tuple[Reason, ...]

    def is_due(self, on: date) -> bool:
        return self.due_on <= on


def review(kept: Kept, on: date) -> Review:
    """When a plan is to be reviewed. A change since it was agreed makes it due at once."""
    params = load("plans")
    months = params.value_on("review_every_months", on)[kept.kind]
    by_time = add_months(kept.since, months)
    reasons: list[Reason] = []
    due = by_time
    for day, sentence in (
        (kept.home_changed_on, HOME_CHANGED),
        (kept.stage_changed_on, STAGE_CHANGED),
    ):
        if day is not None and day > kept.since:
            due = min(due, day)
            reasons.append(because(sentence, day=day))
    if kept.late_steps >= params.value_on("late_steps", on):
        due = min(due, on)
        reasons.append(because(STEPS_LATE, params["late_steps"].source, count=kept.late_steps))
    if kept.late_supports:
        due = min(due, on)
        reasons.append(because(SUPPORT_LATE, count=kept.late_supports))
    source = params["review_every_months"].source
    reasons.append(because(BY_TIME, source, due=by_time, months=months))
    return Review(due, tuple(reasons))
