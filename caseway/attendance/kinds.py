"""What each kind of activity is, and when its hours count, for whoever chooses one."""

from django.utils.translation import gettext_lazy as _

from caseway.attendance.models import ActivityKind

# Source: 45 CFR 261.2(b)-(m), 261.33, 261.34; said in the words of those who enrol people.
ABOUT = {
    ActivityKind.UNSUBSIDIZED: _(
        "A job or self-employment without public money in the wages. Every hour paid counts, "
        "also paid holidays and sick days."
    ),
    ActivityKind.SUBSIDIZED_PRIVATE: _(
        "A job with a private employer who gets public money toward the wages."
    ),
    ActivityKind.SUBSIDIZED_PUBLIC: _(
        "A job with a public employer for which public money pays a part of the wages."
    ),
    ActivityKind.WORK_EXPERIENCE: _(
        "Unpaid work to learn what a job asks, when a paid one cannot be found. Somebody "
        "supervises each day."
    ),
    ActivityKind.ON_THE_JOB_TRAINING: _("A paid job in which the employer teaches what it takes."),
    ActivityKind.JOB_SEARCH: _(
        "Looking for work and getting ready for it, also treatment that a professional says is "
        "needed. Counts for a number of hours in twelve months, and not in a fifth week in a row. "
        "Each day of the search is supervised and logged."
    ),
    ActivityKind.COMMUNITY_SERVICE: _(
        "Unpaid work of use to the community, for a public or nonprofit body. Volunteering at the "
        "child’s school counts when the school supervises it each day and it serves the school, "
        "such as the library or the lunch room; being with one’s own child does not."
    ),
    ActivityKind.VOCATIONAL_EDUCATION: _(
        "A course that prepares for an occupation. Counts for twelve months in a lifetime."
    ),
    ActivityKind.JOB_SKILLS: _(
        "Training that an employer asks for, to get a job or a better one. Counts above the first "
        "20 hours a week."
    ),
    ActivityKind.EDUCATION_FOR_EMPLOYMENT: _(
        "English, reading or other learning tied to a job, for somebody without a diploma. Counts "
        "above the first 20 hours a week."
    ),
    ActivityKind.SCHOOL: _(
        "High school or an equivalency course, for somebody who has not finished it. Counts above "
        "the first 20 hours a week; under 20 years of age, going to school well is enough."
    ),
    ActivityKind.CHILD_CARE_FOR_SERVICE: _(
        "Unpaid care for the children of somebody who is in community service."
    ),
    ActivityKind.OTHER: _(
        "A step that no law counts and that leads there all the same: ride the bus one stop "
        "further each day, see a doctor, learn to read. It stands in the plan like every other."
    ),
}
