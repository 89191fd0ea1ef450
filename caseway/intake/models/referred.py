"""Which referral is meant to help with what is in the way."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.intake.models.barriers import Barrier
from caseway.kernel.personal import PersonalFields, classed
from caseway.network.models import Referral


class BarrierReferral(models.Model):
    """A referral that was made for a barrier. What it said then stays with the referral."""

    personal_fields: ClassVar[PersonalFields] = classed(personal="at")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    barrier = models.ForeignKey(Barrier, on_delete=models.CASCADE, related_name="referrals")
    referral = models.OneToOneField(Referral, on_delete=models.CASCADE, related_name="for_barrier")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"))

    class Meta:
        ordering: ClassVar[list[Any]] = ["barrier", "-at", "-id"]

    def __str__(self) -> str:
        return f"referral {self.referral_id} for barrier {self.barrier_id}"
