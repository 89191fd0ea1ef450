"""People: the names they have, what describes them and for how long, and how to reach them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.cases.models.querysets import PersonQuerySet
from caseway.kernel.models.sealing import BlindIndexField, Sealed, SealedField
from caseway.kernel.personal import FieldClass
from caseway.kernel.versions import Versioned


class Person(Versioned):
    """One human being, known at one site. What changes over time stands in rows of its own."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "name_used": FieldClass.PERSONAL,
        "sort_name": FieldClass.PERSONAL,
        "birth_on": FieldClass.PERSONAL,
        "language": FieldClass.PERSONAL,
        "pronouns": FieldClass.PERSONAL,
        "identity": FieldClass.PERSONAL,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="people")
    # The name used, copied from her names so that a list of a hundred needs no join.
    name_used = models.CharField(_("name used"), max_length=128)
    sort_name = models.CharField(max_length=160)
    birth_on = models.DateField(_("date of birth"), null=True, blank=True)
    birth_is_estimated = models.BooleanField(_("date of birth is estimated"), default=False)
    language = models.CharField(_("preferred language"), max_length=3, default="en")
    needs_interpreter = models.BooleanField(_("needs an interpreter"), default=False)
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    # In her own words; nobody else fills it in.
    identity = models.CharField(_("how I describe myself"), max_length=200, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "id"]
        verbose_name_plural = "people"
        indexes = [
            models.Index(fields=["site", "sort_name"], name="person_by_name"),
            # By the given name, as far as it is typed; the surname begins `sort_name`.
            models.Index("site", Lower("name_used"), name="person_by_name_used"),
            models.Index(fields=["site", "birth_on"], name="person_by_birth"),
        ]
        constraints = [
            models.CheckConstraint(
                name="person_is_not_merged_into_self",
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
            )
        ]

    def __str__(self) -> str:
        return self.name_used


class NameKind(models.TextChoices):
    LEGAL = "legal", _("Legal name")
    USED = "used", _("Name used")
    FORMER = "former", _("Former name")
    ALSO = "also", _("Also known as")


class PersonName(models.Model):
    """A name as the person has it: one word or many, any accents, capitals as written."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "full_name": FieldClass.PERSONAL,
        "given": FieldClass.PERSONAL,
        "family": FieldClass.PERSONAL,
        "kind": FieldClass.OPEN,
        "starts_on": FieldClass.OPEN,
        "ends_on": FieldClass.OPEN,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names")
    kind = models.CharField(_("kind"), max_length=8, choices=NameKind)
    full_name = models.CharField(_("name as written"), max_length=128)
    given = models.CharField(_("given names"), max_length=128, blank=True)
    family = models.CharField(_("surnames"), max_length=128, blank=True)
    is_used = models.BooleanField(_("the name to use"), default=False)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["person", "-is_used", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(is_used=True), name="person_has_one_name_used"
            )
        ]

    def __str__(self) -> str:
        return self.full_name


class NameKey(models.Model):
    """A phonetic or nickname key of a name, so that search-before-create finds it by an index."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {"key": FieldClass.PERSONAL}

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="name_keys")
    key = models.CharField(max_length=40)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["site", "key", "person"], name="name_key_lookup")]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="name_key_once")]

    def __str__(self) -> str:
        return str(self.person_id)


class CharacteristicKind(models.TextChoices):
    TEEN_PARENT = "teen_parent", _("Teen parent")
    PREGNANT = "pregnant", _("Pregnant")
    DISABILITY = "disability", _("Disability")
    LIMITED_ENGLISH = "limited_english", _("Prefers a language other than English")
    VETERAN = "veteran", _("Veteran")
    NO_DIPLOMA = "no_diploma", _("No high school diploma")
    UNSTABLE_HOUSING = "unstable_housing", _("Unstable housing")
    JUSTICE_INVOLVED = "justice_involved", _("Justice involvement")
    LONG_UNEMPLOYED = "long_unemployed", _("Long time out of work")
    CAREGIVER = "caregiver", _("Cares for another person")
    OTHER = "other", _("Other")


class Characteristic(models.Model):
    """Something that describes a person from a day and until another."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "kind": FieldClass.HEALTH,
        "detail": FieldClass.HEALTH,
        "source": FieldClass.PERSONAL,
        "starts_on": FieldClass.PERSONAL,
        "ends_on": FieldClass.PERSONAL,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="characteristics")
    kind = models.CharField(_("characteristic"), max_length=20, choices=CharacteristicKind)
    detail = models.CharField(_("in their words"), max_length=200, blank=True)
    source = models.CharField(_("who said so"), max_length=80, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["person", "starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="characteristic_span_is_forward",
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            )
        ]

    def __str__(self) -> str:
        return self.kind


class PointKind(models.TextChoices):
    MOBILE = "mobile", _("Mobile phone")
    PHONE = "phone", _("Other phone")
    EMAIL = "email", _("E-mail")


class ContactPoint(models.Model):
    """A phone number or e-mail address. `normal` is E.164 or lower case, for finding."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "value": FieldClass.PERSONAL,
        "normal": FieldClass.PERSONAL,
        "note": FieldClass.PERSONAL,
        "kind": FieldClass.OPEN,
        "ends_on": FieldClass.OPEN,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contact_points")
    kind = models.CharField(_("kind"), max_length=8, choices=PointKind)
    value = models.CharField(_("number or address"), max_length=254)
    normal = models.CharField(max_length=254)
    is_preferred = models.BooleanField(_("use this first"), default=False)
    ok_to_text = models.BooleanField(_("agreed to text messages"), default=False)
    ok_to_leave_message = models.BooleanField(_("may leave a message"), default=False)
    note = models.CharField(_("note"), max_length=200, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["person", "-is_preferred", "id"]
        indexes = [models.Index(fields=["site", "normal"], name="contact_point_lookup")]

    def __str__(self) -> str:
        return str(self.pk)


class Address(models.Model):
    """Where a person lives or receives letters.

    A confidential address is shown only to those who may read safety records;
    for everybody else the row does not exist.
    """

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "lines": FieldClass.PERSONAL,
        "city": FieldClass.PERSONAL,
        "state": FieldClass.PERSONAL,
        "zip_code": FieldClass.PERSONAL,
        "borough": FieldClass.PERSONAL,
        "starts_on": FieldClass.OPEN,
        "ends_on": FieldClass.OPEN,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="addresses")
    lines = models.CharField(_("street address"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=2, blank=True)
    zip_code = models.CharField(_("ZIP code"), max_length=10, blank=True)
    borough = models.CharField(_("borough or county"), max_length=40, blank=True)
    is_mailing = models.BooleanField(_("letters go here"), default=False)
    is_confidential = models.BooleanField(_("confidential"), default=False)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["person", "-id"]
        verbose_name_plural = "addresses"

    def __str__(self) -> str:
        return str(self.pk)


class Identifier(Sealed):
    """A social security number, sealed: found by blind index, shown masked, revealed on record."""

    personal_fields: ClassVar[dict[str, FieldClass]] = {
        "seal_key": FieldClass.OPEN,
        "number": FieldClass.IDENTIFIER,
        "number_index": FieldClass.IDENTIFIER,
        "last_four": FieldClass.IDENTIFIER,
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="ssn")
    number = SealedField(index="number_index", purpose="ssn")
    number_index = BlindIndexField()
    last_four = models.CharField(max_length=4)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.pk)
