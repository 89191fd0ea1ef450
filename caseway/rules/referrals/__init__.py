"""Referrals: where they stand, what moves them, how long they wait, what came of them."""
