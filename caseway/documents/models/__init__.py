from caseway.documents.models.received import Document, DocumentContent, DocumentKind, ReceivedBy

__all__ = ["Document", "DocumentContent", "DocumentKind", "ReceivedBy"]
