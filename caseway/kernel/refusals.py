"""A refusal is a sentence fit for the screen: what cannot be done, why, and who can."""

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise


class NotAllowed(PermissionDenied):
    """An act refused, with the sentence that the person should read. Unanswered, it is a 403."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)
