"""What is in the way, to be picked where somebody is referred."""

from datetime import datetime

from django.utils.translation import gettext as _

from caseway.cases.models import Case
from caseway.intake.models import PRIVATE_KINDS, SAFETY_KINDS, Barrier, BarrierReferral
from caseway.kernel.models import User
from caseway.network.models import Referral
from caseway.network.needs import Need
from caseway.network.reasons import Linked, Reason, offers


def barriers_of(user: User, case: Case) -> list[Reason]:
    """What is in the way today, as far as the reader may know, the worst first."""
    rows = Barrier.objects.readable_by(user, case).open().select_related("person")
    return [_reason(row, case) for row in rows.order_by("-severity", "pk")]


def keep_barrier(referral: Referral, pk: int, by: User, at: datetime) -> None:
    """Tie a referral to a barrier of its own case."""
    barrier = Barrier.objects.get(pk=pk, case=referral.case_id)
    BarrierReferral.objects.create(
        site_id=referral.site_id, barrier=barrier, referral=referral, by=by, at=at
    )


def barrier_of(user: User, referral: Referral) -> list[Linked]:
    """The barrier that a referral was made for, where the reader may know of it."""
    rows = Barrier.objects.readable_by(user, referral.case)
    found = rows.filter(referrals__referral=referral).first()
    if found is None:
        return []
    return [Linked(str(found.get_kind_display()), "intake:barrier", found.pk)]


def _reason(row: Barrier, case: Case) -> Reason:
    kind = str(row.get_kind_display())
    whose = f" ({row.person.name_used})" if row.person_id != case.participant_id else ""
    # Whoever sees the referral reads its words; what was told in private stays behind the link.
    told = row.kind not in PRIVATE_KINDS | SAFETY_KINDS
    return Reason(
        key=f"barrier:{row.pk}",
        group=_("In the way"),
        label=kind + whose,
        words=kind + whose if told else "",
        need=row.kind if row.kind in Need.values else "",
    )


offers("barrier", barriers_of, keep_barrier, barrier_of)
