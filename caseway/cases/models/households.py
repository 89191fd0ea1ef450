"""Households: who lives together and how they are related, over time."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.cases.models.people import Person
from caseway.kernel.personal import FieldClass


class Household(models.Model):
    """People who live together and are served as one family."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {"label": FieldClass.PERSONAL}

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="households")
    # The office's own number or name for it, when it has one.
    label = models.CharField(_("label"), max_length=128, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.pk)


class Relation(models.TextChoices):
    """How a member is related to the person whose case it is."""

    SELF = "self", _("Participant")
    SPOUSE = "spouse", _("Spouse")
    PARTNER = "partner", _("Partner")
    CHILD = "child", _("Child")
    STEPCHILD = "stepchild", _("Stepchild")
    GRANDCHILD = "grandchild", _("Grandchild")
    PARENT = "parent", _("Parent")
    SIBLING = "sibling", _("Brother or sister")
    OTHER_RELATIVE = "other_relative", _("Other relative")
    NOT_RELATED = "not_related", _("Not related")


class HouseholdMember(models.Model):
    """A person in a household from a day and until another."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "relation": FieldClass.PERSONAL,
        "starts_on": FieldClass.PERSONAL,
        "ends_on": FieldClass.PERSONAL,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="households")
    relation = models.CharField(_("relation"), max_length=16, choices=Relation)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["household", "id"]
        constraints = [
            models.CheckConstraint(
                name="household_member_span_is_forward",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["household", "person"],
                condition=Q(ends_on=None),
                name="household_member_open_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
