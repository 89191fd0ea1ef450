"""Referrals as the rules take them."""

from datetime import date, datetime

from django.utils import timezone

from caseway.network.models import Referral
from caseway.network.needs import GUARDED
from caseway.rules.referrals.ageing import Stands
from caseway.rules.referrals.codes import Consent, Result, Shares, State, Urgency
from caseway.rules.referrals.moves import Agreed


def stands_of(row: Referral) -> Stands:
    """Where a referral stands, on days of the office's clock. No query."""
    return Stands(
        state=State(row.state),
        since=_day(row.state_since),
        urgency=Urgency(row.urgency),
        asked_on=row.asked_on,
        appointment_on=_day(row.appointment_at) if row.appointment_at else None,
        expected_on=row.expected_on,
        result=Result(row.result) if row.result else None,
    )


def agreed_of(row: Referral) -> Agreed:
    """What the person agreed to. No query."""
    return Agreed(
        shares=Shares(row.shares),
        consent=Consent(row.consent) if row.consent else None,
        in_writing=row.need in GUARDED,
    )


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
