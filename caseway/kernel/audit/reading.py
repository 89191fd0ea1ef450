"""Record that somebody looked. What cannot be recorded is not shown."""

from datetime import datetime

import structlog
from django.db import models

from caseway.kernel.models.audit import AccessEvent, Disclosure
from caseway.kernel.models.users import User
from caseway.kernel.personal import FieldClass

Kind = AccessEvent.Kind


def read(
    kind: AccessEvent.Kind,
    *,
    on: models.Model | type[models.Model],
    by: User,
    at: datetime,
    case_id: int | None = None,
    field_class: FieldClass = FieldClass.PERSONAL,
    reason: str = "",
    hits: int = 1,
) -> AccessEvent:
    """Write that `by` opened, searched, exported, printed or revealed `on`.

    `on` is the row looked at, or a model for a search or export of many, with
    `hits` rows shown. Call it before the page is made, in the transaction of
    its reading if there is one, and catch nothing: an error here must keep the
    page from being shown. What was searched for is not kept, only that it was.
    """
    return AccessEvent.objects.create(
        at=at,
        user_id=by.pk,
        kind=kind,
        table=on._meta.db_table,
        row=str(on.pk) if isinstance(on, models.Model) else "",
        case_id=case_id,
        field_class=field_class,
        reason=reason[:255],
        request_id=str(structlog.contextvars.get_contextvars().get("request_id", ""))[:64],
        hits=hits,
    )


def disclose(
    *,
    on: models.Model,
    to: str,
    what: str,
    legal_basis: str,
    by: User,
    at: datetime,
    case_id: int | None = None,
) -> Disclosure:
    """Write that facts about the row `on` went to an outside party, and by what right."""
    return Disclosure.objects.create(
        at=at,
        by=by,
        case_id=case_id,
        table=on._meta.db_table,
        row=str(on.pk),
        recipient=to,
        what=what,
        legal_basis=legal_basis,
    )
