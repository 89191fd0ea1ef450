"""Name an act of business beside the row changes that the triggers record."""

from datetime import datetime
from typing import Any

from django.db import models

from caseway.kernel.audit.actor import acting
from caseway.kernel.models.audit import SYSTEM, AuditEntry
from caseway.kernel.models.users import User


def record(
    act: str,
    *,
    on: models.Model,
    by: User | None,
    at: datetime,
    facts: dict[str, Any] | None = None,
    reason: str = "",
) -> AuditEntry:
    """Write that `by` did `act` ("plan.approved") to the row `on`. None is the system.

    The changed values are recorded without this; `facts` may add what no
    column holds. Ids and codes only: what it holds is kept for ever.
    """
    return AuditEntry.objects.create(
        at=at,
        actor=SYSTEM if by is None else str(by.pk),
        reason=reason or acting().reason,
        action=act,
        table=on._meta.db_table,
        row=str(on.pk),
        after=facts,
    )
