"""Referrals: somebody is sent to a service, and stays on a list until it is known what came of it.

A guarded referral, to keep somebody safe or into treatment, exists only for staff of the case who
are trained for it. What a provider without an account is given is a link, of which only the
fingerprint is kept.
"""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from caseway.agencies.models import Site
from caseway.agencies.standing import Reader, open_on, standing_of
from caseway.cases.models import Assignment, Case, Person
from caseway.cases.models.querysets import OfVisibleCases
from caseway.kernel.personal import PersonalFields, classed
from caseway.kernel.versions import Versioned
from caseway.network.access import sites_of_safety
from caseway.network.models.places import Place
from caseway.network.models.providers import Provider
from caseway.network.models.services import Service
from caseway.network.needs import Need
from caseway.rules.referrals import codes


def _choices(labels: Any) -> list[tuple[str, Any]]:
    return [(str(code), _(label)) for code, label in labels.items()]


STATES = _choices(codes.STATE_LABELS)
URGENCIES = _choices(codes.URGENCY_LABELS)
SHARES = _choices(codes.SHARES_LABELS)
CONSENTS = _choices(codes.CONSENT_LABELS)
RESULTS = _choices(codes.RESULT_LABELS)
REFUSALS = _choices(codes.REFUSAL_LABELS)
MOVES = _choices(codes.MOVE_PAST)


class ReferralQuerySet(OfVisibleCases):
    def visible_to(self, user: Reader, on: date | None = None) -> Self:
        """Referrals of visible cases; a guarded one only for trained staff who hold the case."""
        seen = super().visible_to(user, on)
        return seen.filter(Q(is_guarded=False) | known_to(user))

    def open(self) -> Self:
        return self.exclude(state=codes.State.CLOSED)


def known_to(user: Reader, case: str = "case") -> Q:
    """The rows of cases on which she holds a part, or covers for who does, where she is trained."""
    standing = standing_of(user)
    held = Assignment.objects.filter(
        open_on(standing.on),
        case=OuterRef(case),
        staff__in=standing.hands,
        site__in=sites_of_safety(user),
    )
    return Q(Exists(held))


class Referral(Versioned):
    """One person, or a whole household, sent to one service for one need.

    `why` and `barrier` are ours; `message` is what the provider is told. `state` follows from the
    steps, `due_on` is the day by which somebody should act. A referral is closed with a result and
    never deleted.
    """

    # That it exists is a secret where it is guarded, so the log keeps none of its words either.
    personal_fields: ClassVar[PersonalFields] = classed(
        open="state urgency shares consent consent_on result refusal state_since sent_on asked_on "
        "appointment_at expected_on due_on closed_at made_at",
        safety="need why barrier message reach_them",
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="referrals")
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="referrals",
        verbose_name=_("for whom"),
        help_text=_("Empty: for the whole household."),
    )
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="referrals")
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    need = models.CharField(_("need"), max_length=20, choices=Need)
    why = models.TextField(_("why, in the person's words"), blank=True)
    barrier = models.CharField(_("what stands in the way"), max_length=200, blank=True)
    message = models.TextField(_("what the provider is told"), blank=True)
    reach_them = models.CharField(_("how to reach them"), max_length=200, blank=True)
    urgency = models.CharField(_("how soon"), max_length=8, choices=URGENCIES, default="routine")
    shares = models.CharField(_("what may be shared"), max_length=8, choices=SHARES)
    consent = models.CharField(_("how they agreed"), max_length=8, choices=CONSENTS, blank=True)
    consent_on = models.DateField(_("agreed on"), null=True, blank=True)
    is_guarded = models.BooleanField(_("for trained staff only"), default=False)
    state = models.CharField(
        _("stands at"), max_length=12, choices=STATES, default=codes.State.MADE.value
    )
    state_since = models.DateTimeField(_("since"))
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    asked_on = models.DateField(_("asked again on"), null=True, blank=True)
    appointment_at = models.DateTimeField(_("appointment"), null=True, blank=True)
    expected_on = models.DateField(_("a place is expected on"), null=True, blank=True)
    due_on = models.DateField(_("next step by"), null=True, blank=True)
    refusal = models.CharField(_("why they declined"), max_length=16, choices=REFUSALS, blank=True)
    result = models.CharField(_("what came of it"), max_length=12, choices=RESULTS, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="referrals_made"
    )
    made_at = models.DateTimeField(_("made"))
    # Another way was tried after this one did not lead there.
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(
                fields=["case", "due_on"], condition=~Q(state="closed"), name="referral_open"
            ),
            models.Index(fields=["site", "due_on", "id"], name="referral_by_due"),
            models.Index(fields=["made_by", "made_at"], name="referral_by_worker"),
        ]
        constraints = [
            models.CheckConstraint(
                name="referral_closes_with_a_result",
                condition=(Q(state="closed") & ~Q(result="") & Q(closed_at__isnull=False))
                | (~Q(state="closed") & Q(result="", closed_at=None)),
            ),
            models.CheckConstraint(
                name="open_referral_has_a_day",
                condition=Q(state="closed") | Q(due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="referral_is_sent_with_consent",
                condition=Q(sent_on=None) | Q(shares="nothing") | ~Q(consent=""),
            ),
            models.CheckConstraint(
                name="referral_consent_is_dated",
                condition=Q(consent="", consent_on=None)
                | (~Q(consent="") & Q(consent_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="referral_appointment_has_a_time",
                condition=~Q(state="appointment") | Q(appointment_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"referral {self.pk}"


class ReferralStep(models.Model):
    """One step of a referral: what was done or reported, when, by whom. Never changed.

    `by` is empty for what a provider said by its link; `said_by` is then the name they typed.
    `before` holds what the step changed, so that it can be taken back.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        open="move state refusal result appointment_at expected_on at before",
        staff="said_by",
        safety="note",
    )

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="steps")
    move = models.CharField(_("step"), max_length=10, choices=MOVES)
    state = models.CharField(_("led to"), max_length=12, choices=STATES)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    link = models.ForeignKey(
        "ReferralLink", on_delete=models.PROTECT, null=True, blank=True, related_name="steps"
    )
    said_by = models.CharField(_("who told us"), max_length=128, blank=True)
    note = models.TextField(_("what was said"), blank=True)
    refusal = models.CharField(_("why not"), max_length=16, choices=REFUSALS, blank=True)
    result = models.CharField(_("what came of it"), max_length=12, choices=RESULTS, blank=True)
    appointment_at = models.DateTimeField(_("appointment"), null=True, blank=True)
    expected_on = models.DateField(_("a place is expected on"), null=True, blank=True)
    before = models.JSONField(default=dict, editable=False)
    takes_back = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="taken_back_by"
    )

    class Meta:
        ordering = ["referral", "id"]
        constraints = [
            # Somebody answers for every step: one of us, or whoever was given the link.
            models.CheckConstraint(
                name="referral_step_is_somebodys",
                condition=Q(by__isnull=False, link=None) | Q(by=None, link__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"step {self.pk} of referral {self.referral_id}"


class ReferralLink(models.Model):
    """A way in for a provider without an account: to one referral, for some weeks.

    Only the fingerprint of the address is kept, so that nobody who reads the database can use it.
    """

    personal_fields: ClassVar[PersonalFields] = classed(
        open="digest made_at expires_at revoked_at opened_at", staff="sent_to"
    )

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    sent_to = models.EmailField(_("sent to"), blank=True)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField(_("opens until"))
    revoked_at = models.DateTimeField(_("closed"), null=True, blank=True)
    opened_at = models.DateTimeField(_("first opened"), null=True, blank=True)

    class Meta:
        ordering = ["referral", "-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(revoked_at=None), name="one_link_of_a_referral"
            ),
            models.CheckConstraint(
                name="referral_link_runs_out", condition=Q(expires_at__gt=models.F("made_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"
