"""Forgetting what directory files said."""

from datetime import date, datetime

from django.db import transaction

from caseway.exchange.models import DirectoryFile, DirectoryPart


@transaction.atomic
def forget_expired(*, today: date, at: datetime) -> int:
    """Forget what files said, on their day. What was loaded and what is held stays."""
    due = DirectoryFile.objects.filter(expires_on__lte=today, purged_at=None)
    DirectoryPart.objects.filter(file__in=due).delete()
    return due.update(content=None, purged_at=at)
