"""What the columns of attendance may hold: the codes of the rules, with words for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActivityKind(models.IntegerChoices):
    """The twelve federal activities in the order of 45 CFR 261.30, and everything else."""

    UNSUBSIDIZED = 1, _("Unsubsidized job")
    SUBSIDIZED_PRIVATE = 2, _("Subsidized job, private employer")
    SUBSIDIZED_PUBLIC = 3, _("Subsidized job, public employer")
    WORK_EXPERIENCE = 4, _("Work experience")
    ON_THE_JOB_TRAINING = 5, _("On-the-job training")
    JOB_SEARCH = 6, _("Job search and job readiness")
    COMMUNITY_SERVICE = 7, _("Community service")
    VOCATIONAL_EDUCATION = 8, _("Vocational education")
    JOB_SKILLS = 9, _("Job skills training")
    EDUCATION_FOR_EMPLOYMENT = 10, _("Education tied to employment")
    SCHOOL = 11, _("School or high school equivalency")
    CHILD_CARE_FOR_SERVICE = 12, _("Child care for a person in community service")
    OTHER = 13, _("A useful step that does not count")


PAID = (1, 2, 3, 5)
# 45 CFR 261.61: unpaid activities must be supervised each day; OTHER never counts.
NEEDS_SUPERVISOR = (4, 6, 7, 8, 9, 10, 11, 12)


class MarkCode(models.IntegerChoices):
    """What one entry says of the time it names."""

    PRESENT = 1, _("Present")
    EXCUSED = 2, _("Away, excused")
    UNEXCUSED = 3, _("Away, not excused")
    HOLIDAY = 4, _("Holiday")
    HOMEWORK_SUPERVISED = 5, _("Supervised homework")
    HOMEWORK_UNSUPERVISED = 6, _("Homework alone")


DAY_MARKS = (1, 2, 3, 4)
HOMEWORK_MARKS = (5, 6)


class ProofState(models.IntegerChoices):
    """How far an hour is proven. Only a verified one counts (45 CFR 261.60(a))."""

    UNPROVEN = 0, _("No proof yet")
    SUBMITTED = 1, _("Proof waits for a decision")
    VERIFIED = 2, _("Proven")
    REJECTED = 3, _("Proof not accepted")
    EXPIRED = 4, _("Proof ran out")


class ExcuseReason(models.TextChoices):
    """Why a person could not come. Chosen from a list so that nobody must tell more."""

    SICK = "sick", _("Sick")
    CHILD_SICK = "child_sick", _("Child or family member sick")
    CHILD_CARE = "child_care", _("Child care fell through")
    TRANSPORT = "transport", _("Transport fell through")
    APPOINTMENT = "appointment", _("Appointment that could not be moved")
    INTERVIEW = "interview", _("Job interview")
    SAFETY = "safety", _("Personal reason")
    PROVIDER_CLOSED = "provider_closed", _("The provider was closed")
    WEATHER = "weather", _("Weather")
    OTHER = "other", _("Other good reason")


class EntrySource(models.TextChoices):
    WORKER = "worker", _("Case worker")
    PROVIDER = "provider", _("Provider")
    PASTE = "paste", _("Pasted from a spreadsheet")
    UPLOAD = "upload", _("Provider's file")
    PAY_STUB = "pay_stub", _("Pay stub")
    SYSTEM = "system", _("Another computer system")
