"""A conversation, held in any order and kept answer by answer; and what was made of it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.cases.models import Case, Person, Strength, Task
from caseway.cases.models.querysets import OfVisibleCases
from caseway.intake.models.barriers import Barrier
from caseway.intake.models.questions import QuestionSetVersion
from caseway.kernel.models.sealing import Sealed, SealedField
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned
from caseway.network.models import Referral


class Interview(models.Model):
    """One conversation with one person on a case. Open until somebody says that it is over."""

    personal_fields: ClassVar[PersonalFields] = classed(
        open="language last_key", personal="began_at last_at finished_at"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="interviews")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="interviews")
    asks = models.ForeignKey(QuestionSetVersion, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(_("questions read in"), max_length=3, default="en")
    began_at = models.DateTimeField(_("began"))
    began_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # Where to go on: the question answered last, and for whom ("child_doctor.17").
    last_key = models.CharField(_("last answer"), max_length=64, blank=True)
    last_at = models.DateTimeField(_("last saved"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OfVisibleCases.as_manager()

    class Meta:
        ordering = ["case", "-began_at", "-id"]
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["case", "last_at"],
                condition=Q(finished_at=None),
                name="interview_open_by_case",
            )
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="interview_end_is_whole",
                condition=Q(finished_at=None, finished_by=None)
                | Q(finished_at__isnull=False, finished_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"interview {self.pk}"


class AnswerState(models.TextChoices):
    """Nothing said yet, "no" and "prefer not to say" are three things."""

    UNANSWERED = "", _("Not asked yet")
    ANSWERED = "answered", _("Answered")
    NO = "no", _("No")
    PREFER_NOT = "prefer_not", _("Prefer not to say")


class AnswerSource(models.TextChoices):
    SAID = "said", _("Said now")
    EARLIER = "earlier", _("Said earlier")


class Answer(Sealed, Versioned):
    """What was said to one question. The words are sealed, whatever the question."""

    personal_fields: ClassVar[PersonalFields] = classed(
        health="words state", open="key source", personal="at"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(_("question"), max_length=40)
    # Whom of the children a question is about; empty where it is asked once.
    about = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    state = models.CharField(_("where it stands"), max_length=12, choices=AnswerState, blank=True)
    words = SealedField(verbose_name=_("what was said"))
    source = models.CharField(
        _("source"), max_length=8, choices=AnswerSource, default=AnswerSource.SAID
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("saved at"))

    class Meta:
        ordering = ["interview", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["interview", "key"], condition=Q(about=None), name="answer_once"
            ),
            models.UniqueConstraint(
                fields=["interview", "key", "about"],
                condition=Q(about__isnull=False),
                name="answer_once_for_each",
            ),
            # Words belong to an answer alone: "no" and "prefer not to say" have none.
            models.CheckConstraint(
                name="answer_has_words_or_none",
                condition=Q(state="answered", words__isnull=False)
                | (~Q(state="answered") & Q(words=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class Decided(models.TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    DISMISSED = "dismissed", _("Set aside")


class ProposalDecision(models.Model):
    """What a person made of something that an interview suggested."""

    personal_fields: ClassVar[PersonalFields] = classed(
        health="key reason", open="kind decided", personal="at"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="decisions")
    key = models.CharField(_("what was suggested"), max_length=160)
    kind = models.CharField(_("kind"), max_length=12)
    decided = models.CharField(_("decision"), max_length=12, choices=Decided)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    barrier = models.ForeignKey(
        Barrier, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    task = models.ForeignKey(
        Task, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    referral = models.ForeignKey(
        Referral, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    strength = models.ForeignKey(
        Strength, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("decided at"))

    class Meta:
        ordering = ["interview", "at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["interview", "key"], name="proposal_decided_once")
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"
