"""What the record of a visit is made of, in codes with words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from caseway.rules.reasons import _


class Phase(StrEnum):
    """The phases of supported employment. Source: 14 NYCRR 635-10."""

    INTENSIVE = "intensive"
    EXTENDED = "extended"


PHASE_LABELS: Mapping[Phase, str] = {
    Phase.INTENSIVE: _("Intensive"),
    Phase.EXTENDED: _("Extended"),
}


class Mode(StrEnum):
    """How a session is held."""

    VISIT = "visit"
    VIDEO = "video"
    PHONE = "phone"


MODE_LABELS: Mapping[Mode, str] = {
    Mode.VISIT: _("In person"),
    Mode.VIDEO: _("By video"),
    Mode.PHONE: _("By phone"),
}


class Setting(StrEnum):
    """With one person, or with several at once."""

    ALONE = "individual"
    GROUP = "group"


SETTING_LABELS: Mapping[Setting, str] = {
    Setting.ALONE: _("With one person"),
    Setting.GROUP: _("In a group"),
}


class Contact(StrEnum):
    """With the person, or on the person's behalf."""

    DIRECT = "direct"
    INDIRECT = "indirect"


CONTACT_LABELS: Mapping[Contact, str] = {
    Contact.DIRECT: _("With the person"),
    Contact.INDIRECT: _("On the person’s behalf"),
}


class Activity(StrEnum):
    """What supported employment may be spent on."""

    COACHING = "coaching"
    JOB_DEVELOPMENT = "job_development"
    CAREER = "career"
    EMPLOYER = "employer"
    TRAVEL_TRAINING = "travel_training"
    BENEFITS = "benefits"
    SOCIAL_SKILLS = "social_skills"
    ADAPTATION = "adaptation"
    CHECK_IN = "check_in"
    PLANNING = "planning"


ACTIVITY_LABELS: Mapping[Activity, str] = {
    Activity.COACHING: _("Coaching on the job’s tasks"),
    Activity.JOB_DEVELOPMENT: _("Finding a job"),
    Activity.CAREER: _("Moving up or changing jobs"),
    Activity.EMPLOYER: _("Talking with the employer"),
    Activity.TRAVEL_TRAINING: _("Learning the way to work"),
    Activity.BENEFITS: _("Wages and benefits"),
    Activity.SOCIAL_SKILLS: _("Getting along at work"),
    Activity.ADAPTATION: _("Tools and changes that make the job fit"),
    Activity.CHECK_IN: _("Checking in on how work goes"),
    Activity.PLANNING: _("Planning the next steps together"),
}


class Response(StrEnum):
    """How the person took part."""

    ALONE = "alone"
    REMINDERS = "reminders"
    STEP_BY_STEP = "step_by_step"
    NOT_TODAY = "not_today"


RESPONSE_LABELS: Mapping[Response, str] = {
    Response.ALONE: _("Did it without help"),
    Response.REMINDERS: _("Did it with reminders"),
    Response.STEP_BY_STEP: _("Did it with step-by-step help"),
    Response.NOT_TODAY: _("Chose not to today"),
}


class Progress(StrEnum):
    """Where a goal of the plan stands after a visit."""

    REACHED = "reached"
    FORWARD = "forward"
    SAME = "same"
    BACK = "back"


PROGRESS_LABELS: Mapping[Progress, str] = {
    Progress.REACHED: _("Reached"),
    Progress.FORWARD: _("A step forward"),
    Progress.SAME: _("As before"),
    Progress.BACK: _("Harder than before"),
}


class Support(StrEnum):
    """How much support was needed, from little to much."""

    LITTLE = "little"
    SOME = "some"
    MUCH = "much"
    CONSTANT = "constant"


SUPPORT_LABELS: Mapping[Support, str] = {
    Support.LITTLE: _("little"),
    Support.SOME: _("some"),
    Support.MUCH: _("much"),
    Support.CONSTANT: _("constant"),
}

SUPPORT_CHOICES: Mapping[Support, str] = {
    Support.LITTLE: _("Little"),
    Support.SOME: _("Some"),
    Support.MUCH: _("Much"),
    Support.CONSTANT: _("All the time"),
}


class Seen(StrEnum):
    """What was seen at work."""

    ON_TIME = "on_time"
    TASKS_DONE = "tasks_done"
    QUALITY = "quality"
    ASKED = "asked"
    WITH_OTHERS = "with_others"
    SAFE = "safe"
    NEW_TASK = "new_task"
    EMPLOYER_PLEASED = "employer_pleased"


SEEN_LABELS: Mapping[Seen, str] = {
    Seen.ON_TIME: _("Was on time"),
    Seen.TASKS_DONE: _("Finished the tasks"),
    Seen.QUALITY: _("Worked with care"),
    Seen.ASKED: _("Asked for help when needed"),
    Seen.WITH_OTHERS: _("Worked well with others"),
    Seen.SAFE: _("Worked safely"),
    Seen.NEW_TASK: _("Learned a new task"),
    Seen.EMPLOYER_PLEASED: _("The employer said it goes well"),
}


class Problem(StrEnum):
    """What stood in the way."""

    TRAVEL = "travel"
    TIME = "time"
    TASKS = "tasks"
    PEOPLE = "people"
    HEALTH = "health"
    HOURS = "hours"
    BENEFITS = "benefits"
    EMPLOYER = "employer"


PROBLEM_LABELS: Mapping[Problem, str] = {
    Problem.TRAVEL: _("Getting to work"),
    Problem.TIME: _("Being on time"),
    Problem.TASKS: _("The tasks or the pace"),
    Problem.PEOPLE: _("Getting along with others"),
    Problem.HEALTH: _("Not feeling well"),
    Problem.HOURS: _("Hours or shifts"),
    Problem.BENEFITS: _("Wages or benefits"),
    Problem.EMPLOYER: _("A worry of the employer"),
}


class Change(StrEnum):
    """What will be done differently."""

    MORE_VISITS = "more_visits"
    FEWER_VISITS = "fewer_visits"
    MORE_CALLS = "more_calls"
    EMPLOYER_TALK = "employer_talk"
    TASK_AID = "task_aid"
    TRAVEL_HELP = "travel_help"
    BENEFITS_HELP = "benefits_help"
    NEW_GOAL = "new_goal"


CHANGE_LABELS: Mapping[Change, str] = {
    Change.MORE_VISITS: _("More visits"),
    Change.FEWER_VISITS: _("Fewer visits"),
    Change.MORE_CALLS: _("Calls in place of some visits"),
    Change.EMPLOYER_TALK: _("A talk with the employer"),
    Change.TASK_AID: _("A checklist or aid for the task"),
    Change.TRAVEL_HELP: _("Help with the way to work"),
    Change.BENEFITS_HELP: _("Advice on wages and benefits"),
    Change.NEW_GOAL: _("A new or changed goal"),
}
