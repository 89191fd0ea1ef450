"""What is said of rows that the planner could not take as they stand."""

from caseway.rules.reasons import Sentence, _

ZIP_POINT = Sentence(
    "coaching.zip_point",
    _(
        "The place of %(name)s has no point on the map, so the middle of ZIP code %(zip)s was "
        "taken. Add the point for better travel times."
    ),
)
NO_POINT = Sentence(
    "coaching.no_point",
    _(
        "The place of %(name)s, %(place)s, has neither a point on the map nor a known ZIP code, "
        "so only calls can be planned. Add one of them."
    ),
)
UNKNOWN_ZONE = Sentence(
    "coaching.unknown_zone",
    _(
        "The place of %(name)s is in “%(zone)s”, which is no area that we know, so bridges and "
        "ferries on the way there are not counted. Choose the borough."
    ),
)
NO_TIER = Sentence(
    "coaching.no_tier",
    _("%(name)s has no tier, so a session every two weeks was planned. Choose the tier."),
)
BACKWARD = Sentence(
    "coaching.duty_outside",
    _("“%(what)s” on %(day)s lies outside your hours and takes nothing from them."),
)
