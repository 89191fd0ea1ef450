"""What a drafted summary says. Each sentence stands alone; none is put together from pieces."""

from __future__ import annotations

from collections.abc import Mapping

from caseway.rules.reasons import Sentence, _, ngettext
from caseway.rules.records.visits.codes import (
    Activity,
    Change,
    Mode,
    Problem,
    Progress,
    Response,
    Seen,
)


def _counted(code: str, texts: tuple[str, str]) -> Sentence:
    return Sentence(f"month_story.{code}", *texts, "count")


# What was done
ONCE = {
    Mode.VISIT: Sentence("month_story.met_once", _("We met once, on %(first)s.")),
    Mode.VIDEO: Sentence("month_story.video_once", _("We spoke once by video, on %(first)s.")),
    Mode.PHONE: Sentence("month_story.phone_once", _("We spoke once by phone, on %(first)s.")),
}
OFTEN = {
    Mode.VISIT: Sentence(
        "month_story.met", _("We met %(count)s times, from %(first)s to %(last)s.")
    ),
    Mode.VIDEO: Sentence(
        "month_story.video",
        _("We spoke %(count)s times by video, from %(first)s to %(last)s."),
    ),
    Mode.PHONE: Sentence(
        "month_story.phone",
        _("We spoke %(count)s times by phone, from %(first)s to %(last)s."),
    ),
}
TIME = Sentence(
    "month_story.time",
    *ngettext(
        "Together this came to %(count)s minute.", "Together this came to %(count)s minutes."
    ),
    "count",
)
NOT_MET = _counted(
    "not_met",
    ngettext(
        "%(count)s planned visit did not take place.",
        "%(count)s planned visits did not take place.",
    ),
)
MOVED = _counted(
    "moved",
    ngettext(
        "%(count)s visit was moved to another time.",
        "%(count)s visits were moved to another time.",
    ),
)
DID: Mapping[Activity, Sentence] = {
    Activity.COACHING: _counted(
        "coaching",
        ngettext(
            "In %(count)s session we worked on the tasks of the job.",
            "In %(count)s sessions we worked on the tasks of the job.",
        ),
    ),
    Activity.JOB_DEVELOPMENT: _counted(
        "job_development",
        ngettext(
            "In %(count)s session we worked on finding a job.",
            "In %(count)s sessions we worked on finding a job.",
        ),
    ),
    Activity.CAREER: _counted(
        "career",
        ngettext(
            "In %(count)s session we worked on moving up or changing jobs.",
            "In %(count)s sessions we worked on moving up or changing jobs.",
        ),
    ),
    Activity.EMPLOYER: _counted(
        "employer",
        ngettext(
            "In %(count)s session the coach talked with the employer.",
            "In %(count)s sessions the coach talked with the employer.",
        ),
    ),
    Activity.TRAVEL_TRAINING: _counted(
        "travel_training",
        ngettext(
            "In %(count)s session we practiced the way to work.",
            "In %(count)s sessions we practiced the way to work.",
        ),
    ),
    Activity.BENEFITS: _counted(
        "benefits",
        ngettext(
            "In %(count)s session we went through wages and benefits.",
            "In %(count)s sessions we went through wages and benefits.",
        ),
    ),
    Activity.SOCIAL_SKILLS: _counted(
        "social_skills",
        ngettext(
            "In %(count)s session we worked on getting along at work.",
            "In %(count)s sessions we worked on getting along at work.",
        ),
    ),
    Activity.ADAPTATION: _counted(
        "adaptation",
        ngettext(
            "In %(count)s session we worked on tools and changes that make the job fit.",
            "In %(count)s sessions we worked on tools and changes that make the job fit.",
        ),
    ),
    Activity.CHECK_IN: _counted(
        "check_in",
        ngettext(
            "In %(count)s session we checked in on how work goes.",
            "In %(count)s sessions we checked in on how work goes.",
        ),
    ),
    Activity.PLANNING: _counted(
        "planning",
        ngettext(
            "In %(count)s session we planned the next steps together.",
            "In %(count)s sessions we planned the next steps together.",
        ),
    ),
}

# How it went
TOOK_PART: Mapping[Response, Sentence] = {
    Response.ALONE: _counted(
        "alone",
        ngettext(
            "%(count)s time the person did the work without help.",
            "%(count)s times the person did the work without help.",
        ),
    ),
    Response.REMINDERS: _counted(
        "reminders",
        ngettext(
            "%(count)s time the person did the work with reminders.",
            "%(count)s times the person did the work with reminders.",
        ),
    ),
    Response.STEP_BY_STEP: _counted(
        "step_by_step",
        ngettext(
            "%(count)s time the person did the work with step-by-step help.",
            "%(count)s times the person did the work with step-by-step help.",
        ),
    ),
    Response.NOT_TODAY: _counted(
        "not_today",
        ngettext(
            "%(count)s time the person chose not to take part.",
            "%(count)s times the person chose not to take part.",
        ),
    ),
}
SUPPORT_SAME = Sentence("month_story.support_same", _("The support needed was: %(level)s."))
SUPPORT_VARIED = Sentence(
    "month_story.support_varied",
    _("The support needed changed from time to time, from %(least)s to %(most)s."),
)
SUPPORT_LESS = Sentence(
    "month_story.support_less",
    _("Less support was needed: from %(first)s on %(since)s to %(last)s on %(until)s."),
)
SUPPORT_MORE = Sentence(
    "month_story.support_more",
    _("More support was needed: from %(first)s on %(since)s to %(last)s on %(until)s."),
)
SAW: Mapping[Seen, Sentence] = {
    Seen.ON_TIME: _counted(
        "on_time",
        ngettext(
            "The person was on time in %(count)s session.",
            "The person was on time in %(count)s sessions.",
        ),
    ),
    Seen.TASKS_DONE: _counted(
        "tasks_done",
        ngettext(
            "The tasks were finished in %(count)s session.",
            "The tasks were finished in %(count)s sessions.",
        ),
    ),
    Seen.QUALITY: _counted(
        "quality",
        ngettext(
            "The work was done with care in %(count)s session.",
            "The work was done with care in %(count)s sessions.",
        ),
    ),
    Seen.ASKED: _counted(
        "asked",
        ngettext(
            "The person asked for help when it was needed in %(count)s session.",
            "The person asked for help when it was needed in %(count)s sessions.",
        ),
    ),
    Seen.WITH_OTHERS: _counted(
        "with_others",
        ngettext(
            "The person worked well with others in %(count)s session.",
            "The person worked well with others in %(count)s sessions.",
        ),
    ),
    Seen.SAFE: _counted(
        "safe",
        ngettext(
            "The person worked safely in %(count)s session.",
            "The person worked safely in %(count)s sessions.",
        ),
    ),
    Seen.NEW_TASK: _counted(
        "new_task",
        ngettext(
            "The person learned a new task in %(count)s session.",
            "The person learned a new task in %(count)s sessions.",
        ),
    ),
    Seen.EMPLOYER_PLEASED: _counted(
        "employer_pleased",
        ngettext(
            "In %(count)s session the employer said that it goes well.",
            "In %(count)s sessions the employer said that it goes well.",
        ),
    ),
}
NOTED = Sentence("month_story.noted", _("Noted on %(on)s: “%(note)s”"))

# Progress toward goals
WORKED_TOWARD = _counted(
    "toward",
    ngettext(
        "%(count)s session served the goal “%(goal)s”.",
        "%(count)s sessions served the goal “%(goal)s”.",
    ),
)
STANDS: Mapping[Progress, Sentence] = {
    Progress.REACHED: Sentence(
        "month_story.goal_reached", _("The goal “%(goal)s” was reached on %(on)s.")
    ),
    Progress.FORWARD: Sentence(
        "month_story.goal_forward",
        _("Toward the goal “%(goal)s” there was a step forward by %(on)s."),
    ),
    Progress.SAME: Sentence(
        "month_story.goal_same", _("On %(on)s the goal “%(goal)s” stood as before.")
    ),
    Progress.BACK: Sentence(
        "month_story.goal_back", _("On %(on)s the goal “%(goal)s” was harder than before.")
    ),
}

# Hours and wage
WORKS = Sentence(
    "month_story.works", _("From %(since)s: %(hours)s hours of work a week at $%(wage)s an hour.")
)
WORKS_HOURS = Sentence(
    "month_story.works_hours", _("From %(since)s: %(hours)s hours of work a week.")
)
EARNS = Sentence("month_story.earns", _("From %(since)s: a wage of $%(wage)s an hour."))
JOB_ENDED = Sentence("month_story.job_ended", _("A job ended on %(on)s."))

# Problems and planned changes
STOOD: Mapping[Problem, Sentence] = {
    Problem.TRAVEL: _counted(
        "travel",
        ngettext(
            "Getting to work was hard in %(count)s session.",
            "Getting to work was hard in %(count)s sessions.",
        ),
    ),
    Problem.TIME: _counted(
        "time_kept",
        ngettext(
            "Being on time was hard in %(count)s session.",
            "Being on time was hard in %(count)s sessions.",
        ),
    ),
    Problem.TASKS: _counted(
        "tasks",
        ngettext(
            "The tasks or the pace were hard in %(count)s session.",
            "The tasks or the pace were hard in %(count)s sessions.",
        ),
    ),
    Problem.PEOPLE: _counted(
        "people",
        ngettext(
            "Getting along with others was hard in %(count)s session.",
            "Getting along with others was hard in %(count)s sessions.",
        ),
    ),
    Problem.HEALTH: _counted(
        "health",
        ngettext(
            "The person did not feel well in %(count)s session.",
            "The person did not feel well in %(count)s sessions.",
        ),
    ),
    Problem.HOURS: _counted(
        "hours",
        ngettext(
            "Hours or shifts were a difficulty in %(count)s session.",
            "Hours or shifts were a difficulty in %(count)s sessions.",
        ),
    ),
    Problem.BENEFITS: _counted(
        "pay",
        ngettext(
            "Wages or benefits were a difficulty in %(count)s session.",
            "Wages or benefits were a difficulty in %(count)s sessions.",
        ),
    ),
    Problem.EMPLOYER: _counted(
        "worry",
        ngettext(
            "The employer had a worry in %(count)s session.",
            "The employer had a worry in %(count)s sessions.",
        ),
    ),
}
PLANNED: Mapping[Change, Sentence] = {
    Change.MORE_VISITS: Sentence("month_story.more_visits", _("Planned: more visits.")),
    Change.FEWER_VISITS: Sentence("month_story.fewer_visits", _("Planned: fewer visits.")),
    Change.MORE_CALLS: Sentence(
        "month_story.more_calls", _("Planned: calls in place of some visits.")
    ),
    Change.EMPLOYER_TALK: Sentence(
        "month_story.employer_talk", _("Planned: a talk with the employer.")
    ),
    Change.TASK_AID: Sentence(
        "month_story.task_aid", _("Planned: a checklist or an aid for the task.")
    ),
    Change.TRAVEL_HELP: Sentence(
        "month_story.travel_help", _("Planned: help with the way to work.")
    ),
    Change.BENEFITS_HELP: Sentence(
        "month_story.benefits_help", _("Planned: advice on wages and benefits.")
    ),
    Change.NEW_GOAL: Sentence("month_story.new_goal", _("Planned: a new or changed goal.")),
}

# Next month
ONE_AHEAD = Sentence("month_story.one_ahead", _("One session is planned, on %(first)s."))
AHEAD = Sentence(
    "month_story.ahead", _("%(count)s sessions are planned, from %(first)s to %(last)s.")
)


def by_code() -> dict[str, Sentence]:
    """Every sentence of a summary by its code: what is stored is the code and its facts."""
    found: dict[str, Sentence] = {}
    for held in globals().values():
        if isinstance(held, Sentence):
            found[held.code] = held
        elif isinstance(held, Mapping):
            found |= {one.code: one for one in held.values() if isinstance(one, Sentence)}
    return found
