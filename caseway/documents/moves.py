"""Papers stay with the person they are about when two records of her become one."""

from caseway.cases.actions.moves import moves
from caseway.documents.models import Document

moves(Document)
