"""Deciding who may perform which function in a region, from a day."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from caseway.agencies import access
from caseway.agencies.access import Where
from caseway.agencies.models import EmployerKind, FunctionHolder, Region
from caseway.agencies.policy import Act
from caseway.agencies.standing import open_on
from caseway.kernel.models import User
from caseway.kernel.refusals import NotAllowed
from caseway.rules.functions import FunctionCode, Holders, why_not_set
from caseway.rules.functions.table import SiteHolders


@transaction.atomic
def change_holders(
    *, region: Region, holders: SiteHolders, by: User, on: date, reason: str
) -> list[FunctionHolder]:
    """Let a region's functions be held as `holders` says from `on`. Returns the rows opened.

    Raises NotAllowed for a person who may not, without a reason, or when a
    function reserved to public employees would go to anybody else.
    """
    access.require(by, Act.EDIT_FUNCTIONS, Where(region.site_id, region.pk))
    if not reason.strip():
        raise NotAllowed(_("Say why this changes. The reason stays in the record."))
    for function, held in holders.items():
        if refusal := why_not_set(function, held):
            raise NotAllowed(refusal.text)
    return place_holders(region, holders, on=on, reason=reason)


def place_holders(
    region: Region, holders: SiteHolders, *, on: date, reason: str = ""
) -> list[FunctionHolder]:
    """Write the difference between what stands and `holders`, without asking who may.

    A row that ends on the day it began never was in force: it is removed, and
    the change audit keeps it.
    """
    wanted = {(code, kind) for code, held in holders.items() for kind in _kinds(held)}
    standing = {
        (FunctionCode(row.function), EmployerKind(row.employer_kind)): row
        for row in FunctionHolder.objects.filter(open_on(on), region=region)
        if FunctionCode(row.function) in holders
    }
    for key, row in standing.items():
        if key not in wanted:
            _end(row, on)
    return FunctionHolder.objects.bulk_create(
        FunctionHolder(
            site_id=region.site_id,
            region=region,
            function=code,
            employer_kind=kind,
            starts_on=on,
            reason=reason[:300],
        )
        for code, kind in sorted(wanted - standing.keys())
    )


def _kinds(held: Holders) -> list[EmployerKind]:
    return [kind for kind in EmployerKind if held.admits(kind)]


def _end(row: FunctionHolder, on: date) -> None:
    if row.starts_on == on:
        row.delete()
        return
    row.ends_on = on
    row.save(update_fields=["ends_on"])
