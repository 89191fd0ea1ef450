"""What helps the families of the county: referrals, support in money, a word put in for them."""

from collections.abc import Iterable

from caseway.demo.calendar import Calendar
from caseway.demo.county.sites import Built
from caseway.demo.helping.referrals import tell_referrals
from caseway.demo.helping.supports import tell_supports


def tell_help(sites: Iterable[Built], cal: Calendar, seed: int) -> None:
    """Write what is done for families, site by site."""
    for built in sites:
        tell_referrals(built, cal, seed)
        tell_supports(built, cal, seed)
