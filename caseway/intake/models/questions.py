"""Question sets: a draft that people edit, and versions that nobody changes any more."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned


class QuestionDraft(Versioned):
    """What a site's next version will ask, until it is published."""

    personal_fields: ClassVar[PersonalFields] = classed(open="slug content edited_at")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="question_drafts")
    slug = models.SlugField(_("short name"), max_length=40)
    content = models.JSONField(_("sections and questions"))
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    edited_at = models.DateTimeField()

    class Meta:
        ordering = ["site", "slug", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["site", "slug"], name="question_draft_once")
        ]

    def __str__(self) -> str:
        return f"{self.slug} (draft)"


class QuestionSetVersion(models.Model):
    """What was asked. The database refuses to change or delete it: answers rest on its words."""

    append_only: ClassVar[bool] = True
    personal_fields: ClassVar[PersonalFields] = classed(
        open="slug number content digest published_at"
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="question_sets")
    slug = models.SlugField(_("short name"), max_length=40)
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("sections and questions"))
    digest = models.CharField(_("fingerprint"), max_length=64)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["site", "slug", "-number", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["site", "slug", "number"], name="question_set_once")
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.number}"
