"""A refusal is a sentence fit for the screen: what cannot be done, why, and who can."""

from django.utils.functional import Promise


class NotAllowed(Exception):  # noqa: N818 - a refusal is not an error; the name reads where it is raised
    """An act refused, with the sentence that the person should read."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)
