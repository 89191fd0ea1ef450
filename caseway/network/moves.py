"""Referrals stay with the person when two records of her become one."""

from caseway.cases.actions.moves import moves
from caseway.network.models import Referral

moves(Referral)
