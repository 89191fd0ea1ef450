"""Months told and closed."""

from caseway.cases.models import Part
from caseway.coaching.actions.summaries import digest_of
from caseway.coaching.facts.story import evidence_of
from caseway.coaching.models import CoachingEnrolment, CoachMonthClosing, MonthlySummary
from caseway.coaching.telling import drafted_anew, own_sentence, tell
from caseway.demo.calendar import Calendar
from caseway.kernel.models import User
from caseway.rules.dates import Month
from caseway.rules.records.visits.elements import Topic
from caseway.rules.records.visits.story.draft import draft

OWN = {
    Topic.DONE: "No visit took place; we agreed on the next one by message.",
    Topic.RESPONSE: "There was nothing to see this month.",
    Topic.PROGRESS: "The goal was not worked on this month.",
    Topic.WORK: "Not working yet; looking for a job in the neighborhood.",
    Topic.PROBLEMS: "Nothing stood in the way, and nothing changes.",
    Topic.NEXT: "Next month goes on in the same rhythm.",
}


def summarize(
    row: CoachingEnrolment, month: Month, coach: User, cal: Calendar, *, signed: bool
) -> None:
    """The summary of a month, drafted from its records; what no record says, in her own words."""
    evidence = evidence_of([row], month)[row.pk]
    sentences = drafted_anew(draft(evidence), [])
    told = {one["topic"] for one in sentences}
    own = [own_sentence(topic, text) for topic, text in OWN.items() if topic.value not in told]
    order = list(Topic)
    whole = sorted([*sentences, *own], key=lambda one: order.index(Topic(one["topic"])))
    at = cal.at(month.plus(1).first.replace(day=4), 15)
    summary = MonthlySummary(
        site_id=row.site_id,
        enrolment=row,
        month=month.first,
        sentences=whole if signed else sentences,
        digest=digest_of(evidence),
        drafted_by=coach,
        drafted_at=at,
    )
    if signed:
        summary.signed_text = [{"topic": one.topic.value, "text": one.text} for one in tell(whole)]
        summary.signed_at, summary.signed_by, summary.signed_language = at, coach, "en"
        summary.signed_name, summary.signed_title = coach.name, "Job coach"
    summary.save()


def close(coach: User, people: list[CoachingEnrolment], month: Month, cal: Calendar) -> None:
    """The month before last, closed: what was signed in it can be billed."""
    for row in people:
        part = row.case.assignments.filter(part=Part.JOB_COACH, staff=coach).first()
        if part is not None:
            at = cal.at(month.plus(1).first.replace(day=5), 16)
            CoachMonthClosing.objects.create(
                site_id=row.site_id,
                agency_id=part.agency_id,
                coach=coach,
                month=month.first,
                closed_at=at,
                closed_by=coach,
            )
            return
