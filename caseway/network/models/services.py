"""What providers offer, whom it is for, and how many places are free."""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caseway.kernel.models import User
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned
from caseway.network.access import sites_of_safety
from caseway.network.models.listed import Listed
from caseway.network.models.providers import Provider
from caseway.network.needs import Need


class ServiceStatus(models.TextChoices):
    """As the directory standard has them."""

    ACTIVE = "active", _("Running")
    INACTIVE = "inactive", _("Not running")
    DEFUNCT = "defunct", _("Gone")
    PAUSED = "temporarily closed", _("Closed for now")


class ServiceQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Services of the providers she sees; a confidential one only for trained staff."""
        seen = self.filter(provider__in=Provider.objects.visible_to(user))
        safe = sites_of_safety(user)
        return seen.exclude(Q(is_confidential=True) & ~Q(provider__site__in=safe))

    def published(self) -> Self:
        """Those that anybody may be told of."""
        return self.filter(
            is_published=True,
            is_confidential=False,
            provider__in=Provider.objects.published(),
        )


class Service(Listed):
    """One thing a provider offers. `search_text` is what words are looked for in, made by us."""

    personal_fields: ClassVar[PersonalFields] = classed(
        open="name alternate_name description url email status interpretation_services "
        "application_process fees_description wait_time accreditations eligibility_description "
        "licenses alert quality_note search_text"
    )

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="services")
    name = models.CharField(_("name"), max_length=255)
    alternate_name = models.CharField(_("also called"), max_length=255, blank=True)
    description = models.TextField(_("what it is"), blank=True)
    url = models.CharField(_("web page"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail for everybody"), blank=True)
    status = models.CharField(
        _("state"), max_length=20, choices=ServiceStatus, default=ServiceStatus.ACTIVE
    )
    interpretation_services = models.TextField(_("interpreters"), blank=True)
    application_process = models.TextField(_("how to get it"), blank=True)
    fees_description = models.TextField(_("what it costs"), blank=True)
    wait_time = models.CharField(_("wait"), max_length=255, blank=True)
    accreditations = models.TextField(_("accreditations"), blank=True)
    licenses = models.TextField(_("licenses"), blank=True)
    eligibility_description = models.TextField(_("who can come"), blank=True)
    minimum_age = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    alert = models.TextField(_("know before you go"), blank=True)
    # What staff learned by sending people there. Never published.
    quality_note = models.TextField(_("what we know of it"), blank=True)
    search_text = models.TextField(blank=True, editable=False)

    objects = ServiceQuerySet.as_manager()

    class Meta(Listed.Meta):
        abstract = False
        ordering = ["name", "id"]
        constraints = [
            *Listed.Meta.constraints,
            models.CheckConstraint(
                name="service_ages_run_forward",
                condition=Q(minimum_age=None)
                | Q(maximum_age=None)
                | Q(maximum_age__gte=models.F("minimum_age")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ServiceNeed(models.Model):
    """A need that a service answers."""

    personal_fields: ClassVar[PersonalFields] = classed(open="need")

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="needs")
    need = models.CharField(_("need"), max_length=20, choices=Need)

    class Meta:
        ordering = ["need", "id"]
        indexes = [models.Index(fields=["need", "service"], name="service_by_need")]
        constraints = [
            models.UniqueConstraint(fields=["service", "need"], name="service_need_once")
        ]

    def __str__(self) -> str:
        return str(Need(self.need).label)


class ServiceCode(models.Model):
    """A term of somebody else's vocabulary, kept as text: never published, nothing built on it."""

    personal_fields: ClassVar[PersonalFields] = classed(open="vocabulary code name")

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="codes")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    vocabulary = models.CharField(_("vocabulary"), max_length=255, blank=True)
    code = models.CharField(_("code"), max_length=255, blank=True)
    name = models.TextField(_("words"), blank=True)

    class Meta:
        ordering = ["service", "vocabulary", "code", "id"]

    def __str__(self) -> str:
        return self.name or self.code


class Capacity(Versioned):
    """How many places are free, of what, and as of when."""

    personal_fields: ClassVar[PersonalFields] = classed(open="unit description updated_at")

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="capacities")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.CharField(_("of what"), max_length=120)
    unit_uuid = models.UUIDField(editable=False)
    available = models.PositiveIntegerField(_("free"))
    maximum = models.PositiveIntegerField(_("in all"), null=True, blank=True)
    description = models.TextField(_("note"), blank=True)
    updated_at = models.DateTimeField(_("as of"))
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["service", "unit", "id"]
        constraints = [
            models.CheckConstraint(
                name="capacity_free_within_all",
                condition=Q(maximum=None) | Q(available__lte=models.F("maximum")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.available} {self.unit}"
