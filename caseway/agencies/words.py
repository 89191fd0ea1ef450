"""Parts and stages as a site's promises name them. `cases` holds the rows that use the codes."""

from django.utils.translation import gettext_lazy as _

PARTS = [
    ("case_manager", _("Case manager")),
    ("public_worker", _("Public worker")),
    ("contractor_worker", _("Contractor worker")),
    ("job_coach", _("Job coach")),
]
STAGES = [
    ("", _("Any stage")),
    ("initial_contact", _("First contact")),
    ("eligibility", _("Eligibility")),
    ("assessment", _("Assessment")),
    ("planning", _("Planning")),
    ("activities", _("Activities")),
    ("job_search", _("Job search")),
    ("placed", _("At work")),
    ("retention", _("Keeping work")),
]
PART_NAMES = dict(PARTS)
STAGE_NAMES = dict(STAGES)
