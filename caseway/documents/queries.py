"""What the pages of papers ask."""

from django.db.models import QuerySet

from caseway.documents.models import Document
from caseway.kernel.models import User


def papers_of(user: User, case_id: int) -> "QuerySet[Document]":
    """The papers of a case that this person may see, newest first. Never their bytes."""
    rows: QuerySet[Document] = Document.objects.visible_to(user).filter(case=case_id)
    return rows.select_related("person", "recorded_by").order_by("-received_on", "-pk")
