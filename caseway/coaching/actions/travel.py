"""Tables of travel times: taken, and taken back."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.models import Agency, Site
from caseway.agencies.policy import Act
from caseway.coaching.models import TravelTable
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.kernel.words import long_date, say
from caseway.rules.scheduling.travel.table import Pairs

MOST_PAIRS = 2500  # fifty areas, each to each


@transaction.atomic
def take_table(
    *,
    site: Site,
    agency: Agency,
    travels_by: str,
    starts_on: date,
    file_name: str,
    pairs: Pairs,
    by: User,
    at: datetime,
) -> TravelTable:
    """Plan months that begin on `starts_on` or later by a table.

    Raises NotAllowed when the table has faults, or another one begins on the same day.
    """
    access.require(by, Act.IMPORT_FILES, Where(site.pk, None))
    if pairs.faults:
        raise NotAllowed(say(pairs.faults[0]))
    if len(pairs.minutes) > MOST_PAIRS:
        raise NotAllowed(_("A table has at most %(n)d ways. Join small areas.") % {"n": MOST_PAIRS})
    try:
        with transaction.atomic():
            return TravelTable.objects.create(
                site=site,
                agency=agency,
                travels_by=travels_by,
                starts_on=starts_on,
                file_name=file_name[:200],
                minutes=[[start, end, value] for (start, end), value in pairs.minutes.items()],
                in_seconds=pairs.in_seconds,
                taken_by=by,
                taken_at=at,
            )
    except IntegrityError:
        raise NotAllowed(
            _("Another table holds from %(day)s already. Take that one back first.")
            % {"day": long_date(starts_on)}
        ) from None


@transaction.atomic
def withdraw_table(*, table: TravelTable, by: User, at: datetime) -> TravelTable:
    """Plan by it no more. Months that were planned stay as they are. Raises NotAllowed."""
    access.require(by, Act.IMPORT_FILES, Where(table.site_id, None))
    held: TravelTable = TravelTable.objects.select_for_update().get(pk=table.pk)
    if held.withdrawn_at is not None:
        raise NotAllowed(_("This table was taken back already."))
    held.withdrawn_at, held.withdrawn_by = at, by
    held.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return held
