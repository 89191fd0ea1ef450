"""Plans for tests: a family goal, a graded step, a promise, a duty, in one line each."""

import itertools
from datetime import date, datetime
from zoneinfo import ZoneInfo

from caseway.documents.actions.receive import Paper, keep
from caseway.documents.models import DocumentKind
from caseway.plans.actions import links, offering, signing, writing
from caseway.plans.actions.signing import OWN_PHONE, SIGNED_IN, Act
from caseway.plans.models import (
    PlanKind,
    SignatureAct,
    SignedHow,
    SignerRole,
)
from caseway.rules.functions import FunctionCode
from caseway.rules.plans.ramp import Rung

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=NEW_YORK)
TODAY = date(2026, 11, 20)
_next = itertools.count(1)


def make_plan(case, by, *, kind=PlanKind.EP, whole=True, **words):
    """An employment plan begun on March 9; `whole` with a goal, step, support and duty."""
    plan = writing.begin_plan(
        case=case,
        person=case.participant,
        kind=kind,
        words=writing.PlanWords(
            can_do=words.pop("can_do", "I cook for forty people at church."),
            family_words=words.pop("family_words", "That Leo sleeps through the night."),
            **words,
        ),
        by=by,
        on=date(2026, 3, 9),
    )
    if whole:
        goal = make_goal(plan, by)
        make_step(goal, by)
        make_support(plan, by)
        make_duty(plan, by)
    return plan


def make_goal(plan, by, words="Work in a kitchen near Leo’s school", **more):
    more.setdefault("proposed_by", "participant")
    return writing.add_goal(plan=plan, goal=writing.GoalWords(words=words, **more), by=by)


def make_step(goal, by, words="Ride the bus to the kitchen", **more):
    more.setdefault("starts_on", date(2026, 11, 16))
    more.setdefault("ramp", (Rung(1, 2, 60), Rung(3, 3, 120)))
    return writing.add_step(goal=goal, step=writing.StepWords(words=words, **more), by=by)


def make_support(plan, by, words="Pay for the bus card", **more):
    more.setdefault("due_on", date(2026, 11, 27))
    more.setdefault("owner", by)
    return writing.add_support(
        plan=plan, support=writing.SupportWords(words=words, **more), by=by, today=TODAY
    )


def make_duty(plan, by, words="Come to the kitchen course", **more):
    more.setdefault("kind", "work")
    more.setdefault("monitor", FunctionCode.EP_MONITORING)
    more.setdefault("rhythm", "twice a week")
    return writing.add_duty(plan=plan, duty=writing.DutyWords(words=words, **more), by=by)


def offered(plan, by, at=NOW):
    return offering.offer(plan=plan, by=by, at=at)


def staff_signs(version, by, at=NOW, **more):
    act = Act(
        role=SignerRole.STAFF,
        act=SignatureAct.SIGNED,
        method=SignedHow.HERE,
        language="en",
        identity=SIGNED_IN,
        typed_name=by.name,
        **more,
    )
    return signing.act_here(version=version, act=act, by=by, at=at)


def participant_act(act=SignatureAct.SIGNED, **more):
    if act == SignatureAct.SIGNED:
        more.setdefault("typed_name", "Ana Rivera")
    more.setdefault("language", "es")
    return Act(
        role=SignerRole.PARTICIPANT, act=act, method=SignedHow.LINK, identity=OWN_PHONE, **more
    )


def participant_signs(version, by, at=NOW, **more):
    made = links.make_link(version=version, language="es", by=by, at=at)
    return signing.act_by_link(link=made.link, act=participant_act(**more), at=at)


def both_sign(version, by, at=NOW, **hers):
    participant_signs(version, by, at, **hers)
    staff_signs(version, by, at)


def make_paper(case, by):
    content = b"%PDF-1.7 signed " + str(next(_next)).encode()
    paper = Paper(DocumentKind.OTHER, content, title="Signed plan")
    return keep(case=case, paper=paper, by=by, today=TODAY).document
