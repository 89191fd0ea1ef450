"""Load demonstration data without one audit entry a row: said once, and only there."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from caseway.kernel.audit.actor import acting, suspended
from caseway.kernel.models.audit import AuditEntry
from caseway.kernel.refusals import NotAllowed


@contextmanager
def suspended_audit(reason: str) -> Iterator[None]:
    """A transaction whose changes are recorded by one entry: that they are not, and why.

    For the loader of the demonstration county. Raises NotAllowed anywhere
    else. It lasts for one transaction and cannot outlive it; a load in
    chunks opens it for each.
    """
    if not settings.DEMONSTRATION:
        raise NotAllowed(_("The audit can only be suspended while loading demonstration data."))
    with suspended(reason):
        AuditEntry.objects.create(
            at=timezone.now(),
            actor=acting().actor,
            reason=acting().reason,
            action="audit suspended",
            table=AuditEntry._meta.db_table,
            row="",
        )
        yield
