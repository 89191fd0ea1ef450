"""Who may perform which function where: Table II.1 as dated rows."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models.agencies import Agency, EmployerKind
from caseway.agencies.models.places import Region, Site
from caseway.kernel.personal import FieldClass

# 7 USC 2020(e)(6)(B) and 42 CFR 431.10: decided by public employees everywhere.
RESERVED_TO_PUBLIC = ["food_stamp_eligibility", "medicaid_eligibility"]


class FunctionHolder(models.Model):
    """In this region, from this day, workers of this kind of employer may perform the function.

    Two open rows for one function, one of each kind, are the shared cell of
    Table II.1 (footnote b). No row means that nobody of that kind may.
    """

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "function": FieldClass.OPEN,
        "employer_kind": FieldClass.OPEN,
        "starts_on": FieldClass.OPEN,
        "ends_on": FieldClass.OPEN,
        "reason": FieldClass.OPEN,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="function_holders")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="function_holders")
    function = models.CharField(_("function"), max_length=40)
    employer_kind = models.CharField(_("kind of employer"), max_length=12, choices=EmployerKind)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ["region", "function", "employer_kind", "starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="holder_span_is_forward",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="holder_reserved_functions_stay_public",
                condition=~Q(function__in=RESERVED_TO_PUBLIC)
                | Q(employer_kind=EmployerKind.PUBLIC),
            ),
            models.UniqueConstraint(
                fields=["region", "function", "employer_kind"],
                condition=Q(ends_on=None),
                name="holder_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function} {self.employer_kind} @ {self.region_id}"


class SpecialistElement(models.Model):
    """A piece of a function held by one agency, such as a job club that is contracted out."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "function": FieldClass.OPEN,
        "name": FieldClass.OPEN,
        "starts_on": FieldClass.OPEN,
        "ends_on": FieldClass.OPEN,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="elements")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="elements")
    function = models.CharField(_("function"), max_length=40)
    name = models.CharField(_("name"), max_length=128)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="elements")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["region", "name", "id"]
        constraints = [
            models.CheckConstraint(
                name="element_span_is_forward",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
