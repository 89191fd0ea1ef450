"""Speaking up for a family, and chances offered to them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.cases.models import Case, Person
from caseway.cases.models.querysets import OfVisibleCases
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned


class WordKind(models.TextChoices):
    SPOKE_UP = "spoke_up", _("Spoke up for them")
    CHANCE = "chance", _("Offered a chance to take part")


class WordOutcome(models.TextChoices):
    OPEN = "open", _("Still open")
    AGREED = "agreed", _("They agreed")
    PARTLY = "partly", _("They agreed in part")
    REFUSED = "refused", _("They refused")
    TAKEN = "taken", _("The person took it up")
    NOT_TAKEN = "not_taken", _("The person did not take it up")


# What can come of each kind.
OUTCOMES = {
    WordKind.SPOKE_UP: (
        WordOutcome.OPEN,
        WordOutcome.AGREED,
        WordOutcome.PARTLY,
        WordOutcome.REFUSED,
    ),
    WordKind.CHANCE: (WordOutcome.OPEN, WordOutcome.TAKEN, WordOutcome.NOT_TAKEN),
}


class WordPutIn(Versioned):
    """A word put in with somebody, or a chance offered: by whom, to whom, and what came of it."""

    personal_fields: ClassVar[PersonalFields] = classed(
        open="kind on outcome outcome_on made_at", personal="to_whom about outcome_note"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="words_put_in")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="words_put_in"
    )
    kind = models.CharField(_("what was done"), max_length=8, choices=WordKind)
    on = models.DateField(_("on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="words_put_in"
    )
    to_whom = models.CharField(_("with whom, or where"), max_length=200)
    about = models.TextField(_("about what"))
    outcome = models.CharField(
        _("what came of it"), max_length=10, choices=WordOutcome, default=WordOutcome.OPEN
    )
    outcome_on = models.DateField(_("since"), null=True, blank=True)
    outcome_note = models.TextField(_("in words"), blank=True)
    made_at = models.DateTimeField(_("written down"))

    objects = OfVisibleCases.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["case", "on"], name="word_by_case")]
        constraints = [
            models.CheckConstraint(
                name="word_says_with_whom_and_what", condition=~Q(to_whom="") & ~Q(about="")
            ),
            models.CheckConstraint(
                name="word_outcome_is_dated",
                condition=Q(outcome="open", outcome_on=None)
                | (~Q(outcome="open") & Q(outcome_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"word {self.pk}"
