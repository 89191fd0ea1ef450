"""What every record of the directory carries: who it is, where from, and who may be told."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned


class Listed(Versioned):
    """A provider, a service, a place or a service at a place.

    `uuid` never changes. A record that came in a file says in `source` from whom, and in
    `source_id` what they call it; `digest` is the fingerprint of what that file said, so that the
    same file changes nothing, and `edited_here` that somebody here wrote in it since. `kept` holds
    what came with it and has no field of its own, as it came.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        open="source source_id modified_at last_checked_on digest kept",
        staff="checked_by_email",
    )

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.CharField(_("source"), max_length=120, blank=True)
    source_id = models.CharField(_("called there"), max_length=255, blank=True)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    edited_here = models.BooleanField(_("changed here since it came"), default=False)
    is_published = models.BooleanField(_("published"), default=False)
    is_confidential = models.BooleanField(_("confidential"), default=False)
    modified_at = models.DateTimeField(_("changed"), default=timezone.now)
    last_checked_on = models.DateField(_("last checked"), null=True, blank=True)
    last_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by"),
    )
    checked_by_email = models.CharField(_("checked by (their address)"), max_length=254, blank=True)
    kept = models.JSONField(_("said besides"), default=dict, blank=True)

    class Meta:
        abstract = True
        constraints = [
            # Publishing is a choice for each record; for a confidential one it is none.
            models.CheckConstraint(
                name="%(class)s_confidential_is_unpublished",
                condition=Q(is_published=False) | Q(is_confidential=False),
            )
        ]
